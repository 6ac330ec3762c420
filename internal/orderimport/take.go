package orderimport

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/order"
	"sellerdesk/internal/product"
)

// importing is the import of one upload by somebody.
type importing struct {
	Upload
	by   account.PersonID
	rows map[int]Row // of the file
}

// Import makes orders of the rows of an upload that can be imported, and returns how many.
//
// Orders are made in groups, each with the note of what became of its rows in one
// transaction: after a crash, or when ctx ends, Import goes on where it stopped, and of
// two at the same time each takes what the other has not. ErrNothing when no row waits.
func (s *Service) Import(ctx context.Context, store account.StoreID, by account.PersonID, id ID) (int, error) {
	u, err := s.Records.Get(ctx, store, id)
	if err != nil {
		return 0, err
	}
	waiting, err := s.Records.Waiting(ctx, store, id, 0, 1)
	if err != nil {
		return 0, err
	}
	if len(waiting) == 0 {
		return 0, ErrNothing
	}
	job, err := s.open(ctx, u, by)
	if err != nil {
		return 0, err
	}
	imported, behind := 0, 0
	for ctx.Err() == nil {
		n, last, err := s.group(context.WithoutCancel(ctx), job, behind)
		if err != nil {
			return imported, fmt.Errorf("import upload %d: %w", id, err)
		}
		if last == 0 {
			break
		}
		imported, behind = imported+n, last
	}
	return imported, nil
}

// open reads the file again, as it was read when it was uploaded.
func (s *Service) open(ctx context.Context, u Upload, by account.PersonID) (importing, error) {
	content, err := s.Records.Content(ctx, u.Store, u.ID)
	if err != nil {
		return importing{}, err
	}
	file, err := s.read(ctx, u.Store, u.Name, content, u.At)
	if err != nil {
		return importing{}, fmt.Errorf("read upload %d again: %w", u.ID, err)
	}
	job := importing{Upload: u, by: by, rows: map[int]Row{}}
	for _, r := range file.Rows {
		job.rows[r.Number] = r
	}
	return job, nil
}

// group imports the next rows behind one, and returns how many and the last of them; 0 when none is left.
func (s *Service) group(ctx context.Context, job importing, behind int) (imported, last int, err error) {
	err = s.Tx.InTx(ctx, func(ctx context.Context) error {
		waiting, err := s.Records.Waiting(ctx, job.Store, job.ID, behind, chunk)
		if err != nil {
			return err
		}
		var rows []Row
		for _, c := range waiting {
			rows = append(rows, job.rows[c.Row])
		}
		items, err := s.Products.ForSKUs(ctx, job.Store, skus(rows...))
		if err != nil {
			return err
		}
		for _, c := range waiting {
			if err := s.take(ctx, job, &c, items); err != nil {
				return fmt.Errorf("row %d: %w", c.Row, err)
			}
			if c.Order != 0 {
				imported++
			}
			last = c.Row
		}
		return nil
	})
	return imported, last, err
}

// take makes an order of a row and notes what became of it. A fault of ours ends the group.
func (s *Service) take(ctx context.Context, job importing, c *Checked, items map[string]product.Item) error {
	row := job.rows[c.Row]
	err := s.Tx.Savepoint(ctx, func(ctx context.Context) (err error) {
		c.Order, err = s.insert(ctx, job, row, items)
		return err
	})
	var refusal *errs.Error
	switch {
	case err == nil:
	case errors.Is(err, order.ErrDuplicate):
		c.Verdict, c.Notes = Skipped, []*errs.Error{errStored}
	case errors.As(err, &refusal) && refusal.Kind == errs.Invalid:
		c.Verdict, c.Notes = Refused, []*errs.Error{refusal}
	default:
		return err
	}
	return s.Records.Settle(ctx, job.Store, job.ID, *c)
}

// insert stores the order of a row, keeps its stock and writes its history.
func (s *Service) insert(ctx context.Context, job importing, row Row, items map[string]product.Item) (order.ID, error) {
	if len(row.Problems) > 0 {
		return 0, row.Problems[0]
	}
	o := row.Order.asOrder(job.Store, items, s.Clock.Now(job.Store))
	id, err := s.Orders.Insert(ctx, o)
	if err != nil {
		return 0, err
	}
	if err := s.Products.Reserve(ctx, job.Store, reserved(o)); err != nil {
		return 0, err
	}
	action, args := row.told()
	args["File"], args["Row"] = job.Name, strconv.Itoa(row.Number)
	return id, s.History.Record(ctx, history.Entry{
		Store: job.Store, Subject: history.About(history.Order, id), Actor: history.Somebody(job.by), Action: action, Args: args,
	})
}

// told is what history says of an import: where the order comes from, and what the file
// tells that has no place in an order.
func (r Row) told() (action string, args history.Values) {
	o := r.Order
	switch {
	case o.Waybill != "":
		return "order_imported_sent", history.Values{"Sender": o.Carrier, "Waybill": o.Waybill}
	case o.ChannelName != "" && o.Channel == "":
		return "order_imported_logistics", history.Values{"Logistics": o.ChannelName}
	}
	return "order_imported", history.Values{}
}
