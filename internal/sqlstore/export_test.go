package sqlstore

import "sellerdesk/internal/order"

// PlacesQuery shows tests the statement that finds the orders of a page.
func (s *Orders) PlacesQuery(f order.Filter) (string, []any) { return s.placesQuery(f) }
