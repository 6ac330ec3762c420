package sqlstore_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/warehouse"
)

// everyone is the store that sees the installation's rows only.
const everyone account.StoreID = 0

// loaded returns a database with the catalogue that ships with the program.
func loaded(t *testing.T) (*db.DB, *sqlstore.Catalogue) {
	t.Helper()
	d := dbtest.New(t)
	records := sqlstore.NewCatalogue(d)
	if err := catalogue.Load(t.Context(), d, records); err != nil {
		t.Fatal(err)
	}
	return d, records
}

func TestTheCatalogueComesBackAsItWasLoaded(t *testing.T) {
	_, records := loaded(t)
	want, err := catalogue.Tariffs()
	if err != nil {
		t.Fatal(err)
	}
	got, err := records.Tariffs(t.Context(), everyone)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWarehousesComeBackAsTheyWereLoaded(t *testing.T) {
	_, records := loaded(t)
	want, err := catalogue.Warehouses()
	if err != nil {
		t.Fatal(err)
	}
	got, err := records.Warehouses(t.Context(), everyone)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTheDirectoryIsReadOnce(t *testing.T) {
	_, records := loaded(t)
	service := warehouse.NewService(records, sample.NewClock())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := service.Directory(ctx, 7); err == nil {
		t.Error("a directory was read without a database")
	}
	first, err := service.Directory(t.Context(), 7)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := service.Directory(t.Context(), 8)
	if err != nil || shared != first {
		t.Errorf("stores without rows of their own do not share: %v", err)
	}
	again, err := service.Directory(ctx, 7)
	if err != nil || again != first {
		t.Errorf("the directory is read again: %v", err)
	}
	if len(first.Warehouses(channel.Standard)) == 0 {
		t.Error("the directory is empty")
	}
}

func TestTheCatalogueIsLoadedOncePerVersion(t *testing.T) {
	d, records := loaded(t)
	before, err := records.Tariffs(t.Context(), everyone)
	if err != nil {
		t.Fatal(err)
	}
	if err := catalogue.Load(t.Context(), d, records); err != nil {
		t.Fatal(err)
	}
	after, err := records.Tariffs(t.Context(), everyone)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
}

func TestANewVersionReplacesTheInstallationsRows(t *testing.T) {
	d, records := loaded(t)
	price := tariff.Price{
		Channel: "NEW", Currency: "CNY", Bands: []tariff.Band{{UpTo: 1, Kind: tariff.Fixed}}, Origin: channel.Origin{From: "2027-01-01"},
	}
	var id channel.VersionID
	err := d.InTx(t.Context(), func(ctx context.Context) (err error) {
		if id, _, err = records.AddVersion(ctx, tariff.Version{Number: "2027.1", From: "2027-01-01"}); err != nil {
			return err
		}
		return records.AddTariffs(ctx, id, tariff.Data{Prices: []tariff.Price{price}})
	})
	if err != nil {
		t.Fatal(err)
	}
	price.Version = id
	got, err := records.Tariffs(t.Context(), everyone)
	if err != nil {
		t.Fatal(err)
	}
	want := tariff.Data{Versions: []tariff.Version{{ID: id, Number: "2027.1", From: "2027-01-01"}}, Prices: []tariff.Price{price}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAVersionThatBreaksLeavesNothingBehind(t *testing.T) {
	d, records := loaded(t)
	twice := []channel.LabelCountry{{Country: "RU"}, {Country: "RU"}}
	err := d.InTx(t.Context(), func(ctx context.Context) error {
		id, _, err := records.AddVersion(ctx, tariff.Version{Number: "broken", From: "2027-01-01"})
		if err != nil {
			return err
		}
		return records.AddTariffs(ctx, id, tariff.Data{Countries: twice})
	})
	if err == nil {
		t.Error("a country may be there twice")
	}
	got, err := records.Tariffs(t.Context(), everyone)
	if err != nil {
		t.Fatal(err)
	}
	if number := got.Versions[0].Number; number != "2026.3" {
		t.Errorf("the newest version is %s", number)
	}
}

// own gives a store a price of its own for ePacket to the United States: CN¥10 per parcel from June on.
func own(t *testing.T, d *db.DB, store account.StoreID) {
	t.Helper()
	exec(t, d, `INSERT INTO catalogue_versions (id, store_id, number, from_date) VALUES (?, ?, ?, ?)`,
		500+int64(store), store, "own", "2026-06-01")
	exec(t, d, `
		INSERT INTO tariff_prices (store_id, version_id, from_date, sample, source, channel, country, currency, min_grams, divisor, bands)
		VALUES (?, ?, '2026-06-01', 0, 'contract', ?, 'US', 'CNY', 0, 0, '[{"up_to":2000,"kind":"fixed","fee":1000}]')`,
		store, 500+int64(store), channel.EPacket)
}

func exec(t *testing.T, d *db.DB, statement string, args ...any) {
	t.Helper()
	if _, err := d.Exec(t.Context(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func TestAStoresOwnRowsAreItsAlone(t *testing.T) {
	d, records := loaded(t)
	own(t, d, 7)
	service := tariff.NewService(records)
	tests := []struct {
		store account.StoreID
		on    channel.Date
		want  string
	}{
		{7, "2026-05-31", "42.00"},
		{7, "2026-06-01", "10.00"},
		{8, "2026-06-01", "42.00"},
	}
	for _, tt := range tests {
		s, err := service.Snapshot(t.Context(), tt.store)
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Plan(channel.EPacket, tariff.Query{Destination: "US", Weight: 200, Category: channel.Ordinary, Date: tt.on})
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Price.Decimal(); got != tt.want || p.TariffVersion.Own != (tt.want == "10.00") {
			t.Errorf("store %d on %s: %s of version %s, want %s", tt.store, tt.on, got, p.TariffVersion.Number, tt.want)
		}
	}
}

func TestStoresWithoutRowsOfTheirOwnShareASnapshot(t *testing.T) {
	d, records := loaded(t)
	own(t, d, 7)
	service := tariff.NewService(records)
	var ids []channel.VersionID
	var seen []*tariff.Snapshot
	for _, store := range []account.StoreID{7, 8, 9, 8} {
		s, err := service.Snapshot(t.Context(), store)
		if err != nil {
			t.Fatal(err)
		}
		seen, ids = append(seen, s), append(ids, s.ID())
	}
	if seen[0] == seen[1] || seen[1] != seen[2] || seen[1] != seen[3] {
		t.Error("stores do not share the snapshot that they could share")
	}
	if !slices.Equal(ids, []channel.VersionID{507, 1, 1, 1}) {
		t.Errorf("snapshots = %v", ids)
	}
}

func TestWithoutADatabaseThereIsNoSnapshot(t *testing.T) {
	_, records := loaded(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	service := tariff.NewService(records)
	if _, err := service.Snapshot(ctx, 7); err == nil || !strings.Contains(err.Error(), "store 7") {
		t.Errorf("error = %v", err)
	}
	if _, err := service.Snapshot(t.Context(), 7); err != nil {
		t.Errorf("the failure is remembered: %v", err)
	}
}
