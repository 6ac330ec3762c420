package batch

import (
	"context"
	"strings"

	"sellerdesk/internal/errs"
)

// Pasted is what became of pasted numbers.
type Pasted struct {
	Numbers  int      // pasted, each counted once
	Ticked   int      // rows they name
	NotFound []string // name nothing of the store
	Twice    []string // came more than once
}

// ErrNoNumbers: nothing was pasted.
var ErrNoNumbers = errs.New(errs.Invalid, "batch_no_numbers")

// Paste ticks the rows that numbers in a text name: transaction order numbers,
// logistics order numbers or waybills, between blanks, commas or line ends.
// Nothing else is ticked afterwards. A text without a number is ErrNoNumbers.
func (s *Service) Paste(ctx context.Context, w Whose, text string) (Pasted, error) {
	numbers, twice := numbersIn(text)
	if len(numbers) == 0 {
		return Pasted{}, ErrNoNumbers
	}
	if len(numbers) > MostPasted {
		return Pasted{}, ErrTooMany.With("Max", MostPasted)
	}
	result := Pasted{Numbers: len(numbers), Twice: twice}
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		mine, err := s.Selections.Mine(ctx, w)
		if err != nil {
			return err
		}
		found, err := s.Selections.Named(ctx, w.Store, w.List, numbers)
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
func (p *Pasted) sort(numbers []string, found map[string][]Subject) (ids []Subject) {
	seen := map[Subject]bool{}
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
