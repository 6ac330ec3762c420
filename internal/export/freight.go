package export

import (
	"context"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/job"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
)

// freightColumns are those of a report with one row for each row of the ledger. From the list
// price to the estimate they hold what the row adds to the totals of Freight Statistics, so
// that each column adds up to its total.
var freightColumns = []column{
	{key: "statistics_day"}, {key: "statistics_time"}, {key: "statistics_kind"}, {"statistics_amount", true},
	{key: "statistics_number"}, {key: "statistics_order"}, {key: "statistics_waybill"}, {key: "statistics_status"},
	{key: "statistics_channel"}, {key: "statistics_warehouse"}, {key: "statistics_country"},
	{"statistics_declared_g", true}, {"statistics_billed_g", true},
	{"statistics_list", true}, {"statistics_discount", true}, {"statistics_freight", true}, {"statistics_fees", true}, {"statistics_adjusted", true},
	{"statistics_refunded", true}, {"statistics_paid", true}, {"statistics_estimated", true},
	{"statistics_original", true}, {key: "statistics_currency"}, {key: "statistics_rate"}, {key: "statistics_method"}, {key: "statistics_payment"}, {key: "statistics_note"},
}

// Days are the items of a report: the days of its period, oldest first.
func Days(p freight.Period) []job.Item {
	days := p.Steps(freight.ByDay)
	items := make([]job.Item, len(days))
	for i, day := range days {
		items[i] = job.Item{Subject: int64(i), Number: day}
	}
	return items
}

// Many reports whether a report of a period has more rows than are written while somebody waits.
func (s *Service) Many(ctx context.Context, store account.StoreID, p freight.Period) (bool, error) {
	n, err := s.Ledger.Entries(ctx, store, p, ReportAtOnce+1)
	return n > ReportAtOnce, err
}

// freightRows are the rows of as many days as one step takes.
func (s *Service) freightRows(ctx context.Context, w *writer, items []job.Item) (rows [][]string, used int, err error) {
	for _, day := range items {
		entries, err := s.Ledger.Statement(ctx, w.store, freight.Period{From: day.Number, To: day.Number})
		if err != nil {
			return nil, 0, err
		}
		for _, e := range entries {
			row, err := w.freightRow(e)
			if err != nil {
				return nil, 0, fmt.Errorf("row %d of the ledger: %w", e.ID, err)
			}
			rows = append(rows, row)
		}
		if used++; len(rows) >= entriesAtOnce {
			break
		}
	}
	return rows, used, nil
}

func (w *writer) freightRow(e freight.Entry) ([]string, error) {
	t, err := e.Totals()
	if err != nil {
		return nil, err
	}
	row := []string{
		e.Day, w.at(e.At), w.kind(e), e.Amount.Decimal(),
		string(e.Number), string(e.Order), e.Waybill, w.word(e.Status),
		w.channel(e.Channel), w.warehouse(e.Warehouse), w.country(e.Country),
		count(t.Declared), count(t.Billed),
	}
	for _, m := range []money.Money{t.List, t.Discount, t.Freight, t.Fees, t.Adjusted, t.Refunded, t.Paid, t.Estimated} {
		if m.IsZero() {
			row = append(row, "")
			continue
		}
		row = append(row, m.Decimal())
	}
	return append(row, e.Original.Decimal(), string(e.Original.Currency), rate(e), w.method(e), e.Payment, w.note(e)), nil
}

// kind is what a row means; the fee for a return is told from the freight.
func (w *writer) kind(e freight.Entry) string {
	if e.IsFee() {
		return w.t("statistics_fees")
	}
	return w.word(e.Kind)
}

func rate(e freight.Entry) string {
	if e.Rate == 0 {
		return ""
	}
	return e.Rate.String()
}

func (w *writer) method(e freight.Entry) string {
	if e.Method == "" {
		return ""
	}
	return w.word(paying.Method(e.Method))
}

func (w *writer) note(e freight.Entry) string {
	if e.Note == "" {
		return ""
	}
	return w.t(e.Note)
}
