package shiprules

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/paging"
	"sellerdesk/internal/shiprule"
	views "sellerdesk/views/shiprules"
	"sellerdesk/views/ui"
)

// newest is how many orders rules are tried on.
const newest = 500

// trial tells what the rules would do with the newest orders.
func (h *handler) trial(c echo.Context) error {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	cursor, err := paging.Parse(c.QueryParam("at"))
	if err != nil {
		return err
	}
	l, err := h.Records.List(ctx, store)
	if err != nil {
		return err
	}
	trials, err := h.Orders.TryRules(ctx, store, l.Rules, newest)
	if err != nil {
		return err
	}
	snapshot, err := h.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return err
	}
	p := views.TrialPage{
		List: l, Tally: shiprule.TallyOf(trials), Total: len(trials), Show: shown(c), Channels: ui.ChannelsOf(snapshot.Channels(h.today(c))),
	}
	p.Page = paging.Part(p.Show.Of(trials), cursor)
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, "", "shiprulepages_trial"); err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.Trial(p))
}

// shown is the verdict that is asked for; anything else shows all orders.
func shown(c echo.Context) views.Show {
	if v := shiprule.Verdict(c.QueryParam("show")); slices.Contains(shiprule.Verdicts, v) {
		return views.Show(v)
	}
	return views.All
}
