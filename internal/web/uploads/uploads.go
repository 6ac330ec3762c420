// Package uploads serves what the pages of uploaded tables have in common: the check of
// every row with its progress and result, the file as it came, the file with its results,
// and the failed rows alone.
package uploads

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/upload"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/ui"
	views "sellerdesk/views/uploads"
)

// Records are the stored uploads.
type Records interface {
	Get(ctx context.Context, store account.StoreID, k upload.Kind, id upload.ID) (upload.Upload, error)
	Recent(ctx context.Context, store account.StoreID, k upload.Kind, limit int) ([]upload.Upload, error)
	Rows(ctx context.Context, f upload.RowFilter) (paging.Page[upload.Checked], error)
	Tallies(ctx context.Context, store account.StoreID, ids []upload.ID) (map[upload.ID]upload.Tally, error)
	Content(ctx context.Context, store account.StoreID, id upload.ID) ([]byte, error)
}

// Files reads kept files again.
type Files interface {
	Read(ctx context.Context, u upload.Upload) (header upload.Line, rows []upload.Row, err error)
}

// Jobs do the work on the rows.
type Jobs interface {
	Get(ctx context.Context, store account.StoreID, id job.ID) (job.Job, error)
	Run(ctx context.Context, store account.StoreID, id job.ID) error
}

// Parcels are the logistics orders that were made of rows.
type Parcels interface {
	ForIDs(ctx context.Context, store account.StoreID, ids []parcel.ID) (map[parcel.ID]parcel.Parcel, error)
}

// Tariffs know the names of channels.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Needs is what the pages are made of.
type Needs struct {
	Records Records
	Files   Files
	Jobs    Jobs
	Parcels Parcels
	Tariffs Tariffs
	Clock   account.Clock
	// Write writes a file; kind is xlsx or csv.
	Write func(kind string, s upload.Sheet) (content []byte, contentType string, err error)
}

// Pages are the pages of one kind of uploads.
type Pages struct {
	Needs
	Site    *page.Pages
	Kind    upload.Kind
	Stored  func(upload.Checked) bool             // the store had the order of a row before
	Columns func(header []string) []upload.Column // of a file that is given back; nil: all are filled in
}

const (
	mostRecent = 10              // uploads a page lists
	briefly    = 2 * time.Second // how long a request itself works on the rows; the background goes on
)

// Recent are the newest uploads.
func (p Pages) Recent(c echo.Context) ([]views.Recent, error) {
	ctx, store := c.Request().Context(), p.Site.Store(c)
	uploads, err := p.Records.Recent(ctx, store, p.Kind, mostRecent)
	if err != nil {
		return nil, err
	}
	ids := make([]upload.ID, len(uploads))
	for i, u := range uploads {
		ids[i] = u.ID
	}
	tallies, err := p.Records.Tallies(ctx, store, ids)
	recent := make([]views.Recent, len(uploads))
	for i, u := range uploads {
		recent[i] = views.Recent{Upload: u, Tally: tallies[u.ID]}
	}
	return recent, err
}

// Receive reads the uploaded file of a form and lets check keep it. What is wrong with the
// file is a problem of the form, which is returned.
func (p Pages) Receive(c echo.Context, check func(name string, content []byte) (upload.ID, error)) (upload.ID, *form.Form, error) {
	f, err := form.Read(c)
	if err != nil {
		return 0, nil, err
	}
	file, err := f.File("file", upload.MaxBytes)
	if err != nil || !f.OK() {
		return 0, f, err
	}
	id, err := check(file.Name, file.Content)
	if errs.KindOf(err) == errs.Invalid {
		f.Fail("file", err)
		return 0, f, nil
	}
	return id, f, err
}

// To leads to the page of an upload.
func (p Pages) To(c echo.Context, id upload.ID) error {
	return c.Redirect(http.StatusSeeOther, p.URL(id))
}

// URL is the page of an upload.
func (p Pages) URL(id upload.ID) string { return views.URL(upload.Upload{ID: id, Kind: p.Kind}) }

// ID reads the upload that the address names.
func ID(c echo.Context) (upload.ID, error) {
	n, err := strconv.ParseInt(c.Param("upload"), 10, 64)
	if err != nil {
		return 0, upload.ErrNotFound
	}
	return upload.ID(n), nil
}

// Find returns the upload that the address names.
func (p Pages) Find(c echo.Context) (upload.Upload, error) {
	id, err := ID(c)
	if err != nil {
		return upload.Upload{}, err
	}
	return p.Records.Get(c.Request().Context(), p.Site.Store(c), p.Kind, id)
}

// Check is what the page of an upload shows. watched reports that a script asks how far
// the work is, which has ended: the page is to be shown anew.
func (p Pages) Check(c echo.Context) (v views.CheckPage, watched bool, err error) {
	if v.Upload, err = p.Find(c); err != nil {
		return v, false, err
	}
	if err := p.fillRows(c, &v); err != nil {
		return v, false, err
	}
	ctx, store := c.Request().Context(), v.Upload.Store
	if v.Upload.Job != 0 {
		if v.Job, err = p.Jobs.Get(ctx, store, v.Upload.Job); err != nil {
			return v, false, err
		}
	}
	v.Stored = p.Stored
	watched = c.Request().Header.Get("HX-Target") == "progress" && !v.Working()
	return v, watched, p.fillNames(ctx, &v)
}

// fillRows fills in the rows the address names, and how many there are.
func (p Pages) fillRows(c echo.Context, v *views.CheckPage) (err error) {
	ctx, f := c.Request().Context(), upload.RowFilter{Store: v.Upload.Store, Upload: v.Upload.ID}
	if f.Verdict, err = upload.ParseVerdict(c.QueryParam("show")); err != nil {
		return err
	}
	if f.Cursor, err = paging.Parse(c.QueryParam("at")); err != nil {
		return err
	}
	tallies, err := p.Records.Tallies(ctx, f.Store, []upload.ID{f.Upload})
	if err != nil {
		return err
	}
	rows, err := p.Records.Rows(ctx, f)
	v.Verdict, v.Tally, v.Rows = f.Verdict, tallies[f.Upload], rows.Rows
	v.Prev, v.Next = neighbour(v.Upload, f.Verdict, rows.Prev), neighbour(v.Upload, f.Verdict, rows.Next)
	return err
}

// neighbour is the address of another page of the same rows; empty where there is none.
func neighbour(u upload.Upload, v upload.Verdict, to paging.Cursor) string {
	if to.IsZero() {
		return ""
	}
	return views.List(u, v, to.String())
}

// fillNames fills in the logistics orders of the rows, and the channels by their codes.
func (p Pages) fillNames(ctx context.Context, v *views.CheckPage) (err error) {
	if p.Kind != upload.Shipping {
		return nil
	}
	store := v.Upload.Store
	tariffs, err := p.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return err
	}
	v.Channels = ui.ChannelsOf(tariffs.Channels(channel.DateOf(p.Clock.Now(store))))
	v.Parcels, err = p.parcels(ctx, store, v.Rows)
	return err
}

// parcels are the logistics orders that were made of rows.
func (p Pages) parcels(ctx context.Context, store account.StoreID, rows []upload.Checked) (map[parcel.ID]parcel.Parcel, error) {
	var ids []parcel.ID
	for _, r := range rows {
		if r.Parcel != 0 {
			ids = append(ids, r.Parcel)
		}
	}
	return p.Parcels.ForIDs(ctx, store, ids)
}

// Anew lets a script show the page again.
func Anew(c echo.Context) error {
	c.Response().Header().Set("HX-Refresh", "true")
	return c.NoContent(http.StatusNoContent)
}

// Work works on the rows of an upload for a moment: a short file is done when the page
// comes back, and a long one goes on in the background.
func (p Pages) Work(c echo.Context, id upload.ID, j job.ID, err error) error {
	if err != nil {
		return p.Site.Refused(c, p.URL(id), err)
	}
	ctx, cancel := context.WithTimeout(c.Request().Context(), briefly)
	defer cancel()
	if err := p.Jobs.Run(ctx, p.Site.Store(c), j); err != nil {
		return err
	}
	return p.To(c, id)
}
