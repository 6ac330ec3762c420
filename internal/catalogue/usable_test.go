package catalogue_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tracking"
	"sellerdesk/internal/warehouse"
)

// today is a day on which all rows that ship with the program hold.
const today channel.Date = "2026-11-20"

// noon is a moment of that day.
var noon = time.Date(2026, 11, 20, 4, 0, 0, 0, time.UTC)

func snapshot(t *testing.T) *tariff.Snapshot {
	t.Helper()
	s, err := tariff.NewSnapshot(tariffs(t))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// light is a weight that a channel takes: 200 g, or the lightest parcel where that is more.
func light(c channel.Channel) measure.Weight { return max(200, c.Limits.Lightest) }

// destinations are the countries a channel can carry an ordinary parcel to.
func destinations(s *tariff.Snapshot, c channel.Channel) []tariff.Plan {
	var out []tariff.Plan
	for _, to := range s.Countries() {
		p, err := s.Plan(c.Code, tariff.Query{Destination: to, Weight: light(c), Category: channel.Ordinary, Date: today})
		if err == nil && p.Available() {
			out = append(out, p)
		}
	}
	return out
}

func TestEveryChannelGoesSomewhereForASensiblePrice(t *testing.T) {
	least := map[channel.Tier]int64{channel.Economy: 500, channel.Simple: 1000, channel.StandardTier: 1000, channel.Express: 3000}
	s := snapshot(t)
	for _, c := range s.Channels(today) {
		plans := destinations(s, c)
		if len(plans) == 0 {
			t.Errorf("%s goes nowhere", c.Code)
		}
		for _, p := range plans {
			if p.Price.Minor < least[c.Tier] || p.Price.Minor > 60_000 {
				t.Errorf("%s costs %s for %s", c.Code, p.Price, light(c))
			}
		}
	}
}

func TestEveryChannelServesTheCountriesItNames(t *testing.T) {
	s := snapshot(t)
	for _, c := range s.Channels(today) {
		for _, to := range c.Reach.Countries {
			if _, ok := s.Price(c.Code, to, today); !ok {
				t.Errorf("%s has no price to %s, which it serves", c.Code, to)
			}
		}
		for category, countries := range c.Goods.To {
			for _, to := range countries {
				if _, ok := s.Price(c.Code, to, today); !ok {
					t.Errorf("%s has no price to %s, where it takes %s", c.Code, to, category)
				}
			}
		}
	}
}

func TestNoFigureOfASheetIsNothing(t *testing.T) {
	for _, p := range tariffs(t).Prices {
		for _, b := range p.Bands {
			if b.Rate == 0 && b.Fee == 0 || b.Kind == tariff.PerStep && (b.Rate == 0 || b.First > 0 && b.Fee == 0) {
				t.Errorf("%s to %s up to %s costs nothing", p.Channel, p.Country, b.UpTo)
			}
		}
	}
}

func TestASheetReachesAsFarAsItsChannel(t *testing.T) {
	s := snapshot(t)
	for _, p := range tariffs(t).Prices {
		c, err := s.Channel(p.Channel, today)
		if err != nil {
			t.Fatal(err)
		}
		if most := c.Limits.MaxWeight(p.Country); p.Bands[len(p.Bands)-1].UpTo < most {
			t.Errorf("%s takes %s to %s, its prices end before", p.Channel, most, p.Country)
		}
	}
}

// What no source gives is marked, so that a plan can say so and an owner can change it.
func TestWhatWasInventedIsMarkedAsASample(t *testing.T) {
	sourced := []channel.Code{
		channel.ChinaPostRegistered, channel.EPacket, channel.SpecialLineYW, channel.UPSExpedited,
		channel.Standard, channel.Saver, channel.SuperEconomy,
	}
	d := tariffs(t)
	for _, p := range d.Prices {
		if p.Sample == slices.Contains(sourced, p.Channel) {
			t.Errorf("the price of %s to %s: sample = %v", p.Channel, p.Country, p.Sample)
		}
	}
	for _, c := range d.Channels {
		if c.Sample && !strings.Contains(strings.ToLower(c.Source), "sample") && !strings.Contains(c.Source, "assumed") {
			t.Errorf("%s is a sample, its source does not say of what: %s", c.Code, c.Source)
		}
	}
}

func TestEveryChannelNumbersItsParcelsAsItsCarrierDoes(t *testing.T) {
	given := map[string]channel.Code{}
	for _, c := range tariffs(t).Channels {
		n := carrier.NumbersOf(c.Waybill)
		number, err := tracking.Make(n.Format, n.Prefix, n.Post, 1_204_301)
		if err != nil || !strings.HasPrefix(number, c.Waybill.Prefix) || !strings.HasSuffix(number, string(c.Waybill.Post)) {
			t.Errorf("%s numbers a parcel %s, %v", c.Code, number, err)
		}
		if !slices.ContainsFunc(tracking.Carriers(), func(x tracking.Carrier) bool { return len(x.Formats) > 0 && x.Check(number) == nil }) {
			t.Errorf("no carrier knows %s of %s", number, c.Code)
		}
		if other, twice := given[number]; twice && carrier.NumbersOf(named(t, other).Waybill) != n {
			t.Errorf("%s and %s give out %s from different series", c.Code, other, number)
		}
		given[number] = c.Code
	}
}

// The acceptance matrix of facts, section 3; of goods not named nothing is taken by anybody.
func TestWhoTakesWhichGoods(t *testing.T) {
	special := []channel.Category{channel.Ordinary, channel.BuiltInBattery, channel.NonLiquidCosmetics}
	takes := map[channel.Code][]channel.Category{
		"SGP": special[:2], "SGP_OMP": special[:2],
		"CAINIAO_STANDARD": special, "CAINIAO_PREMIUM": special,
		"CAINIAO_STANDARD_SG": special, "CAINIAO_ECONOMY_SG": special,
		"CAINIAO_SUPER_ECONOMY_SG": special, "CAINIAO_STANDARD_SG_AIR": special,
		"UPS": special, "UPSE": special, "FEDEX": special, "FEDEX_IE": special, "DHL": special, "TNT": special,
		"TOLL": special, "SF": special,
	}
	sheets := []channel.Code{"UPS", "UPSE", "FEDEX", "FEDEX_IE", "DHL", "TNT", "TOLL", "SF"}
	for _, c := range tariffs(t).Channels {
		want, listed := takes[c.Code]
		if !listed {
			want = special[:1]
		}
		if !slices.Equal(c.Goods.Accepted, want) {
			t.Errorf("%s takes %v, want %v", c.Code, c.Goods.Accepted, want)
		}
		if c.Goods.SafetySheet != slices.Contains(sheets, c.Code) {
			t.Errorf("%s asks for a safety data sheet: %v", c.Code, c.Goods.SafetySheet)
		}
	}
}

func TestStandardTakesBatteriesToSelectedCountriesOnly(t *testing.T) {
	for to, want := range map[place.Country]bool{"US": true, "RU": true, "KZ": false, "UA": false} {
		c := named(t, channel.Standard)
		if c.Goods.Accepts(channel.BuiltInBattery, to) != want {
			t.Errorf("Standard takes batteries to %s: %v", to, !want)
		}
	}
	if c := named(t, channel.Standard); !c.Goods.Accepts(channel.BuiltInBattery, "AU") || c.Goods.Accepts(channel.NonLiquidCosmetics, "AU") {
		t.Error("to Australia Standard takes batteries, but no cosmetics")
	}
	if !named(t, "CAINIAO_STANDARD_SG").Goods.Accepts(channel.BuiltInBattery, "UA") {
		t.Error("the special goods line does not take batteries to Ukraine")
	}
}

// Facts, section 5: only these offer return, the last two to Russia only.
func TestWhoReturnsParcels(t *testing.T) {
	var offered []channel.Code
	for _, c := range tariffs(t).Channels {
		if c.Return.Offered {
			offered = append(offered, c.Code)
		}
		if russia := c.Code == channel.Premium || c.Code == "CAINIAO_STANDARD_HEAVY"; russia && c.Return.From("US") {
			t.Errorf("%s returns parcels from the United States", c.Code)
		}
	}
	slices.Sort(offered)
	if want := []channel.Code{"CAINIAO_PREMIUM", "CAINIAO_STANDARD", "CAINIAO_STANDARD_HEAVY", "SGP"}; !slices.Equal(offered, want) {
		t.Errorf("%v return parcels, want %v", offered, want)
	}
}

// The solution codes of the facts whose letters name a city; the others are samples.
func TestWarehousesAreThoseOfTheListOfSolutionCodes(t *testing.T) {
	d, _ := warehouses(t)
	listed := map[channel.Code]int{}
	for _, w := range d.Warehouses {
		if strings.HasPrefix(w.Source, "Code: platform's list") {
			listed[w.Channel]++
		}
	}
	want := map[channel.Code]int{
		"CPAM": 88, "YANWEN_JYT": 88, "CAINIAO_STANDARD": 18, "CAINIAO_PREMIUM": 18, "YANWEN_AM": 9, "CPAM_HRB": 9,
		"SGP": 5, "SGP_OMP": 18, "SINOTRANS_AM": 9, "SINOTRANS_PY": 9, "ITELLA": 9, "ITELLA_PY": 9, "ROYAL_MAIL_PY": 9,
		"OMNIVA_ECONOMY": 9, "YANWEN_ECONOMY": 9, "SUNYOU_ECONOMY": 9, "SPSR_CN": 9, "SF_EPARCEL_OM": 1,
	}
	for code, n := range listed {
		if want[code] != n {
			t.Errorf("%s has %d warehouses of the list, want %d", code, n, want[code])
		}
	}
	if len(listed) != len(want) {
		t.Errorf("%d channels have warehouses of the list, want %d", len(listed), len(want))
	}
}

// The nearest warehouse is in the seller's own city where the channel has one there.
func TestAParcelInYiwuGoesToAWarehouseInYiwu(t *testing.T) {
	_, dir := warehouses(t)
	elsewhere := []channel.Code{channel.EPacket, "EMS", "E_EMS", "SF_EPARCEL_OM"}
	for _, c := range tariffs(t).Channels {
		m, err := dir.Match(warehouse.Pickup{Channel: c.Code, Province: "浙江省", City: "金华市", District: "义乌市"}, noon)
		if err != nil {
			t.Fatal(err)
		}
		if (m.Warehouse.City == "义乌") == slices.Contains(elsewhere, c.Code) || m.InRange != c.Collects(channel.DoorPickup) {
			t.Errorf("%s: %s in %s, in range %v", c.Code, m.Warehouse.Code, m.Warehouse.City, m.InRange)
		}
	}
}
