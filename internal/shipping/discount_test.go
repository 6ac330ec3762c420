package shipping_test

import (
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
)

// agree gives the store a discount on China Post Registered from today on.
func (w *world) agree(s *tariffimport.Service, percent int64) {
	w.t.Helper()
	tariffs, err := w.Tariffs.Snapshot(w.ctx, w.store)
	w.must(err)
	c, err := tariffs.Channel(channel.ChinaPostRegistered, s.Today(w.store))
	w.must(err)
	c.Discount = percent
	o, err := s.Overview(w.ctx, w.store)
	w.must(err)
	e := tariffimport.Edit{Store: w.store, Person: w.person, From: s.Today(w.store), Source: "contract", Seen: o.Seen}
	_, err = s.ChangeChannel(w.ctx, e, channel.ChinaPostRegistered, channel.FiguresPart, c)
	w.must(err)
}

// charged is the row by which the freight of a parcel is charged.
func (w *world) charged(p parcel.Parcel) freight.Row {
	w.t.Helper()
	rows, err := w.ledger.Rows(w.ctx, w.store, w.until(p, parcel.OutOfStock).ID)
	w.must(err)
	for _, r := range rows {
		if r.Kind == freight.Charged {
			return r
		}
	}
	w.t.Fatalf("%s was not charged: %+v", p.Number, rows)
	return freight.Row{}
}

func TestAParcelIsQuotedAndChargedWithTheDiscountItWasSubmittedWith(t *testing.T) {
	w := newWorld(t)
	owner := w.owner()
	before := w.submit(w.place(), shipping.Choice{})
	w.agree(owner, 10)
	o := w.place()
	d := w.draft(o, shipping.Choice{})
	if d.Plan.ListPrice != before.Quote || d.Offer.Price != lessTenth(t, before.Quote) {
		t.Fatalf("list price %s, offered %s after %s", d.Plan.ListPrice, d.Offer.Price, before.Quote)
	}
	s, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	w.must(err)
	w.asShown(s.Parcel, d.Offer)
	w.agree(owner, 50)
	if kept, err := w.parcels.Get(w.ctx, w.store, s.Parcel.Number); err != nil || kept.Discount != 10 {
		t.Errorf("the parcel keeps %d %%, %v", kept.Discount, err)
	}
	full, less := w.charged(before), w.charged(s.Parcel)
	if full.Note != "" || full.Amount != full.Original {
		t.Errorf("what was submitted before is charged %s of %s: %s", full.Amount, full.Original, full.Note)
	}
	if less.Amount != lessTenth(t, less.Original) || less.Note != "freight_note_discount" {
		t.Errorf("charged %s of %s: %s", less.Amount, less.Original, less.Note)
	}
}

func lessTenth(t *testing.T, list money.Money) money.Money {
	t.Helper()
	price, err := tariff.Discount(list, 10)
	if err != nil {
		t.Fatal(err)
	}
	return price
}

func TestADiscountThatChangesIsToldBeforeSubmit(t *testing.T) {
	w := newWorld(t)
	owner := w.owner()
	o := w.place()
	shown := w.draft(o, shipping.Choice{})
	w.agree(owner, 10)
	if _, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, shown.Form, shown.Offer); err == nil {
		t.Error("the old price was taken")
	}
	changes := shipping.Changes(shown.Offer, w.draft(o, shipping.Choice{}).Offer)
	if len(changes) != 1 || changes[0].What != "price" {
		t.Errorf("told of %+v", changes)
	}
}
