package uploads

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/upload"
	"sellerdesk/views/ui"
	views "sellerdesk/views/uploads"
)

// Original gives the file back as it came.
func (p Pages) Original(c echo.Context) error {
	u, err := p.Find(c)
	if err != nil {
		return err
	}
	content, err := p.Records.Content(c.Request().Context(), u.Store, u.ID)
	if err != nil {
		return err
	}
	return p.Site.File(c, u.Name, "application/octet-stream", content)
}

// Results gives the file back with what became of every row.
func (p Pages) Results(c echo.Context) error { return p.back(c, "-results", nil) }

// Failed gives back the rows that were refused alone, to be mended and uploaded again.
func (p Pages) Failed(c echo.Context) error {
	return p.back(c, "-failed", func(o upload.Checked) bool { return o.Verdict == upload.Refused })
}

// back gives the rows of a file back whose orders are wanted; nil wants all.
func (p Pages) back(c echo.Context, suffix string, wanted func(upload.Checked) bool) error {
	u, err := p.Find(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	header, rows, err := p.Files.Read(ctx, u)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(r upload.Row) bool { return wanted != nil && (r.Order == nil || !wanted(*r.Order)) })
	parcels, err := p.parcels(ctx, u.Store, orders(rows))
	if err != nil {
		return err
	}
	ext := strings.ToLower(path.Ext(u.Name))
	kind := "csv"
	if ext == ".xlsx" {
		kind = "xlsx"
	}
	content, contentType, err := p.Write(kind, p.sheet(ctx, header, rows, parcels))
	if err != nil {
		return err
	}
	return p.Site.File(c, strings.TrimSuffix(u.Name, path.Ext(u.Name))+suffix+"."+kind, contentType, content)
}

// orders are the orders that rows tell of, each once.
func orders(rows []upload.Row) []upload.Checked {
	var all []upload.Checked
	for _, r := range rows {
		if r.Order != nil && r.Order.Row == r.Number {
			all = append(all, *r.Order)
		}
	}
	return all
}

// heads are the keys of the columns that are added.
func (p Pages) heads() []string {
	if p.Kind == upload.Shipping {
		return []string{"upload_column_result", "upload_parcel", "upload_column_waybill", "upload_column_reason"}
	}
	return []string{"upload_column_result", "upload_column_reason"}
}

// sheet is the rows with their results. Columns of results that were there before are left out.
func (p Pages) sheet(ctx context.Context, header upload.Line, rows []upload.Row, parcels map[parcel.ID]parcel.Parcel) upload.Sheet {
	kept := p.kept(header.Cells)
	s := upload.Sheet{Name: ui.T(ctx, "upload_results_sheet"), Tones: map[int]upload.Tone{}}
	head := pick(header, kept)
	s.Columns = p.columns(head)
	for _, key := range p.heads() {
		head = append(head, ui.T(ctx, key))
		s.Columns = append(s.Columns, upload.Column{Width: resultWidth, Result: true})
	}
	s.Columns[len(s.Columns)-1].Width = reasonWidth
	s.Rows = append(s.Rows, head)
	for _, r := range rows {
		cells, tone := p.results(ctx, r, parcels)
		s.Tones[len(s.Rows)] = tone
		s.Rows = append(s.Rows, append(pick(r.Line, kept), cells...))
	}
	return s
}

// Widths of the added columns and of plain ones, in characters, and how many are added.
const (
	resultWidth = 18
	reasonWidth = 60
	plainWidth  = 16
	mostHeads   = 4
)

// columns is how the columns of a file look that is given back.
func (p Pages) columns(head []string) []upload.Column {
	if p.Columns != nil {
		return p.Columns(head)
	}
	columns := make([]upload.Column, len(head))
	for i := range columns {
		columns[i] = upload.Column{Width: plainWidth, Input: true}
	}
	return columns
}

// kept are the places of the columns that hold no results.
func (p Pages) kept(head []string) []int {
	results := map[string]bool{}
	for _, key := range p.heads() {
		for _, lang := range account.Languages {
			results[i18n.T(string(lang), key)] = true
		}
	}
	var kept []int
	for i, text := range head {
		if !results[strings.TrimSpace(text)] {
			kept = append(kept, i)
		}
	}
	return kept
}

// pick are the cells at some places.
func pick(l upload.Line, places []int) []string {
	cells := make([]string, 0, len(places)+mostHeads)
	for _, at := range places {
		cells = append(cells, l.Cell(at))
	}
	return cells
}

// results are the cells about a row, in the order of heads.
func (p Pages) results(ctx context.Context, r upload.Row, parcels map[parcel.ID]parcel.Parcel) ([]string, upload.Tone) {
	o := upload.Checked{Verdict: upload.Skipped}
	if r.Order != nil {
		o = *r.Order
	}
	made, shipped := parcels[o.Parcel]
	word, tone := state(ctx, o, made, shipped)
	cells := []string{word}
	if p.Kind == upload.Shipping {
		cells = append(cells, string(made.Number), made.Waybill)
	}
	var reasons []string
	for _, n := range o.Notes {
		if n.Row == 0 || n.Row == r.Number {
			reasons = append(reasons, views.NoteText(ctx, n))
		}
	}
	return append(cells, strings.Join(reasons, " ")), tone
}

// state is what became of an order in a word, and how that sounds.
func state(ctx context.Context, o upload.Checked, made parcel.Parcel, shipped bool) (string, upload.Tone) {
	switch {
	case o.Order != 0:
		return ui.T(ctx, "importing_imported"), upload.Good
	case shipped && !made.Open():
		return ui.T(ctx, "upload_parcel_closed"), upload.Bad
	case shipped && made.Waybill == "":
		return ui.T(ctx, "upload_waits_for_waybill"), upload.Warn
	case shipped:
		return ui.T(ctx, "upload_submitted"), upload.Good
	case o.Verdict == upload.Refused:
		return ui.Word(ctx, o.Verdict), upload.Bad
	case o.Verdict == upload.Warned:
		return ui.Word(ctx, o.Verdict), upload.Warn
	}
	return ui.Word(ctx, o.Verdict), ""
}
