package sqlstore_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/money"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

// owners is a database with the catalogue, a store and its owner.
func owners(t *testing.T) (*db.DB, *sqlstore.Catalogue, tariffimport.Change) {
	t.Helper()
	d, records := loaded(t)
	c := tariffimport.Change{Store: dbtest.Store(t, d), Kind: tariffimport.Rate, From: "2026-12-01", About: "USD", Rows: 1, At: sample.Moment}
	c.Person = dbtest.Member(t, d, c.Store, "owner@example.com", account.Owner)
	return d, records, c
}

// made adds a change with its rows.
func made(t *testing.T, d *db.DB, records *sqlstore.Catalogue, c tariffimport.Change, rows tariff.Data) (tariffimport.Change, error) {
	t.Helper()
	err := d.InTx(t.Context(), func(ctx context.Context) (err error) {
		c, err = records.AddChange(ctx, c, tariffimport.Rows{Tariffs: rows})
		return err
	})
	return c, err
}

func TestAChangeComesBackAsItWasMade(t *testing.T) {
	d, records, c := owners(t)
	uploads := sqlstore.NewTariffUploads(d)
	u := tariffimport.Upload{Store: c.Store, Person: c.Person, Name: "prices.csv", Sum: "abc", At: sample.Moment}
	var err error
	if u.ID, err = uploads.Insert(t.Context(), u, []byte("a,b")); err != nil {
		t.Fatal(err)
	}
	c.Kind, c.Upload, c.About = tariffimport.Prices, u.ID, u.Name
	price := tariff.Price{
		Channel: channel.EPacket, Country: "US", Currency: money.USD, MinWeight: 50, Divisor: 8000,
		Bands: []tariff.Band{
			{UpTo: 500, Kind: tariff.PerGram, Rate: 9000, Fee: 100}, {UpTo: 900, Kind: tariff.PerStep, Rate: 1, Fee: 2, First: 3, Step: 4},
		},
		Origin: channel.Origin{From: c.From, Source: u.Name},
	}
	if c, err = made(t, d, records, c, tariff.Data{Prices: []tariff.Price{price}}); err != nil || c.Number != "own.1" {
		t.Fatalf("%+v, %v", c, err)
	}
	c.PersonName, price.Version, price.Own = "Li Wei", c.Version, true
	if got, err := records.Changes(t.Context(), c.Store); err != nil || !cmp.Equal(got, []tariffimport.Change{c}) {
		t.Errorf("%s, %v", cmp.Diff([]tariffimport.Change{c}, got), err)
	}
	rows, err := records.Tariffs(t.Context(), c.Store)
	if diff := cmp.Diff(price, rows.Prices[len(rows.Prices)-1]); diff != "" || err != nil {
		t.Error(diff, err)
	}
	u.PersonName = c.PersonName
	if got, err := uploads.Get(t.Context(), c.Store, u.ID); err != nil || !cmp.Equal(got, u) {
		t.Errorf("%s, %v", cmp.Diff(u, got), err)
	}
	if content, err := uploads.Content(t.Context(), c.Store, u.ID); err != nil || string(content) != "a,b" {
		t.Errorf("%q, %v", content, err)
	}
}

func TestAFileMakesOneVersion(t *testing.T) {
	d, records, c := owners(t)
	u := tariffimport.Upload{Store: c.Store, Person: c.Person, Name: "prices.csv", Sum: "abc", At: sample.Moment}
	var err error
	if c.Upload, err = sqlstore.NewTariffUploads(d).Insert(t.Context(), u, []byte("a,b")); err != nil {
		t.Fatal(err)
	}
	if _, err := made(t, d, records, c, tariff.Data{}); err != nil {
		t.Fatal(err)
	}
	if _, err := made(t, d, records, c, tariff.Data{}); err == nil {
		t.Error("a file made two versions")
	}
	if all, err := records.Changes(t.Context(), c.Store); err != nil || len(all) != 1 {
		t.Errorf("%d changes, %v", len(all), err)
	}
}

func TestChangesAndPriceTablesAreTheStoresOwn(t *testing.T) {
	d, records, c := owners(t)
	if _, err := made(t, d, records, c, tariff.Data{Rates: []tariff.ExchangeRate{{Currency: money.USD, Rate: 70000, Origin: channel.Origin{From: c.From}}}}); err != nil {
		t.Fatal(err)
	}
	other := dbtest.Store(t, d)
	if all, err := records.Changes(t.Context(), other); err != nil || len(all) != 0 {
		t.Errorf("another store sees %v, %v", all, err)
	}
	if rows, err := records.Tariffs(t.Context(), other); err != nil || len(rows.Versions) != 1 || len(rows.Rates) != 1 {
		t.Errorf("another store sees %v, %v, %v", rows.Versions, rows.Rates, err)
	}
	c.Store, c.Person = other, dbtest.Member(t, d, other, "other@example.com", account.Owner)
	if second, err := made(t, d, records, c, tariff.Data{}); err != nil || second.Number != "own.1" {
		t.Errorf("the first change of another store is %s, %v", second.Number, err)
	}
	uploads := sqlstore.NewTariffUploads(d)
	orders := insertUpload(t, d, other, c.Person)
	for _, id := range []tariffimport.ID{orders, 99} {
		if _, err := uploads.Get(t.Context(), other, id); !errors.Is(err, tariffimport.ErrNotFound) {
			t.Errorf("upload %d: %v", id, err)
		}
		if _, err := uploads.Content(t.Context(), other, id); !errors.Is(err, tariffimport.ErrNotFound) {
			t.Errorf("content of upload %d: %v", id, err)
		}
	}
}

// insertUpload stores an upload of orders, which is no price table.
func insertUpload(t *testing.T, d *db.DB, store account.StoreID, by account.PersonID) tariffimport.ID {
	t.Helper()
	id, err := db.Insert[tariffimport.ID](t.Context(), d, `
		INSERT INTO uploads (store_id, person_id, kind, name, content, sha256, at, state, result)
		VALUES (?, ?, 'orders', 'a.csv', x'', '', 0, 'checked', '{}')
		RETURNING id`, store, by)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestPricesOfAChannelThatIsGoneDoNotKeepAStoreFromQuoting(t *testing.T) {
	d, records, c := owners(t)
	gone := tariff.Price{Channel: "GONE", Currency: money.CNY, Bands: []tariff.Band{{UpTo: 1, Kind: tariff.Fixed, Fee: 1}}, Origin: channel.Origin{From: c.From}}
	if _, err := made(t, d, records, c, tariff.Data{Prices: []tariff.Price{gone}}); err != nil {
		t.Fatal(err)
	}
	if _, err := tariff.NewService(records).Snapshot(t.Context(), c.Store); err != nil {
		t.Error(err)
	}
}

func TestRowsOfAVersionThatWasWithdrawnAreNotRead(t *testing.T) {
	d, records, c := owners(t)
	rate := tariff.ExchangeRate{Currency: money.USD, Rate: 81000, Origin: channel.Origin{From: c.From, Source: "bank"}}
	c, err := made(t, d, records, c, tariff.Data{Rates: []tariff.ExchangeRate{rate}})
	if err != nil {
		t.Fatal(err)
	}
	before, err := records.Tariffs(t.Context(), c.Store)
	if err != nil {
		t.Fatal(err)
	}
	c.WithdrawnAt = sample.Moment
	if err := records.Withdraw(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	after, err := records.Tariffs(t.Context(), c.Store)
	if err != nil || len(after.Rates) != len(before.Rates)-1 || len(after.Versions) != len(before.Versions)-1 || len(after.Prices) != len(before.Prices) {
		t.Errorf("%d rates of %d versions, before %d of %d, %v", len(after.Rates), len(after.Versions), len(before.Rates), len(before.Versions), err)
	}
	changes, err := records.Changes(t.Context(), c.Store)
	if err != nil || len(changes) != 1 || !changes[0].WithdrawnAt.Equal(sample.Moment) {
		t.Errorf("%+v, %v", changes, err)
	}
}

func TestFiguresOfAStoreLieOverThoseOfANewProgram(t *testing.T) {
	d, records, c := owners(t)
	shipped, err := catalogue.Tariffs()
	if err != nil {
		t.Fatal(err)
	}
	own := shipped.Channels[0]
	own.MaxDays, own.Discount, own.Part, own.Origin = 99, 10, channel.FiguresPart, channel.Origin{From: c.From}
	if _, err := made(t, d, records, c, tariff.Data{Channels: []channel.Channel{own}}); err != nil {
		t.Fatal(err)
	}
	next := shipped.Channels[0]
	next.NameEN = "New name"
	err = d.InTx(t.Context(), func(ctx context.Context) error {
		id, _, err := records.AddVersion(ctx, tariff.Version{Number: "next", From: "2026-01-01"})
		if err != nil {
			return err
		}
		return records.AddTariffs(ctx, id, tariff.Data{Channels: []channel.Channel{next}})
	})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := records.Tariffs(t.Context(), c.Store)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := channel.At(rows.Channels, c.From); got.MaxDays != 99 || got.Discount != 10 || got.NameEN != "New name" {
		t.Errorf("the channel is %s with %d days", got.NameEN, got.MaxDays)
	}
}
