package batch

import (
	"cmp"
	"context"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/job"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
)

// Outcomes keep what jobs made and what became of their items.
type Outcomes interface {
	// All returns every item with an outcome.
	All(ctx context.Context, store account.StoreID, id job.ID, o job.Outcome) ([]job.Item, error)
	AddFile(ctx context.Context, store account.StoreID, id job.ID, f job.File, content []byte) error
}

// How many parcels one step of a job takes: labels make one document, notices one transaction.
const (
	labelsAtOnce  = 500
	noticesAtOnce = 100
)

// Works are the kinds of jobs this package does.
func (s *Service) Works() map[job.Kind]job.Work {
	works := s.Exports.Works()
	works[job.Labels] = job.Work{Most: labelsAtOnce, Do: s.printLabels}
	works[job.Notices] = job.Work{Most: noticesAtOnce, Do: s.fillNotices}
	s.addPaperwork(works)
	return works
}

// parcelsOf are the parcels of items, in their order; none is ever deleted.
func (s *Service) parcelsOf(ctx context.Context, store account.StoreID, items []job.Item) ([]parcel.Parcel, error) {
	ids := make([]parcel.ID, len(items))
	place := make(map[parcel.ID]int, len(items))
	for i, item := range items {
		ids[i] = parcel.ID(item.Subject)
		place[ids[i]] = i
	}
	rows, err := s.Parcels.ByIDs(ctx, store, ids)
	slices.SortFunc(rows, func(a, b parcel.Parcel) int { return cmp.Compare(place[a.ID], place[b.ID]) })
	return rows, err
}

// fillNotices tells the buyers of some parcels, as the page of each does: in one transaction, in
// which each fails alone.
func (s *Service) fillNotices(ctx context.Context, j job.Job, items []job.Item, keep job.Keep) error {
	return s.Tx.InTx(s.Tx.Steady(ctx), func(ctx context.Context) error {
		parcels, err := s.parcelsOf(ctx, j.Store, items)
		if err != nil {
			return err
		}
		var forms []shipping.OrderNotice
		place := map[parcel.ID]int{}
		for _, p := range parcels {
			if p.NeedsNotice() {
				place[p.ID] = len(forms)
				forms = append(forms, shipping.OrderNotice{Order: p.OrderNumber, Form: shipping.NoticeForm{
					Parcel: p.Number, Carrier: string(p.Channel), Number: p.Waybill,
				}})
			}
		}
		wrong, err := s.Notices.FillNotices(ctx, j.Store, history.Somebody(j.Person), forms)
		if err != nil {
			return err
		}
		for n, i := range items {
			at, asked := place[parcel.ID(i.Subject)]
			if asked {
				items[n] = i.Ended(wrong[at])
			} else {
				items[n] = i.Ended(errTold)
			}
		}
		return keep(ctx, items...)
	})
}
