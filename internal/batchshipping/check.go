package batchshipping

import (
	"context"
	"encoding/json"
	"errors"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/upload"
)

// Check is what was found in a file.
type Check struct {
	Rows   []upload.Checked
	Header int      // row that names the columns
	Unused []string // headers of columns that were left out
}

// Check reads a file and compares it with the store: which orders would be submitted, what
// each would cost, and what is wrong where. Nothing is written.
func (s *Service) Check(ctx context.Context, store account.StoreID, name string, content []byte) (Check, error) {
	v, err := s.vocabulary(ctx, store)
	if err != nil {
		return Check{}, err
	}
	lines, err := s.Uploads.Table(name, content)
	if err != nil {
		return Check{}, err
	}
	h, lines, err := v.findHeader(lines)
	if err != nil {
		return Check{}, err
	}
	groups := h.groups(lines)
	switch {
	case len(groups) == 0:
		return Check{}, ErrNoOrders
	case len(groups) > MaxOrders:
		return Check{}, ErrTooMany.With("Max", MaxOrders)
	}
	c := Check{Header: h.row, Unused: h.unknown}
	c.Rows, err = inParts(groups, func(part []*group) ([]upload.Checked, error) { return s.checkGroups(ctx, store, part) })
	return c, err
}

// Upload keeps a file with the check of its rows. Logistics orders are made by Start.
func (s *Service) Upload(ctx context.Context, store account.StoreID, by account.PersonID, name string, content []byte) (upload.ID, error) {
	c, err := s.Check(ctx, store, name, content)
	if err != nil {
		return 0, err
	}
	return s.Uploads.Keep(ctx, upload.Upload{
		Store: store, Kind: upload.Shipping, Person: by, Name: name, At: s.Clock.Now(store), Header: c.Header, Unused: c.Unused,
	}, content, c.Rows)
}

// checkGroups drafts orders as their rows say, and says what each would become.
func (s *Service) checkGroups(ctx context.Context, store account.StoreID, groups []*group) ([]upload.Checked, error) {
	asks := make([]shipping.Ask, len(groups))
	for i, g := range groups {
		asks[i] = shipping.Ask{Order: g.number, Choice: g.choice(), Fill: g.form}
	}
	drafts, err := s.Shipping.Drafts(ctx, store, asks)
	if err != nil {
		return nil, err
	}
	rows := make([]upload.Checked, len(groups))
	for i, g := range groups {
		if rows[i], err = g.checked(drafts[i]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// checked is what the check says of an order.
func (g *group) checked(d shipping.Drafted) (upload.Checked, error) {
	c := upload.Checked{Row: g.entries[0].Number, Number: string(g.number), Lines: len(g.entries)}
	for _, e := range g.entries {
		c.Rows = append(c.Rows, e.Number)
	}
	if g.number == "" {
		c.Number = g.text
	}
	if d.Order.ID != 0 {
		c.Buyer, c.Country, c.Lines, c.Pieces = d.Order.Buyer.Name, d.Order.ShipTo.Country, len(d.Choice.Pieces), order.Count(d.Choice.Pieces)
	}
	if skip := g.shipped(d); skip != nil {
		c.Verdict, c.Notes = upload.Skipped, upload.NotesOf(skip)
		return c, nil
	}
	warnings := g.judge(d)
	c.Channel = d.Choice.Channel
	if d.Plan.Priced() {
		c.Price = d.Plan.Price
	}
	switch {
	case len(g.notes) > 0:
		c.Verdict, c.Notes = upload.Refused, g.notes
		return c, nil
	case len(warnings) > 0:
		c.Verdict, c.Notes = upload.Warned, warnings
	default:
		c.Verdict = upload.Ready
	}
	text, err := json.Marshal(given{d.Choice, d.Form, d.Offer})
	c.Given = string(text)
	return c, err
}

// given is what an order is submitted with: what the check showed.
type given struct {
	Choice shipping.Choice
	Form   shipping.Form
	Offer  shipping.Offer
}

// shipped says that an order says nothing new: it has its logistics order already.
func (g *group) shipped(d shipping.Drafted) *errs.Error {
	if d.Order.ID == 0 || d.Blocked == nil || len(d.Open) == 0 || len(g.notes) > 0 {
		return nil
	}
	last := d.Open[len(d.Open)-1]
	return shipping.ErrOneChance.With("Number", string(last.Number))
}

// Errors about an order of a file.
var (
	errUnknown   = errs.New(errs.NotFound, "batchship_unknown_order")
	errMissing   = errs.New(errs.Invalid, "batchship_line_missing") // args: Line, Product
	errAdded     = errs.New(errs.Invalid, "batchship_line_added")   // args: Line
	errTwice     = errs.New(errs.Invalid, "batchship_line_twice")   // args: Row
	errChanged   = errs.New(errs.Conflict, "batchship_changed")     // args: Was, Is
	errEdited    = errs.New(errs.Invalid, "batchship_edited")       // args: Is
	errNewer     = errs.New(errs.Conflict, "batchship_newer")       // something else about the order was changed
	errNoChannel = errs.New(errs.Invalid, "batchship_no_channel")
	errReason    = errs.New(errs.Invalid, "batchship_give_reason")
	errQuantity  = errs.New(errs.Invalid, "batchship_quantity") // args: Is
)

// judge notes what is wrong with an order and returns what should be known.
func (g *group) judge(d shipping.Drafted) (warnings []upload.Note) {
	first := g.entries[0].Line
	switch e, told := known(d.Err); {
	case g.number == "": // that it has no number was noted
		return nil
	case errors.Is(d.Err, order.ErrNotFound):
		g.note(first, Number, errUnknown)
		return nil
	case errors.Is(d.Err, shipping.ErrNoPlan) && d.Choice.Channel == "":
		g.note(first, Channel, errNoChannel)
	case errors.Is(d.Err, shipping.ErrNoPlan):
		g.note(first, Channel, e)
	case told:
		g.note(first, Number, e)
		return nil
	case d.Err != nil:
		g.note(first, Number, errs.New(errs.Internal, "job_fault"))
		return nil
	}
	g.compareLines(d)
	warnings = g.compareCells(d)
	if d.Err == nil {
		warnings = append(warnings, g.ask(d)...)
	}
	return warnings
}

// compareLines notes lines that are missing, added or there twice.
func (g *group) compareLines(d shipping.Drafted) {
	rows := map[int]int{}
	for _, e := range g.entries {
		if before, twice := rows[e.line]; twice {
			g.note(e.Line, Line, errTwice.With("Row", before))
			continue
		}
		rows[e.line] = e.Number
		if _, ships := shippedLine(d, e.line); !ships {
			g.note(e.Line, Line, errAdded.With("Line", g.cell(e.Line, Line)))
		}
	}
	for _, p := range d.Choice.Pieces {
		line, _ := d.Order.Line(p.Line)
		if _, there := rows[line.Number]; !there {
			g.note(g.entries[0].Line, Line, errMissing.With("Line", line.Number, "Product", line.Title))
		}
	}
}

// Stored reports whether the store has the order of a row.
func Stored(c upload.Checked) bool { return c.Country != "" }
