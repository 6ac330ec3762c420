package shipping_test

import (
	"net/http"
	"testing"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/order"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/shipping"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// site is the pages under test, with a page of a logistics order that only shows messages.
func site(t *testing.T, d *desk.Desk) *browser.Site {
	t.Helper()
	return browser.NewSite(t, d.Clock,
		func(g *echo.Group, pages *page.Pages) { shipping.Register(g, pages, d.Service, d.Orders, d.Offline) },
		func(g *echo.Group, pages *page.Pages) {
			g.GET("/transaction/parcels/:lp", func(c echo.Context) error {
				f, err := pages.Frame(c, ui.Transaction, ui.ParcelOrders, "ui_item_parcel_orders")
				if err != nil {
					return err
				}
				return pages.Render(c, http.StatusOK, templ.Join(ui.Page(f)))
			})
		})
}

// owner is a browser of the store's owner.
func owner(t *testing.T, d *desk.Desk, change ...func(*account.Visitor)) *browser.Browser {
	t.Helper()
	return site(t, d).As(t, visitor(d, change...))
}

func visitor(d *desk.Desk, change ...func(*account.Visitor)) account.Visitor {
	v := browser.Visitor(d.Store, change...)
	v.Person.ID = d.Person
	return v
}

func chinese(v *account.Visitor) { v.Person.Language = account.Chinese }

// Names of the pages of an order.
func step1(o order.Order, pairs ...string) string {
	return link.With(link.Shipping(string(o.Number)), pairs...)
}

func step2(o order.Order, pairs ...string) string {
	return link.LogisticsOrder(string(o.Number), pairs...)
}

const (
	next   = "Next, create logistics order"
	submit = "Submit for shipment"
)

// parcels is how many logistics orders an order has.
func parcels(t *testing.T, d *desk.Desk, o order.Order) int {
	t.Helper()
	return len(d.OfOrder(t, o))
}
