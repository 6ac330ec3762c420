package demo

import (
	"context"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/place"
)

// agreement is what a carrier asks of the first store for parcels up to 2 kg: made up, near
// what agents in Yiwu ask, and cheaper from some hundred parcels a month on.
type agreement struct {
	carrier string
	country place.Country
	steps   []step
}

// step is a price from a number of parcels a month on; amounts are in fen.
type step struct {
	from         int
	perKilo, fee int64
}

var agreements = []agreement{
	{"义乌顺达货代", "RU", []step{{1, 6300, 1500}, {100, 5900, 1400}, {500, 5500, 1250}}},
	{"义乌顺达货代", "US", []step{{1, 8200, 1800}, {100, 7800, 1700}}},
	{"义乌顺达货代", "ES", []step{{1, 6900, 1650}, {100, 6500, 1550}}},
	{"义乌顺达货代", "FR", []step{{1, 7100, 1700}}},
	{"蓝湾国际专线", "US", []step{{1, 8600, 1500}, {300, 7900, 1400}}},
	{"蓝湾国际专线", "GB", []step{{1, 5800, 1600}, {300, 5400, 1500}}},
	{"蓝湾国际专线", "BR", []step{{1, 8800, 2100}}},
	{"Red Kite Express", offline.AnyCountry, []step{{1, 9200, 1900}, {100, 8800, 1800}}},
	{"Red Kite Express", "PL", []step{{1, 6400, 1700}, {100, 6100, 1600}}},
}

// agreeOffline fills the store's own price list.
func (w *shop) agreeOffline(ctx context.Context) error {
	for _, a := range agreements {
		for _, s := range a.steps {
			p := offline.Price{
				Store: w.store, Carrier: a.carrier, Country: a.country, UpTo: 2 * measure.Kilogram, From: s.from,
				PerKilo: money.Of(s.perKilo, money.CNY), Fee: money.Of(s.fee, money.CNY),
			}
			if err := w.Offline.Save(ctx, w.people[account.Owner], p); err != nil {
				return fmt.Errorf("offline prices of %s: %w", a.carrier, err)
			}
		}
	}
	return nil
}
