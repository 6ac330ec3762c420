package parcels

import (
	"context"
	"net/http"
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
	"sellerdesk/internal/web/filter"
	"sellerdesk/internal/web/form"
	batches "sellerdesk/views/batch"
	"sellerdesk/views/link"
	views "sellerdesk/views/parcels"
	"sellerdesk/views/ui"
)

func (h *handler) list(c echo.Context) error {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	q, err := form.Query(c)
	if err != nil {
		return err
	}
	f, err := filter.Parcels(q, store)
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
	if p.Ticks, err = h.ticks(ctx, h.pages.Visitor(c), q, parcels.Rows); err != nil {
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

// ticks is the toolbar of the list, with those of its parcels that the visitor has ticked.
func (h *handler) ticks(ctx context.Context, v account.Visitor, f *form.Form, parcels []parcel.Parcel) (bar batches.Toolbar, err error) {
	bar = batches.Toolbar{List: batch.ParcelList, Filter: filter.Hidden(f, filter.ParcelFields), Actions: batch.ActionsOf(batch.ParcelList, v.May)}
	ids := make([]batch.Subject, len(parcels))
	for i, p := range parcels {
		ids[i], bar.Shown = batch.Subject(p.ID), append(bar.Shown, string(p.Number))
	}
	ticked, n, err := h.Selections.Ticks(ctx, batch.Whose{Store: v.Store.ID, Person: v.Person.ID, List: batch.ParcelList}, ids)
	bar.Mark(ids, ticked, n)
	return bar, err
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
