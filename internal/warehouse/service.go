package warehouse

import (
	"context"
	"fmt"
	"sync"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
)

// Records are the stored rows about warehouses.
type Records interface {
	// HasOwn reports whether a store has rows of its own.
	HasOwn(ctx context.Context, store account.StoreID) (bool, error)
	// Warehouses returns the rows a store sees; store 0 sees those of the installation.
	Warehouses(ctx context.Context, store account.StoreID) (Data, error)
}

// Service keeps the rows in memory for each store, once for all stores without rows of
// their own, and a directory of them for each day that is asked for.
type Service struct {
	records Records
	clock   account.Clock

	mu     sync.Mutex
	stores map[account.StoreID]*shelf
}

// shelf are rows with the directories made of them.
type shelf struct {
	data Data
	days map[channel.Date]*Directory
}

// mostDays is how many directories a shelf holds before it is cleared.
const mostDays = 16

// NewService returns a service that reads rows when they are first asked for.
func NewService(r Records, c account.Clock) *Service {
	return &Service{records: r, clock: c, stores: map[account.StoreID]*shelf{}}
}

// Directory returns the warehouses and collection areas as a store sees them today.
func (s *Service) Directory(ctx context.Context, store account.StoreID) (*Directory, error) {
	return s.On(ctx, store, channel.DateOf(s.clock.Now(store)))
}

// On returns the warehouses and collection areas as a store sees them on a day.
func (s *Service) On(ctx context.Context, store account.StoreID, day channel.Date) (*Directory, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows, err := s.shelf(ctx, store)
	if err != nil {
		return nil, fmt.Errorf("warehouses of store %d: %w", store, err)
	}
	return rows.on(day)
}

// shelf returns the rows of a store, which it may share with others.
func (s *Service) shelf(ctx context.Context, store account.StoreID) (*shelf, error) {
	if known, ok := s.stores[store]; ok {
		return known, nil
	}
	own, err := s.records.HasOwn(ctx, store)
	if err != nil {
		return nil, err
	}
	const everyone account.StoreID = 0
	if !own && store != everyone {
		shared, err := s.shelf(ctx, everyone)
		s.keep(store, shared, err)
		return shared, err
	}
	data, err := s.records.Warehouses(ctx, store)
	made := &shelf{data: data, days: map[channel.Date]*Directory{}}
	s.keep(store, made, err)
	return made, err
}

// keep remembers rows that could be read.
func (s *Service) keep(store account.StoreID, rows *shelf, err error) {
	if err == nil {
		s.stores[store] = rows
	}
}

// on returns the directory of a day.
func (s *shelf) on(day channel.Date) (*Directory, error) {
	if known, ok := s.days[day]; ok {
		return known, nil
	}
	if len(s.days) >= mostDays {
		clear(s.days)
	}
	d, err := NewDirectory(s.data.On(day))
	if err == nil {
		s.days[day] = d
	}
	return d, err
}

// Forget makes the next Directory of a store read its rows anew; see tariff.Service.Forget.
func (s *Service) Forget(store account.StoreID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.stores, store)
}
