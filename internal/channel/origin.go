package channel

import (
	"cmp"
	"slices"
	"time"

	"golang.org/x/text/language"

	"sellerdesk/internal/errs"
)

// ErrDate reports a text that is no date.
var ErrDate = errs.New(errs.Invalid, "channel_bad_date")

// Date is a day in China, such as "2026-03-14": tariffs, rates and suspensions
// change at midnight there, whatever the store's own zone is.
type Date string

// china is the one time zone of China, which has no summer time.
var china = time.FixedZone("CST", 8*60*60)

// DateOf returns the day it is in China at a moment.
func DateOf(t time.Time) Date { return Date(t.In(china).Format(time.DateOnly)) }

// ParseDate reads a day written like 2026-03-14.
func ParseDate(s string) (Date, error) {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", ErrDate.With("Text", s)
	}
	return Date(s), nil
}

// VersionID identifies one loading of catalogue rows: that of a program version, or an owner's import.
// Later loadings have higher ids.
type VersionID int64

// Origin says where a row of the catalogue comes from and from when it holds.
type Origin struct {
	Version VersionID
	Own     bool // the store's own row, which wins over the installation's from its date on
	From    Date
	Sample  bool   // invented so that the channel can be used; pages say so
	Source  string // where the figures come from

	SourceCN string // the same in Chinese; empty for what an owner wrote
}

// SourceIn is where the figures come from, in a language of the site.
func (o Origin) SourceIn(lang language.Tag) string {
	if base, _ := lang.Base(); base.String() == "zh" && o.SourceCN != "" {
		return o.SourceCN
	}
	return o.Source
}

// Provenance returns the origin of the row that embeds it.
func (o Origin) Provenance() Origin { return o }

// Row is a row of the catalogue: it embeds an Origin.
type Row interface{ Provenance() Origin }

// Rank sorts rows that say something about the same thing, the one that wins first:
// a store's own rows before the installation's, later dates and later loadings before earlier ones.
func Rank[R Row](rows []R) {
	slices.SortStableFunc(rows, func(x, y R) int {
		a, b := x.Provenance(), y.Provenance()
		if a.Own != b.Own {
			if a.Own {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(b.Version, a.Version))
	})
}

// InForce returns the row of a ranked list that holds on a day, if any does.
func InForce[R Row](ranked []R, on Date) (R, bool) {
	for _, r := range ranked {
		if r.Provenance().From <= on {
			return r, true
		}
	}
	var none R
	return none, false
}
