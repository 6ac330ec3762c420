package shipping

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/preflight"
	"sellerdesk/internal/warehouse"
)

// Ask is what a draft is asked for.
type Ask struct {
	Order  order.Number
	Choice Choice
	Fill   func(prefilled Draft) Form // fills in the form; nil leaves it as it is prefilled
}

// posted is a form that was filled in, whatever was prefilled.
func posted(f *Form) func(Draft) Form {
	if f == nil {
		return nil
	}
	return func(Draft) Form { return *f }
}

// Drafted is a draft, or why there is none. What the order's desk shows is there all the same.
type Drafted struct {
	Draft
	Err error
}

// Draft returns what Create Logistics Order, step 2, shows: with f as it was
// posted, or prefilled without one. It stores nothing. An order that cannot be
// shipped now is ErrNotShippable or ErrOneChance.
func (s *Service) Draft(ctx context.Context, store account.StoreID, n order.Number, c Choice, f *Form) (Draft, error) {
	drafts, err := s.Drafts(ctx, store, []Ask{{Order: n, Choice: c, Fill: posted(f)}})
	if err != nil {
		return Draft{}, err
	}
	return drafts[0].Draft, drafts[0].Err
}

// Drafts returns the drafts of several orders, a few hundred at most, each as Draft does.
func (s *Service) Drafts(ctx context.Context, store account.StoreID, asks []Ask) ([]Drafted, error) {
	r, err := s.readForms(ctx, store, numbersOf(asks))
	if err != nil {
		return nil, err
	}
	drafts := make([]Drafted, len(asks))
	for i, a := range asks {
		drafts[i].Draft, drafts[i].Err = r.draft(a)
	}
	return drafts, nil
}

func numbersOf(asks []Ask) []order.Number {
	numbers := make([]order.Number, len(asks))
	for i, a := range asks {
		numbers[i] = a.Order
	}
	return numbers
}

// draft is the draft of an order that was read.
func (r formReading) draft(a Ask) (Draft, error) {
	desk, err := r.desk(a.Order, a.Choice)
	d := Draft{Desk: desk, Addresses: r.book, directory: r.directory}
	d.Form = d.prefilled()
	switch {
	case err != nil:
		return d, err
	case d.Blocked != nil:
		return d, d.Blocked
	}
	if d.Plan, err = d.plan(); err != nil {
		return d, err
	}
	if err := d.fillForm(a.Fill, r); err != nil {
		return d, fmt.Errorf("draft of order %s: %w", a.Order, err)
	}
	d.Problems = d.check()
	d.Offer = d.offer()
	d.Checks = preflight.Run(r.facts(d))
	return d, nil
}

// prefilled is the form before the way to the warehouse is known.
func (d Draft) prefilled() Form {
	return Form{
		Sender:        d.preferred(address.Sender),
		Pickup:        d.preferred(address.Pickup),
		Return:        d.preferred(address.Return),
		Goods:         d.goods(),
		Undeliverable: parcel.Destroy,
		Reasons:       map[string]string{},
	}
}

// fillForm completes the prefilled form, or puts in the one that was filled in, and
// matches the warehouse to its pick-up address.
func (d *Draft) fillForm(fill func(Draft) Form, r formReading) (err error) {
	if d.Match, err = r.match(*d); err != nil {
		return err
	}
	d.Form.Collection.Mode = d.Ways()[0]
	if fill == nil {
		return nil
	}
	pickup := d.Form.Pickup
	if d.Form = fill(*d); d.Form.Pickup == pickup {
		return nil
	}
	d.Match, err = r.match(*d)
	return err
}

// Ways are the ways to the warehouse the parcel may take, the one that is prefilled first.
func (d Draft) Ways() []parcel.CollectionMode { return Ways(*d.Plan.Channel, d.Match.InRange) }

// match finds the warehouse for the chosen pick-up address, or for nowhere without one.
// Most orders of a reading go the same way.
func (r formReading) match(d Draft) (warehouse.Match, error) {
	from, _ := d.address(address.Pickup, d.Form.Pickup)
	at := warehouse.Pickup{Channel: d.Plan.Channel.Code, Province: from.Province, City: from.City, District: from.District}
	if known, ok := r.matches[at]; ok {
		return known, nil
	}
	m, err := r.directory.Match(at, r.now)
	if err == nil {
		r.matches[at] = m
	}
	return m, err
}

// address is an entry of the address book, if it has one of that kind with that id.
func (d Draft) address(k address.Kind, id address.ID) (address.Address, bool) {
	for _, a := range d.Addresses {
		if a.Kind == k && a.ID == id {
			return a, true
		}
	}
	return address.Address{}, false
}

// preferred is the address that is prefilled: the preferred one, or any of the kind.
func (d Draft) preferred(k address.Kind) address.ID {
	var id address.ID
	for _, a := range d.Addresses {
		if a.Kind == k && (id == 0 || a.Preferred) {
			id = a.ID
		}
	}
	return id
}

// goods are the declared lines as the products say.
func (d Draft) goods() []parcel.Goods {
	goods := make([]parcel.Goods, len(d.Choice.Pieces))
	for i, p := range d.Choice.Pieces {
		line, _ := d.Order.Line(p.Line)
		item := d.Items[p.Line]
		each := item.Value
		if each.IsZero() {
			each = line.Price
		}
		goods[i] = parcel.Goods{
			Line: p.Line, Quantity: p.Quantity, SKU: line.SKU,
			NameCN: item.NameCN, NameEN: item.NameEN, HSCode: item.HSCode,
			Value:  money.Of(each.Minor*int64(p.Quantity), money.USD),
			Weight: d.net(p),
			Flags:  parcel.FlagsOf(cmp.Or(item.Category, line.Category)),
		}
	}
	return goods
}

// net is what the pieces of a line weigh without packing: as their product says, else,
// where the parcel holds nothing else, what the packing leaves of its weight.
func (d Draft) net(p order.Pieces) measure.Weight {
	if one := d.Items[p.Line].Weight; one > 0 || len(d.Choice.Pieces) > 1 {
		return one * measure.Weight(p.Quantity)
	}
	return max(0, d.Choice.Weight-d.Packing)
}

// offer is what Submit will be bound to.
func (d Draft) offer() Offer {
	o := Offer{
		Price:     d.Plan.Price,
		ReturnFee: money.Of(0, money.CNY),
		Tariff:    d.Plan.TariffVersion.Number,
		Order:     d.Order.Version,
		Stock:     stockText(d.Order, d.Choice.Pieces, d.Items),
		Warehouse: d.Match.Warehouse.Code,
		Status:    d.Order.Status,
	}
	if d.Returnable() {
		o.ReturnFee = d.Plan.Channel.Return.Fee
	}
	return o.sealed(d.Order.Store, d.Order.Number, d.Choice)
}

// Returnable reports whether the channel brings back what it cannot deliver in the buyer's country.
func (d Draft) Returnable() bool { return d.Plan.Channel.Return.From(d.Order.ShipTo.Country) }

// facts gathers what the checks look at.
func (r formReading) facts(d Draft) preflight.Facts {
	f := preflight.Facts{
		Now: r.now, Order: d.Order, Items: d.Items, Plan: d.Plan,
		Wanted: d.wanted(), Agreed: d.Choice.Agreed, Category: d.Choice.Category, Weight: d.Choice.Weight, Size: d.Choice.Size,
		Goods: d.Form.Goods, Problems: d.Problems,
		Collection: d.Form.Collection.Mode, Collected: slices.Contains(d.Ways(), parcel.DoorPickup),
		Missing: d.missing(), Printable: r.printable, Others: r.others[d.Order.ID],
		Bound: d.Bound, Arrears: d.Arrears, Network: d.Network,
		Reasons: map[string]string{"channel": d.Choice.Reason},
	}
	for code, reason := range d.Form.Reasons {
		f.Reasons[code] = cmp.Or(reason, f.Reasons[code])
	}
	if len(d.Closed) > 0 {
		f.Replaced = d.Closed[len(d.Closed)-1].Number
	}
	return f
}

// wanted is the channel the buyer chose, as it is now; one that is gone has its code only.
func (d Draft) wanted() channel.Channel {
	for _, p := range d.Plans {
		if p.Channel.Code == d.Order.Channel {
			return *p.Channel
		}
	}
	return channel.Channel{Code: d.Order.Channel}
}

// missing are the kinds of addresses that are needed and not in the address book.
func (d Draft) missing() []string {
	needed := []address.Kind{address.Sender, address.Pickup}
	if d.Form.Undeliverable == parcel.Return {
		needed = append(needed, address.Return)
	}
	var missing []string
	for _, k := range needed {
		if d.preferred(k) == 0 {
			missing = append(missing, string(k))
		}
	}
	return missing
}
