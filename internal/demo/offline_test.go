package demo_test

import (
	"slices"
	"testing"

	"sellerdesk/internal/money"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/place"
)

func theFirstStoreHasPricesOffline(t *testing.T, m made) {
	list, err := m.Offline.Records.List(t.Context(), m.first)
	if err != nil {
		t.Fatal(err)
	}
	var carriers []string
	for _, p := range list {
		carriers = append(carriers, p.Carrier)
	}
	slices.Sort(carriers)
	if n := len(slices.Compact(carriers)); n != 3 {
		t.Errorf("%d carriers", n)
	}
	for _, to := range []place.Country{"RU", "US", "ES", "BR", "KE"} {
		few, err := list.Offers(to, 200, 1)
		many, errMany := list.Offers(to, 200, 500)
		if err != nil || errMany != nil || len(few) == 0 || many[0].Price.Minor > few[0].Price.Minor {
			t.Errorf("to %s: %+v, by 500 a month %+v, %v, %v", to, few, many, err, errMany)
		}
	}
	cheapest, err := list.Offers("RU", 200, 400)
	if err != nil || cheapest[0].Price != money.Of(1180+1400, money.CNY) {
		t.Errorf("200 g to Russia cost %+v, %v", cheapest, err)
	}
	if other, err := m.Offline.Records.List(t.Context(), m.second); err != nil || len(other) != 0 {
		t.Errorf("the second store has %v, %v", offline.List(other), err)
	}
}
