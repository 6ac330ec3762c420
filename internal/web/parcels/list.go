package parcels

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
	batches "sellerdesk/views/batch"
	"sellerdesk/views/link"
	views "sellerdesk/views/parcels"
	"sellerdesk/views/ui"
)

// longestText is the longest search text in characters.
const longestText = 100

func (h *handler) list(c echo.Context) error {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	f, err := filter(c, store)
	if err != nil {
		return err
	}
	parcels, err := h.Records.List(ctx, f)
	if err != nil {
		return err
	}
	counts, err := h.Records.Counts(ctx, store)
	if err != nil {
		return err
	}
	rows, err := h.rows(ctx, store, parcels.Rows)
	if err != nil {
		return err
	}
	p := views.ListPage{
		Tabs: tabs(ctx, f, counts), Option: f.Option, Text: f.Text, Rows: rows,
		Prev: neighbour(f, parcels.Prev), Next: neighbour(f, parcels.Next), Rights: h.rights(c),
	}
	if p.Ticks, err = h.ticks(c, f, rows); err != nil {
		return err
	}
	if f.Text == "" {
		p.Ticks.Found = ui.Count(ctx, counts[f.Option])
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.ParcelOrders, "ui_item_parcel_orders"); err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.List(p))
}

// ticks marks the rows that the visitor has ticked, and returns the toolbar above them.
func (h *handler) ticks(c echo.Context, f parcel.Filter, rows []views.Row) (bar batches.Toolbar, err error) {
	v := h.pages.Visitor(c)
	ids := make([]parcel.ID, len(rows))
	for i, r := range rows {
		ids[i], bar.Shown = r.Parcel.ID, append(bar.Shown, r.Parcel.Number)
	}
	var ticked map[parcel.ID]bool
	if ticked, bar.Ticked, err = h.Selections.Ticks(c.Request().Context(), f.Store, v.Person.ID, ids); err != nil {
		return bar, err
	}
	for i, r := range rows {
		rows[i].Ticked = ticked[r.Parcel.ID]
	}
	for _, a := range batch.Actions {
		if v.May(a.Permission()) {
			bar.Actions = append(bar.Actions, a)
		}
	}
	bar.Filter = []ui.Hidden{{Name: "status", Value: string(f.Option)}, {Name: "q", Value: f.Text}, {Name: "page", Value: c.QueryParam("page")}}
	return bar, nil
}

// filter reads what the address asks for.
func filter(c echo.Context, store account.StoreID) (parcel.Filter, error) {
	f := parcel.Filter{Store: store, Text: strings.TrimSpace(c.QueryParam("q"))}
	if text := []rune(f.Text); len(text) > longestText {
		f.Text = string(text[:longestText])
	}
	var err error
	if f.Option, err = parcel.ParseOption(c.QueryParam("status")); err != nil {
		return f, err
	}
	f.Cursor, err = paging.Parse(c.QueryParam("page"))
	return f, err
}

// tabs are the status options with their counts; a search text stays when another is chosen.
func tabs(ctx context.Context, f parcel.Filter, counts parcel.Counts) []ui.Tab {
	all := make([]ui.Tab, len(parcel.Options))
	for i, o := range parcel.Options {
		all[i] = ui.Tab{
			Text: ui.Word(ctx, o), URL: link.Parcels("status", string(o), "q", f.Text),
			Current: o == f.Option, Count: ui.Count(ctx, counts[o]),
		}
	}
	return all
}

func neighbour(f parcel.Filter, place paging.Cursor) string {
	if place.IsZero() {
		return ""
	}
	return link.Parcels("status", string(f.Option), "q", f.Text, "page", place.String())
}

func (h *handler) rights(c echo.Context) views.Rights {
	v := h.pages.Visitor(c)
	return views.Rights{Ship: v.May(account.Ship), Pay: v.May(account.Pay), Addresses: v.May(account.ReadAddresses)}
}

// rows gathers what belongs to logistics orders, one statement per table.
func (h *handler) rows(ctx context.Context, store account.StoreID, parcels []parcel.Parcel) ([]views.Row, error) {
	ids, orderIDs, noticeIDs := idsOf(parcels)
	balances, err := h.Ledger.Balances(ctx, store, ids)
	if err != nil {
		return nil, err
	}
	pending, err := h.Payments.PendingFor(ctx, store, ids)
	if err != nil {
		return nil, err
	}
	orders, err := h.Orders.ForIDs(ctx, store, orderIDs)
	if err != nil {
		return nil, err
	}
	notices, err := h.Notices.ForIDs(ctx, store, noticeIDs)
	if err != nil {
		return nil, err
	}
	names, err := h.names(ctx, store)
	if err != nil {
		return nil, err
	}
	rows := make([]views.Row, len(parcels))
	for i, p := range parcels {
		rows[i] = views.Row{
			Parcel: p, Channel: names.channel(ctx, p.Channel, p.CreatedAt), Warehouse: names.warehouse(ctx, p.Warehouse),
			Fillable: p.NeedsNotice() && takesNotice(orders[p.Order]), Balance: balances[p.ID],
			InPayment: pending[p.ID], PayMethods: paying.Methods,
		}
		if n, ok := notices[notice.ID(p.Notice)]; ok {
			rows[i].Notice = &n
		}
	}
	return rows, nil
}

func idsOf(parcels []parcel.Parcel) (ids []parcel.ID, orders []order.ID, notices []notice.ID) {
	for _, p := range parcels {
		ids, orders = append(ids, p.ID), append(orders, p.Order)
		if p.Notice != 0 {
			notices = append(notices, notice.ID(p.Notice))
		}
	}
	return ids, orders, notices
}

// takesNotice reports whether a shipping notice can be filled in for an order: it
// is shippable, or a notice of it waits for another number.
func takesNotice(o order.Order) bool {
	return !o.Frozen && (o.Status.Shippable() || o.Status == order.AwaitingReceipt)
}

// names knows what channels and warehouses are called.
type names struct {
	tariffs   *tariff.Snapshot
	directory *warehouse.Directory
}

func (h *handler) names(ctx context.Context, store account.StoreID) (names, error) {
	tariffs, err := h.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return names{}, err
	}
	directory, err := h.Warehouses.Directory(ctx, store)
	return names{tariffs, directory}, err
}

// channel is the name a channel has at a moment; one that is not known then is its code.
func (n names) channel(ctx context.Context, code channel.Code, at time.Time) string {
	c, err := n.tariffs.Channel(code, channel.DateOf(at))
	if err != nil {
		return string(code)
	}
	return c.Name(i18n.Tag(ui.Lang(ctx)))
}

// warehouse is the name of a warehouse; one that is not known any more is its code.
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
