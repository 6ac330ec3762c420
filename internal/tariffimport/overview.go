package tariffimport

import (
	"cmp"
	"context"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

// State is whether the rows of a version hold.
type State string

// The states of a version.
const (
	Coming   State = "coming"   // its day is not there yet
	InForce  State = "in_force" // at least one of its rows holds today
	Replaced State = "replaced" // later rows hold instead of all of its own

	Withdrawn State = "withdrawn" // its owner took it back before its day
)

// States lists every state.
var States = []State{Coming, InForce, Replaced, Withdrawn}

// Key is the key of the state's message.
func (s State) Key() string { return "tariffimport_state_" + string(s) }

// Version is a loading of the catalogue: the installation's, or a change of an owner.
type Version struct {
	tariff.Version
	State  State
	Change Change // of an owner; zero for the installation's
	Lanes  int    // prices it has
	Holds  int    // of these today
	Sample int    // prices of which figures are samples
}

// Overview is what a store's tariffs are made of.
type Overview struct {
	Today    channel.Date
	Versions []Version             // the newest first, with those that were withdrawn
	Rates    []tariff.ExchangeRate // of the US dollar, the latest day first
	Rate     tariff.ExchangeRate   // that holds today
	Channels []channel.Channel     // there are today, by code
	Seen     channel.VersionID     // the newest version that counts or will

	Permissions []tariff.Permission // all rows of the platform's rules by order amount
	Times       tariff.Times        // of today
}

// Overview returns the versions a store sees, and its exchange rates.
func (s *Service) Overview(ctx context.Context, store account.StoreID) (Overview, error) {
	d, err := s.Records.Tariffs(ctx, store)
	if err != nil {
		return Overview{}, err
	}
	places, err := s.Records.Warehouses(ctx, store)
	if err != nil {
		return Overview{}, err
	}
	changes, err := s.Records.Changes(ctx, store)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{Today: s.Today(store), Channels: channelsOn(d.Channels, s.Today(store))}
	o.Versions = versions(d, changes, holding(Rows{d, places}, o), o.Today)
	o.Seen, o.Permissions, o.Times = newest(d.Versions), d.Permissions, TimesOn(d.Times, o.Today)
	o.Rates = slices.SortedStableFunc(slices.Values(d.Rates), func(a, b tariff.ExchangeRate) int {
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.Version, a.Version))
	})
	if len(o.Rates) > 0 {
		o.Rate = rateOn(d.Rates, o.Rates[0].Currency, o.Today)
	}
	return o, nil
}

// Coming are the changes of a kind, about a thing, that are to come.
func (o Overview) Coming(kind ChangeKind, about string) []Version {
	return slices.DeleteFunc(slices.Clone(o.Versions), func(v Version) bool {
		return v.State != Coming || v.Change.Kind != kind || v.Change.About != about
	})
}

// versions are the versions of some rows, the newest first.
func versions(d tariff.Data, changes []Change, holding map[channel.VersionID]bool, today channel.Date) []Version {
	byID := map[channel.VersionID]*Version{}
	var all []Version
	for _, v := range d.Versions {
		all = append(all, Version{Version: v})
	}
	for _, c := range changes {
		if c.Withdrawn() {
			all = append(all, Version{Version: tariff.Version{ID: c.Version, Number: c.Number, From: c.From, Own: true}, State: Withdrawn})
		}
	}
	slices.SortFunc(all, func(a, b Version) int { return cmp.Compare(b.ID, a.ID) })
	for i := range all {
		byID[all[i].ID] = &all[i]
		if all[i].State != Withdrawn {
			all[i].State = state(all[i].Version, holding[all[i].ID], today)
		}
	}
	for _, c := range changes {
		if v := byID[c.Version]; v != nil {
			v.Change = c
		}
	}
	for _, p := range d.Prices {
		byID[p.Version].count(p)
	}
	for _, p := range onDay(today, d.Prices) {
		byID[p.Version].Holds++
	}
	return all
}

// count counts a price of the version.
func (v *Version) count(p tariff.Price) {
	v.Lanes++
	if p.Sample || slices.ContainsFunc(p.Bands, func(b tariff.Band) bool { return b.Sample }) {
		v.Sample++
	}
}

// state is the state of a version, of which some rows hold today or none.
func state(v tariff.Version, holds bool, today channel.Date) State {
	switch {
	case holds:
		return InForce
	case v.From > today:
		return Coming
	}
	return Replaced
}

// channelsOn are the channels there are on a day, by code.
func channelsOn(all []channel.Channel, day channel.Date) []channel.Channel {
	byCode := map[channel.Code][]channel.Channel{}
	for _, c := range all {
		byCode[c.Code] = append(byCode[c.Code], c)
	}
	var found []channel.Channel
	for _, rows := range byCode {
		if c, known := channel.At(rows, day); known {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b channel.Channel) int { return cmp.Compare(a.Code, b.Code) })
	return found
}

// Comparison is what two tariffs say about the same lanes.
type Comparison struct {
	Before, After channel.Date           // the days on which they are looked at
	Differences   []Difference           // by channel, country and weight, without what is the same
	Lanes         int                    // that differ
	Rates         [2]tariff.ExchangeRate // of the US dollar, before and after
	Figures       []FigureChange         // channels that are in both, by code
}

// Differs reports whether anything is not the same.
func (c Comparison) Differs() bool { return c.Lanes > 0 || len(c.Figures) > 0 || c.RateDiffers() }

// RateDiffers reports whether a dollar costs another amount.
func (c Comparison) RateDiffers() bool { return c.Rates[0].Rate != c.Rates[1].Rate }

// FigureChange is a channel of which a part differs between two tariffs.
type FigureChange struct {
	Before, After channel.Channel
}

// Compare compares two tariffs of a store. Each is that of a day, such as "2026-11-20", or of a
// version, such as "own.2": the tariff as it is on the day that version begins, without
// later versions. code is the channel looked at; empty is every one.
func (s *Service) Compare(ctx context.Context, store account.StoreID, before, after string, code channel.Code) (Comparison, error) {
	d, err := s.Records.Tariffs(ctx, store)
	if err != nil {
		return Comparison{}, err
	}
	if code != "" {
		d.Prices = slices.DeleteFunc(d.Prices, func(p tariff.Price) bool { return p.Channel != code })
	}
	var c Comparison
	b, err := at(d, before, &c.Before)
	if err != nil {
		return Comparison{}, err
	}
	a, err := at(d, after, &c.After)
	if err != nil {
		return Comparison{}, err
	}
	c.comparePrices(onDay(c.Before, b.Prices), onDay(c.After, a.Prices))
	c.Rates = [2]tariff.ExchangeRate{rateOn(b.Rates, money.USD, c.Before), rateOn(a.Rates, money.USD, c.After)}
	for _, now := range channelsOn(a.Channels, c.After) {
		was, known := channelOn(b.Channels, now.Code, c.Before)
		differs := func(p channel.Part) bool { return Differs(p, was, now) }
		if known && slices.ContainsFunc(channel.Parts, differs) && (code == "" || code == now.Code) {
			c.Figures = append(c.Figures, FigureChange{was, now})
		}
	}
	return c, nil
}

// comparePrices notes the lanes that differ.
func (c *Comparison) comparePrices(before, after table) {
	lanes := table{}
	for _, t := range []table{before, after} {
		for lane, p := range t {
			lanes[lane] = p
		}
	}
	c.Differences = slices.DeleteFunc(compare(before, after, lanes.sorted()), func(d Difference) bool { return d.Trend() == Same })
	c.Lanes = len(changed(c.Differences))
}

// at are the rows that count on a day, or as it was with a version and none after it, and the day.
func at(d tariff.Data, point string, day *channel.Date) (tariff.Data, error) {
	if of, err := channel.ParseDate(point); err == nil {
		*day = of
		return d, nil
	}
	i := slices.IndexFunc(d.Versions, func(v tariff.Version) bool { return v.Number == point })
	if i < 0 {
		return tariff.Data{}, ErrVersion.With("Text", point)
	}
	v := d.Versions[i]
	*day = v.From
	d.Prices, d.Rates, d.Channels = until(v, d.Prices), until(v, d.Rates), until(v, d.Channels)
	return d, nil
}

// until are the rows without those that owners added after a version.
func until[R channel.Row](v tariff.Version, rows []R) []R {
	return slices.DeleteFunc(slices.Clone(rows), func(r R) bool {
		o := r.Provenance()
		return o.Own && (!v.Own || o.Version > v.ID)
	})
}

// Prices are the prices of a channel that hold on a day, by country; an empty code is every channel.
func (s *Service) Prices(ctx context.Context, store account.StoreID, code channel.Code, day channel.Date) ([]tariff.Price, error) {
	d, err := s.Records.Tariffs(ctx, store)
	if err != nil {
		return nil, err
	}
	t := onDay(day, d.Prices)
	var all []tariff.Price
	for _, lane := range t.sorted() {
		if code == "" || lane.Channel == code {
			all = append(all, t[lane])
		}
	}
	return all, nil
}
