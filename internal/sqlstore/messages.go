package sqlstore

import (
	"context"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
)

// mostUnread is where the number of unread threads stops.
const mostUnread = 100

// Messages are the threads and messages of all stores.
type Messages struct{ db *db.DB }

// NewMessages returns the messages of a database.
func NewMessages(d *db.DB) *Messages { return &Messages{d} }

const threadColumns = `t.id, t.store_id, t.order_id, o.number, t.buyer_name, t.last_at, t.unread,
	(SELECT m.body FROM messages m WHERE m.store_id = t.store_id AND m.thread_id = t.id ORDER BY m.id DESC LIMIT 1)`

func scanThread(r db.Row) (t message.Thread, err error) {
	var last db.Time
	var body *string
	err = r.Scan(&t.ID, &t.Store, &t.Order, &t.OrderNumber, &t.BuyerName, &last, &t.Unread, &body)
	t.LastAt = last.Time
	if body != nil {
		t.LastBody = *body
	}
	return t, err
}

// Threads returns a page of threads, the newest message first.
func (s *Messages) Threads(ctx context.Context, f message.Filter) (paging.Page[message.Thread], error) {
	query, args := s.threadsQuery(f)
	rows, err := db.All(ctx, s.db, scanThread, query, args...)
	if err != nil {
		return paging.Page[message.Thread]{}, fmt.Errorf("list threads: %w", err)
	}
	return paging.Cut(rows, f.Cursor, func(t message.Thread) paging.Cursor {
		return paging.Cursor{Key: t.LastAt.UnixMilli(), ID: int64(t.ID)}
	}), nil
}

// threadsQuery reads threads in the order of one of two indexes, of all or of the unread ones.
func (s *Messages) threadsQuery(f message.Filter) (string, []any) {
	q := s.db.Select(threadColumns).From("threads t")
	q.Join("orders o", "o.store_id = t.store_id", "o.id = t.order_id")
	q.Where(q.Equal("t.store_id", f.Store))
	if f.Unread {
		q.Where("t.unread > 0")
	}
	after(q, f.Cursor, "t.last_at", "t.id", false)
	return q.Limit(paging.Size + 1).Build()
}

// Thread returns a thread of the store.
func (s *Messages) Thread(ctx context.Context, store account.StoreID, id message.ThreadID) (message.Thread, error) {
	t, err := db.One(ctx, s.db, scanThread, `
		SELECT `+threadColumns+`
		FROM threads t
		JOIN orders o ON o.store_id = t.store_id AND o.id = t.order_id
		WHERE t.store_id = ? AND t.id = ?`, store, id)
	return found(t, err, message.ErrNotFound)
}

// Of returns the thread of an order.
func (s *Messages) Of(ctx context.Context, store account.StoreID, o order.ID) (message.Thread, error) {
	t, err := db.One(ctx, s.db, scanThread, `
		SELECT `+threadColumns+`
		FROM threads t
		JOIN orders o ON o.store_id = t.store_id AND o.id = t.order_id
		WHERE t.store_id = ? AND t.order_id = ?`, store, o)
	return found(t, err, message.ErrNotFound)
}

// Open returns the thread of an order, which begins if there is none.
func (s *Messages) Open(ctx context.Context, store account.StoreID, o order.ID, buyer string, at time.Time) (message.ThreadID, error) {
	id, err := db.Insert[message.ThreadID](ctx, s.db, `
		INSERT INTO threads (store_id, order_id, buyer_name, last_at)
		VALUES (?, ?, ?, ?)
		ON CONFLICT (store_id, order_id) DO UPDATE SET order_id = excluded.order_id
		RETURNING id`, store, o, buyer, db.Time{Time: at})
	if err != nil {
		return 0, fmt.Errorf("open thread of order %d: %w", o, err)
	}
	return id, nil
}

// Messages returns what was written in a thread, the oldest first.
func (s *Messages) Messages(ctx context.Context, store account.StoreID, id message.ThreadID) ([]message.Message, error) {
	return db.All(ctx, s.db, func(r db.Row) (m message.Message, err error) {
		var by *account.PersonID
		var name *string
		var at db.Time
		err = r.Scan(&m.ID, &m.Thread, &m.Sender, &by, &name, &m.Body, &at)
		m.At = at.Time
		if by != nil {
			m.Person, m.Name = *by, *name
		}
		return m, err
	}, `
		SELECT m.id, m.thread_id, m.sender, m.person_id, p.name, m.body, m.at
		FROM messages m
		LEFT JOIN people p ON p.id = m.person_id
		WHERE m.store_id = ? AND m.thread_id = ?
		ORDER BY m.id`, store, id)
}

// Add writes a message into a thread, unless one with its Once is there.
func (s *Messages) Add(ctx context.Context, id message.ThreadID, d message.Draft) error {
	var once *string
	if d.Once != "" {
		once = &d.Once
	}
	n, err := s.db.Exec(ctx, `
		INSERT INTO messages (store_id, thread_id, sender, person_id, once, body, at)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, d.Store, id, d.Sender, person(d.Person), once, d.Body, db.Time{Time: d.At})
	if err != nil || n == 0 {
		return err
	}
	unread := 0
	if d.Sender == message.Buyer {
		unread = 1
	}
	_, err = s.db.Exec(ctx, `
		UPDATE threads
		SET last_at = ?, unread = unread + ?
		WHERE store_id = ? AND id = ?`, db.Time{Time: d.At}, unread, d.Store, id)
	return err
}

// Read notes that a thread was read up to now.
func (s *Messages) Read(ctx context.Context, store account.StoreID, id message.ThreadID) error {
	_, err := s.db.Exec(ctx, `
		UPDATE threads
		SET unread = 0
		WHERE store_id = ? AND id = ? AND unread > 0`, store, id)
	return err
}

// Unread counts the threads with messages that nobody has read, at most mostUnread.
func (s *Messages) Unread(ctx context.Context, store account.StoreID) (int, error) {
	return db.One(ctx, s.db, func(r db.Row) (n int, err error) {
		err = r.Scan(&n)
		return n, err
	}, `SELECT COUNT(*) FROM (SELECT 1 FROM threads WHERE store_id = ? AND unread > 0 LIMIT ?)`, store, mostUnread)
}
