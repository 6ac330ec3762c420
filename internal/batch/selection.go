// Package batch does work on many orders or parcels at once: what a person has
// ticked, which of it an action can act on, and the job that does it.
//
// Nothing here is a second implementation: each order and each parcel goes
// through the same method as on its own page.
package batch

import (
	"context"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// Errors this package reports.
var (
	ErrNotFound = errs.New(errs.NotFound, "batch_selection_not_found")
	ErrTooMany  = errs.New(errs.Invalid, "batch_too_many") // more than a selection holds
	ErrNothing  = errs.New(errs.Conflict, "batch_nothing") // the action can act on none of it
	ErrNoRows   = errs.New(errs.Conflict, "batch_no_rows") // there is nothing to tick
	ErrAction   = errs.New(errs.Invalid, "batch_action")   // no such action
	ErrList     = errs.New(errs.Invalid, "batch_list")     // no such list
)

// Most is the number of rows a selection holds at most; MostPasted that of numbers pasted at once.
const (
	Most       = 50_000
	MostPasted = 5_000
)

// List is a list of the site whose rows can be ticked.
type List string

// The lists.
const (
	ParcelList List = "parcels" // International Parcel Orders
	OrderList  List = "orders"  // My Orders
)

// Lists lists every list.
var Lists = []List{ParcelList, OrderList}

// Key is the key of the list's name.
func (l List) Key() string { return "batch_list_" + string(l) }

// ParseList reads a list.
func ParseList(s string) (List, error) {
	if l := List(s); slices.Contains(Lists, l) {
		return l, nil
	}
	return "", ErrList.With("Text", s)
}

// Whose says whose ticks of which list are meant: everybody has their own in each.
type Whose struct {
	Store  account.StoreID
	Person account.PersonID
	List   List
}

// Subject is the id of a row of a list: of an order or of a parcel.
type Subject int64

// ID identifies a selection.
type ID int64

// Selection is what a person has ticked in a list of a store.
type Selection struct {
	ID ID
	Whose
	Pasted *Pasted // what became of the numbers pasted last; nil when it was ticked otherwise
	Shown  string  // mark of what was ticked on the page that acts; empty without a page
}

// Selections are the stored selections.
type Selections interface {
	// Mine returns the selection of a person; it is made when there is none.
	Mine(ctx context.Context, w Whose) (Selection, error)
	// Get returns a selection of the store.
	Get(ctx context.Context, store account.StoreID, id ID) (Selection, error)
	// Find returns the selection of a person, or ErrNotFound before anything was ticked.
	Find(ctx context.Context, w Whose) (Selection, error)
	Add(ctx context.Context, s Selection, ids []Subject) error
	Remove(ctx context.Context, s Selection, ids []Subject) error
	// AddParcels ticks all that a filter finds at this moment, at most so many, and returns how many it found.
	AddParcels(ctx context.Context, s Selection, f parcel.Filter, most int) (int, error)
	// AddOrders does the same with orders.
	AddOrders(ctx context.Context, s Selection, f order.Filter, most int) (int, error)
	// FoundParcels returns what a filter finds at this moment, at most so many, the oldest first.
	FoundParcels(ctx context.Context, f parcel.Filter, most int) ([]job.Item, error)
	// FoundOrders does the same with orders.
	FoundOrders(ctx context.Context, f order.Filter, most int) ([]job.Item, error)
	// Clear takes all ticks back and keeps what became of pasted numbers, if there were any.
	Clear(ctx context.Context, s Selection, p *Pasted) error
	Count(ctx context.Context, s Selection) (int, error)
	// Of returns the ticked ones of some rows.
	Of(ctx context.Context, s Selection, ids []Subject) (map[Subject]bool, error)
	// All returns what is ticked with its numbers, the oldest first.
	All(ctx context.Context, s Selection) ([]job.Item, error)
	// Numbered returns the rows of a list that have some numbers.
	Numbered(ctx context.Context, store account.StoreID, l List, numbers []string) (map[string]Subject, error)
	// Named returns the rows of a list that one of some texts names: a transaction order number,
	// a logistics order number or a waybill.
	Named(ctx context.Context, store account.StoreID, l List, texts []string) (map[string][]Subject, error)
}

// Ticks returns those of some rows that a person has ticked, and how many are ticked in all.
func (s *Service) Ticks(ctx context.Context, w Whose, ids []Subject) (map[Subject]bool, int, error) {
	mine, err := s.Selections.Find(ctx, w)
	if errs.KindOf(err) == errs.NotFound {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	ticked, err := s.Selections.Of(ctx, mine, ids)
	if err != nil {
		return nil, 0, err
	}
	n, err := s.Selections.Count(ctx, mine)
	return ticked, n, err
}

// Get returns a selection of the store, or ErrNotFound.
func (s *Service) Get(ctx context.Context, store account.StoreID, id ID) (Selection, error) {
	return s.Selections.Get(ctx, store, id)
}

// Mine returns what a person has ticked, or ErrNotFound before anything was.
func (s *Service) Mine(ctx context.Context, w Whose) (Selection, error) {
	return s.Selections.Find(ctx, w)
}

// Tick makes the shown rows ticked as a form says: those whose number is in ticked are, the others are not any more.
func (s *Service) Tick(ctx context.Context, w Whose, shown, ticked []string) (int, error) {
	if len(shown) > Most {
		return 0, ErrTooMany.With("Max", Most)
	}
	var n int
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		mine, err := s.Selections.Mine(ctx, w)
		if err != nil {
			return err
		}
		found, err := s.Selections.Numbered(ctx, w.Store, w.List, shown)
		if err != nil {
			return err
		}
		add, remove := split(found, ticked)
		if err := s.Selections.Remove(ctx, mine, remove); err != nil {
			return err
		}
		n, err = s.add(ctx, mine, add)
		return err
	})
	return n, err
}

// split tells the rows whose numbers are ticked from the others.
func split(found map[string]Subject, ticked []string) (add, remove []Subject) {
	is := map[string]bool{}
	for _, n := range ticked {
		is[n] = true
	}
	for n, id := range found {
		if is[n] {
			add = append(add, id)
		} else {
			remove = append(remove, id)
		}
	}
	return add, remove
}

// add ticks rows and returns how many are ticked now; ErrTooMany beyond Most.
func (s *Service) add(ctx context.Context, mine Selection, ids []Subject) (int, error) {
	if err := s.Selections.Add(ctx, mine, ids); err != nil {
		return 0, err
	}
	n, err := s.Selections.Count(ctx, mine)
	if err == nil && n > Most {
		err = ErrTooMany.With("Max", Most)
	}
	return n, err
}

// TickParcels ticks exactly the parcels that a filter finds at this moment, and no others any more.
func (s *Service) TickParcels(ctx context.Context, p account.PersonID, f parcel.Filter) (int, error) {
	return s.tickFound(ctx, Whose{f.Store, p, ParcelList}, func(ctx context.Context, mine Selection) (int, error) {
		return s.Selections.AddParcels(ctx, mine, f, Most+1)
	})
}

// TickOrders ticks exactly the orders that a filter finds at this moment, and no others any more.
func (s *Service) TickOrders(ctx context.Context, p account.PersonID, f order.Filter) (int, error) {
	return s.tickFound(ctx, Whose{f.Store, p, OrderList}, func(ctx context.Context, mine Selection) (int, error) {
		return s.Selections.AddOrders(ctx, mine, f, Most+1)
	})
}

func (s *Service) tickFound(ctx context.Context, w Whose, add func(context.Context, Selection) (int, error)) (int, error) {
	var n int
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		mine, err := s.emptied(ctx, w)
		if err != nil {
			return err
		}
		n, err = add(ctx, mine)
		if err == nil && n > Most {
			err = ErrTooMany.With("Max", Most)
		}
		return err
	})
	return n, err
}

// TickFailed ticks what failed in a job, and what it had not done when it was cancelled.
// Without any it is ErrNoRows.
func (s *Service) TickFailed(ctx context.Context, w Whose, j job.Job) error {
	outcomes := []job.Outcome{job.Failed}
	if j.State == job.Cancelled {
		outcomes = append(outcomes, job.Undone)
	}
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		var ids []Subject
		for _, o := range outcomes {
			items, err := s.Outcomes.All(ctx, w.Store, j.ID, o)
			if err != nil {
				return err
			}
			for _, item := range items {
				ids = append(ids, Subject(item.Subject))
			}
		}
		_, err := s.TickOnly(ctx, w, ids)
		return err
	})
}

// TickOnly ticks some rows, and nothing else any more. Without any it is ErrNoRows, and
// what was ticked stays.
func (s *Service) TickOnly(ctx context.Context, w Whose, ids []Subject) (Selection, error) {
	if len(ids) == 0 {
		return Selection{}, ErrNoRows
	}
	var mine Selection
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if mine, err = s.emptied(ctx, w); err != nil {
			return err
		}
		_, err = s.add(ctx, mine, ids)
		return err
	})
	return mine, err
}

// Clear takes all ticks of a person back.
func (s *Service) Clear(ctx context.Context, w Whose) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		_, err := s.emptied(ctx, w)
		return err
	})
}

func (s *Service) emptied(ctx context.Context, w Whose) (Selection, error) {
	mine, err := s.Selections.Mine(ctx, w)
	if err != nil {
		return Selection{}, err
	}
	return mine, s.Selections.Clear(ctx, mine, nil)
}
