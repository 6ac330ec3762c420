package sqlstore_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

func TestStoresComeBackAsTheyWere(t *testing.T) {
	a := sqlstore.NewAccounts(dbtest.New(t))
	want := sample.Store(func(s *account.Store) { s.Live, s.Zone, s.PackingWeight = true, "UTC", 0 })
	id, err := a.InsertStore(t.Context(), want)
	if err != nil {
		t.Fatal(err)
	}
	want.ID = id
	got, err := a.Store(t.Context(), id)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	all, err := a.Stores(t.Context())
	if diff := cmp.Diff([]account.Store{want}, all); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestPeopleComeBackAsTheyWere(t *testing.T) {
	a := sqlstore.NewAccounts(dbtest.New(t))
	want := sample.Person()
	id, err := a.InsertPerson(t.Context(), want, sample.Moment)
	if err != nil {
		t.Fatal(err)
	}
	want.ID = id
	got, err := a.PersonByEmail(t.Context(), want.Email)
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if _, err := a.InsertPerson(t.Context(), want, sample.Moment); !db.IsUnique(err, "people.email") {
		t.Errorf("the same e-mail twice: %v", err)
	}
	if hash, err := a.Password(t.Context(), id); err != nil || hash != "" {
		t.Errorf("password %q, %v", hash, err)
	}
}

func TestSessionsAndAttemptsComeBackAsTheyWere(t *testing.T) {
	d := dbtest.New(t)
	a := sqlstore.NewAccounts(d)
	store := dbtest.Store(t, d)
	person := dbtest.Member(t, d, store, "a@example.com", account.Viewer)
	session := account.Session{Digest: "d", Person: person, Store: store, CreatedAt: sample.Moment, SeenAt: sample.Moment.Add(time.Hour)}
	if err := a.InsertSession(t.Context(), session); err != nil {
		t.Fatal(err)
	}
	got, err := a.Session(t.Context(), "d")
	if diff := cmp.Diff(session, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	attempts := account.Attempts{Counter: account.ByAccount, Subject: "a@example.com", Count: 3, LastAt: sample.Moment}
	for _, count := range []int{1, 3} {
		attempts.Count = count
		if err := a.SaveAttempts(t.Context(), attempts); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := a.Attempts(t.Context(), account.ByAccount, "a@example.com")
	if diff := cmp.Diff(attempts, stored); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if other, err := a.Attempts(t.Context(), account.ByAddress, "a@example.com"); err != nil || other.Count != 0 {
		t.Errorf("by another counter %+v, %v", other, err)
	}
}

func TestOldSessionsAndAttemptsAreRemoved(t *testing.T) {
	d := dbtest.New(t)
	a := sqlstore.NewAccounts(d)
	store := dbtest.Store(t, d)
	person := dbtest.Member(t, d, store, "a@example.com", account.Viewer)
	at := func(hours int) time.Time { return sample.Moment.Add(time.Duration(hours) * time.Hour) }
	for digest, made := range map[string][2]int{"old": {0, 9}, "unseen": {5, 5}, "kept": {5, 9}} {
		s := account.Session{Digest: digest, Person: person, Store: store, CreatedAt: at(made[0]), SeenAt: at(made[1])}
		if err := a.InsertSession(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.RemoveSessionsBefore(t.Context(), at(5), at(0)); err != nil {
		t.Fatal(err)
	}
	for digest, want := range map[string]error{"old": account.ErrNotSignedIn, "unseen": account.ErrNotSignedIn, "kept": nil} {
		if _, err := a.Session(t.Context(), digest); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", digest, err, want)
		}
	}
	if err := a.SaveAttempts(t.Context(), account.Attempts{Counter: account.ByAccount, Subject: "x", Count: 3, LastAt: at(1)}); err != nil {
		t.Fatal(err)
	}
	if err := a.RemoveAttemptsBefore(t.Context(), at(1)); err != nil {
		t.Fatal(err)
	}
	if left, err := a.Attempts(t.Context(), account.ByAccount, "x"); err != nil || left.Count != 0 {
		t.Errorf("left %+v, %v", left, err)
	}
}

func TestWhatIsNotThereIsReportedByTheDomain(t *testing.T) {
	d := dbtest.New(t)
	a := sqlstore.NewAccounts(d)
	store := dbtest.Store(t, d)
	ctx := t.Context()
	tests := []struct {
		name string
		err  error
		want error
	}{
		{"store", second(a.Store(ctx, 9)), account.ErrStoreNotFound},
		{"store changed", a.UpdateStore(ctx, account.Store{ID: 9, Name: "x"}), account.ErrStoreNotFound},
		{"person", second(a.Person(ctx, 9)), account.ErrPersonNotFound},
		{"e-mail", second(a.PersonByEmail(ctx, "x")), account.ErrPersonNotFound},
		{"person changed", a.UpdatePerson(ctx, account.Person{ID: 9}), account.ErrPersonNotFound},
		{"password", second(a.Password(ctx, 9)), account.ErrPersonNotFound},
		{"password set", a.SetPassword(ctx, 9, "x"), account.ErrPersonNotFound},
		{"role", a.SetRole(ctx, store, 9, account.Owner), account.ErrPersonNotFound},
		{"member", a.RemoveMember(ctx, store, 9), account.ErrPersonNotFound},
		{"session", second(a.Session(ctx, "x")), account.ErrNotSignedIn},
		{"session's store", a.SetSessionStore(ctx, "x", store), account.ErrNotSignedIn},
		{"clock", second(a.Clock(ctx, store)), account.ErrLive},
	}
	for _, tt := range tests {
		if !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, tt.err, tt.want)
		}
	}
}

func second[T any](_ T, err error) error { return err }
