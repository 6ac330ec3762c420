package sqlstore

import (
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
)

// PlacesQuery shows tests the statement that finds the orders of a page.
func (s *Orders) PlacesQuery(f order.Filter) (string, []any) { return s.placesQuery(f) }

// ThreadsQuery shows tests the statement that reads a page of conversations.
func (s *Messages) ThreadsQuery(f message.Filter) (string, []any) { return s.threadsQuery(f) }
