package orderimport

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/product"
	"sellerdesk/internal/upload"
)

// Start begins to make orders of the rows of an upload that wait, in the background,
// and returns the job; the one under way if there is one. upload.ErrNothing when no row waits.
func (s *Service) Start(ctx context.Context, store account.StoreID, by account.PersonID, id upload.ID) (job.ID, error) {
	return s.Uploads.Start(ctx, upload.Upload{Store: store, Kind: upload.Orders, ID: id}, by, job.Imports)
}

// Import makes orders of the rows of an upload that wait, and returns how many. After a
// crash, or when ctx ends, the background goes on where it stopped.
func (s *Service) Import(ctx context.Context, store account.StoreID, by account.PersonID, id upload.ID) (int, error) {
	before, err := s.made(ctx, store, id)
	if err != nil {
		return 0, err
	}
	j, err := s.Start(ctx, store, by, id)
	if err != nil {
		return 0, err
	}
	failed := s.Uploads.Jobs.Run(ctx, store, j)
	after, err := s.made(context.WithoutCancel(ctx), store, id)
	return after - before, errors.Join(failed, err)
}

// made is how many orders were made of an upload.
func (s *Service) made(ctx context.Context, store account.StoreID, id upload.ID) (int, error) {
	tallies, err := s.Uploads.Records.Tallies(ctx, store, []upload.ID{id})
	return tallies[id].Made, err
}

// Work makes orders of the rows of an upload, some in one transaction with what became of them.
func (s *Service) Work() job.Work {
	return job.Work{Most: chunk, Do: func(ctx context.Context, j job.Job, items []job.Item, keep job.Keep) error {
		u, err := s.Uploads.Records.Get(ctx, j.Store, upload.Orders, upload.OfJob(j))
		if err != nil {
			return err
		}
		return s.Uploads.Tx.InTx(ctx, func(ctx context.Context) error {
			settled, err := s.group(ctx, importing{u, j.Person, map[string]product.Item{}}, j, items)
			if err != nil {
				return err
			}
			if err := s.Uploads.Records.Settle(ctx, j.Store, u.ID, settled); err != nil {
				return err
			}
			return keep(ctx, items...)
		})
	}}
}

// importing is the import of one upload by somebody.
type importing struct {
	upload.Upload
	by    account.PersonID
	items map[string]product.Item // what the store sells, of the SKUs at hand
}

// taken is a row on its way to an order.
type taken struct {
	upload.Checked
	order Draft
}

// group makes orders of rows, notes the outcome of each item, and returns the rows it dealt with.
func (s *Service) group(ctx context.Context, of importing, j job.Job, items []job.Item) ([]upload.Checked, error) {
	rows, err := s.given(ctx, j, items)
	if err != nil {
		return nil, err
	}
	var drafts []Row
	for _, t := range rows {
		drafts = append(drafts, Row{Order: t.order})
	}
	if of.items, err = s.Products.ForSKUs(ctx, of.Store, skus(drafts...)); err != nil {
		return nil, err
	}
	var settled []upload.Checked
	for i, item := range items {
		t, waits := rows[int(item.Subject)]
		if !waits {
			items[i] = item.Ended(upload.ErrNothing)
			continue
		}
		err := s.take(ctx, of, &t)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if items[i] = item.Ended(err); t.Made() || !t.CanBeDone() {
			settled = append(settled, t.Checked)
		}
	}
	return settled, nil
}

// given are the rows behind items with the orders to be made of them.
func (s *Service) given(ctx context.Context, j job.Job, items []job.Item) (map[int]taken, error) {
	waiting, err := s.Uploads.Given(ctx, j, items)
	if err != nil {
		return nil, err
	}
	rows := make(map[int]taken, len(waiting))
	for n, c := range waiting {
		t := taken{Checked: c}
		if err := json.Unmarshal([]byte(c.Given), &t.order); err != nil {
			return nil, fmt.Errorf("order of row %d: %w", n, err)
		}
		rows[n] = t
	}
	return rows, nil
}

// take makes an order of a row. One that came meanwhile is skipped, one the store cannot
// have is refused; after a fault of ours the row waits on.
func (s *Service) take(ctx context.Context, of importing, t *taken) error {
	err := s.Uploads.Tx.Savepoint(ctx, func(ctx context.Context) (err error) {
		t.Order, err = s.insert(ctx, of, *t)
		return err
	})
	var refusal *errs.Error
	switch {
	case err == nil:
	case errors.Is(err, order.ErrDuplicate):
		t.Order, t.Verdict, t.Notes = 0, upload.Skipped, upload.NotesOf(errStored)
	case errors.As(err, &refusal) && refusal.Kind == errs.Invalid:
		t.Order, t.Verdict, t.Notes = 0, upload.Refused, upload.NotesOf(refusal)
	default:
		t.Order = 0
	}
	return err
}

// insert stores the order of a row, keeps its stock and writes its history.
func (s *Service) insert(ctx context.Context, of importing, t taken) (order.ID, error) {
	o := t.order.asOrder(of.Store, of.items, s.Clock.Now(of.Store))
	id, err := s.Orders.Insert(ctx, o)
	if err != nil {
		return 0, err
	}
	if err := s.Products.Reserve(ctx, of.Store, reserved(o)); err != nil {
		return 0, err
	}
	action, args := t.order.told()
	args["File"], args["Row"] = of.Name, strconv.Itoa(t.Row)
	return id, s.History.Record(ctx, history.Entry{
		Store: of.Store, Subject: history.About(history.Order, id), Actor: history.Somebody(of.by), Action: action, Args: args,
	})
}

// told is what history says of an import: where the order comes from, and what the file
// tells that has no place in an order.
func (d Draft) told() (action string, args history.Values) {
	switch {
	case d.Waybill != "":
		return "order_imported_sent", history.Values{"Sender": d.Carrier, "Waybill": d.Waybill}
	case d.ChannelName != "" && d.Channel == "":
		return "order_imported_logistics", history.Values{"Logistics": d.ChannelName}
	}
	return "order_imported", history.Values{}
}
