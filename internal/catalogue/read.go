package catalogue

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// problems are what is wrong with an entry of a file.
type problems []error

func (p problems) err() error { return errors.Join(p...) }

// read turns a text into a value, or notes that it cannot.
func read[T any](p *problems, parse func(string) (T, error), s string) T {
	v, err := parse(s)
	if err != nil {
		*p = append(*p, err)
	}
	return v
}

// readAll turns the words of a text into values.
func readAll[T any](p *problems, parse func(string) (T, error), s string) []T {
	var out []T
	for _, word := range strings.Fields(s) {
		out = append(out, read(p, parse, word))
	}
	return out
}

// readTOML reads a file into v; an entry that v does not know is an error.
func readTOML(name string, v any) error {
	meta, err := toml.DecodeFS(files, "data/"+name, v)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("%s: unknown entries %v", name, unknown)
	}
	return nil
}

// country reads a country code, or "*" as what stands for every other country.
func country(s string) (place.Country, error) {
	if s == "*" {
		return "", nil
	}
	c, err := place.ParseCountry(s)
	if err == nil && string(c) != s {
		err = place.ErrCountry.With("Text", s)
	}
	return c, err
}

// amount reads amounts of a currency; an empty text is no amount.
func amount(c money.Currency) func(string) (money.Money, error) {
	return func(s string) (money.Money, error) {
		if s == "" {
			return money.Money{}, nil
		}
		return money.Parse(s, c)
	}
}

// since reads the date from which a row with the given source holds.
func since(source string, sample bool) func(string) (channel.Origin, error) {
	return func(s string) (channel.Origin, error) {
		from, err := channel.ParseDate(s)
		if err != nil {
			return channel.Origin{}, err
		}
		cn, err := inChinese(source)
		return channel.Origin{Version: shipped, From: from, Sample: sample, Source: source, SourceCN: cn}, err
	}
}

// sources are the Chinese words for where figures come from, by the English ones.
var sources = sync.OnceValues(func() (map[string]string, error) {
	t, err := readTable("sources.tsv")
	known := map[string]string{"": ""}
	for _, cells := range t.lines {
		known[cells[t.columns["en"]]] = cells[t.columns["cn"]]
	}
	return known, err
})

// inChinese is what a source is called in Chinese; every source has to be in sources.tsv.
func inChinese(source string) (string, error) {
	known, err := sources()
	if cn, ok := known[source]; ok || err != nil {
		return cn, err
	}
	return "", fmt.Errorf("sources.tsv has no Chinese words for %q", source)
}
