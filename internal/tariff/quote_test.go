package tariff_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

func usd(cents int64) func(*tariff.Query) {
	return func(q *tariff.Query) { q.Value = money.Of(cents, money.USD) }
}

func TestAvailablePlansComeFirstFromCheapToDear(t *testing.T) {
	s := shipped(t)
	plans := s.Quote(parcel("RU", usd(300), func(q *tariff.Query) { q.BuyerChannel = channel.EPacket }))
	if channels := s.Channels(today); len(plans) != len(channels) {
		t.Fatalf("%d plans for %d channels", len(plans), len(channels))
	}
	ended := false
	for i, p := range plans {
		switch {
		case p.Available() && ended:
			t.Errorf("%s is available but stands behind an excluded plan", p.Channel.Code)
		case p.Available() && i > 0 && p.Price.Minor < plans[i-1].Price.Minor:
			t.Errorf("%s is cheaper than the plan before it", p.Channel.Code)
		case p.BuyerChoice != (p.Channel.Code == channel.EPacket):
			t.Errorf("%s is marked as the buyer's choice: %v", p.Channel.Code, p.BuyerChoice)
		}
		ended = ended || !p.Available()
	}
}

func TestThePriceIsExplained(t *testing.T) {
	tests := []struct {
		name    string
		channel channel.Code
		query   tariff.Query
		off     int64
		want    []tariff.Step
	}{
		{"rate and fee", channel.ChinaPostRegistered, parcel("RU"), 0, []tariff.Step{
			{Kind: tariff.WeightPrice, Amount: money.Of(1360, money.CNY), Weight: 200, Rate: money.Of(6800, money.CNY)},
			{Kind: tariff.HandlingFee, Amount: money.Of(1750, money.CNY)},
		}},
		{"least billed weight", channel.EPacket, parcel("US", weighing(30)), 0, []tariff.Step{
			{Kind: tariff.MinimumWeight, Weight: 50},
			{Kind: tariff.WeightPrice, Amount: money.Of(425, money.CNY), Weight: 50, Rate: money.Of(8500, money.CNY)},
			{Kind: tariff.HandlingFee, Amount: money.Of(2500, money.CNY)},
		}},
		{"steps begun", channel.EMS, parcel("JP", weighing(1001)), 0, []tariff.Step{
			{Kind: tariff.FirstWeight, Amount: money.Of(18000, money.CNY), Weight: 500},
			{Kind: tariff.FurtherWeight, Amount: money.Of(8000, money.CNY), Steps: 2, Weight: 500, Rate: money.Of(4000, money.CNY)},
		}},
		{"another currency and a discount", channel.Saver, parcel("ES"), 10, []tariff.Step{
			{Kind: tariff.WeightPrice, Amount: money.Of(174, money.USD), Weight: 200, Rate: money.Of(868, money.USD)},
			{Kind: tariff.HandlingFee, Amount: money.Of(185, money.USD)},
			{Kind: tariff.Converted, Amount: money.Of(2603, money.CNY), Original: money.Of(359, money.USD), Exchange: 72500},
			{Kind: tariff.Discounted, Amount: money.Of(-260, money.CNY), Percent: 10},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, planOf(t, discounted(t, tt.off), tt.channel, tt.query).Steps); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestListPriceDiscountAndOriginalAmountAreKept(t *testing.T) {
	p := planOf(t, discounted(t, 10), channel.Saver, parcel("ES"))
	if p.Original != money.Of(359, money.USD) || p.Rate != 72500 {
		t.Errorf("original = %s at %s, want US $3.59 at 7.2500", p.Original, p.Rate)
	}
	if p.ListPrice != money.Of(2603, money.CNY) || p.Price != money.Of(2343, money.CNY) {
		t.Errorf("list price %s, price %s, want CN¥26.03 and CN¥23.43", p.ListPrice, p.Price)
	}
	free := planOf(t, discounted(t, 100), channel.Saver, parcel("ES"))
	if free.Price != money.Of(0, money.CNY) {
		t.Errorf("with a hundred per cent off the price is %s", free.Price)
	}
}

func TestAPlanPricedByASampleSaysSo(t *testing.T) {
	s := shipped(t)
	tests := []struct {
		channel channel.Code
		weight  measure.Weight
		want    bool
	}{
		{channel.Standard, 150, false},
		{channel.Standard, 151, true},
		{channel.ChinaPostRegistered, 151, false},
		{channel.Ruston, 200, true},
		{channel.Premium, 200, true},
		{channel.EMS, 200, true},
		{channel.UPSExpedited, 200, false},
	}
	for _, tt := range tests {
		p := planOf(t, s, tt.channel, parcel("RU", weighing(tt.weight)))
		if p.Sample != tt.want || p.Source == "" || p.TariffVersion.Number == "" {
			t.Errorf("%s at %s: sample %v from %q in %q, want %v", tt.channel, tt.weight, p.Sample, p.Source, p.TariffVersion.Number, tt.want)
		}
	}
}

// excludedBy returns the codes of the rules that exclude a plan.
func excludedBy(p tariff.Plan) []tariff.RuleCode {
	var codes []tariff.RuleCode
	for _, r := range p.Excluded {
		codes = append(codes, r.Code)
	}
	return codes
}

func TestRulesExcludeChannels(t *testing.T) {
	s := shipped(t)
	goods := func(c channel.Category) func(*tariff.Query) { return func(q *tariff.Query) { q.Category = c } }
	size := func(l, w, h int64) func(*tariff.Query) {
		return func(q *tariff.Query) { q.Size = measure.Size{Length: l, Width: w, Height: h} }
	}
	on := func(d channel.Date) func(*tariff.Query) { return func(q *tariff.Query) { q.Date = d } }
	tests := []struct {
		name    string
		channel channel.Code
		query   tariff.Query
		want    []tariff.RuleCode
	}{
		{"fits", channel.ChinaPostRegistered, parcel("RU"), nil},
		{"suspended country", channel.ChinaPostRegistered, parcel("BR"), []tariff.RuleCode{tariff.Suspended}},
		{"country of another line", channel.Ruston, parcel("US"), []tariff.RuleCode{tariff.NotServed}},
		{"China itself", channel.ChinaPostOrdinary, parcel("CN"), []tariff.RuleCode{tariff.NotServed}},
		{"China itself, by a sheet without it", channel.ChinaPostRegistered, parcel("CN"), []tariff.RuleCode{tariff.NotServed}},
		{"no country", channel.ChinaPostOrdinary, parcel(""), []tariff.RuleCode{tariff.NotServed}},
		{"country without a price", channel.EPacket, parcel("KE"), []tariff.RuleCode{tariff.NoPrice}},
		{"before the tariff", channel.Standard, parcel("RU", on("2025-12-31")), []tariff.RuleCode{tariff.NoPrice}},
		{"battery by post", channel.EPacket, parcel("US", goods(channel.BuiltInBattery)), []tariff.RuleCode{tariff.WrongGoods}},
		{"battery by Standard", channel.Standard, parcel("US", goods(channel.BuiltInBattery)), nil},
		{"battery by Standard to Kazakhstan", channel.Standard, parcel("KZ", goods(channel.BuiltInBattery)), []tariff.RuleCode{tariff.WrongGoodsThere}},
		{"liquid", channel.UPSExpedited, parcel("US", goods(channel.Liquid)), []tariff.RuleCode{tariff.WrongGoods}},
		{"no category", channel.UPSExpedited, parcel("US", goods("")), []tariff.RuleCode{tariff.WrongGoods}},
		{"no weight", channel.ChinaPostRegistered, parcel("RU", weighing(0)), []tariff.RuleCode{tariff.NoWeight}},
		{"2 kg", channel.ChinaPostRegistered, parcel("RU", weighing(2000)), nil},
		{"over 2 kg", channel.ChinaPostRegistered, parcel("RU", weighing(2001)), []tariff.RuleCode{tariff.TooHeavy, tariff.AboveTariff}},
		{"3 kg to Israel", channel.EPacket, parcel("IL", weighing(3000)), nil},
		{"3 kg elsewhere", channel.EPacket, parcel("US", weighing(3000)), []tariff.RuleCode{tariff.TooHeavy}},
		{"70 kg by UPS", channel.UPSExpedited, parcel("US", weighing(70000)), nil},
		{"over 70 kg by UPS", channel.UPSExpedited, parcel("US", weighing(70001)), []tariff.RuleCode{tariff.TooHeavy}},
		{"60 and 90 cm", channel.ChinaPostRegistered, parcel("RU", size(600, 200, 100)), nil},
		{"side over 60 cm", channel.ChinaPostRegistered, parcel("RU", size(100, 601, 100)), []tariff.RuleCode{tariff.TooLong}},
		{"sides over 90 cm", channel.ChinaPostRegistered, parcel("RU", size(400, 300, 201)), []tariff.RuleCode{tariff.TooLarge}},
		{"both", channel.ChinaPostRegistered, parcel("RU", size(700, 300, 201)), []tariff.RuleCode{tariff.TooLong, tariff.TooLarge}},
		{"a size without number", channel.UPSExpedited, parcel("RU", size(math.MaxInt64, 1, 1)), []tariff.RuleCode{tariff.TooLong}},
		{"a weight without number", channel.ChinaPostOrdinary, parcel("PE", weighing(math.MaxInt64)), []tariff.RuleCode{tariff.TooHeavy, tariff.AboveTariff}},
		{"order over 5 dollars", channel.ChinaPostOrdinary, parcel("PE", usd(501)), []tariff.RuleCode{tariff.TooValuable}},
		{"order of 5 dollars", channel.ChinaPostOrdinary, parcel("PE", usd(500)), nil},
		{"order in yuan", channel.ChinaPostOrdinary, parcel("PE", func(q *tariff.Query) { q.Value = money.Of(1, money.CNY) }), []tariff.RuleCode{tariff.WrongCurrency}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, excludedBy(planOf(t, s, tt.channel, tt.query))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestThePlatformAllowsTiersByCountryAndAmount(t *testing.T) {
	s := shipped(t)
	const (
		ordinaryPlus, global     = channel.ChinaPostOrdinary, channel.SuperEconomyGlobal
		saver, cpam, ep, std, up = channel.Saver, channel.ChinaPostRegistered, channel.EPacket, channel.Standard, channel.UPSExpedited
	)
	tests := []struct {
		to       place.Country
		cents    int64
		allowed  []channel.Code
		excluded []channel.Code
	}{
		{"RU", 200, []channel.Code{ordinaryPlus, channel.SuperEconomy, saver, cpam, std, up}, nil},
		{"RU", 201, []channel.Code{saver, cpam, ep, std, up}, []channel.Code{ordinaryPlus, channel.SuperEconomy}},
		{"RU", 500, []channel.Code{saver, cpam, ep, std, up}, []channel.Code{ordinaryPlus, channel.SuperEconomy}},
		{"RU", 501, []channel.Code{cpam, ep, std, up, channel.Ruston}, []channel.Code{ordinaryPlus, saver}},
		{"US", 500, []channel.Code{ordinaryPlus, global, cpam, ep, std, up}, nil},
		{"US", 501, []channel.Code{ep, std, up}, []channel.Code{ordinaryPlus, global, cpam, channel.SpecialLineYW}},
		{"ES", 500, []channel.Code{saver, cpam, std, up}, []channel.Code{ordinaryPlus}},
		{"ES", 501, []channel.Code{std, up}, []channel.Code{ordinaryPlus, saver, cpam, ep}},
		{"FR", 500, []channel.Code{ordinaryPlus, global, cpam, std, up}, nil},
		{"FR", 501, []channel.Code{std, up}, []channel.Code{ordinaryPlus, global, cpam, ep}},
		{"UA", 100, []channel.Code{cpam, ep, std, up}, []channel.Code{ordinaryPlus, channel.SuperEconomy, saver}},
		{"PL", 100, []channel.Code{ordinaryPlus, global, cpam, std, up}, []channel.Code{saver}},
		{"PL", 9900, []channel.Code{global, cpam, std, up}, []channel.Code{saver}},
	}
	for _, tt := range tests {
		q := parcel(tt.to, usd(tt.cents), weighing(100))
		for _, code := range tt.allowed {
			if p := planOf(t, s, code, q); !p.Available() {
				t.Errorf("%s to %s for %s is excluded by %v", code, tt.to, q.Value, p.Excluded)
			}
		}
		for _, code := range tt.excluded {
			if p := planOf(t, s, code, q); !slices.Contains(excludedBy(p), tariff.NotPermitted) {
				t.Errorf("%s to %s for %s is allowed", code, tt.to, q.Value)
			}
		}
	}
}

func TestSpecialGoodsAreExceptedFromTheRuleForTheUnitedStates(t *testing.T) {
	rule, ok := shipped(t).Permission("US", today)
	if !ok {
		t.Fatal("there is no rule for the United States")
	}
	dear := rule.For(money.Of(501, money.USD))
	const line channel.Code = "CAINIAO_STANDARD_SG" // standard tier, not named by the rule
	if dear.Allows(line, channel.StandardTier, channel.Ordinary) {
		t.Error("ordinary goods may go by any standard service")
	}
	if !dear.Allows(line, channel.StandardTier, channel.BuiltInBattery) || dear.Allows(line, channel.Economy, channel.BuiltInBattery) {
		t.Error("special goods may not go by standard services, or may go by economy ones")
	}
}

func TestWithoutAnAmountTheRulesAboutAmountsAreLeftOut(t *testing.T) {
	for _, p := range shipped(t).Quote(parcel("US")) {
		if slices.Contains(excludedBy(p), tariff.NotPermitted) || slices.Contains(excludedBy(p), tariff.TooValuable) {
			t.Errorf("%s is excluded by the amount of an order that has none", p.Channel.Code)
		}
	}
}

func TestAnExcludedPlanStillShowsItsPrice(t *testing.T) {
	p := planOf(t, shipped(t), channel.ChinaPostRegistered, parcel("BR"))
	if p.Available() || !p.Priced() || p.Price.Decimal() != "33.10" {
		t.Errorf("price to a suspended country = %s, excluded by %v", p.Price, p.Excluded)
	}
}
