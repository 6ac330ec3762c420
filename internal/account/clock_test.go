package account_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

// rehearsal adds a store in rehearsal whose clock shows the sample's moment.
func rehearsal(t testing.TB, d *db.DB, rate int64) account.StoreID {
	t.Helper()
	store := dbtest.Store(t, d)
	f := account.ClockFace{Store: store, Base: sample.Moment, WallBase: sample.Moment, Rate: rate}
	if err := sqlstore.NewAccounts(d).SaveClock(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	return store
}

func clocks(t testing.TB, d *db.DB, wall func() time.Time) *account.Clocks {
	t.Helper()
	c, err := account.OpenClocks(t.Context(), sqlstore.NewAccounts(d), wall)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// shows fails when a store's clock does not show the sample's moment and a while more.
func shows(t testing.TB, c *account.Clocks, store account.StoreID, want time.Duration) {
	t.Helper()
	if got := c.Now(store).Sub(sample.Moment); got != want {
		t.Errorf("the clock shows %v after the moment, want %v", got, want)
	}
}

func TestALiveStoreHasTheWallClock(t *testing.T) {
	d, wall := dbtest.New(t), sample.NewClock()
	live := dbtest.Store(t, d, func(s *account.Store) { s.Live = true })
	c := clocks(t, d, wall.Wall)
	wall.Advance(time.Hour + 999*time.Microsecond)
	shows(t, c, live, time.Hour)
	if c.Now(live).Location() != time.UTC {
		t.Error("it is not in UTC")
	}
	for name, err := range map[string]error{
		"advance": c.Advance(t.Context(), live, time.Hour),
		"start":   c.Start(t.Context(), live, sample.Moment, 1),
		"rate":    c.SetRate(t.Context(), live, 60),
	} {
		if !errors.Is(err, account.ErrLive) {
			t.Errorf("%s: %v, want ErrLive", name, err)
		}
	}
}

func TestAStoreInRehearsalHasAClockOfItsOwn(t *testing.T) {
	d, wall := dbtest.New(t), sample.NewClock()
	slow, fast, stopped := rehearsal(t, d, 1), rehearsal(t, d, 60), rehearsal(t, d, 0)
	c := clocks(t, d, wall.Wall)
	wall.Advance(time.Minute)
	shows(t, c, slow, time.Minute)
	shows(t, c, fast, time.Hour)
	shows(t, c, stopped, 0)

	if err := c.Advance(t.Context(), stopped, 48*time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := c.SetRate(t.Context(), fast, 1); err != nil {
		t.Fatal(err)
	}
	wall.Advance(time.Minute)
	shows(t, c, slow, 2*time.Minute)
	shows(t, c, fast, time.Hour+time.Minute)
	shows(t, c, stopped, 48*time.Hour)
}

func TestAClockNeverGoesBack(t *testing.T) {
	d, wall := dbtest.New(t), sample.NewClock()
	store := rehearsal(t, d, 1)
	c := clocks(t, d, wall.Wall)
	wall.Set(sample.Moment.Add(-time.Hour)) // the wall clock was put right
	shows(t, c, store, 0)
	if err := c.Advance(t.Context(), store, -time.Second); !errors.Is(err, account.ErrBackwards) {
		t.Errorf("error %v, want ErrBackwards", err)
	}
	if err := c.SetRate(t.Context(), store, -1); !errors.Is(err, account.ErrBackwards) {
		t.Errorf("error %v, want ErrBackwards", err)
	}
}

func TestAClockStandsStillWhileTheProgramDoesNotRun(t *testing.T) {
	d, wall := dbtest.New(t), sample.NewClock()
	store := rehearsal(t, d, 2)
	c := clocks(t, d, wall.Wall)
	wall.Advance(time.Hour)
	if err := c.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	wall.Advance(72 * time.Hour)
	again := clocks(t, d, wall.Wall)
	shows(t, again, store, 2*time.Hour)
	wall.Advance(time.Minute)
	shows(t, again, store, 2*time.Hour+2*time.Minute)
}

func TestAClockIsNotBehindAfterTheProgramWasKilled(t *testing.T) {
	d, wall := dbtest.New(t), sample.NewClock()
	store := rehearsal(t, d, 1)
	rapid.Check(t, func(rt *rapid.T) {
		c := clocks(t, d, wall.Wall)
		if rapid.Bool().Draw(rt, "moved") {
			by := time.Duration(rapid.IntRange(0, 1e6).Draw(rt, "by")) * time.Millisecond
			if err := c.Advance(t.Context(), store, by); err != nil {
				rt.Fatal(err)
			}
		}
		if err := c.Save(t.Context()); err != nil {
			rt.Fatal(err)
		}
		wall.Advance(time.Duration(rapid.IntRange(0, 100).Draw(rt, "seconds")) * time.Second)
		before := c.Now(store)
		ahead := clocks(t, d, wall.Wall).Now(store).Sub(before)
		if ahead < 0 || ahead > 2*time.Minute {
			rt.Fatalf("the clock went on %v", ahead)
		}
	})
}

func TestANewStoreStartsAtAnyTime(t *testing.T) {
	d, wall := dbtest.New(t), sample.NewClock()
	c := clocks(t, d, wall.Wall)
	store := rehearsal(t, d, 1) // made by another program, after this one had read the clocks
	shows(t, c, store, 0)
	if err := c.Start(t.Context(), store, sample.Moment.Add(-24*time.Hour), 0); err != nil {
		t.Fatal(err)
	}
	wall.Advance(time.Hour)
	shows(t, c, store, -24*time.Hour)
}

func TestAClockThatIsHeldStandsWhereItIsPutAndIsNotWrittenDown(t *testing.T) {
	d, wall := dbtest.New(t), sample.NewClock()
	store, live := rehearsal(t, d, 1), dbtest.Store(t, d, func(s *account.Store) { s.Live = true })
	c := clocks(t, d, wall.Wall)
	for _, hours := range []time.Duration{-48, 5, -3} {
		c.Hold(store, sample.Moment.Add(hours*time.Hour))
		c.Hold(live, sample.Moment.Add(hours*time.Hour))
		wall.Advance(time.Hour)
		shows(t, c, store, hours*time.Hour)
	}
	shows(t, c, live, 3*time.Hour)
	shows(t, clocks(t, d, wall.Wall), store, 0)
}

func TestAStoreMadeByAnotherProgramGetsItsClockAtTheNextSave(t *testing.T) {
	d, wall := dbtest.New(t), sample.NewClock()
	running := clocks(t, d, wall.Wall)
	store := dbtest.Store(t, d)
	f := account.ClockFace{Store: store, Base: sample.Moment.Add(48 * time.Hour), WallBase: wall.Wall(), Rate: 1}
	if err := sqlstore.NewAccounts(d).SaveClock(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	wall.Advance(time.Hour)
	if err := running.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	shows(t, running, store, 49*time.Hour)
}
