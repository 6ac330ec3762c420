package shiprule

import (
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/tariff"
)

// Case is an order with the plans there are for it.
type Case struct {
	Order   order.Number
	Subject Subject
	Buyer   channel.Code  // what the buyer chose; empty is nothing
	Plans   []tariff.Plan // of every channel, those that are excluded as well
}

// Verdict is what rules do with an order.
type Verdict string

// The verdicts.
const (
	Chosen    Verdict = "chosen"    // a rule names a channel that can carry it
	Excluded  Verdict = "excluded"  // a rule names a channel that cannot
	Gone      Verdict = "gone"      // a rule names a channel that is no longer there
	Unmatched Verdict = "unmatched" // no rule matches: the buyer's choice
)

// Verdicts lists every verdict.
var Verdicts = []Verdict{Chosen, Excluded, Gone, Unmatched}

// Key is the key of the verdict's word for people.
func (v Verdict) Key() string { return "shiprule_verdict_" + string(v) }

// Trial is what the rules would do with an order.
type Trial struct {
	Case
	Verdict  Verdict
	Rule     Rule        // the first that matches; without one its number is 0
	Plan     tariff.Plan // of the rule's channel, or of the buyer's where no rule matches; without a channel where it is gone
	ByBuyer  tariff.Plan // of the channel the buyer chose; without a channel where there is none
	Compared bool        // both can carry the order, and the difference is known
	Dearer   money.Money // what the rule's channel costs more than the buyer's, CNY; below 0 it is cheaper
}

// Try tells for each order what the rules would do. It changes nothing.
func Try(rules []Rule, cases []Case) []Trial {
	trials := make([]Trial, len(cases))
	for i, c := range cases {
		trials[i] = try(rules, c)
	}
	return trials
}

func try(rules []Rule, c Case) Trial {
	t := Trial{Case: c, Verdict: Unmatched}
	t.ByBuyer, _ = c.plan(c.Buyer)
	rule, matched := First(rules, c.Subject)
	if !matched {
		t.Plan = t.ByBuyer
		return t
	}
	t.Rule = rule
	plan, there := c.plan(rule.Channel)
	t.Plan = plan
	switch {
	case !there:
		t.Verdict = Gone
	case !plan.Available():
		t.Verdict = Excluded
	default:
		t.Verdict = Chosen
	}
	t.compare()
	return t
}

// plan is the plan of a channel.
func (c Case) plan(code channel.Code) (tariff.Plan, bool) {
	i := slices.IndexFunc(c.Plans, func(p tariff.Plan) bool { return p.Channel.Code == code })
	if i < 0 {
		return tariff.Plan{}, false
	}
	return c.Plans[i], true
}

// compare holds the two prices against each other where both are offered.
func (t *Trial) compare() {
	offered := func(p tariff.Plan) bool { return p.Channel != nil && p.Available() && p.Priced() }
	if !offered(t.Plan) || !offered(t.ByBuyer) {
		return
	}
	dearer, err := t.Plan.Price.Add(t.ByBuyer.Price.Neg())
	t.Dearer, t.Compared = dearer, err == nil
}

// Tally is what many trials come to.
type Tally struct {
	Orders   map[Verdict]int
	ByRule   map[Number]int // orders whose first match it is
	Lame     map[Number]int // those of them that its channel cannot carry
	Dearer   money.Money    // over all orders where both prices are known, CNY
	Compared int            // orders that went into Dearer
}

// TallyOf counts trials.
func TallyOf(trials []Trial) Tally {
	t := Tally{Orders: map[Verdict]int{}, ByRule: map[Number]int{}, Lame: map[Number]int{}, Dearer: money.Of(0, money.CNY)}
	for _, trial := range trials {
		t.Orders[trial.Verdict]++
		if trial.Verdict != Unmatched {
			t.ByRule[trial.Rule.Number]++
		}
		if trial.Verdict == Excluded || trial.Verdict == Gone {
			t.Lame[trial.Rule.Number]++
		}
		if sum, err := t.Dearer.Add(trial.Dearer); trial.Compared && err == nil {
			t.Dearer = sum
			t.Compared++
		}
	}
	return t
}
