// Package addresses holds the pages of the Address Book: sender, pick-up and
// return addresses of a store.
package addresses

import (
	"context"
	"math"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/place"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	views "sellerdesk/views/addresses"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// Records are the stored addresses.
type Records interface {
	List(ctx context.Context, store account.StoreID) ([]address.Address, error)
	Get(ctx context.Context, store account.StoreID, id address.ID) (address.Address, error)
}

// Service changes the address book.
type Service interface {
	Save(ctx context.Context, by account.PersonID, a address.Address) (address.ID, error)
	Remove(ctx context.Context, by account.PersonID, store account.StoreID, id address.ID, version int) error
}

type handler struct {
	pages   *page.Pages
	records Records
	service Service
}

// Register adds the pages of the Address Book.
func Register(g *echo.Group, pages *page.Pages, records Records, service Service) {
	h := &handler{pages, records, service}
	g.GET("/account/addresses", h.list, page.May(account.View))
	g.GET("/account/addresses/new", h.add, page.May(account.Manage))
	g.POST("/account/addresses", h.insert, page.May(account.Manage))
	g.GET("/account/addresses/:id", h.edit, page.May(account.Manage))
	g.POST("/account/addresses/:id", h.update, page.May(account.Manage))
	g.POST("/account/addresses/:id/prefer", h.prefer, page.May(account.Manage))
	g.POST("/account/addresses/:id/remove", h.remove, page.May(account.Manage))
}

// list is the Address Book.
func (h *handler) list(c echo.Context) error {
	all, err := h.records.List(c.Request().Context(), h.pages.Store(c))
	if err != nil {
		return err
	}
	frame, err := h.pages.Frame(c, ui.Account, ui.AddressBook, "ui_item_address_book")
	if err != nil {
		return err
	}
	v := h.pages.Visitor(c)
	p := views.ListPage{Frame: frame, Change: v.May(account.Manage), Full: v.May(account.ReadAddresses)}
	for _, k := range address.Kinds {
		p.Groups = append(p.Groups, views.Group{Kind: k, Addresses: ofKind(all, k)})
	}
	return h.pages.Render(c, http.StatusOK, views.List(p))
}

func ofKind(all []address.Address, k address.Kind) []address.Address {
	var some []address.Address
	for _, a := range all {
		if a.Kind == k {
			some = append(some, a)
		}
	}
	return some
}

// add is the form for another address.
func (h *handler) add(c echo.Context) error {
	kind, err := address.ParseKind(c.QueryParam("kind"))
	if err != nil {
		return err
	}
	return h.show(c, http.StatusOK, address.Address{Kind: kind}, views.Fill(address.Address{Kind: kind}))
}

// edit is the form of an address that is in the book.
func (h *handler) edit(c echo.Context) error {
	a, err := h.find(c)
	if err != nil {
		return err
	}
	return h.show(c, http.StatusOK, a, views.Fill(a))
}

func (h *handler) show(c echo.Context, status int, a address.Address, f ui.Form) error {
	frame, err := h.pages.Frame(c, ui.Account, ui.AddressBook, titleKey(a))
	if err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Edit(views.EditPage{Frame: frame, Form: f, Kind: a.Kind, ID: a.ID}))
}

// titleKey is the key of the form's heading.
func titleKey(a address.Address) string {
	if a.ID == 0 {
		return "addresses_new_" + string(a.Kind)
	}
	return "addresses_edit_" + string(a.Kind)
}

// find returns the address that the route names; what cannot be its number is none.
func (h *handler) find(c echo.Context) (address.Address, error) {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return address.Address{}, address.ErrNotFound
	}
	return h.records.Get(c.Request().Context(), h.pages.Store(c), address.ID(id))
}

func (h *handler) insert(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	kind, err := address.ParseKind(f.Text("kind", 20))
	if err != nil {
		return err
	}
	return h.save(c, f, address.Address{Store: h.pages.Store(c), Kind: kind})
}

func (h *handler) update(c echo.Context) error {
	a, err := h.find(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	a.Version = int(f.Int("version", 1, math.MaxInt32))
	return h.save(c, f, a)
}

// save stores what was typed, or shows the form again.
func (h *handler) save(c echo.Context, f *form.Form, a address.Address) error {
	a.Address, a.Preferred = typed(f), f.Bool("preferred")
	if f.OK() {
		_, err := h.service.Save(c.Request().Context(), h.pages.Visitor(c).Person.ID, a)
		if err == nil {
			return h.pages.Done(c, link.Addresses(), "addresses_saved")
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.show(c, f.Status(), a, f.View())
}

// longest is more characters than any part of an address may have; what a part may have the domain says in bytes.
const longest = 200

func typed(f *form.Form) place.Address {
	return place.Address{
		Name: f.Text("name", longest), Street: f.Text("street", longest), District: f.Text("district", longest),
		City: f.Text("city", longest), Province: f.Text("province", longest), Country: place.China,
		Postal: f.Text("postal", longest), Phone: f.Text("phone", longest), Mobile: f.Text("mobile", longest),
		Email: f.Text("email", longest),
	}
}

// prefer makes an address the one that is prefilled.
func (h *handler) prefer(c echo.Context) error {
	a, err := h.find(c)
	if err != nil {
		return err
	}
	a.Preferred = true
	if _, err := h.service.Save(c.Request().Context(), h.pages.Visitor(c).Person.ID, a); err != nil {
		return h.pages.Refused(c, link.Addresses(), err)
	}
	return h.pages.Done(c, link.Addresses(), "addresses_preferred_now", "Name", a.Name)
}

// remove takes an address out of the book. One that is gone already is not looked for again.
func (h *handler) remove(c echo.Context) error {
	a, err := h.find(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	version := f.Int("version", 1, math.MaxInt32)
	if !f.OK() {
		return h.pages.Refused(c, link.Addresses(), address.ErrChanged)
	}
	err = h.service.Remove(c.Request().Context(), h.pages.Visitor(c).Person.ID, a.Store, a.ID, int(version))
	if errs.KindOf(err) == errs.NotFound {
		err = nil
	}
	if err != nil {
		return h.pages.Refused(c, link.Addresses(), err)
	}
	return h.pages.Done(c, link.Addresses(), "addresses_removed", "Name", a.Name)
}
