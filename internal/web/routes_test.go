package web_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/testing/golden"
	"sellerdesk/internal/web"
	"sellerdesk/internal/web/account"
	"sellerdesk/internal/web/addresses"
	"sellerdesk/internal/web/batch"
	"sellerdesk/internal/web/batchshipping"
	"sellerdesk/internal/web/documents"
	"sellerdesk/internal/web/importing"
	"sellerdesk/internal/web/logistics"
	"sellerdesk/internal/web/messages"
	"sellerdesk/internal/web/notices"
	"sellerdesk/internal/web/offline"
	"sellerdesk/internal/web/orders"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/parcels"
	"sellerdesk/internal/web/payments"
	"sellerdesk/internal/web/products"
	"sellerdesk/internal/web/rehearsal"
	"sellerdesk/internal/web/shipping"
	"sellerdesk/internal/web/shiprules"
	"sellerdesk/internal/web/signin"
	"sellerdesk/internal/web/statistics"
	"sellerdesk/internal/web/tariffs"
	"sellerdesk/internal/web/uploads"
)

// TestTheMapOfTheSite keeps testdata/routes.txt true: every section registers
// its routes here as it does in the program, without the services behind them.
func TestTheMapOfTheSite(t *testing.T) {
	pages := page.New(page.Settings{})
	e, err := web.New(web.Site{
		Log: slog.New(slog.DiscardHandler), Pages: pages, Static: fstest.MapFS{},
		Healthy: func(context.Context) error { return nil },
	}, []web.Section{
		func(g *echo.Group) { signin.Register(g, pages, nil, nil) },
		func(g *echo.Group) { payments.RegisterNotices(g, nil) },
	}, []web.Section{
		func(g *echo.Group) { orders.Register(g, pages, orders.Needs{}) },
		func(g *echo.Group) { batchshipping.Register(g, pages, batchshipping.Needs{}) },
		func(g *echo.Group) { importing.Register(g, pages, nil, uploads.Needs{}) },
		func(g *echo.Group) { parcels.Register(g, pages, parcels.Needs{}) },
		func(g *echo.Group) { batch.Register(g, pages, batch.Needs{}) },
		func(g *echo.Group) { documents.Register(g, pages, documents.Needs{}) },
		func(g *echo.Group) { payments.Register(g, pages, nil, nil, nil) },
		func(g *echo.Group) { statistics.Register(g, pages, statistics.Needs{}) },
		func(g *echo.Group) { account.Register(g, pages, nil) },
		func(g *echo.Group) { messages.Register(g, pages, nil, nil, nil) },
		func(g *echo.Group) { shipping.Register(g, pages, nil, nil, nil) },
		func(g *echo.Group) { shiprules.Register(g, pages, shiprules.Needs{}) },
		func(g *echo.Group) { notices.Register(g, pages, nil, nil) },
		func(g *echo.Group) { logistics.Register(g, pages, logistics.Needs{}) },
		func(g *echo.Group) { tariffs.Register(g, pages, tariffs.Needs{}) },
		func(g *echo.Group) { offline.Register(g, pages, nil, nil, nil, nil) },
		func(g *echo.Group) { addresses.Register(g, pages, nil, nil) },
		func(g *echo.Group) { products.Register(g, pages, nil, nil) },
		func(g *echo.Group) { rehearsal.Register(g, pages, nil, nil, nil) },
	})
	if err != nil {
		t.Fatal(err)
	}
	golden.Check(t, "routes.txt", routes(e))
}

// routes lists the routes of the site, by address.
func routes(e *echo.Echo) string {
	var lines []string
	for _, r := range e.Routes() {
		if r.Method != echo.RouteNotFound {
			lines = append(lines, fmt.Sprintf("%-60s %s", r.Path, r.Method))
		}
	}
	slices.Sort(lines)
	return strings.Join(slices.Compact(lines), "\n") + "\n"
}
