// Package parcel holds logistics orders ("international parcel orders" on the
// pages): what is in them, what is declared, and how they travel from Submit to
// delivery. What else changes with them is decided in package shipping.
package parcel

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tracking"
)

// ID identifies a parcel inside the application.
type ID int64

// Number is the logistics order number: LP and 14 digits, unique over all stores.
type Number string

// NumberOf makes a number from the next value of its sequence.
func NumberOf(n int64) Number { return Number(fmt.Sprintf("LP%014d", n)) }

// Errors this package reports.
var (
	ErrNotFound  = errs.New(errs.NotFound, "parcel_not_found")
	ErrChanged   = errs.New(errs.Conflict, "parcel_changed")
	ErrOneChance = errs.New(errs.Conflict, "parcel_one_chance")
	ErrNumber    = errs.New(errs.Invalid, "parcel_bad_number")
	ErrMove      = errs.New(errs.Conflict, "parcel_status")
	ErrNoLabel   = errs.New(errs.Conflict, "parcel_no_label_yet")
	ErrSubmitted = errs.New(errs.Conflict, "parcel_offer_submitted") // the offer was submitted before
)

// ParseNumber reads a logistics order number.
func ParseNumber(s string) (Number, error) {
	n := strings.ToUpper(strings.TrimSpace(s))
	digits, ok := strings.CutPrefix(n, "LP")
	if !ok || len(digits) != 14 || strings.Trim(digits, "0123456789") != "" {
		return "", ErrNumber.With("Text", s)
	}
	return Number(n), nil
}

// CollectionMode is how a parcel gets to the warehouse (facts, section 4).
type CollectionMode string

// The ways to the warehouse.
const (
	DoorPickup CollectionMode = "door_pickup" // collected at the seller's door, inside the range
	Domestic   CollectionMode = "self_post"   // sent by a domestic express company
	HandIn     CollectionMode = "self_send"   // brought to the warehouse in person
	Arranged   CollectionMode = "arranged"    // collection arranged with the warehouse, outside the range
)

// CollectionModes lists every mode.
var CollectionModes = []CollectionMode{DoorPickup, Domestic, HandIn, Arranged}

// Key is the key of the mode's message.
func (m CollectionMode) Key() string { return "parcel_collection_" + string(m) }

// Collection is how one parcel gets to the warehouse.
type Collection struct {
	Mode    CollectionMode
	Company string // domestic express company, of Domestic
	Number  string // the domestic logistics order number, of Domestic
	Note    string // what was arranged, of Arranged; the name of another company, of Domestic
}

// Undeliverable says what happens to a parcel that cannot be delivered.
type Undeliverable string

// The choices.
const (
	Return  Undeliverable = "return"
	Destroy Undeliverable = "destroy"
)

// Key is the key of the choice's message.
func (u Undeliverable) Key() string { return "parcel_undeliverable_" + string(u) }

// Flags are what the networks ask about declared goods (facts, section 3).
type Flags struct {
	Battery     bool // contains a lithium battery
	OnlyBattery bool
	Cosmetics   bool // non-liquid cosmetics
	Special     bool // liquid, powder, magnet and other special goods
	Breakable   bool
}

// FlagsOf are the flags that a goods category implies.
func FlagsOf(c channel.Category) Flags {
	switch c {
	case channel.BuiltInBattery:
		return Flags{Battery: true}
	case channel.PureBattery:
		return Flags{Battery: true, OnlyBattery: true}
	case channel.NonLiquidCosmetics:
		return Flags{Cosmetics: true}
	case channel.Liquid, channel.Powder, channel.Magnetic, channel.OtherSpecial:
		return Flags{Special: true}
	case channel.Ordinary:
	}
	return Flags{}
}

// Goods is a declared line: pieces of an order line, and what customs is told about them.
type Goods struct {
	Line     order.LineID
	Quantity int // 1 to 999
	SKU      string
	NameCN   string         // 1 to 20 characters
	NameEN   string         // 1 to 60 characters
	Value    money.Money    // of all pieces, USD 0.01 to 10,000.00
	Weight   measure.Weight // of all pieces, 1 to 2,000 grams on small-packet lines
	HSCode   string
	Flags
}

// Documents are the addresses as they were at Submit.
type Documents struct {
	From   place.Address // sender, English
	To     place.Address // receiver
	Pickup place.Address // Chinese
	Return place.Address // Chinese; zero when undeliverable parcels are destroyed
}

// Parcel is one logistics order.
type Parcel struct {
	ID            ID
	Store         account.StoreID
	Number        Number
	Order         order.ID
	OrderNumber   order.Number
	Offer         string // id of the offer that was accepted
	Status        Status
	Abnormal      Abnormal
	Close         CloseReason
	CloseNote     string // key of the network's own reason; empty without one
	Waybill       string
	Notice        int64 // notice.ID of its shipping notice; 0: none
	Channel       channel.Code
	Category      channel.Category
	Buyer         string
	Warehouse     string
	SortingCode   string
	Collection    Collection
	Undeliverable Undeliverable
	Declared      measure.Weight
	Measured      measure.Weight // 0: not weighed
	Size          measure.Size
	Quote         money.Money // CNY, the price the offer showed
	ReturnFee     money.Money // CNY, charged at out-stock when Return was chosen
	Tariff        string      // version of the tariff
	Discount      int64       // per cent off the list price by which it was submitted
	Documents     Documents
	Goods         []Goods
	CreatedAt     time.Time
	BookedAt      time.Time // zero: the network has not accepted it
	CancelAskedAt time.Time
	DeliveredAt   time.Time
	ClosedAt      time.Time
	EventAt       time.Time // the newest event, or when it was submitted
	MovedAt       time.Time // when what moved the parcel last happened, of the network's reports
	MovedBy       tracking.Code
	Version       int
}

// Pieces are the pieces of the order that are in the parcel.
func (p Parcel) Pieces() []order.Pieces {
	pieces := make([]order.Pieces, len(p.Goods))
	for i, g := range p.Goods {
		pieces[i] = order.Pieces{Line: g.Line, Quantity: g.Quantity}
	}
	return pieces
}

// Open reports whether the parcel is not closed.
func (p Parcel) Open() bool { return p.ClosedAt.IsZero() }

// GaveBack reports whether the parcel was closed before it left the warehouse, so
// that its pieces can be shipped again.
func (p Parcel) GaveBack() bool {
	return slices.Contains([]CloseReason{CloseRefused, CloseCancelled, CloseRejected}, p.Close)
}

// HasLabel reports whether a label can be printed: the network gave a waybill number.
func (p Parcel) HasLabel() bool { return p.Waybill != "" }

// Scanned reports whether the network has had the parcel in hands, which verifies its notice.
func (p Parcel) Scanned() bool {
	return !slices.Contains([]Status{Init, AwaitsWarehouse, PickupFailed, Closed}, p.Status) || p.Measured > 0
}

// Cancelable reports whether the seller may ask the network to cancel.
func (p Parcel) Cancelable() bool {
	return p.Open() && p.CancelAskedAt.IsZero() && p.Status.Can(CancelConfirmed)
}

// NeedsNotice reports whether the parcel waits for its shipping notice.
func (p Parcel) NeedsNotice() bool { return p.Open() && p.Waybill != "" && p.Notice == 0 }
