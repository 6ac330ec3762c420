package tariffimport_test

import (
	"errors"
	"slices"
	"sync"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/warehouse"
)

// channelOn is ePacket as a store sees it on a day.
func (d *desk) ePacket(day channel.Date) channel.Channel {
	d.t.Helper()
	s, err := d.tariffs.Snapshot(d.t.Context(), d.store)
	d.must(err)
	c, err := s.Channel(channel.EPacket, day)
	d.must(err)
	return c
}

// part changes a part of ePacket from a day on.
func (d *desk) part(p channel.Part, from channel.Date, change func(*channel.Channel)) (tariffimport.Change, error) {
	d.t.Helper()
	c := d.ePacket(from)
	change(&c)
	return d.ChangeChannel(d.t.Context(), d.editing(from), channel.EPacket, p, c)
}

// places are the warehouses of a store on a day.
func (d *desk) placesOn(day channel.Date) *warehouse.Directory {
	d.t.Helper()
	found, err := d.places.On(d.t.Context(), d.store, day)
	d.must(err)
	return found
}

func liquids(c *channel.Channel) {
	c.Goods.Accepted = append(slices.Clone(c.Goods.Accepted), channel.Liquid)
	c.Goods.To = map[channel.Category][]place.Country{channel.Liquid: {"US", "DE"}}
}

func TestGoodsCountriesAndWaysOfAChannelChangeFromTheirDay(t *testing.T) {
	d := newDesk(t)
	tests := []struct {
		kind   tariffimport.ChangeKind
		part   channel.Part
		change func(*channel.Channel)
		now    func(channel.Channel) bool
	}{
		{tariffimport.Goods, channel.GoodsPart, liquids, func(c channel.Channel) bool { return c.Goods.Accepts(channel.Liquid, "DE") }},
		{
			tariffimport.Reach, channel.ReachPart, func(c *channel.Channel) { c.Reach.Suspended = []place.Country{"DE"} },
			func(c channel.Channel) bool { return c.Reach.IsSuspended("DE") },
		},
		{
			tariffimport.Collection, channel.CollectionPart, func(c *channel.Channel) { c.Collection = []channel.CollectionMode{channel.SelfSend} },
			func(c channel.Channel) bool { return !c.Collects(channel.DoorPickup) },
		},
	}
	for _, tt := range tests {
		made, err := d.part(tt.part, tomorrow, tt.change)
		if err != nil || made.Kind != tt.kind || made.About != string(channel.EPacket) {
			t.Fatalf("%s: %+v, %v", tt.part, made, err)
		}
		if tt.now(d.ePacket(today)) || !tt.now(d.ePacket(tomorrow)) {
			t.Errorf("%s does not change tomorrow", tt.part)
		}
		again, err := d.part(tt.part, tomorrow, func(*channel.Channel) {})
		if err != nil || again.Version != 0 {
			t.Errorf("%s the same again: %+v, %v", tt.part, again, err)
		}
		entries, err := d.History.Of(t.Context(), d.store, history.About(history.Tariff, made.Version))
		if err != nil || len(entries) != 1 || entries[0].Actor.Person != d.owner {
			t.Errorf("%s: history %+v, %v", tt.part, entries, err)
		}
	}
	if got := d.ePacket(tomorrow); len(got.Changed) != 3 || got.MaxDays != d.ePacket(today).MaxDays {
		t.Errorf("the owner's are %v", got.Changed)
	}
	if _, err := d.Withdraw(t.Context(), d.store, d.owner, "own.2"); err != nil || d.ePacket(tomorrow).Reach.IsSuspended("DE") {
		t.Errorf("a withdrawn suspension: %v", err)
	}
	c, err := d.Compare(t.Context(), d.store, string(today), string(tomorrow), "")
	if err != nil || len(c.Figures) != 1 || !tariffimport.Differs(channel.GoodsPart, c.Figures[0].Before, c.Figures[0].After) {
		t.Errorf("compared: %+v, %v", c.Figures, err)
	}
}

func TestWhatNoPartOfAChannelMayBeIsRefused(t *testing.T) {
	d := newDesk(t)
	tests := []struct {
		field  string
		part   channel.Part
		change func(*channel.Channel)
	}{
		{"ordinary", channel.GoodsPart, func(c *channel.Channel) { c.Goods.Accepted = nil }},
		{"liquid_to", channel.GoodsPart, func(c *channel.Channel) { liquids(c); c.Goods.To[channel.Liquid] = nil }},
		{"collection", channel.CollectionPart, func(c *channel.Channel) { c.Collection = nil }},
	}
	for _, tt := range tests {
		d.refused(tt.field, func() error { _, err := d.part(tt.part, tomorrow, tt.change); return err })
		d.refused("from", func() error {
			e := d.editing(yesterday)
			_, err := d.ChangeChannel(t.Context(), e, channel.EPacket, tt.part, d.ePacket(today))
			return err
		})
	}
	if got := d.versions(d.store); len(got) != 1 {
		t.Errorf("versions: %v", got)
	}
}

// refused tells that a change is refused for a field.
func (d *desk) refused(field string, change func() error) {
	d.t.Helper()
	var problems errs.Fields
	if err := change(); !errors.As(err, &problems) || problems[0].Field != field {
		d.t.Errorf("%v, want a problem of %s", err, field)
	}
}

func TestAFormThatIsOutOfDateIsRefused(t *testing.T) {
	d := newDesk(t)
	first, second := d.editing(tomorrow), d.editing(tomorrow)
	c := d.ePacket(tomorrow)
	c.MaxDays = 99
	if _, err := d.ChangeChannel(t.Context(), first, channel.EPacket, channel.FiguresPart, c); err != nil {
		t.Fatal(err)
	}
	if _, err := d.ChangeChannel(t.Context(), first, channel.EPacket, channel.FiguresPart, c); err != nil {
		t.Errorf("the same form sent twice: %v", err)
	}
	c.MaxDays = 98
	_, err := d.ChangeChannel(t.Context(), second, channel.EPacket, channel.FiguresPart, c)
	var told *errs.Error
	if !errors.As(err, &told) || !errors.Is(err, tariffimport.ErrStale) || told.Args["Number"] != "own.1" || told.Args["Name"] == "" {
		t.Errorf("a form from before the change: %v", err)
	}
	if got := d.ePacket(tomorrow); got.MaxDays != 99 {
		t.Errorf("it takes %d days", got.MaxDays)
	}
}

func TestManyOwnersAtOnceMakeOneChange(t *testing.T) {
	d := newDesk(t)
	e := d.editing(tomorrow)
	told := make([]error, 20)
	var wg sync.WaitGroup
	for i := range told {
		wg.Go(func() {
			_, told[i] = d.ChangeTimes(t.Context(), e, tariff.Times{Receipt: 40 + i%2, Release: 3, Silent: 20, Stranded: 14})
		})
	}
	wg.Wait()
	stale := 0
	for _, err := range told {
		if errors.Is(err, tariffimport.ErrStale) {
			stale++
		} else if err != nil {
			t.Error(err)
		}
	}
	if got := d.versions(d.store); len(got) != 2 || stale != 10 {
		t.Errorf("%d were told of another's change, versions %v", stale, got)
	}
}

func TestTheTermsOfAWarehouseChangeForAllServicesThere(t *testing.T) {
	d := newDesk(t)
	const code = "YANWEN_WLB_YANWENYW"
	w, err := d.placesOn(today).Warehouse(code)
	d.must(err)
	terms := warehouse.TermsOf(w)
	terms.AddressCN, terms.FreeFrom, terms.Hours.CutOff = "义乌市凯吉路208号5号楼1楼", 1, 17*60
	made, err := d.ChangeWarehouse(t.Context(), d.editing(tomorrow), code, terms, true)
	if err != nil || made.Kind != tariffimport.Terms || made.About != "燕文义乌仓" || made.Rows < 2 {
		t.Fatalf("%+v, %v", made, err)
	}
	changed := 0
	for _, c := range d.placesOn(tomorrow).Namesakes(w) {
		if c.Own && warehouse.TermsOf(c) == terms {
			changed++
		}
	}
	was, err := d.placesOn(today).Warehouse(code)
	if err != nil || changed != made.Rows-1 || was.AddressCN != w.AddressCN {
		t.Errorf("%d of %d others change, today it is at %s, %v", changed, made.Rows-1, was.AddressCN, err)
	}
	other, err := d.places.On(t.Context(), d.other, tomorrow)
	d.must(err)
	if foreign, err := other.Warehouse(code); err != nil || foreign.Own || foreign.AddressCN != w.AddressCN {
		t.Errorf("another store's is %+v, %v", foreign, err)
	}
	again, err := d.ChangeWarehouse(t.Context(), d.editing(tomorrow), code, terms, true)
	if err != nil || again.Version != 0 {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	if _, err := d.ChangeWarehouse(t.Context(), d.editing(tomorrow), "NOWHERE", terms, false); !errors.Is(err, warehouse.ErrNotFound) {
		t.Errorf("a warehouse that is not there: %v", err)
	}
}

func TestTermsThatCannotBeAreRefused(t *testing.T) {
	d := newDesk(t)
	const code = "CPAM_WLB_CPAMYW"
	w, err := d.placesOn(today).Warehouse(code)
	d.must(err)
	for field, change := range map[string]func(*warehouse.Terms){
		"closes":    func(t *warehouse.Terms) { t.Hours.Closes = t.Hours.Opens },
		"cut_off":   func(t *warehouse.Terms) { t.Hours.CutOff = t.Hours.Closes + 1 },
		"address":   func(t *warehouse.Terms) { t.AddressCN = "" },
		"contact":   func(t *warehouse.Terms) { t.Contact.Name = string(make([]rune, tariffimport.MaxContact+1)) },
		"phone":     func(t *warehouse.Terms) { t.Contact.Phone = "call me" },
		"free_from": func(t *warehouse.Terms) { t.FreeFrom = 0 },
	} {
		terms := warehouse.TermsOf(w)
		change(&terms)
		d.refused(field, func() error {
			_, err := d.ChangeWarehouse(t.Context(), d.editing(tomorrow), code, terms, false)
			return err
		})
	}
}

func TestCitiesWithCollectionAreTheOwners(t *testing.T) {
	d := newDesk(t)
	zhoushan := warehouse.City{CN: "舟山", EN: "Zhoushan", Prefecture: "舟山", Province: "浙江"}
	yiwu, err := d.placesOn(today).Find("Yiwu")
	d.must(err)
	made, err := d.ChangeAreas(t.Context(), d.editing(tomorrow), channel.ChinaPostRegistered, []warehouse.City{yiwu, zhoushan, yiwu})
	if err != nil || made.Rows != 2 || made.Kind != tariffimport.Areas {
		t.Fatalf("%+v, %v", made, err)
	}
	in := func(day channel.Date, city string) bool {
		m, err := d.placesOn(day).Match(warehouse.Pickup{Channel: channel.ChinaPostRegistered, Province: "浙江省", City: city}, d.clock.Wall())
		d.must(err)
		return m.InRange
	}
	for city, want := range map[string][2]bool{"舟山市": {false, true}, "义乌市": {true, true}, "杭州市": {true, false}} {
		if got := [2]bool{in(today, city), in(tomorrow, city)}; got != want {
			t.Errorf("%s is collected in today and tomorrow: %v, want %v", city, got, want)
		}
	}
	_, err = d.ChangeAreas(t.Context(), d.editing(tomorrow), channel.ChinaPostRegistered, []warehouse.City{{CN: warehouse.Everywhere}})
	if err != nil || !in(tomorrow, "拉萨市") {
		t.Errorf("everywhere: %v", err)
	}
	d.refused("cities", func() error {
		_, err := d.ChangeAreas(t.Context(), d.editing(tomorrow), channel.ChinaPostRegistered, nil)
		return err
	})
	if _, err := d.ChangeAreas(t.Context(), d.editing(tomorrow), "NOWHERE", []warehouse.City{yiwu}); !errors.Is(err, channel.ErrNotFound) {
		t.Errorf("a channel that is not there: %v", err)
	}
}

func TestHolidaysAreAddedAndTakenAway(t *testing.T) {
	d := newDesk(t)
	made, err := d.ChangeHolidays(t.Context(), d.editing(today), "2027-02-05", "2027-02-11", false)
	if err != nil || made.Rows != 7 || made.About != "2027-02-05 – 2027-02-11" {
		t.Fatalf("%+v, %v", made, err)
	}
	again, err := d.ChangeHolidays(t.Context(), d.editing(today), "2027-02-11", "2027-02-12", false)
	if err != nil || again.Rows != 1 {
		t.Errorf("a day more: %+v, %v", again, err)
	}
	back, err := d.ChangeHolidays(t.Context(), d.editing(tomorrow), "2027-02-05", "2027-02-05", true)
	if err != nil || back.Rows != 1 || back.About != "2027-02-05" {
		t.Errorf("a day less: %+v, %v", back, err)
	}
	holiday := func(on, day channel.Date) bool {
		return slices.ContainsFunc(d.placesOn(on).Holidays(), func(h warehouse.Holiday) bool { return h.Date == day })
	}
	if !holiday(today, "2027-02-05") || holiday(tomorrow, "2027-02-05") || !holiday(tomorrow, "2027-02-12") {
		t.Error("the holidays are not those that were entered")
	}
	for field, days := range map[string][2]channel.Date{
		"last": {"2027-02-05", "2027-02-04"}, "first": {yesterday, today},
	} {
		d.refused(field, func() error {
			_, err := d.ChangeHolidays(t.Context(), d.editing(today), days[0], days[1], false)
			return err
		})
	}
	d.refused("last", func() error {
		_, err := d.ChangeHolidays(t.Context(), d.editing(today), "2027-02-05", "2027-03-08", false)
		return err
	})
}

func TestARuleByOrderAmountIsTheOwnersForItsCountry(t *testing.T) {
	d := newDesk(t)
	saver := func(to place.Country, day channel.Date) bool {
		s, err := d.tariffs.Snapshot(t.Context(), d.store)
		d.must(err)
		p, known := s.Permission(to, day)
		return known && p.For(money.Of(300, money.USD)).Allows(channel.Saver, channel.Simple, channel.Ordinary)
	}
	all := []tariff.Allowance{{UpTo: money.Of(500, money.USD), Tiers: []channel.Tier{channel.Simple}}, {Tiers: []channel.Tier{channel.Express}}}
	made, err := d.ChangePermission(t.Context(), d.editing(tomorrow), tariff.Permission{Country: "DE", Allowances: all})
	if err != nil || made.Kind != tariffimport.OrderRule || made.About != "DE" {
		t.Fatalf("%+v, %v", made, err)
	}
	if saver("DE", today) || !saver("DE", tomorrow) || saver("IT", tomorrow) {
		t.Error("the rule does not hold for Germany from tomorrow, or for others too")
	}
	_, err = d.ChangePermission(t.Context(), d.editing(tomorrow), tariff.Permission{Allowances: all})
	if err != nil || !saver("IT", tomorrow) {
		t.Errorf("every other country: %v", err)
	}
	for _, tt := range []struct {
		field string
		rows  []tariff.Allowance
	}{
		{"", nil},
		{"rules.0.up_to", []tariff.Allowance{{Tiers: all[0].Tiers}, all[1]}},
		{"rules.0.up_to", all[:1]},
		{"rules.1.up_to", []tariff.Allowance{all[0], all[0], all[1]}},
		{"rules.0.tiers", []tariff.Allowance{{}}},
	} {
		d.refused(tt.field, func() error {
			_, err := d.ChangePermission(t.Context(), d.editing(tomorrow), tariff.Permission{Country: "FR", Allowances: tt.rows})
			return err
		})
	}
}

func TestWaitingTimesChangeFromTheirDay(t *testing.T) {
	d := newDesk(t)
	want := tariff.Times{Receipt: 90, Release: 7, Silent: 30, Stranded: 0}
	if _, err := d.ChangeTimes(t.Context(), d.editing(tomorrow), want); err != nil {
		t.Fatal(err)
	}
	s, err := d.tariffs.Snapshot(t.Context(), d.store)
	d.must(err)
	now, then := s.Times(today), s.Times(tomorrow)
	if now.Receipt != 60 || !now.Sample || then.Receipt != 90 || then.Stranded != 0 || !then.Own {
		t.Errorf("today %+v, tomorrow %+v", now, then)
	}
	d.refused("silent", func() error {
		_, err := d.ChangeTimes(t.Context(), d.editing(tomorrow), tariff.Times{Silent: 366})
		return err
	})
}

func TestVersionsOfEveryKindSayWhetherTheyHold(t *testing.T) {
	d := newDesk(t)
	w, err := d.placesOn(today).Warehouse("CPAM_WLB_CPAMYW")
	d.must(err)
	terms := warehouse.TermsOf(w)
	terms.FreeFrom = 2
	changes := []func() error{
		func() error { _, err := d.part(channel.GoodsPart, tomorrow, liquids); return err },
		func() error {
			_, err := d.ChangeWarehouse(t.Context(), d.editing(tomorrow), w.Code, terms, false)
			return err
		},
		func() error {
			_, err := d.ChangeAreas(t.Context(), d.editing(tomorrow), channel.EPacket, []warehouse.City{{CN: "义乌", Province: "浙江"}})
			return err
		},
		func() error {
			_, err := d.ChangeHolidays(t.Context(), d.editing(tomorrow), "2027-02-05", "2027-02-05", false)
			return err
		},
		func() error {
			_, err := d.ChangePermission(t.Context(), d.editing(tomorrow), tariff.Permission{Country: "DE", Allowances: []tariff.Allowance{{Tiers: channel.Tiers}}})
			return err
		},
		func() error { _, err := d.ChangeTimes(t.Context(), d.editing(tomorrow), tariff.Times{}); return err },
	}
	for i, change := range changes {
		if err := change(); err != nil {
			t.Fatalf("%d: %v", i, err)
		}
	}
	for _, want := range []tariffimport.State{tariffimport.Coming, tariffimport.InForce} {
		o, err := d.Overview(t.Context(), d.store)
		d.must(err)
		for _, v := range o.Versions[:len(changes)] {
			if v.State != want || v.Change.PersonName == "" {
				t.Errorf("on %s version %s (%s) is %s, want %s", o.Today, v.Number, v.Change.Kind, v.State, want)
			}
		}
		if got := len(o.Coming(tariffimport.Terms, w.NameCN)); got != map[tariffimport.State]int{tariffimport.Coming: 1}[want] {
			t.Errorf("on %s %d changes of the warehouse are to come", o.Today, got)
		}
		d.wait(1)
	}
}
