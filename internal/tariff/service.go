package tariff

import (
	"context"
	"fmt"
	"sync"

	"sellerdesk/internal/account"
)

// Records are the stored rows of the catalogue.
type Records interface {
	// HasOwn reports whether a store has rows of its own.
	HasOwn(ctx context.Context, store account.StoreID) (bool, error)
	// Tariffs returns the rows a store sees; store 0 sees those of the installation.
	Tariffs(ctx context.Context, store account.StoreID) (Data, error)
}

// Service keeps one snapshot in memory for each store, and one for all stores
// without rows of their own.
type Service struct {
	records Records

	mu        sync.Mutex
	snapshots map[account.StoreID]*Snapshot
}

// NewService returns a service that reads a snapshot when it is first asked for.
func NewService(r Records) *Service {
	return &Service{records: r, snapshots: map[account.StoreID]*Snapshot{}}
}

// Snapshot returns the catalogue as a store sees it.
func (s *Service) Snapshot(ctx context.Context, store account.StoreID) (*Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.snapshots[store]; ok {
		return known, nil
	}
	own, err := s.records.HasOwn(ctx, store)
	if err != nil {
		return nil, fmt.Errorf("tariffs of store %d: %w", store, err)
	}
	const everyone account.StoreID = 0
	snapshot, shared := s.snapshots[everyone]
	switch {
	case own:
		snapshot, err = s.read(ctx, store)
	case !shared:
		snapshot, err = s.read(ctx, everyone)
		s.keep(everyone, snapshot, err)
	}
	s.keep(store, snapshot, err)
	return snapshot, err
}

// keep remembers a snapshot that could be read.
func (s *Service) keep(store account.StoreID, snapshot *Snapshot, err error) {
	if err == nil {
		s.snapshots[store] = snapshot
	}
}

func (s *Service) read(ctx context.Context, store account.StoreID) (*Snapshot, error) {
	d, err := s.records.Tariffs(ctx, store)
	if err != nil {
		return nil, fmt.Errorf("tariffs of store %d: %w", store, err)
	}
	return NewSnapshot(d)
}

// Forget makes the next Snapshot of a store read its rows anew. It is called after a
// change of them is committed. A snapshot is read while nobody else looks for one, so
// that none from before the change is kept after it; what holds one goes on with it.
func (s *Service) Forget(store account.StoreID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.snapshots, store)
}
