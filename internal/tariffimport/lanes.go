package tariffimport

import (
	"cmp"
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// Lane is a channel to a country, or to every country without bands of its own.
type Lane struct {
	Channel channel.Code
	Country place.Country // or tariff.AnyCountry
}

// laneOf is the lane a price is for.
func laneOf(p tariff.Price) Lane { return Lane{p.Channel, p.Country} }

// lanes are the bands of each lane of a file.
type lanes struct {
	order []Lane
	bands map[Lane][]band
	wrong map[Lane]bool // lanes of which a row cannot be read
}

// add puts a band into its lane. A row of which the lane is unknown belongs to none.
func (l *lanes) add(b band) {
	if !b.placed {
		return
	}
	to := Lane{b.channel, b.country}
	if len(l.bands[to]) == 0 {
		l.order = append(l.order, to)
	}
	l.bands[to] = append(l.bands[to], b)
	l.wrong[to] = l.wrong[to] || b.wrong
}

// close makes a price of each lane whose bands follow one another, and puts the
// problems into the order of the file.
func (f *File) close(l *lanes) {
	for _, lane := range l.order {
		bands := l.bands[lane]
		f.compare(bands)
		if l.wrong[lane] {
			continue
		}
		slices.SortStableFunc(bands, func(a, b band) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.UpTo, b.UpTo)) })
		f.follow(bands)
		f.Prices = append(f.Prices, price(bands))
	}
	slices.SortStableFunc(f.Problems, func(a, b Problem) int { return cmp.Compare(a.Row, b.Row) })
	if len(f.Problems) > 0 {
		f.Prices = nil
	}
}

// price is the price of a lane whose bands are in order.
func price(bands []band) tariff.Price {
	first := bands[0]
	p := tariff.Price{
		Channel: first.channel, Country: first.country, Currency: first.currency, MinWeight: first.min, Divisor: first.divisor,
	}
	for _, b := range bands {
		p.Bands = append(p.Bands, b.Band)
	}
	return p
}

// compare reports bands of a lane that differ in what holds for the whole lane. Bands
// that could not be read whole are left out.
func (f *File) compare(bands []band) {
	bands = slices.DeleteFunc(slices.Clone(bands), func(b band) bool { return b.wrong })
	if len(bands) == 0 {
		return
	}
	first := bands[0]
	for _, b := range bands[1:] {
		if b.currency != first.currency {
			f.refuse(b, "tariffimport_two_currencies", "Currency", b.currency, "Other", first.currency, "Row", first.row)
		}
		if b.min != first.min {
			f.refuse(b, "tariffimport_two_minimums", "Weight", b.min, "Other", first.min, "Row", first.row)
		}
		if b.divisor != first.divisor {
			f.refuse(b, "tariffimport_two_divisors", "Divisor", b.divisor, "Other", first.divisor, "Row", first.row)
		}
	}
}

// follow reports where bands, in order, do not follow one another gram by gram.
func (f *File) follow(bands []band) {
	if first := bands[0]; first.from > 1 {
		f.refuse(first, "tariffimport_begins_late", "From", first.from)
	}
	for i, b := range bands[1:] {
		switch before := bands[i]; {
		case b.from == before.from && b.UpTo == before.UpTo:
			f.refuse(b, "tariffimport_twice", "Row", before.row)
		case b.from <= before.UpTo:
			f.refuse(b, "tariffimport_overlap", "Row", before.row, "From", b.from, "To", before.UpTo)
		case b.from > before.UpTo+1:
			f.refuse(b, "tariffimport_gap", "Row", before.row, "From", before.UpTo, "To", b.from)
		}
	}
}

func (f *File) refuse(b band, code string, pairs ...any) {
	f.note(b.row, []*errs.Error{errs.New(errs.Invalid, code).With(pairs...)})
}
