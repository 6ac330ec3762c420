// Package orderimport reads the order export of the platform's seller centre: rows of
// text become checked orders, each with what stops it from being imported and what the
// seller should know.
//
// The export has Chinese headers and one row per order with all its products in one
// cell; a file in English with one row per order line is read as well (facts, section 8,
// and decisions, section 9). Columns are found by their names, in any order. Nothing is
// guessed: a price the file does not tell is unknown, a status nobody has heard of is a
// problem.
//
// Reader knows the file alone. Service compares it with the store, has the file kept with
// the check of every row (package upload), and makes orders of the good rows, each exactly once.
package orderimport

import (
	"time"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// Errors about a whole file.
var (
	ErrHeader   = errs.New(errs.Invalid, "orderimport_no_header")
	ErrColumns  = errs.New(errs.Invalid, "orderimport_columns_missing")
	ErrNoOrders = errs.New(errs.Invalid, "orderimport_no_orders")
)

// Reader reads the files of one store.
type Reader struct {
	Zone    *time.Location                              // of the store; times in the file are in it
	Now     time.Time                                   // by the store's clock; remaining times count from it
	Channel func(name string) (code string, known bool) // finds a logistics channel by any of its names
}

// File is what was read: a row for each order, in the order of the file.
type File struct {
	Header  int // row that names the columns
	Rows    []Row
	Unknown []string // headers of columns that were left out
}

// Row is an order as the file has it. It can be imported when it has no problems and is not skipped.
type Row struct {
	Number   int   // first row of the file that tells of the order
	Numbers  []int // all of them; several only in a file with a row per line
	Order    Draft
	Problems []*errs.Error // must be corrected first
	Warnings []*errs.Error // should be known
	Skip     *errs.Error   // why the row says nothing new; nil if it does
}

// CanImport reports whether the order can be taken over as it is.
func (r Row) CanImport() bool { return len(r.Problems) == 0 && r.Skip == nil }

// Draft is an order as it is to be imported. Times are UTC; a zero time is not told by the file.
type Draft struct {
	Number      string // 14 to 16 digits
	Status      string // code of facts, section 8, in lower case
	Finish      string // of a finished order: "received" or "cancelled"
	InDispute   bool
	Frozen      bool
	Buyer       string
	BuyerEmail  string
	ShipTo      place.Address
	Channel     string // code of the buyer's choice; empty if none was made or it is unknown
	ChannelName string // the choice in the words of the file
	Goods       money.Money
	Shipping    money.Money
	Discount    money.Money // positive
	Total       money.Money
	Note        string
	PlacedAt    time.Time
	PaidAt      time.Time
	ShipBy      time.Time
	ShippedAt   time.Time
	ReceivedAt  time.Time
	Carrier     string // of the parcel that was sent already
	Waybill     string
	Items       []Item
}

// Item is a line of an order. Prices are the zero amount where the file does not tell them.
type Item struct {
	Title      string
	Attributes []Attribute
	SKU        string // the seller's code of the product; may be empty
	Quantity   int
	Unit       string // "piece", "lot"
	UnitPrice  money.Money
	Amount     money.Money // of the whole line
}

// Attribute is a choice of the buyer, such as Color: White.
type Attribute struct {
	Name  string
	Value string
}
