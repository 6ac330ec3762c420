package preflight

import (
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
)

var moment = time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)

// facts are of two cups to Moscow, about which there is nothing to say.
func facts(change ...func(*Facts)) Facts {
	f := Facts{
		Now: moment,
		Order: order.Order{
			ShipBy: moment.Add(72 * time.Hour),
			ShipTo: place.Address{
				Name: "Ivan Petrov", Street: "ul. Lenina 1", City: "Moscow", Province: "Moscow", Country: "RU", Phone: "+7495",
			},
		},
		Items: map[order.LineID]product.Item{1: {
			Variant:  product.Variant{SKU: "CUP-1", Stock: product.Stock{Known: true, OnHand: 2}},
			Category: channel.Ordinary,
		}},
		Plan:     tariff.Plan{Channel: &channel.Channel{Code: "CPAM", NameEN: "China Post Registered Air Mail", NameCN: "中国邮政挂号小包"}},
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

func excluded(c tariff.RuleCode) func(*Facts) {
	return func(f *Facts) { f.Plan.Excluded = []tariff.Rule{{Code: c}} }
}

func battery(f *Facts) {
	item := f.Items[1]
	item.Category = channel.BuiltInBattery
	f.Items[1] = item
	f.Category = channel.BuiltInBattery
	f.Goods[0].Battery = true
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
	{"deadline passed", func(f *Facts) { f.Order.ShipBy = f.Now.Add(-time.Hour) }, "deadline", Warning, false},
	{"another channel", func(f *Facts) { f.Wanted.Code = "EMS" }, "channel", Warning, true},
	{"nothing agreed", func(f *Facts) { f.Wanted.Code = "" }, "channel", Stop, false},
	{"agreed", func(f *Facts) { f.Wanted.Code, f.Agreed = "", true }, "channel", Pass, false},
	{"suspended", excluded(tariff.Suspended), "service", Stop, false},
	{"goods refused", excluded(tariff.WrongGoods), "goods", Stop, false},
	{"too heavy", excluded(tariff.TooHeavy), "weight", Stop, false},
	{"too long", excluded(tariff.TooLong), "size", Stop, false},
	{"not permitted", excluded(tariff.NotPermitted), "value", Stop, false},
	{"lines heavier than the parcel", func(f *Facts) { f.Goods[0].Weight = 191 }, "weight", Stop, false},
	{"size unknown", func(f *Facts) { f.Size.Length, f.Size.Width, f.Size.Height = 0, 0, 0 }, "size", Warning, false},
	{"form is wrong", func(f *Facts) { f.Problems = 2 }, "declaration", Stop, false},
	{"no street", func(f *Facts) { f.Order.ShipTo.Street = "" }, "receiver", Stop, false},
	{"Arabic name", func(f *Facts) { f.Order.ShipTo.Name = "محمد" }, "label", Warning, false},
	{"no sender", func(f *Facts) { f.Missing = []string{"sender"} }, "addresses", Stop, false},
	{"outside the range", func(f *Facts) { f.Collected = false }, "collection", Stop, false},
	{"outside, by express", func(f *Facts) { f.Collected, f.Collection = false, parcel.Domestic }, "collection", Pass, false},
	{"stock unknown", func(f *Facts) { f.Items = nil }, "stock", Warning, false},
	{"stock short", func(f *Facts) { f.Goods[0].Quantity = 3 }, "stock", Warning, true},
	{"replaces", func(f *Facts) { f.Replaced = "LP00143017180001" }, "replaces", Warning, true},
	{"other orders", func(f *Facts) { f.Others = []order.Number{"8001", "8002"} }, "combine", Warning, false},
	{"battery, declared", battery, "goods", Pass, false},
	{"battery, not declared", func(f *Facts) { battery(f); f.Goods[0].Battery = false }, "goods", Stop, false},
	{"battery in an ordinary parcel", func(f *Facts) { battery(f); f.Category = channel.Ordinary }, "goods", Stop, false},
	{"battery the product has not", func(f *Facts) { f.Category, f.Goods[0].Battery = channel.BuiltInBattery, true }, "goods", Warning, false},
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
