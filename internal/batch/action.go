package batch

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/job"
	"sellerdesk/internal/notice"
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
)

// Actions lists every action in the order of the page.
var Actions = []Action{PrintLabels, FillNotices, Pay}

// Key is the key of the action's button.
func (a Action) Key() string { return "batch_action_" + string(a) }

// Permission is what somebody must be allowed to.
func (a Action) Permission() account.Permission {
	if a == Pay {
		return account.Pay
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

// Why an action leaves a parcel out.
var (
	errNoWaybill  = errs.New(errs.Conflict, "batch_no_waybill")
	errClosed     = errs.New(errs.Conflict, "batch_closed")
	errTold       = errs.New(errs.Conflict, "batch_told")      // its notice is filled in
	errNotTakes   = errs.New(errs.Conflict, "batch_not_takes") // its order takes no notice now
	errNothingDue = errs.New(errs.Conflict, "batch_nothing_due")
	errInPayment  = errs.New(errs.Conflict, "batch_in_payment")
)

// Plan is what an action would do to a selection.
type Plan struct {
	Action  Action
	Total   int             // ticked
	Parcels []parcel.Parcel // acted on, in the order of the work
	Skipped []Group
	Due     int64 // what is to be paid for all of them, fen; of Pay
}

// Group are parcels that are left out for the same reason.
type Group struct {
	Reason  *errs.Error
	Numbers []parcel.Number
}

// Skips is the number of parcels that are left out.
func (p Plan) Skips() int { return p.Total - len(p.Parcels) }

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
	FillNotice(ctx context.Context, store account.StoreID, by history.Actor, n order.Number, f shipping.NoticeForm) (notice.Notice, error)
}

// Labels print labels of parcels as one document.
type Labels interface {
	// Document is the labels of parcels, on a divided sheet from a position on. Those that
	// cannot be made are left out, and it says why. Without any label it is nil.
	Document(ctx context.Context, parcels []parcel.Parcel, on parcel.Paper, start int) ([]byte, map[parcel.ID]error, error)
}

// Prints are the ledger of printed labels.
type Prints interface {
	Note(ctx context.Context, store account.StoreID, by account.PersonID, k parcel.LabelKind, on parcel.Paper, parcels ...parcel.Parcel) error
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
	Jobs       *job.Service
	Outcomes   Outcomes
	Tx         job.Transactor
}

// chunk is how many parcels are read at once.
const chunk = 500

// Plan says what an action would do to what is ticked.
func (s *Service) Plan(ctx context.Context, of Selection, a Action) (Plan, error) {
	store := of.Store
	ids, err := s.Selections.All(ctx, of)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{Action: a, Total: len(ids)}
	skipped := map[string]*Group{}
	for part := range slices.Chunk(ids, chunk) {
		if err := s.sort(ctx, store, &plan, skipped, part); err != nil {
			return Plan{}, fmt.Errorf("plan %s: %w", a, err)
		}
	}
	for _, g := range skipped {
		plan.Skipped = append(plan.Skipped, *g)
	}
	slices.SortFunc(plan.Skipped, func(a, b Group) int {
		return cmp.Or(cmp.Compare(len(b.Numbers), len(a.Numbers)), cmp.Compare(a.Reason.Code, b.Reason.Code))
	})
	if a == PrintLabels {
		slices.SortStableFunc(plan.Parcels, inPickOrder)
	}
	return plan, nil
}

// sort puts parcels among those that are acted on, or into a group of those that are not.
func (s *Service) sort(ctx context.Context, store account.StoreID, plan *Plan, skipped map[string]*Group, ids []parcel.ID) error {
	parcels, err := s.Parcels.ByIDs(ctx, store, ids)
	if err != nil {
		return err
	}
	obstacle, err := s.obstacles(ctx, store, plan.Action, parcels)
	if err != nil {
		return err
	}
	for _, one := range parcels {
		why, due := obstacle(one)
		if why == nil {
			plan.Parcels, plan.Due = append(plan.Parcels, one), plan.Due+due
			continue
		}
		g, known := skipped[why.Code]
		if !known {
			g = &Group{Reason: why}
			skipped[why.Code] = g
		}
		g.Numbers = append(g.Numbers, one.Number)
	}
	return nil
}

// obstacles returns what says why an action leaves a parcel out, nil if it does not, and what is due for it.
func (s *Service) obstacles(ctx context.Context, store account.StoreID, a Action, parcels []parcel.Parcel) (func(parcel.Parcel) (*errs.Error, int64), error) {
	switch a {
	case FillNotices:
		return s.noticeObstacles(ctx, store, parcels)
	case Pay:
		return s.payObstacles(ctx, store, parcels)
	case PrintLabels:
	}
	return func(p parcel.Parcel) (*errs.Error, int64) {
		switch {
		case !p.HasLabel():
			return errNoWaybill, 0
		case !p.Open():
			return errClosed, 0
		}
		return nil, 0
	}, nil
}

func (s *Service) noticeObstacles(ctx context.Context, store account.StoreID, parcels []parcel.Parcel) (func(parcel.Parcel) (*errs.Error, int64), error) {
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

func (s *Service) payObstacles(ctx context.Context, store account.StoreID, parcels []parcel.Parcel) (func(parcel.Parcel) (*errs.Error, int64), error) {
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

// inPickOrder compares parcels by what is picked from the shelf for them, then by their order.
func inPickOrder(a, b parcel.Parcel) int {
	return cmp.Or(cmp.Compare(firstSKU(a), firstSKU(b)), cmp.Compare(a.OrderNumber, b.OrderNumber), cmp.Compare(a.ID, b.ID))
}

func firstSKU(p parcel.Parcel) string {
	if len(p.Goods) == 0 {
		return ""
	}
	return p.Goods[0].SKU
}

// LabelOptions are what labels are printed on.
type LabelOptions struct {
	Paper parcel.Paper
	Start int // position of the first label on a divided sheet, from 1
}

// StartLabels starts to print the labels of what is ticked.
func (s *Service) StartLabels(ctx context.Context, by account.PersonID, of Selection, o LabelOptions) (job.ID, error) {
	if err := o.Paper.CheckPosition(o.Start); err != nil {
		return 0, err
	}
	return s.start(ctx, by, of, PrintLabels, job.Labels, o)
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
	if len(plan.Parcels) == 0 {
		return 0, ErrNothing
	}
	text, err := json.Marshal(argument)
	if err != nil {
		return 0, fmt.Errorf("argument of %s: %w", a, err)
	}
	items := make([]job.Item, len(plan.Parcels))
	for i, one := range plan.Parcels {
		items[i] = job.Item{Subject: int64(one.ID), Number: string(one.Number)}
	}
	return s.Jobs.Start(ctx, of.Store, by, k, string(text), items)
}
