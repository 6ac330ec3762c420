package parcels

import (
	"context"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/parcels"
	"sellerdesk/views/ui"
)

func (h *handler) show(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	return h.page(c, http.StatusOK, p, ui.Fill("collection", string(p.Collection.Mode)))
}

// page shows one logistics order, with a form for another way to the warehouse.
func (h *handler) page(c echo.Context, status int, p parcel.Parcel, f ui.Form) error {
	ctx := c.Request().Context()
	rows, err := h.rows(ctx, p.Store, []parcel.Parcel{p})
	if err != nil {
		return err
	}
	shown := views.ShowPage{Row: rows[0], Rights: h.rights(c), Form: f, Companies: companies(c)}
	if shown.Events, err = h.Records.Events(ctx, p.Store, p.ID); err != nil {
		return err
	}
	slices.Reverse(shown.Events)
	if shown.Ledger, err = h.Ledger.Rows(ctx, p.Store, p.ID); err != nil {
		return err
	}
	if shown.Prints, err = h.Records.Prints(ctx, p.Store, p.ID); err != nil {
		return err
	}
	if err := h.history(ctx, p, &shown); err != nil {
		return err
	}
	if shown.Receipt, err = h.receipt(ctx, p); err != nil {
		return err
	}
	if err := h.receivers(ctx, p, &shown); err != nil {
		return err
	}
	if shown.Frame, err = h.pages.Frame(c, ui.Transaction, ui.ParcelOrders, "parcels_title"); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Show(shown))
}

// history reads what happened to a parcel, what the channels in it are called, and
// how the parcel's own takes what nobody collected.
func (h *handler) history(ctx context.Context, p parcel.Parcel, shown *views.ShowPage) (err error) {
	if shown.History, err = h.History.Of(ctx, p.Store, history.About(history.Parcel, p.ID)); err != nil {
		return err
	}
	tariffs, err := h.Tariffs.Snapshot(ctx, p.Store)
	if err != nil {
		return err
	}
	day := channel.DateOf(p.CreatedAt)
	shown.Channels = ui.ChannelsOf(tariffs.Channels(day))
	if ch, err := tariffs.Channel(p.Channel, day); err == nil {
		shown.Modes, shown.Paperwork = modes(ctx, shipping.Rerouted(ch, p.Collection.Mode)), paperwork(p, ch)
	}
	return nil
}

// paperwork are the documents that a parcel, sent by a channel, is among.
func paperwork(p parcel.Parcel, by channel.Channel) (kinds []parcel.Paperwork) {
	for _, k := range parcel.AllPaperwork {
		if k.Obstacle(p, by) == nil {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// receivers reads the warehouse that receives the parcel, as it was when the parcel was
// submitted, and what became of it where the parcel has still to get there.
func (h *handler) receivers(ctx context.Context, p parcel.Parcel, shown *views.ShowPage) error {
	then, err := h.Warehouses.On(ctx, p.Store, channel.DateOf(p.CreatedAt))
	if err != nil {
		return err
	}
	now, err := h.Warehouses.Directory(ctx, p.Store)
	if err != nil {
		return err
	}
	if shown.Warehouse, err = receiver(then, p.Warehouse); err != nil || shown.Warehouse == nil || !p.Open() || p.Scanned() {
		return err
	}
	w, err := receiver(now, p.Warehouse)
	if w != nil && warehouse.TermsOf(*w) != warehouse.TermsOf(*shown.Warehouse) {
		shown.Since = w
	}
	return err
}

// receiver is a warehouse, or nil if it is not in the directory any more.
func receiver(d *warehouse.Directory, code string) (*warehouse.Warehouse, error) {
	w, err := d.Warehouse(code)
	if errs.KindOf(err) == errs.NotFound {
		return nil, nil
	}
	return &w, err
}

// companies are the domestic express companies to choose from.
func companies(c echo.Context) []ui.Option {
	options := []ui.Option{{}}
	for _, one := range warehouse.Companies() {
		options = append(options, ui.Option{Value: one.Code, Text: ui.Word(c.Request().Context(), one)})
	}
	return options
}

// modes are ways to the warehouse to choose from after a failed collection.
func modes(ctx context.Context, ways []parcel.CollectionMode) []ui.Option {
	var options []ui.Option
	for _, m := range ways {
		o := ui.Option{Value: string(m), Text: ui.Word(ctx, m), Hint: ui.T(ctx, "parcels_domestic_hint")}
		switch m {
		case parcel.DoorPickup, parcel.Arranged:
			o.Text, o.Hint = ui.T(ctx, "parcels_next_collection"), ui.T(ctx, "parcels_next_collection_hint")
		case parcel.HandIn:
			o.Hint = ui.T(ctx, "parcels_hand_in_hint")
		case parcel.Domestic:
		}
		options = append(options, o)
	}
	return options
}

func (h *handler) reroute(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	if _, err := p.Status.After(parcel.Rescheduled); err != nil {
		return h.pages.Refused(c, link.Parcel(string(p.Number)), err)
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	to := parcel.Collection{
		Mode:    form.OneOf(f, "collection", parcel.CollectionModes),
		Company: f.Text("company", 20), Number: f.Text("number", 40), Note: f.Text("note", 200),
	}
	if !f.OK() {
		return h.page(c, f.Status(), p, f.View())
	}
	err = h.Service.Reschedule(c.Request().Context(), p.Store, h.actor(c), p.Number, to)
	if err == nil {
		return h.pages.Done(c, link.Parcel(string(p.Number)), "parcels_rerouted")
	}
	if !f.Refuse(err) {
		return h.pages.Refused(c, link.Parcel(string(p.Number)), err)
	}
	return h.page(c, f.Status(), p, f.View())
}

func (h *handler) cancel(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	back := link.Parcel(string(p.Number))
	if err := h.Service.Cancel(c.Request().Context(), p.Store, h.actor(c), p.Number); err != nil {
		return h.pages.Refused(c, back, err)
	}
	if p, err = h.find(c); err != nil {
		return err
	}
	if p.Open() {
		return h.pages.Done(c, back, "parcels_cancel_asked")
	}
	return h.pages.Done(c, back, "parcels_cancelled")
}

func (h *handler) abandon(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	back := link.Parcel(string(p.Number))
	if err := h.Service.Abandon(c.Request().Context(), p.Store, h.actor(c), p.Number); err != nil {
		return h.pages.Refused(c, back, err)
	}
	return h.pages.Done(c, back, "parcels_abandoned")
}
