// Package tariffs serves the pages of Tariffs: versions and exchange rates, the import of
// price tables, comparisons, and the forms by which an owner changes channels, warehouses,
// holidays, the platform's rules and waiting times from a day on.
package tariffs

import (
	"context"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	views "sellerdesk/views/tariffs"
	"sellerdesk/views/ui"
)

// Service shows and changes the tariffs of a store.
type Service interface {
	Overview(ctx context.Context, store account.StoreID) (tariffimport.Overview, error)
	Prices(ctx context.Context, store account.StoreID, code channel.Code, day channel.Date) ([]tariff.Price, error)
	Compare(ctx context.Context, store account.StoreID, before, after string, code channel.Code) (tariffimport.Comparison, error)
	Upload(ctx context.Context, store account.StoreID, by account.PersonID, name string, content []byte) (tariffimport.ID, error)
	Check(ctx context.Context, store account.StoreID, id tariffimport.ID, day channel.Date) (tariffimport.Check, error)
	Apply(ctx context.Context, store account.StoreID, by account.PersonID, id tariffimport.ID, day channel.Date, seen channel.VersionID) (tariffimport.Change, error)
	AddRate(ctx context.Context, store account.StoreID, by account.PersonID, r money.Rate, day channel.Date, source string) (tariffimport.Change, error)
	Withdraw(ctx context.Context, store account.StoreID, by account.PersonID, number string) (tariffimport.Change, error)
	ChangeChannel(ctx context.Context, e tariffimport.Edit, code channel.Code, part channel.Part, to channel.Channel) (tariffimport.Change, error)
	ChangeAreas(ctx context.Context, e tariffimport.Edit, code channel.Code, cities []warehouse.City) (tariffimport.Change, error)
	ChangeWarehouse(ctx context.Context, e tariffimport.Edit, code string, t warehouse.Terms, namesakes bool) (tariffimport.Change, error)
	ChangeHolidays(ctx context.Context, e tariffimport.Edit, first, last channel.Date, collects bool) (tariffimport.Change, error)
	ChangePermission(ctx context.Context, e tariffimport.Edit, p tariff.Permission) (tariffimport.Change, error)
	ChangeTimes(ctx context.Context, e tariffimport.Edit, t tariff.Times) (tariffimport.Change, error)
}

// Warehouses are where parcels are collected and received, as a store sees it today.
type Warehouses interface {
	Directory(ctx context.Context, store account.StoreID) (*warehouse.Directory, error)
}

// Uploads are the stored price tables.
type Uploads interface {
	Get(ctx context.Context, store account.StoreID, id tariffimport.ID) (tariffimport.Upload, error)
	Recent(ctx context.Context, store account.StoreID, limit int) ([]tariffimport.Upload, error)
}

// Needs is what the pages are made of.
type Needs struct {
	Service    Service
	Warehouses Warehouses
	Uploads    Uploads
	// Write writes rows of text as a file; kind is xlsx or csv.
	Write func(kind, name string, rows [][]string) (content []byte, contentType string, err error)
}

type handler struct {
	Needs
	pages *page.Pages
}

// Register adds the pages.
func Register(g *echo.Group, pages *page.Pages, n Needs) {
	h := &handler{n, pages}
	g.GET("/logistics/tariffs", h.list, page.May(account.View))
	g.POST("/logistics/tariffs/rates", h.addRate, page.May(account.Manage))
	g.POST("/logistics/tariffs/versions/:number/withdraw", h.withdraw, page.May(account.Manage))
	g.GET("/logistics/tariffs/compare", h.compare, page.May(account.View))
	g.GET("/logistics/tariffs/template.xlsx", h.file("xlsx"), page.May(account.ReadAddresses))
	g.GET("/logistics/tariffs/template.csv", h.file("csv"), page.May(account.ReadAddresses))
	g.GET("/logistics/tariffs/import", h.importForm, page.May(account.Manage))
	g.POST("/logistics/tariffs/import", h.upload, page.May(account.Manage), page.Upload)
	g.GET("/logistics/tariffs/import/:upload", h.check, page.May(account.Manage))
	g.POST("/logistics/tariffs/import/:upload/apply", h.apply, page.May(account.Manage))
	g.GET("/logistics/channels/:code/change", h.figures, page.May(account.Manage))
	g.POST("/logistics/channels/:code/change", h.changeFigures, page.May(account.Manage))
	g.GET("/logistics/channels/:code/change/:part", h.partForm, page.May(account.Manage))
	g.POST("/logistics/channels/:code/change/:part", h.changePart, page.May(account.Manage))
	g.GET("/logistics/warehouses/:code/change", h.warehouse, page.May(account.Manage))
	g.POST("/logistics/warehouses/:code/change", h.changeWarehouse, page.May(account.Manage))
	g.GET("/logistics/collection-rules/holidays", h.holidays, page.May(account.Manage))
	g.POST("/logistics/collection-rules/holidays", h.changeHolidays, page.May(account.Manage))
	g.GET("/logistics/restrictions/orders", h.rule, page.May(account.Manage))
	g.POST("/logistics/restrictions/orders", h.changeRule, page.May(account.Manage))
	g.GET("/logistics/tariffs/waiting-times", h.times, page.May(account.Manage))
	g.POST("/logistics/tariffs/waiting-times", h.changeTimes, page.May(account.Manage))
}

// perPage is how many rows a page lists.
const perPage = 100

// longestSource is the longest text about where figures come from, in characters.
const longestSource = 200

// today and tomorrow are days in China by the store's clock.
func (h *handler) today(c echo.Context) channel.Date {
	return channel.DateOf(h.pages.Clock.Now(h.pages.Store(c)))
}

func (h *handler) tomorrow(c echo.Context) channel.Date {
	return channel.DateOf(h.pages.Clock.Now(h.pages.Store(c)).Add(24 * time.Hour))
}

// list is Tariffs.
func (h *handler) list(c echo.Context) error {
	return h.showList(c, http.StatusOK, ui.Fill("from", string(h.tomorrow(c))))
}

func (h *handler) showList(c echo.Context, status int, f ui.Form) error {
	p := views.ListPage{Form: f, Change: h.pages.Visitor(c).May(account.Manage), Export: h.pages.Visitor(c).May(account.ReadAddresses)}
	var err error
	if p.Overview, err = h.Service.Overview(c.Request().Context(), h.pages.Store(c)); err != nil {
		return err
	}
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.Tariffs, "tariffs_title"); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.List(p))
}

// addRate adds an exchange rate.
func (h *handler) addRate(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	rate, from, source := rate(f), day(f), f.Required("source", longestSource)
	if f.OK() {
		v := h.pages.Visitor(c)
		made, err := h.Service.AddRate(c.Request().Context(), v.Store.ID, v.Person.ID, rate, from, source)
		if err == nil {
			return h.pages.Done(c, link.Tariffs(), "tariffs_rate_added", "Rate", rate, "From", string(made.From))
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.showList(c, f.Status(), f.View())
}

// withdraw takes back a version that is to come.
func (h *handler) withdraw(c echo.Context) error {
	v := h.pages.Visitor(c)
	made, err := h.Service.Withdraw(c.Request().Context(), v.Store.ID, v.Person.ID, c.Param("number"))
	if errs.KindOf(err) == errs.Conflict {
		return h.pages.Refused(c, link.Tariffs(), err)
	}
	if err != nil {
		return err
	}
	return h.pages.Done(c, link.Tariffs(), "tariffs_withdrawn", "Number", made.Number)
}

func rate(f *form.Form) money.Rate {
	text := f.Required("rate", 10)
	if text == "" {
		return 0
	}
	r, err := money.ParseRate(text)
	if err != nil {
		f.Problem("rate", "tariffs_bad_rate")
	}
	return r
}

// day reads the day from which something counts.
func day(f *form.Form) channel.Date { return date(f, "from") }

// file answers with the prices of today as a file that can be edited and imported.
func (h *handler) file(kind string) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, store, today := c.Request().Context(), h.pages.Store(c), h.today(c)
		code := channel.Code(c.QueryParam("channel"))
		prices, err := h.Service.Prices(ctx, store, code, today)
		if err != nil {
			return err
		}
		if len(prices) == 0 {
			return channel.ErrNotFound.With("Channel", string(code))
		}
		name := "tariff-" + string(today)
		if code != "" {
			name = "tariff-" + string(code) + "-" + string(today)
		}
		content, contentType, err := h.Write(kind, name, tariffimport.Export(prices, ui.Lang(ctx) == string(account.Chinese)))
		if err != nil {
			return err
		}
		return h.pages.File(c, name+"."+kind, contentType, content)
	}
}
