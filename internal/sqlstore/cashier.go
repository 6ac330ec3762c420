package sqlstore

import (
	"context"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/db"
	"sellerdesk/internal/paying"
)

// Cashier is the memory of the cashier of rehearsal stores, in the rehearsal database.
type Cashier struct{ db *db.DB }

// NewCashier returns the cashier's memory in a rehearsal database.
func NewCashier(d *db.DB) *Cashier { return &Cashier{d} }

// Keys returns the keys by which shop and cashier know each other.
func (s *Cashier) Keys(ctx context.Context) (map[string]string, error) {
	type key struct{ name, pem string }
	rows, err := db.All(ctx, s.db, func(r db.Row) (k key, err error) {
		err = r.Scan(&k.name, &k.pem)
		return k, err
	}, `SELECT name, pem FROM cashier_keys`)
	keys := map[string]string{}
	for _, k := range rows {
		keys[k.name] = k.pem
	}
	return keys, err
}

// PutKeys stores keys, unless there are some.
func (s *Cashier) PutKeys(ctx context.Context, keys map[string]string) error {
	return s.db.InTx(ctx, func(ctx context.Context) error {
		for name, pem := range keys {
			if _, err := s.db.Exec(ctx, `
				INSERT INTO cashier_keys (name, pem)
				VALUES (?, ?)
				ON CONFLICT DO NOTHING`, name, pem); err != nil {
				return err
			}
		}
		return nil
	})
}

const tradeColumns = `number, store_id, method, amount_minor, currency, state, paid_minor, told_minor, gateway, agreement,
	started_at, expires_at, decided_at, notice_due, notices`

func scanTrade(r db.Row) (t cashier.Trade, err error) {
	var started db.Time
	var expires, decided, due db.NullTime
	err = r.Scan(&t.Number, &t.Store, &t.Method, &t.Amount.Minor, &t.Amount.Currency, &t.State, &t.Paid.Minor, &t.Told.Minor,
		&t.ID, &t.Agreement, &started, &expires, &decided, &due, &t.Notices)
	t.Paid.Currency, t.Told.Currency = t.Amount.Currency, t.Amount.Currency
	t.StartedAt, t.ExpiresAt, t.DecidedAt, t.NoticeDue = started.Time, expires.Time, decided.Time, due.Time
	return t, err
}

// PutTrade stores a trade unless its number is known.
func (s *Cashier) PutTrade(ctx context.Context, t cashier.Trade) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO cashier_payments (`+tradeColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`,
		t.Number, t.Store, t.Method, t.Amount.Minor, t.Amount.Currency, t.State, t.Paid.Minor, t.Told.Minor, t.ID, t.Agreement,
		db.Time{Time: t.StartedAt}, db.NullTime{Time: t.ExpiresAt}, db.NullTime{Time: t.DecidedAt}, db.NullTime{Time: t.NoticeDue}, t.Notices)
	return err
}

// Trade returns a trade.
func (s *Cashier) Trade(ctx context.Context, n paying.Number) (cashier.Trade, error) {
	t, err := db.One(ctx, s.db, scanTrade, `
		SELECT `+tradeColumns+`
		FROM cashier_payments
		WHERE number = ?`, n)
	return found(t, err, cashier.ErrNotFound)
}

// Decide stores what was decided about an open trade and reports whether it still was open.
func (s *Cashier) Decide(ctx context.Context, t cashier.Trade) (bool, error) {
	n, err := s.db.Exec(ctx, `
		UPDATE cashier_payments
		SET state = ?, paid_minor = ?, told_minor = ?, decided_at = ?, notice_due = ?
		WHERE number = ? AND state = ?`,
		t.State, t.Paid.Minor, t.Told.Minor, db.NullTime{Time: t.DecidedAt}, db.NullTime{Time: t.NoticeDue}, t.Number, cashier.Open)
	return n > 0, err
}

// DueNotices returns the trades of a store whose notice is due.
func (s *Cashier) DueNotices(ctx context.Context, store account.StoreID, now time.Time) ([]cashier.Trade, error) {
	return db.All(ctx, s.db, scanTrade, `
		SELECT `+tradeColumns+`
		FROM cashier_payments
		WHERE store_id = ? AND notice_due <= ?
		ORDER BY notice_due, number
		LIMIT 100`, store, db.Time{Time: now})
}

// Tell stores when the next notice about a trade is due, and how many were not taken.
func (s *Cashier) Tell(ctx context.Context, t cashier.Trade) error {
	_, err := s.db.Exec(ctx, `
		UPDATE cashier_payments
		SET notice_due = ?, notices = ?
		WHERE number = ?`, db.NullTime{Time: t.NoticeDue}, t.Notices, t.Number)
	return err
}

const contractColumns = `number, store_id, method, state, payer, agreement, asked_at`

func scanContract(r db.Row) (k cashier.Contract, err error) {
	var asked db.Time
	err = r.Scan(&k.Number, &k.Store, &k.Method, &k.State, &k.Payer, &k.ID, &asked)
	k.AskedAt = asked.Time
	return k, err
}

// PutContract stores an agreement unless its number is known.
func (s *Cashier) PutContract(ctx context.Context, k cashier.Contract) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO cashier_agreements (`+contractColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`,
		k.Number, k.Store, k.Method, k.State, k.Payer, k.ID, db.Time{Time: k.AskedAt})
	return err
}

// Contract returns an agreement by the shop's number.
func (s *Cashier) Contract(ctx context.Context, number string) (cashier.Contract, error) {
	k, err := db.One(ctx, s.db, scanContract, `
		SELECT `+contractColumns+`
		FROM cashier_agreements
		WHERE number = ?`, number)
	return found(k, err, cashier.ErrNotFound)
}

// ContractByID returns an agreement by the cashier's own number.
func (s *Cashier) ContractByID(ctx context.Context, id string) (cashier.Contract, error) {
	k, err := db.One(ctx, s.db, scanContract, `
		SELECT `+contractColumns+`
		FROM cashier_agreements
		WHERE agreement = ?`, id)
	return found(k, err, cashier.ErrNotFound)
}

// EndContract marks a signed agreement as ended.
func (s *Cashier) EndContract(ctx context.Context, number string) error {
	_, err := s.db.Exec(ctx, `
		UPDATE cashier_agreements
		SET state = ?
		WHERE number = ? AND state = ?`, cashier.Ended, number, cashier.Signed)
	return err
}

// PutRefund stores what was given back, unless its number is known.
func (s *Cashier) PutRefund(ctx context.Context, r cashier.Refund) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO cashier_refunds (request, number, amount_minor)
		VALUES (?, ?, ?)
		ON CONFLICT DO NOTHING`, r.Request, r.Number, r.Amount.Minor)
	if err != nil {
		return fmt.Errorf("refund of %s: %w", r.Number, err)
	}
	return nil
}

// Refund returns what was given back under a number of the shop.
func (s *Cashier) Refund(ctx context.Context, request string) (cashier.Refund, error) {
	r, err := db.One(ctx, s.db, func(r db.Row) (f cashier.Refund, err error) {
		err = r.Scan(&f.Request, &f.Number, &f.Amount.Minor, &f.Amount.Currency)
		return f, err
	}, `
		SELECT r.request, r.number, r.amount_minor, p.currency
		FROM cashier_refunds r
		JOIN cashier_payments p ON p.number = r.number
		WHERE r.request = ?`, request)
	return found(r, err, cashier.ErrNotFound)
}

// Refunded returns how much of a trade was given back, in minor units.
func (s *Cashier) Refunded(ctx context.Context, n paying.Number) (int64, error) {
	return db.One(ctx, s.db, func(r db.Row) (sum int64, err error) {
		err = r.Scan(&sum)
		return sum, err
	}, `SELECT COALESCE(SUM(amount_minor), 0) FROM cashier_refunds WHERE number = ?`, n)
}

// Broke reports whether there is no money on the account of a store.
func (s *Cashier) Broke(ctx context.Context, store account.StoreID) (bool, error) {
	return db.One(ctx, s.db, func(r db.Row) (yes bool, err error) {
		err = r.Scan(&yes)
		return yes, err
	}, `SELECT EXISTS (SELECT 1 FROM cashier_broke WHERE store_id = ?)`, store)
}

// SetBroke takes the money off the account of a store, or puts it back.
func (s *Cashier) SetBroke(ctx context.Context, store account.StoreID, yes bool) error {
	statement := `DELETE FROM cashier_broke WHERE store_id = ?`
	if yes {
		statement = `INSERT INTO cashier_broke (store_id) VALUES (?) ON CONFLICT DO NOTHING`
	}
	_, err := s.db.Exec(ctx, statement, store)
	return err
}
