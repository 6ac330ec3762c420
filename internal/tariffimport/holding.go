package tariffimport

import (
	"sellerdesk/internal/channel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// holding are the versions of which a row holds today.
func holding(rows Rows, o Overview) map[channel.VersionID]bool {
	ids := map[channel.VersionID]bool{}
	note := func(origin channel.Origin) { ids[origin.Version] = true }
	for _, p := range onDay(o.Today, rows.Tariffs.Prices) {
		note(p.Origin)
	}
	for _, c := range o.Channels {
		note(c.Origin)
		for _, changed := range c.Changed {
			note(changed)
		}
	}
	for _, r := range rows.Tariffs.Rates {
		note(rateOn(rows.Tariffs.Rates, r.Currency, o.Today).Origin)
	}
	for _, country := range countriesOf(rows.Tariffs.Permissions) {
		note(PermissionOn(rows.Tariffs.Permissions, country, o.Today).Origin)
	}
	note(TimesOn(rows.Tariffs.Times, o.Today).Origin)
	placesHolding(rows, o.Today, note)
	return ids
}

// placesHolding notes the versions of rows about warehouses that hold on a day.
func placesHolding(rows Rows, day channel.Date, note func(channel.Origin)) {
	today := rows.Warehouses.On(day)
	for _, w := range today.Warehouses {
		note(w.Origin)
	}
	for _, a := range today.Areas {
		note(a.Origin)
	}
	for _, h := range rows.Warehouses.HolidaysOn(day) {
		note(h.Origin)
	}
}

// countriesOf are the countries that permissions name.
func countriesOf(all []tariff.Permission) []place.Country {
	seen := map[place.Country]bool{}
	var countries []place.Country
	for _, p := range all {
		if !seen[p.Country] {
			seen[p.Country] = true
			countries = append(countries, p.Country)
		}
	}
	return countries
}
