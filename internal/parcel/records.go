package parcel

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
)

// Records are the stored parcels.
type Records interface {
	// NextNumber gives out a logistics order number, unique over all stores. It
	// belongs into the transaction that inserts the parcel.
	NextNumber(ctx context.Context) (Number, error)

	// Insert stores a new parcel with its goods and receipt. ErrOneChance: the
	// order has an open parcel without notice; ErrSubmitted: the offer was submitted before.
	Insert(ctx context.Context, p Parcel, r Receipt) (ID, error)

	// Get and ByID return a parcel, or ErrNotFound.
	Get(ctx context.Context, store account.StoreID, n Number) (Parcel, error)
	ByID(ctx context.Context, store account.StoreID, id ID) (Parcel, error)
	// ByOffers returns the parcels that some offers were accepted with, by offer.
	ByOffers(ctx context.Context, store account.StoreID, offers []string) (map[string]Parcel, error)

	// ByNumbers returns those of the parcels that exist, oldest first.
	ByNumbers(ctx context.Context, store account.StoreID, numbers []Number) ([]Parcel, error)
	// ForIDs returns those of the parcels that exist.
	ForIDs(ctx context.Context, store account.StoreID, ids []ID) (map[ID]Parcel, error)

	// Receipt returns what was agreed at Submit.
	Receipt(ctx context.Context, store account.StoreID, id ID) (Receipt, error)

	// ForOrders returns the parcels of orders, oldest first.
	ForOrders(ctx context.Context, store account.StoreID, orders []order.ID) (map[order.ID][]Parcel, error)

	// Update stores what changed if nobody changed the parcel since it was read; otherwise ErrChanged.
	// What was settled at Submit is not written again, but for the way to the warehouse.
	Update(ctx context.Context, p Parcel) error

	// List returns a page of parcels, the newest first.
	List(ctx context.Context, f Filter) (paging.Page[Parcel], error)
	// Counts returns the numbers of all options.
	Counts(ctx context.Context, store account.StoreID) (Counts, error)

	// Unsettled lists open parcels for which an answer of the network is missing, the oldest
	// first: to the booking, or to the wish to cancel.
	Unsettled(ctx context.Context, store account.StoreID, limit int) ([]Number, error)
	// Stranded lists parcels that the warehouse rejected or could not send out before a time.
	Stranded(ctx context.Context, store account.StoreID, before time.Time, limit int) ([]Number, error)

	// Silent lists parcels of some channels that are on their way without news since a time and not abnormal yet.
	Silent(ctx context.Context, store account.StoreID, of []channel.Code, since time.Time, limit int) ([]Number, error)

	// AddEvent stores a report, and says whether it was not known yet.
	AddEvent(ctx context.Context, store account.StoreID, id ID, e Event) (bool, error)
	// Events returns what was reported about a parcel, oldest first.
	Events(ctx context.Context, store account.StoreID, id ID) ([]Event, error)
	// EventsOf returns what was reported about several parcels, oldest first.
	EventsOf(ctx context.Context, store account.StoreID, ids []ID) (map[ID][]Event, error)

	// Cursor is up to where the events of the store's network were read; SetCursor moves it on.
	Cursor(ctx context.Context, store account.StoreID) (int64, error)
	SetCursor(ctx context.Context, store account.StoreID, sequence int64) error
}
