// Package catalogue holds the channels, tariffs, platform rules and warehouses
// that ship with the program, and loads them into the database.
//
// The files under data are the project's own form of what carriers publish; each
// says where its figures come from, and what is a sample so that a channel can
// be used. They are loaded once per version, whose number is in tariffs.toml: a
// change of the data needs a new number.
package catalogue

import (
	"embed"

	"sellerdesk/internal/tariff"
)

//go:embed data
var files embed.FS

// shipped is the id of the version before a database has given it one.
const shipped = 1

// Tariffs returns channels, prices, rates, platform rules and label countries
// that ship with the program, as one version.
func Tariffs() (tariff.Data, error) {
	var p problems
	file := do(&p, readTariffs)
	version := do(&p, file.version)
	version.ID = shipped
	d := tariff.Data{
		Versions:    []tariff.Version{version},
		Channels:    do(&p, readChannels),
		Prices:      do(&p, file.prices),
		Rates:       do(&p, file.rates),
		Permissions: do(&p, readPermissions),
		Times:       do(&p, file.times),
		Countries:   do(&p, readCountries),
	}
	return d, p.err()
}

// do returns what a function reads, or notes what is wrong.
func do[T any](p *problems, fn func() (T, error)) T {
	v, err := fn()
	if err != nil {
		*p = append(*p, err)
	}
	return v
}
