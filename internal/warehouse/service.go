package warehouse

import (
	"context"
	"fmt"
	"sync"

	"sellerdesk/internal/account"
)

// Records are the stored rows about warehouses.
type Records interface {
	// Warehouses returns the rows of the installation.
	Warehouses(ctx context.Context) (Data, error)
}

// Service keeps the directory in memory.
type Service struct {
	records Records

	mu        sync.Mutex
	directory *Directory // of the installation; nil before it is first asked for
}

// NewService returns a service that reads the directory when it is first asked for.
func NewService(r Records) *Service { return &Service{records: r} }

// Directory returns the warehouses and collection areas as a store sees them:
// those of the installation.
func (s *Service) Directory(ctx context.Context, _ account.StoreID) (*Directory, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.directory != nil {
		return s.directory, nil
	}
	d, err := s.records.Warehouses(ctx)
	if err != nil {
		return nil, fmt.Errorf("warehouses: %w", err)
	}
	s.directory, err = NewDirectory(d)
	return s.directory, err
}
