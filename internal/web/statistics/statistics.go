// Package statistics serves Freight Statistics: what the rows of the freight ledger
// add up to, and the reports with those rows.
package statistics

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/export"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/job"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	views "sellerdesk/views/statistics"
	"sellerdesk/views/ui"
)

// Ledger is the freight ledger.
type Ledger interface {
	Statistics(ctx context.Context, store account.StoreID, p freight.Period, g freight.Grouping) ([]freight.Group, error)
}

// Reports write the rows of the ledger as files.
type Reports interface {
	Many(ctx context.Context, store account.StoreID, p freight.Period) (bool, error)
	Whole(ctx context.Context, store account.StoreID, k job.Kind, o export.Options, items []job.Item) (export.File, error)
	Start(ctx context.Context, store account.StoreID, by account.PersonID, k job.Kind, o export.Options, items []job.Item) (job.ID, error)
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
	Reports    Reports
}

type handler struct {
	Needs
	pages *page.Pages
}

// Register adds the pages.
func Register(g *echo.Group, pages *page.Pages, n Needs) {
	h := &handler{n, pages}
	g.GET("/transaction/freight-statistics", h.show, page.May(account.Pay))
	g.GET("/transaction/freight-statistics/report.xlsx", h.report(export.XLSX), page.May(account.Pay))
	g.GET("/transaction/freight-statistics/report.csv", h.report(export.CSV), page.May(account.Pay))
	g.POST("/transaction/freight-statistics/report", h.start, page.May(account.Pay))
}

// asked reads period and grouping; without any it is this month by days.
func (h *handler) asked(c echo.Context) (*form.Form, freight.Period, freight.Grouping, error) {
	f, err := form.Query(c)
	if err != nil {
		return nil, freight.Period{}, freight.ByDay, err
	}
	period, grouping := h.read(c, f)
	return f, period, grouping, nil
}

// read reads period and grouping from a form.
func (h *handler) read(c echo.Context, f *form.Form) (freight.Period, freight.Grouping) {
	v := h.pages.Visitor(c)
	period, grouping := freight.MonthUntil(h.pages.Clock.Now(v.Store.ID).In(v.Store.Location())), freight.ByDay
	if f.Filled("group") {
		grouping = form.OneOf(f, "group", freight.Groupings)
	}
	period.From, period.To = day(f, "from", period.From), day(f, "to", period.To)
	if err := period.Check(); f.OK() && err != nil {
		f.Fail("from", err)
	}
	return period, grouping
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
	if p.Many, err = h.Reports.Many(ctx, store, p.Period); err != nil {
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

// report answers with every row of the period; of many rows the page says how to have them.
func (h *handler) report(format export.Format) echo.HandlerFunc {
	return func(c echo.Context) error {
		f, period, grouping, err := h.asked(c)
		if err != nil {
			return err
		}
		if !f.OK() {
			return h.page(c, f, period, grouping)
		}
		ctx, store := c.Request().Context(), h.pages.Store(c)
		many, err := h.Reports.Many(ctx, store, period)
		if err != nil {
			return err
		}
		if many {
			return h.pages.Refused(c, link.FreightStatistics("from", period.From, "to", period.To, "group", string(grouping)), errMany.With("Max", export.ReportAtOnce))
		}
		file, err := h.Reports.Whole(ctx, store, job.FreightReport, h.options(c, format, period), export.Days(period))
		if err != nil {
			return err
		}
		return h.pages.File(c, file.Name, file.Type, file.Content)
	}
}

// errMany is said of a report that somebody would have to wait for.
var errMany = errs.New(errs.Conflict, "statistics_many")

func (h *handler) options(c echo.Context, format export.Format, p freight.Period) export.Options {
	return export.Options{
		Format: format, Language: account.Language(ui.Lang(c.Request().Context())), Zone: h.pages.Visitor(c).Store.Zone,
		Name: "freight-" + p.From + "-" + p.To,
	}
}

// start writes a report in the background.
func (h *handler) start(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	period, grouping := h.read(c, f)
	format, err := export.ParseFormat(f.Text("format", 10))
	if err != nil {
		f.Fail("", err)
	}
	if !f.OK() {
		return h.page(c, f, period, grouping)
	}
	v := h.pages.Visitor(c)
	id, err := h.Reports.Start(c.Request().Context(), v.Store.ID, v.Person.ID, job.FreightReport, h.options(c, format, period), export.Days(period))
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, link.Job(int64(id)))
}
