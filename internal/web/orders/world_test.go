package orders_test

import (
	"context"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/product"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/web/orders"
	"sellerdesk/internal/web/page"
)

// world is a store with the pages of its orders.
type world struct {
	*shop.Shop
	site     *browser.Site
	owner    *browser.Browser
	messages *message.Service
}

func newWorld(t testing.TB) *world {
	t.Helper()
	s := shop.New(t)
	threads := sqlstore.NewMessages(s.DB)
	w := &world{Shop: s, messages: &message.Service{Records: threads, Clock: s.Clock, Tx: s.DB}}
	w.site = browser.NewSite(t, s.Clock, func(g *echo.Group, pages *page.Pages) {
		orders.Register(g, pages, orders.Needs{
			Orders: s.Orders, Parcels: s.Parcels, Notices: s.Notices, Freight: s.Freight, Products: sqlstore.NewProducts(s.DB),
			Tariffs: shop.Tariffs{}, Messages: threads, History: s.Log, Shipping: s.Shipping, Clock: s.Clock, Selections: s.Batch,
		})
	})
	w.owner = w.as(t, account.Owner)
	return w
}

// as is a browser of somebody with a role in the store.
func (w *world) as(t testing.TB, r account.Role) *browser.Browser {
	t.Helper()
	return w.site.As(t, browser.Visitor(w.Store, func(v *account.Visitor) { v.Person.ID, v.Role = w.Owner, r }))
}

// chinese is a browser of the owner who reads Chinese.
func (w *world) chinese(t testing.TB) *browser.Browser {
	t.Helper()
	return w.site.As(t, browser.Visitor(w.Store, func(v *account.Visitor) { v.Person.ID, v.Person.Language = w.Owner, account.Chinese }))
}

// must ends the test at an error.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// earphones adds the product that the sample orders are about.
func (w *world) earphones(t testing.TB) {
	t.Helper()
	must(w.Products.Records.Insert(t.Context(), sample.Product(func(p *product.Product) { p.Store = w.Store })))(t)
}

// noticed adds a shipping notice about all pieces of an order.
func (w *world) noticed(t testing.TB, o order.Order, change ...func(*notice.Notice)) notice.Notice {
	t.Helper()
	n := notice.Notice{
		Store: w.Store, Order: o.ID, Status: notice.Declared, Carrier: string(channel.Standard), Tracking: "RB123456785CN",
		DeclaredAt: w.Clock.Wall(), ChangedAt: w.Clock.Wall(), ScanDue: w.Clock.Wall().Add(5 * 24 * time.Hour), Pieces: o.FreePieces(),
	}
	for _, c := range change {
		c(&n)
	}
	n.ID = must(w.Notices.Insert(t.Context(), n))(t)
	return n
}

// taken marks all pieces of an order as being in a logistics order or a notice.
func (w *world) taken(t testing.TB, n order.Number, change ...func(*order.Order)) {
	t.Helper()
	o := must(w.Orders.Get(t.Context(), w.Store, n))(t)
	for i := range o.Lines {
		o.Lines[i].Taken = o.Lines[i].Quantity
	}
	for _, c := range change {
		c(&o)
	}
	must(true, w.Orders.Update(t.Context(), o))(t)
}

// booked adds a logistics order that holds its whole order and has a waybill number.
func (w *world) booked(t testing.TB, change ...func(*parcel.Parcel)) parcel.Parcel {
	t.Helper()
	p := w.Parcel(t, change...)
	w.taken(t, p.OrderNumber)
	return p
}

// happened writes something into the history of an order.
func (w *world) happened(t testing.TB, o order.Order, by history.Actor, action string, args history.Values) {
	t.Helper()
	must(true, w.DB.InTx(t.Context(), func(ctx context.Context) error {
		return w.Log.Record(ctx, history.Entry{Store: w.Store, Subject: history.About(history.Order, o.ID), Actor: by, Action: action, Args: args})
	}))(t)
}
