package market

import (
	_ "embed" // the tables of goods and buyers
	"fmt"
	"math/rand/v2"
	"strings"

	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
)

//go:embed buyers.tsv
var buyersTable string

// Land is a country with the names and places of its buyers.
type Land struct {
	Country place.Country
	given   []string // women and men by turns, as the family names
	family  []string // none where the given names are whole
	streets []string
	cities  []string // "city,province,postal code"
	phone   string   // each # is a digit
}

// Lands are all countries of the market.
func Lands() []Land {
	var all []Land
	for _, cells := range rows(buyersTable) {
		l := Land{
			Country: place.Country(cells[0]), given: strings.Split(cells[1], "|"), streets: strings.Split(cells[3], "|"),
			cities: strings.Split(cells[4], "|"), phone: cells[5],
		}
		if cells[2] != "" {
			l.family = strings.Split(cells[2], "|")
		}
		all = append(all, l)
	}
	return all
}

// Pick chooses one of some values.
func Pick[T any](r *rand.Rand, values []T) T { return values[r.IntN(len(values))] }

// Buyer makes up somebody who lives in the land, and where.
func (l Land) Buyer(r *rand.Rand) (order.Buyer, place.Address) {
	i := r.IntN(len(l.given))
	name := l.given[i]
	if len(l.family) > 0 {
		name += " " + l.family[(i%2+2*r.IntN(len(l.family)/2))%len(l.family)]
	}
	parts := strings.Split(Pick(r, l.cities), ",")
	a := place.Address{
		Name: name, Street: Pick(r, l.streets), City: parts[0], Province: parts[1], Postal: parts[2],
		Country: l.Country, Mobile: dial(r, l.phone), Email: fmt.Sprintf("buyer%05d@example.com", r.IntN(100_000)),
	}
	return order.Buyer{Name: name, Email: a.Email}, a
}

// dial fills in the digits of a phone number.
func dial(r *rand.Rand, pattern string) string {
	return strings.Map(func(c rune) rune {
		if c == '#' {
			return '0' + rune(r.IntN(10))
		}
		return c
	}, pattern)
}
