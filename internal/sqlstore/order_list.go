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
	"sellerdesk/internal/place"
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

// sorting is how a list is sorted: the most urgent first, or the newest first.
func sorting(f order.Filter) (column string, ascending bool) {
	switch f.Waiting {
	case order.WaitingShipment, order.WaitingShipToday:
		return "urgent_at", true
	case order.WaitingCancellation:
		return "cancel_asked_at", true
	case order.WaitingNone, order.WaitingNotice, order.WaitingPayment, order.WaitingDispute:
	}
	return "placed_at", false
}

// places reads the places of a page and of one row more.
func (s *Orders) places(ctx context.Context, f order.Filter) ([]orderPlace, error) {
	query, args := s.placesQuery(f)
	if query == "" {
		return nil, nil
	}
	return db.All(ctx, s.db, scanOrderPlace, query, args...)
}

// placesQuery is the statement for the places of a page, or empty when there can be none.
func (s *Orders) placesQuery(f order.Filter) (string, []any) {
	column, ascending := sorting(f)
	q := s.db.Select(column + ", id")
	if !filtered(q, f) {
		return "", nil
	}
	after(q, f.Cursor, column, "id", ascending)
	return q.Limit(paging.Size + 1).Build()
}

// foundQuery finds the ids of all that a list holds, whatever page it shows; it is empty when that is nothing.
func (s *Orders) foundQuery(f order.Filter, most int) (string, []any) {
	q := s.db.Select("id")
	if !filtered(q, f) {
		return "", nil
	}
	return q.Limit(most).Build()
}

// filtered keeps the orders that a filter finds; it reports false when there can be none.
func filtered(q *sqlbuilder.SelectBuilder, f order.Filter) bool {
	sets, possible := foundSets(q, f)
	if !possible {
		return false
	}
	from := "orders"
	if len(sets) > 0 {
		from = fmt.Sprintf("(%s) AS found CROSS JOIN %s", sets[0], from)
		q.Where("id = found.order_id")
	}
	q.From(from).Where(q.Equal("store_id", f.Store))
	for _, set := range sets[min(1, len(sets)):] {
		q.Where("id IN (" + set + ")")
	}
	filterWaiting(q, f)
	filterFields(q, f)
	return true
}

// foundSets returns statements that find the orders to choose from, each order once:
// those a text names, and those in a box that other tables know of. It reports
// false when the text can name none. Orders are looked up one by one from what was
// found (CROSS JOIN: in this order), instead of all being read in the order of the list.
func foundSets(q *sqlbuilder.SelectBuilder, f order.Filter) (sets []string, possible bool) {
	if strings.TrimSpace(f.Text) != "" {
		named := byText(q, f.Store, f.Text)
		if len(named) == 0 {
			return nil, false
		}
		sets = append(sets, "SELECT DISTINCT order_id FROM ("+strings.Join(named, " UNION ALL ")+") AS named")
	}
	switch f.Waiting {
	case order.WaitingNotice:
		sets = append(sets, fmt.Sprintf(noticeMissing, q.Var(f.Store)))
	case order.WaitingPayment:
		sets = append(sets, fmt.Sprintf(freightDue, q.Var(f.Store)))
	case order.WaitingNone, order.WaitingShipment, order.WaitingShipToday, order.WaitingCancellation, order.WaitingDispute:
	}
	return sets, true
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

// noticeMissing are the orders with an open parcel that has a waybill number and no
// shipping notice: by the one chance, one parcel at most.
const noticeMissing = `SELECT p.order_id FROM parcels p
	WHERE p.store_id = %s AND p.closed_at IS NULL AND p.notice_id IS NULL AND p.waybill IS NOT NULL`

// freightDue are the orders with freight to be paid.
const freightDue = `SELECT DISTINCT f.order_id FROM freight_open f WHERE f.store_id = %s AND f.due_fen > 0`

// filterWaiting keeps the orders of a box of Orders Waiting for Your Operation.
func filterWaiting(q *sqlbuilder.SelectBuilder, f order.Filter) {
	switch f.Waiting {
	case order.WaitingShipment:
		q.Where("to_ship > 0")
	case order.WaitingShipToday:
		q.Where("to_ship > 0", q.LessThan("urgent_at", db.Time{Time: f.DayEnd}), "ship_by IS NOT NULL")
	case order.WaitingNotice:
		q.Where(q.In("status", order.AwaitingShipment, order.PartiallyShipped, order.AwaitingReceipt))
	case order.WaitingCancellation:
		q.Where("status = 'in_cancel'")
	case order.WaitingDispute:
		q.Where("in_dispute = 1")
	case order.WaitingNone, order.WaitingPayment:
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
			(SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE store_id = ? AND to_ship > 0 LIMIT ?)),
			(SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE store_id = ? AND to_ship > 0
				AND urgent_at < ? AND ship_by IS NOT NULL LIMIT ?)),
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

// due are the statuses in which a time runs out, and the condition under which it did.
var due = map[order.Status]struct{ column, where string }{
	order.RiskControl:      {"paid_at", "status = 'risk_control'"},
	order.InCancel:         {"cancel_asked_at", "status = 'in_cancel'"},
	order.AwaitingShipment: {"ship_by", "ship_by IS NOT NULL AND status = 'wait_seller_send_goods'"},
	order.PartiallyShipped: {"ship_by", "ship_by IS NOT NULL AND status = 'seller_part_send_goods'"},
	order.AwaitingReceipt:  {"shipped_at", "status = 'wait_buyer_accept_goods' AND in_dispute = 0"},
	order.FundProcessing:   {"confirmed_at", "status = 'fund_processing' AND in_dispute = 0"},
}

// Due returns orders in a status whose time was up at a moment, the longest overdue first.
func (s *Orders) Due(ctx context.Context, store account.StoreID, status order.Status, at time.Time, limit int) ([]order.ID, error) {
	d, waits := due[status]
	if !waits {
		return nil, nil
	}
	q := s.db.Select("id").From("orders")
	q.Where(q.Equal("store_id", store), d.where, q.LessEqualThan(d.column, db.Time{Time: at}), q.Equal("frozen", false))
	query, args := q.OrderBy(d.column, "id").Limit(limit).Build()
	ids, err := db.All(ctx, s.db, func(r db.Row) (id order.ID, err error) {
		err = r.Scan(&id)
		return id, err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("orders due: %w", err)
	}
	return ids, nil
}

// Newest returns the numbers of the orders placed last, the newest first.
func (s *Orders) Newest(ctx context.Context, store account.StoreID, n int) ([]order.Number, error) {
	return db.All(ctx, s.db, func(r db.Row) (n order.Number, err error) {
		err = r.Scan(&n)
		return n, err
	}, `
		SELECT number
		FROM orders
		WHERE store_id = ?
		ORDER BY placed_at DESC, id DESC
		LIMIT ?`, store, n)
}

// mostOfBuyer is how many other orders of a buyer are named.
const mostOfBuyer = 10

// waitingOrder is an order with pieces to ship, and whom they go to.
type waitingOrder struct {
	number order.Number
	to     recipient
}

type recipient struct {
	buyer, postal, street string
	country               place.Country
}

func recipientOf(o order.Order) recipient {
	return recipient{o.Buyer.Name, o.ShipTo.Postal, o.ShipTo.Street, o.ShipTo.Country}
}

// SameBuyers returns for each of some orders others of the same buyer to the same
// address with pieces to ship, the oldest first.
func (s *Orders) SameBuyers(ctx context.Context, store account.StoreID, orders []order.Order) (map[order.ID][]order.Number, error) {
	waiting, err := s.waitingFor(ctx, store, orders)
	if err != nil {
		return nil, fmt.Errorf("orders of the buyers of %d orders: %w", len(orders), err)
	}
	others := map[order.ID][]order.Number{}
	for _, o := range orders {
		for _, n := range waiting[recipientOf(o)] {
			if n != o.Number && len(others[o.ID]) < mostOfBuyer {
				others[o.ID] = append(others[o.ID], n)
			}
		}
	}
	return others, nil
}

// ofBuyers asks for the orders of buyers with pieces to ship, the oldest first.
func (s *Orders) ofBuyers(store account.StoreID, buyers []string) (query string, args []any) {
	q := s.db.Select("number, buyer_name, to_postal, to_street, country").From("orders")
	q.Where(q.Equal("store_id", store), "to_ship > 0", in(q, "buyer_name", buyers)).OrderBy(sorted("placed_at"), "id")
	return q.Build()
}

// waitingFor returns the orders with pieces to ship to whom some orders go.
func (s *Orders) waitingFor(ctx context.Context, store account.StoreID, orders []order.Order) (map[recipient][]order.Number, error) {
	asked := map[recipient]bool{}
	var buyers []string
	for _, o := range orders {
		if to := recipientOf(o); !asked[to] {
			asked[to], buyers = true, append(buyers, to.buyer)
		}
	}
	query, args := s.ofBuyers(store, buyers)
	rows, err := db.All(ctx, s.db, func(r db.Row) (w waitingOrder, err error) {
		err = r.Scan(&w.number, &w.to.buyer, &w.to.postal, &w.to.street, &w.to.country)
		return w, err
	}, query, args...)
	waiting := map[recipient][]order.Number{}
	for _, w := range rows {
		if asked[w.to] && len(waiting[w.to]) <= mostOfBuyer {
			waiting[w.to] = append(waiting[w.to], w.number)
		}
	}
	return waiting, err
}
