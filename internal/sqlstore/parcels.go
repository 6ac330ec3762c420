package sqlstore

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
)

// Parcels are the logistics orders with their goods and events.
type Parcels struct{ db *db.DB }

// NewParcels returns the parcels of a database.
func NewParcels(d *db.DB) *Parcels { return &Parcels{d} }

const parcelColumns = `id, store_id, number, order_id, order_number, offer_id, status, abnormal, close_reason, close_note,
	waybill, notice_id, channel, category, buyer_name, warehouse, sorting_code,
	collection, domestic_company, domestic_number, collection_note, undeliverable,
	declared_grams, measured_grams, length_mm, width_mm, height_mm, roll, quote_fen, return_fee_fen, tariff_version,
	discount_percent, documents, created_at, booked_at, cancel_asked_at, delivered_at, closed_at, event_at, moved_at, moved_by, version`

func scanParcel(r db.Row) (p parcel.Parcel, err error) {
	var waybill sql.Null[string]
	var notice sql.Null[int64]
	var measured sql.Null[measure.Weight]
	var documents db.JSON[parcel.Documents]
	var created, event db.Time
	var booked, cancel, delivered, closed, moved db.NullTime
	err = r.Scan(&p.ID, &p.Store, &p.Number, &p.Order, &p.OrderNumber, &p.Offer, &p.Status, &p.Abnormal, &p.Close, &p.CloseNote,
		&waybill, &notice, &p.Channel, &p.Category, &p.Buyer, &p.Warehouse, &p.SortingCode,
		&p.Collection.Mode, &p.Collection.Company, &p.Collection.Number, &p.Collection.Note, &p.Undeliverable,
		&p.Declared, &measured, &p.Size.Length, &p.Size.Width, &p.Size.Height, &p.Size.Roll, &p.Quote.Minor, &p.ReturnFee.Minor, &p.Tariff,
		&p.Discount, &documents, &created, &booked, &cancel, &delivered, &closed, &event, &moved, &p.MovedBy, &p.Version)
	p.Waybill, p.Notice, p.Measured, p.Documents = waybill.V, notice.V, measured.V, documents.V
	p.Quote.Currency, p.ReturnFee.Currency = money.CNY, money.CNY
	p.CreatedAt, p.EventAt, p.MovedAt = created.Time, event.Time, moved.Time
	p.BookedAt, p.CancelAskedAt, p.DeliveredAt, p.ClosedAt = booked.Time, cancel.Time, delivered.Time, closed.Time
	return p, err
}

// or0 is a value for a column that is NULL instead of the zero value.
func or0[T comparable](v T) sql.Null[T] {
	var zero T
	return sql.Null[T]{V: v, Valid: v != zero}
}

// NextNumber gives out a logistics order number.
func (s *Parcels) NextNumber(ctx context.Context) (parcel.Number, error) {
	n, err := nextNumber(ctx, s.db, "parcel")
	return parcel.NumberOf(n), err
}

// Insert stores a new parcel with its goods and receipt.
func (s *Parcels) Insert(ctx context.Context, p parcel.Parcel, r parcel.Receipt) (parcel.ID, error) {
	id, err := db.Insert[parcel.ID](ctx, s.db, `
		INSERT INTO parcels (store_id, number, order_id, order_number, offer_id, status, stage, channel, category, country,
			buyer_name, warehouse, collection, domestic_company, domestic_number, collection_note, undeliverable,
			declared_grams, length_mm, width_mm, height_mm, roll, quote_fen, return_fee_fen, tariff_version,
			discount_percent, documents, receipt, created_at, event_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		p.Store, p.Number, p.Order, p.OrderNumber, p.Offer, p.Status, p.Stage(), p.Channel, p.Category, p.Documents.To.Country,
		p.Buyer, p.Warehouse, p.Collection.Mode, p.Collection.Company, p.Collection.Number, p.Collection.Note, p.Undeliverable,
		p.Declared, p.Size.Length, p.Size.Width, p.Size.Height, p.Size.Roll, p.Quote.Minor, p.ReturnFee.Minor, p.Tariff,
		p.Discount, db.JSON[parcel.Documents]{V: p.Documents}, db.JSON[parcel.Receipt]{V: r}, db.Time{Time: p.CreatedAt}, db.Time{Time: p.EventAt})
	switch {
	case db.IsUnique(err, "parcels.offer_id"):
		return 0, parcel.ErrSubmitted
	case db.IsUnique(err, "parcels.order_id"):
		return 0, parcel.ErrOneChance
	case err != nil:
		return 0, fmt.Errorf("insert parcel %s: %w", p.Number, err)
	}
	return id, s.insertGoods(ctx, p.Store, id, p.Goods)
}

func (s *Parcels) insertGoods(ctx context.Context, store account.StoreID, id parcel.ID, goods []parcel.Goods) error {
	for _, g := range goods {
		_, err := s.db.Exec(ctx, `
			INSERT INTO parcel_goods (store_id, parcel_id, line_id, quantity, sku, name_cn, name_en, value_minor, grams, hs_code,
				battery, only_battery, cosmetics, special, breakable)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			store, id, g.Line, g.Quantity, g.SKU, g.NameCN, g.NameEN, g.Value.Minor, g.Weight, g.HSCode,
			g.Battery, g.OnlyBattery, g.Cosmetics, g.Special, g.Breakable)
		if err != nil {
			return fmt.Errorf("insert goods of parcel %d: %w", id, err)
		}
	}
	return nil
}

// Get returns the parcel with a number.
func (s *Parcels) Get(ctx context.Context, store account.StoreID, n parcel.Number) (parcel.Parcel, error) {
	return s.one(ctx, store, "number", n)
}

// ByID returns the parcel with an id.
func (s *Parcels) ByID(ctx context.Context, store account.StoreID, id parcel.ID) (parcel.Parcel, error) {
	return s.one(ctx, store, "id", id)
}

// ByOffers returns the parcels that some offers were accepted with.
func (s *Parcels) ByOffers(ctx context.Context, store account.StoreID, offers []string) (map[string]parcel.Parcel, error) {
	rows, err := listParcels(ctx, s, store, "offer_id", offers)
	accepted := make(map[string]parcel.Parcel, len(rows))
	for _, p := range rows {
		accepted[p.Offer] = p
	}
	return accepted, err
}

func (s *Parcels) one(ctx context.Context, store account.StoreID, column string, value any) (parcel.Parcel, error) {
	rows, err := listParcels(ctx, s, store, column, []any{value})
	if err != nil {
		return parcel.Parcel{}, err
	}
	if len(rows) == 0 {
		return parcel.Parcel{}, parcel.ErrNotFound
	}
	return rows[0], nil
}

// Receipt returns what was agreed when the parcel was submitted.
func (s *Parcels) Receipt(ctx context.Context, store account.StoreID, id parcel.ID) (parcel.Receipt, error) {
	receipt, err := db.One(ctx, s.db, func(r db.Row) (j db.JSON[parcel.Receipt], err error) {
		err = r.Scan(&j)
		return j, err
	}, `SELECT receipt FROM parcels WHERE store_id = ? AND id = ?`, store, id)
	return found(receipt.V, err, parcel.ErrNotFound)
}

// withGoods fills in the declared lines, in the order of the lines.
func (s *Parcels) withGoods(ctx context.Context, store account.StoreID, parcels []parcel.Parcel) ([]parcel.Parcel, error) {
	if len(parcels) == 0 {
		return parcels, nil
	}
	place, ids := map[parcel.ID]int{}, make([]parcel.ID, len(parcels))
	for i, p := range parcels {
		place[p.ID], ids[i] = i, p.ID
	}
	type row struct {
		parcel parcel.ID
		goods  parcel.Goods
	}
	q := s.db.Select(`parcel_id, line_id, quantity, sku, name_cn, name_en, value_minor, grams, hs_code,
		battery, only_battery, cosmetics, special, breakable`).From("parcel_goods")
	q.Where(q.Equal("store_id", store), in(q, "parcel_id", ids)).OrderBy("parcel_id", "line_id")
	text, args := q.Build()
	rows, err := db.All(ctx, s.db, func(r db.Row) (g row, err error) {
		g.goods.Value.Currency = money.USD
		err = r.Scan(&g.parcel, &g.goods.Line, &g.goods.Quantity, &g.goods.SKU, &g.goods.NameCN, &g.goods.NameEN,
			&g.goods.Value.Minor, &g.goods.Weight, &g.goods.HSCode,
			&g.goods.Battery, &g.goods.OnlyBattery, &g.goods.Cosmetics, &g.goods.Special, &g.goods.Breakable)
		return g, err
	}, text, args...)
	if err != nil {
		return nil, fmt.Errorf("goods of parcels: %w", err)
	}
	for _, r := range rows {
		p := &parcels[place[r.parcel]]
		p.Goods = append(p.Goods, r.goods)
	}
	return parcels, nil
}

// Update stores what changed since the parcel was read.
func (s *Parcels) Update(ctx context.Context, p parcel.Parcel) error {
	n, err := s.db.Exec(ctx, `
		UPDATE parcels
		SET status = ?, stage = ?, abnormal = ?, close_reason = ?, close_note = ?, waybill = ?, notice_id = ?,
			warehouse = ?, sorting_code = ?, collection = ?, domestic_company = ?, domestic_number = ?, collection_note = ?,
			measured_grams = ?, booked_at = ?, cancel_asked_at = ?, delivered_at = ?, closed_at = ?,
			event_at = ?, moved_at = ?, moved_by = ?, version = version + 1
		WHERE store_id = ? AND id = ? AND version = ?`,
		p.Status, p.Stage(), p.Abnormal, p.Close, p.CloseNote, or0(p.Waybill), or0(p.Notice),
		p.Warehouse, p.SortingCode, p.Collection.Mode, p.Collection.Company, p.Collection.Number, p.Collection.Note,
		or0(p.Measured), db.NullTime{Time: p.BookedAt}, db.NullTime{Time: p.CancelAskedAt}, db.NullTime{Time: p.DeliveredAt},
		db.NullTime{Time: p.ClosedAt}, db.Time{Time: p.EventAt}, db.NullTime{Time: p.MovedAt}, p.MovedBy,
		p.Store, p.ID, p.Version)
	if err != nil {
		return fmt.Errorf("update parcel %s: %w", p.Number, err)
	}
	if n == 0 {
		return parcel.ErrChanged
	}
	return nil
}

func scanParcelNumber(r db.Row) (n parcel.Number, err error) {
	err = r.Scan(&n)
	return n, err
}

// Unsettled lists open parcels for which an answer of the network is missing, the oldest first.
func (s *Parcels) Unsettled(ctx context.Context, store account.StoreID, limit int) ([]parcel.Number, error) {
	return db.All(ctx, s.db, scanParcelNumber, `
		SELECT number
		FROM parcels
		WHERE store_id = ? AND id IN (
			SELECT id FROM parcels WHERE store_id = ? AND status = 'init'
			UNION
			SELECT id FROM parcels WHERE store_id = ? AND cancel_asked_at IS NOT NULL AND closed_at IS NULL)
		ORDER BY id
		LIMIT ?`, store, store, store, limit)
}

// Stranded lists open parcels that the warehouse rejected or could not send out before a time.
func (s *Parcels) Stranded(ctx context.Context, store account.StoreID, before time.Time, limit int) ([]parcel.Number, error) {
	return db.All(ctx, s.db, scanParcelNumber, `
		SELECT number
		FROM parcels
		WHERE store_id = ? AND abnormal <> '' AND status IN (?, ?) AND moved_at <= ?
		ORDER BY id
		LIMIT ?`, store, parcel.Rejected, parcel.OutStockFailed, db.Time{Time: before}, limit)
}

// Silent lists parcels of some channels that are on their way without news since a time and not abnormal yet.
func (s *Parcels) Silent(ctx context.Context, store account.StoreID, of []channel.Code, since time.Time, limit int) ([]parcel.Number, error) {
	q := s.db.Select("number").From("parcels")
	q.Where(q.Equal("store_id", store), "stage = 'in_transit'", "abnormal = ''",
		q.LessEqualThan("event_at", db.Time{Time: since}), in(q, "channel", of))
	text, args := q.OrderBy("event_at", "id").Limit(limit).Build()
	return db.All(ctx, s.db, scanParcelNumber, text, args...)
}
