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
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/place"
	"sellerdesk/internal/preflight"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/sqlstore"
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
		{"the tariff", func(w *world, _ order.Order) { w.Tariffs = dearer{} }, []string{"price", "tariff"}},
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

func TestSubmitIsBarred(t *testing.T) {
	tests := []struct {
		name  string
		place func(*order.Order)
		world func(*world)
		want  error
		check string
	}{
		{"without a deduction account", nil, func(w *world) { w.bind(paying.NotBound) }, shipping.ErrStopped, "preflight_check_account"},
		{"in arrears", nil, func(w *world) { w.bind(paying.Arrears) }, shipping.ErrStopped, "preflight_check_account"},
		{"without a network", nil, func(w *world) { w.line.gone = true }, shipping.ErrStopped, "preflight_check_network"},
		{"when the buyer chose nothing", func(o *order.Order) { o.Channel = "" }, nil, shipping.ErrNoPlan, ""},
		{"to a suspended country", func(o *order.Order) { o.ShipTo.Country = "BR" }, nil, shipping.ErrStopped, "preflight_check_service"},
		{"when the buyer asks to cancel", func(o *order.Order) { o.Status = order.InCancel }, nil, shipping.ErrNotShippable, ""},
		{"when it is shipped", func(o *order.Order) { o.Status = order.AwaitingReceipt }, nil, shipping.ErrNotShippable, ""},
		{"when it is frozen", func(o *order.Order) { o.Frozen = true }, nil, shipping.ErrNotShippable, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			if tt.world != nil {
				tt.world(w)
			}
			o := w.place(func(o *order.Order) {
				if tt.place != nil {
					tt.place(o)
				}
			})
			d, err := w.Draft(w.ctx, w.store, o.Number, shipping.Choice{}, nil)
			if err == nil {
				_, err = w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
			}
			var e *errs.Error
			if !errors.Is(err, tt.want) || !errors.As(err, &e) || tt.check != "" && e.Args["Check"] != tt.check {
				t.Errorf("error = %v, want %v because of %s", err, tt.want, tt.check)
			}
		})
	}
}

func TestAnotherChannelThanTheBuyersNeedsAReason(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	c := shipping.Choice{Channel: channel.EMS}
	if _, err := w.trySubmit(o, c); !errors.Is(err, shipping.ErrReason) {
		t.Fatalf("without a reason: %v", err)
	}
	c.Reason = "The buyer asked for it"
	p := w.submit(o, c)
	r, err := w.parcels.Receipt(w.ctx, w.store, p.ID)
	w.must(err)
	kept := ""
	for _, check := range r.Checks {
		kept += check.Answer
	}
	if p.Channel != channel.EMS || r.BuyerChannel != channel.ChinaPostRegistered || kept != c.Reason {
		t.Errorf("sent by %s; the buyer chose %s, the reason kept is %q", p.Channel, r.BuyerChannel, kept)
	}
	if got := w.actions(o)[0]; got != "shipping_submitted_with_reason" {
		t.Errorf("history says %s", got)
	}
}

func TestWithoutABuyersChoiceAChannelIsAgreedOn(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Channel = "" })
	c := shipping.Choice{Channel: channel.EMS}
	if _, err := w.trySubmit(o, c); !errors.Is(err, shipping.ErrStopped) {
		t.Fatalf("nothing is agreed: %v", err)
	}
	c.Agreed = true
	if p := w.submit(o, c); p.Channel != channel.EMS {
		t.Errorf("sent by %s", p.Channel)
	}
}

func TestShortStockNeedsAReason(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) { o.Lines[0].Quantity = 20 })
	p, err := w.stock.BySKU(w.ctx, w.store, "CUP-1")
	w.must(err)
	p.Variants[0].Stock.OnHand = 19
	w.must(w.stock.Update(w.ctx, p))
	d := w.draft(o, shipping.Choice{})
	if _, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer); !errors.Is(err, shipping.ErrReason) {
		t.Fatalf("without a reason: %v", err)
	}
	d.Form.Reasons["stock"] = "One more was found"
	if _, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer); err != nil {
		t.Errorf("with a reason: %v", err)
	}
}

func TestASilentNetworkIsAskedUntilItAnswers(t *testing.T) {
	tests := []struct {
		name       string
		dead, deaf bool
	}{{"it was never asked", true, false}, {"its answer was lost", false, true}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t)
			o := w.place()
			w.line.set(tt.dead, tt.deaf)
			s, err := w.trySubmit(o, shipping.Choice{})
			if err != nil || !s.Waiting || w.parcel(s.Parcel.Number).Status != parcel.Init {
				t.Fatalf("submission = %+v, %v", s, err)
			}
			w.line.set(false, false)
			if n, err := w.ResolveUnknown(w.ctx, w.store); n != 1 || err != nil {
				t.Fatalf("%d settled, %v", n, err)
			}
			p := w.parcel(s.Parcel.Number)
			state, err := w.network.Lookup(w.ctx, w.store, carrier.Reference(p.Number))
			if err != nil || p.Status != parcel.AwaitsWarehouse || p.Waybill != state.Waybill {
				t.Errorf("the parcel is %s with %q; the network knows %q, %v", p.Status, p.Waybill, state.Waybill, err)
			}
			if n, err := w.ResolveUnknown(w.ctx, w.store); n != 0 || err != nil {
				t.Errorf("asked again: %d settled, %v", n, err)
			}
		})
	}
}

func TestASubmissionSurvivesTheBrowser(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	d := w.draft(o, shipping.Choice{})
	w.line.set(true, false)
	s, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	w.must(err)
	w.line.set(false, false)
	again, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	if err != nil || !again.Already || !again.Waiting || again.Parcel.Number != s.Parcel.Number {
		t.Errorf("reloaded: %+v, %v", again, err)
	}
}

func TestARefusedParcelGivesItsPiecesBack(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	w.refuse(o)
	p := w.parcelsOf(o)[0]
	if p.Close != parcel.CloseRefused || p.CloseNote != "carrier_reason_cancelled_first" {
		t.Fatalf("the parcel is closed because %s (%s)", p.Close, p.CloseNote)
	}
	balance, err := w.ledger.Balances(w.ctx, w.store, []parcel.ID{p.ID})
	if err != nil || !balance[p.ID].Estimated.IsZero() || w.order(o.ID).ToShip() != 2 {
		t.Errorf("balance = %+v, %v; %d pieces to ship", balance[p.ID], err, w.order(o.ID).ToShip())
	}
}

// refuse submits an order whose number the network refuses.
func (w *world) refuse(o order.Order) {
	w.t.Helper()
	w.line.set(true, false)
	s, err := w.trySubmit(o, shipping.Choice{})
	w.must(err)
	w.must(w.network.Cancel(w.ctx, w.store, carrier.Reference(s.Parcel.Number)))
	w.line.set(false, false)
	_, err = w.ResolveUnknown(w.ctx, w.store)
	w.must(err)
}

func (w *world) parcelsOf(o order.Order) []parcel.Parcel {
	w.t.Helper()
	all, err := w.parcels.ForOrders(w.ctx, w.store, []order.ID{o.ID})
	w.must(err)
	return all[o.ID]
}

func TestANewLogisticsOrderAfterAClosedOneIsConfirmed(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	w.refuse(o)
	old := w.parcelsOf(o)[0]
	d := w.draft(o, shipping.Choice{})
	submit := func() error {
		_, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
		return err
	}
	var problems errs.Fields
	if err := submit(); !errors.As(err, &problems) || problems[0].Field != "replaces" || problems[0].Args["Number"] != string(old.Number) {
		t.Fatalf("without a confirmation: %v", err)
	}
	d.Form.Replaces = true
	if err := submit(); !errors.Is(err, shipping.ErrReason) {
		t.Fatalf("without a reason: %v", err)
	}
	d.Form.Reasons["replaces"] = "Another try"
	w.must(submit())
	now := w.parcelsOf(o)
	r, err := w.parcels.Receipt(w.ctx, w.store, now[1].ID)
	if err != nil || r.Replaces != old.Number {
		t.Errorf("the receipt says it replaces %s, %v", r.Replaces, err)
	}
}

func TestDraftsWriteNothing(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	for range 3 {
		w.draft(o, shipping.Choice{})
		if _, err := w.Desk(w.ctx, w.store, o.Number, shipping.Choice{}); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(o, w.order(o.ID)); diff != "" || len(w.actions(o)) != 0 || len(w.parcelsOf(o)) != 0 {
		t.Errorf("looking changed something: %s", diff)
	}
	n, err := w.parcels.NextNumber(w.ctx)
	if err != nil || n != parcel.NumberOf(143017180001) {
		t.Errorf("the first number is %s, %v", n, err)
	}
}

func TestDeclarationsAreKeptAsProducts(t *testing.T) {
	w := newWorld(t)
	o := w.place(func(o *order.Order) {
		o.Lines[0].SKU, o.Lines[0].Quantity = "LAMP-7", 3
		o.Lines = append(o.Lines, order.Line{Number: 2, Title: "Lamp", SKU: "lamp-7", Category: channel.Ordinary, Quantity: 1})
	})
	c := shipping.Choice{Weight: 400}
	d := w.draft(o, c)
	for i := range d.Form.Goods {
		g := &d.Form.Goods[i]
		g.NameCN, g.NameEN, g.Weight, g.Value = "灯", "Lamp", 100, money.Of(901, money.USD)
		d.Form.Keep = append(d.Form.Keep, g.Line)
	}
	_, err := w.Submit(w.ctx, w.store, w.me(), o.Number, c, d.Form, d.Offer)
	w.must(err)
	p, err := w.stock.BySKU(w.ctx, w.store, "LAMP-7")
	if err != nil || p.NameCN != "灯" || len(p.Variants) != 1 || p.Variants[0].Weight != 34 || p.Variants[0].Value != money.Of(300, money.USD) || p.Variants[0].Stock.Known {
		t.Errorf("product = %+v, %v", p, err)
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

func TestMorePiecesThanAreFreeAreRefused(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	for _, pieces := range [][]order.Pieces{
		{{Line: o.Lines[0].ID, Quantity: 3}}, {{Line: o.Lines[0].ID, Quantity: 0}}, {{Line: 999, Quantity: 1}},
		{{Line: o.Lines[0].ID, Quantity: 1}, {Line: o.Lines[0].ID, Quantity: 2}},
	} {
		if _, err := w.Draft(w.ctx, w.store, o.Number, shipping.Choice{Pieces: pieces}, nil); !errors.Is(err, order.ErrTaken) {
			t.Errorf("%v: %v", pieces, err)
		}
	}
}

func TestAnotherStoresOrderIsNotFound(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	if _, err := w.Desk(w.ctx, w.store+1, o.Number, shipping.Choice{}); !errors.Is(err, order.ErrNotFound) {
		t.Errorf("error = %v", err)
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

func TestEveryPlanThatIsOfferedCanBeSubmitted(t *testing.T) {
	w := newWorld(t)
	for _, country := range []place.Country{"RU", "US", "ES", "DE", "GB"} {
		there := func(o *order.Order) { o.ShipTo.Country = country }
		desk, err := w.Desk(w.ctx, w.store, w.place(there).Number, shipping.Choice{})
		w.must(err)
		for _, plan := range desk.Plans {
			if !plan.Available() {
				continue
			}
			c := shipping.Choice{Channel: plan.Channel.Code, Reason: "as agreed"}
			if _, err := w.trySubmit(w.place(there), c); err != nil {
				t.Errorf("%s to %s: %v", plan.Channel.Code, country, err)
			}
		}
	}
}
