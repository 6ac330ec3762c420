// Package notices serves Fill in Shipping Notice: for a logistics order, for
// what was shipped offline, and for the change of a notice.
package notices

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	views "sellerdesk/views/notices"
	"sellerdesk/views/ui"
)

// Service is what this page needs from shipping.
type Service interface {
	NoticeDraft(ctx context.Context, store account.StoreID, n order.Number, about parcel.Number, id notice.ID) (shipping.NoticePage, error)
	FillNotice(ctx context.Context, store account.StoreID, by shipping.Actor, n order.Number, f shipping.NoticeForm) (notice.Notice, error)
}

// Tariffs know the names of channels.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

type handler struct {
	pages    *page.Pages
	shipping Service
	tariffs  Tariffs
}

// Register adds the page.
func Register(g *echo.Group, pages *page.Pages, s Service, t Tariffs) {
	h := &handler{pages, s, t}
	g.GET("/transaction/orders/:number/shipping-notice", h.show, page.May(account.Ship))
	g.POST("/transaction/orders/:number/shipping-notice", h.fill, page.May(account.Ship))
}

// draft is the page for what the address names: a parcel, a notice, or neither.
func (h *handler) draft(c echo.Context) (shipping.NoticePage, error) {
	var id notice.ID
	if text := c.QueryParam("notice"); text != "" {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 1 {
			return shipping.NoticePage{}, notice.ErrNotFound
		}
		id = notice.ID(n)
	}
	n, about := order.Number(c.Param("number")), parcel.Number(c.QueryParam("parcel"))
	return h.shipping.NoticeDraft(c.Request().Context(), h.pages.Store(c), n, about, id)
}

// show shows the form. Where nothing is left to be shipped offline it leads to the
// logistics order that waits for its notice; where there is nothing to tell the
// buyer, back to the order, which says so.
func (h *handler) show(c echo.Context) error {
	d, err := h.draft(c)
	if err == nil && d.Blocked != nil && c.QueryParam("parcel") == "" && len(d.Waiting) > 0 {
		return c.Redirect(http.StatusSeeOther, link.ShippingNotice(string(d.Order.Number), "parcel", string(d.Waiting[0].Number)))
	}
	if err = cmp.Or(err, d.Blocked); err != nil {
		return h.pages.Refused(c, link.Order(c.Param("number")), err)
	}
	return h.render(c, http.StatusOK, views.NoticePage{Draft: d, Form: prefilled(d)})
}

func (h *handler) render(c echo.Context, status int, p views.NoticePage) error {
	title := "fill_title"
	if p.Draft.Notice != nil {
		title = "fill_change_title"
	}
	var err error
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.AllOrders, title); err != nil {
		return err
	}
	if p.Channels, err = h.channels(c, p.Draft); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Notice(p))
}

// channels are those of the day the logistics order was submitted, or of today.
func (h *handler) channels(c echo.Context, d shipping.NoticePage) (ui.Channels, error) {
	store := h.pages.Store(c)
	tariffs, err := h.tariffs.Snapshot(c.Request().Context(), store)
	if err != nil {
		return nil, err
	}
	day := h.pages.Clock.Now(store)
	if d.Parcel != nil {
		day = d.Parcel.CreatedAt
	}
	return ui.ChannelsOf(tariffs.Channels(channel.DateOf(day))), nil
}

// fill tells the buyer. A form that is sent twice is told the same twice; the buyer is told once.
func (h *handler) fill(c echo.Context) error {
	d, err := h.draft(c)
	if err != nil {
		return h.pages.Refused(c, link.Order(c.Param("number")), err)
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	wanted := readNotice(f, d)
	if !f.OK() {
		return h.again(c, f, nil)
	}
	by := history.Somebody(h.pages.Visitor(c).Person.ID)
	n, err := h.shipping.FillNotice(c.Request().Context(), h.pages.Store(c), by, d.Order.Number, wanted)
	if err != nil {
		return h.again(c, f, err)
	}
	return h.pages.Done(c, link.Order(string(d.Order.Number)), "fill_done", "Number", n.Tracking)
}

// again shows the form with what was typed, and with what the notice is about now.
func (h *handler) again(c echo.Context, f *form.Form, refused error) error {
	d, err := h.draft(c)
	if err = cmp.Or(err, d.Blocked); err != nil {
		return h.pages.Refused(c, link.Order(c.Param("number")), err)
	}
	p := views.NoticePage{Draft: d}
	switch kind := errs.KindOf(refused); {
	case refused == nil:
	case kind == errs.Conflict:
		p.Refused = refused
	case !f.Refuse(refused):
		return refused
	}
	p.Form = f.View()
	p.Form.Values.Set("state", state(d))
	if p.Refused != nil {
		return h.render(c, http.StatusConflict, p)
	}
	return h.render(c, f.Status(), p)
}

// Longest inputs, in characters; what may be declared is less, and said by the domain.
const (
	longestCode   = 60
	longestRemark = 2000
)

// readNotice reads what the buyer is told.
func readNotice(f *form.Form, d shipping.NoticePage) shipping.NoticeForm {
	shown := readState(f.View().Value("state"))
	wanted := shipping.NoticeForm{
		Notice: shown.Notice, Version: shown.Version, Order: shown.Order, Parcel: d.Form.Parcel,
		Carrier: f.Text("carrier", longestCode), Number: f.Text("number", longestCode),
		Website: f.Text("website", longestRemark), Remark: f.Lines("remark", longestRemark),
	}
	if d.Parcel != nil {
		wanted.Carrier, wanted.Number = string(d.Parcel.Channel), d.Parcel.Waybill
	}
	if shown.Notice == 0 && d.Parcel == nil {
		wanted.Pieces = readScope(f, asShown(d, shown))
	}
	return wanted
}

// readScope reads whether all or part of the order is on its way; nothing is all.
func readScope(f *form.Form, d shipping.NoticePage) []order.Pieces {
	scope, pieces := form.OneOf(f, "scope", []string{"all", "part"}), readPieces(f, d)
	switch {
	case scope == "all" && len(pieces) > 0 && order.Count(pieces) < order.Count(d.Pieces):
		f.Problem("scope", "fill_fewer")
	case scope == "part" && len(pieces) == 0 && f.OK():
		f.Problem("scope", "fill_no_pieces")
	case scope == "part":
		return pieces
	}
	return nil
}

// readPieces reads the quantities that are on their way.
func readPieces(f *form.Form, d shipping.NoticePage) []order.Pieces {
	var pieces []order.Pieces
	for _, p := range d.Pieces {
		line, _ := d.Order.Line(p.Line)
		name := views.PiecesField(line)
		if !f.Filled(name) {
			continue
		}
		if n := f.Int(name, 0, int64(p.Quantity)); n > 0 {
			pieces = append(pieces, order.Pieces{Line: p.Line, Quantity: int(n)})
		}
	}
	return pieces
}

// asShown is the draft for reading a form. The form of a page that shows the order
// as it is no more may name any of its pieces: whether it did so before decides.
func asShown(d shipping.NoticePage, shown shipping.NoticeForm) shipping.NoticePage {
	if shown.Order == d.Order.Version {
		return d
	}
	d.Pieces = nil
	for _, l := range d.Order.Lines {
		d.Pieces = append(d.Pieces, order.Pieces{Line: l.ID, Quantity: l.Quantity})
	}
	return d
}

// state is what a form is about: the notice it changes with its version, or the
// version of the order that gets a new one.
func state(d shipping.NoticePage) string {
	if d.Notice != nil {
		return fmt.Sprintf("change-%d-%d", d.Notice.ID, d.Notice.Version)
	}
	return fmt.Sprintf("new-%d", d.Order.Version)
}

// neverShown is a version that no order has.
const neverShown = -1

// readState reads what a form is about. A text that says nothing is about an order that no page showed.
func readState(text string) shipping.NoticeForm {
	f := shipping.NoticeForm{Order: neverShown}
	if n, _ := fmt.Sscanf(text, "change-%d-%d", &f.Notice, &f.Version); n == 2 && f.Version > 0 {
		return f
	}
	f = shipping.NoticeForm{Order: neverShown}
	if n, _ := fmt.Sscanf(text, "new-%d", &f.Order); n != 1 || f.Order < 1 {
		f.Order = neverShown
	}
	return f
}

// prefilled is the form as the draft fills it.
func prefilled(d shipping.NoticePage) ui.Form {
	f := ui.Fill("state", state(d), "scope", "all",
		"carrier", d.Form.Carrier, "number", d.Form.Number, "website", d.Form.Website, "remark", d.Form.Remark)
	for _, p := range d.Pieces {
		line, _ := d.Order.Line(p.Line)
		f.Values.Set(views.PiecesField(line), strconv.Itoa(p.Quantity))
	}
	return f
}
