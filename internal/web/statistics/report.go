package statistics

import (
	"context"
	"fmt"
	"strconv"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/place"
	"sellerdesk/internal/warehouse"
	"sellerdesk/views/ui"
)

// names knows what channels and warehouses are called.
type names struct {
	channels  ui.Channels
	directory *warehouse.Directory
}

func (h *handler) names(ctx context.Context, store account.StoreID) (names, error) {
	tariffs, err := h.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return names{}, err
	}
	directory, err := h.Warehouses.Directory(ctx, store)
	return names{ui.ChannelsOf(tariffs.Channels(channel.DateOf(ui.Now(ctx)))), directory}, err
}

// of is what a group is called; what is not known any more is its code.
func (n names) of(ctx context.Context, g freight.Grouping, name string) string {
	switch g {
	case freight.ByChannel:
		return n.channels.Name(ctx, name)
	case freight.ByCountry:
		return ui.CountryName(ctx, place.Country(name))
	case freight.ByWarehouse:
		return n.warehouse(ctx, name)
	case freight.ByDay, freight.ByMonth:
	}
	return name
}

func (n names) warehouse(ctx context.Context, code string) string {
	w, err := n.directory.Warehouse(code)
	switch {
	case err != nil:
		return code
	case ui.Lang(ctx) == i18n.Chinese:
		return w.NameCN
	}
	return w.NameEN
}

// heads are the columns of a report. From the list price to the estimate they hold what
// the row adds to the totals of the page, so that each column adds up to its total.
var heads = []string{
	"statistics_day", "statistics_time", "statistics_kind", "statistics_amount",
	"statistics_number", "statistics_order", "statistics_waybill", "statistics_status",
	"statistics_channel", "statistics_warehouse", "statistics_country",
	"statistics_declared_g", "statistics_billed_g",
	"statistics_list", "statistics_discount", "statistics_freight", "statistics_fees", "statistics_adjusted",
	"statistics_refunded", "statistics_paid", "statistics_estimated",
	"statistics_original", "statistics_currency", "statistics_rate", "statistics_method", "statistics_payment", "statistics_note",
}

// statement is the rows of a report under their header: one for each row of the ledger.
func statement(ctx context.Context, n names, entries []freight.Entry) ([][]string, error) {
	head := make([]string, len(heads))
	for i, key := range heads {
		head[i] = ui.T(ctx, key)
	}
	rows := [][]string{head}
	for _, e := range entries {
		t, err := e.Totals()
		if err != nil {
			return nil, fmt.Errorf("row %d of the ledger: %w", e.ID, err)
		}
		rows = append(rows, n.row(ctx, e, t))
	}
	return rows, nil
}

func (n names) row(ctx context.Context, e freight.Entry, t freight.Totals) []string {
	row := []string{
		e.Day, ui.DateTime(ctx, e.At), kind(ctx, e), e.Amount.Decimal(),
		string(e.Number), string(e.Order), e.Waybill, ui.Word(ctx, e.Status),
		n.channels.Name(ctx, string(e.Channel)), n.warehouse(ctx, e.Warehouse), ui.CountryName(ctx, e.Country),
		filled(int64(t.Declared)), filled(int64(t.Billed)),
	}
	for _, m := range []money.Money{t.List, t.Discount, t.Freight, t.Fees, t.Adjusted, t.Refunded, t.Paid, t.Estimated} {
		if m.IsZero() {
			row = append(row, "")
			continue
		}
		row = append(row, m.Decimal())
	}
	return append(row, e.Original.Decimal(), string(e.Original.Currency), rate(e), method(ctx, e), e.Payment, note(ctx, e))
}

// kind is what a row means; the fee for a return is told from the freight.
func kind(ctx context.Context, e freight.Entry) string {
	if e.IsFee() {
		return ui.T(ctx, "statistics_fees")
	}
	return ui.Word(ctx, e.Kind)
}

func filled(n int64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(n, 10)
}

func rate(e freight.Entry) string {
	if e.Rate == 0 {
		return ""
	}
	return e.Rate.String()
}

func method(ctx context.Context, e freight.Entry) string {
	if e.Method == "" {
		return ""
	}
	return ui.Word(ctx, paying.Method(e.Method))
}

func note(ctx context.Context, e freight.Entry) string {
	if e.Note == "" {
		return ""
	}
	return ui.T(ctx, e.Note)
}
