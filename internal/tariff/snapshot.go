package tariff

import (
	"cmp"
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
	Times       []Times
	Countries   []channel.LabelCountry
}

// Snapshot is an immutable picture of the catalogue as one store sees it. It may be
// used by many at once; what it returns is shared and must not be changed.
type Snapshot struct {
	id          channel.VersionID
	versions    map[channel.VersionID]Version
	lines       []*line // by code
	rates       map[money.Currency][]*ExchangeRate
	permissions map[place.Country][]*Permission
	times       []Times // ranked
	countries   map[place.Country]channel.LabelCountry
}

// line is everything about one channel.
type line struct {
	code     channel.Code
	channels []*channel.Channel         // as it is from which day on
	prices   map[place.Country][]*Price // by country, or AnyCountry
}

// NewSnapshot checks the rows and returns a snapshot of them.
func NewSnapshot(d Data) (*Snapshot, error) {
	s := &Snapshot{
		versions:    map[channel.VersionID]Version{},
		rates:       grouped(pointers(d.Rates), func(r *ExchangeRate) money.Currency { return r.Currency }),
		permissions: grouped(pointers(d.Permissions), func(p *Permission) place.Country { return p.Country }),
		countries:   map[place.Country]channel.LabelCountry{},
	}
	for _, v := range d.Versions {
		s.versions[v.ID], s.id = v, max(s.id, v.ID)
	}
	for _, c := range d.Countries {
		s.countries[c.Country] = c
	}
	s.times = slices.Clone(d.Times)
	channel.Rank(s.times)
	channels := timelines(d.Channels)
	prices := grouped(pointers(d.Prices), func(p *Price) channel.Code { return p.Channel })
	for _, code := range slices.Sorted(maps.Keys(channels)) {
		byCountry := grouped(prices[code], func(p *Price) place.Country { return p.Country })
		s.lines = append(s.lines, &line{code, channels[code], byCountry})
	}
	return s, s.check(d)
}

// timelines returns the channels by code, each as it is from which day on.
func timelines(rows []channel.Channel) map[channel.Code][]*channel.Channel {
	byCode := map[channel.Code][]channel.Channel{}
	for _, r := range rows {
		byCode[r.Code] = append(byCode[r.Code], r)
	}
	all := map[channel.Code][]*channel.Channel{}
	for code, rows := range byCode {
		all[code] = pointers(channel.Timeline(rows))
	}
	return all
}

// pointers returns pointers to copies of the rows: a row is found without being copied again.
func pointers[R any](rows []R) []*R {
	copied := slices.Clone(rows)
	out := make([]*R, len(copied))
	for i := range copied {
		out[i] = &copied[i]
	}
	return out
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
		if s.line(p.Channel) == nil {
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
	for _, t := range d.Times {
		if err := t.Check().Err(); err != nil {
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
	for _, l := range s.lines {
		if c, ok := channel.InForce(l.channels, on); ok {
			out = append(out, *c)
		}
	}
	return out
}

// Channel returns a channel as it is on a day, or channel.ErrNotFound.
func (s *Snapshot) Channel(code channel.Code, on channel.Date) (channel.Channel, error) {
	if l := s.line(code); l != nil {
		if c, ok := channel.InForce(l.channels, on); ok {
			return *c, nil
		}
	}
	return channel.Channel{}, channel.ErrNotFound.With("Channel", code)
}

// Coming returns a channel as it will be from each day after a day on that something of it
// changes, the nearest first.
func (s *Snapshot) Coming(code channel.Code, after channel.Date) []channel.Channel {
	var out []channel.Channel
	if l := s.line(code); l != nil {
		for _, c := range slices.Backward(l.channels) {
			if c.From > after {
				out = append(out, *c)
			}
		}
	}
	return out
}

// line finds the line of a channel, nil where there is none.
func (s *Snapshot) line(code channel.Code) *line {
	i, found := slices.BinarySearchFunc(s.lines, code, func(l *line, c channel.Code) int { return cmp.Compare(l.code, c) })
	if !found {
		return nil
	}
	return s.lines[i]
}

// Price returns the row by which a channel charges to a country on a day, if there is one.
func (s *Snapshot) Price(code channel.Code, to place.Country, on channel.Date) (Price, bool) {
	if l := s.line(code); l != nil {
		if p, ok := l.price(to, on); ok {
			return *p, true
		}
	}
	return Price{}, false
}

func (l *line) price(to place.Country, on channel.Date) (*Price, bool) {
	if p, ok := channel.InForce(l.prices[to], on); ok {
		return p, true
	}
	return channel.InForce(l.prices[AnyCountry], on)
}

// Rate returns how many yuan one unit of a currency costs on a day, if a rate is on file.
func (s *Snapshot) Rate(c money.Currency, on channel.Date) (ExchangeRate, bool) {
	if r, ok := channel.InForce(s.rates[c], on); ok {
		return *r, true
	}
	return ExchangeRate{}, false
}

// Permission returns the platform's rule for orders to a country on a day, if there is one.
func (s *Snapshot) Permission(to place.Country, on channel.Date) (Permission, bool) {
	for _, country := range []place.Country{to, AnyCountry} {
		if p, ok := channel.InForce(s.permissions[country], on); ok {
			return *p, true
		}
	}
	return Permission{}, false
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
