package sqlstore

import (
	"context"
	"fmt"

	"sellerdesk/internal/batchshipping"
	"sellerdesk/internal/db"
	"sellerdesk/internal/order"
)

// ToShip returns the numbers of the orders with pieces to ship that a filter finds, the most urgent first.
func (s *Orders) ToShip(ctx context.Context, f batchshipping.Filter, limit int) ([]order.Number, error) {
	q := s.db.Select("number").From("orders")
	q.Where(q.Equal("store_id", f.Store), "to_ship > 0")
	switch f.Status {
	case batchshipping.NotCreated:
		q.Where("NOT EXISTS (SELECT 1 FROM parcels p WHERE p.store_id = orders.store_id AND p.order_id = orders.id)")
	case batchshipping.PartLeft:
		q.Where(q.Equal("status", order.PartiallyShipped))
	case batchshipping.Again:
		q.Where("EXISTS (SELECT 1 FROM parcels p WHERE p.store_id = orders.store_id AND p.order_id = orders.id AND p.closed_at IS NOT NULL)")
	case batchshipping.Any:
	}
	if !f.PaidFrom.IsZero() {
		q.Where(q.GreaterEqualThan("paid_at", db.Time{Time: f.PaidFrom}))
	}
	if !f.PaidTo.IsZero() {
		q.Where(q.LessThan("paid_at", db.Time{Time: f.PaidTo}))
	}
	query, args := q.OrderBy("urgent_at", "id").Limit(limit).Build()
	numbers, err := db.All(ctx, s.db, func(r db.Row) (n order.Number, err error) {
		err = r.Scan(&n)
		return n, err
	}, query, args...)
	if err != nil {
		return nil, fmt.Errorf("orders to ship: %w", err)
	}
	return numbers, nil
}
