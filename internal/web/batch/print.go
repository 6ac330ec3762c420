package batch

import (
	"github.com/labstack/echo/v4"

	"sellerdesk/internal/batch"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
)

// labels starts to print labels.
func (h *handler) labels(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	chosen, err := h.acting(c, f)
	if err != nil {
		return err
	}
	o := h.labelOptions(c, f)
	if !f.OK() {
		return h.showPlan(c, f, batch.PrintLabels)
	}
	started, err := h.Service.StartLabels(c.Request().Context(), h.pages.Visitor(c).Person.ID, chosen, o)
	if err != nil {
		return h.pages.Refused(c, link.Selection(int64(chosen.ID), "action", string(batch.PrintLabels)), err)
	}
	return seeOther(c, link.Job(int64(started)))
}

// labelOptions reads how labels are printed.
func (h *handler) labelOptions(c echo.Context, f *form.Form) batch.LabelOptions {
	v := h.pages.Visitor(c)
	o := batch.LabelOptions{
		Kind: parcel.PDF, Start: 1, Summary: f.Bool("summary"), By: v.Person.Name, Shop: v.Store.Name, Zone: v.Store.Zone,
	}
	var err error
	if format := f.Text("format", 10); format == string(parcel.ZPL) {
		o.Kind = parcel.ZPL
	} else if o.Paper, err = parcel.ParsePaper(format); err != nil {
		f.Fail("format", err)
	}
	if o.Separator, err = parcel.ParseSeparator(f.Text("separator", 20)); err != nil {
		f.Fail("separator", err)
	}
	if f.Filled("start") && o.Paper.PerSheet() > 1 {
		o.Start = int(f.Int("start", 1, int64(o.Paper.PerSheet())))
	}
	return o
}

// mostShown is how many parcels a document may be about that is shown at once; more take a job.
const mostShown = 50

// documents leads to a document about what is ticked, or starts the job that makes it.
func (h *handler) documents(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	chosen, err := h.acting(c, f)
	if err != nil {
		return err
	}
	k, err := parcel.ParsePaperwork(f.Text("document", 30))
	if err != nil {
		return err
	}
	back := link.Selection(int64(chosen.ID), "action", string(k))
	plan, err := h.Service.Plan(c.Request().Context(), chosen, batch.Action(k))
	if err != nil {
		return h.pages.Refused(c, back, err)
	}
	if n := len(plan.Acts); n > 0 && n <= mostShown {
		var pairs []string
		for _, item := range plan.Acts {
			pairs = append(pairs, "lp", item.Number)
		}
		return seeOther(c, link.Document(string(k), pairs...))
	}
	started, err := h.Service.StartPaperwork(c.Request().Context(), h.pages.Visitor(c).Person.ID, chosen, k)
	if err != nil {
		return h.pages.Refused(c, back, err)
	}
	return seeOther(c, link.Job(int64(started)))
}
