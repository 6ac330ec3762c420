// Package rehearsal holds the pages of the simulated world around a rehearsal
// store: its clock, its parcels in the logistics network, its buyers, and the
// cashier at which freight is paid without money.
package rehearsal

import (
	"context"
	"net/url"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/rehearsal"
	"sellerdesk/internal/web/page"
)

// World is the world around rehearsal stores.
type World interface {
	MoveClock(ctx context.Context, store account.StoreID, m rehearsal.Move, shown rehearsal.Shown) (time.Time, error)
	Coming(ctx context.Context, store account.StoreID) ([]rehearsal.Parcel, error)
	Next(ctx context.Context, store account.StoreID) (time.Time, error)
	Find(ctx context.Context, store account.StoreID, text string) ([]rehearsal.Parcel, error)
	Step(ctx context.Context, store account.StoreID, n parcel.Number, plan string) error
	Fail(ctx context.Context, store account.StoreID, n parcel.Number, plan string, t rehearsal.Trouble) error
	Act(ctx context.Context, a rehearsal.Act) error
	Buy(ctx context.Context, p rehearsal.Purchase) ([]order.Number, error)
}

// Orders are the stored orders.
type Orders interface {
	List(ctx context.Context, f order.Filter) (paging.Page[order.Order], error)
}

// Cashier is the payment provider of rehearsal stores.
type Cashier interface {
	Bill(ctx context.Context, store account.StoreID, request url.Values) (rehearsal.Bill, error)
	Decide(ctx context.Context, store account.StoreID, request url.Values, d rehearsal.Decision) (string, error)
	Sign(ctx context.Context, store account.StoreID, request url.Values, payer string, yes bool) (string, error)
	Broke(ctx context.Context, store account.StoreID) (bool, error)
	SetBroke(ctx context.Context, store account.StoreID, yes bool) error
}

type handler struct {
	pages   *page.Pages
	world   World
	orders  Orders
	cashier Cashier
}

// Register adds the pages of the rehearsal world.
func Register(g *echo.Group, pages *page.Pages, world World, orders Orders, cashier Cashier) {
	h := &handler{pages, world, orders, cashier}
	g.GET("/rehearsal", h.show, page.May(account.View), h.rehearsing)
	g.POST("/rehearsal/clock", h.moveClock, page.May(account.Rehearse), h.rehearsing)
	g.POST("/rehearsal/parcels/:lp/step", h.step, page.May(account.Rehearse), h.rehearsing)
	g.POST("/rehearsal/parcels/:lp/trouble", h.fail, page.May(account.Rehearse), h.rehearsing)
	g.POST("/rehearsal/buyer", h.act, page.May(account.Rehearse), h.rehearsing)
	g.POST("/rehearsal/orders", h.buy, page.May(account.Rehearse), h.rehearsing)
	g.GET("/rehearsal/alipay", h.bill, page.May(account.Pay), h.rehearsing)
	g.POST("/rehearsal/alipay/payment", h.decide, page.May(account.Pay), h.rehearsing)
	g.POST("/rehearsal/alipay/money", h.money, page.May(account.Rehearse), h.rehearsing)
	g.POST("/rehearsal/alipay/agreement", h.sign, page.May(account.Pay), h.rehearsing)
}

var errNotFound = errs.New(errs.NotFound, "error_not_found")

// rehearsing is the middleware of pages that a live store does not have.
func (h *handler) rehearsing(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if h.pages.Visitor(c).Store.Live {
			return errNotFound
		}
		return next(c)
	}
}
