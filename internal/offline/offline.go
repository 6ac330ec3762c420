// Package offline holds what a store pays when it ships without the platform: its
// own price list, and what a parcel costs by that list beside the online plans.
//
// The list is the seller's agreement with carriers and freight agents, who give
// better prices to those who send more: a row holds from a number of parcels a
// month on. A store without a row for a parcel gets an estimate, about a fifth
// less than online (facts, section 0, row 16).
//
// What happens to a parcel that is sent offline is not decided here: the seller
// tells its number in a shipping notice, see package notice.
package offline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// Errors this package reports.
var (
	ErrNotFound  = errs.New(errs.NotFound, "offline_not_found")
	ErrChanged   = errs.New(errs.Conflict, "offline_changed")
	ErrDuplicate = errs.New(errs.Conflict, "offline_duplicate")
	ErrFull      = errs.New(errs.Conflict, "offline_full")
)

// ID identifies a row of a price list inside the application.
type ID int64

// AnyCountry marks a row for every country for which its carrier has no row of its own.
const AnyCountry place.Country = ""

// The limits of a price list. A freight agent's list has some 200 countries with
// three weights and three steps each.
const (
	MaxRows    = 3000
	MaxCarrier = 100                    // characters of a carrier's name
	MaxWeight  = 100 * measure.Kilogram // heaviest parcel of a row
	MaxParcels = 100_000                // highest step
	MaxPrice   = int64(100_000_00)      // fen, for a kilogram and for a parcel
)

// Price is a row of a store's price list: what a carrier asks for a parcel.
type Price struct {
	ID      ID
	Store   account.StoreID
	Carrier string         // as the seller calls it
	Country place.Country  // or AnyCountry
	UpTo    measure.Weight // the heaviest parcel the row is for
	From    int            // parcels a month from which the row holds; 1 is every store
	PerKilo money.Money    // CNY for a kilogram of the parcel's weight
	Fee     money.Money    // CNY for the parcel, whatever its weight
	Version int
}

// Check reports what is wrong with the row, by the names of the form's fields.
func (p Price) Check() errs.Fields {
	var problems errs.Fields
	switch n := utf8.RuneCountInString(p.Carrier); {
	case p.Carrier == "":
		problems.Add("carrier", "offline_no_carrier")
	case n > MaxCarrier:
		problems.Add("carrier", "offline_carrier_too_long", "Max", MaxCarrier, "Length", n)
	case !utf8.ValidString(p.Carrier) || strings.ContainsFunc(p.Carrier, unicode.IsControl):
		problems.Add("carrier", "offline_carrier_unprintable")
	}
	if p.Country == place.China {
		problems.Add("country", "offline_domestic")
	}
	if p.UpTo < 1 || p.UpTo > MaxWeight {
		problems.Add("up_to", "offline_out_of_range", "Min", 1, "Max", int64(MaxWeight))
	}
	if p.From < 1 || p.From > MaxParcels {
		problems.Add("from", "offline_out_of_range", "Min", 1, "Max", MaxParcels)
	}
	p.checkAmounts(&problems)
	return problems
}

func (p Price) checkAmounts(problems *errs.Fields) {
	most := money.Of(MaxPrice, money.CNY)
	amounts := []struct {
		field  string
		amount money.Money
	}{{"per_kilo", p.PerKilo}, {"fee", p.Fee}}
	for _, a := range amounts {
		if a.amount.Minor < 0 || a.amount.Minor > MaxPrice || a.amount.Currency != money.CNY {
			problems.Add(a.field, "offline_bad_amount", "Max", most)
		}
	}
	if p.PerKilo.IsZero() && p.Fee.IsZero() {
		problems.Add("per_kilo", "offline_free")
	}
}

// place is what a row is about: no other row of the list says the same.
func (p Price) place() string {
	return fmt.Sprintf("%s\x00%s\x00%d\x00%d", p.Country, p.Carrier, p.UpTo, p.From)
}

// says is everything a row tells.
func (p Price) says() string {
	return fmt.Sprintf("%s\x00%d\x00%d", p.place(), p.PerKilo.Minor, p.Fee.Minor)
}

// List is the rows of a store's price list.
type List []Price

// Sorted returns the rows in the order of pages and files: by country, those for
// every country first, then by carrier, weight and step.
func (l List) Sorted() List {
	return slices.SortedFunc(slices.Values(l), func(a, b Price) int {
		return cmp.Or(cmp.Compare(a.Country, b.Country), cmp.Compare(a.Carrier, b.Carrier), cmp.Compare(a.UpTo, b.UpTo), cmp.Compare(a.From, b.From))
	})
}

// Sum tells lists apart: two lists that say the same have the same one.
func (l List) Sum() string {
	h := sha256.New()
	for _, p := range l.Sorted() {
		fmt.Fprintln(h, p.says())
	}
	return hex.EncodeToString(h.Sum(nil))
}
