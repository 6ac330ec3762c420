package tariffs

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/tariffimport"
	"sellerdesk/internal/web/form"
	"sellerdesk/views/link"
	views "sellerdesk/views/tariffs"
	"sellerdesk/views/ui"
)

// mostRecent is how many uploads the page lists.
const mostRecent = 10

func (h *handler) importForm(c echo.Context) error { return h.showImport(c, http.StatusOK, ui.Form{}) }

func (h *handler) showImport(c echo.Context, status int, f ui.Form) error {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	overview, err := h.Service.Overview(ctx, store)
	if err != nil {
		return err
	}
	p := views.ImportPage{
		Form: f, Max: tariffimport.MaxBytes >> 20, Channels: overview.Channels, Made: map[tariffimport.ID]tariffimport.Change{},
	}
	if p.Recent, err = h.Uploads.Recent(ctx, store, mostRecent); err != nil {
		return err
	}
	for _, v := range overview.Versions {
		if v.Change.Upload != 0 {
			p.Made[v.Change.Upload] = v.Change
		}
	}
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.Tariffs, "tariffs_import"); err != nil {
		return err
	}
	return h.pages.Render(c, status, views.Import(p))
}

// upload keeps a price table and leads to what it would change.
func (h *handler) upload(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	file, err := f.File("file", tariffimport.MaxBytes)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showImport(c, f.Status(), f.View())
	}
	v := h.pages.Visitor(c)
	id, err := h.Service.Upload(c.Request().Context(), v.Store.ID, v.Person.ID, file.Name, file.Content)
	if errs.KindOf(err) == errs.Invalid {
		f.Fail("file", err)
		return h.showImport(c, f.Status(), f.View())
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, link.TariffUpload(strconv.FormatInt(int64(id), 10)))
}

// uploadID reads the upload that the address names.
func uploadID(c echo.Context) (tariffimport.ID, error) {
	n, err := strconv.ParseInt(c.Param("upload"), 10, 64)
	if err != nil {
		return 0, tariffimport.ErrNotFound
	}
	return tariffimport.ID(n), nil
}

// check is what a price table would change from a day on, tomorrow if none is said.
func (h *handler) check(c echo.Context) error {
	id, err := uploadID(c)
	if err != nil {
		return err
	}
	f, err := form.Query(c)
	if err != nil {
		return err
	}
	from := h.tomorrow(c)
	if f.Filled("from") {
		if asked := day(f); f.OK() {
			from = asked
		}
	}
	return h.showCheck(c, id, from, f)
}

func (h *handler) showCheck(c echo.Context, id tariffimport.ID, from channel.Date, f *form.Form) error {
	ctx, store := c.Request().Context(), h.pages.Store(c)
	p := views.CheckPage{Show: c.QueryParam("show"), Form: ui.Fill("from", string(from))}
	p.Form.Problems = f.View().Problems
	var err error
	if p.Upload, err = h.Uploads.Get(ctx, store, id); err != nil {
		return err
	}
	overview, err := h.Service.Overview(ctx, store)
	if err != nil {
		return err
	}
	p.Channels = overview.Channels
	if p.Check, err = h.Service.Check(ctx, store, id, from); err != nil {
		return err
	}
	h.cutCheck(&p, c.QueryParam("page"))
	if p.Frame, err = h.pages.Frame(c, ui.Logistics, ui.Tariffs, "tariffs_check_title"); err != nil {
		return err
	}
	return h.pages.Render(c, f.Status(), views.Check(p))
}

// cutCheck puts the rows of a page of the check into the page.
func (h *handler) cutCheck(p *views.CheckPage, page string) {
	at := func(page string) string { return views.CheckURL(p.Upload.ID, p.Check.Day, p.Show, page) }
	var place paged
	if problems := p.Check.Problems; len(problems) > 0 {
		p.Problems, place = cut(shown(problems, p.Show, func(x tariffimport.Problem) string { return string(x.Reason()) }), page)
	} else {
		p.Shown, place = cut(shown(p.Check.Differences, p.Show, func(d tariffimport.Difference) string { return string(d.Trend()) }), page)
	}
	p.Prev, p.Next = place.links(at)
}

// shown are the rows of a group; an empty name is all of them.
func shown[T any](rows []T, name string, group func(T) string) []T {
	if name == "" {
		return rows
	}
	return slices.DeleteFunc(slices.Clone(rows), func(r T) bool { return group(r) != name })
}

// apply makes a version of a price table. What stands against it is shown above the check.
func (h *handler) apply(c echo.Context) error {
	id, err := uploadID(c)
	if err != nil {
		return err
	}
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	v := h.pages.Visitor(c)
	if _, err := h.Uploads.Get(c.Request().Context(), v.Store.ID, id); err != nil {
		return err
	}
	from, seen := day(f), channel.VersionID(f.Int("seen", 1, 1<<62))
	if f.OK() {
		made, err := h.Service.Apply(c.Request().Context(), v.Store.ID, v.Person.ID, id, from, seen)
		if err == nil {
			return h.pages.Done(c, link.TariffUpload(c.Param("upload")), "tariffs_applied", "Number", made.Number, "From", string(made.From))
		}
		if !f.Refuse(err) {
			return err
		}
	}
	if from == "" {
		from = h.tomorrow(c)
	}
	return h.showCheck(c, id, from, f)
}
