package tariff

import (
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
)

// StepKind is what a step of the arithmetic of a price is about.
type StepKind string

// The kinds of steps, in the order in which they can occur.
const (
	VolumetricWeight StepKind = "volumetric" // the volume counts, not the weight: Weight, Size, Divisor
	MinimumWeight    StepKind = "minimum"    // billed heavier than it is: Weight
	WeightPrice      StepKind = "weight"     // Weight, Rate per kilogram
	HandlingFee      StepKind = "fee"        // per parcel
	FirstWeight      StepKind = "first"      // Weight
	FurtherWeight    StepKind = "further"    // Steps begun of Weight at Rate
	BandPrice        StepKind = "band"       // fixed, up to Weight
	Converted        StepKind = "converted"  // Original amount at Rate
	Discounted       StepKind = "discount"   // Percent
)

// StepKinds lists all kinds of steps.
var StepKinds = []StepKind{
	VolumetricWeight, MinimumWeight, WeightPrice, HandlingFee, FirstWeight, FurtherWeight, BandPrice, Converted, Discounted,
}

// Key is the key of the message that explains the step.
func (k StepKind) Key() string { return "tariff_step_" + string(k) }

// Step is one part of the arithmetic of a price. The steps in yuan add up to
// the price; where the tariff is in another currency, the steps in that
// currency add up to the original amount, and Converted turns it into yuan.
type Step struct {
	Kind   StepKind
	Amount money.Money // nothing where the step only explains the next
	Args   errs.Args   // fill the message
}

// add returns the sum of the steps' amounts in a currency.
func add(steps []Step, c money.Currency) (money.Money, error) {
	sum, err := money.Of(0, c), error(nil)
	for _, s := range steps {
		if s.Amount.Currency != c {
			continue
		}
		if sum, err = sum.Add(s.Amount); err != nil {
			return money.Money{}, err
		}
	}
	return sum, nil
}
