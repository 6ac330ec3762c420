package tariff

import (
	"maps"
	"slices"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// Data are the rows of the catalogue that concern one store, in any order.
type Data struct {
	Versions    []Version
	Channels    []channel.Channel
	Prices      []Price
	Rates       []ExchangeRate
	Permissions []Permission
	Countries   []channel.LabelCountry
}

// Snapshot is an immutable picture of the catalogue as one store sees it. It may be
// used by many at once; what it returns is shared and must not be changed.
type Snapshot struct {
	id          channel.VersionID
	versions    map[channel.VersionID]Version
	codes       []channel.Code // sorted
	channels    map[channel.Code][]channel.Channel
	prices      map[lane][]Price
	rates       map[money.Currency][]ExchangeRate
	permissions map[place.Country][]Permission
	countries   map[place.Country]channel.LabelCountry
}

// lane is a channel to a country.
type lane struct {
	channel channel.Code
	country place.Country
}

// NewSnapshot checks the rows and returns a snapshot of them.
func NewSnapshot(d Data) (*Snapshot, error) {
	s := &Snapshot{
		versions:    map[channel.VersionID]Version{},
		channels:    grouped(d.Channels, func(c channel.Channel) channel.Code { return c.Code }),
		prices:      grouped(d.Prices, func(p Price) lane { return lane{p.Channel, p.Country} }),
		rates:       grouped(d.Rates, func(r ExchangeRate) money.Currency { return r.Currency }),
		permissions: grouped(d.Permissions, func(p Permission) place.Country { return p.Country }),
		countries:   map[place.Country]channel.LabelCountry{},
	}
	for _, v := range d.Versions {
		s.versions[v.ID], s.id = v, max(s.id, v.ID)
	}
	for _, c := range d.Countries {
		s.countries[c.Country] = c
	}
	s.codes = slices.Sorted(maps.Keys(s.channels))
	return s, s.check(d)
}

// grouped returns the rows by what they say something about, each group ranked.
func grouped[K comparable, R channel.Row](rows []R, key func(R) K) map[K][]R {
	groups := map[K][]R{}
	for _, r := range rows {
		groups[key(r)] = append(groups[key(r)], r)
	}
	for _, group := range groups {
		channel.Rank(group)
	}
	return groups
}

func (s *Snapshot) check(d Data) error {
	for _, p := range d.Prices {
		if _, known := s.channels[p.Channel]; !known {
			return ErrNoChannel.With("Channel", p.Channel)
		}
		if _, known := s.versions[p.Version]; !known {
			return ErrNoVersion.With("Version", p.Version)
		}
		if err := p.Check(); err != nil {
			return err
		}
	}
	for _, r := range d.Rates {
		if r.Rate <= 0 {
			return ErrRate.With("Currency", r.Currency)
		}
	}
	for _, p := range d.Permissions {
		if err := p.Check(); err != nil {
			return err
		}
	}
	return nil
}

// ID names the snapshot: that of the newest loading in it. It grows with every loading.
func (s *Snapshot) ID() channel.VersionID { return s.id }

// Version is the newest loading in the snapshot.
func (s *Snapshot) Version() Version { return s.versions[s.id] }

// Channels returns the channels there are on a day, by code.
func (s *Snapshot) Channels(on channel.Date) []channel.Channel {
	var out []channel.Channel
	for _, code := range s.codes {
		if c, ok := channel.InForce(s.channels[code], on); ok {
			out = append(out, c)
		}
	}
	return out
}

// Channel returns a channel as it is on a day, or channel.ErrNotFound.
func (s *Snapshot) Channel(code channel.Code, on channel.Date) (channel.Channel, error) {
	if c, ok := channel.InForce(s.channels[code], on); ok {
		return c, nil
	}
	return channel.Channel{}, channel.ErrNotFound.With("Channel", code)
}

// Price returns the row by which a channel charges to a country on a day, if there is one.
func (s *Snapshot) Price(code channel.Code, to place.Country, on channel.Date) (Price, bool) {
	if p, ok := channel.InForce(s.prices[lane{code, to}], on); ok {
		return p, true
	}
	return channel.InForce(s.prices[lane{code, AnyCountry}], on)
}

// Rate returns how many yuan one unit of a currency costs on a day, if a rate is on file.
func (s *Snapshot) Rate(c money.Currency, on channel.Date) (ExchangeRate, bool) {
	return channel.InForce(s.rates[c], on)
}

// Permission returns the platform's rule for orders to a country on a day, if there is one.
func (s *Snapshot) Permission(to place.Country, on channel.Date) (Permission, bool) {
	if p, ok := channel.InForce(s.permissions[to], on); ok {
		return p, true
	}
	return channel.InForce(s.permissions[AnyCountry], on)
}

// Country returns how labels name a destination; one that China Post's table lacks has only its code.
func (s *Snapshot) Country(c place.Country) channel.LabelCountry {
	if known, ok := s.countries[c]; ok {
		return known
	}
	return channel.LabelCountry{Country: c, NameEN: string(c), NameCN: string(c)}
}

// Countries returns every country the catalogue names, by code.
func (s *Snapshot) Countries() []place.Country { return slices.Sorted(maps.Keys(s.countries)) }
