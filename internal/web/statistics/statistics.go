// Package statistics serves Freight Statistics: what the rows of the freight ledger
// add up to, and the reports with those rows.
package statistics

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	views "sellerdesk/views/statistics"
	"sellerdesk/views/ui"
)

// Ledger is the freight ledger.
type Ledger interface {
	Statistics(ctx context.Context, store account.StoreID, p freight.Period, g freight.Grouping) ([]freight.Group, error)
	Statement(ctx context.Context, store account.StoreID, p freight.Period) ([]freight.Entry, error)
}

// Tariffs know the channels by name.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Warehouses know the warehouses by name.
type Warehouses interface {
	Directory(ctx context.Context, store account.StoreID) (*warehouse.Directory, error)
}

// Needs is what the pages are made of.
type Needs struct {
	Ledger     Ledger
	Tariffs    Tariffs
	Warehouses Warehouses
	// Write writes rows of text as a file; kind is xlsx or csv.
	Write func(kind, name string, rows [][]string) (content []byte, contentType string, err error)
}

type handler struct {
	Needs
	pages *page.Pages
}

// Register adds the pages.
func Register(g *echo.Group, pages *page.Pages, n Needs) {
	h := &handler{n, pages}
	g.GET("/transaction/freight-statistics", h.show, page.May(account.Pay))
	g.GET("/transaction/freight-statistics/report.xlsx", h.report("xlsx"), page.May(account.Pay))
	g.GET("/transaction/freight-statistics/report.csv", h.report("csv"), page.May(account.Pay))
}

// asked reads period and grouping; without any it is this month by days.
func (h *handler) asked(c echo.Context) (*form.Form, freight.Period, freight.Grouping, error) {
	v := h.pages.Visitor(c)
	period, grouping := freight.MonthUntil(h.pages.Clock.Now(v.Store.ID).In(v.Store.Location())), freight.ByDay
	f, err := form.Query(c)
	if err != nil {
		return nil, period, grouping, err
	}
	if f.Filled("group") {
		grouping = form.OneOf(f, "group", freight.Groupings)
	}
	period.From, period.To = day(f, "from", period.From), day(f, "to", period.To)
	if err := period.Check(); f.OK() && err != nil {
		f.Fail("from", err)
	}
	return f, period, grouping, nil
}

// day reads a date; nothing typed is another one.
func day(f *form.Form, name, without string) string {
	if d := f.Day(name, time.UTC); !d.IsZero() {
		return d.Format(time.DateOnly)
	}
	return without
}

// show is Freight Statistics.
func (h *handler) show(c echo.Context) error {
	f, period, grouping, err := h.asked(c)
	if err != nil {
		return err
	}
	return h.page(c, f, period, grouping)
}

func (h *handler) page(c echo.Context, f *form.Form, period freight.Period, grouping freight.Grouping) error {
	p := views.Page{Period: period, Grouping: grouping}
	if f.OK() {
		if err := h.addUp(c, &p); err != nil {
			return err
		}
	}
	p.Form = ui.Fill("from", typed(f, "from", period.From), "to", typed(f, "to", period.To), "group", string(grouping))
	p.Form.Problems = f.View().Problems
	var err error
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.FreightStatistics, "statistics_title"); err != nil {
		return err
	}
	return h.pages.Render(c, f.Status(), views.Statistics(p))
}

// typed is what was typed into a field, or what is meant without.
func typed(f *form.Form, name, without string) string {
	view := f.View()
	return cmp.Or(view.Value(name), without)
}

// addUp adds up the ledger: groups over time in their order, others with the dearest first.
func (h *handler) addUp(c echo.Context, p *views.Page) error {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	groups, err := h.Ledger.Statistics(ctx, store, p.Period, p.Grouping)
	if err != nil {
		return err
	}
	names, err := h.names(ctx, store)
	if err != nil {
		return err
	}
	p.Sum = freight.Sum(groups)
	if !p.Grouping.OverTime() {
		slices.SortStableFunc(groups, func(a, b freight.Group) int { return cmp.Compare(b.Totals.Freight.Minor, a.Totals.Freight.Minor) })
	}
	for _, g := range groups {
		p.Lines = append(p.Lines, views.Line{Name: names.of(ctx, p.Grouping, g.Name), Totals: g.Totals})
	}
	p.Steps = steps(*p)
	return nil
}

// steps are the groups of the charts: over time every day or month, of others the dearest.
func steps(p views.Page) (all []views.Line) {
	if !p.Grouping.OverTime() {
		return views.Largest(p.Lines)
	}
	found := map[string]views.Line{}
	for _, l := range p.Lines {
		found[l.Name] = l
	}
	for _, name := range p.Period.Steps(p.Grouping) {
		all = append(all, views.Line{Name: name, Totals: found[name].Totals})
	}
	return all
}

// report answers with every row of the period; of too many rows the page says so.
func (h *handler) report(kind string) echo.HandlerFunc {
	return func(c echo.Context) error {
		f, period, grouping, err := h.asked(c)
		if err != nil {
			return err
		}
		if !f.OK() {
			return h.page(c, f, period, grouping)
		}
		ctx, store := c.Request().Context(), h.pages.Store(c)
		entries, err := h.Ledger.Statement(ctx, store, period)
		if errors.Is(err, freight.ErrReportLong) {
			f.Fail("from", err)
			return h.page(c, f, period, grouping)
		}
		if err != nil {
			return err
		}
		names, err := h.names(ctx, store)
		if err != nil {
			return err
		}
		rows, err := statement(ctx, names, entries)
		if err != nil {
			return err
		}
		name := "freight-" + period.From + "-" + period.To
		content, contentType, err := h.Write(kind, ui.T(ctx, "statistics_sheet"), rows)
		if err != nil {
			return err
		}
		return h.pages.File(c, name+"."+kind, contentType, content)
	}
}
