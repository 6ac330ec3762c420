package sqlstore

import (
	"context"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay"
	"sellerdesk/internal/db"
	"sellerdesk/internal/paying"
)

// Cashier is the memory of the cashier of rehearsal stores, in the rehearsal database.
type Cashier struct{ db *db.DB }

// NewCashier returns the cashier's memory in a rehearsal database.
func NewCashier(d *db.DB) *Cashier { return &Cashier{d} }

const cashierColumns = `number, store_id, method, amount_minor, currency, state, paid_minor, gateway, return_to, started_at, decided_at, notice_due`

func scanCashierOrder(r db.Row) (o alipay.Order, err error) {
	var started db.Time
	var decided, due db.NullTime
	err = r.Scan(&o.Number, &o.Store, &o.Method, &o.Amount.Minor, &o.Amount.Currency, &o.State,
		&o.Paid.Minor, &o.Gateway, &o.ReturnTo, &started, &decided, &due)
	o.Paid.Currency = o.Amount.Currency
	o.StartedAt, o.DecidedAt, o.NoticeDue = started.Time, decided.Time, due.Time
	return o, err
}

// PutOrder stores a payment unless its number is known.
func (s *Cashier) PutOrder(ctx context.Context, o alipay.Order) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO cashier_payments (`+cashierColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`,
		o.Number, o.Store, o.Method, o.Amount.Minor, o.Amount.Currency, o.State, o.Paid.Minor,
		o.Gateway, o.ReturnTo, db.Time{Time: o.StartedAt}, db.NullTime{Time: o.DecidedAt}, db.NullTime{Time: o.NoticeDue})
	return err
}

// Order returns a payment.
func (s *Cashier) Order(ctx context.Context, n paying.Number) (alipay.Order, error) {
	o, err := db.One(ctx, s.db, scanCashierOrder, `
		SELECT `+cashierColumns+`
		FROM cashier_payments
		WHERE number = ?`, n)
	return found(o, err, alipay.ErrNotFound)
}

// Decide stores what was decided about an open payment and reports whether it still was open.
func (s *Cashier) Decide(ctx context.Context, o alipay.Order) (bool, error) {
	n, err := s.db.Exec(ctx, `
		UPDATE cashier_payments
		SET state = ?, paid_minor = ?, decided_at = ?, notice_due = ?
		WHERE number = ? AND state = ?`,
		o.State, o.Paid.Minor, db.NullTime{Time: o.DecidedAt}, db.NullTime{Time: o.NoticeDue}, o.Number, alipay.Open)
	return n > 0, err
}

// DueNotices returns the payments of a store whose notice is due.
func (s *Cashier) DueNotices(ctx context.Context, store account.StoreID, now time.Time) ([]alipay.Order, error) {
	return db.All(ctx, s.db, scanCashierOrder, `
		SELECT `+cashierColumns+`
		FROM cashier_payments
		WHERE store_id = ? AND notice_due <= ?
		ORDER BY notice_due, number
		LIMIT 100`, store, db.Time{Time: now})
}

// Told notes that no notice of a payment is to come any more.
func (s *Cashier) Told(ctx context.Context, n paying.Number) error {
	_, err := s.db.Exec(ctx, `UPDATE cashier_payments SET notice_due = NULL WHERE number = ?`, n)
	return err
}

const contractColumns = `number, store_id, method, state, payer, agreement, return_to, asked_at`

func scanContract(r db.Row) (k alipay.Contract, err error) {
	var asked db.Time
	err = r.Scan(&k.Number, &k.Store, &k.Method, &k.State, &k.Payer, &k.ID, &k.ReturnTo, &asked)
	k.AskedAt = asked.Time
	return k, err
}

// PutContract stores an agreement unless its number is known.
func (s *Cashier) PutContract(ctx context.Context, k alipay.Contract) error {
	_, err := s.db.Exec(ctx, `
		INSERT INTO cashier_agreements (`+contractColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`,
		k.Number, k.Store, k.Method, k.State, k.Payer, k.ID, k.ReturnTo, db.Time{Time: k.AskedAt})
	return err
}

// Contract returns an agreement.
func (s *Cashier) Contract(ctx context.Context, number string) (alipay.Contract, error) {
	k, err := db.One(ctx, s.db, scanContract, `
		SELECT `+contractColumns+`
		FROM cashier_agreements
		WHERE number = ?`, number)
	return found(k, err, alipay.ErrNotFound)
}

// Sign stores what was decided about an open agreement and reports whether it still was open.
func (s *Cashier) Sign(ctx context.Context, k alipay.Contract) (bool, error) {
	n, err := s.db.Exec(ctx, `
		UPDATE cashier_agreements
		SET state = ?, payer = ?
		WHERE number = ? AND state = ?`, k.State, k.Payer, k.Number, alipay.Open)
	if err != nil {
		return false, fmt.Errorf("sign agreement %s: %w", k.Number, err)
	}
	return n > 0, nil
}

// End marks a signed agreement of the store as ended.
func (s *Cashier) End(ctx context.Context, store account.StoreID, id string) error {
	_, err := s.db.Exec(ctx, `
		UPDATE cashier_agreements
		SET state = ?
		WHERE store_id = ? AND agreement = ? AND state = ?`, alipay.Ended, store, id, alipay.Signed)
	return err
}

// Withdraw marks an agreement of the store as ended that is open or signed.
func (s *Cashier) Withdraw(ctx context.Context, store account.StoreID, number string) error {
	_, err := s.db.Exec(ctx, `
		UPDATE cashier_agreements
		SET state = ?
		WHERE store_id = ? AND number = ? AND state IN (?, ?)`, alipay.Ended, store, number, alipay.Open, alipay.Signed)
	return err
}
