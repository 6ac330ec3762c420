package tariffimport

import (
	"context"
	"strconv"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

// Problems of the forms for rates and figures.
var (
	errPast = errs.New(errs.Invalid, "tariffimport_past")
	errRate = errs.New(errs.Invalid, "tariffimport_rate_range")
)

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
		return s.add(ctx, c, tariff.Data{Rates: []tariff.ExchangeRate{row}}, "tariffimport_history_rate",
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

func (s *Service) checkDay(problems *errs.Fields, store account.StoreID, day channel.Date) {
	if day < s.Today(store) {
		problems.Add("from", errPast.Code)
	}
}

// change runs fn in a transaction; the quotes of the store after it see what it changed.
func (s *Service) change(ctx context.Context, store account.StoreID, fn func(ctx context.Context) (Change, error)) (made Change, err error) {
	err = s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
		made, err = fn(ctx)
		return err
	})
	if err == nil {
		s.Snapshots.Forget(store)
	}
	return made, err
}

// The largest figures a channel may have.
const (
	maxDays = 365
	maxSide = 10_000 // millimetres
)

// Limits are the figures of a channel that an owner may change. Zero does not limit, and
// promises nothing.
type Limits struct {
	MinDays, MaxDays int // promised days to delivery
	Weight           measure.Weight
	Longest, Sum     int64       // millimetres
	Value            money.Money // highest order amount, USD
	ReturnFee        money.Money // per parcel, CNY; of channels that return parcels
	Compensation     money.Money // cap for a lost parcel, CNY
	Discount         int64       // per cent off the list price, 0 to 100
}

// LimitsOf are the figures of a channel as they are.
func LimitsOf(c channel.Channel) Limits {
	return Limits{
		MinDays: c.MinDays, MaxDays: c.MaxDays, Weight: c.Limits.Weight, Longest: c.Limits.Longest, Sum: c.Limits.Sum,
		Value: c.Limits.Value, ReturnFee: c.Return.Fee, Compensation: c.Compensation,
		Discount: c.Discount,
	}
}

// in is the channel with the figures.
func (l Limits) in(c channel.Channel) channel.Channel {
	c.MinDays, c.MaxDays, c.Compensation, c.Discount = l.MinDays, l.MaxDays, l.Compensation, l.Discount
	c.Limits.Weight, c.Limits.Longest, c.Limits.Sum, c.Limits.Value = l.Weight, l.Longest, l.Sum, l.Value
	if c.Return.Offered {
		c.Return.Fee = l.ReturnFee
	}
	return c
}

// check reports what is wrong with the figures, by the fields of the form.
func (l Limits) check() errs.Fields {
	var problems errs.Fields
	between := func(field string, n, most int64) {
		if n < 0 || n > most {
			problems.Add(field, "form_out_of_range", "Min", 0, "Max", most)
		}
	}
	between("min_days", int64(l.MinDays), maxDays)
	between("max_days", int64(l.MaxDays), maxDays)
	between("discount", l.Discount, 100)
	between("weight", int64(l.Weight), int64(maxWeight))
	if l.MaxDays < l.MinDays {
		problems.Add("max_days", "tariffimport_days")
	}
	if l.Longest > maxSide || l.Sum > 3*maxSide {
		problems.Add("sum", "tariffimport_sides")
	}
	if l.Sum > 0 && l.Longest > l.Sum {
		problems.Add("sum", "tariffimport_sum_short")
	}
	return problems
}

// values are the figures as history keeps them.
func (l Limits) values() history.Values {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return history.Values{
		"Days": number(int64(l.MinDays)) + "–" + number(int64(l.MaxDays)), "Weight": l.Weight.String(),
		"Longest": measure.Centimetres(l.Longest), "Sum": measure.Centimetres(l.Sum), "Value": l.Value.String(),
		"ReturnFee": l.ReturnFee.String(), "Compensation": l.Compensation.String(),
		"Discount": number(l.Discount) + " %",
	}
}

// ChangeLimits changes the figures of a channel from a day on, today or later. source says
// where they come from. The figures the channel has already make no version.
func (s *Service) ChangeLimits(ctx context.Context, store account.StoreID, by account.PersonID, code channel.Code, l Limits, day channel.Date, source string) (Change, error) {
	problems := l.check()
	s.checkDay(&problems, store, day)
	if err := problems.Err(); err != nil {
		return Change{}, err
	}
	c := Change{Store: store, Kind: Figures, From: day, Person: by, About: string(code), Rows: 1, At: s.Clock.Now(store)}
	return s.change(ctx, store, func(ctx context.Context) (Change, error) {
		d, err := s.Records.Tariffs(ctx, store)
		if err != nil {
			return Change{}, err
		}
		was, known := channelOn(d.Channels, code, day)
		if !known {
			return Change{}, channel.ErrNotFound.With("Channel", code)
		}
		row := l.in(was)
		if LimitsOf(row) == LimitsOf(was) {
			return c, nil
		}
		row.Origin = channel.Origin{From: day, Source: source}
		return s.add(ctx, c, tariff.Data{Channels: []channel.Channel{row}}, "tariffimport_history_figures",
			LimitsOf(was).values(), LimitsOf(row).values())
	})
}

// channelOn is a channel as it is on a day.
func channelOn(channels []channel.Channel, code channel.Code, day channel.Date) (channel.Channel, bool) {
	var ranked []channel.Channel
	for _, c := range channels {
		if c.Code == code {
			ranked = append(ranked, c)
		}
	}
	channel.Rank(ranked)
	return channel.InForce(ranked, day)
}
