package sqlstore_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/alipay"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

func cashierOrder(n paying.Number, change ...func(*alipay.Order)) alipay.Order {
	o := alipay.Order{
		Number: n, Store: 1, Method: paying.Alipay, Amount: money.Of(3110, money.CNY), State: alipay.Open,
		Paid: money.Of(0, money.CNY), Gateway: "2000", ReturnTo: "/back", StartedAt: sample.Moment,
	}
	for _, c := range change {
		c(&o)
	}
	return o
}

func TestThePaymentsOfTheCashierAreKeptAndDecidedOnce(t *testing.T) {
	s := sqlstore.NewCashier(dbtest.NewRehearsal(t))
	want := cashierOrder("FP1")
	for _, o := range []alipay.Order{want, cashierOrder("FP1", func(o *alipay.Order) { o.Amount.Minor = 1 })} {
		if err := s.PutOrder(t.Context(), o); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Order(t.Context(), "FP1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("announced twice: %v %s", err, diff)
	}
	want.State, want.Paid, want.DecidedAt, want.NoticeDue = alipay.Paid, want.Amount, sample.Moment, sample.Moment.Add(time.Hour)
	if done, err := s.Decide(t.Context(), want); !done || err != nil {
		t.Fatalf("decided: %v, %v", done, err)
	}
	if done, err := s.Decide(t.Context(), cashierOrder("FP1", func(o *alipay.Order) { o.State = alipay.Declined })); done || err != nil {
		t.Errorf("decided again: %v, %v", done, err)
	}
	got, err = s.Order(t.Context(), "FP1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if _, err := s.Order(t.Context(), "FP2"); errs.KindOf(err) != errs.NotFound {
		t.Errorf("a payment nobody announced: %v", err)
	}
}

func TestNoticesAreDueByTheStoresClockUntilTold(t *testing.T) {
	s := sqlstore.NewCashier(dbtest.NewRehearsal(t))
	due := func(o *alipay.Order) { o.NoticeDue = sample.Moment }
	for _, o := range []alipay.Order{
		cashierOrder("FP1", due), cashierOrder("FP2"), cashierOrder("FP3", due, func(o *alipay.Order) { o.Store = 2 }),
		cashierOrder("FP4", func(o *alipay.Order) { o.NoticeDue = sample.Moment.Add(time.Millisecond) }),
	} {
		if err := s.PutOrder(t.Context(), o); err != nil {
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
	if err := s.Told(t.Context(), "FP1"); err != nil {
		t.Fatal(err)
	}
	if got := numbers(); len(got) != 0 {
		t.Errorf("told, and still due: %v", got)
	}
}

func TestAgreementsOfTheCashierAreKeptAndSignedOnce(t *testing.T) {
	s := sqlstore.NewCashier(dbtest.NewRehearsal(t))
	want := alipay.Contract{
		Number: "AG1", Store: 1, Method: paying.AlipayInternational, State: alipay.Open, ID: "9000", ReturnTo: "/back", AskedAt: sample.Moment,
	}
	for range 2 {
		if err := s.PutContract(t.Context(), want); err != nil {
			t.Fatal(err)
		}
	}
	want.State, want.Payer = alipay.Signed, "yiwu@alipay.test"
	if done, err := s.Sign(t.Context(), want); !done || err != nil {
		t.Fatalf("signed: %v, %v", done, err)
	}
	if done, err := s.Sign(t.Context(), want); done || err != nil {
		t.Errorf("signed again: %v, %v", done, err)
	}
	got, err := s.Contract(t.Context(), "AG1")
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if _, err := s.Contract(t.Context(), "AG2"); errs.KindOf(err) != errs.NotFound {
		t.Errorf("an agreement nobody asked for: %v", err)
	}
}
