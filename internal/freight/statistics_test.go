package freight

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/money"
)

func TestAPeriodHasOneDayToOneYear(t *testing.T) {
	tests := []struct {
		from, to string
		want     error
	}{
		{"2026-11-20", "2026-11-20", nil},
		{"2026-11-21", "2026-11-20", ErrPeriodBackwards},
		{"2028-01-01", "2028-12-31", nil}, // a leap year
		{"2026-01-01", "2027-01-02", ErrPeriodLong},
	}
	for _, tt := range tests {
		if err := (Period{tt.from, tt.to}).Check(); !errors.Is(err, tt.want) {
			t.Errorf("%s to %s: %v, want %v", tt.from, tt.to, err, tt.want)
		}
	}
}

func TestAPeriodHasEveryDayAndEveryMonth(t *testing.T) {
	p := Period{"2026-10-30", "2026-12-01"}
	if n := len(p.Steps(ByDay)); n != 33 {
		t.Errorf("%d days", n)
	}
	if diff := cmp.Diff([]string{"2026-10", "2026-11", "2026-12"}, p.Steps(ByMonth)); diff != "" {
		t.Error(diff)
	}
	if steps := p.Steps(ByCountry); steps != nil {
		t.Errorf("countries have no order in time: %v", steps)
	}
}

func TestThisMonthIsThatOfTheStoresZone(t *testing.T) {
	midnight := time.Date(2026, 11, 30, 16, 0, 0, 0, time.UTC)
	shanghai := time.FixedZone("", 8*3600)
	if got, want := MonthUntil(midnight.In(shanghai)), (Period{"2026-12-01", "2026-12-01"}); got != want {
		t.Errorf("at midnight it is %v", got)
	}
	if got, want := MonthUntil(midnight.Add(-time.Second).In(shanghai)), (Period{"2026-11-01", "2026-11-30"}); got != want {
		t.Errorf("a second before it is %v", got)
	}
}

func TestADiscountIsWhatAChargeIsBelowItsListPrice(t *testing.T) {
	e := Entry{Row: Row{Kind: Charged, Once: "charged", Amount: yuan(2000), Original: money.Of(311, money.USD), Rate: 72500, Grams: 195}, Declared: 190, Estimated: yuan(1900)}
	got, err := e.Totals()
	if err != nil || got.List != yuan(2255) || got.Discount != yuan(255) || got.Freight != yuan(2000) || got.Parcels != 1 {
		t.Errorf("totals %+v, %v", got, err)
	}
	if got.Difference() != yuan(100) || got.Average() != yuan(2000) {
		t.Errorf("above the estimate by %s, on average %s", got.Difference(), got.Average())
	}
}

func TestTheAverageIsRoundedAndNothingWithoutParcels(t *testing.T) {
	if got := (Totals{Parcels: 3, Freight: yuan(200)}).Average(); got != yuan(67) {
		t.Errorf("200 fen for 3 parcels are %s each", got)
	}
	if got := (Totals{}).Average(); !got.IsZero() {
		t.Errorf("no parcels cost %s each", got)
	}
}
