package preflight

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/testing/golden"
)

var moment = time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)

// facts are of two cups to Moscow, about which there is nothing to say.
func facts(change ...func(*Facts)) Facts {
	f := Facts{
		Now: moment,
		Order: order.Order{
			Number: "8012345678901234",
			ShipBy: moment.Add(72 * time.Hour),
			ShipTo: place.Address{
				Name: "Ivan Petrov", Street: "ul. Lenina 1", City: "Moscow", Province: "Moscow", Country: "RU", Phone: "+7495",
			},
		},
		Items: map[order.LineID]product.Item{1: {
			Variant:  product.Variant{SKU: "CUP-1", Stock: product.Stock{Known: true, OnHand: 2}},
			Category: channel.Ordinary,
		}},
		Plan: tariff.Plan{Channel: &channel.Channel{
			Code: "CPAM", NameEN: "China Post Registered Air Mail", NameCN: "中国邮政挂号小包", Goods: channel.Goods{Accepted: channel.Categories},
		}},
		Wanted:   channel.Channel{Code: "CPAM"},
		Category: channel.Ordinary, Weight: 190, Collection: parcel.DoorPickup, Collected: true,
		Goods:     []parcel.Goods{{Line: 1, Quantity: 2, SKU: "CUP-1", Weight: 180, Value: money.Of(500, money.USD)}},
		Printable: func(s string) (string, bool) { return strings.ToUpper(s), strings.Contains(s, "م") },
		Bound:     true, Network: true, Reasons: map[string]string{},
	}
	f.Size.Length, f.Size.Width, f.Size.Height = 100, 100, 100
	for _, c := range change {
		c(&f)
	}
	return f
}

// excluded are facts of a plan that a rule excludes, with figures for whatever it speaks of.
func excluded(c tariff.RuleCode) func(*Facts) {
	r := tariff.Rule{
		Code: c, Country: "BR", Date: "2026-11-20", Category: channel.Liquid, Tier: channel.Economy, Currency: money.USD,
		Weight: 2001, WeightLimit: 2000, Length: 601, LengthLimit: 600,
		Face: channel.Face{Long: 120, Short: 90}, FaceLimit: channel.Face{Long: 140, Short: 90},
		Value: money.Of(501, money.USD), ValueLimit: money.Of(500, money.USD),
	}
	return func(f *Facts) { f.Plan.Excluded = []tariff.Rule{r} }
}

func battery(f *Facts) {
	item := f.Items[1]
	item.Category = channel.BuiltInBattery
	f.Items[1] = item
	f.Category = channel.BuiltInBattery
	f.Goods[0].Battery = true
}

// wrong are problems of some fields of the form.
func wrong(fields ...string) (problems errs.Fields) {
	for _, f := range fields {
		problems.Add(f, "place_required")
	}
	return problems
}

// outcomes are what the checks say about facts.
var outcomes = []struct {
	name   string
	change func(*Facts)
	code   string
	want   Result
	asks   bool
}{
	{"no account", func(f *Facts) { f.Bound = false }, "account", Stop, false},
	{"in arrears", func(f *Facts) { f.Arrears = true }, "account", Stop, false},
	{"no network", func(f *Facts) { f.Network = false }, "network", Stop, false},
	{"no deadline", func(f *Facts) { f.Order.ShipBy = time.Time{} }, "deadline", Pass, false},
	{"deadline tomorrow", func(f *Facts) { f.Order.ShipBy = f.Now.Add(23 * time.Hour) }, "deadline", Warning, false},
	{"deadline in an hour", func(f *Facts) { f.Order.ShipBy = f.Now.Add(time.Hour) }, "deadline", Warning, false},
	{"deadline in 24 hours", func(f *Facts) { f.Order.ShipBy = f.Now.Add(SoonDue) }, "deadline", Pass, false},
	{"deadline now", func(f *Facts) { f.Order.ShipBy = f.Now }, "deadline", Warning, false},
	{"deadline passed", func(f *Facts) { f.Order.ShipBy = f.Now.Add(-time.Hour) }, "deadline", Warning, false},
	{"another channel", func(f *Facts) { f.Wanted.Code = "EMS" }, "channel", Warning, true},
	{"nothing agreed", func(f *Facts) { f.Wanted.Code = "" }, "channel", Stop, false},
	{"agreed", func(f *Facts) { f.Wanted.Code, f.Agreed = "", true }, "channel", Pass, false},
	{"suspended", excluded(tariff.Suspended), "service", Stop, false},
	{"goods refused", excluded(tariff.WrongGoods), "goods", Stop, false},
	{"not served", excluded(tariff.NotServed), "service", Stop, false},
	{"no price", excluded(tariff.NoPrice), "service", Stop, false},
	{"no exchange rate", excluded(tariff.NoRate), "service", Stop, false},
	{"a price without a number", excluded(tariff.TooDear), "service", Stop, false},
	{"goods refused there", excluded(tariff.WrongGoodsThere), "goods", Stop, false},
	{"no weight", excluded(tariff.NoWeight), "weight", Stop, false},
	{"too light", excluded(tariff.TooLight), "weight", Stop, false},
	{"above the tariff", excluded(tariff.AboveTariff), "weight", Stop, false},
	{"too large", excluded(tariff.TooLarge), "size", Stop, false},
	{"roll too long", excluded(tariff.RollTooLong), "size", Stop, false},
	{"roll too large", excluded(tariff.RollTooLarge), "size", Stop, false},
	{"no face for the label", excluded(tariff.TooSmall), "size", Stop, false},
	{"too valuable", excluded(tariff.TooValuable), "value", Stop, false},
	{"value in another currency", excluded(tariff.WrongCurrency), "value", Stop, false},
	{"too heavy", excluded(tariff.TooHeavy), "weight", Stop, false},
	{"too long", excluded(tariff.TooLong), "size", Stop, false},
	{"not permitted", excluded(tariff.NotPermitted), "value", Stop, false},
	{"lines heavier than the parcel", func(f *Facts) { f.Goods[0].Weight = 191 }, "weight", Stop, false},
	{"size unknown", func(f *Facts) { f.Size.Length, f.Size.Width, f.Size.Height = 0, 0, 0 }, "size", Warning, false},
	{"form is wrong", func(f *Facts) { f.Problems = wrong("number", "goods.0.hs_code") }, "declaration", Stop, false},
	{"one field is wrong", func(f *Facts) { f.Problems = wrong("sender") }, "declaration", Stop, false},
	{"no street", func(f *Facts) { f.Order.ShipTo.Street = "" }, "receiver", Stop, false},
	{"a street of 92 bytes", func(f *Facts) { f.Order.ShipTo.Street = strings.Repeat("ю", 46) }, "receiver", Stop, false},
	{"Arabic name", func(f *Facts) { f.Order.ShipTo.Name = "محمد" }, "label", Warning, false},
	{"no pick-up address", func(f *Facts) { f.Missing = []string{"pickup"} }, "addresses", Stop, false},
	{"no return address", func(f *Facts) { f.Missing = []string{"return"} }, "addresses", Stop, false},
	{"no sender", func(f *Facts) { f.Missing = []string{"sender"} }, "addresses", Stop, false},
	{"outside the range", func(f *Facts) { f.Collected = false }, "collection", Stop, false},
	{"outside, in person", func(f *Facts) { f.Collected, f.Collection = false, parcel.HandIn }, "collection", Pass, false},
	{"outside, arranged", func(f *Facts) { f.Collected, f.Collection = false, parcel.Arranged }, "collection", Pass, false},
	{"outside, by express", func(f *Facts) { f.Collected, f.Collection = false, parcel.Domestic }, "collection", Pass, false},
	{"stock unknown", func(f *Facts) { f.Items = nil }, "stock", Warning, false},
	{"stock short", func(f *Facts) { f.Goods[0].Quantity = 3 }, "stock", Warning, true},
	{"stock short for two lines", func(f *Facts) {
		f.Items[2] = f.Items[1]
		f.Goods = append(f.Goods, parcel.Goods{Line: 2, Quantity: 1, SKU: "CUP-1", Value: money.Of(250, money.USD)})
	}, "stock", Warning, true},
	{"replaces", func(f *Facts) { f.Replaced = "LP00143017180001" }, "replaces", Warning, true},
	{"another order", func(f *Facts) { f.Others = []order.Number{"8001"} }, "combine", Warning, false},
	{"other orders", func(f *Facts) { f.Others = []order.Number{"8001", "8002"} }, "combine", Warning, false},
	{"battery, declared", battery, "goods", Pass, false},
	{"battery, not declared", func(f *Facts) { battery(f); f.Goods[0].Battery = false }, "goods", Stop, false},
	{"battery in an ordinary parcel", func(f *Facts) { battery(f); f.Category = channel.Ordinary }, "goods", Stop, false},
	{"battery the product has not", func(f *Facts) { f.Category, f.Goods[0].Battery = channel.BuiltInBattery, true }, "goods", Warning, false},
	{"battery by the order, not declared", func(f *Facts) {
		f.Items, f.Category = nil, channel.BuiltInBattery
		f.Order.Lines = []order.Line{{ID: 1, SKU: "CUP-1", Category: channel.BuiltInBattery}}
	}, "goods", Stop, false},
	{"category nobody declares", func(f *Facts) { f.Category = channel.Liquid }, "goods", Stop, false},
	{"stricter category covers", func(f *Facts) {
		f.Items = nil
		f.Category = channel.PureBattery
		f.Goods[0].Battery, f.Goods[0].OnlyBattery, f.Goods[0].Special = true, true, true
	}, "goods", Pass, false},
	{"cells in a battery parcel", func(f *Facts) { battery(f); f.Goods[0].OnlyBattery = true }, "goods", Stop, false},
	{"cosmetics", func(f *Facts) {
		f.Items = nil
		f.Category, f.Goods[0].Cosmetics = channel.NonLiquidCosmetics, true
	}, "goods", Pass, false},
}

// find returns the check with a code, if it was made.
func find(checks []Check, code string) (Check, bool) {
	i := slices.IndexFunc(checks, func(c Check) bool { return c.Code == code })
	if i < 0 {
		return Check{}, false
	}
	return checks[i], true
}

func TestChecksSayWhatIsWrong(t *testing.T) {
	for _, tt := range outcomes {
		t.Run(tt.name, func(t *testing.T) {
			c, found := find(Run(facts(tt.change)), tt.code)
			if !found || c.Result != tt.want || c.NeedsReason != tt.asks {
				t.Errorf("%s: %s (%s), asks %v; want %s, asks %v", tt.code, c.Result, c.Reason, c.NeedsReason, tt.want, tt.asks)
			}
			if c.Result != Pass && (c.Reason == "" || !i18n.Has(c.Reason)) {
				t.Errorf("the outcome is explained by %q, which has no message", c.Reason)
			}
		})
	}
}

// TestEveryOutcomeOfEveryCheckReads writes down each check with all its outcomes, for people to
// judge: what is found, how grave it is, what the seller reads, and where it is mended.
func TestEveryOutcomeOfEveryCheckReads(t *testing.T) {
	var b strings.Builder
	for _, code := range codes() {
		fmt.Fprintf(&b, "%s\n", i18n.T(i18n.English, Question(code).Key()))
		for _, o := range outcomes {
			if c, _ := find(Run(facts(o.change)), code); o.code == code {
				fmt.Fprintf(&b, "  %s: %s%s\n", o.name, c.Result, spoken(c))
			}
		}
	}
	golden.Check(t, "outcomes.txt", b.String())
}

// spoken is what a seller reads of a check, and where it leads.
func spoken(c Check) string {
	if c.Result == Pass {
		return ""
	}
	text := "\n    " + i18n.Problem(i18n.English, errs.Problem{Code: c.Reason, Args: c.Args})
	if c.NeedsReason {
		text += " (asks why)"
	}
	return text + "\n    " + strings.TrimSpace("→ "+cmp.Or(string(c.Mend), "nobody")+" "+c.Target)
}

func codes() []string {
	var codes []string
	for _, c := range Run(facts()) {
		codes = append(codes, c.Code)
	}
	return codes
}

func TestNoReasonIsMissingAmongTheOutcomes(t *testing.T) {
	given := map[string]bool{}
	for _, o := range outcomes {
		for _, c := range Run(facts(o.change)) {
			given[c.Reason] = true
		}
	}
	for _, key := range i18n.Keys() {
		if reason, ok := strings.CutPrefix(key, "preflight_"); ok && !strings.HasPrefix(reason, "check_") &&
			!slices.Contains([]Result{Pass, Warning, Stop}, Result(reason)) && !given[key] {
			t.Errorf("no outcome gives %s", key)
		}
	}
	for _, r := range tariff.RuleCodes {
		if !given[r.Key()] {
			t.Errorf("no outcome gives the rule %s", r)
		}
	}
}

func TestWhatIsFoundLeadsWhereItIsMended(t *testing.T) {
	for _, o := range outcomes {
		for _, c := range Run(facts(o.change)) {
			if nobody := c.Code == "network"; (c.Mend == Nowhere) != (c.Result == Pass || nobody) {
				t.Errorf("%s: %s is %s and leads to %q", o.name, c.Code, c.Result, c.Mend)
			}
			targeted := slices.Contains([]Place{AtForm, AtProduct, AtAddress, AtOrder, AtParcel}, c.Mend)
			if targeted && c.Target == "" {
				t.Errorf("%s: %s leads to %s, but to none of them", o.name, c.Code, c.Mend)
			}
		}
	}
}

func TestNothingIsSaidAboutAnOrderWithoutProblems(t *testing.T) {
	checks := Run(facts())
	for _, c := range checks {
		if c.Result != Pass {
			t.Errorf("%s: %s (%s)", c.Code, c.Result, c.Reason)
		}
		if !i18n.Has(c.Key()) {
			t.Errorf("no message %s", c.Key())
		}
	}
	if Worst(checks) != Pass {
		t.Errorf("the worst is %s", Worst(checks))
	}
	if _, found := find(checks, "weather"); found {
		t.Error("a check that nobody makes was found")
	}
}

func TestTheWorstOutcomeCounts(t *testing.T) {
	warned := Run(facts(func(f *Facts) { f.Items = nil }))
	stopped := Run(facts(func(f *Facts) { f.Items, f.Bound = nil, false }))
	if Worst(warned) != Warning || Worst(stopped) != Stop {
		t.Errorf("worst of a warning = %s, of a stop = %s", Worst(warned), Worst(stopped))
	}
}

func TestAReasonIsAnswered(t *testing.T) {
	other := func(reason string) Check {
		c, _ := find(Run(facts(func(f *Facts) { f.Wanted.Code, f.Reasons["channel"] = "EMS", reason })), "channel")
		return c
	}
	if c := other("  "); !c.Unanswered() {
		t.Error("blanks are taken for a reason")
	}
	if c := other(" The buyer wrote so "); c.Unanswered() || c.Given != "The buyer wrote so" {
		t.Errorf("given = %q", c.Given)
	}
}

func TestChannelsAreNamedAndNotCoded(t *testing.T) {
	c, _ := find(Run(facts(func(f *Facts) { f.Wanted = channel.Channel{Code: "OLD_LINE"} })), "channel")
	for lang, want := range map[string]string{
		i18n.English: "The buyer chose OLD_LINE, you send with China Post Registered Air Mail. This often ends in a dispute. Say why.",
		i18n.Chinese: "买家选择的是 OLD_LINE，您使用的是 中国邮政挂号小包，",
	} {
		if got := i18n.Problem(lang, errs.Problem{Code: c.Reason, Args: c.Args}); !strings.HasPrefix(got, want) {
			t.Errorf("the seller reads %q, want %q", got, want)
		}
	}
}

func TestTheLabelsTextIsShown(t *testing.T) {
	c, _ := find(Run(facts(func(f *Facts) { f.Order.ShipTo.Name = "محمد x" })), "label")
	if c.Args["Shown"] != "محمد X" {
		t.Errorf("shown = %v", c.Args["Shown"])
	}
}

func TestEveryOutcomeHasItsWordInEveryLanguage(t *testing.T) {
	for _, r := range []Result{Pass, Warning, Stop} {
		for _, lang := range i18n.Languages {
			if got := i18n.T(lang, r.Key()); got == "["+r.Key()+"]" {
				t.Errorf("no message %s in %s", r.Key(), lang)
			}
		}
	}
}
