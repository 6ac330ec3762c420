package batch

import (
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/job"
	"sellerdesk/internal/paging"
	views "sellerdesk/views/batch"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// mostRecent is how many jobs the list holds.
const mostRecent = 50

func (h *handler) jobs(c echo.Context) error {
	recent, err := h.Jobs.Recent(c.Request().Context(), h.pages.Store(c), mostRecent)
	if err != nil {
		return err
	}
	p := views.JobsPage{Jobs: recent}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.ParcelOrders, "job_title"); err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.Jobs(p))
}

// find returns the job the address names.
func (h *handler) find(c echo.Context) (job.Job, error) {
	n, err := id(c, "id", job.ErrNotFound)
	if err != nil {
		return job.Job{}, err
	}
	return h.Jobs.Get(c.Request().Context(), h.pages.Store(c), job.ID(n))
}

func (h *handler) job(c echo.Context) error {
	j, err := h.find(c)
	if err != nil {
		return err
	}
	if j.State.Ended() && c.Request().Header.Get("HX-Request") == "true" { // the page that watched it is shown anew, with the results
		c.Response().Header().Set("HX-Refresh", "true")
		return c.NoContent(http.StatusNoContent)
	}
	ctx := c.Request().Context()
	p := views.JobPage{Job: j, Show: c.QueryParam("show"), May: h.pages.Visitor(c).May(j.Kind.Permission())}
	f := job.ItemFilter{Store: j.Store, Job: j.ID}
	if o, known := views.Shown[p.Show]; known {
		f.Outcome = &o
	}
	if f.Cursor, err = paging.Parse(c.QueryParam("at")); err != nil {
		return err
	}
	items, err := h.Jobs.Items(ctx, f)
	if err != nil {
		return err
	}
	p.Items, p.Prev, p.Next = items.Rows, neighbour(p, items.Prev), neighbour(p, items.Next)
	if p.Files, err = h.Jobs.Files(ctx, j.Store, j.ID); err != nil {
		return err
	}
	if p.Frame, err = h.pages.Frame(c, ui.Transaction, ui.ParcelOrders, j.Kind.Key()); err != nil {
		return err
	}
	return h.pages.Render(c, http.StatusOK, views.Job(p))
}

func neighbour(p views.JobPage, to paging.Cursor) string {
	if to.IsZero() {
		return ""
	}
	return views.Results(p.Job.ID, p.Show, to.String())
}

// mine returns the job the address names, if its kind is for the visitor.
func (h *handler) mine(c echo.Context) (job.Job, error) {
	j, err := h.find(c)
	if err == nil && !h.pages.Visitor(c).May(j.Kind.Permission()) {
		err = account.ErrForbidden
	}
	return j, err
}

// file answers with a file that a job made.
func (h *handler) file(c echo.Context) error {
	j, err := h.mine(c)
	if err != nil {
		return err
	}
	position, err := id(c, "position", job.ErrNotFound)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	f, err := h.Jobs.File(ctx, j.Store, j.ID, int(position))
	if err != nil {
		return err
	}
	return h.pages.Stream(c, f.Name, f.Type, f.Size, func(w io.Writer) error { return h.Jobs.Copy(ctx, w, j.Store, j.ID, f) })
}

func (h *handler) cancel(c echo.Context) error {
	j, err := h.mine(c)
	if err != nil {
		return err
	}
	back := link.Job(int64(j.ID))
	if err := h.Canceller.Cancel(c.Request().Context(), j.Store, j.ID); err != nil {
		return h.pages.Refused(c, back, err)
	}
	return h.pages.Done(c, back, "job_was_cancelled")
}

// retry ticks what failed, and leads to what the same action would do to it now.
func (h *handler) retry(c echo.Context) error {
	j, err := h.find(c)
	if err != nil {
		return err
	}
	action, err := batch.ParseAction(string(j.Kind))
	if err != nil {
		return err
	}
	mine, ctx := h.whose(c, action.List()), c.Request().Context()
	if err := h.Service.TickFailed(ctx, mine, j); err != nil {
		return h.pages.Refused(c, link.Job(int64(j.ID)), err)
	}
	return h.to(c, mine, action)
}
