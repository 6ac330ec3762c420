package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// installation is the store of rows that hold for every store.
const installation account.StoreID = 0

// Catalogue are the stored channels, tariffs, platform rules and warehouses. Rows
// are inserted once and never changed; those of a version that was withdrawn are not read.
type Catalogue struct{ db *db.DB }

// NewCatalogue returns the catalogue in a database.
func NewCatalogue(d *db.DB) *Catalogue { return &Catalogue{d} }

// AddVersion adds a version of the installation and returns its id; a version
// that is there already is not added.
func (c *Catalogue) AddVersion(ctx context.Context, v tariff.Version) (id channel.VersionID, added bool, err error) {
	id, err = db.Insert[channel.VersionID](ctx, c.db, `
		INSERT INTO catalogue_versions (store_id, number, from_date)
		VALUES (?, ?, ?)
		ON CONFLICT DO NOTHING
		RETURNING id`, installation, v.Number, v.From)
	if errors.Is(err, db.ErrNoRows) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("add catalogue version %s: %w", v.Number, err)
	}
	return id, true, nil
}

// AddTariffs adds rows to a version of the installation.
func (c *Catalogue) AddTariffs(ctx context.Context, v channel.VersionID, d tariff.Data) error {
	return c.addTariffs(ctx, loading{installation, v}, d)
}

func (c *Catalogue) addTariffs(ctx context.Context, l loading, d tariff.Data) error {
	adding := adding{ctx: ctx, loading: l}
	add(&adding, d.Channels, c.insertChannel)
	add(&adding, d.Prices, c.insertPrice)
	add(&adding, d.Rates, c.insertRate)
	add(&adding, d.Permissions, c.insertPermission)
	add(&adding, d.Times, c.insertTimes)
	add(&adding, d.Countries, c.insertCountry)
	return adding.err
}

// AddWarehouses adds rows to a version of the installation.
func (c *Catalogue) AddWarehouses(ctx context.Context, v channel.VersionID, d warehouse.Data) error {
	return c.addWarehouses(ctx, loading{installation, v}, d)
}

func (c *Catalogue) addWarehouses(ctx context.Context, l loading, d warehouse.Data) error {
	adding := adding{ctx: ctx, loading: l}
	add(&adding, d.Warehouses, c.insertWarehouse)
	add(&adding, d.Areas, c.insertArea)
	add(&adding, d.Cities, c.insertCity)
	add(&adding, d.Provinces, c.insertProvince)
	add(&adding, d.Holidays, c.insertHoliday)
	return adding.err
}

// loading is the version that rows are added to, and whose it is.
type loading struct {
	store   account.StoreID
	version channel.VersionID
}

// adding is the insertion of a version's rows, which ends with the first error.
type adding struct {
	ctx     context.Context
	loading loading
	err     error
}

func add[T any](a *adding, rows []T, insert func(context.Context, loading, T) error) {
	for _, r := range rows {
		if a.err != nil {
			return
		}
		a.err = insert(a.ctx, a.loading, r)
	}
}

// HasOwn reports whether a store has rows of its own.
func (c *Catalogue) HasOwn(ctx context.Context, store account.StoreID) (bool, error) {
	own, err := db.All(ctx, c.db, scanText, `
		SELECT number
		FROM catalogue_versions
		WHERE store_id = ? AND store_id <> ?
		LIMIT 1`, store, installation)
	return len(own) > 0, err
}

// newest leaves out the rows of all versions of the installation but the newest.
const newest = `(store_id <> 0 OR version_id = (SELECT MAX(id) FROM catalogue_versions WHERE store_id = 0))`

// standingVersions are the versions a store sees, without those that were withdrawn.
const standingVersions = `
	SELECT id, number, from_date, store_id
	FROM catalogue_versions
	WHERE store_id IN (0, ?) AND (store_id <> 0 OR id = (SELECT MAX(id) FROM catalogue_versions WHERE store_id = 0))
		AND NOT EXISTS (
			SELECT 1
			FROM tariff_changes t
			WHERE t.store_id = catalogue_versions.store_id AND t.version_id = catalogue_versions.id AND t.withdrawn_at IS NOT NULL)
	ORDER BY id`

// Tariffs returns the rows about channels and prices that a store sees. Rows are
// only added, and the newest version is read first: one that is added while the
// rows are read is left out whole, never half of it.
func (c *Catalogue) Tariffs(ctx context.Context, store account.StoreID) (d tariff.Data, err error) {
	read := reading{ctx: ctx, db: c.db, args: []any{store}}
	d.Versions = query(&read, scanVersion, standingVersions)
	read.args = append(read.args, newestOf(d.Versions))
	d.Channels = query(&read, scanChannel, `
		SELECT store_id, `+channelColumns+`
		FROM channels
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY id`)
	d.Prices = query(&read, scanPrice, `
		SELECT store_id, `+priceColumns+`
		FROM tariff_prices
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY id`)
	d.Rates = query(&read, scanRate, `
		SELECT store_id, `+rateColumns+`
		FROM exchange_rates
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY id`)
	d.Permissions = query(&read, scanPermission, `
		SELECT store_id, `+permissionColumns+`
		FROM platform_permissions
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY id`)
	d.Times = query(&read, scanTimes, `
		SELECT store_id, `+timesColumns+`
		FROM waiting_times
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY version_id, from_date`)
	d.Countries = query(&read, scanCountry, `
		SELECT `+countryColumns+`
		FROM label_countries
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY country`)
	d.Channels, d.Prices, d.Rates = standing(d.Channels, d.Versions), standing(d.Prices, d.Versions), standing(d.Rates, d.Versions)
	d.Permissions, d.Times = standing(d.Permissions, d.Versions), standing(d.Times, d.Versions)
	d.Prices = ofChannels(d.Prices, d.Channels)
	return d, read.err
}

// standing leaves out the rows of versions that were withdrawn.
func standing[R channel.Row](rows []R, versions []tariff.Version) []R {
	read := map[channel.VersionID]bool{}
	for _, v := range versions {
		read[v.ID] = true
	}
	return slices.DeleteFunc(rows, func(r R) bool { return !read[r.Provenance().Version] })
}

// ofChannels leaves out a store's own prices of channels that the program no longer has.
func ofChannels(prices []tariff.Price, channels []channel.Channel) []tariff.Price {
	known := map[channel.Code]bool{}
	for _, c := range channels {
		known[c.Code] = true
	}
	return slices.DeleteFunc(prices, func(p tariff.Price) bool { return p.Own && !known[p.Channel] })
}

// newestOf is the version with the highest id, 0 without any.
func newestOf(versions []tariff.Version) (newest channel.VersionID) {
	for _, v := range versions {
		newest = max(newest, v.ID)
	}
	return newest
}

// Warehouses returns the rows about warehouses that a store sees, read as Tariffs reads its own.
func (c *Catalogue) Warehouses(ctx context.Context, store account.StoreID) (d warehouse.Data, err error) {
	read := reading{ctx: ctx, db: c.db, args: []any{store}}
	versions := query(&read, scanVersion, standingVersions)
	read.args = append(read.args, newestOf(versions))
	d.Warehouses = query(&read, scanWarehouse, `
		SELECT store_id, `+warehouseColumns+`
		FROM warehouses
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY id`)
	d.Areas = query(&read, scanArea, `
		SELECT store_id, `+areaColumns+`
		FROM collection_areas
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY id`)
	d.Cities = query(&read, scanCity, `
		SELECT `+cityColumns+`
		FROM cities
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY id`)
	d.Provinces = query(&read, scanProvince, `
		SELECT `+provinceColumns+`
		FROM provinces
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY id`)
	d.Holidays = query(&read, scanHoliday, `
		SELECT store_id, `+holidayColumns+`
		FROM collection_holidays
		WHERE store_id IN (0, ?) AND version_id <= ? AND `+newest+`
		ORDER BY day, version_id`)
	d.Warehouses, d.Areas, d.Holidays = standing(d.Warehouses, versions), standing(d.Areas, versions), standing(d.Holidays, versions)
	return d, read.err
}

// reading are queries with the same arguments, of which the first error counts.
type reading struct {
	ctx  context.Context
	db   *db.DB
	args []any
	err  error
}

func query[T any](r *reading, scan func(db.Row) (T, error), statement string) []T {
	if r.err != nil {
		return nil
	}
	rows, err := db.All(r.ctx, r.db, scan, statement, r.args...)
	r.err = err
	return rows
}

func scanVersion(r db.Row) (v tariff.Version, err error) {
	var store account.StoreID
	err = r.Scan(&v.ID, &v.Number, &v.From, &store)
	v.Own = store != installation
	return v, err
}

// originColumns are those with which every row begins after the store.
const originColumns = `version_id, from_date, sample, source, source_cn`

// scanRow scans the store, the columns of the origin and others.
func scanRow(r db.Row, o *channel.Origin, dest ...any) error {
	var store account.StoreID
	err := r.Scan(append([]any{&store, &o.Version, &o.From, &o.Sample, &o.Source, &o.SourceCN}, dest...)...)
	o.Own = store != installation
	return err
}
