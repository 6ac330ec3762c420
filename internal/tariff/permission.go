package tariff

import (
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// Permission says which channels the platform allows for orders to a country,
// by the order's amount (facts, section 1.4).
type Permission struct {
	Country    place.Country // or AnyCountry
	Allowances []Allowance   // by rising amount; the last one has no bound

	channel.Origin
}

// Allowance is what the platform allows for orders up to an amount.
type Allowance struct {
	UpTo         money.Money // highest order amount, USD; no amount is no bound
	Tiers        []channel.Tier
	Channels     []channel.Code // allowed although their tier is not
	SpecialTiers []channel.Tier // allowed as well for goods that are not ordinary
}

// Check reports what is wrong with the row.
func (p Permission) Check() error {
	var last int64 = -1
	for i, a := range p.Allowances {
		bounded, isLast := a.UpTo != money.Money{}, i == len(p.Allowances)-1
		if bounded == isLast || bounded && (a.UpTo.Minor <= last || a.UpTo.Currency != money.USD) {
			return ErrPermission.With("Country", p.Country)
		}
		last = a.UpTo.Minor
	}
	if len(p.Allowances) == 0 {
		return ErrPermission.With("Country", p.Country)
	}
	return nil
}

// For returns what is allowed for an order of an amount in US dollars.
func (p Permission) For(value money.Money) Allowance {
	last := len(p.Allowances) - 1
	for _, a := range p.Allowances[:last] {
		if value.Minor <= a.UpTo.Minor {
			return a
		}
	}
	return p.Allowances[last]
}

// Allows reports whether a channel of a tier may carry goods of a category.
func (a Allowance) Allows(code channel.Code, tier channel.Tier, goods channel.Category) bool {
	special := goods != channel.Ordinary && slices.Contains(a.SpecialTiers, tier)
	return special || slices.Contains(a.Tiers, tier) || slices.Contains(a.Channels, code)
}

// allowed returns what the platform allows for the order of a query, nil where it says nothing.
func (s *Snapshot) allowed(q *Query) *Allowance {
	permission, ok := s.Permission(q.Destination, q.Date)
	if !ok || q.Value.Currency != money.USD {
		return nil
	}
	a := permission.For(q.Value)
	return &a
}
