package batch

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/export"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// FoundParcels are the parcels that a filter finds at this moment; more than a selection holds are ErrTooMany.
func (s *Service) FoundParcels(ctx context.Context, f parcel.Filter) ([]job.Item, error) {
	items, err := s.Selections.FoundParcels(ctx, f, Most+1)
	return atMost(items, err)
}

// FoundOrders are the orders that a filter finds at this moment; more than a selection holds are ErrTooMany.
func (s *Service) FoundOrders(ctx context.Context, f order.Filter) ([]job.Item, error) {
	items, err := s.Selections.FoundOrders(ctx, f, Most+1)
	return atMost(items, err)
}

func atMost(items []job.Item, err error) ([]job.Item, error) {
	if err == nil && len(items) > Most {
		err = ErrTooMany.With("Max", Most)
	}
	return items, err
}

// Export writes orders or parcels as a file: at once when they are few; otherwise it starts
// a job that does, and there is no file yet.
func (s *Service) Export(ctx context.Context, store account.StoreID, by account.PersonID, of List, o export.Options, items []job.Item) (export.File, job.ID, error) {
	kind := job.ExportParcels
	if of == OrderList {
		kind = job.ExportOrders
	}
	switch {
	case len(items) == 0:
		return export.File{}, 0, export.ErrNothing
	case len(items) <= export.AtOnce:
		file, err := s.Exports.Whole(ctx, store, kind, o, items)
		return file, 0, err
	}
	id, err := s.Exports.Start(ctx, store, by, kind, o, items)
	return export.File{}, id, err
}
