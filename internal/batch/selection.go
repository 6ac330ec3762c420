// Package batch does work on many parcels at once: what a person has ticked,
// which of it an action can act on, and the job that does it.
//
// Nothing here is a second implementation: each parcel goes through the same
// method as on its own page.
package batch

import (
	"context"
	"slices"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
	"sellerdesk/internal/parcel"
)

// Errors this package reports.
var (
	ErrNotFound = errs.New(errs.NotFound, "batch_selection_not_found")
	ErrTooMany  = errs.New(errs.Invalid, "batch_too_many") // more than a selection holds
	ErrNothing  = errs.New(errs.Conflict, "batch_nothing") // the action can act on none of it
	ErrAction   = errs.New(errs.Invalid, "batch_action")   // no such action
)

// Most is the number of parcels a selection holds at most; MostPasted that of numbers pasted at once.
const (
	Most       = 50_000
	MostPasted = 5_000
)

// ID identifies a selection.
type ID int64

// Selection is what a person has ticked in International Parcel Orders of a store.
type Selection struct {
	ID     ID
	Store  account.StoreID
	Person account.PersonID
	Pasted *Pasted // what became of the numbers pasted last; nil when it was ticked otherwise
}

// Selections are the stored selections.
type Selections interface {
	// Mine returns the selection of a person; it is made when there is none.
	Mine(ctx context.Context, store account.StoreID, p account.PersonID) (Selection, error)
	// Get returns a selection of the store.
	Get(ctx context.Context, store account.StoreID, id ID) (Selection, error)
	// Find returns the selection of a person, or ErrNotFound before anything was ticked.
	Find(ctx context.Context, store account.StoreID, p account.PersonID) (Selection, error)
	Add(ctx context.Context, s Selection, ids []parcel.ID) error
	Remove(ctx context.Context, s Selection, ids []parcel.ID) error
	// AddFound ticks all that a filter finds at this moment, at most so many, and returns how many it found.
	AddFound(ctx context.Context, s Selection, f parcel.Filter, most int) (int, error)
	// Clear takes all ticks back and keeps what became of pasted numbers, if there were any.
	Clear(ctx context.Context, s Selection, p *Pasted) error
	Count(ctx context.Context, s Selection) (int, error)
	// Of returns the ticked ones of some parcels.
	Of(ctx context.Context, s Selection, ids []parcel.ID) (map[parcel.ID]bool, error)
	// All returns what is ticked, the oldest first.
	All(ctx context.Context, s Selection) ([]parcel.ID, error)
}

// Parcels are the stored parcels.
type Parcels interface {
	ByIDs(ctx context.Context, store account.StoreID, ids []parcel.ID) ([]parcel.Parcel, error)
	ByNumbers(ctx context.Context, store account.StoreID, numbers []parcel.Number) ([]parcel.Parcel, error)
	// Named returns the parcels that one of some texts names: their number, their waybill or their order's number.
	Named(ctx context.Context, store account.StoreID, texts []string) (map[string][]parcel.ID, error)
}

// Ticks returns those of some parcels that a person has ticked, and how many are ticked in all.
func (s *Service) Ticks(ctx context.Context, store account.StoreID, p account.PersonID, ids []parcel.ID) (map[parcel.ID]bool, int, error) {
	mine, err := s.Selections.Find(ctx, store, p)
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
func (s *Service) Mine(ctx context.Context, store account.StoreID, p account.PersonID) (Selection, error) {
	return s.Selections.Find(ctx, store, p)
}

// Tick makes the shown parcels ticked as a form says: those in ticked are, the others are not any more.
func (s *Service) Tick(ctx context.Context, store account.StoreID, p account.PersonID, shown, ticked []parcel.Number) (int, error) {
	if len(shown) > Most {
		return 0, ErrTooMany.With("Max", Most)
	}
	var n int
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		mine, err := s.Selections.Mine(ctx, store, p)
		if err != nil {
			return err
		}
		found, err := s.Parcels.ByNumbers(ctx, store, shown)
		if err != nil {
			return err
		}
		var add, remove []parcel.ID
		for _, one := range found {
			if slices.Contains(ticked, one.Number) {
				add = append(add, one.ID)
			} else {
				remove = append(remove, one.ID)
			}
		}
		if err := s.Selections.Remove(ctx, mine, remove); err != nil {
			return err
		}
		n, err = s.add(ctx, mine, add)
		return err
	})
	return n, err
}

// add ticks parcels and returns how many are ticked now; ErrTooMany beyond Most.
func (s *Service) add(ctx context.Context, mine Selection, ids []parcel.ID) (int, error) {
	if err := s.Selections.Add(ctx, mine, ids); err != nil {
		return 0, err
	}
	n, err := s.Selections.Count(ctx, mine)
	if err == nil && n > Most {
		err = ErrTooMany.With("Max", Most)
	}
	return n, err
}

// TickFound ticks exactly what a filter finds at this moment, and nothing else any more.
func (s *Service) TickFound(ctx context.Context, p account.PersonID, f parcel.Filter) (int, error) {
	var n int
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		mine, err := s.emptied(ctx, f.Store, p)
		if err != nil {
			return err
		}
		n, err = s.Selections.AddFound(ctx, mine, f, Most+1)
		if err == nil && n > Most {
			err = ErrTooMany.With("Max", Most)
		}
		return err
	})
	return n, err
}

// TickFailed ticks what failed in a job, and nothing else any more.
func (s *Service) TickFailed(ctx context.Context, store account.StoreID, p account.PersonID, id job.ID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		failed, err := s.Outcomes.All(ctx, store, id, job.Failed)
		if err != nil {
			return err
		}
		ids := make([]parcel.ID, len(failed))
		for i, item := range failed {
			ids[i] = parcel.ID(item.Subject)
		}
		mine, err := s.emptied(ctx, store, p)
		if err != nil {
			return err
		}
		_, err = s.add(ctx, mine, ids)
		return err
	})
}

// Clear takes all ticks of a person back.
func (s *Service) Clear(ctx context.Context, store account.StoreID, p account.PersonID) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		_, err := s.emptied(ctx, store, p)
		return err
	})
}

func (s *Service) emptied(ctx context.Context, store account.StoreID, p account.PersonID) (Selection, error) {
	mine, err := s.Selections.Mine(ctx, store, p)
	if err != nil {
		return Selection{}, err
	}
	return mine, s.Selections.Clear(ctx, mine, nil)
}

// Pasted is what became of pasted numbers.
type Pasted struct {
	Numbers  int      // pasted, each counted once
	Ticked   int      // parcels they name
	NotFound []string // name no parcel of the store
	Twice    []string // came more than once
}

// Paste ticks the parcels that numbers in a text name: logistics order numbers,
// waybills, or transaction order numbers, between blanks, commas or line ends.
// Nothing else is ticked afterwards.
func (s *Service) Paste(ctx context.Context, store account.StoreID, p account.PersonID, text string) (Pasted, error) {
	numbers, twice := numbersIn(text)
	if len(numbers) > MostPasted {
		return Pasted{}, ErrTooMany.With("Max", MostPasted)
	}
	result := Pasted{Numbers: len(numbers), Twice: twice}
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		mine, err := s.Selections.Mine(ctx, store, p)
		if err != nil {
			return err
		}
		found, err := s.Parcels.Named(ctx, store, numbers)
		if err != nil {
			return err
		}
		ids := result.sort(numbers, found)
		if err := s.Selections.Clear(ctx, mine, &result); err != nil {
			return err
		}
		_, err = s.add(ctx, mine, ids)
		return err
	})
	return result, err
}

// sort notes which numbers name something, and returns what they name, each once.
func (p *Pasted) sort(numbers []string, found map[string][]parcel.ID) (ids []parcel.ID) {
	seen := map[parcel.ID]bool{}
	for _, n := range numbers {
		if len(found[n]) == 0 {
			p.NotFound = append(p.NotFound, n)
		}
		for _, id := range found[n] {
			if !seen[id] {
				seen[id], ids = true, append(ids, id)
			}
		}
	}
	p.Ticked = len(ids)
	return ids
}

// numbersIn are the numbers in a text in the form in which they are stored, each once, and those that came again.
func numbersIn(text string) (numbers, twice []string) {
	seen := map[string]int{}
	for _, n := range strings.FieldsFunc(strings.ToUpper(text), func(r rune) bool { return strings.ContainsRune(" ,;\t\r\n，；、\u00a0\ufeff\"'", r) }) {
		seen[n]++
		switch seen[n] {
		case 1:
			numbers = append(numbers, n)
		case 2:
			twice = append(twice, n)
		}
	}
	return numbers, twice
}
