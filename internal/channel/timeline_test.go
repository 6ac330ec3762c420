package channel_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
)

// row is a channel of the program from a day on: its heaviest parcel and the countries it is suspended to.
func row(v channel.VersionID, from channel.Date, w measure.Weight, suspended ...place.Country) channel.Channel {
	return channel.Channel{
		Code: "CPAM", Limits: channel.Limits{Weight: w}, Reach: channel.Reach{Suspended: suspended},
		Origin: channel.Origin{Version: v, From: from, Source: "program"},
	}
}

// own is what an owner says about a part from a day on.
func own(p channel.Part, v channel.VersionID, from channel.Date, change func(*channel.Channel)) channel.Channel {
	c := channel.Channel{Code: "CPAM", Part: p, Origin: channel.Origin{Version: v, Own: true, From: from, Source: "owner"}}
	change(&c)
	return c
}

func weighing(w measure.Weight) func(*channel.Channel) {
	return func(c *channel.Channel) { c.Limits.Weight = w }
}

func suspending(list ...place.Country) func(*channel.Channel) {
	return func(c *channel.Channel) { c.Reach.Suspended = list }
}

var program = []channel.Channel{
	row(5, "2020-01-01", 2000), row(5, "2026-01-01", 2000, "BR"), row(5, "2027-01-01", 2000, "BR", "PE"),
}

// state is what a test looks at on a day.
type state struct {
	weight    measure.Weight
	suspended []place.Country
}

func on(t *testing.T, rows []channel.Channel, want map[channel.Date]state) {
	t.Helper()
	for day, w := range want {
		got, known := channel.At(rows, day)
		if diff := cmp.Diff(w.suspended, got.Reach.Suspended, cmpopts.EquateEmpty()); diff != "" || got.Limits.Weight != w.weight || !known {
			t.Errorf("on %s up to %s, known %v: %s", day, got.Limits.Weight, known, diff)
		}
	}
}

func TestASuspensionOfTheProgramReachesAStoreWithFiguresOfItsOwn(t *testing.T) {
	rows := append([]channel.Channel{own(channel.FiguresPart, 6, "2026-06-01", weighing(1500)), own(channel.FiguresPart, 7, "2026-09-01", weighing(1000))}, program...)
	on(t, rows, map[channel.Date]state{
		"2025-12-31": {2000, nil},
		"2026-05-31": {2000, []place.Country{"BR"}},
		"2026-06-01": {1500, []place.Country{"BR"}},
		"2026-09-01": {1000, []place.Country{"BR"}},
		"2027-01-01": {1000, []place.Country{"BR", "PE"}},
	})
}

func TestWhatAnOwnerSaysAboutOnePartLeavesTheOthers(t *testing.T) {
	rows := append([]channel.Channel{
		own(channel.ReachPart, 6, "2026-06-01", suspending("US")), own(channel.FiguresPart, 7, "2026-03-01", weighing(1500)),
	}, program...)
	on(t, rows, map[channel.Date]state{
		"2026-02-28": {2000, []place.Country{"BR"}},
		"2026-03-01": {1500, []place.Country{"BR"}},
		"2026-06-01": {1500, []place.Country{"US"}},       // Brazil is served again, by the owner's word
		"2027-01-01": {1500, []place.Country{"PE", "US"}}, // what the program suspends later counts
	})
	c, _ := channel.At(rows, "2026-12-31")
	if c.Own || c.Changed[channel.ReachPart].Version != 6 || c.Changed[channel.FiguresPart].From != "2026-03-01" || len(c.Changed) != 2 || c.Source != "program" {
		t.Errorf("of the parts the owner's are %+v, the rest is from %q", c.Changed, c.Source)
	}
}

func TestGoodsAndCollectionAreTheOwnersFromTheirDay(t *testing.T) {
	rows := append([]channel.Channel{
		own(channel.GoodsPart, 6, "2026-06-01", func(c *channel.Channel) { c.Goods.Accepted = []channel.Category{channel.Liquid} }),
		own(channel.CollectionPart, 7, "2026-07-01", func(c *channel.Channel) { c.Collection = []channel.CollectionMode{channel.SelfSend} }),
	}, program...)
	for day, want := range map[channel.Date][2]bool{"2026-05-31": {}, "2026-06-01": {true, false}, "2026-07-01": {true, true}} {
		c, _ := channel.At(rows, day)
		if got := [2]bool{c.Goods.Accepts(channel.Liquid, "US"), c.Collects(channel.SelfSend)}; got != want {
			t.Errorf("on %s: %v, want %v", day, got, want)
		}
	}
}

func TestAListOfCountriesIsTheOwnersOnlyIfItWasChanged(t *testing.T) {
	base := []channel.Channel{row(5, "2026-01-01", 2000), row(5, "2027-01-01", 2000)}
	base[1].Reach.Countries = []place.Country{"RU"}
	same := append([]channel.Channel{own(channel.ReachPart, 6, "2026-06-01", suspending("US"))}, base...)
	if c, _ := channel.At(same, "2027-01-01"); c.Reach.Includes("US") || !c.Reach.IsSuspended("US") {
		t.Errorf("the program's list of countries is lost: %+v", c.Reach)
	}
	other := append([]channel.Channel{own(channel.ReachPart, 6, "2026-06-01", func(c *channel.Channel) { c.Reach.Countries = []place.Country{"US"} })}, base...)
	if c, _ := channel.At(other, "2027-01-01"); !c.Reach.Includes("US") || c.Reach.Includes("RU") {
		t.Errorf("the owner's list of countries is lost: %+v", c.Reach)
	}
}

func TestAChannelTheProgramHasNoMoreStaysTheOwners(t *testing.T) {
	on(t, []channel.Channel{own(channel.FiguresPart, 2, "2026-06-01", weighing(1500))}, map[channel.Date]state{"2026-06-01": {1500, nil}})
	if c, known := channel.At(program[:1], "2019-12-31"); known {
		t.Errorf("before its first day there is %+v", c)
	}
}

func TestWhatAnOwnerChangedIsNoSampleAnyMore(t *testing.T) {
	base := row(5, "2026-01-01", 2000)
	base.Samples = []channel.Figure{channel.Promise, channel.Carried, channel.Numbers}
	rows := []channel.Channel{base, own(channel.FiguresPart, 6, "2026-06-01", weighing(1500))}
	before, _ := channel.At(rows, "2026-05-31")
	after, _ := channel.At(rows, "2026-06-01")
	for f, want := range map[channel.Figure][2]bool{
		channel.Promise: {true, false}, channel.Carried: {true, true}, channel.Numbers: {true, true}, channel.Bounds: {}, channel.Served: {}, channel.Ways: {},
	} {
		if got := [2]bool{before.IsSample(f), after.IsSample(f)}; got != want {
			t.Errorf("%s is a sample: %v, want %v", f, got, want)
		}
	}
}

func TestASourceIsNamedInTheLanguageOfThePage(t *testing.T) {
	both, one := channel.Origin{Source: "Sample", SourceCN: "示例"}, channel.Origin{Source: "合同 November"}
	if both.SourceIn(chinese) != "示例" || both.SourceIn(english) != "Sample" || one.SourceIn(chinese) != "合同 November" {
		t.Error("a source is not in the language that is asked for, or an owner's words are lost")
	}
}
