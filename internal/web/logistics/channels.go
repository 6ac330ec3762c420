package logistics

import (
	"cmp"
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/web/form"
	views "sellerdesk/views/logistics"
	"sellerdesk/views/plans"
	"sellerdesk/views/ui"
)

// channels lists the services, those of one tier after the other.
func (h *handler) channels(c echo.Context) error {
	r, err := h.read(c)
	if err != nil {
		return err
	}
	all := services(r)
	p := views.ChannelsPage{Countries: destinations(r.tariffs), Total: len(all), To: country(r.form, destinations(r.tariffs))}
	tier, goods := tier(r.form), category(r.form)
	p.Shown = slices.DeleteFunc(all, func(s views.Service) bool {
		return tier != "" && s.Tier != tier || !carries(s, goods, p.To) || !reaches(s, p.To)
	})
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.ChannelList, "ui_item_channels"); err != nil {
		return err
	}
	p.Form = r.form.View()
	return h.pages.Render(c, r.form.Status(), views.Channels(p))
}

// services are the channels of the day with where they go, by tier.
func services(r request) []views.Service {
	var all []views.Service
	for _, c := range r.tariffs.Channels(r.today) {
		all = append(all, views.Service{Channel: c, Served: served(r, c)})
	}
	slices.SortStableFunc(all, func(a, b views.Service) int {
		return cmp.Compare(slices.Index(channel.Tiers, a.Tier), slices.Index(channel.Tiers, b.Tier))
	})
	return all
}

// served are the countries a channel goes to: it is not suspended there, and there is a price.
func served(r request, c channel.Channel) []place.Country {
	return slices.DeleteFunc(destinations(r.tariffs), func(to place.Country) bool {
		if !c.Reach.Includes(to) || c.Reach.IsSuspended(to) {
			return true
		}
		_, priced := r.tariffs.Price(c.Code, to, r.today)
		return !priced
	})
}

// destinations are the countries to which parcels go at all.
func destinations(s *tariff.Snapshot) []place.Country {
	return slices.DeleteFunc(s.Countries(), func(c place.Country) bool { return c == place.China })
}

// reaches reports whether a service goes to a country or would if it were not suspended; none is any.
func reaches(s views.Service, to place.Country) bool {
	return to == "" || slices.Contains(s.Served, to) || s.Reach.Includes(to) && s.Reach.IsSuspended(to)
}

// carries reports whether a service takes goods of a category to a country; none is any.
func carries(s views.Service, k channel.Category, to place.Country) bool {
	switch {
	case k == "":
		return true
	case to == "":
		return slices.Contains(s.Goods.Accepted, k)
	}
	return s.Goods.Accepts(k, to)
}

// country reads the country that is asked about; empty is every one.
func country(f *form.Form, all []place.Country) place.Country {
	if !f.Filled("country") {
		return ""
	}
	return form.OneOf(f, "country", all)
}

// tier reads the tier that is asked about; empty is every one.
func tier(f *form.Form) channel.Tier {
	if !f.Filled("tier") {
		return ""
	}
	return form.OneOf(f, "tier", channel.Tiers)
}

// channel shows one channel with its tariff.
func (h *handler) channel(c echo.Context) error {
	r, err := h.read(c)
	if err != nil {
		return err
	}
	one, err := r.tariffs.Channel(channel.Code(c.Param("code")), r.today)
	if err != nil {
		return err
	}
	directory, err := h.Warehouses.Directory(c.Request().Context(), h.pages.Store(c))
	if err != nil {
		return err
	}
	p := views.ChannelPage{
		Service: views.Service{Channel: one, Served: served(r, one)}, Countries: destinations(r.tariffs),
		MayChange: h.pages.Visitor(c).Role.May(account.Manage), Version: r.tariffs.VersionOf, Warehouses: directory.Warehouses(one.Code), To: country(r.form, destinations(r.tariffs)),
	}
	p.Cities, p.Everywhere = directory.Cities(one.Code)
	p.Areas = directory.Areas(one.Code)
	p.Coming = r.tariffs.Coming(one.Code, r.today)
	lanes := r.tariffs.Lanes(one.Code, r.today)
	p.Loadings, p.Lanes = views.Loadings(lanes, r.tariffs.VersionOf), asked(lanes, p.To)
	p.Rate, _ = r.tariffs.Rate(money.USD, r.today)
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.ChannelList, "ui_item_channels"); err != nil {
		return err
	}
	p.Frame.Title = plans.Name(c.Request().Context(), one)
	p.Form = r.form.View()
	return h.pages.Render(c, r.form.Status(), views.Channel(p))
}

// asked are the lanes that hold for a country: its own, or that for every other country.
func asked(lanes []tariff.Lane, to place.Country) []tariff.Lane {
	if to == "" {
		return lanes
	}
	for _, country := range []place.Country{to, tariff.AnyCountry} {
		i := slices.IndexFunc(lanes, func(l tariff.Lane) bool { return l.Country == country })
		if i >= 0 {
			return lanes[i : i+1]
		}
	}
	return nil
}
