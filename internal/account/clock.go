package account

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"
)

// Clock tells a store's time, in UTC and whole milliseconds.
type Clock interface {
	Now(StoreID) time.Time
}

// ahead is how far beyond the present a running clock is stored, so that it
// never goes back when the program is killed between two calls of Save.
const ahead = 2 * time.Minute

// ClockFace is the clock of a rehearsal store as it is stored:
// Base + (wall clock − WallBase) × Rate.
type ClockFace struct {
	Store    StoreID
	Base     time.Time
	WallBase time.Time
	Rate     int64 // seconds of the store per second; 0 stands still
}

// at is what the clock shows at a moment of the wall clock, which never turns it back.
func (f ClockFace) at(wall time.Time) time.Time {
	passed := max(0, wall.Sub(f.WallBase))
	return f.Base.Add(passed * time.Duration(f.Rate)).Truncate(time.Millisecond)
}

// ClockRecords are the stored clocks of rehearsal stores.
type ClockRecords interface {
	Clocks(ctx context.Context) ([]ClockFace, error)
	// Clock returns ErrLive for a store that has none.
	Clock(ctx context.Context, store StoreID) (ClockFace, error)
	// SaveClock inserts or replaces a clock.
	SaveClock(ctx context.Context, f ClockFace) error
}

// Clocks are the clocks of all stores: the wall clock for live ones, one of its
// own for each store in rehearsal, which stands still while the program does not run.
type Clocks struct {
	records ClockRecords
	wall    func() time.Time

	turning sync.Mutex   // held while clocks are written down; Now never waits for it
	mu      sync.RWMutex // guards faces, and is not held during a statement
	faces   map[StoreID]ClockFace
}

// OpenClocks reads the stored clocks and lets them run from now on.
func OpenClocks(ctx context.Context, records ClockRecords, wall func() time.Time) (*Clocks, error) {
	stored, err := records.Clocks(ctx)
	if err != nil {
		return nil, fmt.Errorf("read clocks: %w", err)
	}
	c := &Clocks{records: records, wall: wall, faces: map[StoreID]ClockFace{}}
	now := wall().UTC()
	for _, f := range stored {
		f.WallBase = now
		c.faces[f.Store] = f
	}
	return c, nil
}

// Now is the store's time.
func (c *Clocks) Now(store StoreID) time.Time {
	wall := c.wall().UTC()
	if f, own := c.running(store); own {
		return f.at(wall)
	}
	return wall.Truncate(time.Millisecond)
}

func (c *Clocks) running(store StoreID) (ClockFace, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	f, own := c.faces[store]
	return f, own
}

// Start sets the clock of a rehearsal store in which nothing has happened yet:
// to any time, at a rate in seconds of the store per second.
func (c *Clocks) Start(ctx context.Context, store StoreID, at time.Time, rate int64) error {
	return c.turn(ctx, store, func(ClockFace, time.Time) (time.Time, int64, error) { return at, rate, nil })
}

// Hold lets a clock that was started stand at a moment, any, without writing it
// down: for a store that is made to live through days in seconds. Start ends it.
func (c *Clocks) Hold(store StoreID, at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if f, runs := c.faces[store]; runs {
		f.Base, f.WallBase, f.Rate = at.UTC(), c.wall().UTC(), 0
		c.faces[store] = f
	}
}

// Advance moves the clock of a rehearsal store on; it never goes back.
func (c *Clocks) Advance(ctx context.Context, store StoreID, by time.Duration) error {
	return c.turn(ctx, store, func(f ClockFace, now time.Time) (time.Time, int64, error) {
		if by < 0 {
			return time.Time{}, 0, ErrBackwards
		}
		return now.Add(by), f.Rate, nil
	})
}

// SetRate sets how many seconds of a rehearsal store pass per second; 0 stops its clock.
func (c *Clocks) SetRate(ctx context.Context, store StoreID, rate int64) error {
	return c.turn(ctx, store, func(_ ClockFace, now time.Time) (time.Time, int64, error) {
		if rate < 0 {
			return time.Time{}, 0, ErrBackwards
		}
		return now, rate, nil
	})
}

// turn gives a clock a new time and rate, and stores them. It must not be
// called inside a transaction.
func (c *Clocks) turn(ctx context.Context, store StoreID, to func(f ClockFace, now time.Time) (time.Time, int64, error)) error {
	c.turning.Lock()
	defer c.turning.Unlock()
	wall := c.wall().UTC()
	f, err := c.face(ctx, store, wall)
	if err != nil {
		return err
	}
	at, rate, err := to(f, f.at(wall))
	if err != nil {
		return err
	}
	f = ClockFace{Store: store, Base: at.UTC(), WallBase: wall, Rate: rate}
	if err := c.store(ctx, f, wall, ahead); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.faces[store] = f
	return nil
}

// face returns a clock that runs, starting one that was stored after OpenClocks.
func (c *Clocks) face(ctx context.Context, store StoreID, wall time.Time) (ClockFace, error) {
	if f, runs := c.running(store); runs {
		return f, nil
	}
	f, err := c.records.Clock(ctx, store)
	f.WallBase = wall
	return f, err
}

// store writes down what a clock will show a while after a moment of the wall clock.
func (c *Clocks) store(ctx context.Context, f ClockFace, wall time.Time, after time.Duration) error {
	f.Base, f.WallBase = f.at(wall.Add(after)), wall
	if err := c.records.SaveClock(ctx, f); err != nil {
		return fmt.Errorf("store clock of store %d: %w", f.Store, err)
	}
	return nil
}

// Save writes the clocks down, and lets those run that another program stored
// meanwhile, such as the command that makes a store. It is called every minute
// while the program runs; a program that is killed finds its clocks up to two minutes ahead.
func (c *Clocks) Save(ctx context.Context) error {
	if err := c.adopt(ctx); err != nil {
		return err
	}
	return c.save(ctx, ahead)
}

func (c *Clocks) adopt(ctx context.Context) error {
	stored, err := c.records.Clocks(ctx)
	if err != nil {
		return fmt.Errorf("read clocks: %w", err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range stored {
		if _, runs := c.faces[f.Store]; !runs {
			c.faces[f.Store] = f
		}
	}
	return nil
}

// Stop writes the clocks down exactly; it is called when the program ends.
func (c *Clocks) Stop(ctx context.Context) error { return c.save(ctx, 0) }

func (c *Clocks) save(ctx context.Context, after time.Duration) error {
	c.turning.Lock()
	defer c.turning.Unlock()
	c.mu.RLock()
	faces := slices.Collect(maps.Values(c.faces))
	c.mu.RUnlock()
	wall := c.wall().UTC()
	for _, f := range faces {
		if err := c.store(ctx, f, wall, after); err != nil {
			return err
		}
	}
	return nil
}
