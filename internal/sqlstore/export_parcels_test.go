package sqlstore

import "sellerdesk/internal/parcel"

// PlacesQuery shows tests the statement that finds the parcels of a page.
func (s *Parcels) PlacesQuery(f parcel.Filter) (string, []any) { return s.placesQuery(f) }
