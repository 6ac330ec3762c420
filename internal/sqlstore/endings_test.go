package sqlstore_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/paying"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

func TestAgreementsToEndAreNotedOnceAndByStore(t *testing.T) {
	d := dbtest.New(t)
	payments := sqlstore.NewPayments(d)
	store, other := dbtest.Store(t, d), dbtest.Store(t, d)
	bound := paying.Ending{Store: store, Number: "9000", Method: paying.Alipay, Name: "yiwu@alipay.test"}
	asked := paying.Ending{Store: store, Number: "AG1", Asked: true, Method: paying.AlipayInternational, Until: sample.Moment}
	for _, e := range []paying.Ending{asked, bound, bound, {Store: other, Number: "9000"}} {
		if err := payments.AddEnding(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	got, err := payments.Endings(t.Context(), store)
	if diff := cmp.Diff([]paying.Ending{bound, asked}, got); err != nil || diff != "" {
		t.Errorf("%v, (-want +got):\n%s", err, diff)
	}
	for _, want := range []bool{true, false} {
		if removed, err := payments.RemoveEnding(t.Context(), bound); err != nil || removed != want {
			t.Errorf("removed: %v, %v, want %v", removed, err, want)
		}
	}
	if left, err := payments.Endings(t.Context(), other); err != nil || len(left) != 1 {
		t.Errorf("of another store %v are left, %v", left, err)
	}
}
