// Package uploads holds what the pages of uploaded tables have in common: the check of
// every row with what became of it, the files to take away, and the list of what was
// uploaded before.
package uploads

import (
	"context"
	"strconv"

	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/upload"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// CheckPage is the check of an uploaded file, and afterwards what became of its rows.
type CheckPage struct {
	Upload  upload.Upload
	Tally   upload.Tally
	Verdict upload.Verdict // of the rows that are listed; empty is all
	Rows    []upload.Checked
	Job     job.Job // that works on the rows, or did last; zero is none
	Parcels map[parcel.ID]parcel.Parcel
	Stored  func(upload.Checked) bool // the store had the order before
	Prev    string                    // URLs of the neighbours; empty without one
	Next    string

	Channels ui.Channels
}

// Number is the number of an upload.
func Number(u upload.Upload) string { return strconv.FormatInt(int64(u.ID), 10) }

// URL is the page of an upload.
func URL(u upload.Upload) string {
	if u.Kind == upload.Shipping {
		return link.BatchShippingUpload(Number(u))
	}
	return link.Import(Number(u))
}

// List is the address of the rows of an upload with a verdict, from a place on.
func List(u upload.Upload, v upload.Verdict, at string) string {
	return link.With(URL(u), "show", string(v), "at", at)
}

// Working reports whether a job works on the rows now.
func (p CheckPage) Working() bool { return p.Job.ID != 0 && !p.Job.State.Ended() }

// ships reports whether the rows are shipped, and not only imported.
func (p CheckPage) ships() bool { return p.Upload.Kind == upload.Shipping }

// tabs lead to the rows with each verdict.
func (p CheckPage) tabs(ctx context.Context) []ui.Tab {
	tabs := []ui.Tab{{
		Text: ui.T(ctx, "upload_all"), URL: List(p.Upload, "", ""), Current: p.Verdict == "", Count: ui.Number(ctx, p.Tally.Total()),
	}}
	for _, v := range upload.Verdicts {
		tabs = append(tabs, ui.Tab{
			Text: ui.Word(ctx, v), URL: List(p.Upload, v, ""), Current: p.Verdict == v, Count: ui.Number(ctx, p.Tally.Rows[v]),
		})
	}
	return tabs
}

// tone is how a verdict sounds.
func tone(v upload.Verdict) ui.Tone {
	switch v {
	case upload.Ready:
		return ui.Info
	case upload.Warned:
		return ui.Warning
	case upload.Refused:
		return ui.Bad
	case upload.Skipped:
	}
	return ui.Neutral
}

// there reports whether the store has the order of a row.
func (p CheckPage) there(c upload.Checked) bool {
	return c.Made() || isNumber(c) && p.Stored(c)
}

// isNumber reports whether the file has a number of an order, and not something else in its place.
func isNumber(c upload.Checked) bool {
	_, err := order.ParseNumber(c.Number)
	return err == nil
}

// pieces is how much was ordered: "3 pieces", "5 pieces of 2 products".
func pieces(ctx context.Context, c upload.Checked) string {
	switch {
	case c.Pieces == 0:
		return ui.OrDash("")
	case c.Lines < 2:
		return ui.T(ctx, "upload_pieces_count", "Count", c.Pieces)
	}
	return ui.T(ctx, "upload_pieces_of", "Count", c.Pieces, "Lines", c.Lines)
}

// NoteText is the sentence of a note with its place in the file.
func NoteText(ctx context.Context, n upload.Note) string {
	text := ui.ProblemText(ctx, n.Text.Problem())
	switch {
	case n.Row == 0:
		return text
	case n.Column == "":
		return ui.T(ctx, "upload_at_row", "Row", n.Row, "Text", text)
	}
	return ui.T(ctx, "upload_at_cell", "Row", n.Row, "Column", n.Column, "Text", text)
}
