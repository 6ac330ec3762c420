package sqlstore

import (
	"context"
	"fmt"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

const channelColumns = originColumns + `, part, samples, code, name_en, name_cn, tier, tracking, min_days, max_days,
	min_grams, max_grams, max_grams_to, longest_mm, sum_mm, roll_longest_mm, roll_sum_mm, face_long_mm, face_short_mm,
	max_value_cents, countries, suspended, accepted, accepted_to, safety_sheet, return_offered, return_to, return_fee_fen, compensation_fen, discount_percent,
	waybill_pattern, waybill_prefix, waybill_post, label, collection`

func (c *Catalogue) insertChannel(ctx context.Context, l loading, x channel.Channel) error {
	_, err := c.db.Exec(ctx, `
		INSERT INTO channels (store_id, `+channelColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.store, l.version, x.From, x.Sample, x.Source, x.SourceCN, x.Part, db.JSON[[]channel.Figure]{V: x.Samples},
		x.Code, x.NameEN, x.NameCN, x.Tier, x.Tracking, x.MinDays, x.MaxDays,
		x.Limits.Lightest, x.Limits.Weight, db.JSON[map[place.Country]measure.Weight]{V: x.Limits.WeightTo}, x.Limits.Longest, x.Limits.Sum,
		x.Limits.Roll.Longest, x.Limits.Roll.Sum, x.Limits.Face.Long, x.Limits.Face.Short, x.Limits.Value.Minor,
		db.JSON[[]place.Country]{V: x.Reach.Countries}, db.JSON[[]place.Country]{V: x.Reach.Suspended},
		db.JSON[[]channel.Category]{V: x.Goods.Accepted}, db.JSON[map[channel.Category][]place.Country]{V: x.Goods.To}, x.Goods.SafetySheet,
		x.Return.Offered, db.JSON[[]place.Country]{V: x.Return.To}, x.Return.Fee.Minor, x.Compensation.Minor, x.Discount,
		x.Waybill.Pattern, x.Waybill.Prefix, x.Waybill.Post, x.Label, db.JSON[[]channel.CollectionMode]{V: x.Collection})
	if err != nil {
		return fmt.Errorf("insert channel %s: %w", x.Code, err)
	}
	return nil
}

func scanChannel(r db.Row) (x channel.Channel, err error) {
	var weightTo db.JSON[map[place.Country]measure.Weight]
	var countries, suspended, returnTo db.JSON[[]place.Country]
	var acceptedTo db.JSON[map[channel.Category][]place.Country]
	var accepted db.JSON[[]channel.Category]
	var collection db.JSON[[]channel.CollectionMode]
	var samples db.JSON[[]channel.Figure]
	var value, fee, compensation int64
	err = scanRow(r, &x.Origin, &x.Part, &samples, &x.Code, &x.NameEN, &x.NameCN, &x.Tier, &x.Tracking, &x.MinDays, &x.MaxDays,
		&x.Limits.Lightest, &x.Limits.Weight, &weightTo, &x.Limits.Longest, &x.Limits.Sum,
		&x.Limits.Roll.Longest, &x.Limits.Roll.Sum, &x.Limits.Face.Long, &x.Limits.Face.Short, &value, &countries, &suspended,
		&accepted, &acceptedTo, &x.Goods.SafetySheet, &x.Return.Offered, &returnTo, &fee, &compensation, &x.Discount,
		&x.Waybill.Pattern, &x.Waybill.Prefix, &x.Waybill.Post, &x.Label, &collection)
	x.Samples = samples.V
	x.Limits.WeightTo, x.Limits.Value = weightTo.V, amountOrNone(value, money.USD)
	x.Reach.Countries, x.Reach.Suspended = countries.V, suspended.V
	x.Goods.Accepted, x.Goods.To = accepted.V, acceptedTo.V
	x.Return.To, x.Return.Fee = returnTo.V, amountOrNone(fee, money.CNY)
	x.Compensation, x.Collection = amountOrNone(compensation, money.CNY), collection.V
	return x, err
}

// amountOrNone is an amount of minor units, of which zero means none.
func amountOrNone(minor int64, c money.Currency) money.Money {
	if minor == 0 {
		return money.Money{}
	}
	return money.Of(minor, c)
}

const countryColumns = `country, name_en, name_cn, sort_number, registered_zone, ordinary_zone`

func (c *Catalogue) insertCountry(ctx context.Context, l loading, x channel.LabelCountry) error {
	_, err := c.db.Exec(ctx, `
		INSERT INTO label_countries (store_id, version_id, `+countryColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		l.store, l.version, x.Country, x.NameEN, x.NameCN, x.SortNumber, x.RegisteredZone, x.OrdinaryZone)
	if err != nil {
		return fmt.Errorf("insert label country %s: %w", x.Country, err)
	}
	return nil
}

func scanCountry(r db.Row) (x channel.LabelCountry, err error) {
	err = r.Scan(&x.Country, &x.NameEN, &x.NameCN, &x.SortNumber, &x.RegisteredZone, &x.OrdinaryZone)
	return x, err
}
