package tariffimport_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
)

// to Russia 200 g cost 31.10 yuan by China Post Registered (facts, section 2.2); this is one yuan more.
var dearer = []string{
	"CPAM,RU,1,150,per_gram,81,17,,,,,CNY,", "CPAM,RU,151,300,per_gram,68,18.5,,,,,CNY,", "CPAM,RU,301,2000,per_gram,56.25,22.5,,,,,CNY,",
}

func TestAnImportedPriceWinsFromItsDayForItsStore(t *testing.T) {
	d := newDesk(t)
	before := d.price(d.store, channel.ChinaPostRegistered, "RU", tomorrow)
	made := d.applied(tomorrow, dearer...)
	if before != "31.10" || made.Number != "own.1" || made.From != tomorrow || made.Rows != 1 {
		t.Fatalf("before %s, made %+v", before, made)
	}
	for _, tt := range []struct {
		day  channel.Date
		want string
	}{{today, "31.10"}, {tomorrow, "32.10"}, {"2027-05-01", "32.10"}} {
		if got := d.price(d.store, channel.ChinaPostRegistered, "RU", tt.day); got != tt.want {
			t.Errorf("on %s: %s, want %s", tt.day, got, tt.want)
		}
		if got := d.price(d.other, channel.ChinaPostRegistered, "RU", tt.day); got != "31.10" {
			t.Errorf("another store pays %s on %s", got, tt.day)
		}
	}
	if got := d.price(d.store, channel.ChinaPostRegistered, "US", tomorrow); got != "25.00" {
		t.Errorf("a country that is not in the file costs %s", got)
	}
	p := d.plan(d.store, channel.ChinaPostRegistered, "RU", tomorrow)
	if p.TariffVersion.Number != "own.1" || p.Source != "2026 winter.csv" || p.Sample {
		t.Errorf("the price is said to be of %s, from %q", p.TariffVersion.Number, p.Source)
	}
}

func TestWhatWouldChangeIsKnownBeforeItDoes(t *testing.T) {
	d := newDesk(t)
	id := d.uploaded(append(dearer,
		"CPAM,US,1,150,per_gram,60,13.5,,,,,CNY,", "CPAM,US,151,300,per_gram,55,14,,,,,CNY,", "CPAM,US,301,2000,per_gram,54.3,16,,,,,CNY,",
		"CPAM,JP,1,150,per_gram,42,18,,,,,CNY,", "CPAM,JP,151,300,per_gram,31.6,19,,,,,CNY,", "CPAM,JP,301,2000,per_gram,29.6,21,,,,,CNY,",
		"YANWEN_AM,AQ,1,2000,fixed,,99,,,,,USD,")...)
	c := d.checked(id, tomorrow)
	counts := map[tariffimport.Trend]int{}
	for _, diff := range c.Differences {
		counts[diff.Trend()]++
	}
	want := map[tariffimport.Trend]int{tariffimport.Dearer: 3, tariffimport.Cheaper: 1, tariffimport.Same: 5, tariffimport.New: 1}
	if c.Changed != 3 || len(counts) != len(want) {
		t.Errorf("%d lanes change, bands %v", c.Changed, counts)
	}
	for trend, n := range want {
		if counts[trend] != n {
			t.Errorf("%d bands are %s, want %d", counts[trend], trend, n)
		}
	}
	if got := d.versions(d.store); len(got) != 1 {
		t.Errorf("the check made %v", got)
	}
}

func TestAFileOfThePresentPricesChangesNothing(t *testing.T) {
	d := newDesk(t)
	prices, err := d.Prices(t.Context(), d.store, "", today)
	d.must(err)
	for _, kind := range []string{"xlsx", "csv"} {
		var file bytes.Buffer
		write := sheet.WriteCSV
		if kind == "xlsx" {
			write = sheet.WriteXLSX
		}
		d.must(write(&file, sheet.Of("prices", tariffimport.Export(prices, kind == "csv"))))
		id, err := d.Upload(t.Context(), d.store, d.owner, "prices."+kind, file.Bytes())
		d.must(err)
		c := d.checked(id, today)
		if c.Changed != 0 || len(c.Problems) > 0 || len(c.Differences) < 700 {
			t.Errorf("%s: %d of %d bands change, %d problems: %v", kind, c.Changed, len(c.Differences), len(c.Problems), c.Problems[:min(3, len(c.Problems))])
		}
		if _, err := d.Apply(t.Context(), d.store, d.owner, id, today, c.Seen); !errors.Is(err, tariffimport.ErrNothing) {
			t.Errorf("%s was applied: %v", kind, err)
		}
	}
}

func TestAFileIsAppliedOnceHoweverOftenItIsSent(t *testing.T) {
	d := newDesk(t)
	id := d.uploaded(dearer...)
	seen := d.checked(id, tomorrow).Seen
	made, told := make([]tariffimport.Change, 20), make([]error, 20)
	var wg sync.WaitGroup
	for i := range made {
		wg.Go(func() { made[i], told[i] = d.Apply(t.Context(), d.store, d.owner, id, tomorrow, seen) })
	}
	wg.Wait()
	for i := range made {
		if told[i] != nil || made[i].Number != "own.1" {
			t.Errorf("%d: %+v, %v", i, made[i], told[i])
		}
	}
	if got := d.versions(d.store); !slices.Equal(got, []string{"own.1", got[len(got)-1]}) {
		t.Errorf("versions: %v", got)
	}
	if _, err := d.Apply(t.Context(), d.store, d.owner, id, "2026-12-01", seen); !errors.Is(err, tariffimport.ErrApplied) {
		t.Errorf("applied from another day: %v", err)
	}
	entries, err := d.History.Of(t.Context(), d.store, history.About(history.Tariff, made[0].Version))
	if err != nil || len(entries) != 1 || entries[0].Actor.Person != d.owner || entries[0].Args["About"] != "2026 winter.csv" {
		t.Errorf("history = %+v, %v", entries, err)
	}
}

func TestAFileWithOneWrongRowChangesNothing(t *testing.T) {
	d := newDesk(t)
	id := d.uploaded(append(slices.Clone(dearer), "CPAM,US,1,2000,per_gram,-1,0,,,,,CNY,")...)
	c := d.checked(id, tomorrow)
	if len(c.Problems) != 1 || c.Problems[0].Row != 5 || c.Differences != nil {
		t.Fatalf("check = %+v", c)
	}
	if _, err := d.Apply(t.Context(), d.store, d.owner, id, tomorrow, c.Seen); !errors.Is(err, tariffimport.ErrRefused) {
		t.Errorf("applied: %v", err)
	}
	if got := d.price(d.store, channel.ChinaPostRegistered, "RU", tomorrow); got != "31.10" || len(d.versions(d.store)) != 1 {
		t.Errorf("it costs %s, versions %v", got, d.versions(d.store))
	}
}

func TestPricesOfDaysThatHavePassedStay(t *testing.T) {
	d := newDesk(t)
	id := d.uploaded(dearer...)
	_, err := d.Apply(t.Context(), d.store, d.owner, id, yesterday, d.checked(id, yesterday).Seen)
	if errs.KindOf(err) != errs.Invalid || len(d.versions(d.store)) != 1 {
		t.Errorf("applied from yesterday: %v", err)
	}
	_, rate := d.AddRate(t.Context(), d.store, d.owner, 72000, yesterday, "bank")
	_, limits := d.figures(channel.Figures{}, yesterday)
	if errs.KindOf(rate) != errs.Invalid || errs.KindOf(limits) != errs.Invalid {
		t.Errorf("a rate from yesterday: %v, figures from yesterday: %v", rate, limits)
	}
}

func TestACheckThatIsOutOfDateIsNotApplied(t *testing.T) {
	d := newDesk(t)
	id := d.uploaded(dearer...)
	seen := d.checked(id, tomorrow).Seen
	d.applied(tomorrow, "CPAM,RU,1,2000,per_gram,70,20,,,,,CNY,")
	if _, err := d.Apply(t.Context(), d.store, d.owner, id, tomorrow, seen); !errors.Is(err, tariffimport.ErrChanged) {
		t.Errorf("applied: %v", err)
	}
	if got := d.price(d.store, channel.ChinaPostRegistered, "RU", tomorrow); got != "34.00" {
		t.Errorf("it costs %s", got)
	}
}

func TestAnotherStoresFileIsNotThere(t *testing.T) {
	d := newDesk(t)
	id := d.uploaded(dearer...)
	if _, err := d.Check(t.Context(), d.other, id, tomorrow); !errors.Is(err, tariffimport.ErrNotFound) {
		t.Errorf("another store checks it: %v", err)
	}
	if _, err := d.Apply(t.Context(), d.other, d.owner, id, tomorrow, 1); !errors.Is(err, tariffimport.ErrNotFound) {
		t.Errorf("another store applies it: %v", err)
	}
	recent, err := d.Uploads.Recent(t.Context(), d.store, 10)
	if err != nil || len(recent) != 1 || recent[0].Name != "2026 winter.csv" || recent[0].PersonName == "" || len(recent[0].Sum) != 64 {
		t.Errorf("recent = %+v, %v", recent, err)
	}
	if foreign, err := d.Uploads.Recent(t.Context(), d.other, 10); err != nil || len(foreign) != 0 {
		t.Errorf("another store sees %v, %v", foreign, err)
	}
}

func TestTheCheckOfAnAppliedFileStaysAsItWas(t *testing.T) {
	d := newDesk(t)
	made := d.applied(tomorrow, dearer...)
	d.applied("2026-12-01", "CPAM,RU,1,2000,per_gram,70,20,,,,,CNY,")
	c := d.checked(made.Upload, "2027-01-01")
	if c.Made.Number != "own.1" || c.Day != tomorrow || c.Changed != 1 || c.Differences[0].Trend() != tariffimport.Dearer {
		t.Errorf("check = %+v", c)
	}
}

func TestVersionsAndDaysAreCompared(t *testing.T) {
	d := newDesk(t)
	d.applied(tomorrow, dearer...)
	d.applied("2026-12-01", "CPAM,RU,1,2000,per_gram,70,20,,,,,CNY,", "CPAM,RU,2001,3000,fixed,,160,,,,,CNY,")
	program := d.versions(d.store)[2]
	tests := []struct {
		before, after string
		code          channel.Code
		lanes, bands  int
	}{
		{string(today), string(tomorrow), "", 1, 3},
		{string(today), string(tomorrow), channel.EPacket, 0, 0},
		{string(today), string(today), "", 0, 0},
		{program, "own.1", "", 1, 3},
		{"own.1", "own.2", channel.ChinaPostRegistered, 1, 4},
		{"own.2", "own.1", channel.ChinaPostRegistered, 1, 4},
		{"own.2", "2026-12-31", "", 0, 0},
	}
	for _, tt := range tests {
		c, err := d.Compare(t.Context(), d.store, tt.before, tt.after, tt.code)
		if err != nil || c.Lanes != tt.lanes || len(c.Differences) != tt.bands {
			t.Errorf("%s to %s: %d lanes, %d bands, %v; want %d, %d", tt.before, tt.after, c.Lanes, len(c.Differences), err, tt.lanes, tt.bands)
		}
	}
	for _, point := range []string{"own.9", "soon", ""} {
		if _, err := d.Compare(t.Context(), d.store, point, "own.1", ""); !errors.Is(err, tariffimport.ErrVersion) {
			t.Errorf("%q is compared: %v", point, err)
		}
	}
	if _, err := d.Compare(t.Context(), d.other, "own.1", "own.2", ""); !errors.Is(err, tariffimport.ErrVersion) {
		t.Errorf("another store compares it: %v", err)
	}
}

func TestVersionsSayWhetherTheyHold(t *testing.T) {
	d := newDesk(t)
	d.applied(tomorrow, dearer...)
	d.applied("2026-11-22", "CPAM,RU,1,2000,per_gram,70,20,,,,,CNY,")
	states := func() (all []tariffimport.State) {
		o, err := d.Overview(t.Context(), d.store)
		d.must(err)
		for _, v := range o.Versions {
			all = append(all, v.State)
		}
		return all
	}
	for _, want := range [][]tariffimport.State{
		{tariffimport.Coming, tariffimport.Coming, tariffimport.InForce},
		{tariffimport.Coming, tariffimport.InForce, tariffimport.InForce},
		{tariffimport.InForce, tariffimport.Replaced, tariffimport.InForce},
	} {
		if got := states(); !slices.Equal(got, want) {
			t.Errorf("on %s: %v, want %v", d.Today(d.store), got, want)
		}
		d.wait(1)
	}
	o, err := d.Overview(t.Context(), d.store)
	d.must(err)
	v := o.Versions[2]
	if v.Lanes < 300 || v.Holds != v.Lanes-1 && v.Holds >= v.Lanes || v.Sample == 0 || v.Change.Kind != "" {
		t.Errorf("the program's version is %+v", v)
	}
	if c := o.Versions[1].Change; c.Kind != tariffimport.Prices || c.PersonName == "" || c.About != "2026 winter.csv" || !c.At.Equal(d.clock.Wall()) && c.At.IsZero() {
		t.Errorf("the change is %+v", c)
	}
}

func TestAnExchangeRateCountsFromItsDay(t *testing.T) {
	d := newDesk(t)
	before := d.plan(d.store, channel.Saver, "ES", tomorrow)
	made, err := d.AddRate(t.Context(), d.store, d.owner, 80000, tomorrow, "bank")
	if err != nil || made.Number != "own.1" {
		t.Fatalf("%+v, %v", made, err)
	}
	after, unchanged := d.plan(d.store, channel.Saver, "ES", tomorrow), d.plan(d.store, channel.Saver, "ES", today)
	if after.Rate != 80000 || after.Original != before.Original || unchanged.Price != before.Price || after.Price == before.Price {
		t.Errorf("tomorrow %s at %s, today %s", after.Price, after.Rate, unchanged.Price)
	}
	again, err := d.AddRate(t.Context(), d.store, d.owner, 80000, tomorrow, "bank")
	if err != nil || again.Version != 0 || len(d.versions(d.store)) != 2 {
		t.Errorf("the same rate again: %+v, %v, %v", again, err, d.versions(d.store))
	}
	for _, wrong := range []money.Rate{0, 9999, 200001, 725000} {
		if _, err := d.AddRate(t.Context(), d.store, d.owner, wrong, tomorrow, "bank"); errs.KindOf(err) != errs.Invalid {
			t.Errorf("%s yuan for a dollar: %v", wrong, err)
		}
	}
	o, err := d.Overview(t.Context(), d.store)
	if err != nil || o.Rates[0].Rate != 80000 || !o.Rates[0].Own || o.Rate.Own {
		t.Errorf("rates %+v, today %+v, %v", o.Rates, o.Rate, err)
	}
}

func TestFiguresOfAChannelChangeFromTheirDay(t *testing.T) {
	d := newDesk(t)
	was := d.plan(d.store, channel.EPacket, "US", today).Channel
	l := channel.FiguresOf(*was)
	l.MinDays, l.MaxDays, l.Weight, l.Compensation = 9, 12, 150, money.Of(50000, money.CNY)
	made, err := d.figures(l, tomorrow)
	if err != nil || made.Kind != tariffimport.Figures {
		t.Fatalf("%+v, %v", made, err)
	}
	now := d.plan(d.store, channel.EPacket, "US", tomorrow)
	if c := now.Channel; c.MaxDays != 12 || c.Compensation.Minor != 50000 || c.NameEN != was.NameEN || c.Changed[channel.FiguresPart].Source != "contract" || now.Available() {
		t.Errorf("the channel is %+v, 200 g are taken: %v", c, now.Available())
	}
	if c := d.plan(d.store, channel.EPacket, "US", today); c.Channel.MaxDays != was.MaxDays || !c.Available() {
		t.Errorf("today it is %+v", c.Channel)
	}
	if c := d.plan(d.other, channel.EPacket, "US", tomorrow); c.Channel.MaxDays != was.MaxDays {
		t.Errorf("of another store it is %+v", c.Channel)
	}
	if again, err := d.figures(l, tomorrow); err != nil || again.Version != 0 {
		t.Errorf("the same figures again: %+v, %v", again, err)
	}
	entries, err := d.History.Of(t.Context(), d.store, history.About(history.Tariff, made.Version))
	if err != nil || len(entries) != 1 || entries[0].After["Days"] != "9–12" || entries[0].Before["Days"] == "9–12" {
		t.Errorf("history = %+v, %v", entries, err)
	}
}

func TestWrongFiguresOfAChannelAreRefused(t *testing.T) {
	d := newDesk(t)
	tests := []struct {
		field string
		l     channel.Figures
	}{
		{"max_days", channel.Figures{MinDays: 5, MaxDays: 4}},
		{"max_days", channel.Figures{MaxDays: 366}},
		{"discount", channel.Figures{Discount: 101}},
		{"discount", channel.Figures{Discount: -1}},
		{"weight", channel.Figures{Weight: 10_000_000}},
		{"sum", channel.Figures{Longest: 600, Sum: 599}},
		{"sum", channel.Figures{Longest: 10_001}},
		{"roll_sum", channel.Figures{Roll: channel.RollLimits{Longest: 900, Sum: 899}}},
		{"face_short", channel.Figures{Face: channel.Face{Long: 90, Short: 140}}},
		{"lightest", channel.Figures{Lightest: 2001, Weight: 2000}},
	}
	for _, tt := range tests {
		_, err := d.figures(tt.l, tomorrow)
		var problems errs.Fields
		if !errors.As(err, &problems) || problems[0].Field != tt.field {
			t.Errorf("%+v: %v, want a problem of %s", tt.l, err, tt.field)
		}
	}
	_, err := d.ChangeChannel(t.Context(), d.editing(tomorrow), "NOWHERE", channel.FiguresPart, channel.Channel{})
	if !errors.Is(err, channel.ErrNotFound) {
		t.Errorf("a channel that is not there: %v", err)
	}
}

func TestAFileThatIsTooLongIsRefusedInTime(t *testing.T) {
	d := newDesk(t)
	row := "CPAM,RU,1,150,per_gram,81,16,,,,,CNY,\n"
	tests := map[string]struct {
		content string
		want    error
	}{
		"more rows than bands can be":   {head + strings.Repeat(row, tariffimport.MaxRows+1), tariffimport.ErrRows},
		"more rows than a sheet can be": {head + strings.Repeat(row, sheet.MaxRows+1), sheet.ErrRows},
		"empty":                         {"", sheet.ErrEmpty},
		"a page":                        {"<html><table>", sheet.ErrNotTable},
	}
	for name, tt := range tests {
		if _, err := d.Upload(t.Context(), d.store, d.owner, "prices.csv", []byte(tt.content)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if recent, err := d.Uploads.Recent(t.Context(), d.store, 10); err != nil || len(recent) != 0 {
		t.Errorf("kept: %v, %v", recent, err)
	}
}

func TestAQuoteSeesAVersionWholeOrNotAtAll(t *testing.T) {
	d := newDesk(t)
	rows := append(slices.Clone(dearer), "CPAM,US,1,2000,per_gram,55,15,,,,,CNY,")
	id := d.uploaded(rows...)
	seen := d.checked(id, today).Seen
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 20 {
				s, err := d.tariffs.Snapshot(t.Context(), d.store)
				if err != nil {
					t.Error(err)
					return
				}
				d.tariffs.Forget(d.store)
				q := tariff.Query{Weight: 200, Category: channel.Ordinary, Date: today}
				q.Destination = "RU"
				ru, _ := s.Plan(channel.ChinaPostRegistered, q)
				q.Destination = "US"
				us, _ := s.Plan(channel.ChinaPostRegistered, q)
				if pair := ru.Price.Decimal() + " " + us.Price.Decimal(); pair != "31.10 25.00" && pair != "32.10 26.00" {
					t.Errorf("half a version: %s", pair)
				}
			}
		})
	}
	_, err := d.Apply(t.Context(), d.store, d.owner, id, today, seen)
	wg.Wait()
	d.must(err)
	if got := d.price(d.store, channel.ChinaPostRegistered, "US", today); got != "26.00" {
		t.Errorf("after it, it costs %s", got)
	}
}
