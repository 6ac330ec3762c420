package sqlstore

import (
	"context"
	"fmt"
	"strings"

	"github.com/huandu/go-sqlbuilder"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
)

// parcelOption is where the parcels of a status option are found: every option reads an index of its own.
type parcelOption struct {
	from  string // table, with the alias under which the columns are named
	place string // what the list is sorted by, the newest first
	where func(q *sqlbuilder.SelectBuilder) []string
}

// shippableOrder holds for parcels whose order may still be given a shipping
// notice: it is shippable, or a notice of it waits for the parcel's number.
const shippableOrder = `EXISTS (
	SELECT 1
	FROM orders AS o
	WHERE o.store_id = p.store_id AND o.id = p.order_id AND o.frozen = 0
		AND o.status IN ('wait_seller_send_goods', 'seller_part_send_goods', 'wait_buyer_accept_goods'))`

// parcelOptions says where each status option finds its parcels.
var parcelOptions = map[parcel.Option]parcelOption{
	parcel.OptionAll: {from: "parcels AS p", place: "p.created_at"},
	parcel.OptionNotice: {from: "parcels AS p", place: "p.created_at", where: func(*sqlbuilder.SelectBuilder) []string {
		return []string{"p.closed_at IS NULL", "p.notice_id IS NULL", "p.waybill IS NOT NULL", shippableOrder}
	}},
	parcel.OptionToBePaid: {
		from:  "freight_open AS f JOIN parcels AS p ON p.store_id = f.store_id AND p.id = f.parcel_id",
		place: "f.charged_at",
		where: func(*sqlbuilder.SelectBuilder) []string { return []string{"f.due_fen > 0"} },
	},
	parcel.OptionAbnormal: {from: "parcels AS p", place: "p.created_at", where: func(*sqlbuilder.SelectBuilder) []string {
		return []string{"p.abnormal <> ''"}
	}},
	parcel.OptionWaiting:   stageOption(parcel.StageWaiting),
	parcel.OptionTransit:   stageOption(parcel.StageTransit),
	parcel.OptionDelivered: stageOption(parcel.StageDelivered),
	parcel.OptionClosed:    stageOption(parcel.StageClosed),
}

func stageOption(s parcel.Stage) parcelOption {
	return parcelOption{from: "parcels AS p", place: "p.created_at", where: func(q *sqlbuilder.SelectBuilder) []string {
		return []string{q.Equal("p.stage", s)}
	}}
}

// store is the column that names the store, of the table the option begins with.
func (o parcelOption) store() string {
	if o.place == "f.charged_at" {
		return "f.store_id"
	}
	return "p.store_id"
}

// id is the column of the parcel's id, of the table the option begins with.
func (o parcelOption) id() string {
	if o.place == "f.charged_at" {
		return "f.parcel_id"
	}
	return "p.id"
}

// parcelPlace is where a parcel stands in a list.
type parcelPlace struct {
	id  parcel.ID
	key int64
}

func scanParcelPlace(r db.Row) (p parcelPlace, err error) {
	err = r.Scan(&p.key, &p.id)
	return p, err
}

// List returns a page of parcels, the newest first.
func (s *Parcels) List(ctx context.Context, f parcel.Filter) (paging.Page[parcel.Parcel], error) {
	text, args := s.placesQuery(f)
	places, err := db.All(ctx, s.db, scanParcelPlace, text, args...)
	if err != nil {
		return paging.Page[parcel.Parcel]{}, fmt.Errorf("list parcels: %w", err)
	}
	cut := paging.Cut(places, f.Cursor, func(p parcelPlace) paging.Cursor {
		return paging.Cursor{Key: p.key, ID: int64(p.id)}
	})
	rows, err := s.inPlaces(ctx, f.Store, cut.Rows)
	return paging.Page[parcel.Parcel]{Rows: rows, Prev: cut.Prev, Next: cut.Next}, err
}

// placesQuery finds one page's places, and one more, in an index. Parcels found by
// a number are looked up from there (CROSS JOIN: in this order).
func (s *Parcels) placesQuery(f parcel.Filter) (string, []any) {
	o := parcelOptions[f.Option]
	q := s.db.Select(o.place + ", " + o.id())
	from := o.from
	if words := f.Words(); words != "" {
		from = "(" + byParcelNumber(q, f.Store, words) + ") AS found CROSS JOIN " + from
		q.Where(o.id() + " = found.id")
	}
	q.From(from).Where(q.Equal(o.store(), f.Store))
	if o.where != nil {
		q.Where(o.where(q)...)
	}
	after(q, f.Cursor, o.place, o.id(), false)
	return q.Limit(paging.Size + 1).Build()
}

// foundQuery finds the ids of all that a list holds, whatever page it shows.
func (s *Parcels) foundQuery(f parcel.Filter, most int) (string, []any) {
	o := parcelOptions[f.Option]
	q := s.db.Select(o.id() + " AS id")
	from := o.from
	if words := f.Words(); words != "" {
		from = "(" + byParcelNumber(q, f.Store, words) + ") AS named CROSS JOIN " + from
		q.Where(o.id() + " = named.id")
	}
	q.From(from).Where(q.Equal(o.store(), f.Store))
	if o.where != nil {
		q.Where(o.where(q)...)
	}
	return q.Limit(most).Build()
}

// byParcelNumber finds parcels by a number without blanks: their own, their waybill's or their order's.
func byParcelNumber(q *sqlbuilder.SelectBuilder, store account.StoreID, number string) string {
	var found []string
	for _, column := range []string{"number", "waybill", "order_number"} {
		found = append(found, "SELECT id FROM parcels WHERE store_id = "+q.Var(store)+" AND "+column+" = "+q.Var(number))
	}
	return strings.Join(found, " UNION ")
}

// inPlaces reads the parcels of a page, in its order.
func (s *Parcels) inPlaces(ctx context.Context, store account.StoreID, places []parcelPlace) ([]parcel.Parcel, error) {
	if len(places) == 0 {
		return nil, nil
	}
	ids := make([]parcel.ID, len(places))
	for i, p := range places {
		ids[i] = p.id
	}
	byID, err := s.ForIDs(ctx, store, ids)
	rows := make([]parcel.Parcel, 0, len(ids))
	for _, id := range ids {
		if p, ok := byID[id]; ok {
			rows = append(rows, p)
		}
	}
	return rows, err
}

// ForIDs returns those of the parcels that exist.
func (s *Parcels) ForIDs(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]parcel.Parcel, error) {
	rows, err := s.ByIDs(ctx, store, ids)
	out := make(map[parcel.ID]parcel.Parcel, len(rows))
	for _, p := range rows {
		out[p.ID] = p
	}
	return out, err
}

// ByIDs returns those of the parcels that exist, oldest first.
func (s *Parcels) ByIDs(ctx context.Context, store account.StoreID, ids []parcel.ID) ([]parcel.Parcel, error) {
	return listParcels(ctx, s, store, "id", ids)
}

// ByNumbers returns those of the parcels that exist, oldest first.
func (s *Parcels) ByNumbers(ctx context.Context, store account.StoreID, numbers []parcel.Number) ([]parcel.Parcel, error) {
	return listParcels(ctx, s, store, "number", numbers)
}

// ForOrders returns the parcels of orders, oldest first.
func (s *Parcels) ForOrders(ctx context.Context, store account.StoreID, orders []order.ID) (map[order.ID][]parcel.Parcel, error) {
	rows, err := listParcels(ctx, s, store, "order_id", orders)
	out := map[order.ID][]parcel.Parcel{}
	for _, p := range rows {
		out[p.Order] = append(out[p.Order], p)
	}
	return out, err
}

// listParcels returns the parcels with one of some values in a column, oldest first.
func listParcels[T any](ctx context.Context, s *Parcels, store account.StoreID, column string, values []T) ([]parcel.Parcel, error) {
	if len(values) == 0 {
		return nil, nil
	}
	text, args := parcelsBy(s, store, column, values)
	rows, err := db.All(ctx, s.db, scanParcel, text, args...)
	if err != nil {
		return nil, fmt.Errorf("parcels by %s: %w", column, err)
	}
	return s.withGoods(ctx, store, rows)
}

// parcelsBy asks for the parcels that values of a column name.
func parcelsBy[T any](s *Parcels, store account.StoreID, column string, values []T) (query string, args []any) {
	q := s.db.Select(parcelColumns).From("parcels")
	return q.Where(ofStore(q, store, "parcels", column), in(q, column, values)).OrderBy(sorted("id")).Build()
}

// Counts returns the numbers of all options, each at most parcel.CountLimit.
func (s *Parcels) Counts(ctx context.Context, store account.StoreID) (parcel.Counts, error) {
	counts := parcel.Counts{}
	for _, option := range parcel.Options {
		n, err := s.count(ctx, store, parcelOptions[option])
		if err != nil {
			return nil, fmt.Errorf("count parcels: %w", err)
		}
		counts[option] = n
	}
	return counts, nil
}

func (s *Parcels) count(ctx context.Context, store account.StoreID, o parcelOption) (int, error) {
	q := s.db.Select(o.id()).From(o.from)
	q.Where(q.Equal(o.store(), store))
	if o.where != nil {
		q.Where(o.where(q)...)
	}
	q.Limit(parcel.CountLimit)
	text, args := q.Build()
	return db.One(ctx, s.db, func(r db.Row) (n int, err error) {
		err = r.Scan(&n)
		return n, err
	}, "SELECT COUNT(*) FROM ("+text+") AS counted", args...)
}
