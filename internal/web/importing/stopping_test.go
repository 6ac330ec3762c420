package importing_test

import (
	"context"
	"errors"

	"sellerdesk/internal/order"
	"sellerdesk/internal/orderimport"
)

// stopping are orders of which those of the second group cannot be stored.
type stopping struct{ orderimport.Orders }

func (s stopping) Insert(ctx context.Context, o order.Order) (order.ID, error) {
	id, err := s.Orders.Insert(ctx, o)
	if err == nil && id > 120 {
		err = errors.New("the disk is full")
	}
	return id, err
}
