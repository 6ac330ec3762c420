package notice

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/order"
)

// Records are the stored notices.
type Records interface {
	Insert(ctx context.Context, n Notice) (ID, error)
	// Get returns a notice with its pieces, or ErrNotFound.
	Get(ctx context.Context, store account.StoreID, id ID) (Notice, error)
	// ForIDs returns those of the notices that exist.
	ForIDs(ctx context.Context, store account.StoreID, ids []ID) (map[ID]Notice, error)
	// ForOrders returns the notices of orders, oldest first.
	ForOrders(ctx context.Context, store account.StoreID, orders []order.ID) (map[order.ID][]Notice, error)
	// Update stores the changed notice if nobody changed it since it was read; otherwise
	// ErrChanged. Its pieces never change.
	Update(ctx context.Context, n Notice) error
	// Due lists declared notices whose first scan was due before a moment.
	Due(ctx context.Context, store account.StoreID, before time.Time, limit int) ([]ID, error)
	// Waiting lists notices that need a number and were first declared before a moment.
	Waiting(ctx context.Context, store account.StoreID, declaredBefore time.Time, limit int) ([]ID, error)
}
