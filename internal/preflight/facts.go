package preflight

import (
	"fmt"
	"strings"
	"time"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tariff"
)

// Printable returns text as labels show it, and whether a reader would notice the difference.
type Printable func(text string) (shown string, transliterated bool)

// Facts are what the checks look at.
type Facts struct {
	Now      time.Time
	Order    order.Order
	Items    map[order.LineID]product.Item // lines whose SKU is a product of the store
	Plan     tariff.Plan                   // of the chosen channel
	Wanted   channel.Channel               // the buyer's choice; without a code there is none
	Agreed   bool                          // "agreed with the buyer" is ticked
	Category channel.Category              // of the parcel
	Weight   measure.Weight                // of the parcel, with packing
	Size     measure.Size
	Goods    []parcel.Goods
	Problems errs.Fields // what is wrong with the form

	Collection parcel.CollectionMode
	Collected  bool     // the pick-up address is inside the collection range
	Missing    []string // kinds of addresses the address book lacks, as keys of messages
	Printable  Printable

	Replaced parcel.Number  // the closed logistics order this one follows; empty: none
	Others   []order.Number // other orders of the same buyer to the same address that wait for shipment

	Bound   bool // a deduction account is bound
	Arrears bool
	Network bool // there is a network to book with

	Reasons map[string]string // the seller's reasons, by code of the check
}

// checks are all questions, in the order of the page.
var checks = []func(Facts) Check{
	deductionAccount, network, deadline, buyersChannel, service, goods, weight, size, value, declaration,
	receiver, labelText, addresses, collection, stock, replacement, combination,
}

// Run asks every question.
func Run(f Facts) []Check {
	out := make([]Check, len(checks))
	for i, check := range checks {
		c := check(f)
		if c.NeedsReason {
			c.Given = strings.TrimSpace(f.Reasons[c.Code])
		}
		out[i] = c
	}
	return out
}

// field is the name of a field of a declared line in the form, such as "goods.0.weight".
func field(line int, name string) string { return fmt.Sprintf("goods.%d.%s", line, name) }

// pass, warn, ask and stop are the outcomes of a question; pairs fill the sentence that explains it.
func pass(code string) Check { return Check{Code: code, Result: Pass} }

func warn(code, reason string, at Place, target string, pairs ...any) Check {
	return Check{Code: code, Result: Warning, Reason: "preflight_" + reason, Args: args(pairs), Mend: at, Target: target}
}

func ask(code, reason string, at Place, target string, pairs ...any) Check {
	c := warn(code, reason, at, target, pairs...)
	c.NeedsReason = true
	return c
}

func stop(code, reason string, at Place, target string, pairs ...any) Check {
	c := warn(code, reason, at, target, pairs...)
	c.Result = Stop
	return c
}

func args(pairs []any) errs.Args { return errs.New(errs.Conflict, "").With(pairs...).Args }
