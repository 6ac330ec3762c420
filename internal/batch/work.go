package batch

import (
	"context"
	"encoding/json"
	"fmt"

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
	var printed []parcel.Parcel
	for n, i := range items {
		one, there := parcels[parcel.ID(i.Subject)]
		why := error(errNoWaybill)
		if there {
			why = s.Labels.Check(ctx, one, o.Paper)
		}
		if items[n] = i.Ended(why); why == nil {
			printed = append(printed, one)
		}
	}
	return s.keepDocument(ctx, j, items, printed, o, keep)
}

func (s *Service) keepDocument(ctx context.Context, j job.Job, items []job.Item, printed []parcel.Parcel, o LabelOptions, keep job.Keep) error {
	var pdf []byte
	var err error
	if len(printed) > 0 {
		if pdf, err = s.Labels.Document(ctx, printed, o.Paper, o.Start); err != nil {
			return err
		}
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		if len(printed) > 0 {
			name := fmt.Sprintf("labels-%d-%d-%d.pdf", j.ID, items[0].Position, items[len(items)-1].Position)
			if err := s.Outcomes.AddFile(ctx, j.Store, j.ID, job.File{Name: name, Type: "application/pdf"}, pdf); err != nil {
				return err
			}
			if err := s.Prints.Note(ctx, j.Store, j.Person, parcel.PDF, o.Paper, printed...); err != nil {
				return err
			}
		}
		return keep(ctx, items...)
	})
}

func (s *Service) parcelsOf(ctx context.Context, store account.StoreID, items []job.Item) (map[parcel.ID]parcel.Parcel, error) {
	ids := make([]parcel.ID, len(items))
	for i, item := range items {
		ids[i] = parcel.ID(item.Subject)
	}
	rows, err := s.Parcels.ByIDs(ctx, store, ids)
	byID := make(map[parcel.ID]parcel.Parcel, len(rows))
	for _, p := range rows {
		byID[p.ID] = p
	}
	return byID, err
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
