package tariffs

import (
	"errors"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/tariffs"
	"sellerdesk/views/ui"
)

// compare shows what differs between two versions or days: without any, between today
// and the day the newest version begins.
func (h *handler) compare(c echo.Context) error {
	f, err := form.Query(c)
	if err != nil {
		return err
	}
	ctx, store := c.Request().Context(), h.pages.Store(c)
	overview, err := h.Service.Overview(ctx, store)
	if err != nil {
		return err
	}
	overview.Versions = slices.DeleteFunc(overview.Versions, func(v tariffimport.Version) bool { return v.State == tariffimport.Withdrawn })
	p := views.ComparePage{Versions: overview.Versions, Channels: overview.Channels}
	from, to, code := point(f, "from", overview), point(f, "to", overview), chosen(f, overview.Channels)
	if f.OK() {
		p.Comparison, err = h.Service.Compare(ctx, store, from, to, code)
		if errors.Is(err, tariffimport.ErrVersion) {
			f.Fail("", err)
		} else if err != nil {
			return err
		}
	}
	var place paged
	p.Shown, place = cut(p.Comparison.Differences, c.QueryParam("page"))
	at := func(page string) string {
		return link.CompareTariffs("from", from, "to", to, "channel", string(code), "page", page)
	}
	p.Prev, p.Next = place.links(at)
	p.Form = ui.Fill("from", from, "to", to, "channel", string(code))
	p.Form.Problems = f.View().Problems
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.Tariffs, "tariffs_compare_title"); err != nil {
		return err
	}
	return h.pages.Render(c, f.Status(), views.Compare(p))
}

// point reads what is compared; empty is today, or the day the newest version begins.
func point(f *form.Form, name string, o tariffimport.Overview) string {
	if text := f.Text(name, 40); text != "" {
		return text
	}
	if name == "to" && len(o.Versions) > 0 {
		return string(max(o.Today, o.Versions[0].From))
	}
	return string(o.Today)
}

// chosen reads the channel that is looked at; empty is every one.
func chosen(f *form.Form, all []channel.Channel) channel.Code {
	if !f.Filled("channel") {
		return ""
	}
	codes := make([]channel.Code, len(all))
	for i, c := range all {
		codes[i] = c.Code
	}
	return form.OneOf(f, "channel", codes)
}

// paged is which page of a list is shown, from 1.
type paged struct{ page, of int }

// cut returns the rows of a page; what is no page is the first.
func cut[T any](rows []T, page string) ([]T, paged) {
	p := paged{page: 1, of: max(1, (len(rows)+perPage-1)/perPage)}
	if n, err := strconv.Atoi(page); err == nil && n > 1 && n <= p.of {
		p.page = n
	}
	first := (p.page - 1) * perPage
	return slices.Clone(rows[first:min(len(rows), first+perPage)]), p
}

// links are the addresses of the neighbours; empty where there is none.
func (p paged) links(at func(page string) string) (prev, next string) {
	if p.page > 1 {
		prev = at(strconv.Itoa(p.page - 1))
	}
	if p.page < p.of {
		next = at(strconv.Itoa(p.page + 1))
	}
	return prev, next
}
