package sqlstore

import (
	"context"
	"fmt"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

// band is tariff.Band as it is stored.
type band struct {
	UpTo   measure.Weight  `json:"up_to"`
	Kind   tariff.BandKind `json:"kind"`
	Rate   int64           `json:"rate,omitempty"`
	Fee    int64           `json:"fee,omitempty"`
	First  measure.Weight  `json:"first,omitempty"`
	Step   measure.Weight  `json:"step,omitempty"`
	Sample bool            `json:"sample,omitempty"`
}

const priceColumns = originColumns + `, channel, country, currency, min_grams, divisor, bands`

func (c *Catalogue) insertPrice(ctx context.Context, l loading, x tariff.Price) error {
	bands := make([]band, len(x.Bands))
	for i, b := range x.Bands {
		bands[i] = band(b)
	}
	_, err := c.db.Exec(ctx, `
		INSERT INTO tariff_prices (store_id, `+priceColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.store, l.version, x.From, x.Sample, x.Source, x.SourceCN,
		x.Channel, x.Country, x.Currency, x.MinWeight, x.Divisor, db.JSON[[]band]{V: bands})
	if err != nil {
		return fmt.Errorf("insert price of %s to %s: %w", x.Channel, x.Country, err)
	}
	return nil
}

func scanPrice(r db.Row) (x tariff.Price, err error) {
	var bands db.JSON[[]band]
	err = scanRow(r, &x.Origin, &x.Channel, &x.Country, &x.Currency, &x.MinWeight, &x.Divisor, &bands)
	for _, b := range bands.V {
		x.Bands = append(x.Bands, tariff.Band(b))
	}
	return x, err
}

const rateColumns = originColumns + `, currency, rate`

func (c *Catalogue) insertRate(ctx context.Context, l loading, x tariff.ExchangeRate) error {
	_, err := c.db.Exec(ctx, `
		INSERT INTO exchange_rates (store_id, `+rateColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, l.store, l.version, x.From, x.Sample, x.Source, x.SourceCN, x.Currency, x.Rate)
	if err != nil {
		return fmt.Errorf("insert rate of %s: %w", x.Currency, err)
	}
	return nil
}

func scanRate(r db.Row) (x tariff.ExchangeRate, err error) {
	err = scanRow(r, &x.Origin, &x.Currency, &x.Rate)
	return x, err
}

// allowance is tariff.Allowance as it is stored.
type allowance struct {
	UpToCents    *int64         `json:"up_to_cents,omitempty"` // missing: no bound
	Tiers        []channel.Tier `json:"tiers,omitempty"`
	Channels     []channel.Code `json:"channels,omitempty"`
	SpecialTiers []channel.Tier `json:"special_tiers,omitempty"`
}

const permissionColumns = originColumns + `, country, allowances`

func (c *Catalogue) insertPermission(ctx context.Context, l loading, x tariff.Permission) error {
	allowances := make([]allowance, len(x.Allowances))
	for i, a := range x.Allowances {
		allowances[i] = allowance{Tiers: a.Tiers, Channels: a.Channels, SpecialTiers: a.SpecialTiers}
		if a.UpTo != (money.Money{}) {
			allowances[i].UpToCents = &a.UpTo.Minor
		}
	}
	_, err := c.db.Exec(ctx, `
		INSERT INTO platform_permissions (store_id, `+permissionColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		l.store, l.version, x.From, x.Sample, x.Source, x.SourceCN, x.Country, db.JSON[[]allowance]{V: allowances})
	if err != nil {
		return fmt.Errorf("insert permission for %s: %w", x.Country, err)
	}
	return nil
}

func scanPermission(r db.Row) (x tariff.Permission, err error) {
	var allowances db.JSON[[]allowance]
	err = scanRow(r, &x.Origin, &x.Country, &allowances)
	for _, a := range allowances.V {
		out := tariff.Allowance{Tiers: a.Tiers, Channels: a.Channels, SpecialTiers: a.SpecialTiers}
		if a.UpToCents != nil {
			out.UpTo = money.Of(*a.UpToCents, money.USD)
		}
		x.Allowances = append(x.Allowances, out)
	}
	return x, err
}

const timesColumns = originColumns + `, receipt_days, release_days, silent_days, stranded_days`

func (c *Catalogue) insertTimes(ctx context.Context, l loading, x tariff.Times) error {
	_, err := c.db.Exec(ctx, `
		INSERT INTO waiting_times (store_id, `+timesColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.store, l.version, x.From, x.Sample, x.Source, x.SourceCN, x.Receipt, x.Release, x.Silent, x.Stranded)
	if err != nil {
		return fmt.Errorf("insert waiting times from %s: %w", x.From, err)
	}
	return nil
}

func scanTimes(r db.Row) (x tariff.Times, err error) {
	err = scanRow(r, &x.Origin, &x.Receipt, &x.Release, &x.Silent, &x.Stranded)
	return x, err
}
