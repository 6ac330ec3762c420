// Package logistics serves the pages about logistics channels.
package logistics

import (
	"context"
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	views "sellerdesk/views/logistics"
	"sellerdesk/views/ui"
)

// Tariffs are the channels as a store sees them.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

type handler struct {
	pages   *page.Pages
	tariffs Tariffs
}

// Register adds the pages.
func Register(g *echo.Group, pages *page.Pages, t Tariffs) {
	h := &handler{pages, t}
	g.GET("/logistics/restrictions", h.restrictions, page.May(account.View))
}

// restrictions shows what a channel takes, or all of them, of a category or of all.
func (h *handler) restrictions(c echo.Context) error {
	f, err := form.Query(c)
	if err != nil {
		return err
	}
	store := h.pages.Store(c)
	tariffs, err := h.tariffs.Snapshot(c.Request().Context(), store)
	if err != nil {
		return err
	}
	p := views.RestrictionsPage{All: tariffs.Channels(channel.DateOf(h.pages.Clock.Now(store)))}
	p.Shown, p.Category = p.All, category(f)
	if code := chosen(f, p.All); code != "" {
		p.Shown = slices.DeleteFunc(slices.Clone(p.All), func(one channel.Channel) bool { return one.Code != code })
	}
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.Restrictions, "logistics_restrictions"); err != nil {
		return err
	}
	p.Form = f.View()
	return h.pages.Render(c, f.Status(), views.Restrictions(p))
}

// category reads the category that is asked about; empty is every one.
func category(f *form.Form) channel.Category {
	if !f.Filled("category") {
		return ""
	}
	return form.OneOf(f, "category", channel.Categories)
}

// chosen reads the channel that is asked about; empty is every one.
func chosen(f *form.Form, all []channel.Channel) channel.Code {
	if !f.Filled("channel") {
		return ""
	}
	codes := make([]channel.Code, len(all))
	for i, c := range all {
		codes[i] = c.Code
	}
	return form.OneOf(f, "channel", codes)
}
