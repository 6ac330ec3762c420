// Package gatewaytest is what every payment provider must do, as a test: the
// promises of paying.Gateway. A new gateway is ready when it passes.
package gatewaytest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/sample"
)

// The two stores of the tests.
const (
	Store account.StoreID = 7
	Other account.StoreID = 8
)

// Bench is a gateway to be tested, with the people before its pages.
type Bench struct {
	Gateway paying.Gateway
	Method  paying.Method
	// Restart returns the gateway as it is after the program was started again.
	Restart func() paying.Gateway
	// Deaf returns a gateway that a request does not reach; Silent one that does what it is asked and does not answer.
	Deaf, Silent func() paying.Gateway
	// Pay pays on a page, Decline declines there. An error says that the page takes no decision any more.
	Pay, Decline func(page string) error
	// Sign signs an agreement on a page.
	Sign func(page, payer string) error
	// Empty takes the money off the payer's account.
	Empty func()
	// InTx runs fn in a transaction of the product's database.
	InTx func(ctx context.Context, fn func(ctx context.Context) error) error
}

// promises are the tests, by what a gateway promises.
var promises = []struct {
	name string
	test func(t *testing.T, b Bench, clock *sample.Clock)
}{
	{"nothing is said before the payer decides", undecided},
	{"a paid payment stays paid, whoever closes it", paid},
	{"a declined payment is told and not paid later", declined},
	{"a closed payment cannot be paid", closed},
	{"what nobody heard of is closed when its time is over, and not before", neverHeard},
	{"a debit takes the money once, however often it is asked for", debitOnce},
	{"debits of one payment at the same moment take the money once", debitInParallel},
	{"a debit that was not answered is asked about", debitUnanswered},
	{"a debit that did not arrive took nothing", debitLost},
	{"without money nothing is debited", noMoney},
	{"without an agreement nothing is debited", noAgreement},
	{"an agreement is for the store that signed it", otherStore},
	{"an agreement is signed, and ends", agreement},
	{"an agreement that was asked for can be taken back", withdrawn},
	{"a refund is made once", refundOnce},
	{"more than was paid is not given back", refundTooMuch},
	{"nothing is asked inside a transaction", insideTransaction},
	{"everything is remembered after a restart", restart},
}

// Run tests a gateway. setup returns a fresh one on the clock.
func Run(t *testing.T, setup func(t *testing.T, clock *sample.Clock) Bench) {
	for _, p := range promises {
		t.Run(p.name, func(t *testing.T) {
			clock := sample.NewClock()
			p.test(t, setup(t, clock), clock)
		})
	}
}

// Payment returns a payment of 31.10; change says what is different.
func (b Bench) Payment(n paying.Number, change ...func(*paying.Payment)) paying.Payment {
	p := paying.Payment{Store: Store, Number: n, Method: b.Method, Amount: money.Of(3110, b.Method.Currency()), StartedAt: sample.Moment}
	for _, c := range change {
		c(&p)
	}
	return p
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// started starts a payment and returns its page.
func (b Bench) started(t testing.TB, p paying.Payment) string {
	t.Helper()
	page, err := b.Gateway.Start(t.Context(), p)
	must(t, err)
	return page
}

// isPaid, isClosed and isOpen fail the test unless the gateway says so of a payment.
func isPaid(t testing.TB, g paying.Gateway, p paying.Payment) {
	t.Helper()
	r, decided, err := g.Result(t.Context(), p.Number)
	if err != nil || !decided || !r.Paid || r.Amount != p.Amount || r.Number != p.Number || r.Gateway == "" {
		t.Errorf("payment %s: %+v, %v, %v, want it paid", p.Number, r, decided, err)
	}
}

func isClosed(t testing.TB, g paying.Gateway, p paying.Payment) {
	t.Helper()
	r, decided, err := g.Result(t.Context(), p.Number)
	if err != nil || !decided || r.Paid || r.Reason == "" {
		t.Errorf("payment %s: %+v, %v, %v, want it closed", p.Number, r, decided, err)
	}
}

func isOpen(t testing.TB, g paying.Gateway, p paying.Payment) {
	t.Helper()
	if r, decided, err := g.Result(t.Context(), p.Number); err != nil || decided {
		t.Errorf("payment %s: %+v, %v, %v, want it undecided", p.Number, r, decided, err)
	}
}

func undecided(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.Payment("FP00200000000001")
	isOpen(t, b.Gateway, p)
	b.started(t, p)
	isOpen(t, b.Gateway, p)
	if _, decided, err := b.Gateway.Agreement(t.Context(), "AG00200000000001"); decided || err != nil {
		t.Errorf("an agreement never asked for: %v, %v", decided, err)
	}
}

func paid(t *testing.T, b Bench, clock *sample.Clock) {
	p := b.Payment("FP00200000000001")
	page := b.started(t, p)
	must(t, b.Pay(page))
	if b.Pay(page) == nil || b.Decline(page) == nil {
		t.Error("a paid payment is decided again")
	}
	for range 2 {
		r, decided, err := b.Gateway.Close(t.Context(), p)
		if err != nil || !decided || !r.Paid || r.Amount != p.Amount {
			t.Errorf("closed after it was paid: %+v, %v, %v", r, decided, err)
		}
		clock.Advance(paying.SilentAfter)
	}
	isPaid(t, b.Gateway, p)
}

func declined(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.Payment("FP00200000000001")
	page := b.started(t, p)
	must(t, b.Decline(page))
	isClosed(t, b.Gateway, p)
	if b.Pay(page) == nil {
		t.Error("a declined payment is paid")
	}
}

func closed(t *testing.T, b Bench, clock *sample.Clock) {
	p := b.Payment("FP00200000000001")
	page := b.started(t, p)
	clock.Advance(paying.SilentAfter)
	for range 2 {
		if r, decided, err := b.Gateway.Close(t.Context(), p); err != nil || !decided || r.Paid || r.Reason != "payment_reason_closed" {
			t.Errorf("closed: %+v, %v, %v", r, decided, err)
		}
	}
	if b.Pay(page) == nil || b.Pay(b.started(t, p)) == nil {
		t.Error("a closed payment is paid")
	}
}

func neverHeard(t *testing.T, b Bench, clock *sample.Clock) {
	p := b.Payment("FP00200000000001")
	if r, decided, err := b.Gateway.Close(t.Context(), p); err != nil || decided {
		t.Errorf("closed while it can be paid yet: %+v, %v, %v", r, decided, err)
	}
	must(t, b.Pay(b.started(t, b.Payment("FP00200000000002"))))
	clock.Advance(paying.SilentAfter)
	if r, decided, err := b.Gateway.Close(t.Context(), p); err != nil || !decided || r.Paid {
		t.Errorf("closed: %+v, %v, %v", r, decided, err)
	}
}

// bound signs an agreement and returns the gateway's number of it.
func (b Bench) bound(t testing.TB, store account.StoreID, number string) string {
	t.Helper()
	page, err := b.Gateway.Agree(t.Context(), store, number)
	must(t, err)
	must(t, b.Sign(page, "yiwu@alipay.test"))
	a, decided, err := b.Gateway.Agreement(t.Context(), number)
	if err != nil || !decided || !a.Signed || a.ID == "" || a.Number != number || a.Method != b.Method || a.Name != "yiwu@alipay.test" {
		t.Fatalf("signed: %+v, %v, %v", a, decided, err)
	}
	return a.ID
}

// debited is a payment to be debited.
func (b Bench) debited(t testing.TB, n paying.Number) paying.Payment {
	t.Helper()
	id := b.bound(t, Store, "AG00200000000001")
	return b.Payment(n, func(p *paying.Payment) { p.Agreement = id })
}

func debitOnce(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.debited(t, "FP00200000000001")
	for range 3 {
		r, decided, err := b.Gateway.Debit(t.Context(), p)
		if err != nil || !decided || !r.Paid || r.Amount != p.Amount {
			t.Errorf("debited: %+v, %v, %v", r, decided, err)
		}
	}
	isPaid(t, b.Gateway, p)
}

func debitInParallel(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.debited(t, "FP00200000000001")
	var wg sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		wg.Go(func() {
			r, decided, err := b.Gateway.Debit(t.Context(), p)
			if err != nil || !decided || !r.Paid {
				t.Errorf("debited: %+v, %v, %v", r, decided, err)
			}
			ids[i] = r.Gateway
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("debited as %s and as %s", ids[0], id)
		}
	}
}

func debitUnanswered(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.debited(t, "FP00200000000001")
	if r, decided, err := b.Silent().Debit(t.Context(), p); decided || errs.KindOf(err) != errs.Unavailable {
		t.Errorf("without an answer: %+v, %v, %v", r, decided, err)
	}
	isPaid(t, b.Gateway, p)
}

func debitLost(t *testing.T, b Bench, clock *sample.Clock) {
	p := b.debited(t, "FP00200000000001")
	if r, decided, err := b.Deaf().Debit(t.Context(), p); decided || errs.KindOf(err) != errs.Unavailable {
		t.Errorf("without an answer: %+v, %v, %v", r, decided, err)
	}
	isOpen(t, b.Gateway, p)
	clock.Advance(paying.SilentAfter)
	if r, decided, err := b.Gateway.Close(t.Context(), p); err != nil || !decided || r.Paid {
		t.Errorf("closed: %+v, %v, %v", r, decided, err)
	}
	if r, decided, err := b.Gateway.Debit(t.Context(), p); err == nil && decided && r.Paid {
		t.Errorf("debited after it was closed: %+v, %v, %v", r, decided, err)
	}
}

func (b Bench) refused(t testing.TB, p paying.Payment, reason string) {
	t.Helper()
	r, decided, err := b.Gateway.Debit(t.Context(), p)
	if err != nil || !decided || r.Paid || r.Reason != reason {
		t.Errorf("debited: %+v, %v, %v, want %s", r, decided, err, reason)
	}
}

func noMoney(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.debited(t, "FP00200000000001")
	b.Empty()
	b.refused(t, p, "payment_reason_no_money")
}

func noAgreement(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.debited(t, "FP00200000000001")
	must(t, b.Gateway.End(t.Context(), p.Agreement))
	b.refused(t, p, "payment_reason_no_agreement")
	b.refused(t, b.Payment("FP00200000000002", func(p *paying.Payment) { p.Agreement = "1" }), "payment_reason_no_agreement")
}

func otherStore(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.debited(t, "FP00200000000001")
	p.Store = Other
	b.refused(t, p, "payment_reason_no_agreement")
}

func agreement(t *testing.T, b Bench, _ *sample.Clock) {
	id := b.bound(t, Store, "AG00200000000001")
	other := b.bound(t, Other, "AG00200000000002")
	for range 2 {
		must(t, b.Gateway.End(t.Context(), id))
	}
	for number, want := range map[string]bool{"AG00200000000001": false, "AG00200000000002": true} {
		if a, decided, err := b.Gateway.Agreement(t.Context(), number); err != nil || !decided || a.Signed != want {
			t.Errorf("%s after %s ended and not %s: %+v, %v, %v", number, id, other, a, decided, err)
		}
	}
}

func withdrawn(t *testing.T, b Bench, _ *sample.Clock) {
	page, err := b.Gateway.Agree(t.Context(), Store, "AG00200000000001")
	must(t, err)
	take := func(want bool) {
		t.Helper()
		if ended, err := b.Gateway.Withdraw(t.Context(), "AG00200000000001"); err != nil || ended != want {
			t.Errorf("taken back: %v, %v, want %v", ended, err, want)
		}
	}
	take(false)
	must(t, b.Sign(page, "late@alipay.test"))
	take(true)
	take(false)
}

func (b Bench) refund(p paying.Payment, minor int64) paying.Refund {
	return paying.Refund{
		Store: p.Store, Payment: p.Number, Method: p.Method, Parcel: parcel.Number("LP00143017180001"), Amount: money.Of(minor, p.Amount.Currency),
	}
}

func refundOnce(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.Payment("FP00200000000001")
	must(t, b.Pay(b.started(t, p)))
	if err := b.Silent().Refund(t.Context(), b.refund(p, 3000)); errs.KindOf(err) != errs.Unavailable {
		t.Errorf("without an answer: %v", err)
	}
	for range 2 {
		must(t, b.Gateway.Refund(t.Context(), b.refund(p, 3000))) // twice as much would be more than was paid
	}
	isPaid(t, b.Gateway, p)
}

func refundTooMuch(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.Payment("FP00200000000001")
	page := b.started(t, p)
	if b.Gateway.Refund(t.Context(), b.refund(p, 1)) == nil {
		t.Error("what was not paid is given back")
	}
	must(t, b.Pay(page))
	if b.Gateway.Refund(t.Context(), b.refund(p, 3111)) == nil {
		t.Error("more than was paid is given back")
	}
}

func insideTransaction(t *testing.T, b Bench, _ *sample.Clock) {
	p := b.debited(t, "FP00200000000001")
	for name, call := range map[string]func(context.Context) error{
		"start":     func(ctx context.Context) error { _, err := b.Gateway.Start(ctx, p); return err },
		"debit":     func(ctx context.Context) error { _, _, err := b.Gateway.Debit(ctx, p); return err },
		"result":    func(ctx context.Context) error { _, _, err := b.Gateway.Result(ctx, p.Number); return err },
		"close":     func(ctx context.Context) error { _, _, err := b.Gateway.Close(ctx, p); return err },
		"refund":    func(ctx context.Context) error { return b.Gateway.Refund(ctx, b.refund(p, 1)) },
		"agree":     func(ctx context.Context) error { _, err := b.Gateway.Agree(ctx, Store, "AG1"); return err },
		"agreement": func(ctx context.Context) error { _, _, err := b.Gateway.Agreement(ctx, "AG1"); return err },
		"end":       func(ctx context.Context) error { return b.Gateway.End(ctx, p.Agreement) },
		"withdraw":  func(ctx context.Context) error { _, err := b.Gateway.Withdraw(ctx, "AG1"); return err },
	} {
		if err := b.InTx(t.Context(), call); err == nil || errs.KindOf(err) != errs.Internal {
			t.Errorf("%s inside a transaction: %v", name, err)
		}
	}
	isOpen(t, b.Gateway, p)
}

func restart(t *testing.T, b Bench, clock *sample.Clock) {
	p, q, d := b.Payment("FP00200000000001"), b.Payment("FP00200000000002"), b.debited(t, "FP00200000000003")
	must(t, b.Pay(b.started(t, p)))
	must(t, b.Decline(b.started(t, q)))
	clock.Advance(time.Minute)
	after := b.Restart()
	isPaid(t, after, p)
	isClosed(t, after, q)
	if r, decided, err := after.Debit(t.Context(), d); err != nil || !decided || !r.Paid {
		t.Errorf("debited under an agreement of before: %+v, %v, %v", r, decided, err)
	}
}

// ErrCut is what a cut wire says.
var ErrCut = errors.New("the wire is cut")
