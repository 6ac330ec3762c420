package tariffs

import (
	"cmp"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/tariffs"
	"sellerdesk/views/ui"
)

// rule is the form for what the platform allows for orders to a country.
func (h *handler) rule(c echo.Context) error {
	p, err := h.orderRule(c)
	if err != nil {
		return err
	}
	return h.showRule(c, p, p.Now, http.StatusOK)
}

// orderRule is the form of the rule for the country that the address names, as it is today.
func (h *handler) orderRule(c echo.Context) (views.RuleEditing, error) {
	country, err := ruled(c.QueryParam("country"))
	if err != nil {
		return views.RuleEditing{}, err
	}
	o, err := h.Service.Overview(c.Request().Context(), h.pages.Store(c))
	if err != nil {
		return views.RuleEditing{}, err
	}
	now := tariffimport.PermissionOn(o.Permissions, country, o.Today)
	p := views.RuleEditing{Country: country, Channels: o.Channels, Rows: max(views.RuleRows, len(now.Allowances)+1)}
	p.Seen, p.Now, p.Origin, p.Sample = o.Seen, views.FillRule(now, h.tomorrow(c)), now.Origin, now.Sample
	p.Coming = o.Coming(tariffimport.OrderRule, cmp.Or(string(country), tariffimport.EveryOther))
	p.Action, p.Back = link.OrderRule("country", string(country)), link.Restrictions()+"#order-rules"
	return p, nil
}

// errNoCountry is the answer to an address that names no country to which parcels go.
var errNoCountry = errs.New(errs.NotFound, "tariffs_no_country")

// ruled reads the country of an address by its code; none is every country without a rule of its own.
func ruled(text string) (place.Country, error) {
	if text == "" {
		return tariff.AnyCountry, nil
	}
	c, err := place.ParseCountry(text)
	if err != nil || string(c) != text || c == place.China {
		return "", errNoCountry
	}
	return c, nil
}

func (h *handler) showRule(c echo.Context, p views.RuleEditing, f ui.Form, status int) error {
	key := "tariffs_rule_title"
	if p.Country == tariff.AnyCountry {
		key = "tariffs_rule_title_other"
	}
	var err error
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.Restrictions, key, "Country", p.Country); err != nil {
		return err
	}
	p.Form = f
	return h.pages.Render(c, status, views.Rule(p))
}

// changeRule changes what the platform allows for orders to a country from a day on.
func (h *handler) changeRule(c echo.Context) error {
	p, err := h.orderRule(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	rule := tariff.Permission{Country: p.Country, Allowances: allowances(f, p.Channels)}
	e := h.edit(c, f)
	if f.OK() {
		made, err := h.Service.ChangePermission(c.Request().Context(), e, rule)
		if err == nil {
			return h.changed(c, made, "tariffs_changed_rule")
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.showRule(c, p, f.View(), f.Status())
}

// allowances reads the rows of a rule, without empty ones behind the last that says something.
func allowances(f *form.Form, channels []channel.Channel) []tariff.Allowance {
	var all []tariff.Allowance
	said := 0
	for _, row := range f.Rows("rules") {
		a := tariff.Allowance{
			UpTo: filled(f, row+"up_to", in(f, money.USD)), Tiers: tiers(f, row+"tiers"), SpecialTiers: tiers(f, row+"special"),
			Channels: codes(f, row+"channels", channels),
		}
		all = append(all, a)
		if f.Filled(row+"up_to") || f.Filled(row+"channels") || len(a.Tiers)+len(a.SpecialTiers) > 0 {
			said = len(all)
		}
	}
	return all[:said]
}

// tiers reads the tiers that are ticked.
func tiers(f *form.Form, name string) []channel.Tier {
	var all []channel.Tier
	for _, text := range f.Values(name) {
		t, err := channel.ParseTier(text)
		if err != nil {
			f.Fail(name, err)
			continue
		}
		all = append(all, t)
	}
	return all
}

// codes reads a list of channels by their codes or names.
func codes(f *form.Form, name string, channels []channel.Channel) []channel.Code {
	var all []channel.Code
	for _, word := range list(f.Text(name, longestList), ";；,，、") {
		i := slices.IndexFunc(channels, func(c channel.Channel) bool { return string(c.Code) == word || c.NameEN == word || c.NameCN == word })
		if i < 0 {
			f.Problem(name, "tariffs_unknown_channel", "Text", word)
			return nil
		}
		all = append(all, channels[i].Code)
	}
	return all
}

// times is the form for how long things wait that nobody ends.
func (h *handler) times(c echo.Context) error {
	p, err := h.waits(c)
	if err != nil {
		return err
	}
	return h.showTimes(c, p, p.Now, http.StatusOK)
}

func (h *handler) waits(c echo.Context) (views.Editing, error) {
	o, err := h.Service.Overview(c.Request().Context(), h.pages.Store(c))
	return views.Editing{
		Now: views.FillTimes(o.Times, h.tomorrow(c)), Seen: o.Seen, Origin: o.Times.Origin, Sample: o.Times.Sample,
		Coming: o.Coming(tariffimport.Waits, ""), Action: link.WaitingTimes(), Back: link.Tariffs(),
	}, err
}

func (h *handler) showTimes(c echo.Context, p views.Editing, f ui.Form, status int) error {
	var err error
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.Tariffs, "tariffs_times_title"); err != nil {
		return err
	}
	p.Form = f
	return h.pages.Render(c, status, views.Times(p))
}

// changeTimes changes how long things wait from a day on.
func (h *handler) changeTimes(c echo.Context) error {
	p, err := h.waits(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	number := func(name string) int { return int(f.Int(name, 0, mostDays)) }
	t := tariff.Times{Receipt: number("receipt"), Release: number("release"), Silent: number("silent"), Stranded: number("stranded")}
	e := h.edit(c, f)
	if f.OK() {
		made, err := h.Service.ChangeTimes(c.Request().Context(), e, t)
		if err == nil {
			return h.changed(c, made, "tariffs_changed_times")
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.showTimes(c, p, f.View(), f.Status())
}
