package sqlstore

import (
	"context"
	"fmt"

	"sellerdesk/internal/db"
	"sellerdesk/internal/warehouse"
)

const warehouseColumns = originColumns + `, code, channel, city, name_cn, name_en, address_cn,
	contact_name, contact_phone, opens, closes, cut_off, free_from`

func (c *Catalogue) insertWarehouse(ctx context.Context, l loading, x warehouse.Warehouse) error {
	_, err := c.db.Exec(ctx, `
		INSERT INTO warehouses (store_id, `+warehouseColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.store, l.version, x.From, x.Sample, x.Source, x.SourceCN, x.Code, x.Channel, x.City, x.NameCN, x.NameEN, x.AddressCN,
		x.Contact.Name, x.Contact.Phone, x.Hours.Opens, x.Hours.Closes, x.Hours.CutOff, x.FreeFrom)
	if err != nil {
		return fmt.Errorf("insert warehouse %s: %w", x.Code, err)
	}
	return nil
}

func scanWarehouse(r db.Row) (x warehouse.Warehouse, err error) {
	err = scanRow(r, &x.Origin, &x.Code, &x.Channel, &x.City, &x.NameCN, &x.NameEN, &x.AddressCN,
		&x.Contact.Name, &x.Contact.Phone, &x.Hours.Opens, &x.Hours.Closes, &x.Hours.CutOff, &x.FreeFrom)
	return x, err
}

const areaColumns = originColumns + `, channel, city`

func (c *Catalogue) insertArea(ctx context.Context, l loading, x warehouse.Area) error {
	_, err := c.db.Exec(ctx, `
		INSERT INTO collection_areas (store_id, `+areaColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, l.store, l.version, x.From, x.Sample, x.Source, x.SourceCN, x.Channel, x.City)
	if err != nil {
		return fmt.Errorf("insert collection area %s of %s: %w", x.City, x.Channel, err)
	}
	return nil
}

func scanArea(r db.Row) (x warehouse.Area, err error) {
	err = scanRow(r, &x.Origin, &x.Channel, &x.City)
	return x, err
}

const cityColumns = `cn, en, prefecture, province`

func (c *Catalogue) insertCity(ctx context.Context, l loading, x warehouse.City) error {
	_, err := c.db.Exec(ctx, `
		INSERT INTO cities (store_id, version_id, `+cityColumns+`)
		VALUES (?, ?, ?, ?, ?, ?)`, l.store, l.version, x.CN, x.EN, x.Prefecture, x.Province)
	if err != nil {
		return fmt.Errorf("insert city %s: %w", x.CN, err)
	}
	return nil
}

func scanCity(r db.Row) (x warehouse.City, err error) {
	err = r.Scan(&x.CN, &x.EN, &x.Prefecture, &x.Province)
	return x, err
}

const provinceColumns = `cn, en, latitude, longitude`

func (c *Catalogue) insertProvince(ctx context.Context, l loading, x warehouse.Province) error {
	_, err := c.db.Exec(ctx, `
		INSERT INTO provinces (store_id, version_id, `+provinceColumns+`)
		VALUES (?, ?, ?, ?, ?, ?)`, l.store, l.version, x.CN, x.EN, x.Latitude, x.Longitude)
	if err != nil {
		return fmt.Errorf("insert province %s: %w", x.CN, err)
	}
	return nil
}

func scanProvince(r db.Row) (x warehouse.Province, err error) {
	err = r.Scan(&x.CN, &x.EN, &x.Latitude, &x.Longitude)
	return x, err
}

const holidayColumns = originColumns + `, day, collects`

func (c *Catalogue) insertHoliday(ctx context.Context, l loading, x warehouse.Holiday) error {
	_, err := c.db.Exec(ctx, `
		INSERT INTO collection_holidays (store_id, `+holidayColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, l.store, l.version, x.From, x.Sample, x.Source, x.SourceCN, x.Date, x.Collects)
	if err != nil {
		return fmt.Errorf("insert holiday %s: %w", x.Date, err)
	}
	return nil
}

func scanHoliday(r db.Row) (x warehouse.Holiday, err error) {
	err = scanRow(r, &x.Origin, &x.Date, &x.Collects)
	return x, err
}
