// Package message holds the in-site messages between a store and its buyers:
// one thread per order.
package message

import (
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
)

// ThreadID identifies a thread inside the application; it stands in addresses of pages.
type ThreadID int64

// Sender says who wrote a message.
type Sender string

// The senders.
const (
	Buyer  Sender = "buyer"
	Seller Sender = "seller"
	System Sender = "system" // written by the product, such as a shipping notice
)

// Key is the key of the sender's message.
func (s Sender) Key() string { return "message_sender_" + string(s) }

// MaxLength is the longest message, in characters.
const MaxLength = 2000

// Errors this package reports.
var (
	ErrNotFound = errs.New(errs.NotFound, "message_thread_not_found")
	ErrEmpty    = errs.New(errs.Invalid, "message_empty")
	ErrTooLong  = errs.New(errs.Invalid, "message_too_long")
)

// Thread is the conversation about one order.
type Thread struct {
	ID          ThreadID
	Store       account.StoreID
	Order       order.ID
	OrderNumber order.Number
	BuyerName   string
	LastAt      time.Time
	LastBody    string
	Unread      int // messages of the buyer that nobody of the store has read
}

// Message is one message of a thread.
type Message struct {
	ID     int64
	Thread ThreadID
	Sender Sender
	Person account.PersonID // of a seller's message
	Name   string           // of that person
	Body   string
	At     time.Time
}
