package shipping_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/tariff"
)

// bids are what the pages of some orders would submit.
func (w *world) bids(orders ...order.Order) []shipping.Bid {
	w.t.Helper()
	bids := make([]shipping.Bid, len(orders))
	for i, o := range orders {
		bids[i] = shipping.Bid{Ask: shipping.Ask{Order: o.Number}, Shown: w.draft(o, shipping.Choice{}).Offer}
	}
	return bids
}

// kept notes what was handed to be kept in the transaction of a group.
type kept struct{ answers []shipping.Answer }

func (k *kept) keep(_ context.Context, answers []shipping.Answer) error {
	k.answers = append(k.answers, answers...)
	return nil
}

// submitAll submits bids, in as many groups as it takes.
func (w *world) submitAll(k *kept, bids []shipping.Bid) (answers []shipping.Answer) {
	w.t.Helper()
	for len(answers) < len(bids) {
		group, err := w.SubmitAll(w.ctx, w.store, w.me(), bids[len(answers):], k.keep)
		w.must(err)
		answers = append(answers, group...)
	}
	return answers
}

func TestManyDraftsAreWhatEachPageShows(t *testing.T) {
	w := newWorld(t)
	ready, submitted := w.place(), w.place()
	w.submit(submitted, shipping.Choice{})
	silent := w.place(func(o *order.Order) { o.Channel = "" })
	mate := w.place(func(o *order.Order) { o.Buyer = ready.Buyer })
	asks := []shipping.Ask{
		{Order: ready.Number}, {Order: submitted.Number}, {Order: "80999999999999"}, {Order: silent.Number},
		{Order: mate.Number, Choice: shipping.Choice{Weight: 300}},
	}
	many, err := w.Drafts(w.ctx, w.store, asks)
	w.must(err)
	ignore := cmp.Options{cmpopts.IgnoreUnexported(shipping.Draft{}), cmpopts.IgnoreUnexported(tariff.Plan{})}
	for i, a := range asks {
		one, err := w.Draft(w.ctx, w.store, a.Order, a.Choice, nil)
		if diff := cmp.Diff(one, many[i].Draft, ignore); diff != "" || !errors.Is(many[i].Err, err) && err != many[i].Err {
			t.Errorf("order %s: %v, alone %v\n%s", a.Order, many[i].Err, err, diff)
		}
	}
	for i, want := range []error{nil, shipping.ErrOneChance, order.ErrNotFound, shipping.ErrNoPlan, nil} {
		if !errors.Is(many[i].Err, want) {
			t.Errorf("order %s: %v instead of %v", asks[i].Order, many[i].Err, want)
		}
	}
	if goods := many[3].Form.Goods; len(goods) != 1 || goods[0].NameEN != "Cup" {
		t.Errorf("without a channel nothing is prefilled: %+v", goods)
	}
}

func TestWhatIsRefusedAmongManyHarmsNoOther(t *testing.T) {
	w := newWorld(t)
	first, changed, last := w.place(), w.place(), w.place()
	bids := w.bids(first, changed, last)
	changed.Note = "ship it in blue"
	w.must(w.orders.Update(w.ctx, changed))
	var k kept
	answers := w.submitAll(&k, bids)
	if len(answers) != 3 || answers[0].Parcel.Waybill == "" || answers[2].Parcel.Waybill == "" || answers[2].Waiting {
		t.Fatalf("answers %+v", answers)
	}
	if !errors.Is(answers[1].Err, shipping.ErrOfferChanged) || len(w.parcelsOf(changed)) != 0 {
		t.Errorf("the changed order: %v, %d parcels", answers[1].Err, len(w.parcelsOf(changed)))
	}
	if len(k.answers) != 3 || k.answers[0].Parcel.Number != answers[0].Parcel.Number {
		t.Errorf("kept %+v", k.answers)
	}
}

func TestSubmittingManyTwiceMakesNothingTwice(t *testing.T) {
	w := newWorld(t)
	orders := []order.Order{w.place(), w.place(), w.place()}
	bids := append(w.bids(orders...), w.bids(orders[0])...) // one of them twice
	var k kept
	first, again := w.submitAll(&k, bids), w.submitAll(&k, bids)
	for i, o := range orders {
		if !again[i].Already || again[i].Parcel.Number != first[i].Parcel.Number || len(w.parcelsOf(o)) != 1 {
			t.Errorf("order %s: %+v, then %+v", o.Number, first[i].Submission, again[i].Submission)
		}
	}
	if first[3].Err == nil || first[3].Parcel.ID != 0 {
		t.Errorf("the second of the same order: %+v", first[3])
	}
}

func TestWhatCannotBeKeptIsNotSubmitted(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	full := errors.New("no room")
	_, err := w.SubmitAll(w.ctx, w.store, w.me(), w.bids(o), func(context.Context, []shipping.Answer) error { return full })
	if !errors.Is(err, full) || len(w.parcelsOf(o)) != 0 || len(w.actions(o)) != 0 {
		t.Errorf("%v; %d parcels", err, len(w.parcelsOf(o)))
	}
}

func TestManyAreBookedLaterWhenTheNetworkIsSilent(t *testing.T) {
	w := newWorld(t)
	orders := []order.Order{w.place(), w.place()}
	bids := w.bids(orders...)
	w.line.set(true, false)
	var k kept
	answers := w.submitAll(&k, bids)
	for _, a := range answers {
		if !a.Waiting || a.Parcel.Status != parcel.Init {
			t.Errorf("%+v", a)
		}
	}
	w.line.set(false, false)
	settled, err := w.ResolveUnknown(w.ctx, w.store)
	w.must(err)
	if settled != 2 || w.parcel(answers[0].Parcel.Number).Waybill == "" {
		t.Errorf("%d are settled", settled)
	}
}

func TestAFormIsFilledInOnWhatIsPrefilled(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	drafts, err := w.Drafts(w.ctx, w.store, []shipping.Ask{{Order: o.Number, Fill: func(d shipping.Draft) shipping.Form {
		f := d.Form
		f.Goods[0].NameEN, f.Collection.Mode = "", parcel.HandIn
		return f
	}}})
	w.must(err)
	d := drafts[0]
	if len(d.Problems) != 1 || d.Problems[0].Field != "goods.0.name_en" || d.Form.Collection.Mode != parcel.HandIn || d.Plan.Channel.Code != channel.ChinaPostRegistered {
		t.Errorf("problems %v, form %+v", d.Problems, d.Form)
	}
}
