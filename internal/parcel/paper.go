package parcel

import (
	"slices"

	"sellerdesk/internal/errs"
)

// Paper is what labels are printed on.
type Paper string

// The papers.
const (
	OwnSize  Paper = ""        // every label on a page of its own size
	Stock100 Paper = "100x100" // rolls of 100 × 100 mm
	Stock150 Paper = "100x150" // rolls of 100 × 150 mm, which the China Post label may be printed on as well
	SheetOf2 Paper = "a4-2"    // A4 sheets, divided; six are the usual stickers of 105 × 99 mm (facts, section 6.1)
	SheetOf4 Paper = "a4-4"
	SheetOf6 Paper = "a4-6"
	SheetOf8 Paper = "a4-8"
)

// Papers lists all papers.
var Papers = []Paper{OwnSize, Stock100, Stock150, SheetOf2, SheetOf4, SheetOf6, SheetOf8}

// Errors about papers.
var (
	ErrPaper    = errs.New(errs.Invalid, "label_paper")    // no paper of that name
	ErrPosition = errs.New(errs.Invalid, "label_position") // no such place on a sheet
)

// ParsePaper reads a paper; ErrPaper for a text that names none.
func ParsePaper(s string) (Paper, error) {
	if p := Paper(s); slices.Contains(Papers, p) {
		return p, nil
	}
	return "", ErrPaper.With("Text", s)
}

// PerSheet is the number of labels on one sheet.
func (p Paper) PerSheet() int {
	switch p {
	case SheetOf2:
		return 2
	case SheetOf4:
		return 4
	case SheetOf6:
		return 6
	case SheetOf8:
		return 8
	case OwnSize, Stock100, Stock150:
	}
	return 1
}

// CheckPosition reports ErrPosition for a place, counted from 1, that a sheet does not have.
func (p Paper) CheckPosition(start int) error {
	if start < 1 || start > p.PerSheet() {
		return ErrPosition.With("PerSheet", p.PerSheet(), "Start", start)
	}
	return nil
}
