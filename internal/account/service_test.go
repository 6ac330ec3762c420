package account_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

const (
	email    = "owner@example.com"
	password = "ship-it-once"
	here     = "203.0.113.7"
)

// office is the service on a database of its own, with a clock that tests move.
type office struct {
	*account.Service
	db    *db.DB
	wall  *sample.Clock
	store account.StoreID
}

// newOffice returns an office with one rehearsal store, whose owner has a password.
func newOffice(t *testing.T) office {
	t.Helper()
	d, wall := dbtest.New(t), sample.NewClock()
	records := sqlstore.NewAccounts(d)
	s := account.NewService(records, d, clocks(t, d, wall.Wall), wall.Wall)
	store, err := s.CreateStore(t.Context(), "Test shop", email, false)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetPassword(t.Context(), email, password); err != nil {
		t.Fatal(err)
	}
	return office{s, d, wall, store}
}

// signIn signs the owner in.
func (o office) signIn(t *testing.T) string {
	t.Helper()
	token, err := o.SignIn(t.Context(), email, password, here)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// signedIn reports whether a token has a session.
func (o office) signedIn(t *testing.T, token string) bool {
	t.Helper()
	_, err := o.Visitor(t.Context(), token)
	if err != nil && !errors.Is(err, account.ErrNotSignedIn) {
		t.Fatal(err)
	}
	return err == nil
}

func TestAPersonSignsInWithTheRightPasswordOnly(t *testing.T) {
	o := newOffice(t)
	if _, err := o.CreateStore(t.Context(), "Another", "new@example.com", true); err != nil {
		t.Fatal(err)
	}
	for _, in := range [][2]string{{email, "wrong password"}, {email, ""}, {"nobody@example.com", password}, {"new@example.com", ""}, {"new@example.com", "decoy"}} {
		if token, err := o.SignIn(t.Context(), in[0], in[1], here); !errors.Is(err, account.ErrSignIn) || token != "" {
			t.Errorf("%v: token %q, error %v", in, token, err)
		}
	}
	token, err := o.SignIn(t.Context(), "  Owner@Example.com", password, here)
	if err != nil {
		t.Fatal(err)
	}
	v, err := o.Visitor(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	want := sample.Visitor(func(v *account.Visitor) {
		v.Person.Name, v.Person.Language = "owner", ""
		v.Session = account.Session{Digest: v.Session.Digest, Person: 1, Store: o.store, CreatedAt: sample.Moment, SeenAt: sample.Moment}
	})
	v.Session.Digest = want.Session.Digest
	if diff := cmp.Diff(want, v); diff != "" {
		t.Error(diff)
	}
}

func TestEachSignInHasATokenOfItsOwn(t *testing.T) {
	o := newOffice(t)
	a, b := o.signIn(t), o.signIn(t)
	if a == b {
		t.Fatal("two sign-ins have one token")
	}
	if err := o.SignOut(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if o.signedIn(t, a) || !o.signedIn(t, b) {
		t.Error("signing out ends the one session and not the other")
	}
	if err := o.SignOut(t.Context(), "no such token"); err != nil {
		t.Errorf("signing out without a session: %v", err)
	}
}

func TestTheTokenIsNotInTheDatabase(t *testing.T) {
	o := newOffice(t)
	token := o.signIn(t)
	v, err := o.Visitor(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	if v.Session.Digest == token {
		t.Error("the token itself is stored")
	}
	if o.signedIn(t, v.Session.Digest) {
		t.Error("what is stored can be used as a token")
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	for i := range 5 {
		if _, err := o.SignIn(ctx, email, "wrong password", here); !errors.Is(err, account.ErrSignIn) {
			t.Fatalf("attempt %d: %v", i+1, err)
		}
	}
	_, err := o.SignIn(ctx, email, password, "198.51.100.1")
	var e *errs.Error
	if !errors.As(err, &e) || !errors.Is(err, account.ErrTooMany) || e.Args["Count"] != int64(1) {
		t.Fatalf("after five: %v, want one second to wait from any address", err)
	}
	o.wall.Advance(time.Second)
	o.signIn(t)
	if _, err := o.SignIn(ctx, email, "wrong password", here); !errors.Is(err, account.ErrSignIn) {
		t.Errorf("after the right password: %v", err)
	}
}

func TestGuessingAtManyAccountsIsSlowedDownByAddress(t *testing.T) {
	o := newOffice(t)
	for i := range 20 {
		name := string(rune('a'+i)) + "@example.com"
		if _, err := o.SignIn(t.Context(), name, "wrong password", here); !errors.Is(err, account.ErrSignIn) {
			t.Fatalf("attempt %d: %v", i+1, err)
		}
	}
	if _, err := o.SignIn(t.Context(), email, password, here); !errors.Is(err, account.ErrTooMany) {
		t.Errorf("from there: %v", err)
	}
	if _, err := o.SignIn(t.Context(), email, password, "198.51.100.1"); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
}

func TestManyGuessesAtOnceAreCountedEach(t *testing.T) {
	o := newOffice(t)
	var tried atomic.Int64
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			_, err := o.SignIn(t.Context(), email, "wrong password", here)
			if errors.Is(err, account.ErrSignIn) {
				tried.Add(1)
			} else if !errors.Is(err, account.ErrTooMany) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if tried.Load() != 5 {
		t.Errorf("%d of 50 were tried, want 5", tried.Load())
	}
}

func TestSigningInOftenIsNotRefused(t *testing.T) {
	o := newOffice(t)
	for range 21 { // one more than is free for an address
		o.signIn(t)
	}
}

func TestASessionIsKeptWhileItIsUsed(t *testing.T) {
	o := newOffice(t)
	used, idle := o.signIn(t), o.signIn(t)
	for range 29 {
		o.wall.Advance(24 * time.Hour)
		if !o.signedIn(t, used) {
			t.Fatal("it ended")
		}
		if err := o.TouchSessions(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if o.signedIn(t, idle) {
		t.Error("a session that was not used goes on")
	}
	o.wall.Advance(24 * time.Hour)
	if o.signedIn(t, used) {
		t.Error("it goes on after thirty days")
	}
}

func TestLookingAtAPageWritesNothing(t *testing.T) {
	o := newOffice(t)
	token := o.signIn(t)
	o.wall.Advance(time.Hour)
	err := o.db.InTx(t.Context(), func(context.Context) error { // nobody else can write now
		if !o.signedIn(t, token) {
			t.Error("not signed in")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := func() time.Duration {
		v, err := o.Visitor(t.Context(), token)
		if err != nil {
			t.Fatal(err)
		}
		return v.Session.SeenAt.Sub(sample.Moment)
	}
	if err := o.TouchSessions(t.Context()); err != nil || seen() != time.Hour {
		t.Errorf("after the worker it was seen %v after sign-in, %v", seen(), err)
	}
}

func TestSessionsEndWithTheirReason(t *testing.T) {
	tests := []struct {
		name string
		do   func(ctx context.Context, o office) error
	}{
		{"a new password", func(ctx context.Context, o office) error { return o.SetPassword(ctx, email, "another password") }},
		{"a change of it", func(ctx context.Context, o office) error {
			return o.ChangePassword(ctx, 1, password, "another password", here)
		}},
		{"all revoked", func(ctx context.Context, o office) error { return o.RevokeAll(ctx, 1) }},
		{"no member any more", func(ctx context.Context, o office) error {
			if err := o.AddMember(ctx, o.store, "second@example.com", account.Owner); err != nil {
				return err
			}
			return o.RemoveMember(ctx, o.store, 1)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			o := newOffice(t)
			token := o.signIn(t)
			if err := tt.do(t.Context(), o); err != nil {
				t.Fatal(err)
			}
			if o.signedIn(t, token) {
				t.Error("the session goes on")
			}
		})
	}
}

func TestSomebodyWithoutAStoreCannotSignIn(t *testing.T) {
	o := newOffice(t)
	if err := o.AddMember(t.Context(), o.store, "second@example.com", account.Owner); err != nil {
		t.Fatal(err)
	}
	if err := o.RemoveMember(t.Context(), o.store, 1); err != nil {
		t.Fatal(err)
	}
	if _, err := o.SignIn(t.Context(), email, password, here); !errors.Is(err, account.ErrNoStore) {
		t.Errorf("error %v, want ErrNoStore", err)
	}
}
