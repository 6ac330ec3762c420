package channel_test

import (
	"testing"
	"time"

	"golang.org/x/text/language"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
)

func TestWeightLimitOfACountryReplacesTheGeneralOne(t *testing.T) {
	l := channel.Limits{Weight: 2000, WeightTo: map[place.Country]measure.Weight{"IL": 3000}}
	if got := l.MaxWeight("IL"); got != 3000 {
		t.Errorf("limit to Israel = %s, want 3000 g", got)
	}
	if got := l.MaxWeight("US"); got != 2000 {
		t.Errorf("limit to the United States = %s, want 2000 g", got)
	}
}

func TestARollHasLimitsOfItsOwnWhereTheChannelSetsThem(t *testing.T) {
	packet := channel.Limits{Longest: 600, Sum: 900, Roll: channel.RollLimits{Longest: 900, Sum: 1040}}
	express := channel.Limits{Longest: 1500, Sum: 3000}
	box, roll := measure.Size{Length: 1, Width: 1, Height: 1}, measure.RollOf(1, 1)
	tests := []struct {
		limits       channel.Limits
		size         measure.Size
		longest, sum int64
	}{
		{packet, box, 600, 900}, {packet, roll, 900, 1040}, {express, box, 1500, 3000}, {express, roll, 1500, 3000},
	}
	for _, tt := range tests {
		if longest, sum := tt.limits.LongestOf(tt.size), tt.limits.SumOf(tt.size); longest != tt.longest || sum != tt.sum {
			t.Errorf("%+v of %s: %d and %d, want %d and %d", tt.limits, tt.size, longest, sum, tt.longest, tt.sum)
		}
	}
}

func TestReachWithoutCountriesIsEverywhere(t *testing.T) {
	everywhere := channel.Reach{Suspended: []place.Country{"BR"}}
	russia := channel.Reach{Countries: []place.Country{"RU"}}
	if !everywhere.Includes("US") || !everywhere.Includes("BR") || !everywhere.IsSuspended("BR") {
		t.Error("a channel without a list of countries does not go everywhere")
	}
	if russia.Includes("US") || !russia.Includes("RU") || russia.IsSuspended("RU") {
		t.Error("a channel for Russia does not go to Russia only")
	}
}

func TestSpecialGoodsGoOnlyWhereTheyMay(t *testing.T) {
	g := channel.Goods{
		Accepted: []channel.Category{channel.Ordinary, channel.BuiltInBattery, channel.NonLiquidCosmetics},
		To:       map[channel.Category][]place.Country{channel.BuiltInBattery: {"US"}},
	}
	tests := []struct {
		category channel.Category
		to       place.Country
		want     bool
	}{
		{channel.Ordinary, "US", true},
		{channel.Ordinary, "PE", true},
		{channel.BuiltInBattery, "US", true},
		{channel.BuiltInBattery, "PE", false},
		{channel.NonLiquidCosmetics, "PE", true},
		{channel.Liquid, "US", false},
		{"", "US", false},
	}
	for _, tt := range tests {
		if got := g.Accepts(tt.category, tt.to); got != tt.want {
			t.Errorf("accepts %q to %s = %v, want %v", tt.category, tt.to, got, tt.want)
		}
	}
}

func TestParcelsComeBackOnlyWhereReturnIsOffered(t *testing.T) {
	russia := channel.Return{Offered: true, To: []place.Country{"RU"}}
	if !russia.From("RU") || russia.From("US") {
		t.Error("a return offered for Russia is not for Russia only")
	}
	if (channel.Return{}).From("RU") {
		t.Error("parcels come back although no return is offered")
	}
	if !(channel.Return{Offered: true}).From("US") {
		t.Error("a return without countries is not for all of them")
	}
}

func TestAParcelHasTheStrictestCategoryOfItsLines(t *testing.T) {
	tests := []struct {
		lines []channel.Category
		want  channel.Category
	}{
		{nil, channel.Ordinary},
		{[]channel.Category{channel.Ordinary, channel.Ordinary}, channel.Ordinary},
		{[]channel.Category{channel.Ordinary, channel.NonLiquidCosmetics}, channel.NonLiquidCosmetics},
		{[]channel.Category{channel.BuiltInBattery, channel.NonLiquidCosmetics}, channel.NonLiquidCosmetics},
		{[]channel.Category{channel.Liquid, channel.BuiltInBattery}, channel.Liquid},
		{[]channel.Category{channel.PureBattery, channel.Liquid, channel.Powder}, channel.PureBattery},
	}
	for _, tt := range tests {
		if got := channel.Strictest(tt.lines...); got != tt.want {
			t.Errorf("strictest of %v = %s, want %s", tt.lines, got, tt.want)
		}
	}
	for _, c := range channel.Categories {
		if got := channel.Strictest(channel.Ordinary, c); got != c {
			t.Errorf("%s has no place among the categories by strictness", c)
		}
	}
}

func TestTheDayIsThatOfChina(t *testing.T) {
	evening := time.Date(2026, 3, 13, 16, 0, 0, 0, time.UTC)
	if got := channel.DateOf(evening); got != "2026-03-14" {
		t.Errorf("16:00 UTC is %s in China, want the next day", got)
	}
	if got := channel.DateOf(evening.Add(-time.Second)); got != "2026-03-13" {
		t.Errorf("a second earlier is %s, want the same day", got)
	}
	for _, text := range []string{"", "2026-3-4", "2026-02-30", "tomorrow"} {
		if _, err := channel.ParseDate(text); errs.KindOf(err) != errs.Invalid {
			t.Errorf("%q is read as a date: %v", text, err)
		}
	}
}

func TestTheStoresOwnRowWinsFromItsDateOn(t *testing.T) {
	row := func(version channel.VersionID, own bool, from channel.Date) channel.Channel {
		return channel.Channel{Origin: channel.Origin{Version: version, Own: own, From: from}}
	}
	rows := []channel.Channel{
		row(1, false, "2026-01-01"), row(3, false, "2026-01-01"), row(4, false, "2026-09-01"), row(2, true, "2026-06-01"),
	}
	channel.Rank(rows)
	tests := []struct {
		on   channel.Date
		want channel.VersionID
	}{
		{"2026-01-01", 3}, // the later loading corrects the earlier one
		{"2026-05-31", 3},
		{"2026-06-01", 2},
		{"2026-12-31", 2},
	}
	for _, tt := range tests {
		got, ok := channel.InForce(rows, tt.on)
		if !ok || got.Version != tt.want {
			t.Errorf("on %s version %d holds, want %d", tt.on, got.Version, tt.want)
		}
	}
	if _, ok := channel.InForce(rows, "2025-12-31"); ok {
		t.Error("a row holds before its date")
	}
}

var english, chinese = language.English, language.SimplifiedChinese

func TestNamesFollowTheLanguage(t *testing.T) {
	c := channel.Channel{NameEN: "ePacket", NameCN: "e邮宝", Collection: []channel.CollectionMode{channel.DoorPickup}}
	if c.Name(language.English) != "ePacket" || c.Name(language.SimplifiedChinese) != "e邮宝" {
		t.Error("the name is not in the language asked for")
	}
	if !c.Collects(channel.DoorPickup) || c.Collects(channel.SelfPost) {
		t.Error("the channel is not collected as it says")
	}
	if got := (channel.LabelCountry{Country: "RU", SortNumber: "21"}).SortCode(); got != "RU21" {
		t.Errorf("sort code = %s, want RU21", got)
	}
}

func TestEveryValueHasItsWordInEveryLanguage(t *testing.T) {
	for key := range values() {
		if !i18n.Has(key) {
			t.Errorf("no message %s", key)
		}
		for _, lang := range i18n.Languages {
			if got := i18n.T(lang, key); got == "["+key+"]" {
				t.Errorf("no message %s in %s", key, lang)
			}
		}
	}
}

func TestEveryValueIsReadFromItsText(t *testing.T) {
	for key, parse := range values() {
		if err := parse(); err != nil {
			t.Errorf("%s: %v", key, err)
		}
	}
	_, tier := channel.ParseTier("fast")
	_, tracking := channel.ParseTracking("")
	_, category := channel.ParseCategory("Liquid")
	_, label := channel.ParseLabelFormat("a4")
	_, collection := channel.ParseCollectionMode("bicycle")
	_, waybill := channel.ParseWaybillPattern("usps")
	for _, err := range []error{tier, tracking, category, label, collection, waybill} {
		if errs.KindOf(err) != errs.Invalid {
			t.Errorf("a text that is no value is reported as %v", err)
		}
	}
}

// values returns how each value of each list is read, by the key of its message.
func values() map[string]func() error {
	all := map[string]func() error{}
	add(all, channel.Tiers, channel.ParseTier)
	add(all, channel.Trackings, channel.ParseTracking)
	add(all, channel.Categories, channel.ParseCategory)
	add(all, channel.LabelFormats, channel.ParseLabelFormat)
	add(all, channel.CollectionModes, channel.ParseCollectionMode)
	return all
}

func add[T interface {
	~string
	Key() string
}](all map[string]func() error, list []T, parse func(string) (T, error)) {
	for _, v := range list {
		all[v.Key()] = func() error { _, err := parse(string(v)); return err }
	}
}
