package batch

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/export"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/shipping"
)

// Action is what can be done to a selection.
type Action string

// The actions.
const (
	PrintLabels Action = "labels"
	FillNotices Action = "notices"
	Pay         Action = "pay"
	ShipOnline  Action = "shipping" // Batch Online Shipping

	PrintPickList Action = Action(parcel.PickList)
	PrintSlips    Action = Action(parcel.PackingSlips)
	PrintInvoices Action = Action(parcel.Invoices)
	PrintHandOver Action = Action(parcel.HandOverList)

	// Exports are called as the kinds of their jobs are.
	ExportOrders  = Action(job.ExportOrders)
	ExportParcels = Action(job.ExportParcels)
)

// Actions lists every action in the order of the page.
var Actions = []Action{ShipOnline, PrintLabels, FillNotices, Pay, PrintPickList, PrintSlips, PrintInvoices, PrintHandOver, ExportParcels, ExportOrders}

// Key is the key of the action's button.
func (a Action) Key() string { return "batch_action_" + string(a) }

// List is the list whose rows the action acts on.
func (a Action) List() List {
	switch a {
	case ShipOnline, ExportOrders:
		return OrderList
	case PrintLabels, FillNotices, Pay, ExportParcels:
	}
	return ParcelList
}

// Permission is what somebody must be allowed to.
func (a Action) Permission() account.Permission {
	switch a {
	case Pay:
		return account.Pay
	case ExportOrders, ExportParcels:
		return account.ReadAddresses
	case PrintLabels, FillNotices, ShipOnline:
	}
	return account.Ship
}

// ParseAction reads an action.
func ParseAction(s string) (Action, error) {
	if a := Action(s); slices.Contains(Actions, a) {
		return a, nil
	}
	return "", ErrAction.With("Text", s)
}

// ActionsOf lists what somebody may do to a list's rows.
func ActionsOf(l List, may func(account.Permission) bool) (list []Action) {
	for _, a := range Actions {
		if a.List() == l && may(a.Permission()) {
			list = append(list, a)
		}
	}
	return list
}

// Parcels are the stored parcels.
type Parcels interface {
	ByIDs(ctx context.Context, store account.StoreID, ids []parcel.ID) ([]parcel.Parcel, error)
	ForOrders(ctx context.Context, store account.StoreID, orders []order.ID) (map[order.ID][]parcel.Parcel, error)
}

// Orders are the stored orders.
type Orders interface {
	ForIDs(ctx context.Context, store account.StoreID, ids []order.ID) (map[order.ID]order.Order, error)
}

// Ledger is the freight ledger.
type Ledger interface {
	Balances(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]freight.Balance, error)
}

// Payments are the stored payments.
type Payments interface {
	PendingFor(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]paying.Number, error)
}

// Notices fill in shipping notices.
type Notices interface {
	// FillNotices fills in many in the transaction of the context, and says of each what is wrong with it.
	FillNotices(ctx context.Context, store account.StoreID, by history.Actor, forms []shipping.OrderNotice) ([]error, error)
}

// Labels print labels of parcels as one document.
type Labels interface {
	// Document is the labels of parcels, each once. Those that cannot be made are left out,
	// and it says why. Without any label it is nil.
	Document(ctx context.Context, parcels []parcel.Parcel, r parcel.LabelRun) ([]byte, map[parcel.ID]error, error)
}

// Prints are the ledger of printed labels.
type Prints interface {
	Note(ctx context.Context, store account.StoreID, by account.PersonID, k parcel.LabelKind, on parcel.Paper, parcels ...parcel.Parcel) error
}

// Transactor runs functions in a transaction; Steady makes a context for many small statements.
type Transactor interface {
	job.Transactor
	Steady(ctx context.Context) context.Context
}

// Service plans and starts actions on selections, and does their jobs.
type Service struct {
	Selections Selections
	Parcels    Parcels
	Orders     Orders
	Ledger     Ledger
	Payments   Payments
	Notices    Notices
	Labels     Labels
	Prints     Prints
	Papers     Papers
	Tariffs    Tariffs
	Exports    *export.Service
	Jobs       *job.Service
	Outcomes   Outcomes
	Tx         Transactor
}

// StartNotices starts to fill in the shipping notices of what is ticked.
func (s *Service) StartNotices(ctx context.Context, by account.PersonID, of Selection) (job.ID, error) {
	return s.start(ctx, by, of, FillNotices, job.Notices, nil)
}

func (s *Service) start(ctx context.Context, by account.PersonID, of Selection, a Action, k job.Kind, argument any) (job.ID, error) {
	plan, err := s.Plan(ctx, of, a)
	if err != nil {
		return 0, err
	}
	return s.startPlan(ctx, by, of, plan, k, argument)
}

func (s *Service) startPlan(ctx context.Context, by account.PersonID, of Selection, plan Plan, k job.Kind, argument any) (job.ID, error) {
	if len(plan.Acts) == 0 {
		return 0, ErrNothing
	}
	text, err := json.Marshal(argument)
	if err != nil {
		return 0, fmt.Errorf("argument of %s: %w", k, err)
	}
	return s.Jobs.Start(ctx, of.Store, by, k, string(text), plan.Acts)
}
