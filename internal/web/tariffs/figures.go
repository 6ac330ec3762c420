package tariffs

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/web/form"
	views "sellerdesk/views/tariffs"
	"sellerdesk/views/ui"
)

// figures is the form for the figures of a channel.
func (h *handler) figures(c echo.Context) error {
	return h.openPart(c, string(channel.FiguresPart))
}

// changeFigures changes the figures of a channel from a day on.
func (h *handler) changeFigures(c echo.Context) error {
	return h.savePart(c, string(channel.FiguresPart))
}

func (h *handler) showPart(c echo.Context, p views.ChannelEditing, f ui.Form, status int) error {
	var err error
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.ChannelList, "tariffs_change_title", "Channel", p.Channel); err != nil {
		return err
	}
	p.Form = f
	page := views.Figures(p)
	switch p.Part {
	case string(channel.GoodsPart):
		page = views.Goods(p)
	case string(channel.ReachPart):
		page = views.Reach(p)
	case string(channel.CollectionPart):
		page = views.Collection(p)
	case views.Cities:
		page = views.CollectionCities(p)
	}
	return h.pages.Render(c, status, page)
}

// openPart shows the form of a part of a channel as it is.
func (h *handler) openPart(c echo.Context, part string) error {
	p, err := h.part(c, part)
	if err != nil {
		return err
	}
	return h.showPart(c, p, p.Now, http.StatusOK)
}

// mostDays is the longest promise a form takes; the service says what is too long.
const mostDays = 1000

// readFigures reads the figures of a channel; an empty field is no limit, no promise or no amount.
func readFigures(f *form.Form, of channel.Channel) channel.Figures {
	number := func(most int64) func(string) int64 {
		return func(name string) int64 { return f.Int(name, 0, most) }
	}
	centimetres := func(name string) int64 { return filled(f, name, f.Centimetres) }
	out := channel.Figures{
		Tier: form.OneOf(f, "tier", channel.Tiers), Tracking: form.OneOf(f, "tracking", channel.Trackings),
		MinDays: int(filled(f, "min_days", number(mostDays))), MaxDays: int(filled(f, "max_days", number(mostDays))),
		Lightest: filled[measure.Weight](f, "lightest", f.Kilograms), Weight: filled[measure.Weight](f, "weight", f.Kilograms),
		Longest: centimetres("longest"), Sum: centimetres("sum"),
		Roll:  channel.RollLimits{Longest: centimetres("roll_longest"), Sum: centimetres("roll_sum")},
		Face:  channel.Face{Long: centimetres("face_long"), Short: centimetres("face_short")},
		Value: filled(f, "value", in(f, money.USD)), Compensation: filled(f, "compensation", in(f, money.CNY)),
		Discount: filled(f, "discount", number(100)),
	}
	if of.Return.Offered {
		out.ReturnFee = filled(f, "return_fee", in(f, money.CNY))
	}
	return out
}

// in reads an amount of a currency; zero is no amount.
func in(f *form.Form, c money.Currency) func(name string) money.Money {
	return func(name string) money.Money {
		if m := f.Money(name, c); !m.IsZero() {
			return m
		}
		return money.Money{}
	}
}

// filled reads a field that something was typed into.
func filled[T any](f *form.Form, name string, read func(name string) T) (v T) {
	if f.Filled(name) {
		v = read(name)
	}
	return v
}
