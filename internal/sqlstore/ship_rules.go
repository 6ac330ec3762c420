package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shiprule"
)

// ShipRules are the rules by which stores choose the channels of a batch.
type ShipRules struct{ db *db.DB }

// NewShipRules returns the rules of a database.
func NewShipRules(d *db.DB) *ShipRules { return &ShipRules{d} }

const shipRuleColumns = `number, countries, value_from_cents, value_to_cents, weight_from_grams, weight_to_grams, categories, channel, collection, undeliverable`

func scanShipRule(r db.Row) (x shiprule.Rule, err error) {
	x.ValueFrom, x.ValueTo = money.Of(0, money.USD), money.Of(0, money.USD)
	var countries db.JSON[[]place.Country]
	var categories db.JSON[[]channel.Category]
	err = r.Scan(&x.Number, &countries, &x.ValueFrom.Minor, &x.ValueTo.Minor, &x.WeightFrom, &x.WeightTo, &categories,
		&x.Channel, &x.Collection, &x.Undeliverable)
	x.Countries, x.Categories = countries.V, categories.V
	return x, err
}

// List returns the rules of a store in their order; there are at most shiprule.MaxRules.
func (s *ShipRules) List(ctx context.Context, store account.StoreID) (shiprule.List, error) {
	l, err := db.One(ctx, s.db, func(r db.Row) (l shiprule.List, err error) {
		err = r.Scan(&l.Version, &l.Last)
		return l, err
	}, `
		SELECT version, last_number
		FROM ship_rule_lists
		WHERE store_id = ?`, store)
	l.Store = store
	if errors.Is(err, db.ErrNoRows) {
		return l, nil
	}
	if err != nil {
		return l, fmt.Errorf("list of rules: %w", err)
	}
	l.Rules, err = db.All(ctx, s.db, scanShipRule, `
		SELECT `+shipRuleColumns+`
		FROM ship_rules
		WHERE store_id = ?
		ORDER BY position`, store)
	return l, err
}

// Replace stores a list if nobody stored another since it was read. Call it in a transaction.
func (s *ShipRules) Replace(ctx context.Context, l shiprule.List) error {
	if err := s.raise(ctx, l); err != nil {
		return err
	}
	if _, err := s.db.Exec(ctx, `
		DELETE FROM ship_rules
		WHERE store_id = ?`, l.Store); err != nil {
		return fmt.Errorf("remove rules: %w", err)
	}
	for i, r := range l.Rules {
		if err := s.insert(ctx, l.Store, i+1, r); err != nil {
			return fmt.Errorf("insert rule %d: %w", r.Number, err)
		}
	}
	return nil
}

// raise makes the version of a list one higher; the first makes it 1.
func (s *ShipRules) raise(ctx context.Context, l shiprule.List) error {
	if l.Version == 0 {
		return changed(shiprule.ErrChanged)(s.db.Exec(ctx, `
			INSERT INTO ship_rule_lists (store_id, version, last_number)
			VALUES (?, 1, ?)
			ON CONFLICT DO NOTHING`, l.Store, l.Last))
	}
	return changed(shiprule.ErrChanged)(s.db.Exec(ctx, `
		UPDATE ship_rule_lists
		SET version = version + 1, last_number = ?
		WHERE store_id = ? AND version = ?`, l.Last, l.Store, l.Version))
}

func (s *ShipRules) insert(ctx context.Context, store account.StoreID, position int, r shiprule.Rule) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO ship_rules (store_id, position, `+shipRuleColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		store, position, r.Number, db.JSON[[]place.Country]{V: r.Countries}, r.ValueFrom.Minor, r.ValueTo.Minor, r.WeightFrom, r.WeightTo,
		db.JSON[[]channel.Category]{V: r.Categories}, r.Channel, r.Collection, r.Undeliverable)
	return err
}
