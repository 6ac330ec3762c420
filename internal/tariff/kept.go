package tariff

import "sellerdesk/internal/place"

// row finds the price a query is about: that of the loading by which the parcel was
// submitted, where the query names it and it is still there, else the one of the day.
func (s *Snapshot) row(l *line, q *Query) (*Price, bool) {
	if q.Tariff == "" {
		return l.price(q.Destination, q.Date)
	}
	for _, to := range []place.Country{q.Destination, AnyCountry} {
		for _, p := range l.prices[to] {
			if p.From <= q.Date && s.versions[p.Version].Number == q.Tariff {
				return p, true
			}
		}
	}
	return l.price(q.Destination, q.Date)
}
