// Package batchshipping makes logistics orders of many orders at once: a table of the
// orders to be shipped goes out as a file, is filled in, comes back and is checked; what is
// good is submitted in the background, and every row gets its result.
//
// Nothing here is a second implementation. What a row would become is the draft that the
// order's own page shows (package shipping), with the same checks, the same offer and the
// same receipt; a file and its results are kept by package upload.
package batchshipping

import (
	"context"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/upload"
)

// MaxOrders is how many orders a table has at most; the most urgent come first.
const MaxOrders = 10_000

// chunk is how many orders are read at once.
const chunk = 100

// Errors this package reports.
var (
	ErrHeader   = errs.New(errs.Invalid, "batchship_no_header")
	ErrNoOrders = errs.New(errs.Invalid, "batchship_no_orders")
	ErrTooMany  = errs.New(errs.Invalid, "batchship_too_many") // args: Max
	ErrStatus   = errs.New(errs.Invalid, "batchship_bad_status")
	ErrFaults   = errs.New(errs.Conflict, "batchship_faults") // the whole file was to be submitted, and it is not without fault
)

// Status is how far the online shipping of an order is, of those with pieces to ship.
type Status string

// The statuses.
const (
	Any        Status = ""
	NotCreated Status = "new"   // it has no logistics order yet
	PartLeft   Status = "part"  // a part was shipped, the rest waits
	Again      Status = "again" // its logistics order was closed before it left
)

// Statuses lists every status.
var Statuses = []Status{Any, NotCreated, PartLeft, Again}

// Key is the key of the status's word.
func (s Status) Key() string {
	if s == Any {
		return "batchship_status_any"
	}
	return "batchship_status_" + string(s)
}

// ParseStatus reads a status from outside.
func ParseStatus(s string) (Status, error) {
	for _, known := range Statuses {
		if string(known) == s {
			return known, nil
		}
	}
	return "", ErrStatus.With("Text", s)
}

// Filter says which orders a table holds. Zero times do not filter.
type Filter struct {
	Store    account.StoreID
	Status   Status
	PaidFrom time.Time // inclusive
	PaidTo   time.Time // exclusive
}

// Method is how the channel of each order is prefilled.
type Method string

// The methods beside the code of a channel, which is taken for every order.
const (
	AsBuyer Method = ""      // the buyer's choice
	ByRules Method = "rules" // the store's rules, and the buyer's choice where none matches
)

// Orders find the orders to be shipped.
type Orders interface {
	// ToShip returns the numbers of the orders that a filter finds, the most urgent first.
	ToShip(ctx context.Context, f Filter, limit int) ([]order.Number, error)
}

// Rules are the stores' rules for channels.
type Rules interface {
	List(ctx context.Context, store account.StoreID) (shiprule.List, error)
}

// Shipping drafts and submits.
type Shipping interface {
	Drafts(ctx context.Context, store account.StoreID, asks []shipping.Ask) ([]shipping.Drafted, error)
	Try(ctx context.Context, store account.StoreID, bids []shipping.Bid) ([]shipping.Answer, error)
	SubmitAll(ctx context.Context, store account.StoreID, by shipping.Actor, bids []shipping.Bid, keep func(ctx context.Context, answers []shipping.Answer) error) ([]shipping.Answer, error)
}

// Tariffs are the channels of a store.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Service exports, checks and submits order tables.
type Service struct {
	Uploads  *upload.Service
	Orders   Orders
	Rules    Rules
	Shipping Shipping
	Tariffs  Tariffs
	Clock    account.Clock
	Words    Words
}

// Words returns a message in a language.
type Words func(lang, key string, pairs ...any) string

// channels are the channels of a store on this day.
func (s *Service) channels(ctx context.Context, store account.StoreID) ([]channel.Channel, error) {
	snapshot, err := s.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return nil, err
	}
	return snapshot.Channels(channel.DateOf(s.Clock.Now(store))), nil
}

// vocabulary is what the cells of a store's tables may say.
func (s *Service) vocabulary(ctx context.Context, store account.StoreID) (vocabulary, error) {
	channels, err := s.channels(ctx, store)
	return newVocabulary(s.Words, channels), err
}

// Looks says how the columns of a file look, by their headers.
func (s *Service) Looks(ctx context.Context, store account.StoreID, lang account.Language) (func(header []string) []upload.Column, error) {
	v, err := s.vocabulary(ctx, store)
	return func(header []string) []upload.Column { return v.looks(header, string(lang)) }, err
}

// Made returns the logistics orders that were made of an upload.
func (s *Service) Made(ctx context.Context, store account.StoreID, id upload.ID) ([]parcel.ID, error) {
	rows, err := s.Uploads.Records.All(ctx, store, id)
	var made []parcel.ID
	for _, r := range rows {
		if r.Parcel != 0 {
			made = append(made, r.Parcel)
		}
	}
	return made, err
}
