// Package parcels serves the pages of logistics orders: the list, one of them
// with its timeline, freight and label, and what can be done with it.
package parcels

import (
	"context"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/web/page"
)

// Service changes logistics orders.
type Service interface {
	Cancel(ctx context.Context, store account.StoreID, by history.Actor, n parcel.Number) error
	Reschedule(ctx context.Context, store account.StoreID, by history.Actor, n parcel.Number, c parcel.Collection) error
	Abandon(ctx context.Context, store account.StoreID, by history.Actor, n parcel.Number) error
}

// Records are the stored logistics orders.
type Records interface {
	Get(ctx context.Context, store account.StoreID, n parcel.Number) (parcel.Parcel, error)
	List(ctx context.Context, f parcel.Filter) (paging.Page[parcel.Parcel], error)
	Counts(ctx context.Context, store account.StoreID) (parcel.Counts, error)
	Events(ctx context.Context, store account.StoreID, id parcel.ID) ([]parcel.Event, error)
	Prints(ctx context.Context, store account.StoreID, id parcel.ID) ([]parcel.Print, error)
	Receipt(ctx context.Context, store account.StoreID, id parcel.ID) (parcel.Receipt, error)
}

// Orders are the stored orders.
type Orders interface {
	ForIDs(ctx context.Context, store account.StoreID, ids []order.ID) (map[order.ID]order.Order, error)
}

// Notices are the stored shipping notices.
type Notices interface {
	ForIDs(ctx context.Context, store account.StoreID, ids []notice.ID) (map[notice.ID]notice.Notice, error)
}

// Ledger is the freight ledger.
type Ledger interface {
	Rows(ctx context.Context, store account.StoreID, p parcel.ID) ([]freight.Row, error)
	Balances(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]freight.Balance, error)
}

// Payments are the stored payments.
type Payments interface {
	PendingFor(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]paying.Number, error)
}

// Tariffs know the channels by name.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Warehouses know where parcels are received.
type Warehouses interface {
	Directory(ctx context.Context, store account.StoreID) (*warehouse.Directory, error)
	On(ctx context.Context, store account.StoreID, day channel.Date) (*warehouse.Directory, error)
}

// History tells who changed what.
type History interface {
	Of(ctx context.Context, store account.StoreID, s history.Subject) ([]history.Entry, error)
}

// Labels paint shipping labels.
type Labels interface {
	// PDF returns the label of a parcel on a paper, on a divided sheet in a position. This and
	// the others return parcel.ErrNoLabel while the parcel has no waybill number.
	PDF(ctx context.Context, p parcel.Parcel, on parcel.Paper, position int) ([]byte, error)
	PNG(ctx context.Context, p parcel.Parcel) ([]byte, error)
	ZPL(ctx context.Context, p parcel.Parcel) ([]byte, error)
	// TestPage returns a page by which the size of what a printer prints is checked.
	TestPage(on parcel.Paper) ([]byte, error)
}

// Prints are the ledger of printed labels.
type Prints interface {
	Note(ctx context.Context, store account.StoreID, by account.PersonID, k parcel.LabelKind, on parcel.Paper, parcels ...parcel.Parcel) error
}

// Selections know what a visitor has ticked.
type Selections interface {
	Ticks(ctx context.Context, w batch.Whose, ids []batch.Subject) (map[batch.Subject]bool, int, error)
}

// Needs is what these pages are made of.
type Needs struct {
	Service    Service
	Records    Records
	Orders     Orders
	Notices    Notices
	Ledger     Ledger
	Payments   Payments
	Tariffs    Tariffs
	Warehouses Warehouses
	History    History
	Labels     Labels
	Prints     Prints
	Selections Selections
}

type handler struct {
	Needs
	pages *page.Pages
}

// Register adds the pages of logistics orders.
func Register(g *echo.Group, pages *page.Pages, needs Needs) {
	h := &handler{needs, pages}
	g.GET("/transaction/parcels", h.list, page.May(account.View))
	g.GET("/transaction/parcels/:lp", h.show, page.May(account.View))
	g.GET("/transaction/parcels/:lp/label.pdf", h.labelPDF, page.May(account.Ship))
	g.GET("/transaction/parcels/:lp/label.png", h.labelPNG, page.May(account.Ship))
	g.GET("/transaction/parcels/:lp/label.zpl", h.labelZPL, page.May(account.Ship))
	g.POST("/transaction/parcels/:lp/label", h.printLabel, page.May(account.Ship))
	g.GET("/transaction/label-test.pdf", h.testPage, page.May(account.Ship))
	g.POST("/transaction/parcels/:lp/cancel", h.cancel, page.May(account.Ship))
	g.POST("/transaction/parcels/:lp/reroute", h.reroute, page.May(account.Ship))
	g.POST("/transaction/parcels/:lp/abandon", h.abandon, page.May(account.Ship))
}

// find returns the logistics order the address names; what cannot be its number is none.
func (h *handler) find(c echo.Context) (parcel.Parcel, error) {
	n, err := parcel.ParseNumber(c.Param("lp"))
	if err != nil {
		return parcel.Parcel{}, parcel.ErrNotFound
	}
	return h.Records.Get(c.Request().Context(), h.pages.Store(c), n)
}

// actor is the visitor as history knows them.
func (h *handler) actor(c echo.Context) history.Actor {
	return history.Somebody(h.pages.Visitor(c).Person.ID)
}
