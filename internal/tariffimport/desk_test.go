package tariffimport_test

import (
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/prices"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/warehouse"
)

// The days around the clock of the tests, which shows 20 November 2026 in China.
const (
	yesterday channel.Date = "2026-11-19"
	today     channel.Date = "2026-11-20"
	tomorrow  channel.Date = "2026-11-21"
)

// desk is a store whose owner changes tariffs, beside another store.
type desk struct {
	*tariffimport.Service
	t       testing.TB
	db      *db.DB
	tariffs *tariff.Service
	places  *warehouse.Service
	clock   *sample.Clock
	store   account.StoreID
	other   account.StoreID
	owner   account.PersonID
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	d := &desk{t: t, db: dbtest.New(t), clock: sample.NewClock()}
	d.store, d.other = dbtest.Store(t, d.db), dbtest.Store(t, d.db)
	d.owner = dbtest.Member(t, d.db, d.store, "owner@example.com", account.Owner)
	records := prices.Load(t, d.db, prices.Few...)
	d.tariffs, d.places = tariff.NewService(records), warehouse.NewService(records, d.clock)
	d.Service = &tariffimport.Service{
		Table: readTable, Records: records, Uploads: sqlstore.NewTariffUploads(d.db), Snapshots: []tariffimport.Memory{d.tariffs, d.places},
		History: history.NewLog(sqlstore.NewHistory(d.db), d.clock, d.clock.Wall), Clock: d.clock, Tx: d.db,
	}
	return d
}

func readTable(name string, content []byte) ([]tariffimport.Line, error) {
	table, err := sheet.Read(name, content)
	var all []tariffimport.Line
	for _, r := range table.Rows {
		all = append(all, tariffimport.Line(r))
	}
	return all, err
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// uploaded uploads rows below the header.
func (d *desk) uploaded(rows ...string) tariffimport.ID {
	d.t.Helper()
	id, err := d.Upload(d.t.Context(), d.store, d.owner, `C:\prices\2026 winter.csv`, []byte(head+strings.Join(rows, "\n")+"\n"))
	d.must(err)
	return id
}

// checked is the check of an upload for a day.
func (d *desk) checked(id tariffimport.ID, day channel.Date) tariffimport.Check {
	d.t.Helper()
	c, err := d.Check(d.t.Context(), d.store, id, day)
	d.must(err)
	return c
}

// applied applies rows from a day on.
func (d *desk) applied(day channel.Date, rows ...string) tariffimport.Change {
	d.t.Helper()
	id := d.uploaded(rows...)
	made, err := d.Apply(d.t.Context(), d.store, d.owner, id, day, d.checked(id, day).Seen)
	d.must(err)
	return made
}

// editing is a change from a day on, made by the owner who looks at what holds now.
func (d *desk) editing(from channel.Date) tariffimport.Edit {
	d.t.Helper()
	o, err := d.Overview(d.t.Context(), d.store)
	d.must(err)
	return tariffimport.Edit{Store: d.store, Person: d.owner, From: from, Source: "contract", Seen: o.Seen}
}

// figures changes the figures of ePacket from a day on.
func (d *desk) figures(f channel.Figures, from channel.Date) (tariffimport.Change, error) {
	d.t.Helper()
	return d.ChangeChannel(d.t.Context(), d.editing(from), channel.EPacket, channel.FiguresPart, f.In(channel.Channel{}))
}

// plan is what 200 g cost on a day, as a store sees it.
func (d *desk) plan(store account.StoreID, code channel.Code, to place.Country, day channel.Date) tariff.Plan {
	d.t.Helper()
	s, err := d.tariffs.Snapshot(d.t.Context(), store)
	d.must(err)
	p, err := s.Plan(code, tariff.Query{Destination: to, Weight: measure.Weight(200), Category: channel.Ordinary, Date: day})
	d.must(err)
	return p
}

// price is the price of the plan, as a number.
func (d *desk) price(store account.StoreID, code channel.Code, to place.Country, day channel.Date) string {
	d.t.Helper()
	return d.plan(store, code, to, day).Price.Decimal()
}

// versions are the numbers of the versions a store sees, the newest first.
func (d *desk) versions(store account.StoreID) []string {
	d.t.Helper()
	o, err := d.Overview(d.t.Context(), store)
	d.must(err)
	var all []string
	for _, v := range o.Versions {
		all = append(all, v.Number)
	}
	return all
}

// wait moves the clock of the tests.
func (d *desk) wait(days int) { d.clock.Advance(time.Duration(days) * 24 * time.Hour) }
