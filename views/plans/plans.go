// Package plans holds the list of logistics plans for a parcel: what each costs
// and why, and which cannot take it and by which rule. Shipping and the Freight
// Calculator show the same list.
package plans

import (
	"context"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/views/ui"
)

// List is the plans for one parcel.
type List struct {
	Plans  []tariff.Plan // as they were quoted: the available ones first
	Hints  []tariff.Hint // small changes of the parcel that matter, each beside its plan
	To     place.Country
	Choice *Choice // how one is chosen; nil: the list is only read
}

// Choice is the choice of a plan within a form, as the field "channel".
type Choice struct {
	Code channel.Code                      // the chosen one; empty is none
	Live map[string]any                    // attributes that ask for the list again when the choice changes
	Ask  func(tariff.Plan) templ.Component // what is asked in the row of a plan
}

// Fits reports whether any plan can take the parcel.
func Fits(all []tariff.Plan) bool { return slices.ContainsFunc(all, tariff.Plan.Available) }

// Chosen reports whether a plan is the chosen one: one that cannot be used never is.
func (l List) Chosen(p tariff.Plan) bool {
	return l.Choice != nil && p.Available() && p.Channel.Code == l.Choice.Code
}

// shown are the plans in view: the buyer's choice, and what else can take the parcel.
func (l List) shown() []tariff.Plan {
	plans := slices.DeleteFunc(slices.Clone(l.Plans), folds)
	slices.SortStableFunc(plans, func(a, b tariff.Plan) int { return rank(a) - rank(b) })
	return plans
}

// rest are the plans that are folded away.
func (l List) rest() []tariff.Plan {
	return slices.DeleteFunc(slices.Clone(l.Plans), func(p tariff.Plan) bool { return !folds(p) })
}

// restText says what is folded away: without a weight nothing is known yet, else none can take the parcel.
func restText(ctx context.Context, rest []tariff.Plan) string {
	unweighed := func(r tariff.Rule) bool { return r.Code == tariff.NoWeight }
	if slices.ContainsFunc(rest[0].Excluded, unweighed) {
		return ui.T(ctx, "plans_unweighed", "Count", len(rest))
	}
	return ui.T(ctx, "plans_rest", "Count", len(rest))
}

// folds reports whether a plan is folded away: it cannot be used, and the buyer does not wait for it.
func folds(p tariff.Plan) bool { return !p.Available() && !p.BuyerChoice }

// rank puts the buyer's choice first, but last where it cannot be used.
func rank(p tariff.Plan) int {
	switch {
	case !p.Available():
		return 2
	case p.BuyerChoice:
		return 0
	}
	return 1
}

// class is the look of the table: one to choose from leaves room for the choice.
func (l List) class() string {
	if l.Choice == nil {
		return "stack-table"
	}
	return "plan"
}

// live are the attributes of the table.
func (l List) live() templ.Attributes {
	if l.Choice == nil {
		return nil
	}
	return l.Choice.Live
}

// WhyNone names the rule that stands most in the way; empty where there is none.
func WhyNone(ctx context.Context, all []tariff.Plan) string {
	if o, found := tariff.MainObstacle(all); found {
		return ruleText(ctx, o.Rule)
	}
	return ""
}

// hints are the small changes that matter for a plan, in words.
func (l List) hints(ctx context.Context, p tariff.Plan) []string {
	var texts []string
	for _, h := range l.Hints {
		if h.Channel.Code == p.Channel.Code {
			texts = append(texts, ui.ProblemText(ctx, errs.Problem{Code: h.Kind.Key(), Args: h.Args()}))
		}
	}
	return texts
}

// Name is the channel's name in the language of the page.
func Name(ctx context.Context, c channel.Channel) string { return c.Name(i18n.Tag(ui.Lang(ctx))) }

// ruleText is the sentence of a rule that excludes a plan.
func ruleText(ctx context.Context, r tariff.Rule) string {
	return ui.ProblemText(ctx, errs.Problem{Code: r.Code.Key(), Args: r.Args()})
}

// RuleTexts are the sentences of all rules that exclude a plan, gravest first. That
// the weight is missing is said once above; it counts here where nothing else does.
func RuleTexts(ctx context.Context, rules []tariff.Rule) string {
	var texts []string
	for _, r := range rules {
		if r.Code != tariff.NoWeight || len(rules) == 1 {
			texts = append(texts, ruleText(ctx, r))
		}
	}
	return strings.Join(texts, " ")
}

// stepText says what a step of the arithmetic is about.
func stepText(ctx context.Context, s tariff.Step) string {
	return ui.ProblemText(ctx, errs.Problem{Code: s.Kind.Key(), Args: s.Args()})
}

// Delivery is how many days a channel promises.
func Delivery(ctx context.Context, c channel.Channel) string {
	switch {
	case c.MaxDays == 0:
		return ui.T(ctx, "plans_no_promise")
	case c.MinDays == 0 || c.MinDays == c.MaxDays:
		return ui.T(ctx, "plans_days_at_most", "Count", c.MaxDays)
	}
	return ui.T(ctx, "plans_days", "Min", c.MinDays, "Max", c.MaxDays)
}

// terms are the tier of a plan, what is paid for a loss and what becomes of a
// parcel that cannot be delivered.
func (l List) terms(ctx context.Context, plan tariff.Plan) string {
	parts := []string{ui.Word(ctx, plan.Channel.Tier)}
	if cap := plan.Channel.Compensation; !cap.IsZero() {
		parts = append(parts, ui.T(ctx, "plans_compensation", "Amount", cap.String()))
	}
	if plan.Channel.Return.From(l.To) {
		parts = append(parts, ui.T(ctx, "plans_return_or_destroy", "Amount", plan.Channel.Return.Fee.String()))
	} else {
		parts = append(parts, ui.T(ctx, "plans_destroy_only"))
	}
	return strings.Join(parts, " · ")
}
