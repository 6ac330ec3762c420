package warehouse

import (
	"slices"
	"strings"

	"sellerdesk/internal/channel"
)

// Terms are what an owner may change of a warehouse.
type Terms struct {
	AddressCN string
	Contact   Contact
	Hours     Hours
	FreeFrom  int // parcels per visit from which collection is free
}

// TermsOf are the terms of a warehouse as they are.
func TermsOf(w Warehouse) Terms { return Terms{w.AddressCN, w.Contact, w.Hours, w.FreeFrom} }

// In is the warehouse with the terms.
func (t Terms) In(w Warehouse) Warehouse {
	w.AddressCN, w.Contact, w.Hours, w.FreeFrom = t.AddressCN, t.Contact, t.Hours, t.FreeFrom
	return w
}

// On returns the rows that hold on a day, each thing once. An owner's row of a warehouse
// changes its terms, one of a holiday whether it is one; an owner's areas of a channel replace
// all of the program's.
func (d Data) On(day channel.Date) Data {
	d.Warehouses = warehousesOn(d.Warehouses, day)
	d.Areas = areasOn(d.Areas, day)
	d.Holidays = slices.DeleteFunc(d.HolidaysOn(day), func(h Holiday) bool { return h.Collects })
	return d
}

// inForce returns of each thing the row that holds on a day, in the order in which things are first named.
func inForce[R channel.Row, K comparable](rows []R, key func(R) K, day channel.Date) []R {
	groups, order := map[K][]R{}, []K(nil)
	for _, r := range rows {
		k := key(r)
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], r)
	}
	var out []R
	for _, k := range order {
		channel.Rank(groups[k])
		if r, holds := channel.InForce(groups[k], day); holds {
			out = append(out, r)
		}
	}
	return out
}

func warehousesOn(rows []Warehouse, day channel.Date) []Warehouse {
	code := func(w Warehouse) string { return w.Code }
	program := slices.DeleteFunc(slices.Clone(rows), func(w Warehouse) bool { return w.Own })
	own := map[string]Warehouse{}
	for _, w := range inForce(rows, code, day) {
		if w.Own {
			own[w.Code] = w
		}
	}
	out := inForce(program, code, day)
	for i, w := range out {
		if o, changed := own[w.Code]; changed {
			out[i] = TermsOf(o).In(w)
			out[i].Origin = o.Origin
		}
	}
	return out
}

// areasOn leaves of each channel the program's areas, or those of the owner's change that holds.
func areasOn(rows []Area, day channel.Date) []Area {
	changes := map[channel.Code]channel.Origin{}
	owned := slices.DeleteFunc(slices.Clone(rows), func(a Area) bool { return !a.Own })
	for _, a := range inForce(owned, func(a Area) channel.Code { return a.Channel }, day) {
		changes[a.Channel] = a.Origin
	}
	return slices.DeleteFunc(slices.Clone(rows), func(a Area) bool {
		change, changed := changes[a.Channel]
		return changed && a.Version != change.Version || !changed && a.Own || a.From > day
	})
}

// HolidaysOn returns what holds on a day about each holiday, also that it is none for the store.
func (d Data) HolidaysOn(day channel.Date) []Holiday {
	return inForce(d.Holidays, func(h Holiday) channel.Date { return h.Date }, day)
}

// Find reads a city as an owner writes it: a name in Chinese or English that the directory
// knows, or any name with its province behind a comma, such as "绍兴, 浙江".
func (d *Directory) Find(text string) (City, error) {
	name, province, given := strings.Cut(strings.ReplaceAll(text, "，", ","), ",")
	name = strings.TrimSpace(name)
	in, known := d.provinces[fold(province)]
	if c, ok := d.city(name, in); ok && (!given || known && c.Province == in.CN) {
		return c, nil
	}
	if !given || !known || name == "" || len(d.cities[fold(name)]) > 0 {
		return City{}, ErrUnknownCity.With("City", strings.TrimSpace(text))
	}
	return City{CN: name, EN: name, Prefecture: name, Province: in.CN}, nil
}

// Knows reports whether the directory has the city.
func (d *Directory) Knows(c City) bool {
	return slices.ContainsFunc(d.cities[fold(c.CN)], func(o City) bool { return o.CN == c.CN && o.Province == c.Province })
}
