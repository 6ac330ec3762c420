package sqlstore

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/huandu/go-sqlbuilder"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
)

// orderPlace is where an order stands in a list: the value it is sorted by, and its id.
type orderPlace struct {
	key int64
	id  order.ID
}

func scanOrderPlace(r db.Row) (p orderPlace, err error) {
	err = r.Scan(&p.key, &p.id)
	return p, err
}

// List returns a page of orders with their lines. The places come from one
// covering index, then each table is asked once for what the page shows.
func (s *Orders) List(ctx context.Context, f order.Filter) (paging.Page[order.Order], error) {
	places, err := s.places(ctx, f)
	if err != nil {
		return paging.Page[order.Order]{}, fmt.Errorf("list orders: %w", err)
	}
	cut := paging.Cut(places, f.Cursor, func(p orderPlace) paging.Cursor {
		return paging.Cursor{Key: p.key, ID: int64(p.id)}
	})
	ids := make([]order.ID, len(cut.Rows))
	for i, p := range cut.Rows {
		ids[i] = p.id
	}
	orders, err := s.ForIDs(ctx, f.Store, ids)
	if err != nil {
		return paging.Page[order.Order]{}, err
	}
	page := paging.Page[order.Order]{Prev: cut.Prev, Next: cut.Next}
	for _, id := range ids {
		if o, ok := orders[id]; ok {
			page.Rows = append(page.Rows, o)
		}
	}
	return page, nil
}

// sorting is how a list is sorted: the deadline first, or the newest first.
func sorting(f order.Filter) (column string, ascending bool) {
	switch f.Waiting {
	case order.WaitingShipment, order.WaitingShipToday:
		return "ship_by", true
	case order.WaitingCancellation:
		return "cancel_asked_at", true
	case order.WaitingNone, order.WaitingNotice, order.WaitingPayment, order.WaitingDispute:
	}
	return "placed_at", false
}

// places reads the places of a page and of one row more.
func (s *Orders) places(ctx context.Context, f order.Filter) ([]orderPlace, error) {
	column, ascending := sorting(f)
	q := s.db.Select(column + ", id").From("orders")
	q.Where(q.Equal("store_id", f.Store))
	filterWaiting(q, f)
	filterFields(q, f)
	if !filterText(q, f) {
		return nil, nil
	}
	after(q, f.Cursor, column, "id", ascending)
	query, args := q.Limit(paging.Size + 1).Build()
	return db.All(ctx, s.db, scanOrderPlace, query, args...)
}

// after goes on from a cursor, in a list sorted by a column and an id.
func after(q *sqlbuilder.SelectBuilder, c paging.Cursor, column, id string, ascending bool) {
	up := ascending != c.Back
	if !c.IsZero() {
		beyond, beyondID := q.LessThan, q.LessThan
		if up {
			beyond, beyondID = q.GreaterThan, q.GreaterThan
		}
		q.Where(q.Or(beyond(column, c.Key), q.And(q.Equal(column, c.Key), beyondID(id, c.ID))))
		if up {
			q.Where(q.GreaterEqualThan(column, c.Key))
		} else {
			q.Where(q.LessEqualThan(column, c.Key))
		}
	}
	if up {
		q.OrderBy(column, id)
	} else {
		q.OrderBy(column+" DESC", id+" DESC")
	}
}

// noticeMissing are the orders with an open parcel that has a waybill number and no shipping notice.
const noticeMissing = `SELECT p.order_id FROM parcels p
	WHERE p.store_id = %s AND p.closed_at IS NULL AND p.notice_id IS NULL AND p.waybill IS NOT NULL`

// freightDue are the orders with freight to be paid.
const freightDue = `SELECT f.order_id FROM freight_open f WHERE f.store_id = %s AND f.due_fen > 0`

// filterWaiting keeps the orders of a box of Orders Waiting for Your Operation.
func filterWaiting(q *sqlbuilder.SelectBuilder, f order.Filter) {
	switch f.Waiting {
	case order.WaitingShipment:
		q.Where("to_ship > 0", "ship_by IS NOT NULL")
	case order.WaitingShipToday:
		q.Where("to_ship > 0", q.LessThan("ship_by", db.Time{Time: f.DayEnd}))
	case order.WaitingNotice:
		q.Where("id IN ("+fmt.Sprintf(noticeMissing, q.Var(f.Store))+")",
			q.In("status", order.AwaitingShipment, order.PartiallyShipped, order.AwaitingReceipt))
	case order.WaitingPayment:
		q.Where("id IN (" + fmt.Sprintf(freightDue, q.Var(f.Store)) + ")")
	case order.WaitingCancellation:
		q.Where("status = 'in_cancel'")
	case order.WaitingDispute:
		q.Where("in_dispute = 1")
	case order.WaitingNone:
	}
}

// filterFields keeps the orders that have the values asked for.
func filterFields(q *sqlbuilder.SelectBuilder, f order.Filter) {
	if f.Tab != order.TabAll {
		q.Where(q.Equal("tab", f.Tab))
	}
	if f.Country != "" {
		q.Where(q.Equal("country", f.Country))
	}
	if f.Channel != "" {
		q.Where(q.Equal("channel", f.Channel))
	}
	if f.Category != "" {
		q.Where(q.Equal("category", f.Category))
	}
	if !f.PaidFrom.IsZero() {
		q.Where(q.GreaterEqualThan("paid_at", db.Time{Time: f.PaidFrom}))
	}
	if !f.PaidTo.IsZero() {
		q.Where(q.LessThan("paid_at", db.Time{Time: f.PaidTo}))
	}
}

// shortestNumber is how many digits of an order number are looked for as its beginning.
const shortestNumber = 6

// filterText keeps the orders a typed text names: by a number, or by words. It
// returns false when the text cannot name any.
func filterText(q *sqlbuilder.SelectBuilder, f order.Filter) bool {
	text := strings.TrimSpace(f.Text)
	if text == "" {
		return true
	}
	compact := strings.ToUpper(strings.Join(strings.Fields(text), ""))
	digits := strings.Trim(compact, "0123456789") == ""
	switch {
	case digits && len(compact) >= shortestNumber:
		q.Where(q.Or(
			q.And(q.GreaterEqualThan("number", compact), q.LessThan("number", compact+":")), // ':' follows '9'
			"id IN (SELECT n.order_id FROM notices n WHERE n.store_id = "+q.Var(f.Store)+" AND n.tracking = "+q.Var(compact)+")"))
		return true
	case strings.ContainsAny(compact, "0123456789") && !strings.ContainsAny(compact, " -_/") && isNumberLike(compact):
		q.Where("id IN (" +
			"SELECT p.order_id FROM parcels p WHERE p.store_id = " + q.Var(f.Store) + " AND p.number = " + q.Var(compact) +
			" UNION SELECT p.order_id FROM parcels p WHERE p.store_id = " + q.Var(f.Store) + " AND p.waybill = " + q.Var(compact) +
			" UNION SELECT n.order_id FROM notices n WHERE n.store_id = " + q.Var(f.Store) + " AND n.tracking = " + q.Var(compact) + ")")
		return true
	}
	m := match(f.Store, text)
	if m == "" {
		return false
	}
	q.Where("id IN (SELECT docid FROM order_search WHERE order_search MATCH " + q.Var(m) + ")")
	return true
}

// isNumberLike reports whether a text without blanks looks like a logistics
// order number or a waybill number: at least nine capitals and digits, mostly digits.
func isNumberLike(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r < 'A' || r > 'Z':
			return false
		}
	}
	return len(s) >= 9 && digits*2 >= len(s)
}

// Counts returns the numbers of the waiting box, each at most order.CountLimit.
func (s *Orders) Counts(ctx context.Context, f order.Filter) (order.Counts, error) {
	limit := order.CountLimit
	end := db.Time{Time: f.DayEnd}
	type row [6]int
	n, err := db.One(ctx, s.db, func(r db.Row) (n row, err error) {
		err = r.Scan(&n[0], &n[1], &n[2], &n[3], &n[4], &n[5])
		return n, err
	}, `
		SELECT
			(SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE store_id = ? AND to_ship > 0 AND ship_by IS NOT NULL LIMIT ?)),
			(SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE store_id = ? AND to_ship > 0 AND ship_by < ? LIMIT ?)),
			(SELECT COUNT(*) FROM (SELECT 1 FROM parcels p JOIN orders o ON o.store_id = p.store_id AND o.id = p.order_id
				WHERE p.store_id = ? AND p.closed_at IS NULL AND p.notice_id IS NULL AND p.waybill IS NOT NULL
				AND o.status IN ('wait_seller_send_goods', 'seller_part_send_goods', 'wait_buyer_accept_goods') LIMIT ?)),
			(SELECT COUNT(*) FROM (SELECT DISTINCT order_id FROM freight_open WHERE store_id = ? AND due_fen > 0 LIMIT ?)),
			(SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE store_id = ? AND status = 'in_cancel' LIMIT ?)),
			(SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE store_id = ? AND in_dispute = 1 LIMIT ?))`,
		f.Store, limit, f.Store, end, limit, f.Store, limit, f.Store, limit, f.Store, limit, f.Store, limit)
	if err != nil {
		return nil, fmt.Errorf("count waiting orders: %w", err)
	}
	counts := order.Counts{}
	for i, w := range order.Waitings {
		counts[w] = n[i]
	}
	return counts, nil
}

// Due returns orders in a status whose time is up at a moment, the oldest first.
func (s *Orders) Due(ctx context.Context, store account.StoreID, status order.Status, before time.Time, limit int) ([]order.ID, error) {
	column := map[order.Status]string{
		order.RiskControl: "paid_at", order.InCancel: "cancel_asked_at",
		order.AwaitingShipment: "ship_by", order.PartiallyShipped: "ship_by",
	}[status]
	q := s.db.Select("id").From("orders")
	q.Where(q.Equal("store_id", store), q.Equal("status", status), q.LessEqualThan(column, db.Time{Time: before}))
	query, args := q.OrderBy(column, "id").Limit(limit).Build()
	return db.All(ctx, s.db, func(r db.Row) (id order.ID, err error) {
		err = r.Scan(&id)
		return id, err
	}, query, args...)
}
