package logistics

import (
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/tariff"
	views "sellerdesk/views/logistics"
	"sellerdesk/views/ui"
)

// restrictions shows what a channel takes, or all of them, of a category or of all.
func (h *handler) restrictions(c echo.Context) error {
	r, err := h.read(c)
	if err != nil {
		return err
	}
	p := views.RestrictionsPage{All: r.tariffs.Channels(r.today), Orders: orderRules(r)}
	p.Shown, p.Category, p.Names = p.All, category(r.form), ui.ChannelsOf(p.All)
	p.Countries, p.MayChange = destinations(r.tariffs), h.pages.Visitor(c).May(account.Manage)
	if code := chosen(r.form, p.All); code != "" {
		p.Shown = slices.DeleteFunc(slices.Clone(p.All), func(one channel.Channel) bool { return one.Code != code })
	}
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.Restrictions, "logistics_restrictions"); err != nil {
		return err
	}
	p.Form = r.form.View()
	return h.pages.Render(c, r.form.Status(), views.Restrictions(p))
}

// orderRules are what the platform allows by country and order amount: countries with the
// same rule together, every other country last.
func orderRules(r request) []views.OrderRule {
	var rules []views.OrderRule
	for _, to := range destinations(r.tariffs) {
		p, ok := r.tariffs.Permission(to, r.today)
		if !ok || p.Country == tariff.AnyCountry {
			continue
		}
		i := slices.IndexFunc(rules, func(o views.OrderRule) bool {
			return o.Origin == p.Origin && slices.EqualFunc(o.Allowances, p.Allowances, alike)
		})
		if i < 0 {
			i, rules = len(rules), append(rules, views.OrderRule{Allowances: p.Allowances, Origin: p.Origin})
		}
		rules[i].Countries = append(rules[i].Countries, to)
	}
	if other, ok := r.tariffs.Permission(tariff.AnyCountry, r.today); ok {
		rules = append(rules, views.OrderRule{Allowances: other.Allowances, Origin: other.Origin})
	}
	return rules
}

// alike reports whether two allowances say the same.
func alike(a, b tariff.Allowance) bool {
	return a.UpTo == b.UpTo && slices.Equal(a.Tiers, b.Tiers) && slices.Equal(a.Channels, b.Channels) &&
		slices.Equal(a.SpecialTiers, b.SpecialTiers)
}
