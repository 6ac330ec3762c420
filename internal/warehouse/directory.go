package warehouse

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"sellerdesk/internal/channel"
)

// Data are the rows of the catalogue about warehouses, those of a day or of all days. Warehouses of a channel
// are in order of preference: the first one is used where nothing is nearer.
type Data struct {
	Warehouses []Warehouse
	Areas      []Area
	Cities     []City
	Provinces  []Province
	Holidays   []Holiday
}

// Directory is an immutable picture of warehouses and collection areas. It may be
// used by many at once; what it returns is shared and must not be changed.
type Directory struct {
	data       Data
	calendar   Calendar
	warehouses map[channel.Code][]Warehouse
	areas      map[channel.Code][]string
	cities     map[string][]City // by folded Chinese and English name; some share the latter
	provinces  map[string]Province
}

// NewDirectory checks rows that hold on one day and returns a directory of them.
func NewDirectory(d Data) (*Directory, error) {
	out := &Directory{
		data: d, calendar: NewCalendar(d.Holidays),
		warehouses: map[channel.Code][]Warehouse{}, areas: map[channel.Code][]string{},
		cities: map[string][]City{}, provinces: map[string]Province{},
	}
	for _, p := range d.Provinces {
		out.provinces[fold(p.CN)], out.provinces[fold(p.EN)] = p, p
	}
	for _, c := range d.Cities {
		for _, name := range slices.Compact([]string{fold(c.CN), fold(c.EN)}) {
			out.cities[name] = append(out.cities[name], c)
		}
		if _, known := out.provinces[fold(c.Province)]; !known {
			return nil, ErrUnknownCity.With("City", c.Province)
		}
	}
	for _, w := range d.Warehouses {
		out.warehouses[w.Channel] = append(out.warehouses[w.Channel], w)
		if err := out.knows(w.City); err != nil {
			return nil, err
		}
	}
	for _, a := range d.Areas {
		out.areas[a.Channel] = append(out.areas[a.Channel], a.City)
		if err := out.knows(a.City); err != nil && a.City != Everywhere {
			return nil, err
		}
	}
	return out, nil
}

func (d *Directory) knows(city string) error {
	if _, known := d.city(city, Province{}); !known {
		return ErrUnknownCity.With("City", city)
	}
	return nil
}

// city returns the city with a name, of several the one in the province.
func (d *Directory) city(name string, in Province) (City, bool) {
	found := d.cities[fold(name)]
	for _, c := range found {
		if c.Province == in.CN {
			return c, true
		}
	}
	if len(found) == 0 {
		return City{}, false
	}
	return found[0], true
}

// Warehouse returns the warehouse with a code, or ErrNotFound.
func (d *Directory) Warehouse(code string) (Warehouse, error) {
	i := slices.IndexFunc(d.data.Warehouses, func(w Warehouse) bool { return w.Code == code })
	if i < 0 {
		return Warehouse{}, ErrNotFound.With("Code", code)
	}
	return d.data.Warehouses[i], nil
}

// CityOf is the city a warehouse is in, with its name in both languages.
func (d *Directory) CityOf(w Warehouse) City {
	city, _ := d.city(w.City, Province{}) // NewDirectory knows them all
	return city
}

// Warehouses returns the warehouses of a channel, the preferred one first.
func (d *Directory) Warehouses(c channel.Code) []Warehouse { return d.warehouses[c] }

// Cities returns the cities in which a channel collects, as the catalogue lists
// them; everywhere is true when it collects in all of China.
func (d *Directory) Cities(c channel.Code) (cities []City, everywhere bool) {
	for _, name := range d.areas[c] {
		if name == Everywhere {
			return nil, true
		}
		city, _ := d.city(name, Province{})
		cities = append(cities, city)
	}
	return cities, false
}

// Areas returns the areas in which a channel collects, by the rows that say so.
func (d *Directory) Areas(c channel.Code) []Area {
	return slices.DeleteFunc(slices.Clone(d.data.Areas), func(a Area) bool { return a.Channel != c })
}

// Namesakes returns the warehouses of other channels at the same place: those of the same name.
func (d *Directory) Namesakes(w Warehouse) []Warehouse {
	return slices.DeleteFunc(slices.Clone(d.data.Warehouses), func(o Warehouse) bool {
		return o.NameCN != w.NameCN || o.City != w.City || o.Code == w.Code
	})
}

// Holidays returns the days without collection, the earliest first.
func (d *Directory) Holidays() []Holiday { return d.data.Holidays }

// Calendar returns the days on which parcels are collected.
func (d *Directory) Calendar() Calendar { return d.calendar }

// Pickup is where a parcel waits for its way to a channel's warehouse. Names are
// Chinese or English, with or without 省, 市, 区 and 县.
type Pickup struct {
	Channel  channel.Code
	Province string
	City     string
	District string
}

// Match is the warehouse for a pick-up address.
type Match struct {
	InRange   bool // the channel collects at the door; else Warehouse is where to send the parcel to
	Warehouse Warehouse
	Next      Collection // the next visit when in range; nothing outside
}

// Match returns the warehouse for a pick-up address, and the next collection for
// a parcel announced at the given moment. Outside the range the warehouse is the
// nearest: in the same city, in the same province, or by distance between capitals
// of provinces. A channel without warehouses is ErrNoWarehouse.
func (d *Directory) Match(p Pickup, at time.Time) (Match, error) {
	if len(d.warehouses[p.Channel]) == 0 {
		return Match{}, ErrNoWarehouse.With("Channel", p.Channel)
	}
	from := d.locate(p)
	m := Match{InRange: d.collects(p.Channel, from), Warehouse: d.nearest(p.Channel, from)}
	if m.InRange {
		m.Next = d.calendar.Next(at, m.Warehouse.Hours)
	}
	return m, nil
}

// location is a pick-up address in the words of the directory.
type location struct {
	names    []string // Chinese, the smallest first: district, city, the city it belongs to
	province Province
	known    bool // whether the province is
}

// locate finds the cities and the province of an address. A district counts only
// where it belongs to the city that is named, for districts share names.
func (d *Directory) locate(p Pickup) location {
	var l location
	l.province, l.known = d.provinces[fold(p.Province)]
	city, cityKnown := d.city(p.City, l.province)
	if district, ok := d.city(p.District, l.province); ok && (p.City == "" || cityKnown && sameCity(district, city)) {
		city, cityKnown = district, true
	}
	if cityKnown {
		l.names = []string{city.CN, city.Prefecture}
	}
	if !l.known && cityKnown {
		l.province, l.known = d.provinces[fold(city.Province)]
	}
	return l
}

func sameCity(district, city City) bool { return district.Prefecture == city.Prefecture }

func (d *Directory) collects(c channel.Code, from location) bool {
	return slices.ContainsFunc(d.areas[c], func(area string) bool {
		return area == Everywhere || slices.Contains(from.names, area)
	})
}

// nearest returns the channel's warehouse with the shortest way; of equals the preferred one.
func (d *Directory) nearest(c channel.Code, from location) Warehouse {
	return slices.MinFunc(d.warehouses[c], func(a, b Warehouse) int {
		return cmp.Compare(d.way(a, from), d.way(b, from))
	})
}

// way is how far a warehouse is: 0, 1 and 2 in the district, city and its surroundings,
// 3 in the province, beyond that a measure of distance that is only good for comparing.
func (d *Directory) way(w Warehouse, from location) int {
	city, _ := d.city(w.City, Province{})
	if i := slices.Index(from.names, city.CN); i >= 0 {
		return i
	}
	if slices.Contains(from.names, city.Prefecture) {
		return 2
	}
	to := d.provinces[fold(city.Province)]
	if !from.known {
		return 4
	}
	dy := to.Latitude - from.province.Latitude
	dx := (to.Longitude - from.province.Longitude) * 4 / 5 // a degree east is about four fifths of one north
	return 3 + dx*dx + dy*dy
}

// endings are what names of places may end in.
var endings = []string{
	"特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "新区", "省", "市", "区", "县",
	" province", " city", " district", " county",
}

// fold returns a name in the form in which names are compared.
func fold(name string) string {
	s := strings.ToLower(strings.TrimSpace(name))
	for _, e := range endings {
		if short, ok := strings.CutSuffix(s, e); ok && short != "" {
			return short
		}
	}
	return s
}
