package channel

import (
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
)

// Figures are what an owner may change of a channel besides its goods, its countries and how
// it is collected. Zero does not limit, and promises nothing.
type Figures struct {
	Tier             Tier
	Tracking         Tracking
	MinDays, MaxDays int // promised days to delivery
	Lightest, Weight measure.Weight
	Longest, Sum     int64 // millimetres, as all lengths here
	Roll             RollLimits
	Face             Face
	Value            money.Money // highest order amount, USD
	ReturnFee        money.Money // per parcel, CNY; of channels that return parcels
	Compensation     money.Money // cap for a lost parcel, CNY
	Discount         int64       // per cent off the list price, 0 to 100
}

// FiguresOf are the figures of a channel as they are.
func FiguresOf(c Channel) Figures {
	return Figures{
		Tier: c.Tier, Tracking: c.Tracking, MinDays: c.MinDays, MaxDays: c.MaxDays,
		Lightest: c.Limits.Lightest, Weight: c.Limits.Weight, Longest: c.Limits.Longest, Sum: c.Limits.Sum,
		Roll: c.Limits.Roll, Face: c.Limits.Face, Value: c.Limits.Value,
		ReturnFee: c.Return.Fee, Compensation: c.Compensation, Discount: c.Discount,
	}
}

// In is the channel with the figures.
func (f Figures) In(c Channel) Channel {
	c.Tier, c.Tracking, c.MinDays, c.MaxDays = f.Tier, f.Tracking, f.MinDays, f.MaxDays
	c.Limits.Lightest, c.Limits.Weight, c.Limits.Longest, c.Limits.Sum = f.Lightest, f.Weight, f.Longest, f.Sum
	c.Limits.Roll, c.Limits.Face, c.Limits.Value = f.Roll, f.Face, f.Value
	c.Compensation, c.Discount = f.Compensation, f.Discount
	if c.Return.Offered {
		c.Return.Fee = f.ReturnFee
	}
	return c
}

// Figure is something a channel states that may have no source.
type Figure string

// The figures that may be samples.
const (
	Promise      Figure = "days"         // promised days
	TierOf       Figure = "tier"         //
	Followed     Figure = "tracking"     //
	Bounds       Figure = "limits"       // weight and sides
	RollAndFace  Figure = "roll"         // roll form and smallest face
	Amount       Figure = "value"        // highest order amount
	Cap          Figure = "compensation" //
	ReturnCharge Figure = "return_fee"   //
	Carried      Figure = "goods"        //
	Served       Figure = "countries"    //
	Ways         Figure = "collection"   // how parcels reach the warehouse
	Numbers      Figure = "numbers"      // form of waybill numbers
)

// AllFigures lists every figure that may be a sample.
var AllFigures = []Figure{
	Promise, TierOf, Followed, Bounds, RollAndFace, Amount, Cap, ReturnCharge, Carried, Served, Ways, Numbers,
}

// ParseFigure reads a figure.
func ParseFigure(s string) (Figure, error) { return parse(s, AllFigures, ErrFigure) }

// part is the part of a channel that a figure belongs to; numbers are nobody's to change.
func (f Figure) part() Part {
	switch f {
	case Carried:
		return GoodsPart
	case Served:
		return ReachPart
	case Ways:
		return CollectionPart
	case Numbers:
		return ""
	case Promise, TierOf, Followed, Bounds, RollAndFace, Amount, Cap, ReturnCharge:
	}
	return FiguresPart
}
