// Package address holds the address book of a store: sender, pick-up and return addresses.
//
// Senders are written in English, for the label; pick-up and return addresses
// in Chinese, for the collector and the warehouse (facts, section 3).
package address

import (
	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/place"
)

// ID identifies an address inside the application.
type ID int64

// Kind is what an address is used for.
type Kind string

// The kinds of addresses.
const (
	Sender Kind = "sender"
	Pickup Kind = "pickup"
	Return Kind = "return"
)

// Kinds lists every kind in the order of the pages.
var Kinds = []Kind{Sender, Pickup, Return}

// Key is the key of the kind's message.
func (k Kind) Key() string { return "address_kind_" + string(k) }

// Errors this package reports.
var (
	ErrNotFound = errs.New(errs.NotFound, "address_not_found")
	ErrChanged  = errs.New(errs.Conflict, "address_changed")
	ErrKind     = errs.New(errs.Invalid, "address_unknown_kind")
)

// ParseKind reads a kind from outside.
func ParseKind(s string) (Kind, error) {
	for _, k := range Kinds {
		if string(k) == s {
			return k, nil
		}
	}
	return "", ErrKind.With("Text", s)
}

// Address is an entry of the address book.
type Address struct {
	ID        ID
	Store     account.StoreID
	Kind      Kind
	Preferred bool // prefilled on Create Logistics Order; one per kind
	place.Address
	Version int
}

// Check reports what is wrong with the address, field by field.
func (a Address) Check() errs.Fields {
	problems := a.Address.Check()
	if a.Kind == Sender {
		a.checkEnglish(&problems)
	}
	if a.Kind != Sender && a.Country != place.China {
		problems.Add("country", "address_in_china")
	}
	return problems
}

// checkEnglish finds what the label of a sender cannot print.
func (a Address) checkEnglish(problems *errs.Fields) {
	for _, part := range []struct{ field, text string }{
		{"name", a.Name}, {"street", a.Street}, {"district", a.District}, {"city", a.City}, {"province", a.Province},
	} {
		if !isASCII(part.text) {
			problems.Add(part.field, "address_sender_in_english")
		}
	}
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
