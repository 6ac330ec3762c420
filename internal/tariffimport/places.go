package tariffimport

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// What a form about warehouses may hold, in characters where it is text.
const (
	MaxAddress = 200
	MaxContact = 40
	MaxPhone   = 30
	maxFree    = 10_000 // parcels per visit
	maxSpan    = 31     // days that one change makes holidays
)

// directory are the warehouses a store sees on a day.
func (s *Service) directory(ctx context.Context, e Edit) (*warehouse.Directory, error) {
	d, err := s.Records.Warehouses(ctx, e.Store)
	if err != nil {
		return nil, err
	}
	return warehouse.NewDirectory(d.On(e.From))
}

// ChangeWarehouse changes the terms of a warehouse, and of those of other channels at the same
// place where namesakes says so.
func (s *Service) ChangeWarehouse(ctx context.Context, e Edit, code string, t warehouse.Terms, namesakes bool) (Change, error) {
	problems := checkTerms(t)
	s.checkDay(&problems, e.Store, e.From)
	if err := problems.Err(); err != nil {
		return Change{}, err
	}
	d, err := s.directory(ctx, e)
	if err != nil {
		return Change{}, err
	}
	was, err := d.Warehouse(code)
	if err != nil {
		return Change{}, err
	}
	return s.edit(ctx, e, Terms, was.NameCN, func(ctx context.Context, _ tariff.Data) (draft, error) {
		d, err := s.directory(ctx, e)
		if err != nil {
			return draft{}, err
		}
		return warehouseDraft(d, e, code, t, namesakes)
	})
}

func warehouseDraft(d *warehouse.Directory, e Edit, code string, t warehouse.Terms, namesakes bool) (draft, error) {
	one, err := d.Warehouse(code)
	if err != nil {
		return draft{}, err
	}
	all := []warehouse.Warehouse{one}
	if namesakes {
		all = append(all, d.Namesakes(one)...)
	}
	made := draft{before: history.Values{}, after: history.Values{}}
	for _, w := range all {
		if warehouse.TermsOf(w) == t {
			continue
		}
		made.before[w.Code], made.after[w.Code] = termsText(warehouse.TermsOf(w)), termsText(t)
		w = t.In(w)
		w.Origin = e.origin()
		made.rows.Warehouses.Warehouses = append(made.rows.Warehouses.Warehouses, w)
	}
	made.count = len(made.rows.Warehouses.Warehouses)
	return made, nil
}

// checkTerms reports what is wrong with the terms of a warehouse, by the fields of the form.
func checkTerms(t warehouse.Terms) errs.Fields {
	var problems errs.Fields
	for _, f := range []struct {
		name, text string
		most       int
	}{{"address", t.AddressCN, MaxAddress}, {"contact", t.Contact.Name, MaxContact}, {"phone", t.Contact.Phone, MaxPhone}} {
		if n := utf8.RuneCountInString(f.text); n > f.most {
			problems.Add(f.name, "form_too_long", "Max", f.most)
		} else if n == 0 {
			problems.Add(f.name, "form_required")
		}
	}
	if t.Contact.Phone != "" && strings.Trim(t.Contact.Phone, "0123456789+-() 转") != "" {
		problems.Add("phone", "tariffimport_phone")
	}
	if t.Hours.Closes <= t.Hours.Opens {
		problems.Add("closes", "tariffimport_closes")
	} else if t.Hours.CutOff > t.Hours.Closes {
		problems.Add("cut_off", "tariffimport_cut_off")
	}
	if t.FreeFrom < 1 || t.FreeFrom > maxFree {
		problems.Add("free_from", "form_out_of_range", "Min", 1, "Max", maxFree)
	}
	return problems
}

// termsText is what terms say in one line, as history keeps it.
func termsText(t warehouse.Terms) string {
	h := t.Hours
	return strings.Join([]string{
		h.Opens.String() + "–" + h.Closes.String(), h.CutOff.String(), t.Contact.Name, t.Contact.Phone, t.AddressCN, strconv.Itoa(t.FreeFrom),
	}, "; ")
}

// ChangeAreas changes in which cities a channel collects at the door; warehouse.Everywhere is all
// of them. Cities that the directory does not know are added to it; see warehouse.Directory.Find.
func (s *Service) ChangeAreas(ctx context.Context, e Edit, code channel.Code, cities []warehouse.City) (Change, error) {
	var problems errs.Fields
	if len(cities) == 0 {
		problems.Add("cities", "tariffimport_no_cities")
	}
	s.checkDay(&problems, e.Store, e.From)
	if err := problems.Err(); err != nil {
		return Change{}, err
	}
	return s.edit(ctx, e, Areas, string(code), func(ctx context.Context, d tariff.Data) (draft, error) {
		if _, known := channelOn(d.Channels, code, e.From); !known {
			return draft{}, channel.ErrNotFound.With("Channel", code)
		}
		directory, err := s.directory(ctx, e)
		if err != nil {
			return draft{}, err
		}
		return areasDraft(directory, e, code, cities), nil
	})
}

func areasDraft(d *warehouse.Directory, e Edit, code channel.Code, cities []warehouse.City) draft {
	made := draft{before: history.Values{"Cities": areaNames(d.Areas(code))}}
	for i, c := range cities {
		if slices.ContainsFunc(cities[:i], func(o warehouse.City) bool { return o.CN == c.CN }) {
			continue
		}
		if c.CN != warehouse.Everywhere && !d.Knows(c) {
			made.rows.Warehouses.Cities = append(made.rows.Warehouses.Cities, c)
		}
		made.rows.Warehouses.Areas = append(made.rows.Warehouses.Areas, warehouse.Area{Channel: code, City: c.CN, Origin: e.origin()})
	}
	made.count = len(made.rows.Warehouses.Areas)
	made.after = history.Values{"Cities": areaNames(made.rows.Warehouses.Areas)}
	return made
}

// areaNames are the names of areas in one order.
func areaNames(areas []warehouse.Area) string {
	names := make([]string, len(areas))
	for i, a := range areas {
		names[i] = a.City
	}
	slices.Sort(names)
	return strings.Join(names, " ")
}

// ChangeHolidays makes the days from first to last holidays, or days on which parcels are
// collected as on others.
func (s *Service) ChangeHolidays(ctx context.Context, e Edit, first, last channel.Date, collects bool) (Change, error) {
	days := span(first, last)
	var problems errs.Fields
	switch {
	case last < first:
		problems.Add("last", "tariffimport_span")
	case len(days) > maxSpan:
		problems.Add("last", "tariffimport_span_long", "Max", maxSpan)
	case first < s.Today(e.Store):
		problems.Add("first", "tariffimport_past_holiday")
	}
	s.checkDay(&problems, e.Store, e.From)
	if err := problems.Err(); err != nil {
		return Change{}, err
	}
	about := string(first)
	if last != first {
		about += " – " + string(last)
	}
	return s.edit(ctx, e, Holidays, about, func(ctx context.Context, _ tariff.Data) (draft, error) {
		d, err := s.directory(ctx, e)
		if err != nil {
			return draft{}, err
		}
		return holidaysDraft(d, e, days, collects), nil
	})
}

func holidaysDraft(d *warehouse.Directory, e Edit, days []channel.Date, collects bool) draft {
	made := draft{before: history.Values{}, after: history.Values{}}
	for _, day := range days {
		known := slices.ContainsFunc(d.Holidays(), func(h warehouse.Holiday) bool { return h.Date == day })
		if known != collects {
			continue
		}
		made.before[string(day)], made.after[string(day)] = strconv.FormatBool(known), strconv.FormatBool(!collects)
		made.rows.Warehouses.Holidays = append(made.rows.Warehouses.Holidays, warehouse.Holiday{Date: day, Collects: collects, Origin: e.origin()})
	}
	made.count = len(made.rows.Warehouses.Holidays)
	return made
}

// span are the days from first to last; one more than a change may have are too many to list.
func span(first, last channel.Date) []channel.Date {
	from, err := time.Parse(time.DateOnly, string(first))
	if err != nil {
		return nil
	}
	var days []channel.Date
	for day := first; cmp.Compare(day, last) <= 0 && len(days) <= maxSpan; {
		days = append(days, day)
		from = from.AddDate(0, 0, 1)
		day = channel.Date(from.Format(time.DateOnly))
	}
	return days
}
