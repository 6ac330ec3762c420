package batch

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
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
	return map[job.Kind]job.Work{
		job.Labels:  {Most: labelsAtOnce, Do: s.printLabels},
		job.Notices: job.Each(s.Tx, noticesAtOnce, s.fillNotice),
	}
}

// printLabels makes one document of some labels, outside a transaction, and keeps it with the outcomes
// and the rows of the print ledger in one.
// Labels that cannot be made are left out of it.
func (s *Service) printLabels(ctx context.Context, j job.Job, items []job.Item, keep job.Keep) error {
	var o LabelOptions
	if err := json.Unmarshal([]byte(j.Argument), &o); err != nil {
		return fmt.Errorf("options of labels: %w", err)
	}
	if items[0].Position > 1 {
		o.Start = 1
	}
	parcels, err := s.parcelsOf(ctx, j.Store, items)
	if err != nil {
		return err
	}
	pdf, problems, err := s.Labels.Document(ctx, parcels, o.Paper, o.Start)
	if err != nil {
		return err
	}
	for n, i := range items {
		items[n] = i.Ended(problems[parcel.ID(i.Subject)])
	}
	printed := slices.DeleteFunc(parcels, func(p parcel.Parcel) bool { return problems[p.ID] != nil })
	return s.keepDocument(ctx, j, items, pdf, func(ctx context.Context, done ...job.Item) error {
		if err := s.Prints.Note(ctx, j.Store, j.Person, parcel.PDF, o.Paper, printed...); err != nil {
			return err
		}
		return keep(ctx, done...)
	})
}

func (s *Service) keepDocument(ctx context.Context, j job.Job, items []job.Item, pdf []byte, keep job.Keep) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		if pdf != nil {
			name := fmt.Sprintf("labels-%d-%d-%d.pdf", j.ID, items[0].Position, items[len(items)-1].Position)
			if err := s.Outcomes.AddFile(ctx, j.Store, j.ID, job.File{Name: name, Type: "application/pdf"}, pdf); err != nil {
				return err
			}
		}
		return keep(ctx, items...)
	})
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
