package sqlstore

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/huandu/go-sqlbuilder"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/product"
)

// Orders are the orders of all stores.
type Orders struct{ db *db.DB }

// NewOrders returns the orders of a database.
func NewOrders(d *db.DB) *Orders { return &Orders{d} }

const orderColumns = `id, store_id, number, status, finish_reason, in_dispute, frozen, category,
	buyer_name, buyer_email, channel, to_name, to_street, to_district, to_city, to_province, country, to_postal,
	to_phone, to_mobile, goods_minor, shipping_minor, discount_minor, total_minor, note, placed_at, paid_at,
	ship_by, ship_by_left, cancel_asked_at, cancel_reason, shipped_at, confirmed_at, finished_at, version`

func scanOrder(r db.Row) (o order.Order, err error) {
	var placed db.Time
	var paid, shipBy, asked, shipped, confirmed, finished db.NullTime
	var left *int64
	err = r.Scan(&o.ID, &o.Store, &o.Number, &o.Status, &o.Finish, &o.InDispute, &o.Frozen, &o.Category,
		&o.Buyer.Name, &o.Buyer.Email, &o.Channel, &o.ShipTo.Name, &o.ShipTo.Street, &o.ShipTo.District,
		&o.ShipTo.City, &o.ShipTo.Province, &o.ShipTo.Country, &o.ShipTo.Postal,
		&o.ShipTo.Phone, &o.ShipTo.Mobile, &o.Goods.Minor, &o.Shipping.Minor, &o.Discount.Minor, &o.Total.Minor,
		&o.Note, &placed, &paid, &shipBy, &left, &asked, &o.Cancel.Reason, &shipped, &confirmed, &finished, &o.Version)
	for _, m := range []*money.Money{&o.Goods, &o.Shipping, &o.Discount, &o.Total} {
		m.Currency = money.USD
	}
	o.ShipTo.Email = o.Buyer.Email
	o.PlacedAt, o.PaidAt, o.ShipBy = placed.Time, paid.Time, shipBy.Time
	o.Cancel.AskedAt, o.ShippedAt, o.Confirmed, o.Finished = asked.Time, shipped.Time, confirmed.Time, finished.Time
	if left != nil {
		o.ShipLeft = time.Duration(*left) * time.Millisecond
	}
	return o, err
}

const lineColumns = `id, number, title, attributes, sku, variant_id, category, quantity, taken, refunded, price_minor`

// orderLine is a line with the order it belongs to.
type orderLine struct {
	order order.ID
	order.Line
}

func scanOrderLine(r db.Row) (l orderLine, err error) {
	var variant *product.VariantID
	var price *int64
	err = r.Scan(&l.order, &l.ID, &l.Number, &l.Title, &l.Attributes, &l.SKU, &variant, &l.Category,
		&l.Quantity, &l.Taken, &l.Refunded, &price)
	if variant != nil {
		l.Variant = *variant
	}
	if price != nil {
		l.Price = money.Of(*price, money.USD)
	}
	return l, err
}

// Insert stores an order with its lines and what it is found by.
func (s *Orders) Insert(ctx context.Context, o order.Order) (order.ID, error) {
	var id order.ID
	err := s.db.InTx(ctx, func(ctx context.Context) (err error) {
		id, err = s.insertOrder(ctx, o)
		if db.IsUnique(err, "orders.number") {
			return order.ErrDuplicate
		}
		if err != nil {
			return fmt.Errorf("insert order %s: %w", o.Number, err)
		}
		for _, l := range o.Lines {
			if err := s.insertLine(ctx, o.Store, id, l); err != nil {
				return fmt.Errorf("insert line %d of order %s: %w", l.Number, o.Number, err)
			}
		}
		_, err = s.db.Exec(ctx, `INSERT INTO order_text (id, tenant, body) VALUES (?, ?, ?)`, id, tenant(o.Store), searchBody(o))
		return err
	})
	return id, err
}

func (s *Orders) insertOrder(ctx context.Context, o order.Order) (order.ID, error) {
	return db.Insert[order.ID](ctx, s.db, `
		INSERT INTO orders (store_id, number, status, finish_reason, tab, in_dispute, frozen, category,
			buyer_name, buyer_email, channel, to_name, to_street, to_district, to_city, to_province, country, to_postal,
			to_phone, to_mobile, goods_minor, shipping_minor, discount_minor, total_minor, note, placed_at, paid_at,
			ship_by, ship_by_left, cancel_asked_at, cancel_reason, shipped_at, confirmed_at, finished_at, to_ship, urgent_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		o.Store, o.Number, o.Status, o.Finish, o.Status.Tab(o.Finish), o.InDispute, o.Frozen, o.Category,
		o.Buyer.Name, o.Buyer.Email, o.Channel, o.ShipTo.Name, o.ShipTo.Street, o.ShipTo.District,
		o.ShipTo.City, o.ShipTo.Province, o.ShipTo.Country, o.ShipTo.Postal,
		o.ShipTo.Phone, o.ShipTo.Mobile, o.Goods.Minor, o.Shipping.Minor, o.Discount.Minor, o.Total.Minor,
		o.Note, db.Time{Time: o.PlacedAt}, db.NullTime{Time: o.PaidAt}, db.NullTime{Time: o.ShipBy}, shipLeft(o),
		db.NullTime{Time: o.Cancel.AskedAt}, o.Cancel.Reason, db.NullTime{Time: o.ShippedAt},
		db.NullTime{Time: o.Confirmed}, db.NullTime{Time: o.Finished}, o.ToShip(), db.Time{Time: o.UrgentAt()})
}

// shipLeft is the stopped rest of the time to ship, in milliseconds, or NULL while it runs.
func shipLeft(o order.Order) *int64 {
	if o.ShipLeft == 0 {
		return nil
	}
	ms := o.ShipLeft.Milliseconds()
	return &ms
}

func (s *Orders) insertLine(ctx context.Context, store account.StoreID, id order.ID, l order.Line) error {
	var variant *product.VariantID
	var price *int64
	if l.Variant != 0 {
		variant = &l.Variant
	}
	if l.Price.Currency != "" {
		price = &l.Price.Minor
	}
	_, err := s.db.Exec(ctx, `
		INSERT INTO order_lines (store_id, order_id, number, title, attributes, sku, variant_id, category, quantity, taken, refunded, price_minor)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		store, id, l.Number, l.Title, l.Attributes, l.SKU, variant, l.Category, l.Quantity, l.Taken, l.Refunded, price)
	return err
}

// Get returns the store's order with a number.
func (s *Orders) Get(ctx context.Context, store account.StoreID, n order.Number) (order.Order, error) {
	o, err := db.One(ctx, s.db, scanOrder, `
		SELECT `+orderColumns+`
		FROM orders
		WHERE store_id = ? AND number = ?`, store, n)
	return s.whole(ctx, o, err)
}

// ByID returns the store's order with an id.
func (s *Orders) ByID(ctx context.Context, store account.StoreID, id order.ID) (order.Order, error) {
	o, err := db.One(ctx, s.db, scanOrder, `
		SELECT `+orderColumns+`
		FROM orders
		WHERE store_id = ? AND id = ?`, store, id)
	return s.whole(ctx, o, err)
}

// whole adds the lines to an order that was read.
func (s *Orders) whole(ctx context.Context, o order.Order, err error) (order.Order, error) {
	if o, err = found(o, err, order.ErrNotFound); err != nil {
		return order.Order{}, err
	}
	lines, err := s.lines(ctx, o.Store, []order.ID{o.ID})
	o.Lines = lines[o.ID]
	return o, err
}

// ForIDs returns those of the orders that exist, with their lines.
func (s *Orders) ForIDs(ctx context.Context, store account.StoreID, ids []order.ID) (map[order.ID]order.Order, error) {
	rows, err := listOrders(ctx, s, store, "id", ids)
	orders := make(map[order.ID]order.Order, len(rows))
	for _, o := range rows {
		orders[o.ID] = o
	}
	return orders, err
}

// ByNumbers returns those of the orders that exist, with their lines.
func (s *Orders) ByNumbers(ctx context.Context, store account.StoreID, numbers []order.Number) (map[order.Number]order.Order, error) {
	rows, err := listOrders(ctx, s, store, "number", numbers)
	orders := make(map[order.Number]order.Order, len(rows))
	for _, o := range rows {
		orders[o.Number] = o
	}
	return orders, err
}

// listOrders returns the orders with one of some values in a column.
func listOrders[T any](ctx context.Context, s *Orders, store account.StoreID, column string, values []T) ([]order.Order, error) {
	q := s.db.Select(orderColumns).From("orders")
	q.Where(q.Equal("store_id", store), in(q, column, values))
	query, args := q.Build()
	rows, err := db.All(ctx, s.db, scanOrder, query, args...)
	if err != nil {
		return nil, fmt.Errorf("get orders: %w", err)
	}
	ids := make([]order.ID, len(rows))
	for i, o := range rows {
		ids[i] = o.ID
	}
	lines, err := s.lines(ctx, store, ids)
	for i := range rows {
		rows[i].Lines = lines[rows[i].ID]
	}
	return rows, err
}

// lines returns the lines of some orders, in their order.
func (s *Orders) lines(ctx context.Context, store account.StoreID, ids []order.ID) (map[order.ID][]order.Line, error) {
	q := s.db.Select("order_id, " + lineColumns).From("order_lines")
	q.Where(q.Equal("store_id", store), in(q, "order_id", ids)).OrderBy("order_id", "number")
	query, args := q.Build()
	rows, err := db.All(ctx, s.db, scanOrderLine, query, args...)
	lines := map[order.ID][]order.Line{}
	for _, l := range rows {
		lines[l.order] = append(lines[l.order], l.Line)
	}
	return lines, err
}

// Known returns those of the numbers that are orders of the store.
func (s *Orders) Known(ctx context.Context, store account.StoreID, numbers []order.Number) (map[order.Number]bool, error) {
	q := s.db.Select("number").From("orders")
	q.Where(q.Equal("store_id", store), in(q, "number", numbers))
	query, args := q.Build()
	stored, err := db.All(ctx, s.db, scanText, query, args...)
	if err != nil {
		return nil, fmt.Errorf("find orders by number: %w", err)
	}
	known := map[order.Number]bool{}
	for _, n := range stored {
		known[order.Number(n)] = true
	}
	return known, nil
}

// in is the condition that a column has one of some values; without any it holds for no row.
func in[T any](q *sqlbuilder.SelectBuilder, column string, values []T) string {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	return q.In(column, args...)
}

// ofStore is the condition that the rows which values of a column name are a store's own.
// Numbers that are unique over all stores have an index of their own; the plus keeps
// SQLite from reading all rows of the store instead.
func ofStore(q *sqlbuilder.SelectBuilder, store account.StoreID, table, column string) string {
	if table == "parcels" && (column == "number" || column == "waybill") {
		return q.Equal("+store_id", store)
	}
	return q.Equal("store_id", store)
}

// sorted is a column by which the rows are sorted that a list of values names. The plus
// keeps SQLite from reading all rows of a store only because they lie in that order.
func sorted(column string) string { return "+" + column }

// Update stores what may change of an order if nobody changed it since it was read.
func (s *Orders) Update(ctx context.Context, o order.Order) error {
	err := changed(order.ErrChanged)(s.db.Exec(ctx, `
		UPDATE orders
		SET status = ?, finish_reason = ?, tab = ?, in_dispute = ?, frozen = ?, note = ?, paid_at = ?, ship_by = ?,
		    ship_by_left = ?, cancel_asked_at = ?, cancel_reason = ?, shipped_at = ?, confirmed_at = ?, finished_at = ?, to_ship = ?,
		    urgent_at = ?, version = version + 1
		WHERE store_id = ? AND id = ? AND version = ?`,
		o.Status, o.Finish, o.Status.Tab(o.Finish), o.InDispute, o.Frozen, o.Note, db.NullTime{Time: o.PaidAt},
		db.NullTime{Time: o.ShipBy}, shipLeft(o), db.NullTime{Time: o.Cancel.AskedAt}, o.Cancel.Reason,
		db.NullTime{Time: o.ShippedAt}, db.NullTime{Time: o.Confirmed}, db.NullTime{Time: o.Finished}, o.ToShip(), db.Time{Time: o.UrgentAt()},
		o.Store, o.ID, o.Version))
	if err != nil {
		return fmt.Errorf("update order %s: %w", o.Number, err)
	}
	return s.updateLines(ctx, o)
}

// updateLines stores what is taken and refunded of the lines of an order.
func (s *Orders) updateLines(ctx context.Context, o order.Order) error {
	if len(o.Lines) == 0 {
		return nil
	}
	var args []any
	for _, l := range o.Lines {
		args = append(args, l.ID, l.Taken, l.Refunded)
	}
	_, err := s.db.Exec(ctx, `
		UPDATE order_lines
		SET taken = line.column2, refunded = line.column3
		FROM (VALUES `+strings.Repeat("(?, ?, ?), ", len(o.Lines)-1)+`(?, ?, ?)) AS line
		WHERE store_id = ? AND id = line.column1 AND (taken <> line.column2 OR refunded <> line.column3)`, append(args, o.Store)...)
	if err != nil {
		return fmt.Errorf("update the lines of order %s: %w", o.Number, err)
	}
	return nil
}

// Readdress stores where an order goes, and finds it by the new name.
func (s *Orders) Readdress(ctx context.Context, o order.Order) error {
	to := o.ShipTo
	return s.db.InTx(ctx, func(ctx context.Context) error {
		err := changed(order.ErrChanged)(s.db.Exec(ctx, `
			UPDATE orders
			SET to_name = ?, to_street = ?, to_district = ?, to_city = ?, to_province = ?, to_postal = ?, to_phone = ?, to_mobile = ?,
			    version = version + 1
			WHERE store_id = ? AND id = ? AND version = ?`,
			to.Name, to.Street, to.District, to.City, to.Province, to.Postal, to.Phone, to.Mobile, o.Store, o.ID, o.Version))
		if err != nil {
			return fmt.Errorf("readdress order %s: %w", o.Number, err)
		}
		_, err = s.db.Exec(ctx, `UPDATE order_text SET body = ? WHERE id = ? AND tenant = ?`, searchBody(o), o.ID, tenant(o.Store))
		return err
	})
}
