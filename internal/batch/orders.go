package batch

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// Why Batch Online Shipping leaves an order out.
var (
	errFrozen       = errs.New(errs.Conflict, "batch_frozen")
	errCancelAsked  = errs.New(errs.Conflict, "batch_cancel_asked")  // the buyer's wish waits for an answer
	errNotShippable = errs.New(errs.Conflict, "batch_not_shippable") // not yet, or not any more
	errOneChance    = errs.New(errs.Conflict, "batch_one_chance")    // a logistics order of it waits for its notice
	errAllTaken     = errs.New(errs.Conflict, "batch_all_taken")     // no piece is free
)

// Shippable says which of the ticked orders a logistics order can be made for now,
// and why it cannot for the others. The subjects of what it acts on are the orders' ids.
func (s *Service) Shippable(ctx context.Context, of Selection) (Plan, error) {
	return s.Plan(ctx, of, ShipOnline)
}

// judgeOrders says for which orders a logistics order can be made.
func (s *Service) judgeOrders(ctx context.Context, store account.StoreID, items []job.Item) ([]verdict, error) {
	ids := make([]order.ID, len(items))
	for i, item := range items {
		ids[i] = order.ID(item.Subject)
	}
	orders, err := s.Orders.ForIDs(ctx, store, ids)
	if err != nil {
		return nil, err
	}
	parcels, err := s.Parcels.ForOrders(ctx, store, ids)
	if err != nil {
		return nil, err
	}
	verdicts := make([]verdict, len(items))
	for i, item := range items {
		id := order.ID(item.Subject)
		verdicts[i] = verdict{item: item, why: notShippable(orders[id], parcels[id])}
	}
	return verdicts, nil
}

// notShippable says why no logistics order can be made for an order now; nil if one can.
func notShippable(o order.Order, parcels []parcel.Parcel) *errs.Error {
	switch {
	case o.Frozen:
		return errFrozen
	case o.Status == order.InCancel:
		return errCancelAsked
	}
	for _, p := range parcels {
		if p.Open() && p.Notice == 0 {
			return errOneChance
		}
	}
	switch {
	case o.ToShip() > 0:
		return nil
	case o.Status.Shippable():
		return errAllTaken
	}
	return errNotShippable
}
