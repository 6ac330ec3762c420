package shipping_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/preflight"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/tracking"
)

func TestAnOrderIsSubmittedAndGetsItsWaybill(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	d := w.draft(o, shipping.Choice{})
	if worst := preflight.Worst(d.Checks); worst != preflight.Pass {
		t.Fatalf("the checks say %s: %+v", worst, d.Checks)
	}
	s, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	if err != nil || s.Already || s.Waiting {
		t.Fatalf("submission = %+v, %v", s, err)
	}
	p := w.parcel(s.Parcel.Number)
	if p.Status != parcel.AwaitsWarehouse || tracking.Check(tracking.Postal, p.Waybill) != nil || p.SortingCode == "" {
		t.Errorf("the parcel is %s with waybill %q and sorting code %q", p.Status, p.Waybill, p.SortingCode)
	}
	if p.Declared != 190 || p.Quote != money.Of(3042, money.CNY) || p.Documents.To != o.ShipTo || p.Documents.From.Name != "Li Wei" {
		t.Errorf("parcel = %+v", p)
	}
	after := w.order(o.ID)
	if after.Lines[0].Taken != 2 || after.ToShip() != 0 || after.Status != order.AwaitingShipment || after.Version != o.Version+1 {
		t.Errorf("the order is %s, version %d, with %+v", after.Status, after.Version, after.Lines)
	}
	if diff := cmp.Diff([]string{"shipping_submitted", "shipping_accepted"}, w.actions(o)); diff != "" {
		t.Error(diff)
	}
}

func TestASubmissionLeavesItsReceiptAndItsEstimate(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	p := w.submit(o, shipping.Choice{})
	rows, err := w.ledger.Rows(w.ctx, w.store, p.ID)
	if err != nil || len(rows) != 1 || rows[0].Kind != freight.Estimated || rows[0].Amount != p.Quote || rows[0].Day != "2026-11-20" {
		t.Errorf("ledger = %+v, %v", rows, err)
	}
	r, err := w.parcels.Receipt(w.ctx, w.store, p.ID)
	if err != nil || r.Person != w.person || r.Price != p.Quote || r.Stock != "CUP-1: 1000" || r.Tariff != p.Tariff {
		t.Errorf("receipt = %+v, %v", r, err)
	}
	if len(r.Plans) < 10 || len(r.Checks) < 15 {
		t.Errorf("the receipt knows %d plans and %d checks", len(r.Plans), len(r.Checks))
	}
	for _, plan := range r.Plans {
		if len(plan.Excluded) == 0 && plan.Price.IsZero() {
			t.Errorf("%s was offered for nothing", plan.Channel)
		}
	}
}

func TestAReceiptTellsWhatWasReadInBothLanguages(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity, o.ShipTo.Country = 1, "BR" })
	d := w.draft(o, shipping.Choice{Channel: channel.Standard})
	d.Form.Reasons = map[string]string{"channel": "As written"}
	s, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{Channel: channel.Standard}, d.Form, d.Offer)
	w.must(err)
	r, err := w.parcels.Receipt(w.ctx, w.store, s.Parcel.ID)
	w.must(err)
	for _, lang := range i18n.Languages {
		for i, c := range r.Checks {
			want := i18n.Problem(lang, errs.Problem{Code: d.Checks[i].Reason, Args: d.Checks[i].Args})
			if got := i18n.Problem(lang, c.Reason.Problem()); c.Reason.Key != "" && got != want {
				t.Errorf("check %s reads %q, read %q", c.Code, got, want)
			}
		}
		for i, p := range r.Plans {
			for j, rule := range d.Plans[i].Excluded {
				want := i18n.Problem(lang, errs.Problem{Code: rule.Code.Key(), Args: rule.Args()})
				if got := i18n.Problem(lang, p.Excluded[j].Problem()); got != want {
					t.Errorf("the rule against %s reads %q, read %q", p.Channel, got, want)
				}
			}
		}
	}
	if c := r.Checks[slices.IndexFunc(r.Checks, func(c parcel.ReceiptCheck) bool { return c.Code == "channel" })]; c.Answer != "As written" {
		t.Errorf("the seller's reason is %q", c.Answer)
	}
}

// TestPriceIsThatOfTheFacts takes the worked example of the facts: 200 g to Russia cost 31.10 yuan.
func TestPriceIsThatOfTheFacts(t *testing.T) {
	w := newWorld(t)
	d := w.draft(w.place(), shipping.Choice{Weight: 200})
	if d.Offer.Price != money.Of(3110, money.CNY) {
		t.Errorf("200 g by CPAM to Russia cost %s, want CN¥31.10", d.Offer.Price)
	}
}

func TestTheSameOfferTwiceIsTheSameLogisticsOrder(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	d := w.draft(o, shipping.Choice{})
	first, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	w.must(err)
	again, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	if err != nil || !again.Already || again.Parcel.Number != first.Parcel.Number {
		t.Errorf("submitted again: %+v, %v", again, err)
	}
	if rows, err := w.ledger.Rows(w.ctx, w.store, first.Parcel.ID); err != nil || len(rows) != 1 {
		t.Errorf("%d rows in the ledger, %v", len(rows), err)
	}
}

func TestOf200SubmitsAtOnceOneMakesALogisticsOrder(t *testing.T) {
	const many = 200
	tests := []struct {
		name   string
		choice func(i int) shipping.Choice
	}{
		{"of the same offer", func(int) shipping.Choice { return shipping.Choice{} }},
		{"each of an offer of its own", func(i int) shipping.Choice { return shipping.Choice{Weight: measure.Weight(190 + i)} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			o := w.place()
			drafts := make([]shipping.Draft, many)
			for i := range drafts {
				drafts[i] = w.draft(o, tt.choice(i))
			}
			made, told := make([]shipping.Submission, many), make([]error, many)
			var wg sync.WaitGroup
			for i, d := range drafts {
				wg.Go(func() {
					made[i], told[i] = w.Submit(w.ctx, w.store, w.me(), o.Number, tt.choice(i), d.Form, d.Offer)
				})
			}
			wg.Wait()
			w.oneOf(o, made, told)
		})
	}
}

// oneOf sees to it that one submission made a logistics order and all others were told about it.
func (w *world) oneOf(o order.Order, made []shipping.Submission, told []error) {
	w.t.Helper()
	all, err := w.parcels.ForOrders(w.ctx, w.store, []order.ID{o.ID})
	if err != nil || len(all[o.ID]) != 1 {
		w.t.Fatalf("%d logistics orders, %v", len(all[o.ID]), err)
	}
	number, fresh := all[o.ID][0].Number, 0
	for i, s := range made {
		switch err := told[i]; {
		case err == nil && s.Parcel.Number == number:
			if !s.Already {
				fresh++
			}
		case errors.Is(err, shipping.ErrOneChance):
			var e *errs.Error
			if errors.As(err, &e); e.Args["Number"] != string(number) {
				w.t.Errorf("submission %d was told about %v", i, e.Args["Number"])
			}
		default:
			w.t.Errorf("submission %d: %+v, %v", i, s, err)
		}
	}
	if fresh != 1 || w.order(o.ID).Lines[0].Taken != 2 {
		w.t.Errorf("%d submissions made it, %d pieces are taken", fresh, w.order(o.ID).Lines[0].Taken)
	}
}

func TestWhatChangedSinceThePageWasShownStopsTheSubmit(t *testing.T) {
	tests := []struct {
		name   string
		change func(w *world, o order.Order)
		what   []string
	}{
		{"the order", func(w *world, o order.Order) { w.must(w.orders.Update(w.ctx, o)) }, []string{"order"}},
		{"the stock", func(w *world, _ order.Order) {
			p, err := w.stock.BySKU(w.ctx, w.store, "CUP-1")
			w.must(err)
			p.Variants[0].Stock.OnHand = 5
			w.must(w.stock.Update(w.ctx, p))
		}, []string{"stock"}},
		{"the tariff", func(w *world, _ order.Order) { w.Tariffs = desk.Dearer{} }, []string{"price", "tariff"}},
		{"the warehouse", func(w *world, _ order.Order) {
			all, err := w.Addresses.List(w.ctx, w.store)
			w.must(err)
			for _, a := range all {
				if a.Kind == address.Pickup {
					a.Province, a.City, a.District = "广东省", "深圳市", ""
					w.must(sqlstore.NewAddresses(w.db).Update(w.ctx, a))
				}
			}
		}, []string{"warehouse"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			o := w.place()
			d := w.draft(o, shipping.Choice{})
			tt.change(w, o)
			_, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
			if !errors.Is(err, shipping.ErrOfferChanged) {
				t.Fatalf("submitted: %v", err)
			}
			now, err := w.Draft(w.ctx, w.store, o.Number, shipping.Choice{}, &d.Form)
			w.must(err)
			var what []string
			for _, c := range shipping.Changes(d.Offer, now.Offer) {
				what = append(what, c.What)
			}
			if !slices.Equal(what, tt.what) {
				t.Errorf("changed: %v, want %v", what, tt.what)
			}
			if n := w.order(o.ID).Lines[0].Taken; n != 0 {
				t.Errorf("%d pieces are taken", n)
			}
		})
	}
}

func TestTheChoiceIsPartOfTheOffer(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	d := w.draft(o, shipping.Choice{})
	_, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{Weight: 500}, d.Form, d.Offer)
	if !errors.Is(err, shipping.ErrOfferChanged) {
		t.Errorf("another weight than shown was submitted: %v", err)
	}
}

func TestPartOfAnOrderIsSubmitted(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 5 })
	line := o.Lines[0].ID
	p := w.submit(o, shipping.Choice{Pieces: []order.Pieces{{Line: line, Quantity: 2}}})
	if n := order.Count(p.Pieces()); n != 2 || p.Declared != 190 || w.order(o.ID).ToShip() != 3 {
		t.Errorf("%d pieces of %s in the parcel, %d left", n, p.Declared, w.order(o.ID).ToShip())
	}
	if _, err := w.Desk(w.ctx, w.store, o.Number, shipping.Choice{}); err != nil {
		t.Fatal(err)
	}
	_, err := w.Draft(w.ctx, w.store, o.Number, shipping.Choice{}, nil)
	if !errors.Is(err, shipping.ErrOneChance) {
		t.Errorf("a second one before the notice: %v", err)
	}
	w.fill(p)
	if rest := w.submit(o, shipping.Choice{}); order.Count(rest.Pieces()) != 3 {
		t.Errorf("the rest holds %d pieces", order.Count(rest.Pieces()))
	}
}

// forgetful are parcels that do not find what an order has until it matters.
type forgetful struct {
	*sqlstore.Parcels
	mu   sync.Mutex
	left int
}

func (f *forgetful) ForOrders(ctx context.Context, store account.StoreID, orders []order.ID) (map[order.ID][]parcel.Parcel, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left--; f.left >= 0 {
		return nil, nil
	}
	return f.Parcels.ForOrders(ctx, store, orders)
}

func TestTheDatabaseHasTheLastWord(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 4 })
	first := w.submit(o, shipping.Choice{Pieces: []order.Pieces{{Line: o.Lines[0].ID, Quantity: 2}}})
	w.Parcels = &forgetful{Parcels: w.parcels, left: 2} // the page, and the look of Submit
	_, err := w.trySubmit(o, shipping.Choice{})
	var e *errs.Error
	if !errors.Is(err, shipping.ErrOneChance) || !errors.As(err, &e) || e.Args["Number"] != string(first.Number) {
		t.Errorf("error = %v", err)
	}
	if got := w.order(o.ID); got.Lines[0].Taken != 2 {
		t.Errorf("%d pieces are taken", got.Lines[0].Taken)
	}
}
