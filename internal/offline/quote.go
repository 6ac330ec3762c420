package offline

import (
	"cmp"
	"slices"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// StepKind is what a step of the arithmetic of an offline price is about.
type StepKind string

// The kinds of steps.
const (
	RowUsed     StepKind = "row"     // the row of the list that holds, for every store: Weight it goes up to
	StepReached StepKind = "reached" // the row that holds From parcels a month on: Weight as well
	WeightPrice StepKind = "weight"  // Weight, Rate per kilogram
	ParcelFee   StepKind = "fee"     // per parcel
	OnlinePrice StepKind = "online"  // the price the estimate starts from
	LessOffline StepKind = "reduced" // what offline is estimated to cost less: Percent
)

// StepKinds lists all kinds of steps.
var StepKinds = []StepKind{RowUsed, StepReached, WeightPrice, ParcelFee, OnlinePrice, LessOffline}

// Key is the key of the message that explains the step.
func (k StepKind) Key() string { return "offline_step_" + string(k) }

// Step is one part of the arithmetic of an offline price; the amounts add up to it.
type Step struct {
	Kind   StepKind
	Amount money.Money // nothing where the step only explains the next
	Args   errs.Args   // fill the message
}

// Offer is what a carrier takes for a parcel.
type Offer struct {
	Carrier string // empty for an estimate, which is nobody's
	Price   money.Money
	Steps   []Step
}

// Offers returns what each carrier of the list takes for a parcel, from cheap to
// dear, when the store has sent a number of parcels in the last 30 days. Of a
// carrier the rows for the country stand in for those for every country; of the
// rows the parcel's weight fits into that with the highest step the store has
// reached holds, and of several such the one for the lightest parcels.
// The parcel itself is the first of a store that has sent none.
func (l List) Offers(to place.Country, w measure.Weight, parcels int) ([]Offer, error) {
	var offers []Offer
	for _, rows := range l.carriers(to) {
		row, ok := rows.row(w, max(parcels, 1))
		if !ok {
			continue
		}
		o, err := row.offer(w)
		if err != nil {
			return nil, err
		}
		offers = append(offers, o)
	}
	slices.SortStableFunc(offers, func(a, b Offer) int { return cmp.Compare(a.Price.Minor, b.Price.Minor) })
	return offers, nil
}

// carriers returns the rows that are about parcels to a country, of each carrier by name.
func (l List) carriers(to place.Country) []List {
	names := map[string]int{}
	var own, any []List
	for _, p := range l.Sorted() {
		if p.Country != to && p.Country != AnyCountry {
			continue
		}
		i, known := names[p.Carrier]
		if !known {
			i = len(names)
			names[p.Carrier], own, any = i, append(own, nil), append(any, nil)
		}
		if p.Country == AnyCountry {
			any[i] = append(any[i], p)
		} else {
			own[i] = append(own[i], p)
		}
	}
	for i := range own {
		if own[i] == nil {
			own[i] = any[i]
		}
	}
	slices.SortFunc(own, func(a, b List) int { return cmp.Compare(a[0].Carrier, b[0].Carrier) })
	return own
}

// row is that of one carrier's rows which holds for a parcel.
func (l List) row(w measure.Weight, parcels int) (Price, bool) {
	fitting := slices.DeleteFunc(slices.Clone(l), func(p Price) bool { return w > p.UpTo || p.From > parcels })
	if w <= 0 || len(fitting) == 0 {
		return Price{}, false
	}
	return slices.MinFunc(fitting, func(a, b Price) int {
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(a.UpTo, b.UpTo))
	}), true
}

// offer is the row's price of a parcel, rounded half away from zero to fen.
func (p Price) offer(w measure.Weight) (Offer, error) {
	part, err := p.PerKilo.Times(int64(w), int64(measure.Kilogram))
	if err != nil {
		return Offer{}, err
	}
	o := Offer{Carrier: p.Carrier, Price: money.Of(part.Minor+p.Fee.Minor, money.CNY)}
	o.Steps = append(o.Steps, p.step())
	if !p.PerKilo.IsZero() {
		o.Steps = append(o.Steps, Step{Kind: WeightPrice, Amount: part, Args: errs.Args{"Weight": w, "Rate": p.PerKilo}})
	}
	if !p.Fee.IsZero() {
		o.Steps = append(o.Steps, Step{Kind: ParcelFee, Amount: p.Fee})
	}
	return o, nil
}

// step says which row holds.
func (p Price) step() Step {
	kind := StepReached
	if p.From == 1 {
		kind = RowUsed
	}
	return Step{Kind: kind, Args: errs.Args{"Weight": p.UpTo, "From": p.From}}
}
