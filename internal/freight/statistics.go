package freight

import (
	"time"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
)

// Grouping says what the rows of the ledger are added up by.
type Grouping string

// The groupings.
const (
	ByDay       Grouping = "day"
	ByMonth     Grouping = "month"
	ByChannel   Grouping = "channel"
	ByCountry   Grouping = "country"
	ByWarehouse Grouping = "warehouse"
)

// Groupings lists every grouping.
var Groupings = []Grouping{ByDay, ByMonth, ByChannel, ByCountry, ByWarehouse}

// Key is the key of the grouping's message.
func (g Grouping) Key() string { return "freight_by_" + string(g) }

// OverTime reports whether the groups follow each other in time.
func (g Grouping) OverTime() bool { return g == ByDay || g == ByMonth }

// LongestPeriod is how many days are added up at once.
const LongestPeriod = 366

// Errors about what is asked of the statistics.
var (
	ErrPeriodBackwards = errs.New(errs.Invalid, "freight_period_backwards")
	ErrPeriodLong      = errs.New(errs.Invalid, "freight_period_long")
)

// Period is the days of a store, both included, of which the ledger is looked at:
// local dates such as 2026-11-20.
type Period struct{ From, To string }

// MonthUntil is the period from the first of the month of a local moment to its day.
func MonthUntil(now time.Time) Period {
	return Period{From: now.AddDate(0, 0, 1-now.Day()).Format(time.DateOnly), To: now.Format(time.DateOnly)}
}

// Check reports a period that ends before it begins, or that is longer than a year.
func (p Period) Check() error {
	switch n := len(p.days(LongestPeriod + 1)); {
	case n == 0:
		return ErrPeriodBackwards
	case n > LongestPeriod:
		return ErrPeriodLong.With("Max", LongestPeriod)
	}
	return nil
}

// days are the days of the period, at most some.
func (p Period) days(most int) (days []string) {
	first, err := time.Parse(time.DateOnly, p.From)
	if err != nil {
		return nil
	}
	for day := first; day.Format(time.DateOnly) <= p.To && len(days) < most; day = day.AddDate(0, 0, 1) {
		days = append(days, day.Format(time.DateOnly))
	}
	return days
}

// Steps are the days or months of the period in their order; none for other groupings.
func (p Period) Steps(g Grouping) (steps []string) {
	if !g.OverTime() {
		return nil
	}
	for _, day := range p.days(LongestPeriod) {
		if g == ByMonth {
			day = day[:len("2026-11")]
		}
		if len(steps) == 0 || steps[len(steps)-1] != day {
			steps = append(steps, day)
		}
	}
	return steps
}

// Totals is what rows of the ledger add up to. All amounts are in CNY.
type Totals struct {
	Parcels   int64          // that were charged
	Declared  measure.Weight // of those
	Billed    measure.Weight
	List      money.Money // freight charged, before the store's discounts
	Discount  money.Money // what the discounts took off it
	Freight   money.Money // charged, after discounts
	Estimated money.Money // what was estimated for the parcels charged
	Fees      money.Money // for returns
	Adjusted  money.Money // plus or minus
	Refunded  money.Money
	Paid      money.Money
}

// Cost is what the rows cost the store: freight, fees and adjustments, less what was refunded.
func (t Totals) Cost() money.Money {
	return money.Of(t.Freight.Minor+t.Fees.Minor+t.Adjusted.Minor-t.Refunded.Minor, money.CNY)
}

// Due is what the rows add to what is due.
func (t Totals) Due() money.Money { return money.Of(t.Cost().Minor-t.Paid.Minor, money.CNY) }

// Difference is how far the freight is above what was estimated.
func (t Totals) Difference() money.Money {
	return money.Of(t.Freight.Minor-t.Estimated.Minor, money.CNY)
}

// Average is the freight of one parcel, rounded to fen; nothing without parcels.
func (t Totals) Average() money.Money {
	if t.Parcels == 0 {
		return money.Of(0, money.CNY)
	}
	fen, err := money.MulDiv(t.Freight.Minor, 1, t.Parcels)
	if err != nil {
		return money.Of(0, money.CNY)
	}
	return money.Of(fen, money.CNY)
}

// Plus adds the totals of other rows.
func (t Totals) Plus(o Totals) Totals {
	sum := func(a, b money.Money) money.Money { return money.Of(a.Minor+b.Minor, money.CNY) }
	return Totals{
		Parcels: t.Parcels + o.Parcels, Declared: t.Declared + o.Declared, Billed: t.Billed + o.Billed,
		List: sum(t.List, o.List), Discount: sum(t.Discount, o.Discount), Freight: sum(t.Freight, o.Freight),
		Estimated: sum(t.Estimated, o.Estimated), Fees: sum(t.Fees, o.Fees), Adjusted: sum(t.Adjusted, o.Adjusted),
		Refunded: sum(t.Refunded, o.Refunded), Paid: sum(t.Paid, o.Paid),
	}
}

// Group is the rows of a day, a month, or the parcels of a channel, country or warehouse.
type Group struct {
	Name   string // the date, the month such as 2026-11, or the code
	Totals Totals
}

// Sum adds up groups.
func Sum(groups []Group) Totals {
	t := Totals{}.Plus(Totals{})
	for _, g := range groups {
		t = t.Plus(g.Totals)
	}
	return t
}

// Entry is a row of the ledger with what a statement says of its parcel.
type Entry struct {
	Row
	Number    parcel.Number
	Order     order.Number
	Waybill   string
	Channel   channel.Code
	Warehouse string
	Country   place.Country
	Declared  measure.Weight
	Status    parcel.Status
	Estimated money.Money // what was estimated for the parcel, in CNY
	Payment   string      // number of the payment, of a row that is paid
	Method    string      // how it was paid
}

// IsFee reports whether the row is the fee for a return.
func (e Entry) IsFee() bool { return e.Kind == Charged && e.Once == ReturnFee }

// List is the freight of a charge before discounts, in CNY.
func (e Entry) List() (money.Money, error) {
	if e.Rate == 0 {
		return e.Original, nil
	}
	return e.Rate.Convert(e.Original, money.CNY)
}

// Totals is what the row adds to the totals of its groups; an estimate nothing.
func (e Entry) Totals() (Totals, error) {
	t := Totals{}.Plus(Totals{})
	switch {
	case e.IsFee():
		t.Fees = e.Amount
	case e.Kind == Charged:
		return e.charge(t)
	case e.Kind == Adjusted:
		t.Adjusted = e.Amount
	case e.Kind == Refunded:
		t.Refunded = e.Amount
	case e.Kind == Paid:
		t.Paid = e.Amount
	}
	return t, nil
}

// charge adds what the charge of freight adds; the first one of a parcel counts the parcel.
func (e Entry) charge(t Totals) (Totals, error) {
	var err error
	if t.List, err = e.List(); err != nil {
		return t, err
	}
	t.Freight, t.Billed = e.Amount, e.Grams
	t.Discount = money.Of(t.List.Minor-e.Amount.Minor, money.CNY)
	if e.Once == string(Charged) {
		t.Parcels, t.Declared, t.Estimated = 1, e.Declared, e.Estimated
	}
	return t, nil
}
