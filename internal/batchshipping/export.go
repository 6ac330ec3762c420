package batchshipping

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/upload"
)

// Find returns the numbers of the orders that a filter finds, the most urgent first and
// at most MaxOrders, and whether there are more.
func (s *Service) Find(ctx context.Context, f Filter) (numbers []order.Number, more bool, err error) {
	numbers, err = s.Orders.ToShip(ctx, f, MaxOrders+1)
	more = len(numbers) > MaxOrders
	return numbers[:min(len(numbers), MaxOrders)], more, err
}

// Export returns the table of some orders, to be filled in: a row per line that can be
// shipped now, in the order of the numbers. Orders that cannot be shipped are left out.
func (s *Service) Export(ctx context.Context, store account.StoreID, numbers []order.Number, m Method, lang account.Language) (upload.Sheet, error) {
	if len(numbers) > MaxOrders {
		return upload.Sheet{}, ErrTooMany.With("Max", MaxOrders)
	}
	v, err := s.vocabulary(ctx, store)
	if err != nil {
		return upload.Sheet{}, err
	}
	e := exporting{vocabulary: v, lang: string(lang), method: m}
	if m == ByRules {
		list, err := s.Rules.List(ctx, store)
		if err != nil {
			return upload.Sheet{}, fmt.Errorf("rules of store %d: %w", store, err)
		}
		e.rules = list.Rules
	}
	sheet := e.sheet()
	parts, err := inParts(numbers, func(part []order.Number) (rows [][]string, err error) {
		asks := make([]shipping.Ask, len(part))
		for i, n := range part {
			asks[i].Order = n
		}
		drafts, err := s.Shipping.Drafts(ctx, store, asks)
		for _, d := range drafts {
			rows = append(rows, e.rows(d)...)
		}
		return rows, err
	})
	sheet.Rows = append(sheet.Rows, parts...)
	return sheet, err
}

// atTheSameTime is how many parts of a table are worked on at a time.
const atTheSameTime = 2

// inParts does something for parts of a list at the same time, and returns the results in their order.
func inParts[T, R any](list []T, do func(part []T) ([]R, error)) ([]R, error) {
	parts := slices.Collect(slices.Chunk(list, chunk))
	results, failed := make([][]R, len(parts)), make([]error, len(parts))
	turns := make(chan struct{}, atTheSameTime)
	var all sync.WaitGroup
	for i, part := range parts {
		turns <- struct{}{}
		all.Go(func() {
			defer func() { <-turns }()
			results[i], failed[i] = do(part)
		})
	}
	all.Wait()
	return slices.Concat(results...), errors.Join(failed...)
}

// exporting is a table that is being written.
type exporting struct {
	vocabulary
	lang   string
	method Method
	rules  []shiprule.Rule
}

// sheet is the table without rows, with the sheet that explains it.
func (e exporting) sheet() upload.Sheet {
	s := upload.Sheet{Name: e.words(e.lang, "batchship_sheet"), GuideName: e.words(e.lang, "batchship_guide")}
	s.Guide = [][]string{{e.words(e.lang, "batchship_guide_title")}, {e.words(e.lang, "batchship_guide_text")}, {}}
	var header []string
	for _, one := range specs {
		name := e.words(e.lang, one.column.Key())
		header = append(header, name)
		if !one.hidden {
			s.Guide = append(s.Guide, []string{name, e.words(e.lang, hint(one.column).Key())})
		}
	}
	s.Rows = [][]string{header}
	s.Columns = e.looks(header, e.lang)
	return s
}

// rows are the rows of an order; none when nothing of it can be shipped now.
func (e exporting) rows(d shipping.Drafted) [][]string {
	if d.Order.ID == 0 || d.Blocked != nil {
		return nil
	}
	rows := make([][]string, len(d.Form.Goods))
	for i, g := range d.Form.Goods {
		line, _ := d.Order.Line(g.Line)
		cells := e.told(d.Order, line, g)
		e.declare(cells, g)
		if i == 0 {
			e.settle(cells, d)
		}
		rows[i] = make([]string, len(specs))
		for at, one := range specs {
			rows[i][at] = cells[one.column]
		}
	}
	return rows
}

// keyOf names a row: the order and the line.
func keyOf(n order.Number, line int) string { return string(n) + "-" + strconv.Itoa(line) }

// told are the cells that tell of the order.
func (e exporting) told(o order.Order, l order.Line, g parcel.Goods) map[Column]string {
	cells := map[Column]string{
		RowKey: keyOf(o.Number, l.Number), Version: strconv.Itoa(o.Version), Number: string(o.Number), Line: strconv.Itoa(l.Number),
		Buyer: o.Buyer.Name, Country: countryText(o.ShipTo.Country, e.lang), Product: l.Title, SKU: l.SKU, Attributes: l.Attributes,
		Quantity: strconv.Itoa(g.Quantity),
	}
	if o.Channel != "" {
		cells[BuyerChannel] = e.channel(o.Channel, e.lang)
	}
	return cells
}

// countryText is a country with its code.
func countryText(c place.Country, lang string) string { return string(c) + " " + c.Name(tag(lang)) }

// declare fills in what is declared of a line; what nobody knows stays empty.
func (e exporting) declare(cells map[Column]string, g parcel.Goods) {
	cells[NameCN], cells[NameEN], cells[HSCode] = g.NameCN, g.NameEN, g.HSCode
	if !g.Value.IsZero() {
		cells[Value] = g.Value.Decimal()
	}
	if g.Weight > 0 {
		cells[Weight] = g.Weight.Kilograms()
	}
	for column, set := range map[Column]bool{
		Battery: g.Battery, OnlyBattery: g.OnlyBattery, Cosmetics: g.Cosmetics, Special: g.Special, Breakable: g.Breakable,
	} {
		cells[column] = e.answer(set, e.lang)
	}
}

// settle fills in what is settled once for an order.
func (e exporting) settle(cells map[Column]string, d shipping.Drafted) {
	code, rule := e.choose(d)
	if code != "" {
		cells[Channel] = e.channel(code, e.lang)
	}
	cells[Category] = e.words(e.lang, d.Choice.Category.Key())
	if d.Choice.Weight > 0 {
		cells[ParcelWeight] = d.Choice.Weight.Kilograms()
	}
	if !d.Choice.Size.IsZero() {
		cells[ParcelSize] = strings.TrimSuffix(d.Choice.Size.String(), " cm")
	}
	if rule.Collection != "" {
		cells[Collection] = e.words(e.lang, rule.Collection.Key())
	}
	cells[Undeliverable] = e.words(e.lang, cmp.Or(rule.Undeliverable, d.Form.Undeliverable).Key())
}

// choose is the channel an order is prefilled with, and the rule that says so if one does.
func (e exporting) choose(d shipping.Drafted) (channel.Code, shiprule.Rule) {
	switch e.method {
	case AsBuyer:
		return d.Order.Channel, shiprule.Rule{}
	case ByRules:
		of := shiprule.Subject{Country: d.Order.ShipTo.Country, Value: d.Order.Total, Weight: d.Choice.Weight, Category: d.Choice.Category}
		if rule, matched := shiprule.First(e.rules, of); matched {
			return rule.Channel, rule
		}
		return d.Order.Channel, shiprule.Rule{}
	}
	return channel.Code(e.method), shiprule.Rule{}
}
