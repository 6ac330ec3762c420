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
	noticesAtOnce = 50
)

// Works are the kinds of jobs this package does.
func (s *Service) Works() map[job.Kind]job.Work {
	works := s.Exports.Works()
	works[job.Labels] = job.Work{Most: labelsAtOnce, Do: s.printLabels}
	works[job.Notices] = job.Each(s.Tx, noticesAtOnce, s.fillNotice)
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

// fillNotice tells the buyer of one parcel, as its own page does.
func (s *Service) fillNotice(ctx context.Context, j job.Job, i job.Item) error {
	rows, err := s.Parcels.ByIDs(ctx, j.Store, []parcel.ID{parcel.ID(i.Subject)})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return parcel.ErrNotFound
	}
	if !rows[0].NeedsNotice() {
		return errTold
	}
	_, err = s.Notices.FillNotice(ctx, j.Store, history.Somebody(j.Person), rows[0].OrderNumber, shipping.NoticeForm{
		Parcel: rows[0].Number, Carrier: string(rows[0].Channel), Number: rows[0].Waybill,
	})
	return err
}
