// Package shiprules serves the pages of Shipping Rules: the rules by which a store chooses
// the channels of a batch, in their order, and a trial of them on its newest orders.
package shiprules

import (
	"context"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	views "sellerdesk/views/shiprules"
	"sellerdesk/views/ui"
)

// Records are the stored rules.
type Records interface {
	List(ctx context.Context, store account.StoreID) (shiprule.List, error)
}

// Service changes rules.
type Service interface {
	Add(ctx context.Context, c shiprule.Change, r shiprule.Rule) error
	Alter(ctx context.Context, c shiprule.Change, r shiprule.Rule) error
	Remove(ctx context.Context, c shiprule.Change, n shiprule.Number) error
	Move(ctx context.Context, c shiprule.Change, n shiprule.Number, up bool) error
}

// Orders are what rules are tried on.
type Orders interface {
	TryRules(ctx context.Context, store account.StoreID, rules []shiprule.Rule, newest int) ([]shiprule.Trial, error)
}

// Tariffs know the channels there are.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// History tells who changed the rules.
type History interface {
	Of(ctx context.Context, store account.StoreID, s history.Subject) ([]history.Entry, error)
}

// Needs is what these pages need.
type Needs struct {
	Records Records
	Service Service
	Orders  Orders
	Tariffs Tariffs
	History History
	Clock   account.Clock
}

type handler struct {
	Needs
	pages *page.Pages
}

// Register adds the pages of Shipping Rules.
func Register(g *echo.Group, pages *page.Pages, n Needs) {
	h := &handler{n, pages}
	g.GET("/transaction/batch-shipping/rules", h.list, page.May(account.View))
	g.GET("/transaction/batch-shipping/rules/trial", h.trial, page.May(account.View))
	g.GET("/transaction/batch-shipping/rules/new", h.add, page.May(account.Ship))
	g.POST("/transaction/batch-shipping/rules", h.insert, page.May(account.Ship))
	g.GET("/transaction/batch-shipping/rules/:rule", h.edit, page.May(account.Ship))
	g.POST("/transaction/batch-shipping/rules/:rule", h.update, page.May(account.Ship))
	g.POST("/transaction/batch-shipping/rules/:rule/move", h.move, page.May(account.Ship))
	g.POST("/transaction/batch-shipping/rules/:rule/remove", h.remove, page.May(account.Ship))
}

// recentChanges is how many entries of history the list shows.
const recentChanges = 20

// list is Shipping Rules.
func (h *handler) list(c echo.Context) error {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	l, err := h.Records.List(ctx, store)
	if err != nil {
		return err
	}
	snapshot, err := h.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return err
	}
	entries, err := h.History.Of(ctx, store, shiprule.About)
	if err != nil {
		return err
	}
	today := h.today(c)
	p := views.ListPage{
		List: l, Obstacles: shiprule.ObstaclesOf(l, snapshot, today), Channels: ui.ChannelsOf(snapshot.Channels(today)),
		History: entries[:min(len(entries), recentChanges)], Change: h.pages.Visitor(c).May(account.Ship),
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, "", "shiprulepages_title"); err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.List(p))
}

func (h *handler) today(c echo.Context) channel.Date {
	return channel.DateOf(h.Clock.Now(h.pages.Store(c)))
}

// find returns the rule that the route names with the list it is in; what cannot be its number is none.
func (h *handler) find(c echo.Context) (shiprule.Rule, shiprule.List, error) {
	n, err := number(c)
	if err != nil {
		return shiprule.Rule{}, shiprule.List{}, err
	}
	l, err := h.Records.List(c.Request().Context(), h.pages.Store(c))
	if err != nil {
		return shiprule.Rule{}, l, err
	}
	r, err := l.Find(n)
	return r, l, err
}

func number(c echo.Context) (shiprule.Number, error) {
	n, err := strconv.ParseInt(c.Param("rule"), 10, 64)
	if err != nil {
		return 0, shiprule.ErrNotFound
	}
	return shiprule.Number(n), nil
}

// change is who changes the rules and which version they saw.
func (h *handler) change(c echo.Context, f *form.Form) shiprule.Change {
	return shiprule.Change{Store: h.pages.Store(c), By: h.pages.Visitor(c).Person.ID, Version: readVersion(f)}
}

// readVersion is the version of the list that the page showed; what cannot be one is none that there is.
func readVersion(f *form.Form) int {
	version, err := strconv.Atoi(f.Text("version", 10))
	if err != nil {
		return -1
	}
	return version
}

// move puts a rule one place further up or down.
func (h *handler) move(c echo.Context) error {
	r, _, err := h.find(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	to := form.OneOf(f, "to", []string{"up", "down"})
	if !f.OK() {
		return h.pages.Refused(c, link.ShipRules(), f.View().Problems)
	}
	if err := h.Service.Move(c.Request().Context(), h.change(c, f), r.Number, to == "up"); err != nil {
		return h.pages.Refused(c, link.ShipRules(), err)
	}
	return h.pages.Done(c, link.ShipRules(), "shiprulepages_moved")
}

// remove takes a rule away.
func (h *handler) remove(c echo.Context) error {
	n, err := number(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	if err := h.Service.Remove(c.Request().Context(), h.change(c, f), n); err != nil {
		return h.pages.Refused(c, link.ShipRules(), err)
	}
	return h.pages.Done(c, link.ShipRules(), "shiprulepages_removed")
}
