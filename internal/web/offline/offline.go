// Package offline serves the pages of Offline Prices: the store's own price list
// for shipping offline, row by row or as a whole from a file.
package offline

import (
	"context"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	domain "sellerdesk/internal/offline"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	views "sellerdesk/views/offline"
	"sellerdesk/views/ui"
)

// Records are the stored price lists.
type Records interface {
	List(ctx context.Context, store account.StoreID) (domain.List, error)
	Get(ctx context.Context, store account.StoreID, id domain.ID) (domain.Price, error)
	Sent(ctx context.Context, store account.StoreID, since time.Time) (int, error)
}

// Service changes price lists.
type Service interface {
	Save(ctx context.Context, by account.PersonID, p domain.Price) error
	Remove(ctx context.Context, by account.PersonID, p domain.Price) error
	Replace(ctx context.Context, store account.StoreID, by account.PersonID, l domain.List, shown string) error
}

// Tariffs know the countries there are.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Sheets reads and writes tables.
type Sheets interface {
	Read(name string, content []byte) ([]domain.Line, error)
	CSV(rows [][]string) ([]byte, error)
}

type handler struct {
	pages   *page.Pages
	records Records
	service Service
	tariffs Tariffs
	sheets  Sheets
}

// Register adds the pages of Offline Prices.
func Register(g *echo.Group, pages *page.Pages, records Records, service Service, tariffs Tariffs, sheets Sheets) {
	h := &handler{pages, records, service, tariffs, sheets}
	g.GET("/account/offline-prices", h.list, page.May(account.View))
	g.GET("/account/offline-prices/export", h.export, page.May(account.ReadAddresses))
	g.GET("/account/offline-prices/new", h.add, page.May(account.Manage))
	g.POST("/account/offline-prices", h.insert, page.May(account.Manage))
	g.GET("/account/offline-prices/:id", h.edit, page.May(account.Manage))
	g.POST("/account/offline-prices/:id", h.update, page.May(account.Manage))
	g.POST("/account/offline-prices/:id/remove", h.remove, page.May(account.Manage))
	g.POST("/account/offline-prices/check", h.check, page.May(account.Manage), page.Upload)
	g.POST("/account/offline-prices/replace", h.replace, page.May(account.Manage), page.Upload)
}

// list is Offline Prices.
func (h *handler) list(c echo.Context) error { return h.showList(c, http.StatusOK, ui.Form{}) }

// showList shows the list; upload is the form of a file that could not be read.
func (h *handler) showList(c echo.Context, status int, upload ui.Form) error {
	part, err := readPart(c)
	if err != nil {
		return err
	}
	ctx, store := c.Request().Context(), h.pages.Store(c)
	all, err := h.records.List(ctx, store)
	if err != nil {
		return err
	}
	p := views.ListPage{Total: len(all), Country: part.country, Countries: countries(all), Upload: upload}
	p.Rows, p.Prev, p.Next = part.of(all)
	if p.Sent, err = h.records.Sent(ctx, store, h.pages.Clock.Now(store).Add(-domain.Month)); err != nil {
		return err
	}
	v := h.pages.Visitor(c)
	p.Change, p.Export = v.May(account.Manage), v.May(account.ReadAddresses)
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.OfflinePrices, "ui_item_offline_prices"); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.List(p))
}

// countries are those the list has rows for, sorted as the list is.
func countries(all domain.List) []place.Country {
	var some []place.Country
	for _, p := range all {
		if len(some) == 0 || some[len(some)-1] != p.Country {
			some = append(some, p.Country)
		}
	}
	return some
}

// add is the form for another row.
func (h *handler) add(c echo.Context) error {
	f := ui.Fill("carrier", "", "country", c.QueryParam("country"), "from", "1")
	return h.show(c, http.StatusOK, domain.Price{}, f)
}

// edit is the form of a row.
func (h *handler) edit(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	return h.show(c, http.StatusOK, p, views.Fill(p))
}

func (h *handler) show(c echo.Context, status int, p domain.Price, f ui.Form) error {
	title := "offlinepages_edit_title"
	if p.ID == 0 {
		title = "offlinepages_new"
	}
	snapshot, err := h.tariffs.Snapshot(c.Request().Context(), h.pages.Store(c))
	if err != nil {
		return err
	}
	frame, err := h.pages.Frame(c, ui.Logistics, ui.OfflinePrices, title)
	if err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Edit(views.EditPage{Frame: frame, Form: f, ID: p.ID, Countries: snapshot.Countries()}))
}

// find returns the row that the route names; what cannot be its number is none.
func (h *handler) find(c echo.Context) (domain.Price, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return domain.Price{}, domain.ErrNotFound
	}
	return h.records.Get(c.Request().Context(), h.pages.Store(c), domain.ID(id))
}

func (h *handler) insert(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	return h.save(c, f, domain.Price{Store: h.pages.Store(c)})
}

func (h *handler) update(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	p.Version = int(f.Int("version", 1, math.MaxInt32))
	return h.save(c, f, p)
}

// save stores what was typed, or shows the form again.
func (h *handler) save(c echo.Context, f *form.Form, p domain.Price) error {
	readPrice(f, &p)
	if f.OK() {
		err := h.service.Save(c.Request().Context(), h.pages.Visitor(c).Person.ID, p)
		if err == nil {
			return h.pages.Done(c, link.OfflinePrices(), "offlinepages_saved", "Carrier", p.Carrier)
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.show(c, f.Status(), p, f.View())
}

func readPrice(f *form.Form, p *domain.Price) {
	p.Carrier = domain.Name(f.Required("carrier", domain.MaxCarrier))
	p.Country = readCountry(f)
	p.UpTo = measure.Weight(f.Int("up_to", 1, int64(domain.MaxWeight)))
	p.From = int(f.Int("from", 1, domain.MaxParcels))
	p.PerKilo, p.Fee = money.Of(0, money.CNY), money.Of(0, money.CNY)
	if f.Filled("per_kilo") {
		p.PerKilo = f.Money("per_kilo", money.CNY)
	}
	if f.Filled("fee") {
		p.Fee = f.Money("fee", money.CNY)
	}
}

func readCountry(f *form.Form) place.Country {
	text := f.Required("country", 60)
	if text == domain.EveryCountry || text == "" {
		return domain.AnyCountry
	}
	to, err := place.ParseCountry(text)
	if err != nil {
		f.Fail("country", err)
	}
	return to
}

// remove takes a row out of the list. One that is gone already is not looked for again.
func (h *handler) remove(c echo.Context) error {
	p, err := h.find(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	p.Version = int(f.Int("version", 1, math.MaxInt32))
	if !f.OK() {
		return h.pages.Refused(c, link.OfflinePrices(), domain.ErrChanged)
	}
	err = h.service.Remove(c.Request().Context(), h.pages.Visitor(c).Person.ID, p)
	if err != nil && errs.KindOf(err) != errs.NotFound {
		return h.pages.Refused(c, link.OfflinePrices(), err)
	}
	return h.pages.Done(c, link.OfflinePrices(), "offlinepages_removed", "Carrier", p.Carrier)
}
