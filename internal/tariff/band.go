package tariff

import (
	"slices"

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

// steps appends the parts of the price of a parcel billed with weight w.
func (b Band) steps(to []Step, w measure.Weight, c money.Currency) ([]Step, error) {
	switch b.Kind {
	case PerGram:
		return b.perGram(to, w, c)
	case PerStep:
		return b.perStep(to, w, c)
	case Fixed:
		return append(to, Step{Kind: BandPrice, Amount: money.Of(b.Fee, c), Weight: b.UpTo}), nil
	}
	return nil, ErrBandKind.With("Text", b.Kind)
}

func (b Band) perGram(to []Step, w measure.Weight, c money.Currency) ([]Step, error) {
	rate := money.Of(b.Rate, c)
	part, err := rate.Times(int64(w), int64(measure.Kilogram))
	if err != nil {
		return nil, err
	}
	to = append(to, Step{Kind: WeightPrice, Amount: part, Weight: w, Rate: rate})
	if b.Fee > 0 {
		to = append(to, Step{Kind: HandlingFee, Amount: money.Of(b.Fee, c)})
	}
	return to, nil
}

func (b Band) perStep(to []Step, w measure.Weight, c money.Currency) ([]Step, error) {
	if b.Fee > 0 {
		to = append(to, Step{Kind: FirstWeight, Amount: money.Of(b.Fee, c), Weight: b.First})
	}
	begun := (max(w-b.First, 0) + b.Step - 1) / b.Step
	if begun == 0 {
		return to, nil
	}
	rate := money.Of(b.Rate, c)
	part, err := rate.Times(int64(begun), 1)
	if err != nil {
		return nil, err
	}
	return append(to, Step{Kind: FurtherWeight, Amount: part, Steps: int64(begun), Weight: b.Step, Rate: rate}), nil
}
