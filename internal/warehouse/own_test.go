package warehouse_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/warehouse"
)

// of is where a row comes from: version 1 is the program, others are an owner's.
func of(v channel.VersionID, from channel.Date) channel.Origin {
	return channel.Origin{Version: v, Own: v > 1, From: from}
}

// changed are two warehouses in Yiwu and their rules, of which an owner changed some.
func changed() warehouse.Data {
	hours := warehouse.Hours{Opens: 600, Closes: 1080, CutOff: 840}
	return warehouse.Data{
		Provinces: []warehouse.Province{{CN: "浙江", EN: "Zhejiang"}},
		Cities: []warehouse.City{
			{CN: "义乌", EN: "Yiwu", Prefecture: "金华", Province: "浙江"}, {CN: "绍兴", EN: "Shaoxing", Prefecture: "绍兴", Province: "浙江"},
		},
		Warehouses: []warehouse.Warehouse{
			{Code: "A", Channel: "CPAM", City: "义乌", NameCN: "仓", AddressCN: "旧", Hours: hours, FreeFrom: 5, Origin: of(1, "2021-01-01")},
			{Code: "B", Channel: "EMS", City: "义乌", NameCN: "仓", AddressCN: "旧", Hours: hours, FreeFrom: 5, Origin: of(1, "2021-01-01")},
			{Code: "A", Channel: "CPAM", City: "绍兴", NameCN: "别", AddressCN: "新", Hours: warehouse.Hours{Opens: 540, Closes: 1200, CutOff: 900}, FreeFrom: 1, Origin: of(2, "2026-12-01")},
			{Code: "GONE", Channel: "CPAM", City: "义乌", NameCN: "没", Origin: of(2, "2026-12-01")},
		},
		Areas: []warehouse.Area{
			{Channel: "CPAM", City: "义乌", Origin: of(1, "2021-01-01")}, {Channel: "EMS", City: "义乌", Origin: of(1, "2021-01-01")},
			{Channel: "CPAM", City: "绍兴", Origin: of(3, "2026-12-01")},
		},
		Holidays: []warehouse.Holiday{
			{Date: "2027-01-01", Origin: of(1, "2021-01-01")}, {Date: "2027-01-01", Collects: true, Origin: of(4, "2026-12-01")},
			{Date: "2027-01-04", Origin: of(5, "2026-12-01")},
		},
	}
}

func TestTheTermsOfAWarehouseAreTheOwnersFromTheirDay(t *testing.T) {
	for day, want := range map[channel.Date]string{"2026-11-30": "旧", "2026-12-01": "新"} {
		d, err := warehouse.NewDirectory(changed().On(day))
		if err != nil {
			t.Fatal(err)
		}
		w, err := d.Warehouse("A")
		if err != nil || w.AddressCN != want || w.City != "义乌" || w.NameCN != "仓" || w.Own != (want == "新") {
			t.Errorf("on %s: %+v, %v", day, w, err)
		}
		if b, err := d.Warehouse("B"); err != nil || b.AddressCN != "旧" {
			t.Errorf("on %s the other one: %+v, %v", day, b, err)
		}
		if _, err := d.Warehouse("GONE"); !errors.Is(err, warehouse.ErrNotFound) {
			t.Errorf("a warehouse that the program has no more: %v", err)
		}
		if all := d.Namesakes(w); len(all) != 1 || all[0].Code != "B" {
			t.Errorf("at the same place are %+v", all)
		}
	}
}

func TestCitiesOfAnOwnerReplaceThoseOfOneChannel(t *testing.T) {
	for day, want := range map[channel.Date][2]string{"2026-11-30": {"义乌", "义乌"}, "2026-12-01": {"绍兴", "义乌"}} {
		d, err := warehouse.NewDirectory(changed().On(day))
		if err != nil {
			t.Fatal(err)
		}
		cpam, ems := d.Areas("CPAM"), d.Areas("EMS")
		if len(cpam) != 1 || cpam[0].City != want[0] || len(ems) != 1 || ems[0].City != want[1] {
			t.Errorf("on %s: %+v, %+v", day, cpam, ems)
		}
	}
}

func TestAnOwnerAddsHolidaysAndTakesThemAway(t *testing.T) {
	for day, want := range map[channel.Date][]channel.Date{"2026-11-30": {"2027-01-01"}, "2026-12-01": {"2027-01-04"}} {
		d, err := warehouse.NewDirectory(changed().On(day))
		if err != nil {
			t.Fatal(err)
		}
		var got []channel.Date
		for _, h := range d.Holidays() {
			got = append(got, h.Date)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("on %s: %s", day, diff)
		}
	}
}

func TestACityIsFoundByItsNameOrAddedWithItsProvince(t *testing.T) {
	d, err := warehouse.NewDirectory(changed().On("2026-11-30"))
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"义乌": "义乌", "yiwu": "义乌", "义乌市": "义乌", "Yiwu, Zhejiang": "义乌", "丽水，浙江省": "丽水", " 丽水 , zhejiang ": "丽水",
		"丽水": "", "丽水, 火星": "", ", 浙江": "", "": "", "Moon": "",
	} {
		c, err := d.Find(text)
		if c.CN != want || (err == nil) != (want != "") || err == nil && c.Province != "浙江" {
			t.Errorf("%q is %+v, %v", text, c, err)
		}
		if err == nil && d.Knows(c) != (want == "义乌") {
			t.Errorf("%q is known: %v", text, d.Knows(c))
		}
	}
}

// rows are the rows of a store, and nobody else's.
type rows struct {
	store account.StoreID
	reads int
}

func (r *rows) HasOwn(_ context.Context, store account.StoreID) (bool, error) {
	return store == r.store, nil
}

func (r *rows) Warehouses(_ context.Context, store account.StoreID) (warehouse.Data, error) {
	r.reads++
	if store != r.store {
		return warehouse.Data{}, nil
	}
	return changed(), nil
}

func TestEachStoreHasTheDirectoryOfItsDay(t *testing.T) {
	clock, records := sample.NewClock(), &rows{store: 7}
	s := warehouse.NewService(records, clock)
	get := func(store account.StoreID) *warehouse.Directory {
		t.Helper()
		d, err := s.Directory(t.Context(), store)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	if get(8) != get(9) || get(8) == get(7) || records.reads != 2 {
		t.Errorf("stores without rows of their own do not share, or others do; %d reads", records.reads)
	}
	if w, err := get(7).Warehouse("A"); err != nil || w.AddressCN != "旧" {
		t.Errorf("today: %+v, %v", w, err)
	}
	clock.Advance(20 * 24 * time.Hour)
	if w, err := get(7).Warehouse("A"); err != nil || w.AddressCN != "新" || records.reads != 2 {
		t.Errorf("in December: %+v, %v, %d reads", w, err, records.reads)
	}
	old, err := s.On(t.Context(), 7, "2026-11-20")
	if err != nil {
		t.Fatal(err)
	}
	if w, err := old.Warehouse("A"); err != nil || w.AddressCN != "旧" {
		t.Errorf("as it was: %+v, %v", w, err)
	}
	s.Forget(7)
	if get(7); records.reads != 3 {
		t.Errorf("after a change there were %d reads", records.reads)
	}
	for day := range 40 {
		clock.Advance(24 * time.Hour)
		if get(7) == nil {
			t.Errorf("after %d days there is no directory", day)
		}
	}
}
