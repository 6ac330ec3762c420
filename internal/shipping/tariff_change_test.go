package shipping_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/testing/prices"
)

// owner gives the store the tariffs of the database, and its owner the means to change them.
func (w *world) owner() *tariffimport.Service {
	w.t.Helper()
	records := prices.Load(w.t, w.db, prices.Few...)
	tariffs := tariff.NewService(records)
	w.Tariffs = tariffs
	table := func(name string, content []byte) ([]tariffimport.Line, error) {
		t, err := sheet.Read(name, content)
		var lines []tariffimport.Line
		for _, r := range t.Rows {
			lines = append(lines, tariffimport.Line(r))
		}
		return lines, err
	}
	return &tariffimport.Service{
		Table: table, Records: records, Uploads: sqlstore.NewTariffUploads(w.db), Snapshots: []tariffimport.Memory{tariffs},
		History: w.History, Clock: w.clock, Tx: w.db,
	}
}

// charge makes every parcel by China Post Registered to Russia cost the same from today on.
func (w *world) charge(s *tariffimport.Service, yuan string) error {
	file := "Channel,Country,Weight from (g),Weight to (g),Mode,Fee,Currency\nCPAM,RU,1,2000,fixed," + yuan + ",CNY\n"
	id, err := s.Upload(w.ctx, w.store, w.person, "prices.csv", []byte(file))
	if err != nil {
		return err
	}
	today := s.Today(w.store)
	c, err := s.Check(w.ctx, w.store, id, today)
	if err != nil {
		return err
	}
	_, err = s.Apply(w.ctx, w.store, w.person, id, today, c.Seen)
	return err
}

// asShown sees to it that a logistics order has the price its seller saw, everywhere.
func (w *world) asShown(p parcel.Parcel, shown shipping.Offer) {
	w.t.Helper()
	r, err := w.parcels.Receipt(w.ctx, w.store, p.ID)
	w.must(err)
	rows, err := w.ledger.Rows(w.ctx, w.store, p.ID)
	w.must(err)
	if p.Quote != shown.Price || r.Price != shown.Price || r.Tariff != shown.Tariff || p.Tariff != shown.Tariff {
		w.t.Errorf("%s: shown %s of %s, kept %s of %s, receipt %s of %s", p.Number, shown.Price, shown.Tariff, p.Quote, p.Tariff, r.Price, r.Tariff)
	}
	if len(rows) != 1 || rows[0].Kind != freight.Estimated || rows[0].Amount != shown.Price {
		w.t.Errorf("%s: shown %s, estimated %+v", p.Number, shown.Price, rows)
	}
}

// TestATariffThatChangesAmong50SubmitsChangesNoPriceThatWasShown shows 50 pages, submits
// them at five desks, and changes the tariff three times after the tenth. The last ten are
// submitted when it has changed at least once.
func TestATariffThatChangesAmong50SubmitsChangesNoPriceThatWasShown(t *testing.T) {
	const many, desks, early, late = 50, 5, 10, 10
	w := newWorld(t)
	owner := w.owner()
	var orders []order.Order
	var drafts []shipping.Draft
	for range many {
		o := w.place()
		orders, drafts = append(orders, o), append(drafts, w.draft(o, shipping.Choice{}))
	}
	made, told := make([]shipping.Submission, many), make([]error, many)
	begin, changed := make(chan struct{}), make(chan struct{})
	var next, submitted atomic.Int64
	var wg sync.WaitGroup
	for range desks {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < many; i = next.Add(1) - 1 {
				if i >= many-late {
					<-changed
				}
				made[i], told[i] = w.Submit(w.ctx, w.store, w.me(), orders[i].Number, shipping.Choice{}, drafts[i].Form, drafts[i].Offer)
				if submitted.Add(1) == early {
					close(begin)
				}
			}
		})
	}
	wg.Go(func() {
		<-begin
		for i, yuan := range []string{"40", "41.50", "39.99"} {
			if err := w.charge(owner, yuan); err != nil {
				t.Error(err)
			}
			if i == 0 {
				close(changed)
			}
		}
	})
	wg.Wait()
	var refused []int
	for i, err := range told {
		switch {
		case err == nil:
			w.asShown(made[i].Parcel, drafts[i].Offer)
		case errors.Is(err, shipping.ErrOfferChanged):
			refused = append(refused, i)
		default:
			t.Errorf("submission %d: %v", i, err)
		}
	}
	if n := len(refused); n < late || n > many-early {
		t.Errorf("%d of %d were refused", n, many)
	}
	for _, i := range refused {
		w.submitAgain(orders[i], drafts[i])
	}
}

// submitAgain shows what changed, and submits at the new price.
func (w *world) submitAgain(o order.Order, shown shipping.Draft) {
	w.t.Helper()
	now := w.draft(o, shipping.Choice{})
	var what []string
	for _, c := range shipping.Changes(shown.Offer, now.Offer) {
		what = append(what, c.What)
	}
	if !slices.Contains(what, "price") || !slices.Contains(what, "tariff") || now.Offer.Price.Decimal() != "39.99" {
		w.t.Errorf("order %s was refused, told of %v, costs %s now", o.Number, what, now.Offer.Price)
	}
	s, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, now.Form, now.Offer)
	w.must(err)
	w.asShown(s.Parcel, now.Offer)
}

func TestAParcelIsChargedByTheTariffItWasSubmittedBy(t *testing.T) {
	w := newWorld(t)
	owner := w.owner()
	old := w.submit(w.place(), shipping.Choice{})
	w.must(w.charge(owner, "99"))
	fresh := w.submit(w.place(), shipping.Choice{})
	if !strings.HasPrefix(fresh.Tariff, "own.") || fresh.Quote.Decimal() != "99.00" || old.Quote == fresh.Quote {
		t.Fatalf("submitted at %s of %s, then at %s of %s", old.Quote, old.Tariff, fresh.Quote, fresh.Tariff)
	}
	old, fresh = w.until(old, parcel.OutOfStock), w.until(fresh, parcel.OutOfStock)
	for _, p := range []parcel.Parcel{old, fresh} {
		rows, err := w.ledger.Rows(w.ctx, w.store, p.ID)
		w.must(err)
		charged := freight.BalanceOf(p.ID, rows).Charged
		if (charged.Decimal() == "99.00") != (p.ID == fresh.ID) {
			t.Errorf("submitted by %s at %s, charged %s on the day of the change %s", p.Tariff, p.Quote, charged, channel.DateOf(p.CreatedAt))
		}
	}
}
