package main

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/sheet"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/web"
	deduction "sellerdesk/internal/web/account"
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
	"sellerdesk/static"
)

// site assembles the pages.
func (a *app) site(s siteSettings) (http.Handler, error) {
	secure := s.base.Scheme == "https"
	a.gateways.live = a.liveGateways(s)
	pages := page.New(page.Settings{
		Key: s.key, Secure: secure, Asset: static.Path, Accounts: a.accounts, Clock: a.clocks, Unread: a.threads, Arrears: a.paying,
	})
	return web.New(web.Site{
		Log: a.log, Pages: pages, HTTPS: secure, TrustedProxies: s.proxies, Origins: []string{s.base.Scheme + "://" + s.base.Host},
		FormTargets: s.formTargets(), Static: static.Files, Healthy: a.healthy,
	}, []web.Section{
		func(g *echo.Group) { signin.Register(g, pages, a.accounts, demoAccounts(s.accounts)) },
		func(g *echo.Group) { payments.RegisterNotices(g, a.listener) },
	}, a.sections(pages))
}

// sections are the pages for people who are signed in.
func (a *app) sections(pages *page.Pages) []web.Section {
	return []web.Section{
		func(g *echo.Group) {
			orders.Register(g, pages, orders.Needs{
				Orders: a.orders, Parcels: a.parcels, Notices: a.notices, Freight: a.freight, Products: a.products,
				Tariffs: a.tariffs, Messages: a.threads, History: a.history, Shipping: a.shipping, Clock: a.clocks, Selections: a.batch,
			})
		},
		func(g *echo.Group) { batchshipping.Register(g, pages, a.tablePages()) },
		func(g *echo.Group) { importing.Register(g, pages, a.imports, a.uploadPages()) },
		func(g *echo.Group) { shipping.Register(g, pages, a.shipping, a.orders, a.offline) },
		func(g *echo.Group) { notices.Register(g, pages, a.shipping, a.tariffs) },
		func(g *echo.Group) {
			logistics.Register(g, pages, logistics.Needs{Tariffs: a.tariffs, Warehouses: a.warehouses, Book: a.book})
		},
		func(g *echo.Group) {
			tariffs.Register(g, pages, tariffs.Needs{Service: a.prices, Warehouses: a.warehouses, Uploads: a.prices.Uploads, Write: writePrices})
		},
		func(g *echo.Group) {
			shiprules.Register(g, pages, shiprules.Needs{
				Records: a.rules.Records, Service: a.rules, Orders: a.shipping, Tariffs: a.tariffs, History: a.history, Clock: a.clocks,
			})
		},
		func(g *echo.Group) { offline.Register(g, pages, a.lists, a.offline, a.tariffs, offlineSheets{}) },
		func(g *echo.Group) { messages.Register(g, pages, a.threads, a.messages, a.orders) },
		func(g *echo.Group) { parcels.Register(g, pages, a.parcelPages()) },
		func(g *echo.Group) {
			batch.Register(g, pages, batch.Needs{Service: a.batch, Jobs: sqlstore.NewJobs(a.data.product), Canceller: a.jobs, Paying: a.paying, Clock: a.clocks})
		},
		func(g *echo.Group) {
			documents.Register(g, pages, documents.Needs{Orders: a.orders, Parcels: a.parcels, Painter: a.papers()})
		},
		func(g *echo.Group) { payments.Register(g, pages, a.paying, a.accounts, a.history) },
		func(g *echo.Group) {
			statistics.Register(g, pages, statistics.Needs{Ledger: a.freight, Tariffs: a.tariffs, Warehouses: a.warehouses, Reports: a.exports})
		},
		func(g *echo.Group) { deduction.Register(g, pages, a.paying) },
		func(g *echo.Group) { addresses.Register(g, pages, a.book, a.addresses) },
		func(g *echo.Group) { products.Register(g, pages, a.products, a.goods) },
		func(g *echo.Group) { rehearsal.Register(g, pages, a.world(), a.orders, a.cashier) },
	}
}

// tablePages are what Batch Online Shipping is made of.
func (a *app) tablePages() batchshipping.Needs {
	needs := batchshipping.Needs{Service: a.tables, Selections: a.batch, Uploads: a.uploadPages()}
	needs.Uploads.Files = a.tables.Uploads
	return needs
}

// uploadPages are what the pages of uploaded tables are made of.
func (a *app) uploadPages() uploads.Needs {
	return uploads.Needs{
		Records: a.uploads.Records, Files: a.uploads, Jobs: a.jobs, Parcels: a.parcels, Tariffs: a.tariffs, Clock: a.clocks,
		Write: sheet.WriteSheet,
	}
}

// parcelPages are what the pages of logistics orders are made of.
func (a *app) parcelPages() parcels.Needs {
	return parcels.Needs{
		Service: a.shipping, Records: a.parcels, Orders: a.orders, Notices: a.notices, Ledger: a.freight, Payments: a.paying.Records,
		Tariffs: a.tariffs, Warehouses: a.warehouses, History: a.history,
		Labels: a.printer(), Prints: a.prints(), Selections: a.batch,
	}
}

// healthy reports whether both databases answer.
func (a *app) healthy(ctx context.Context) error {
	if err := a.data.product.Ping(ctx); err != nil {
		return err
	}
	return a.data.rehearsal.Ping(ctx)
}
