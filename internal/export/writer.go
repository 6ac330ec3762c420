package export

import (
	"context"
	"strconv"
	"time"

	"golang.org/x/text/language"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/job"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tracking"
	"sellerdesk/internal/warehouse"
)

// writer writes values as texts of a language, and knows the file they go into.
type writer struct {
	Options
	store     account.StoreID
	zone      *time.Location
	tag       language.Tag
	words     Words
	tariffs   *tariff.Snapshot
	today     channel.Date
	directory *warehouse.Directory

	from  source
	file  job.Begun
	table Table
}

func (s *Service) writer(ctx context.Context, store account.StoreID, o Options) (*writer, error) {
	w := &writer{
		Options: o, store: store, zone: account.Store{Zone: o.Zone}.Location(), tag: language.English, words: s.Words,
		today: channel.DateOf(s.Clock.Now(store)),
	}
	if o.Language == account.Chinese {
		w.tag = language.SimplifiedChinese
	}
	var err error
	if w.tariffs, err = s.Tariffs.Snapshot(ctx, store); err != nil {
		return nil, err
	}
	w.directory, err = s.Warehouses.Directory(ctx, store)
	return w, err
}

// t is a message in the language of the table.
func (w *writer) t(key string, pairs ...any) string { return w.words(w.Language, key, pairs...) }

// word is the word for a value.
func (w *writer) word(v interface{ Key() string }) string { return w.t(v.Key()) }

func (w *writer) heads(columns []column) []string {
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = w.t(c.key)
	}
	return heads
}

func (w *writer) country(c place.Country) string {
	if c == "" {
		return ""
	}
	return c.Name(w.tag)
}

// channel is what a channel or an offline carrier is called; one that is not known any more is its code.
func (w *writer) channel(code channel.Code) string {
	if c, err := w.tariffs.Channel(code, w.today); err == nil {
		return c.Name(w.tag)
	}
	c, err := tracking.CarrierOf(tracking.CarrierCode(code))
	switch {
	case err != nil:
		return string(code)
	case w.Language == account.Chinese:
		return c.NameCN
	}
	return c.Name
}

func (w *writer) warehouse(code string) string {
	h, err := w.directory.Warehouse(code)
	switch {
	case err != nil:
		return code
	case w.Language == account.Chinese:
		return h.NameCN
	}
	return h.NameEN
}

func (w *writer) yes(is bool) string {
	if is {
		return w.t("export_yes")
	}
	return ""
}

// amount writes an amount; none is empty.
func amount(m money.Money) string {
	if m.Currency == "" {
		return ""
	}
	return m.Decimal()
}

// count writes a whole number; none is empty.
func count[T ~int | ~int64](n T) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatInt(int64(n), 10)
}
