package tariffimport

import (
	"context"
	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

var errRate = errs.New(errs.Invalid, "tariffimport_rate_range")

// The yuan that one US dollar may cost: what lies outside is a slip of the keyboard.
const (
	leastRate money.Rate = 1 * money.RateScale
	mostRate  money.Rate = 20 * money.RateScale
)

// AddRate adds an exchange rate of the US dollar that counts from a day on, today or
// later. source says where it comes from. The same rate from the same day again makes no version.
func (s *Service) AddRate(ctx context.Context, store account.StoreID, by account.PersonID, r money.Rate, day channel.Date, source string) (Change, error) {
	var problems errs.Fields
	if r < leastRate || r > mostRate {
		problems.Add("rate", errRate.Code, "Min", leastRate.String(), "Max", mostRate.String())
	}
	s.checkDay(&problems, store, day)
	if err := problems.Err(); err != nil {
		return Change{}, err
	}
	c := Change{Store: store, Kind: Rate, From: day, Person: by, About: string(money.USD), Rows: 1, At: s.Clock.Now(store)}
	return s.change(ctx, store, func(ctx context.Context) (Change, error) {
		d, err := s.Records.Tariffs(ctx, store)
		if err != nil {
			return Change{}, err
		}
		was := rateOn(d.Rates, money.USD, day)
		if was.Own && was.Rate == r && was.From == day {
			return c, nil
		}
		row := tariff.ExchangeRate{Currency: money.USD, Rate: r, Origin: channel.Origin{From: day, Source: source}}
		return s.add(ctx, c, Rows{Tariffs: tariff.Data{Rates: []tariff.ExchangeRate{row}}}, "tariffimport_history_rate",
			history.Values{"Rate": was.Rate.String()}, history.Values{"Rate": r.String()})
	})
}

// rateOn is the rate of a currency that holds on a day; none is the zero rate.
func rateOn(rates []tariff.ExchangeRate, c money.Currency, day channel.Date) tariff.ExchangeRate {
	var ranked []tariff.ExchangeRate
	for _, r := range rates {
		if r.Currency == c {
			ranked = append(ranked, r)
		}
	}
	channel.Rank(ranked)
	r, _ := channel.InForce(ranked, day)
	return r
}
