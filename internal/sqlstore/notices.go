package sqlstore

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
)

// Notices are the shipping notices with their pieces.
type Notices struct{ db *db.DB }

// NewNotices returns the notices of a database.
func NewNotices(d *db.DB) *Notices { return &Notices{d} }

const noticeColumns = `id, store_id, order_id, status, carrier, tracking, website, remark, changes,
	declared_at, changed_at, scan_due, verified_at, version`

func scanNotice(r db.Row) (n notice.Notice, err error) {
	var declared, changed, due db.Time
	var verified db.NullTime
	err = r.Scan(&n.ID, &n.Store, &n.Order, &n.Status, &n.Carrier, &n.Tracking, &n.Website, &n.Remark, &n.Changes,
		&declared, &changed, &due, &verified, &n.Version)
	n.DeclaredAt, n.ChangedAt, n.ScanDue, n.VerifiedAt = declared.Time, changed.Time, due.Time, verified.Time
	return n, err
}

// Insert stores a new notice with its pieces.
func (s *Notices) Insert(ctx context.Context, n notice.Notice) (notice.ID, error) {
	id, err := db.Insert[notice.ID](ctx, s.db, `
		INSERT INTO notices (store_id, order_id, status, carrier, tracking, website, remark, changes,
			declared_at, changed_at, scan_due, verified_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		n.Store, n.Order, n.Status, n.Carrier, n.Tracking, n.Website, n.Remark, n.Changes,
		db.Time{Time: n.DeclaredAt}, db.Time{Time: n.ChangedAt}, db.Time{Time: n.ScanDue}, db.NullTime{Time: n.VerifiedAt})
	if err != nil {
		return 0, fmt.Errorf("insert notice of order %d: %w", n.Order, err)
	}
	return id, s.insertPieces(ctx, n.Store, id, n.Pieces)
}

func (s *Notices) insertPieces(ctx context.Context, store account.StoreID, id notice.ID, pieces []order.Pieces) error {
	if len(pieces) == 0 {
		return nil
	}
	var args []any
	for _, p := range pieces {
		args = append(args, store, id, p.Line, p.Quantity)
	}
	_, err := s.db.Exec(ctx, `
		INSERT INTO notice_pieces (store_id, notice_id, line_id, quantity)
		VALUES `+strings.Repeat("(?, ?, ?, ?), ", len(pieces)-1)+`(?, ?, ?, ?)`, args...)
	if err != nil {
		return fmt.Errorf("insert pieces of notice %d: %w", id, err)
	}
	return nil
}

// Get returns a notice with its pieces.
func (s *Notices) Get(ctx context.Context, store account.StoreID, id notice.ID) (notice.Notice, error) {
	all, err := s.ForIDs(ctx, store, []notice.ID{id})
	if err != nil {
		return notice.Notice{}, err
	}
	n, ok := all[id]
	if !ok {
		return notice.Notice{}, notice.ErrNotFound
	}
	return n, nil
}

// ForIDs returns those of the notices that exist.
func (s *Notices) ForIDs(ctx context.Context, store account.StoreID, ids []notice.ID) (map[notice.ID]notice.Notice, error) {
	rows, err := listNotices(ctx, s, store, "id", ids)
	out := make(map[notice.ID]notice.Notice, len(rows))
	for _, n := range rows {
		out[n.ID] = n
	}
	return out, err
}

// ForOrders returns the notices of orders, oldest first.
func (s *Notices) ForOrders(ctx context.Context, store account.StoreID, orders []order.ID) (map[order.ID][]notice.Notice, error) {
	rows, err := listNotices(ctx, s, store, "order_id", orders)
	out := map[order.ID][]notice.Notice{}
	for _, n := range rows {
		out[n.Order] = append(out[n.Order], n)
	}
	return out, err
}

// listNotices returns the notices with one of some values in a column, oldest first.
func listNotices[T any](ctx context.Context, s *Notices, store account.StoreID, column string, values []T) ([]notice.Notice, error) {
	if len(values) == 0 {
		return nil, nil
	}
	text, args := noticesBy(s, store, column, values)
	rows, err := db.All(ctx, s.db, scanNotice, text, args...)
	if err != nil {
		return nil, fmt.Errorf("list notices: %w", err)
	}
	return s.withPieces(ctx, store, rows)
}

// noticesBy asks for the notices that values of a column name.
func noticesBy[T any](s *Notices, store account.StoreID, column string, values []T) (query string, args []any) {
	q := s.db.Select(noticeColumns).From("notices")
	return q.Where(q.Equal("store_id", store), in(q, column, values)).OrderBy(sorted("id")).Build()
}

// withPieces fills in the pieces of notices.
func (s *Notices) withPieces(ctx context.Context, store account.StoreID, notices []notice.Notice) ([]notice.Notice, error) {
	if len(notices) == 0 {
		return notices, nil
	}
	place, ids := map[notice.ID]int{}, make([]notice.ID, len(notices))
	for i, n := range notices {
		place[n.ID], ids[i] = i, n.ID
	}
	type row struct {
		notice notice.ID
		pieces order.Pieces
	}
	q := s.db.Select("notice_id, line_id, quantity").From("notice_pieces")
	q.Where(q.Equal("store_id", store), in(q, "notice_id", ids)).OrderBy("notice_id", "line_id")
	text, args := q.Build()
	rows, err := db.All(ctx, s.db, func(r db.Row) (p row, err error) {
		err = r.Scan(&p.notice, &p.pieces.Line, &p.pieces.Quantity)
		return p, err
	}, text, args...)
	if err != nil {
		return nil, fmt.Errorf("pieces of notices: %w", err)
	}
	for _, r := range rows {
		n := &notices[place[r.notice]]
		n.Pieces = append(n.Pieces, r.pieces)
	}
	return notices, nil
}

// Update stores what changed since the notice was read.
func (s *Notices) Update(ctx context.Context, n notice.Notice) error {
	err := changed(notice.ErrChanged)(s.db.Exec(ctx, `
		UPDATE notices
		SET status = ?, carrier = ?, tracking = ?, website = ?, remark = ?, changes = ?,
			changed_at = ?, scan_due = ?, verified_at = ?, version = version + 1
		WHERE store_id = ? AND id = ? AND version = ?`,
		n.Status, n.Carrier, n.Tracking, n.Website, n.Remark, n.Changes,
		db.Time{Time: n.ChangedAt}, db.Time{Time: n.ScanDue}, db.NullTime{Time: n.VerifiedAt},
		n.Store, n.ID, n.Version))
	if err != nil {
		return fmt.Errorf("update notice %d: %w", n.ID, err)
	}
	return nil
}

func scanNoticeID(r db.Row) (id notice.ID, err error) {
	err = r.Scan(&id)
	return id, err
}

// Due lists declared notices whose first scan was due before a moment.
func (s *Notices) Due(ctx context.Context, store account.StoreID, before time.Time, limit int) ([]notice.ID, error) {
	return db.All(ctx, s.db, scanNoticeID, `
		SELECT id
		FROM notices
		WHERE store_id = ? AND status = 'declared' AND scan_due <= ?
		ORDER BY scan_due, id
		LIMIT ?`, store, db.Time{Time: before}, limit)
}

// Waiting lists notices that need a number and were first declared before a moment.
func (s *Notices) Waiting(ctx context.Context, store account.StoreID, declaredBefore time.Time, limit int) ([]notice.ID, error) {
	return db.All(ctx, s.db, scanNoticeID, `
		SELECT id
		FROM notices
		WHERE store_id = ? AND status = 'needs_number' AND declared_at < ?
		ORDER BY declared_at, id
		LIMIT ?`, store, db.Time{Time: declaredBefore}, limit)
}
