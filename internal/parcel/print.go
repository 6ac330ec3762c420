package parcel

import (
	"context"
	"slices"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
)

// LabelKind is the kind of file a label is printed from.
type LabelKind string

// The kinds.
const (
	PDF LabelKind = "pdf" // a document, on a Paper
	PNG LabelKind = "png" // a picture
	ZPL LabelKind = "zpl" // for thermal printers
)

// ErrLabelKind means that labels do not come in a kind of file.
var ErrLabelKind = errs.New(errs.Invalid, "label_kind")

// ParseLabelKind reads a kind; ErrLabelKind for a text that names none.
func ParseLabelKind(s string) (LabelKind, error) {
	if k := LabelKind(s); slices.Contains([]LabelKind{PDF, PNG, ZPL}, k) {
		return k, nil
	}
	return "", ErrLabelKind.With("Text", s)
}

// Print is one printing of a parcel's label, a row of the print ledger.
type Print struct {
	Parcel ID
	Copy   int // which printing of this parcel's label it is, from 1
	Person account.PersonID
	Name   string // of the person; only read
	At     time.Time
	Kind   LabelKind
	Paper  Paper
}

// PrintRecords are the stored printings.
type PrintRecords interface {
	// AddPrint stores a printing as the next copy of its parcel's label.
	AddPrint(ctx context.Context, store account.StoreID, p Print) error
}

// PrintLedger notes who printed which label. It is written when labels are asked
// for by a button, and by jobs in the transaction that keeps their document: a
// file that is only looked at again by its address is not another copy, and
// showing it writes nothing.
type PrintLedger struct {
	Records PrintRecords
	Clock   account.Clock
	Tx      Transactor
}

// Transactor runs functions in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Note adds a printing of the labels of parcels, all of them or none; ErrNoLabel
// when one of them has no waybill number.
func (l PrintLedger) Note(ctx context.Context, store account.StoreID, by account.PersonID, k LabelKind, on Paper, parcels ...Parcel) error {
	at := l.Clock.Now(store)
	return l.Tx.InTx(ctx, func(ctx context.Context) error {
		for _, p := range parcels {
			if !p.HasLabel() {
				return ErrNoLabel
			}
			if err := l.Records.AddPrint(ctx, store, Print{Parcel: p.ID, Person: by, At: at, Kind: k, Paper: on}); err != nil {
				return err
			}
		}
		return nil
	})
}
