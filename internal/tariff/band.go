package tariff

import (
	"slices"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// BandKind is how a band of a tariff turns weight into money.
type BandKind string

// The kinds of bands (facts, section 2.1).
const (
	PerGram BandKind = "per_gram" // Rate per kilogram of the whole weight, plus Fee
	PerStep BandKind = "per_step" // Fee covers First, each Step begun after it costs Rate
	Fixed   BandKind = "fixed"    // Fee, whatever the weight
)

// BandKinds lists all kinds of bands.
var BandKinds = []BandKind{PerGram, PerStep, Fixed}

// ParseBandKind reads a kind of band.
func ParseBandKind(s string) (BandKind, error) {
	if v := BandKind(s); slices.Contains(BandKinds, v) {
		return v, nil
	}
	return "", ErrBandKind.With("Text", s)
}

// Band is the part of a tariff for parcels up to a weight. It begins where the band before it
// ends, and prices the whole weight, not only what is above the band before (facts, section 2.1).
type Band struct {
	UpTo   measure.Weight // heaviest billed weight of the band
	Kind   BandKind
	Rate   int64 // minor units per kilogram or per step; see the kind
	Fee    int64 // minor units per parcel
	First  measure.Weight
	Step   measure.Weight
	Sample bool // invented, although other bands of the row are not
}

func (b Band) valid() bool {
	known := slices.Contains(BandKinds, b.Kind)
	return known && b.Rate >= 0 && b.Fee >= 0 && b.First >= 0 && (b.Kind == PerStep) == (b.Step > 0)
}

// steps returns the parts of the price of a parcel billed with weight w.
func (b Band) steps(w measure.Weight, c money.Currency) ([]Step, error) {
	switch b.Kind {
	case PerGram:
		return b.perGram(w, c)
	case PerStep:
		return b.perStep(w, c)
	case Fixed:
		return []Step{{Kind: BandPrice, Amount: money.Of(b.Fee, c), Args: errs.Args{"Weight": b.UpTo}}}, nil
	}
	return nil, ErrBandKind.With("Text", b.Kind)
}

func (b Band) perGram(w measure.Weight, c money.Currency) ([]Step, error) {
	rate := money.Of(b.Rate, c)
	part, err := rate.Times(int64(w), int64(measure.Kilogram))
	if err != nil {
		return nil, err
	}
	steps := []Step{{Kind: WeightPrice, Amount: part, Args: errs.Args{"Weight": w, "Rate": rate}}}
	return b.withFee(steps, HandlingFee, c, nil), nil
}

func (b Band) perStep(w measure.Weight, c money.Currency) ([]Step, error) {
	steps := b.withFee(nil, FirstWeight, c, errs.Args{"Weight": b.First})
	begun := (max(w-b.First, 0) + b.Step - 1) / b.Step
	if begun == 0 {
		return steps, nil
	}
	rate := money.Of(b.Rate, c)
	part, err := rate.Times(int64(begun), 1)
	if err != nil {
		return nil, err
	}
	return append(steps, Step{Kind: FurtherWeight, Amount: part,
		Args: errs.Args{"Steps": int64(begun), "Weight": b.Step, "Rate": rate}}), nil
}

// withFee appends the fee, if there is one, as a step of the given kind.
func (b Band) withFee(steps []Step, kind StepKind, c money.Currency, args errs.Args) []Step {
	if b.Fee == 0 {
		return steps
	}
	return append(steps, Step{Kind: kind, Amount: money.Of(b.Fee, c), Args: args})
}
