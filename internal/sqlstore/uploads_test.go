package sqlstore_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/upload"
)

// shelf is a database with uploads of two stores.
type shelf struct {
	*sqlstore.Uploads
	db           *db.DB
	store, other account.StoreID
	person       account.PersonID
}

func newShelf(t *testing.T) shelf {
	t.Helper()
	d := dbtest.New(t)
	s := shelf{Uploads: sqlstore.NewUploads(d), db: d, store: dbtest.Store(t, d), other: dbtest.Store(t, d)}
	s.person = dbtest.Member(t, d, s.store, "owner@example.com", account.Owner)
	return s
}

// add stores an upload with some rows that is not finished.
func (s shelf) add(t *testing.T, store account.StoreID, content string, rows ...upload.Checked) upload.ID {
	t.Helper()
	id, err := s.Insert(t.Context(), upload.Upload{Store: store, Kind: upload.Orders, Person: s.person, Name: "a.csv", Sum: content, At: sample.Moment}, []byte(content))
	if err == nil {
		err = s.AddRows(t.Context(), store, id, rows)
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (s shelf) finished(t *testing.T, store account.StoreID, content string, rows ...upload.Checked) upload.ID {
	t.Helper()
	id := s.add(t, store, content, rows...)
	if err := s.Finish(t.Context(), store, id); err != nil {
		t.Fatal(err)
	}
	return id
}

// rowsOf makes n rows, by turns ready and refused.
func rowsOf(n int) []upload.Checked {
	var rows []upload.Checked
	for i := range n {
		c := upload.Checked{
			Row: i + 2, Rows: []int{i + 2}, Number: fmt.Sprintf("80000000000%03d", i), Buyer: "Ann", Country: "US", Lines: 1, Pieces: 2, Verdict: upload.Ready,
		}
		if i%2 == 1 {
			c.Verdict, c.Notes = upload.Refused, upload.NotesOf(errs.New(errs.Invalid, "orderimport_bad_status").With("Value", "?"))
		}
		rows = append(rows, c)
	}
	return rows
}

func TestAnUploadIsNotShownBeforeItIsWhole(t *testing.T) {
	s := newShelf(t)
	id := s.add(t, s.store, "one")
	if _, err := s.Get(t.Context(), s.store, upload.Orders, id); !errors.Is(err, upload.ErrNotFound) {
		t.Errorf("got %v", err)
	}
	if recent, err := s.Recent(t.Context(), s.store, upload.Orders, 10); err != nil || len(recent) != 0 {
		t.Errorf("it is listed: %v, %v", recent, err)
	}
	if later := s.finished(t, s.store, "one"); s.same(t, later) != 0 {
		t.Error("it counts as the same file")
	}
}

// same is the upload before with the same content.
func (s shelf) same(t *testing.T, id upload.ID) upload.ID {
	t.Helper()
	u, err := s.Get(t.Context(), s.store, upload.Orders, id)
	if err != nil {
		t.Fatal(err)
	}
	return u.Same
}

func TestTheSameFileIsRecognisedInItsStore(t *testing.T) {
	s := newShelf(t)
	s.finished(t, s.other, "one")
	first, second, third := s.finished(t, s.store, "one"), s.finished(t, s.store, "two"), s.finished(t, s.store, "one")
	if s.same(t, first) != 0 || s.same(t, second) != 0 || s.same(t, third) != first {
		t.Errorf("%d, %d, %d", s.same(t, first), s.same(t, second), s.same(t, third))
	}
	recent, err := s.Recent(t.Context(), s.store, upload.Orders, 2)
	if err != nil || len(recent) != 2 || recent[0].ID != third || recent[1].ID != second {
		t.Errorf("the newest are %+v, %v", recent, err)
	}
}

func TestAnUploadOfAnotherStoreDoesNotExist(t *testing.T) {
	s := newShelf(t)
	id := s.finished(t, s.store, "one", rowsOf(3)...)
	page, err := s.Rows(t.Context(), upload.RowFilter{Store: s.other, Upload: id})
	if err != nil || len(page.Rows) != 0 {
		t.Errorf("rows: %v, %v", page.Rows, err)
	}
	tallies, err := s.Tallies(t.Context(), s.other, []upload.ID{id})
	if err != nil || tallies[id].Total() != 0 {
		t.Errorf("tally: %v, %v", tallies, err)
	}
	waiting, err := s.Waiting(t.Context(), s.other, id)
	if err != nil || len(waiting) != 0 {
		t.Errorf("waiting: %v, %v", waiting, err)
	}
	for name, err := range map[string]error{
		"get": second(s.Get(t.Context(), s.other, upload.Orders, id)), "content": second(s.Content(t.Context(), s.other, id)),
		"finish": s.Finish(t.Context(), s.other, id), "settle": s.Settle(t.Context(), s.other, id, rowsOf(1)),
	} {
		if !errors.Is(err, upload.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRowsOfAnUploadAreReadPageByPage(t *testing.T) {
	s := newShelf(t)
	rows := rowsOf(120)
	s.finished(t, s.store, "another", rowsOf(5)...)
	id := s.finished(t, s.store, "one", rows...)
	for _, v := range []upload.Verdict{"", upload.Refused} {
		var want, got []int
		for _, c := range rows {
			if v == "" || c.Verdict == v {
				want = append(want, c.Row)
			}
		}
		f := upload.RowFilter{Store: s.store, Upload: id, Verdict: v}
		var last paging.Page[upload.Checked]
		for {
			page, err := s.Rows(t.Context(), f)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range page.Rows {
				got = append(got, c.Row)
			}
			if last, f.Cursor = page, page.Next; f.Cursor.IsZero() {
				break
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q: %s", v, diff)
		}
		f.Cursor = last.Prev
		if back, err := s.Rows(t.Context(), f); err != nil || len(back.Rows) != paging.Size && v == "" {
			t.Errorf("%q: %d rows on the page before, %v", v, len(back.Rows), err)
		}
	}
}

func TestSettledRowsWaitNoMore(t *testing.T) {
	s := newShelf(t)
	id := s.finished(t, s.store, "one", rowsOf(6)...)
	made, err := sqlstore.NewOrders(s.db).Insert(t.Context(), sample.Order(func(o *order.Order) { o.Store = s.store }))
	if err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(6)
	rows[0].Order = made
	rows[2].Verdict = upload.Skipped
	if err := s.Settle(t.Context(), s.store, id, []upload.Checked{rows[0], rows[2]}); err != nil {
		t.Fatal(err)
	}
	if err := s.Settle(t.Context(), s.store, id, rows[:1]); !errors.Is(err, upload.ErrNotFound) {
		t.Errorf("a row of which an order was made is settled again: %v", err)
	}
	waiting, err := s.Waiting(t.Context(), s.store, id)
	if diff := cmp.Diff(rows[4:5], waiting); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	at, err := s.WaitingAt(t.Context(), s.store, id, []int{rows[0].Row, rows[1].Row, rows[4].Row})
	if diff := cmp.Diff(map[int]upload.Checked{rows[4].Row: rows[4]}, at); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	tallies, err := s.Tallies(t.Context(), s.store, []upload.ID{id})
	want := upload.Tally{
		Rows: map[upload.Verdict]int{upload.Ready: 2, upload.Refused: 3, upload.Skipped: 1}, Made: 1, Cost: money.Of(0, money.CNY),
	}
	if diff := cmp.Diff(want, tallies[id]); diff != "" || err != nil || want.Waiting() != 1 {
		t.Errorf("%v %s", err, diff)
	}
}

func TestARowOfALogisticsOrderComesBackWhole(t *testing.T) {
	s := newShelf(t)
	want := upload.Checked{
		Row: 4, Rows: []int{4, 6}, Number: "80000000000001", Buyer: "محمد", Country: "SA", Lines: 2, Pieces: 3, Channel: "CPAM",
		Price: money.Of(3155, money.CNY), Verdict: upload.Warned, Given: `{"A":"<b>"}`,
		Notes: []upload.Note{upload.NoteOf(errs.New(errs.Invalid, "upload_nothing").With("Count", 3, "Weight", measure.Weight(20))).At(6, "重量")},
	}
	id := s.finished(t, s.store, "one", want)
	at, err := s.WaitingAt(t.Context(), s.store, id, []int{4})
	if diff := cmp.Diff(want, at[4]); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	all, err := s.All(t.Context(), s.store, id)
	want.Given = ""
	if diff := cmp.Diff([]upload.Checked{want}, all); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if tallies, err := s.Tallies(t.Context(), s.store, []upload.ID{id}); err != nil || tallies[id].Cost != want.Price {
		t.Errorf("%+v, %v", tallies, err)
	}
}

func TestStoredNumbersAreFoundInTheirStore(t *testing.T) {
	s := newShelf(t)
	orders := sqlstore.NewOrders(s.db)
	for number, store := range map[order.Number]account.StoreID{"80000000000001": s.store, "80000000000002": s.other} {
		if _, err := orders.Insert(t.Context(), sample.Order(func(o *order.Order) { o.Store, o.Number = store, number })); err != nil {
			t.Fatal(err)
		}
	}
	got, err := orders.Known(t.Context(), s.store, []order.Number{"80000000000001", "80000000000002", "80000000000003"})
	if diff := cmp.Diff(map[order.Number]bool{"80000000000001": true}, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}
