package message

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf8"

	"sellerdesk/internal/account"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
)

// Draft is a message that is to be written.
type Draft struct {
	Store  account.StoreID
	Order  order.ID
	Buyer  string // the buyer's name, for a thread that begins
	Sender Sender
	Person account.PersonID // of a seller's message
	Once   string           // id of the form that sends it; the same words with it are written once
	Body   string
	At     time.Time
}

// key is what makes the message unique. The words are part of it: a form that
// comes back from the browser's memory and carries others is another message.
func (d Draft) key() string {
	if d.Once == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(d.Body))
	return d.Once + "-" + hex.EncodeToString(sum[:8])
}

// Filter says which threads a list holds.
type Filter struct {
	Store  account.StoreID
	Unread bool // only those with messages that nobody has read
	Cursor paging.Cursor
}

// Records are the stored threads and messages.
type Records interface {
	// Threads returns a page of threads, the newest message first.
	Threads(ctx context.Context, f Filter) (paging.Page[Thread], error)
	Thread(ctx context.Context, store account.StoreID, id ThreadID) (Thread, error)
	// Of returns the thread of an order, or ErrNotFound where nothing was written yet.
	Of(ctx context.Context, store account.StoreID, o order.ID) (Thread, error)
	// Open returns the thread of an order, which begins if there is none.
	Open(ctx context.Context, store account.StoreID, o order.ID, buyer string, at time.Time) (ThreadID, error)
	// Messages returns what was written in a thread, the oldest first.
	Messages(ctx context.Context, store account.StoreID, id ThreadID) ([]Message, error)
	// Add writes a message into a thread, unless one with its Once is there.
	Add(ctx context.Context, id ThreadID, d Draft) error
	// Read notes that a thread was read up to now.
	Read(ctx context.Context, store account.StoreID, id ThreadID) error
	// Unread counts the threads with messages that nobody has read, at most 100.
	Unread(ctx context.Context, store account.StoreID) (int, error)
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Service writes messages.
type Service struct {
	Records Records
	Clock   account.Clock
	Tx      Transactor
}

// Post writes a message into the thread of an order, which begins if there is none.
// Posting the same words with the same Once again changes nothing.
func (s *Service) Post(ctx context.Context, d Draft) (ThreadID, error) {
	d.Body = strings.TrimSpace(d.Body)
	switch n := utf8.RuneCountInString(d.Body); {
	case n == 0:
		return 0, ErrEmpty
	case n > MaxLength:
		return 0, ErrTooLong.With("Max", MaxLength, "Length", n)
	}
	d.At, d.Once = s.Clock.Now(d.Store), d.key()
	var id ThreadID
	err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		if id, err = s.Records.Open(ctx, d.Store, d.Order, d.Buyer, d.At); err != nil {
			return err
		}
		return s.Records.Add(ctx, id, d)
	})
	return id, err
}
