package rehearsal

import (
	"context"
	"crypto/rand"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/rehearsal"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/rehearsal"
	"sellerdesk/views/ui"
)

// show is Rehearsal.
func (h *handler) show(c echo.Context) error {
	return h.render(c, http.StatusOK, ui.Fill("once", rand.Text(), "order", c.QueryParam("order")), freshPurchase())
}

// freshPurchase is the form for one order of a buyer.
func freshPurchase() ui.Form { return ui.Fill("once", rand.Text(), "count", "1") }

// render shows Rehearsal with the form about an order and the one for new orders.
func (h *handler) render(c echo.Context, status int, f, buy ui.Form) error {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	query, err := form.Query(c)
	if err != nil {
		return err
	}
	p := views.WorldPage{
		Form: f, Buy: buy, Search: query.Text(searched, longestSearch), Most: rehearsal.MostParcels, MostOrders: rehearsal.MostPurchases, Change: h.pages.Visitor(c).May(account.Rehearse),
		Moves: options(ctx, rehearsal.Moves), Deeds: options(ctx, rehearsal.Deeds),
	}
	parcels, err := h.parcels(ctx, store, p.Search)
	if err != nil {
		return err
	}
	for _, one := range parcels {
		p.Parcels = append(p.Parcels, shown(ctx, one))
	}
	if p.Next, err = h.world.Next(ctx, store); err != nil {
		return err
	}
	for i := range p.Moves {
		p.Moves[i].Disabled = p.Moves[i].Value == string(rehearsal.Next) && p.Next.IsZero()
	}
	if p.Broke, err = h.cashier.Broke(ctx, store); err != nil {
		return err
	}
	if p.Change {
		newest, err := h.orders.List(ctx, order.Filter{Store: store, Now: ui.Now(ctx)})
		if err != nil {
			return err
		}
		p.Orders = newest.Rows
	}
	if p.Frame, err = h.pages.Frame(c, "", "", "rehearsal_heading"); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.World(p))
}

// searched names the parcels a page is about, in its address: the number of a
// logistics order or of its order, or a waybill.
const searched = "lp"

// longestSearch is the longest text that is looked for, in characters.
const longestSearch = 40

// parcels are those that were looked for, or those to which something will happen.
func (h *handler) parcels(ctx context.Context, store account.StoreID, search string) ([]rehearsal.Parcel, error) {
	if search == "" {
		return h.world.Coming(ctx, store)
	}
	return h.world.Find(ctx, store, search)
}

// word is a value of an enumeration with a word for it.
type word interface {
	~string
	i18n.Keyed
}

func options[T word](ctx context.Context, all []T) []ui.Option {
	out := make([]ui.Option, len(all))
	for i, v := range all {
		out[i] = ui.Option{Value: string(v), Text: ui.Word(ctx, v)}
	}
	return out
}

// shown is a parcel with the place in the visitor's language.
func shown(ctx context.Context, p rehearsal.Parcel) views.Parcel {
	return views.Parcel{
		Number: p.Number, Waybill: p.Waybill, Country: p.Country, Code: p.Code, At: p.At, Due: p.Due,
		Place: ui.Place(ctx, p.Place, p.PlaceCN), Reason: p.Reason, Troubles: options(ctx, p.Ahead), Plan: p.Plan,
	}
}

// moveClock moves the store's clock on from what the page showed.
func (h *handler) moveClock(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	m := form.OneOf(f, "move", rehearsal.Moves)
	from := rehearsal.Shown{Now: moment(f, "now"), Next: moment(f, "next")}
	if !f.OK() || from.Now.IsZero() {
		return h.pages.Refused(c, link.Rehearsal(), rehearsal.ErrMove)
	}
	now, err := h.world.MoveClock(c.Request().Context(), h.pages.Store(c), m, from)
	if err != nil {
		return h.pages.Refused(c, link.Rehearsal(), err)
	}
	return h.pages.Done(c, link.Rehearsal(), "rehearsal_clock_moved", "Time", now)
}

// moment reads a moment that the page carried along; what is none is zero.
func moment(f *form.Form, name string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, f.Text(name, 40))
	if err != nil {
		return time.Time{}
	}
	return t
}

// parcelOf is the parcel that the route names, and the plan that the page showed of it.
func parcelOf(c echo.Context) (parcel.Number, *form.Form, error) {
	n, err := parcel.ParseNumber(c.Param("lp"))
	if err != nil {
		return "", nil, parcel.ErrNotFound
	}
	f, err := form.Read(c)
	return n, f, err
}

// back is the page with the parcels that were looked for before.
func back(f *form.Form) string {
	if search := f.Text(searched, longestSearch); search != "" {
		return link.Rehearsal(searched, search)
	}
	return link.Rehearsal()
}

// step lets the next thing happen to a parcel.
func (h *handler) step(c echo.Context) error {
	n, f, err := parcelOf(c)
	if err != nil {
		return err
	}
	if err := h.world.Step(c.Request().Context(), h.pages.Store(c), n, f.Text("plan", 40)); err != nil {
		return h.pages.Refused(c, back(f), err)
	}
	return h.pages.Done(c, back(f), "rehearsal_stepped", "Number", string(n))
}

// fail lets a trouble hit a parcel.
func (h *handler) fail(c echo.Context) error {
	n, f, err := parcelOf(c)
	if err != nil {
		return err
	}
	t, err := rehearsal.ParseTrouble(f.Text("trouble", 40))
	if err != nil {
		return h.pages.Refused(c, back(f), err)
	}
	ctx := c.Request().Context()
	if err := h.world.Fail(ctx, h.pages.Store(c), n, f.Text("plan", 40), t); err != nil {
		return h.pages.Refused(c, back(f), err)
	}
	return h.pages.Done(c, back(f), "rehearsal_failed", "Number", string(n), "Trouble", ui.Word(ctx, t))
}

// act lets the buyer of an order do something.
func (h *handler) act(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	a := deed(f)
	a.Store = h.pages.Store(c)
	if f.OK() {
		err := h.world.Act(c.Request().Context(), a)
		if err == nil {
			return h.pages.Done(c, link.Rehearsal(), "rehearsal_done_"+string(a.Deed), "Number", string(a.Order))
		}
		if errs.KindOf(err) == errs.NotFound {
			f.Fail("order", order.ErrNotFound)
		} else if !f.Refuse(err) {
			return err
		}
	}
	return h.render(c, f.Status(), f.View(), freshPurchase())
}

// deed reads what a buyer is to do.
func deed(f *form.Form) rehearsal.Act {
	a := rehearsal.Act{
		Deed: form.OneOf(f, "deed", rehearsal.Deeds), Words: f.Lines("words", message.MaxLength), Once: f.Text("once", 40),
	}
	if text := f.Required("order", 40); text != "" {
		n, err := order.ParseNumber(text)
		if err != nil {
			f.Fail("order", err)
		}
		a.Order = n
	}
	if a.Deed == rehearsal.Write && !f.Filled("words") {
		f.Problem("words", "form_required")
	}
	return a
}

// buy lets buyers place orders.
func (h *handler) buy(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	p := rehearsal.Purchase{
		Store: h.pages.Store(c), Count: int(f.Int("count", 1, rehearsal.MostPurchases)), Once: f.Required("once", 40),
	}
	if !f.OK() {
		return h.render(c, f.Status(), ui.Fill("once", rand.Text()), f.View())
	}
	numbers, err := h.world.Buy(c.Request().Context(), p)
	if err != nil {
		return h.pages.Refused(c, link.Rehearsal(), err)
	}
	return h.pages.Done(c, link.Rehearsal(), "rehearsal_bought", "Count", len(numbers), "Number", string(numbers[0]))
}
