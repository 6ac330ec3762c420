package logistics

import (
	"cmp"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/web/form"
	views "sellerdesk/views/logistics"
	"sellerdesk/views/ui"
)

// calculator prices a parcel on every service.
func (h *handler) calculator(c echo.Context) error {
	r, err := h.read(c)
	if err != nil {
		return err
	}
	p := views.CalculatorPage{Countries: destinations(r.tariffs), Ask: !described(r.form)}
	if !p.Ask {
		if p.Parcel = parcel(r, p.Countries); r.form.OK() {
			p.Plans, p.Hints = r.tariffs.Quote(p.Parcel), r.tariffs.Hints(p.Parcel)
		}
	}
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.Calculator, "ui_item_calculator"); err != nil {
		return err
	}
	p.Form = r.form.View()
	return h.pages.Render(c, r.form.Status(), views.Calculator(p), "plans")
}

// sides are the fields with the sides of a parcel.
var sides = []string{"length", "width", "height"}

// described reports whether anything of a parcel was typed. A country alone comes with a link.
func described(f *form.Form) bool {
	return slices.ContainsFunc(slices.Concat(sides, []string{"weight", "value", "date"}), f.Filled)
}

// parcel reads the parcel: where to and how heavy it is must be known.
func parcel(r request, countries []place.Country) tariff.Query {
	f := r.form
	q := tariff.Query{
		Destination: form.OneOf(f, "country", countries), Weight: weight(f), Size: size(f),
		Category: cmp.Or(category(f), channel.Ordinary), Date: r.today,
	}
	if f.Filled("value") {
		q.Value = f.Money("value", money.USD)
	}
	if day := f.Day("date", time.UTC); !day.IsZero() {
		q.Date = channel.Date(day.Format(time.DateOnly))
	}
	return q
}

// heaviest is the heaviest parcel that is asked for, the end of the heaviest band of a price table: 9,999 kg.
const heaviest measure.Weight = 9_999_000

// weight reads how heavy a parcel is: nothing weighs nothing.
func weight(f *form.Form) measure.Weight {
	w := f.Kilograms("weight")
	if f.OK() && (w <= 0 || w > heaviest) {
		f.Problem("weight", "form_out_of_range", "Min", measure.Weight(1).Kilograms(), "Max", heaviest.Kilograms())
	}
	return w
}

// size reads the sides of a parcel: all of them or none; of a roll its length and its diameter.
func size(f *form.Form) measure.Size {
	switch {
	case !slices.ContainsFunc(sides, f.Filled):
		return measure.Size{}
	case f.Bool("roll"):
		return measure.RollOf(side(f, "length"), side(f, "width"))
	}
	return measure.Size{Length: side(f, "length"), Width: side(f, "width"), Height: side(f, "height")}
}

// longest is the longest side that is asked for, in millimetres: no carrier takes ten metres.
const longest = 10_000

// side reads a side of a parcel, in millimetres: none is nothing.
func side(f *form.Form, name string) int64 {
	mm := f.Centimetres(name)
	if f.OK() && (mm <= 0 || mm > longest) {
		f.Problem(name, "form_out_of_range", "Min", measure.Centimetres(1), "Max", measure.Centimetres(longest))
	}
	return mm
}
