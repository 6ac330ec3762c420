package order

import (
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/place"
)

// Filter says which orders a list holds. Zero values do not filter; Store is always needed.
type Filter struct {
	Store    account.StoreID
	Waiting  Waiting
	Tab      Tab
	Text     string // number, logistics order number, waybill, or words of buyer, title, SKU
	Country  place.Country
	Channel  channel.Code
	Category channel.Category
	PaidFrom time.Time // inclusive
	PaidTo   time.Time // exclusive
	Now      time.Time // by the store's clock
	DayEnd   time.Time // the end of the store's day, for WaitingShipToday
	Cursor   paging.Cursor
}

// CountLimit is where counts stop: beyond it a page says "9,999+".
const CountLimit = 10000

// Counts are the numbers of the waiting box, each at most CountLimit.
type Counts map[Waiting]int
