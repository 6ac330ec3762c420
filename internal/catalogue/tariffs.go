package catalogue

import (
	"fmt"
	"slices"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

// tariffsFile is tariffs.toml, whose first lines explain it.
type tariffsFile struct {
	Version string       `toml:"version"`
	From    string       `toml:"from"`
	Sheet   []sheetEntry `toml:"sheet"`
	Rate    []rateEntry  `toml:"rate"`
	Times   timesEntry   `toml:"times"`
}

type sheetEntry struct {
	Channel     string   `toml:"channel"`
	File        string   `toml:"file"`
	Currency    string   `toml:"currency"`
	Divisor     int64    `toml:"divisor"`
	Bands       []string `toml:"bands"`
	SampleBands []int64  `toml:"sample_bands"`
	From        string   `toml:"from"`
	Sample      bool     `toml:"sample"`
	Source      string   `toml:"source"`
}

type rateEntry struct {
	Currency string `toml:"currency"`
	Rate     string `toml:"rate"`
	From     string `toml:"from"`
	Sample   bool   `toml:"sample"`
	Source   string `toml:"source"`
}

type timesEntry struct {
	Receipt  int    `toml:"receipt"`
	Release  int    `toml:"release"`
	Silent   int    `toml:"silent"`
	Stranded int    `toml:"stranded"`
	From     string `toml:"from"`
	Sample   bool   `toml:"sample"`
	Source   string `toml:"source"`
}

func readTariffs() (tariffsFile, error) {
	var file tariffsFile
	err := readTOML("tariffs.toml", &file)
	return file, err
}

func (f tariffsFile) version() (tariff.Version, error) {
	from, err := channel.ParseDate(f.From)
	return tariff.Version{Number: f.Version, From: from}, err
}

func (f tariffsFile) prices() ([]tariff.Price, error) {
	var out []tariff.Price
	for _, e := range f.Sheet {
		prices, err := e.prices()
		if err != nil {
			return nil, fmt.Errorf("tariff of %s: %w", e.Channel, err)
		}
		out = append(out, prices...)
	}
	return out, nil
}

// prices returns a price for every line of the sheet.
func (e sheetEntry) prices() ([]tariff.Price, error) {
	var p problems
	price := tariff.Price{
		Channel:  channel.Code(e.Channel),
		Currency: read(&p, money.ParseCurrency, e.Currency),
		Divisor:  e.Divisor,
		Origin:   read(&p, since(e.Source, e.Sample), e.From),
	}
	var bands []tariff.Band
	for _, text := range e.Bands {
		b := read(&p, band, text)
		b.Sample = slices.Contains(e.SampleBands, int64(b.UpTo))
		bands = append(bands, b)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	return rows("prices/"+e.File, func(l line, p *problems) tariff.Price { return filled(price, bands, l, p) })
}

// filled returns a price with country and figures of a line.
func filled(price tariff.Price, bands []tariff.Band, l line, p *problems) tariff.Price {
	price.Country = read(p, country, l.text("country"))
	price.MinWeight = measure.Weight(read(p, whole, l.text("min_g")))
	price.Bands = slices.Clone(bands)
	for i, b := range price.Bands {
		price.Bands[i].Rate = read(p, hundredths, l.text(fmt.Sprintf("rate_%d", b.UpTo)))
		price.Bands[i].Fee = read(p, hundredths, l.text(fmt.Sprintf("fee_%d", b.UpTo)))
	}
	return price
}

// band reads heaviest grams and kind of a band, and for steps first and further
// grams: "150 per_gram", "30000 per_step 500 500".
func band(s string) (tariff.Band, error) {
	words := strings.Fields(s)
	var p problems
	number := func(i int) measure.Weight {
		if i >= len(words) {
			return 0
		}
		return measure.Weight(read(&p, whole, words[i]))
	}
	if len(words) < 2 {
		return tariff.Band{}, tariff.ErrBandKind.With("Text", s)
	}
	b := tariff.Band{UpTo: number(0), Kind: read(&p, tariff.ParseBandKind, words[1]), First: number(2), Step: number(3)}
	return b, p.err()
}

func (f tariffsFile) rates() ([]tariff.ExchangeRate, error) {
	var p problems
	var out []tariff.ExchangeRate
	for _, e := range f.Rate {
		out = append(out, tariff.ExchangeRate{
			Currency: read(&p, money.ParseCurrency, e.Currency),
			Rate:     read(&p, money.ParseRate, e.Rate),
			Origin:   read(&p, since(e.Source, e.Sample), e.From),
		})
	}
	return out, p.err()
}

func (f tariffsFile) times() ([]tariff.Times, error) {
	e := f.Times
	origin, err := since(e.Source, e.Sample)(e.From)
	return []tariff.Times{{Receipt: e.Receipt, Release: e.Release, Silent: e.Silent, Stranded: e.Stranded, Origin: origin}}, err
}
