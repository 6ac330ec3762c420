package batchshipping

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/upload"
)

// atOnce is how many orders one step of the job is given: several transactions of them.
const atOnce = 128

// Start begins to submit the orders of an upload that wait, in the background, and returns
// the job; the one under way if there is one. With whole it is all of them or none: ErrFaults
// when an order is refused, or is not any more what the check showed.
func (s *Service) Start(ctx context.Context, store account.StoreID, by account.PersonID, id upload.ID, whole bool) (job.ID, error) {
	u := upload.Upload{Store: store, Kind: upload.Shipping, ID: id}
	if whole {
		if err := s.faultless(ctx, u); err != nil {
			return 0, err
		}
	}
	return s.Uploads.Start(ctx, u, by, job.Shipping)
}

// faultless looks at all orders of an upload once more, and notes which are not any more
// what the check showed.
func (s *Service) faultless(ctx context.Context, u upload.Upload) error {
	tallies, err := s.Uploads.Records.Tallies(ctx, u.Store, []upload.ID{u.ID})
	if err != nil {
		return err
	}
	if tallies[u.ID].Rows[upload.Refused] > 0 {
		return ErrFaults
	}
	waiting, err := s.Uploads.Records.Waiting(ctx, u.Store, u.ID)
	if err != nil {
		return err
	}
	faults := false
	for part := range slices.Chunk(waiting, chunk) {
		found, err := s.recheck(ctx, u, part)
		if err != nil {
			return err
		}
		faults = faults || found
	}
	if faults {
		return ErrFaults
	}
	return nil
}

// recheck notes which of some orders could not be submitted now.
func (s *Service) recheck(ctx context.Context, u upload.Upload, waiting []upload.Checked) (faults bool, err error) {
	rows := make([]int, len(waiting))
	for i, c := range waiting {
		rows[i] = c.Row
	}
	at, err := s.Uploads.Records.WaitingAt(ctx, u.Store, u.ID, rows)
	if err != nil {
		return false, err
	}
	var orders []upload.Checked
	for _, c := range at {
		orders = append(orders, c)
	}
	bids, err := bidsOf(orders)
	if err != nil {
		return false, err
	}
	answers, err := s.Shipping.Try(ctx, u.Store, bids)
	if err != nil {
		return false, err
	}
	var refused []upload.Checked
	for i, a := range answers {
		if c := orders[i]; a.Err != nil && refuse(&c, a) {
			refused = append(refused, c)
		}
	}
	if len(refused) == 0 {
		return false, nil
	}
	return true, s.Uploads.Tx.InTx(ctx, func(ctx context.Context) error { return s.Uploads.Records.Settle(ctx, u.Store, u.ID, refused) })
}

// bidsOf are orders as they are submitted: bound to what the check showed. What is left on
// the shelf may have changed since, as long as the checks allow it.
func bidsOf(orders []upload.Checked) ([]shipping.Bid, error) {
	bids := make([]shipping.Bid, len(orders))
	for i, c := range orders {
		var g given
		if err := json.Unmarshal([]byte(c.Given), &g); err != nil {
			return nil, fmt.Errorf("row %d: %w", c.Row, err)
		}
		bids[i] = shipping.Bid{
			Ask:   shipping.Ask{Order: order.Number(c.Number), Choice: g.Choice, Fill: func(shipping.Draft) shipping.Form { return g.Form }},
			Shown: g.Offer, AnyStock: true,
		}
	}
	return bids, nil
}

// refuse notes why an order was not submitted. After a fault of ours it waits on.
func refuse(c *upload.Checked, a shipping.Answer) bool {
	e, told := known(a.Err)
	switch {
	case errors.Is(a.Err, shipping.ErrOfferChanged):
		c.Verdict, c.Notes = upload.Refused, repriced(a.Changes)
	case errors.Is(a.Err, shipping.ErrOneChance):
		c.Verdict, c.Notes = upload.Skipped, upload.NotesOf(e)
	case told:
		c.Verdict, c.Notes = upload.Refused, upload.NotesOf(e)
	default:
		return false
	}
	return true
}

// Work submits the orders of an upload, some in one transaction with what became of them.
func (s *Service) Work() job.Work { return job.Work{Most: atOnce, Do: s.submit} }

func (s *Service) submit(ctx context.Context, j job.Job, items []job.Item, keep job.Keep) error {
	waiting, err := s.Uploads.Given(ctx, j, items)
	if err != nil {
		return err
	}
	var orders []upload.Checked
	var open []job.Item
	for _, item := range items {
		c, waits := waiting[int(item.Subject)]
		if !waits {
			return s.Uploads.Tx.InTx(ctx, func(ctx context.Context) error { return keep(ctx, item.Ended(upload.ErrNothing)) })
		}
		orders, open = append(orders, c), append(open, item)
	}
	bids, err := bidsOf(orders)
	if err != nil {
		return err
	}
	_, err = s.Shipping.SubmitAll(s.Uploads.Tx.Steady(ctx), j.Store, history.Somebody(j.Person), bids, func(ctx context.Context, answers []shipping.Answer) error {
		err := s.note(ctx, j, orders[:len(answers)], open, answers, keep)
		orders, open = orders[len(answers):], open[len(answers):]
		return err
	})
	return err
}

// note keeps what became of orders, in the transaction in which it was decided.
func (s *Service) note(ctx context.Context, j job.Job, orders []upload.Checked, items []job.Item, answers []shipping.Answer, keep job.Keep) error {
	var settled []upload.Checked
	done := make([]job.Item, len(answers))
	for i, a := range answers {
		c := orders[i]
		if a.Already { // on its page or with another file: rows of this one are settled with their submission
			a.Err = shipping.ErrOneChance.With("Number", string(a.Parcel.Number))
		}
		done[i] = items[i].Ended(a.Err)
		if a.Err == nil {
			c.Parcel = a.Parcel.ID
			settled = append(settled, c)
		} else if refuse(&c, a) {
			settled = append(settled, c)
		}
	}
	if err := s.Uploads.Records.Settle(ctx, j.Store, upload.OfJob(j), settled); err != nil {
		return err
	}
	return keep(ctx, done...)
}
