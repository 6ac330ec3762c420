package tariff

import (
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// At is what a parcel of a weight costs by the row, in its currency, whatever the
// parcel's volume. It is no amount above the heaviest band, and where no number holds it.
func (p Price) At(w measure.Weight) money.Money {
	w = max(w, p.MinWeight)
	band, ok := p.band(w)
	if !ok {
		return money.Money{}
	}
	steps, err := band.steps(nil, w, p.Currency)
	if err != nil {
		return money.Money{}
	}
	sum, err := add(steps, p.Currency)
	if err != nil {
		return money.Money{}
	}
	return sum
}
