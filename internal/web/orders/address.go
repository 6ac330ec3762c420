package orders

import (
	"math"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/orders"
	"sellerdesk/views/ui"
)

// longestPart is more characters than any part of an address may have; what a part may have the domain says in bytes.
const longestPart = 400

// address is the form that corrects where an order goes.
func (h *handler) address(c echo.Context) error {
	o, err := h.get(c)
	if err != nil {
		return err
	}
	f, err := form.Query(c)
	if err != nil {
		return err
	}
	if !o.Readdressable() {
		return h.pages.Refused(c, link.Order(string(o.Number)), shipping.ErrNotShippable.With("Status", o.Status))
	}
	return h.showAddress(c, f, o, views.FillAddress(o))
}

func (h *handler) showAddress(c echo.Context, f *form.Form, o order.Order, shown ui.Form) error {
	frame, err := h.pages.Frame(c, ui.Transaction, ui.AllOrders, "orders_readdress_title")
	if err != nil {
		return err
	}
	return h.pages.Render(c, f.Status(), views.Address(views.AddressPage{Frame: frame, Form: shown, Order: o}))
}

// readdress corrects where an order goes, or shows the form again.
func (h *handler) readdress(c echo.Context) error {
	o, err := h.get(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	to, version := typedAddress(f), f.Int("version", 1, math.MaxInt32)
	if f.OK() {
		err := h.Shipping.Readdress(c.Request().Context(), o.Store, h.actor(c), o.Number, int(version), to)
		if err == nil {
			return h.pages.Done(c, link.Order(string(o.Number)), "orders_readdressed")
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.showAddress(c, f, o, f.View())
}

func typedAddress(f *form.Form) place.Address {
	return place.Address{
		Name: f.Text("name", longestPart), Street: f.Text("street", longestPart), District: f.Text("district", longestPart),
		City: f.Text("city", longestPart), Province: f.Text("province", longestPart), Postal: f.Text("postal", longestPart),
		Phone: f.Text("phone", longestPart), Mobile: f.Text("mobile", longestPart),
	}
}
