package paying_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// till is a shop with some parcels to pay for, and every payment that was started.
type till struct {
	*shop.Shop
	parcels  []parcel.Parcel
	payments []paying.Payment
	debits   []paying.Payment // the newest
}

// steps are what payer, cashier, clock and worker may do, in any order.
func (w *till) steps(t *testing.T) map[string]func(*rapid.T) {
	ctx := t.Context()
	one := func(r *rapid.T) (paying.Payment, bool) {
		if len(w.payments) == 0 {
			return paying.Payment{}, false
		}
		return rapid.SampledFrom(w.payments).Draw(r, "payment"), true
	}
	return map[string]func(*rapid.T){
		"start": func(r *rapid.T) {
			some := rapid.SliceOfNDistinct(rapid.SampledFrom(w.parcels), 1, 3, func(p parcel.Parcel) parcel.ID { return p.ID }).Draw(r, "parcels")
			p, _, err := w.Paying.Start(ctx, w.Store, w.Owner, numbers(some), rapid.SampledFrom(paying.Methods).Draw(r, "method"))
			if err == nil {
				w.payments = append(w.payments, p)
			} else if !errors.Is(err, paying.ErrInPayment) && !errors.Is(err, paying.ErrNothingDue) {
				r.Fatal(err)
			}
		},
		"decide": func(r *rapid.T) {
			if p, ok := one(r); ok {
				_, err := w.Decide(t, p.Number, rapid.SampledFrom(cashier.Decisions).Draw(r, "decision"))
				if err != nil && !errors.Is(err, cashier.ErrDecided) && !errors.Is(err, cashier.ErrExpired) {
					r.Fatal(err)
				}
			}
		},
		"return": func(r *rapid.T) {
			if p, ok := one(r); ok {
				if _, err := w.Paying.Returned(ctx, w.Store, p.Number); err != nil {
					r.Fatal(err)
				}
			}
		},
		"continue": func(r *rapid.T) {
			if p, ok := one(r); ok {
				if _, err := w.Paying.Continue(ctx, w.Store, p.Number); err != nil && !errors.Is(err, paying.ErrStatus) {
					r.Fatal(err)
				}
			}
		},
		"time passes": func(r *rapid.T) {
			w.Clock.Advance(time.Duration(rapid.IntRange(1, 20).Draw(r, "minutes")) * time.Minute)
		},
		"notices": func(r *rapid.T) {
			if _, err := w.Cashier.SendNotices(ctx, w.Store); err != nil {
				r.Fatal(err)
			}
		},
		"a day passes": func(*rapid.T) { w.Clock.Advance(24 * time.Hour) },
		"money comes and goes": func(r *rapid.T) {
			if err := w.Cashier.SetBroke(ctx, w.Store, rapid.Bool().Draw(r, "broke")); err != nil {
				r.Fatal(err)
			}
		},
		"debit": func(r *rapid.T) {
			if _, err := w.Paying.Deduct(ctx, w.Store); err != nil {
				r.Fatal(err)
			}
			debits, err := w.Paying.Debits(ctx, w.Store)
			if err != nil {
				r.Fatal(err)
			}
			w.debits = debits.Last
		},
		"arrears": func(r *rapid.T) {
			if _, err := w.Paying.KeepArrears(ctx, w.Store); err != nil {
				r.Fatal(err)
			}
		},
		"sweep": func(r *rapid.T) {
			if _, err := w.Paying.CloseSilent(ctx, w.Store); err != nil {
				r.Fatal(err)
			}
		},
		"": func(r *rapid.T) { w.check(t, r) },
	}
}

// check compares the ledger with what payments say: each parcel is paid once at
// most, in full, and never by two payments at a time.
func (w *till) check(t *testing.T, r *rapid.T) {
	paid, open := map[parcel.ID]int{}, map[parcel.ID]int{}
	for _, p := range slices.Concat(w.payments, w.debits) {
		now, err := w.Paying.Get(t.Context(), w.Store, p.Number)
		if err != nil {
			r.Fatal(err)
		}
		for _, part := range now.Parcels {
			switch now.Status {
			case paying.Paid:
				paid[part.Parcel]++
			case paying.Pending, paying.Held:
				open[part.Parcel]++
			case paying.Declined:
			}
		}
	}
	balances, err := w.Freight.Balances(t.Context(), w.Store, ids(w.parcels))
	if err != nil {
		r.Fatal(err)
	}
	for id, b := range balances {
		if paid[id]+open[id] > 1 || b.Due.Minor != 3110*int64(1-paid[id]) {
			r.Fatalf("parcel %d: paid by %d payments, in %d open ones, %s due", id, paid[id], open[id], b.Due)
		}
	}
}

func ids(parcels []parcel.Parcel) []parcel.ID {
	all := make([]parcel.ID, len(parcels))
	for i, p := range parcels {
		all[i] = p.ID
	}
	return all
}

func TestWhateverHappensFreightIsPaidOnceAndInFull(t *testing.T) {
	s := debtor(t, paying.Alipay)
	rapid.Check(t, func(r *rapid.T) {
		w := &till{Shop: s}
		for range 3 {
			w.parcels = append(w.parcels, w.Charged(t, 3110))
		}
		r.Repeat(w.steps(t))
	})
}
