package preflight

import (
	"slices"
	"strings"
	"time"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tariff"
)

// SoonDue is how long before the deadline a seller is warned.
const SoonDue = 24 * time.Hour

func deductionAccount(f Facts) Check {
	switch {
	case !f.Bound:
		return stop("account", "not_bound", AtAccount, "")
	case f.Arrears:
		return stop("account", "arrears", AtPayment, "")
	}
	return pass("account")
}

func network(f Facts) Check {
	if !f.Network {
		return stop("network", "no_network", Nowhere, "")
	}
	return pass("network")
}

func deadline(f Facts) Check {
	left := f.Order.ShipBy.Sub(f.Now)
	switch {
	case f.Order.ShipBy.IsZero():
		return pass("deadline")
	case left <= 0:
		return warn("deadline", "deadline_passed", AtOrder, string(f.Order.Number))
	case left < SoonDue:
		return warn("deadline", "deadline_near", AtOrder, string(f.Order.Number), "Count", int(left.Hours()))
	}
	return pass("deadline")
}

// buyersChannel compares the channel with the buyer's choice: another one is the usual cause of disputes.
func buyersChannel(f Facts) Check {
	chosen, wanted := *f.Plan.Channel, f.Wanted
	switch {
	case wanted.Code == chosen.Code && chosen.Code != "":
		return pass("channel")
	case wanted.Code != "":
		return ask("channel", "other_channel", AtShipping, "", "Buyer", wanted, "Channel", chosen)
	case f.Agreed:
		return pass("channel")
	}
	return stop("channel", "not_agreed", AtShipping, "")
}

// aspects says which rules of a plan belong to which check; all others belong to the service itself.
var aspects = map[string][]tariff.RuleCode{
	"goods":  {tariff.WrongGoods, tariff.WrongGoodsThere},
	"weight": {tariff.NoWeight, tariff.TooHeavy, tariff.TooLight, tariff.AboveTariff},
	"size":   {tariff.TooLong, tariff.TooLarge, tariff.RollTooLong, tariff.RollTooLarge, tariff.TooSmall},
	"value":  {tariff.TooValuable, tariff.WrongCurrency, tariff.NotPermitted},
}

// excluded returns the stop for the first rule of an aspect that excludes the plan.
func (f Facts) excluded(code string) (Check, bool) {
	for _, r := range f.Plan.Excluded {
		if slices.Contains(aspects[code], r.Code) {
			return Check{Code: code, Result: Stop, Reason: r.Code.Key(), Args: r.Args(), Mend: AtShipping}, true
		}
	}
	return Check{}, false
}

// service stops for what excludes the channel and belongs to no other check.
func service(f Facts) Check {
	for _, r := range f.Plan.Excluded {
		known := false
		for _, codes := range aspects {
			known = known || slices.Contains(codes, r.Code)
		}
		if !known {
			return Check{Code: "service", Result: Stop, Reason: r.Code.Key(), Args: r.Args(), Mend: AtShipping}
		}
	}
	return pass("service")
}

// weight also stops when the lines are heavier than the parcel that holds them.
func weight(f Facts) Check {
	if c, found := f.excluded("weight"); found {
		return c
	}
	var lines measure.Weight
	for _, g := range f.Goods {
		lines += g.Weight
	}
	if lines > f.Weight {
		return stop("weight", "lines_heavier", AtForm, field(0, "weight"), "Lines", lines, "Parcel", f.Weight)
	}
	return pass("weight")
}

func size(f Facts) Check {
	if c, found := f.excluded("size"); found {
		return c
	}
	if f.Size.IsZero() {
		return warn("size", "size_unknown", AtShipping, "")
	}
	return pass("size")
}

func value(f Facts) Check {
	if c, found := f.excluded("value"); found {
		return c
	}
	return pass("value")
}

func declaration(f Facts) Check {
	if n := len(f.Problems); n > 0 {
		return stop("declaration", "form_problems", AtForm, f.Problems[0].Field, "Count", n)
	}
	return pass("declaration")
}

// receiver asks for an address that networks accept. What is missing the buyer knows; what is too long the seller can shorten.
func receiver(f Facts) Check {
	problems := f.Order.ShipTo.Check()
	if len(problems) == 0 {
		return pass("receiver")
	}
	first := problems[0]
	if most, long := first.Args["Max"]; long {
		return stop("receiver", "receiver_too_long", AtReceiver, first.Field, "Part", place.Part(first.Field), "Max", most, "Length", first.Args["Length"])
	}
	return stop("receiver", "receiver_incomplete", AtReceiver, first.Field, "Part", place.Part(first.Field))
}

// labelText shows what labels will print where no font has the buyer's script.
func labelText(f Facts) Check {
	to := f.Order.ShipTo
	var shown []string
	for _, text := range []string{to.Name, to.Street, to.District, to.City, to.Province} {
		if printed, transliterated := f.Printable(text); transliterated {
			shown = append(shown, printed)
		}
	}
	if len(shown) == 0 {
		return pass("label")
	}
	return warn("label", "transliterated", AtMessages, "", "Shown", strings.Join(shown, ", "))
}

func addresses(f Facts) Check {
	if len(f.Missing) > 0 {
		return stop("addresses", "address_missing_"+f.Missing[0], AtAddress, f.Missing[0])
	}
	return pass("addresses")
}

func collection(f Facts) Check {
	if f.Collection == parcel.DoorPickup && !f.Collected {
		return stop("collection", "outside_range", AtForm, "collection")
	}
	return pass("collection")
}

// stock warns about articles with too little on the shelf for all their lines,
// and mentions those that nobody counted.
func stock(f Facts) Check {
	uncounted, needed := "", map[product.VariantID]int{}
	for _, g := range f.Goods {
		item, known := f.Items[g.Line]
		if !known || !item.Stock.Known {
			uncounted = g.SKU
			continue
		}
		if needed[item.ID] += g.Quantity; item.Stock.OnHand < needed[item.ID] {
			return ask("stock", "stock_short", AtProduct, g.SKU, "SKU", g.SKU, "OnHand", item.Stock.OnHand, "Needed", f.needed(item.ID))
		}
	}
	if uncounted != "" {
		return warn("stock", "stock_unknown", AtProduct, uncounted, "SKU", uncounted)
	}
	return pass("stock")
}

// needed is how many pieces of a variant all lines together take.
func (f Facts) needed(id product.VariantID) int {
	n := 0
	for _, g := range f.Goods {
		if item, known := f.Items[g.Line]; known && item.ID == id {
			n += g.Quantity
		}
	}
	return n
}

func replacement(f Facts) Check {
	if f.Replaced == "" {
		return pass("replaces")
	}
	return ask("replaces", "replaces", AtParcel, string(f.Replaced), "Number", string(f.Replaced))
}

func combination(f Facts) Check {
	if len(f.Others) == 0 {
		return pass("combine")
	}
	return warn("combine", "combine", AtOrder, string(f.Others[0]), "Count", len(f.Others), "Number", numbers(f.Others))
}

func numbers(list []order.Number) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = string(n)
	}
	return strings.Join(texts, ", ")
}
