package offline

import (
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// EstimatePercent is how much less offline is estimated to cost than online (facts, section 0, row 16).
const EstimatePercent = 20

// CountLimit is where counting of a store's parcels stops.
const CountLimit = 10_000

// Basis is where an offline price comes from.
type Basis string

// The bases.
const (
	OwnList  Basis = "own_list" // the store's price list has a row for the parcel
	Estimate Basis = "estimate" // about a fifth less than the cheapest online plan
	NoBasis  Basis = "none"     // neither a row nor an online plan: nobody knows
)

// Parcel is what is to be sent, by a store that has sent a number of parcels in
// the last 30 days.
type Parcel struct {
	To      place.Country
	Weight  measure.Weight
	Parcels int          // at most CountLimit, which is that many or more
	Chosen  channel.Code // the online channel that is looked at; empty is none
}

// Against is an online plan beside the offline price.
type Against struct {
	Plan       tariff.Plan
	Chosen     bool        // it is the channel that is looked at
	Cheapest   bool        // no available plan costs less
	Difference money.Money // what offline costs more, CNY; negative: less
	PerMille   int64       // the difference in thousandths of the plan's price; 0 where that is nothing
}

// LossKind is something the seller gives up by shipping offline.
type LossKind string

// What is given up (facts, section 0, rows 15 and 16).
const (
	Compensation      LossKind = "compensation" // Amount at most for a lost parcel, by the plan beside which offline is looked at
	Claims            LossKind = "claims"       // the platform's support where that plan names no amount
	AutomaticTracking LossKind = "tracking"
	ServiceLevel      LossKind = "service_level"
)

// LossKinds lists all kinds.
var LossKinds = []LossKind{Compensation, Claims, AutomaticTracking, ServiceLevel}

// Key is the key of the sentence that says what is given up.
func (k LossKind) Key() string { return "offline_loss_" + string(k) }

// Loss is something that is given up, with what fills its sentence.
type Loss struct {
	Kind LossKind
	Args errs.Args
}

// Comparison is what sending a parcel offline costs beside online, and gives up.
type Comparison struct {
	Parcel  Parcel
	Basis   Basis
	Offer   Offer     // the cheapest way offline; nothing without a basis
	Others  []Offer   // what other carriers of the list take, from cheap to dear
	Against []Against // available online plans: the chosen one, then the cheapest
	Losses  []Loss
}

// Compare holds the offline price of a parcel against the plans of a quote for the
// same parcel. It is pure: the same list, parcel and plans give the same comparison.
func Compare(l List, p Parcel, plans []tariff.Plan) (Comparison, error) {
	c := Comparison{Parcel: p, Basis: NoBasis}
	plans = slices.DeleteFunc(slices.Clone(plans), func(plan tariff.Plan) bool { return !plan.Available() || !plan.Priced() })
	offers, err := l.Offers(p.To, p.Weight, p.Parcels)
	if err != nil {
		return Comparison{}, err
	}
	switch {
	case len(offers) > 0:
		c.Basis, c.Offer, c.Others = OwnList, offers[0], offers[1:]
	case len(plans) > 0:
		c.Basis = Estimate
		if c.Offer, err = estimate(cheapest(plans).Price); err != nil {
			return Comparison{}, err
		}
	}
	if err := c.hold(plans); err != nil {
		return Comparison{}, err
	}
	c.Losses = c.losses()
	return c, nil
}

func cheapest(plans []tariff.Plan) tariff.Plan {
	return slices.MinFunc(plans, func(a, b tariff.Plan) int { return int(min(max(a.Price.Minor-b.Price.Minor, -1), 1)) })
}

// estimate is about a fifth less than an online price.
func estimate(online money.Money) (Offer, error) {
	less, err := online.Times(EstimatePercent, 100)
	if err != nil {
		return Offer{}, err
	}
	return Offer{Price: money.Of(online.Minor-less.Minor, money.CNY), Steps: []Step{
		{Kind: OnlinePrice, Amount: online},
		{Kind: LessOffline, Amount: less.Neg(), Args: errs.Args{"Percent": EstimatePercent}},
	}}, nil
}

// hold puts the chosen plan and the cheapest one beside the offline price; they may be one.
func (c *Comparison) hold(plans []tariff.Plan) error {
	if len(plans) == 0 {
		return nil
	}
	best, shown := cheapest(plans), []tariff.Plan(nil)
	if i := slices.IndexFunc(plans, func(plan tariff.Plan) bool { return plan.Channel.Code == c.Parcel.Chosen }); i >= 0 {
		shown = append(shown, plans[i])
	}
	if best.Channel.Code != c.Parcel.Chosen {
		shown = append(shown, best)
	}
	for _, plan := range shown {
		a, err := against(plan, c.Offer.Price)
		if err != nil {
			return err
		}
		a.Chosen, a.Cheapest = plan.Channel.Code == c.Parcel.Chosen, plan.Price == best.Price
		c.Against = append(c.Against, a)
	}
	return nil
}

func against(plan tariff.Plan, offline money.Money) (Against, error) {
	a := Against{Plan: plan, Difference: money.Of(offline.Minor-plan.Price.Minor, money.CNY)}
	if plan.Price.IsZero() {
		return a, nil
	}
	var err error
	a.PerMille, err = money.MulDiv(a.Difference.Minor, 1000, plan.Price.Minor)
	return a, err
}

// losses are what is given up beside the first of the online plans.
func (c Comparison) losses() []Loss {
	first := Loss{Kind: Claims}
	if len(c.Against) > 0 {
		if most := c.Against[0].Plan.Channel.Compensation; !most.IsZero() {
			first = Loss{Compensation, errs.Args{"Amount": most}}
		}
	}
	return []Loss{first, {Kind: AutomaticTracking}, {Kind: ServiceLevel}}
}
