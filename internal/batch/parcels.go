package batch

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// Why an action leaves a parcel out.
var (
	errNoWaybill  = errs.New(errs.Conflict, "batch_no_waybill")
	errClosed     = errs.New(errs.Conflict, "batch_closed")
	errTold       = errs.New(errs.Conflict, "batch_told")      // its notice is filled in
	errNotTakes   = errs.New(errs.Conflict, "batch_not_takes") // its order takes no notice now
	errNothingDue = errs.New(errs.Conflict, "batch_nothing_due")
	errInPayment  = errs.New(errs.Conflict, "batch_in_payment")
)

// obstacle says why an action leaves a parcel out, nil if it does not, and what is due for it.
type obstacle func(parcel.Parcel) (why *errs.Error, due int64)

// judgeParcels says what an action would do to parcels.
func (s *Service) judgeParcels(ctx context.Context, store account.StoreID, a Action, items []job.Item) ([]verdict, error) {
	parcels, err := s.parcelsOf(ctx, store, items)
	if err != nil {
		return nil, err
	}
	stops, err := s.obstacles(ctx, store, a, parcels)
	if err != nil {
		return nil, err
	}
	verdicts := make([]verdict, len(parcels))
	for i, p := range parcels {
		v := verdict{item: job.Item{Subject: int64(p.ID), Number: string(p.Number)}}
		v.why, v.due = stops(p)
		if a.inPickOrder() { // by what is picked from the shelf, then by order
			v.place = [2]string{p.FirstSKU(), string(p.OrderNumber)}
		}
		verdicts[i] = v
	}
	return verdicts, nil
}

// obstacles returns what says why an action leaves a parcel out.
func (s *Service) obstacles(ctx context.Context, store account.StoreID, a Action, parcels []parcel.Parcel) (obstacle, error) {
	switch a {
	case FillNotices:
		return s.noticeObstacles(ctx, store, parcels)
	case Pay:
		return s.payObstacles(ctx, store, parcels)
	case PrintPickList, PrintSlips, PrintInvoices, PrintHandOver:
		return s.paperworkObstacles(ctx, store, parcel.Paperwork(a))
	case PrintLabels, ShipOnline, ExportOrders, ExportParcels:
	}
	return labelObstacles, nil
}

func labelObstacles(p parcel.Parcel) (*errs.Error, int64) {
	switch {
	case !p.HasLabel():
		return errNoWaybill, 0
	case !p.Open():
		return errClosed, 0
	}
	return nil, 0
}

func (s *Service) noticeObstacles(ctx context.Context, store account.StoreID, parcels []parcel.Parcel) (obstacle, error) {
	ids := make([]order.ID, len(parcels))
	for i, p := range parcels {
		ids[i] = p.Order
	}
	orders, err := s.Orders.ForIDs(ctx, store, ids)
	return func(p parcel.Parcel) (*errs.Error, int64) {
		switch o := orders[p.Order]; {
		case !p.Open():
			return errClosed, 0
		case !p.HasLabel():
			return errNoWaybill, 0
		case !p.NeedsNotice():
			return errTold, 0
		case o.Frozen || !o.Status.Shippable() && o.Status != order.AwaitingReceipt:
			return errNotTakes, 0
		}
		return nil, 0
	}, err
}

func (s *Service) payObstacles(ctx context.Context, store account.StoreID, parcels []parcel.Parcel) (obstacle, error) {
	ids := make([]parcel.ID, len(parcels))
	for i, p := range parcels {
		ids[i] = p.ID
	}
	balances, err := s.Ledger.Balances(ctx, store, ids)
	if err != nil {
		return nil, err
	}
	pending, err := s.Payments.PendingFor(ctx, store, ids)
	return func(p parcel.Parcel) (*errs.Error, int64) {
		due := balances[p.ID].Due.Minor
		switch {
		case pending[p.ID] != "":
			return errInPayment, 0
		case due <= 0:
			return errNothingDue, 0
		}
		return nil, due
	}, err
}
