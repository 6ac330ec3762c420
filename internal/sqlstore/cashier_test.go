package sqlstore_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

func trade(n paying.Number, change ...func(*cashier.Trade)) cashier.Trade {
	o := cashier.Trade{
		Number: n, Store: 1, Method: paying.Alipay, Amount: money.Of(3110, money.CNY), State: cashier.Open,
		Paid: money.Of(0, money.CNY), Told: money.Of(0, money.CNY), ID: "2000", StartedAt: sample.Moment, ExpiresAt: sample.Moment.Add(time.Hour),
	}
	for _, c := range change {
		c(&o)
	}
	return o
}

func TestThePaymentsOfTheCashierAreKeptAndDecidedOnce(t *testing.T) {
	s := sqlstore.NewCashier(dbtest.NewRehearsal(t))
	want := trade("FP1")
	for _, o := range []cashier.Trade{want, trade("FP1", func(o *cashier.Trade) { o.Amount.Minor = 1 })} {
		if err := s.PutTrade(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Trade(t.Context(), "FP1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("announced twice: %v %s", err, diff)
	}
	want.State, want.Paid, want.Told, want.DecidedAt, want.NoticeDue = cashier.Paid, want.Amount, money.Of(1, money.CNY), sample.Moment, sample.Moment.Add(time.Hour)
	if done, err := s.Decide(t.Context(), want); !done || err != nil {
		t.Fatalf("decided: %v, %v", done, err)
	}
	if done, err := s.Decide(t.Context(), trade("FP1", func(o *cashier.Trade) { o.State = cashier.Declined })); done || err != nil {
		t.Errorf("decided again: %v, %v", done, err)
	}
	got, err = s.Trade(t.Context(), "FP1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if _, err := s.Trade(t.Context(), "FP2"); errs.KindOf(err) != errs.NotFound {
		t.Errorf("a payment nobody announced: %v", err)
	}
}

func TestNoticesAreDueByTheStoresClockUntilTold(t *testing.T) {
	s := sqlstore.NewCashier(dbtest.NewRehearsal(t))
	due := func(o *cashier.Trade) { o.NoticeDue = sample.Moment }
	for _, o := range []cashier.Trade{
		trade("FP1", due), trade("FP2"), trade("FP3", due, func(o *cashier.Trade) { o.Store = 2 }),
		trade("FP4", func(o *cashier.Trade) { o.NoticeDue = sample.Moment.Add(time.Millisecond) }),
	} {
		if err := s.PutTrade(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	numbers := func() (all []paying.Number) {
		t.Helper()
		orders, err := s.DueNotices(t.Context(), 1, sample.Moment)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range orders {
			all = append(all, o.Number)
		}
		return all
	}
	if diff := cmp.Diff([]paying.Number{"FP1"}, numbers()); diff != "" {
		t.Error(diff)
	}
	want := trade("FP1", func(o *cashier.Trade) { o.NoticeDue, o.Notices = sample.Moment.Add(time.Minute), 3 })
	if err := s.Tell(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if got := numbers(); len(got) != 0 {
		t.Errorf("put off, and still due: %v", got)
	}
	if got, err := s.Trade(t.Context(), "FP1"); err != nil || got.Notices != 3 || !got.NoticeDue.Equal(want.NoticeDue) {
		t.Errorf("put off: %+v, %v", got, err)
	}
}

func TestAgreementsOfTheCashierAreKeptAndDecidedOnce(t *testing.T) {
	s := sqlstore.NewCashier(dbtest.NewRehearsal(t))
	want := cashier.Contract{
		Number: "AG1", Store: 1, Method: paying.AlipayInternational, State: cashier.Signed, Payer: "yiwu@alipay.test", ID: "9000", AskedAt: sample.Moment,
	}
	declined := want
	declined.State = cashier.Declined
	for _, k := range []cashier.Contract{want, declined} {
		if err := s.PutContract(t.Context(), k); err != nil {
			t.Fatal(err)
		}
	}
	for name, find := range map[string]func() (cashier.Contract, error){
		"the shop's number":        func() (cashier.Contract, error) { return s.Contract(t.Context(), "AG1") },
		"the cashier's own number": func() (cashier.Contract, error) { return s.ContractByID(t.Context(), "9000") },
	} {
		got, err := find()
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("by %s: %v %s", name, err, diff)
		}
	}
	for range 2 {
		if err := s.EndContract(t.Context(), "AG1"); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Contract(t.Context(), "AG1"); err != nil || got.State != cashier.Ended {
		t.Errorf("ended: %+v, %v", got, err)
	}
	if _, err := s.Contract(t.Context(), "AG2"); errs.KindOf(err) != errs.NotFound {
		t.Errorf("an agreement nobody asked for: %v", err)
	}
	if _, err := s.ContractByID(t.Context(), "AG1"); errs.KindOf(err) != errs.NotFound {
		t.Errorf("the shop's number is taken for the cashier's: %v", err)
	}
}

func TestTheKeysOfTheCashierAreKeptOnce(t *testing.T) {
	s := sqlstore.NewCashier(dbtest.NewRehearsal(t))
	want := map[string]string{"shop": "one", "cashier": "two"}
	for _, keys := range []map[string]string{want, {"shop": "three"}} {
		if err := s.PutKeys(t.Context(), keys); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Keys(t.Context())
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
}

func TestRefundsOfTheCashierAreKeptOnceAndAddedUp(t *testing.T) {
	s := sqlstore.NewCashier(dbtest.NewRehearsal(t))
	if err := s.PutTrade(t.Context(), trade("FP1")); err != nil {
		t.Fatal(err)
	}
	want := cashier.Refund{Request: "R1", Number: "FP1", Amount: money.Of(300, money.CNY)}
	for _, r := range []cashier.Refund{want, want, {Request: "R2", Number: "FP1", Amount: money.Of(10, money.CNY)}} {
		if err := s.PutRefund(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := s.Refund(t.Context(), "R1"); err != nil || got != want {
		t.Errorf("refund = %+v, %v", got, err)
	}
	if _, err := s.Refund(t.Context(), "R3"); errs.KindOf(err) != errs.NotFound {
		t.Errorf("a refund nobody asked for: %v", err)
	}
	for n, want := range map[paying.Number]int64{"FP1": 310, "FP2": 0} {
		if got, err := s.Refunded(t.Context(), n); err != nil || got != want {
			t.Errorf("%d are refunded of %s, %v, want %d", got, n, err, want)
		}
	}
}

func TestTheMoneyOfAStoreIsTakenAndPutBack(t *testing.T) {
	s := sqlstore.NewCashier(dbtest.NewRehearsal(t))
	for _, broke := range []bool{false, true, true, false, false} {
		if err := s.SetBroke(t.Context(), 1, broke); err != nil {
			t.Fatal(err)
		}
		got, err := s.Broke(t.Context(), 1)
		other, otherErr := s.Broke(t.Context(), 2)
		if err != nil || otherErr != nil || got != broke || other {
			t.Errorf("broke %v, the other store %v, %v, %v", got, other, err, otherErr)
		}
	}
}
