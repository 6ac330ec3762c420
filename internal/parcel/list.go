package parcel

import (
	"sellerdesk/internal/account"
	"sellerdesk/internal/paging"
)

// Filter says which parcels a list holds. Zero values do not filter; Store is always needed.
type Filter struct {
	Store  account.StoreID
	Option Option
	Text   string // transaction order number, logistics order number or waybill
	Cursor paging.Cursor
}

// CountLimit is where counts stop: beyond it a page says "9,999+".
const CountLimit = 10000

// Counts are the numbers of the status options, each at most CountLimit.
type Counts map[Option]int
