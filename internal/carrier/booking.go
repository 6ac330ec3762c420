package carrier

import (
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tracking"
)

// Booking is all that a network needs to know of a parcel.
type Booking struct {
	Store         account.StoreID
	Reference     Reference
	Channel       channel.Code
	Tier          channel.Tier
	Tracking      channel.Tracking
	Days          Days
	Numbers       Numbers
	Category      channel.Category
	Weight        measure.Weight // declared, with packing, in grams
	Size          measure.Size   // of the parcel; zero: not stated
	Goods         []Goods
	Collection    Collection
	Warehouse     Warehouse // the one the seller was told
	Undeliverable Undeliverable
	From          place.Address // sender, English
	To            place.Address // buyer; its country is the destination
	Pickup        place.Address // where the parcel is collected, Chinese
	Return        place.Address // where it comes back to, Chinese; zero unless Undeliverable is Return
}

// Days are the days from the warehouse to the buyer that a channel promises.
// Zero means no promise.
type Days struct{ Min, Max int }

// Numbers says which waybill numbers a channel uses.
type Numbers struct {
	Format tracking.Format
	Prefix string        // what they begin with, such as "R" of registered mail; empty: the format's usual
	Post   place.Country // whose post a postal number names at its end; empty: China's
}

// NumbersOf says which numbers a channel's waybills are.
func NumbersOf(w channel.Waybill) Numbers {
	return Numbers{Format: tracking.Format(w.Pattern), Prefix: w.Prefix, Post: w.Post}
}

// Goods is a declared line.
type Goods struct {
	NameCN   string
	NameEN   string
	Quantity int
	Value    money.Money    // of all pieces
	Weight   measure.Weight // of all pieces, in grams
	HSCode   string
}

// Warehouse is where a channel receives parcels.
type Warehouse struct {
	Code   string
	City   string // English
	CityCN string
}

// Mode is how a parcel gets to the warehouse. Values are those of channel.CollectionMode
// and one more, for what seller and warehouse agreed on.
type Mode string

// The ways to the warehouse.
const (
	DoorPickup      = Mode(channel.DoorPickup) // collected at the seller's door
	DomesticExpress = Mode(channel.SelfPost)   // sent by a domestic express company
	SelfSend        = Mode(channel.SelfSend)   // brought in person
	Arranged        = Mode("arranged")         // collection outside the range, arranged with the warehouse
)

// Modes are all ways to the warehouse.
var Modes = []Mode{DoorPickup, DomesticExpress, SelfSend, Arranged}

// Collected reports whether somebody comes for the parcel.
func (m Mode) Collected() bool { return m == DoorPickup || m == Arranged }

// Collection is how one parcel gets to the warehouse.
type Collection struct {
	Mode    Mode
	Due     time.Time // when it is collected at the earliest; zero: the next time somebody comes
	Company string    // domestic express company, of DomesticExpress
	Number  string    // its number, of DomesticExpress
}

// Same reports whether two collections are the same arrangement.
func (c Collection) Same(other Collection) bool {
	return c.Mode == other.Mode && c.Due.Equal(other.Due) && c.Company == other.Company && c.Number == other.Number
}

// Undeliverable says what happens to a parcel that cannot be delivered.
type Undeliverable string

// The choices.
const (
	Return  Undeliverable = "return"
	Destroy Undeliverable = "destroy"
)
