package sheet

import (
	"slices"
	"strconv"
	"strings"
)

// maxMerged is the number of merged areas that a sheet may have.
const maxMerged = MaxRows

// area is a block of merged cells. Rows count from 1, columns from 0.
type area struct {
	ref                      string
	top, bottom, left, right int
}

// merge keeps a merged area for the end of the sheet, where it stands after the rows.
func (s *scanner) merge(ref string) error {
	from, to, found := strings.Cut(ref, ":")
	if !found {
		return nil
	}
	a := area{ref, rowOf(from), rowOf(to), columnOf(from), min(columnOf(to), MaxColumns-1)}
	if a.top < 1 || a.left < 0 || a.bottom < a.top || columnOf(to) < a.left {
		return ErrDamaged
	}
	if len(s.merged) == maxMerged {
		return ErrUnsafe
	}
	s.merged = append(s.merged, a)
	return nil
}

// rowOf is the row in a place such as "C7"; 0 if there is none.
func rowOf(place string) int {
	n, err := strconv.Atoi(strings.TrimLeft(strings.ToUpper(place), "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil {
		return 0
	}
	return n
}

// tellMerged names the cells that merged ones cover, in the rows that hold anything: the
// text of a merged area stands in its first cell only, and a row may not be read without.
func (s *scanner) tellMerged() error {
	for _, a := range s.merged {
		first, _ := slices.BinarySearchFunc(s.out.rows, a.top, func(r Row, number int) int { return r.Number - number })
		for i := first; i < len(s.out.rows) && s.out.rows[i].Number <= a.bottom; i++ {
			if err := s.out.cover(&s.out.rows[i], a); err != nil {
				return err
			}
		}
	}
	return nil
}

// cover marks the cells of a row that an area covers, all but its first.
func (c *collector) cover(row *Row, a area) error {
	for column := a.left; column <= a.right; column++ {
		if row.Number == a.top && column == a.left {
			continue
		}
		if c.cells++; c.cells > MaxCells {
			return ErrCells.With("Max", MaxCells)
		}
		row.tell(column, ErrMerged.With("Cell", Cell(row.Number, column), "Area", a.ref))
	}
	return nil
}
