package tariffs

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/tariffs"
	"sellerdesk/views/ui"
)

// warehouse is the form for the terms of a warehouse.
func (h *handler) warehouse(c echo.Context) error {
	p, err := h.terms(c)
	if err != nil {
		return err
	}
	return h.showWarehouse(c, p, p.Now, http.StatusOK)
}

// terms is the form of the warehouse that the address names, as it is today.
func (h *handler) terms(c echo.Context) (views.WarehouseEditing, error) {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	directory, err := h.Warehouses.Directory(ctx, store)
	if err != nil {
		return views.WarehouseEditing{}, err
	}
	w, err := directory.Warehouse(c.Param("code"))
	if err != nil {
		return views.WarehouseEditing{}, err
	}
	o, err := h.Service.Overview(ctx, store)
	if err != nil {
		return views.WarehouseEditing{}, err
	}
	p := views.WarehouseEditing{Warehouse: w, Channels: ui.ChannelsOf(o.Channels), Namesakes: directory.Namesakes(w)}
	p.Seen, p.Now, p.Origin, p.Sample = o.Seen, views.FillWarehouse(w, h.tomorrow(c)), w.Origin, w.Sample
	p.Coming = o.Coming(tariffimport.Terms, w.NameCN)
	p.Action, p.Back = link.WarehouseChange(w.Code), link.CollectionRules("channel", string(w.Channel))+"#warehouses"
	return p, nil
}

func (h *handler) showWarehouse(c echo.Context, p views.WarehouseEditing, f ui.Form, status int) error {
	var err error
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.CollectionRules, "tariffs_warehouse_title", "Name", p.Warehouse); err != nil {
		return err
	}
	p.Form = f
	return h.pages.Render(c, status, views.Warehouse(p))
}

// changeWarehouse changes the terms of a warehouse from a day on.
func (h *handler) changeWarehouse(c echo.Context) error {
	p, err := h.terms(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	terms := warehouse.Terms{
		AddressCN: f.Text("address", longestList), Contact: warehouse.Contact{Name: f.Text("contact", longestList), Phone: f.Text("phone", longestList)},
		Hours:    warehouse.Hours{Opens: timeOfDay(f, "opens"), Closes: timeOfDay(f, "closes"), CutOff: timeOfDay(f, "cut_off")},
		FreeFrom: int(f.Int("free_from", 0, 1<<31)),
	}
	e := h.edit(c, f)
	if f.OK() {
		made, err := h.Service.ChangeWarehouse(c.Request().Context(), e, p.Warehouse.Code, terms, f.Bool("namesakes"))
		if err == nil {
			return h.changed(c, made, "tariffs_changed_warehouse", "Name", p.Warehouse)
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.showWarehouse(c, p, f.View(), f.Status())
}

// timeOfDay reads a time such as 14:00; browsers may send seconds behind it.
func timeOfDay(f *form.Form, name string) warehouse.TimeOfDay {
	text := f.Required(name, 8)
	if text == "" {
		return 0
	}
	if len(text) == len("14:00:00") {
		text = text[:len("14:00")]
	}
	t, err := warehouse.ParseTimeOfDay(text)
	if err != nil {
		f.Fail(name, err)
	}
	return t
}

// holidays is the form for days without collection.
func (h *handler) holidays(c echo.Context) error {
	p, err := h.days(c)
	if err != nil {
		return err
	}
	return h.showHolidays(c, p, p.Now, http.StatusOK)
}

// days is the form with the holidays from today on.
func (h *handler) days(c echo.Context) (views.HolidaysEditing, error) {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	directory, err := h.Warehouses.Directory(ctx, store)
	if err != nil {
		return views.HolidaysEditing{}, err
	}
	o, err := h.Service.Overview(ctx, store)
	if err != nil {
		return views.HolidaysEditing{}, err
	}
	p := views.HolidaysEditing{Holidays: slices.DeleteFunc(slices.Clone(directory.Holidays()), func(one warehouse.Holiday) bool { return one.Date < o.Today })}
	p.Seen, p.Action, p.Back = o.Seen, link.Holidays(), link.CollectionRules()
	p.Now = ui.Fill("from", string(h.today(c)), "collects", "no")
	if len(p.Holidays) > 0 {
		p.Origin, p.Sample = p.Holidays[0].Origin, p.Holidays[0].Sample
	}
	return p, nil
}

func (h *handler) showHolidays(c echo.Context, p views.HolidaysEditing, f ui.Form, status int) error {
	var err error
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.CollectionRules, "tariffs_holidays_title"); err != nil {
		return err
	}
	p.Form = f
	return h.pages.Render(c, status, views.Holidays(p))
}

// changeHolidays makes days holidays, or days on which parcels are collected.
func (h *handler) changeHolidays(c echo.Context) error {
	p, err := h.days(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	first, last, collects := date(f, "first"), date(f, "last"), form.OneOf(f, "collects", []string{"no", "yes"}) == "yes"
	e := h.edit(c, f)
	if f.OK() {
		made, err := h.Service.ChangeHolidays(c.Request().Context(), e, first, last, collects)
		if err == nil {
			return h.changed(c, made, "tariffs_changed_holidays")
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.showHolidays(c, p, f.View(), f.Status())
}

// date reads a day that must be filled in.
func date(f *form.Form, name string) channel.Date {
	text := f.Required(name, 10)
	if text == "" {
		return ""
	}
	d, err := channel.ParseDate(text)
	if errs.KindOf(err) == errs.Invalid {
		f.Fail(name, err)
	}
	return d
}
