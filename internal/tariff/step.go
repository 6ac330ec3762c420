package tariff

import (
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
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
// Only what a step of its kind speaks of is set.
type Step struct {
	Kind     StepKind
	Amount   money.Money    // nothing where the step only explains the next
	Weight   measure.Weight // what is counted: the billed weight, or that of one step
	Size     measure.Size
	Divisor  int64       // cm³ per kg
	Rate     money.Money // for a kilogram, or for one step of Weight
	Steps    int64       // begun
	Original money.Money // before the conversion
	Exchange money.Rate  // CNY for one unit of the original's currency
	Percent  int64       // off the list price
}

// Args fill the step's message.
func (s Step) Args() errs.Args {
	switch s.Kind {
	case VolumetricWeight:
		return errs.Args{"Weight": s.Weight, "Size": s.Size, "Divisor": s.Divisor}
	case MinimumWeight, FirstWeight, BandPrice:
		return errs.Args{"Weight": s.Weight}
	case WeightPrice:
		return errs.Args{"Weight": s.Weight, "Rate": s.Rate}
	case FurtherWeight:
		return errs.Args{"Steps": s.Steps, "Weight": s.Weight, "Rate": s.Rate}
	case Converted:
		return errs.Args{"Original": s.Original, "Rate": s.Exchange}
	case Discounted:
		return errs.Args{"Percent": s.Percent}
	case HandlingFee:
	}
	return errs.Args{}
}

// add returns the sum of the steps' amounts in a currency.
func add(steps []Step, c money.Currency) (money.Money, error) {
	sum, err := money.Of(0, c), error(nil)
	for i := range steps {
		if steps[i].Amount.Currency != c {
			continue
		}
		if sum, err = sum.Add(steps[i].Amount); err != nil {
			return money.Money{}, err
		}
	}
	return sum, nil
}
