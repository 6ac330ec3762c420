package paging_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sellerdesk/internal/paging"
)

func TestACursorComesBackFromAURL(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := paging.Cursor{Key: rapid.Int64().Draw(t, "key"), ID: rapid.Int64().Draw(t, "id"), Back: rapid.Bool().Draw(t, "back")}
		if got, err := paging.Parse(c.String()); err != nil || got != c {
			t.Fatalf("%+v came back as %+v, %v", c, got, err)
		}
	})
}

func TestACursorNobodyMadeIsRefused(t *testing.T) {
	for _, s := range []string{"x", "!!", "YTE", "YzEuMg", "YTEuMg==", "ä"} {
		if c, err := paging.Parse(s); err == nil {
			t.Errorf("Parse(%q) = %+v, want an error", s, c)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("YTEuMg")
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := paging.Parse(s); err == nil && !c.IsZero() {
			if again, err := paging.Parse(c.String()); err != nil || again != c {
				t.Errorf("%q is %+v and then %+v, %v", s, c, again, err)
			}
		}
	})
}

// numbers reads up to Size+1 numbers of 0…n-1 beyond a cursor, nearest first.
func numbers(n int64, c paging.Cursor) []int64 {
	var rows []int64
	first, step := int64(0), int64(1)
	if !c.IsZero() {
		first = c.ID + 1
	}
	if c.Back {
		first, step = c.ID-1, -1
	}
	for i := first; i >= 0 && i < n && len(rows) <= paging.Size; i += step {
		rows = append(rows, i)
	}
	return rows
}

func TestPagesThereAndBackShowEveryRowOnce(t *testing.T) {
	place := func(i int64) paging.Cursor { return paging.Cursor{ID: i} }
	for _, n := range []int64{0, 1, paging.Size, paging.Size + 1, 3*paging.Size + 7} {
		var there []int64
		page := paging.Cut(numbers(n, paging.Cursor{}), paging.Cursor{}, place)
		pages := []paging.Page[int64]{page}
		there = append(there, page.Rows...)
		for !page.Next.IsZero() {
			page = paging.Cut(numbers(n, page.Next), page.Next, place)
			pages = append(pages, page)
			there = append(there, page.Rows...)
		}
		if int64(len(there)) != n || !slices.IsSorted(there) {
			t.Errorf("%d rows were read as %v", n, there)
		}
		for i := len(pages) - 2; i >= 0; i-- {
			page = paging.Cut(numbers(n, page.Prev), page.Prev, place)
			if !slices.Equal(page.Rows, pages[i].Rows) {
				t.Errorf("of %d rows, page %d read backwards is %v, want %v", n, i, page.Rows, pages[i].Rows)
			}
		}
		if !page.Prev.IsZero() {
			t.Errorf("of %d rows, the first page has one before it", n)
		}
	}
}

func TestPartsOfRowsThatAreAllThere(t *testing.T) {
	rows := make([]int, 2*paging.Size+7)
	for i := range rows {
		rows[i] = i
	}
	first := paging.Part(rows, paging.Cursor{})
	second := paging.Part(rows, first.Next)
	third := paging.Part(rows, second.Next)
	if !first.Prev.IsZero() || second.Rows[0] != paging.Size || len(third.Rows) != 7 || !third.Next.IsZero() {
		t.Errorf("pages begin at %d, %d and %d", first.Rows[0], second.Rows[0], third.Rows[0])
	}
	if back := paging.Part(rows, third.Prev); back.Rows[0] != second.Rows[0] || len(back.Rows) != paging.Size {
		t.Errorf("before the third is %d", back.Rows[0])
	}
	for _, c := range []paging.Cursor{{Key: -5}, {Key: 1 << 60}, {Key: 3, Back: true}} {
		if p := paging.Part(rows, c); len(p.Rows) > paging.Size {
			t.Errorf("%+v has %d rows", c, len(p.Rows))
		}
	}
}
