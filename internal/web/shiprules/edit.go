package shiprules

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/shiprules"
	"sellerdesk/views/ui"
)

// maxCountries is how many characters the names of countries may have: each of them once, by its name.
const maxCountries = 5_000

// add is the form for another rule.
func (h *handler) add(c echo.Context) error {
	l, err := h.Records.List(c.Request().Context(), h.pages.Store(c))
	if err != nil {
		return err
	}
	return h.show(c, http.StatusOK, shiprule.Rule{}, ui.Fill("countries", "", "version", views.Version(l)))
}

// edit is the form of a rule.
func (h *handler) edit(c echo.Context) error {
	r, l, err := h.find(c)
	if err != nil {
		return err
	}
	return h.show(c, http.StatusOK, r, views.Fill(r, l))
}

func (h *handler) show(c echo.Context, status int, r shiprule.Rule, f ui.Form) error {
	title := "shiprulepages_edit_title"
	if r.Number == 0 {
		title = "shiprulepages_new"
	}
	snapshot, err := h.Tariffs.Snapshot(c.Request().Context(), h.pages.Store(c))
	if err != nil {
		return err
	}
	frame, err := h.pages.Frame(c, ui.Transaction, "", title)
	if err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Edit(views.EditPage{
		Frame: frame, Form: f, Number: r.Number, Channels: snapshot.Channels(h.today(c)), Countries: snapshot.Countries(),
	}))
}

func (h *handler) insert(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	r := readRule(f)
	if f.OK() {
		err := h.Service.Add(c.Request().Context(), h.change(c, f), r)
		if err == nil {
			return h.pages.Done(c, link.ShipRules(), "shiprulepages_saved")
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.again(c, f, r)
}

func (h *handler) update(c echo.Context) error {
	before, _, err := h.find(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	r := readRule(f)
	r.Number = before.Number
	if f.OK() {
		err := h.Service.Alter(c.Request().Context(), h.change(c, f), r)
		if err == nil {
			return h.pages.Done(c, link.ShipRules(), "shiprulepages_saved")
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.again(c, f, r)
}

// again shows a refused form. After a conflict its next sending is about the rules as they are now.
func (h *handler) again(c echo.Context, f *form.Form, r shiprule.Rule) error {
	shown := f.View()
	if f.Status() == http.StatusConflict {
		l, err := h.Records.List(c.Request().Context(), h.pages.Store(c))
		if err != nil {
			return err
		}
		shown.Values.Set("version", views.Version(l))
	}
	return h.show(c, f.Status(), r, shown)
}

func readRule(f *form.Form) shiprule.Rule {
	r := shiprule.Rule{
		Countries: readCountries(f), Categories: readCategories(f), ValueFrom: readValue(f, "value_from"), ValueTo: readValue(f, "value_to"),
		WeightFrom: readWeight(f, "weight_from"), WeightTo: readWeight(f, "weight_to"),
		Channel: channel.Code(f.Required("channel", 60)),
	}
	if f.Filled("collection") {
		r.Collection = form.OneOf(f, "collection", parcel.CollectionModes)
	}
	if f.Filled("undeliverable") {
		r.Undeliverable = form.OneOf(f, "undeliverable", []parcel.Undeliverable{parcel.Return, parcel.Destroy})
	}
	return r
}

// readCountries reads codes or names of countries with commas, semicolons or line breaks between them.
func readCountries(f *form.Form) []place.Country {
	between := func(r rune) bool { return strings.ContainsRune(",;，；、\n", r) }
	var countries []place.Country
	for _, text := range strings.FieldsFunc(f.Lines("countries", maxCountries), between) {
		if strings.TrimSpace(text) == "" {
			continue
		}
		c, err := place.ParseCountry(text)
		if err != nil {
			f.Fail("countries", err)
			return nil
		}
		countries = append(countries, c)
	}
	return countries
}

func readCategories(f *form.Form) []channel.Category {
	var categories []channel.Category
	for _, text := range f.Values("categories") {
		c, err := channel.ParseCategory(text)
		if err != nil {
			f.Fail("categories", err)
			return nil
		}
		categories = append(categories, c)
	}
	if len(categories) == len(channel.Categories) {
		return nil // all of them: no condition
	}
	return slices.Clip(categories)
}

func readValue(f *form.Form, name string) money.Money {
	if !f.Filled(name) {
		return money.Of(0, money.USD)
	}
	return f.Money(name, money.USD)
}

func readWeight(f *form.Form, name string) measure.Weight {
	if !f.Filled(name) {
		return 0
	}
	return measure.Weight(f.Int(name, 0, int64(shiprule.MaxWeight)))
}
