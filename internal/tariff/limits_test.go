package tariff_test

import (
	"slices"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// TestAChannelIsOfferedExactlyWhenNothingSpeaksAgainstIt states the limits once more, from the rows of the
// catalogue and the table of the facts, and compares.
func TestAChannelIsOfferedExactlyWhenNothingSpeaksAgainstIt(t *testing.T) {
	d, err := catalogue.Tariffs()
	if err != nil {
		t.Fatal(err)
	}
	s, offered := snapshot(t, d), 0
	rapid.Check(t, func(t *rapid.T) {
		q := anyParcel(t)
		for _, p := range s.Quote(q) {
			against := objections(d, *p.Channel, q)
			if p.Available() != (len(against) == 0) {
				t.Fatalf("%s: excluded by %v, against it speaks %v", p.Channel.Code, p.Excluded, against)
			}
			if p.Available() {
				offered++
			}
		}
	})
	if offered == 0 {
		t.Error("nothing was offered at all")
	}
}

// objections says what speaks against a channel for a parcel.
func objections(d tariff.Data, c channel.Channel, q tariff.Query) []string {
	sides := []int64{q.Size.Length, q.Size.Width, q.Size.Height}
	sort.Slice(sides, func(i, j int) bool { return sides[i] > sides[j] })
	most, own := c.Limits.WeightTo[q.Destination]
	if !own {
		most = c.Limits.Weight
	}
	amount := q.Value.Minor
	statements := map[string]bool{
		"it never goes there":        c.Reach.Countries != nil && !slices.Contains(c.Reach.Countries, q.Destination),
		"it does not go there now":   slices.Contains(c.Reach.Suspended, q.Destination),
		"nothing goes there":         q.Destination == "" || q.Destination == "CN",
		"it does not take the goods": !takes(c.Goods, q.Category, q.Destination),
		"the weight is out of range": q.Weight < max(1, c.Limits.Lightest) || q.Weight > most,
		"it is too long or large":    tooLarge(c.Limits, q.Size.Roll, sides),
		"the label has no room": !q.Size.IsZero() && !q.Size.Roll &&
			(sides[0] < c.Limits.Face.Long || sides[1] < c.Limits.Face.Short),
		"the order is worth too much": c.Limits.Value.Minor > 0 && amount > c.Limits.Value.Minor,
		"the platform does not allow it": q.Value.Currency == money.USD && q.Date >= "2021-01-01" &&
			!allowed(q.Destination, amount, c, q.Category != channel.Ordinary),
		"there is no price": !priced(d, c.Code, q, sides),
	}
	var against []string
	for what, so := range statements {
		if so {
			against = append(against, what)
		}
	}
	return against
}

func takes(g channel.Goods, c channel.Category, to place.Country) bool {
	for _, accepted := range g.Accepted {
		if accepted == c {
			return g.To[c] == nil || slices.Contains(g.To[c], to)
		}
	}
	return false
}

func tooLarge(l channel.Limits, roll bool, sides []int64) bool {
	longest, sum := l.Longest, l.Sum
	if roll && l.Roll.Longest > 0 {
		longest = l.Roll.Longest
	}
	if roll && l.Roll.Sum > 0 {
		sum = l.Roll.Sum
	}
	if longest == 0 {
		longest = 10_000 // what no carrier takes
	}
	return sides[0] > longest || sum > 0 && sides[0]+sides[1]+sides[2] > sum
}

// allowed is the table of the facts, section 1.4, as it stands there.
func allowed(to place.Country, cents int64, c channel.Channel, special bool) bool {
	tier := func(tiers ...channel.Tier) bool { return slices.Contains(tiers, c.Tier) }
	standard := c.Code == channel.Standard
	switch above := cents > 500; {
	case to == "RU" && above, to == "UA", to == "BY":
		return tier(channel.StandardTier, channel.Express)
	case to == "RU" && cents > 200:
		return tier(channel.Simple, channel.StandardTier, channel.Express)
	case to == "RU", !above && (to == "FR" || to == "NL" || to == "CL"):
		return true
	case to == "US" && above:
		return tier(channel.Express) || standard || c.Code == channel.EPacket || special && tier(channel.StandardTier)
	case to == "ES" && above, to == "FR", to == "NL", to == "CL":
		return tier(channel.Express) || standard
	case to == "ES":
		return tier(channel.Simple, channel.StandardTier, channel.Express) || c.Code == "SINOTRANS_PY"
	}
	return tier(channel.Economy, channel.StandardTier, channel.Express)
}

// priced reports whether a row of the catalogue prices the parcel on the day, and a rate where it is in dollars.
func priced(d tariff.Data, code channel.Code, q tariff.Query, sides []int64) bool {
	for _, to := range []place.Country{q.Destination, tariff.AnyCountry} {
		for _, p := range d.Prices { // the catalogue has one row for a channel and a country
			if p.Channel != code || p.Country != to || p.From > q.Date {
				continue
			}
			converts := p.Currency == money.CNY || slices.ContainsFunc(d.Rates, func(r tariff.ExchangeRate) bool {
				return r.Currency == p.Currency && r.From <= q.Date
			})
			billed := max(q.Weight, p.MinWeight)
			if p.Divisor > 0 && sides[0] <= 10_000 {
				billed = max(billed, measure.Weight((sides[0]*sides[1]*sides[2]+p.Divisor-1)/p.Divisor))
			}
			return converts && billed <= p.Bands[len(p.Bands)-1].UpTo
		}
	}
	return false
}
