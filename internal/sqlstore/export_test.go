package sqlstore

import (
	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
)

// PlacesQuery shows tests the statement that finds the orders of a page.
func (s *Orders) PlacesQuery(f order.Filter) (string, []any) { return s.placesQuery(f) }

// ThreadsQuery shows tests the statement that reads a page of conversations.
func (s *Messages) ThreadsQuery(f message.Filter) (string, []any) { return s.threadsQuery(f) }

// OfBuyersQuery shows tests the statement that finds what else goes to some buyers.
func (s *Orders) OfBuyersQuery(store account.StoreID, buyers []string) (string, []any) {
	return s.ofBuyers(store, buyers)
}

// ParcelsByQuery shows tests the statement that finds the parcels some values name.
func ParcelsByQuery(d *db.DB, store account.StoreID, column string, values []string) (string, []any) {
	return parcelsBy(NewParcels(d), store, column, values)
}

// NoticesByQuery shows tests the statement that finds the notices some values name.
func NoticesByQuery(d *db.DB, store account.StoreID, column string, values []string) (string, []any) {
	return noticesBy(NewNotices(d), store, column, values)
}

// NamingQueries shows tests the statements that find what pasted numbers name, by what they look at.
func NamingQueries(d *db.DB, store account.StoreID, texts []string) map[string]func() (string, []any) {
	queries := map[string]func() (string, []any){}
	for l := range lists {
		for _, by := range lists[l].named {
			queries[string(l)+" by "+by.table+" "+by.column] = func() (string, []any) { return NewSelections(d).naming(store, by, texts) }
		}
	}
	return queries
}
