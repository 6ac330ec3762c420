package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/db"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
)

// Payments are the payments of freight and the deduction accounts.
type Payments struct{ db *db.DB }

// NewPayments returns the payments of a database.
func NewPayments(d *db.DB) *Payments { return &Payments{d} }

const paymentColumns = `id, store_id, number, method, status, amount_minor, currency, amount_fen, rate, agreement, gateway_number, reason, started_by, started_at, decided_at, version`

func scanPayment(r db.Row) (p paying.Payment, err error) {
	var started db.Time
	var decided db.NullTime
	var by *account.PersonID
	p.CNY.Currency = money.CNY
	err = r.Scan(&p.ID, &p.Store, &p.Number, &p.Method, &p.Status, &p.Amount.Minor, &p.Amount.Currency, &p.CNY.Minor,
		&p.Rate, &p.Agreement, &p.Gateway, &p.Reason, &by, &started, &decided, &p.Version)
	p.StartedAt, p.DecidedAt = started.Time, decided.Time
	if by != nil {
		p.StartedBy = *by
	}
	return p, err
}

// person is a person's id for a column that may be NULL.
func person(id account.PersonID) *account.PersonID {
	if id == 0 {
		return nil
	}
	return &id
}

// NextNumber gives out the next payment number.
func (s *Payments) NextNumber(ctx context.Context) (paying.Number, error) {
	n, err := nextNumber(ctx, s.db, "payment")
	return paying.Number(fmt.Sprintf("FP%014d", n)), err
}

// Insert stores a pending payment with its parts. A parcel that is in another pending payment is ErrInPayment.
func (s *Payments) Insert(ctx context.Context, p paying.Payment) (int64, error) {
	id, err := db.Insert[int64](ctx, s.db, `
		INSERT INTO payments (store_id, number, method, status, amount_minor, currency, amount_fen, rate, agreement, started_by, started_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		RETURNING id`,
		p.Store, p.Number, p.Method, p.Status, p.Amount.Minor, p.Amount.Currency, p.CNY.Minor, p.Rate, p.Agreement,
		person(p.StartedBy), db.Time{Time: p.StartedAt})
	if err != nil {
		return 0, fmt.Errorf("insert payment %s: %w", p.Number, err)
	}
	for _, part := range p.Parcels {
		_, err := s.db.Exec(ctx, `
			INSERT INTO payment_parcels (store_id, payment_id, parcel_id, amount_fen, amount_minor, pending)
			VALUES (?, ?, ?, ?, ?, 1)`, p.Store, id, part.Parcel, part.CNY.Minor, part.Amount.Minor)
		if db.IsUnique(err, "payment_parcels.parcel_id") {
			return 0, paying.ErrInPayment.With("Number", part.Number)
		}
		if err != nil {
			return 0, fmt.Errorf("insert part of payment %s: %w", p.Number, err)
		}
	}
	return id, nil
}

// Get returns a payment of the store with its parts.
func (s *Payments) Get(ctx context.Context, store account.StoreID, n paying.Number) (paying.Payment, error) {
	p, err := s.ByNumber(ctx, n)
	if err == nil && p.Store != store {
		return paying.Payment{}, paying.ErrNotFound
	}
	return p, err
}

// ByNumber returns a payment of any store: a gateway's notice names no store.
func (s *Payments) ByNumber(ctx context.Context, n paying.Number) (paying.Payment, error) {
	p, err := db.One(ctx, s.db, scanPayment, `
		SELECT `+paymentColumns+`
		FROM payments
		WHERE number = ?`, n)
	if p, err = found(p, err, paying.ErrNotFound); err != nil {
		return paying.Payment{}, fmt.Errorf("get payment %s: %w", n, err)
	}
	p.Parcels, err = s.parts(ctx, p)
	return p, err
}

func (s *Payments) parts(ctx context.Context, p paying.Payment) ([]paying.Part, error) {
	return db.All(ctx, s.db, func(r db.Row) (part paying.Part, err error) {
		part.CNY.Currency, part.Amount.Currency = money.CNY, p.Amount.Currency
		err = r.Scan(&part.Parcel, &part.Number, &part.CNY.Minor, &part.Amount.Minor)
		return part, err
	}, `
		SELECT pp.parcel_id, p.number, pp.amount_fen, pp.amount_minor
		FROM payment_parcels pp
		JOIN parcels p ON p.store_id = pp.store_id AND p.id = pp.parcel_id
		WHERE pp.store_id = ? AND pp.payment_id = ?
		ORDER BY p.number`, p.Store, p.ID)
}

// Decide stores what became of a payment; unless it is held, its parcels are free for another one.
func (s *Payments) Decide(ctx context.Context, p paying.Payment) error {
	n, err := s.db.Exec(ctx, `
		UPDATE payments
		SET status = ?, gateway_number = ?, reason = ?, decided_at = ?, version = version + 1
		WHERE store_id = ? AND id = ? AND version = ? AND status IN (?, ?)`,
		p.Status, p.Gateway, p.Reason, db.NullTime{Time: p.DecidedAt}, p.Store, p.ID, p.Version, paying.Pending, paying.Held)
	if err != nil {
		return fmt.Errorf("decide payment %s: %w", p.Number, err)
	}
	if n == 0 {
		return paying.ErrStatus.With("Number", p.Number)
	}
	if p.Status == paying.Held {
		return nil // somebody has to look: its parcels are not paid a second time meanwhile
	}
	_, err = s.db.Exec(ctx, `UPDATE payment_parcels SET pending = 0 WHERE store_id = ? AND payment_id = ?`, p.Store, p.ID)
	return err
}

// PendingFor returns the numbers of the payments that parcels are waiting for.
func (s *Payments) PendingFor(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]paying.Number, error) {
	type pending struct {
		parcel parcel.ID
		number paying.Number
	}
	q := s.db.Select("pp.parcel_id, p.number").From("payment_parcels pp")
	q.Join("payments p", "p.store_id = pp.store_id", "p.id = pp.payment_id")
	q.Where(q.Equal("pp.store_id", store), "pp.pending = 1", in(q, "pp.parcel_id", ids))
	query, args := q.Build()
	rows, err := db.All(ctx, s.db, func(r db.Row) (p pending, err error) {
		err = r.Scan(&p.parcel, &p.number)
		return p, err
	}, query, args...)
	found := map[parcel.ID]paying.Number{}
	for _, p := range rows {
		found[p.parcel] = p.number
	}
	return found, err
}

// Silent returns payments of a store that are pending since before a moment.
func (s *Payments) Silent(ctx context.Context, store account.StoreID, before time.Time) ([]paying.Number, error) {
	return db.All(ctx, s.db, func(r db.Row) (n paying.Number, err error) {
		err = r.Scan(&n)
		return n, err
	}, `
		SELECT number
		FROM payments
		WHERE store_id = ? AND status = 'pending' AND started_at <= ?
		ORDER BY started_at
		LIMIT 100`, store, db.Time{Time: before})
}

// Unsettled reports whether a store has freight that is due, or a parcel between Submit and its charge.
func (s *Payments) Unsettled(ctx context.Context, store account.StoreID) (bool, error) {
	return db.One(ctx, s.db, func(r db.Row) (yes bool, err error) {
		err = r.Scan(&yes)
		return yes, err
	}, `
		SELECT EXISTS (SELECT 1 FROM freight_open WHERE store_id = ? AND due_fen > 0)
		    OR EXISTS (SELECT 1 FROM parcels WHERE store_id = ? AND stage = ?)`, store, store, parcel.StageWaiting)
}

const accountColumns = `store_id, status, kind, account, agreement, asked_kind, asked_number, bound_at, version`

func scanDeductionAccount(r db.Row) (a paying.Account, err error) {
	var bound db.NullTime
	err = r.Scan(&a.Store, &a.Status, &a.Kind, &a.Name, &a.Agreement, &a.AskedKind, &a.Asked, &bound, &a.Version)
	a.BoundAt = bound.Time
	return a, err
}

// Account returns the deduction account of a store; without a row none is bound.
func (s *Payments) Account(ctx context.Context, store account.StoreID) (paying.Account, error) {
	a, err := db.One(ctx, s.db, scanDeductionAccount, `
		SELECT `+accountColumns+`
		FROM deduction_accounts
		WHERE store_id = ?`, store)
	if errors.Is(err, db.ErrNoRows) {
		return paying.Account{Store: store, Status: paying.NotBound}, nil
	}
	return a, err
}

// AccountOf returns the account that waits for an agreement or is bound by it, of any store: a gateway's notice names none.
func (s *Payments) AccountOf(ctx context.Context, number, id string) (paying.Account, error) {
	a, err := db.One(ctx, s.db, scanDeductionAccount, `
		SELECT `+accountColumns+`
		FROM deduction_accounts
		WHERE asked_number = ? AND asked_number <> '' OR agreement = ? AND agreement <> ''
		LIMIT 1`, number, id)
	return found(a, err, paying.ErrNotFound)
}

// SaveAccount stores the deduction account of a store if nobody changed it since it was read.
func (s *Payments) SaveAccount(ctx context.Context, a paying.Account) error {
	n, err := s.db.Exec(ctx, `
		INSERT INTO deduction_accounts (`+accountColumns+`)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)
		ON CONFLICT (store_id) DO UPDATE
		SET status = excluded.status, kind = excluded.kind, account = excluded.account, agreement = excluded.agreement,
		    asked_kind = excluded.asked_kind, asked_number = excluded.asked_number, bound_at = excluded.bound_at,
		    version = deduction_accounts.version + 1
		WHERE deduction_accounts.version = ?`,
		a.Store, a.Status, a.Kind, a.Name, a.Agreement, a.AskedKind, a.Asked, db.NullTime{Time: a.BoundAt}, a.Version)
	if err != nil {
		return fmt.Errorf("save deduction account of store %d: %w", a.Store, err)
	}
	if n == 0 {
		return paying.ErrChanged
	}
	return nil
}
