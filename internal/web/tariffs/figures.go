package tariffs

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/tariffs"
	"sellerdesk/views/ui"
)

// figures is the form for the figures of a channel.
func (h *handler) figures(c echo.Context) error {
	found, err := h.channel(c)
	if err != nil {
		return err
	}
	return h.showFigures(c, http.StatusOK, found, views.FillFigures(found, h.tomorrow(c)))
}

// channel is the channel that the address names, as it is today.
func (h *handler) channel(c echo.Context) (channel.Channel, error) {
	o, err := h.Service.Overview(c.Request().Context(), h.pages.Store(c))
	if err != nil {
		return channel.Channel{}, err
	}
	code := channel.Code(c.Param("code"))
	i := slices.IndexFunc(o.Channels, func(one channel.Channel) bool { return one.Code == code })
	if i < 0 {
		return channel.Channel{}, channel.ErrNotFound.With("Channel", string(code))
	}
	return o.Channels[i], nil
}

func (h *handler) showFigures(c echo.Context, status int, of channel.Channel, f ui.Form) error {
	frame, err := h.pages.Frame(c, ui.Logistics, ui.Tariffs, "tariffs_change_title", "Channel", of)
	if err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Figures(views.FiguresPage{Frame: frame, Form: f, Channel: of}))
}

// changeFigures changes the figures of a channel from a day on.
func (h *handler) changeFigures(c echo.Context) error {
	of, err := h.channel(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	limits, from, source := limits(f, of), day(f), f.Required("source", longestSource)
	if f.OK() {
		v := h.pages.Visitor(c)
		_, err := h.Service.ChangeLimits(c.Request().Context(), v.Store.ID, v.Person.ID, of.Code, limits, from, source)
		if err == nil {
			return h.pages.Done(c, link.Tariffs(), "tariffs_changed", "Channel", of, "From", string(from))
		}
		if !f.Refuse(err) {
			return err
		}
	}
	return h.showFigures(c, f.Status(), of, f.View())
}

// mostDays is the longest promise a form takes; the service says what is too long.
const mostDays = 1000

// limits reads the figures of a channel; an empty field is no limit, no promise or no amount.
func limits(f *form.Form, of channel.Channel) tariffimport.Limits {
	l := tariffimport.Limits{
		MinDays: int(filled(f, "min_days", func(name string) int64 { return f.Int(name, 0, mostDays) })),
		MaxDays: int(filled(f, "max_days", func(name string) int64 { return f.Int(name, 0, mostDays) })),
		Weight:  filled[measure.Weight](f, "weight", f.Kilograms), Longest: filled(f, "longest", f.Centimetres), Sum: filled(f, "sum", f.Centimetres),
		Value: filled(f, "value", in(f, money.USD)), Compensation: filled(f, "compensation", in(f, money.CNY)),
	}
	l.Discount = filled(f, "discount", func(name string) int64 { return f.Int(name, 0, 100) })
	if of.Return.Offered {
		l.ReturnFee = filled(f, "return_fee", in(f, money.CNY))
	}
	return l
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
