// Package batch serves the pages about many orders or parcels at once: what is ticked, what
// an action would do to it, and the jobs that do it.
package batch

import (
	"context"
	"io"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/export"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/web/page"
)

// Service keeps selections and starts what is done to them.
type Service interface {
	Get(ctx context.Context, store account.StoreID, id batch.ID) (batch.Selection, error)
	Mine(ctx context.Context, w batch.Whose) (batch.Selection, error)
	Tick(ctx context.Context, w batch.Whose, shown, ticked []string) (int, error)
	TickParcels(ctx context.Context, p account.PersonID, f parcel.Filter) (int, error)
	TickOrders(ctx context.Context, p account.PersonID, f order.Filter) (int, error)
	TickFailed(ctx context.Context, w batch.Whose, j job.Job) error
	Clear(ctx context.Context, w batch.Whose) error
	Paste(ctx context.Context, w batch.Whose, text string) (batch.Pasted, error)
	Plan(ctx context.Context, of batch.Selection, a batch.Action) (batch.Plan, error)
	StartLabels(ctx context.Context, by account.PersonID, of batch.Selection, o batch.LabelOptions) (job.ID, error)
	StartPaperwork(ctx context.Context, by account.PersonID, of batch.Selection, k parcel.Paperwork) (job.ID, error)
	FoundParcels(ctx context.Context, f parcel.Filter) ([]job.Item, error)
	FoundOrders(ctx context.Context, f order.Filter) ([]job.Item, error)
	Export(ctx context.Context, store account.StoreID, by account.PersonID, of batch.List, o export.Options, items []job.Item) (export.File, job.ID, error)
	StartNotices(ctx context.Context, by account.PersonID, of batch.Selection) (job.ID, error)
}

// Jobs are the stored jobs.
type Jobs interface {
	Get(ctx context.Context, store account.StoreID, id job.ID) (job.Job, error)
	Recent(ctx context.Context, store account.StoreID, limit int) ([]job.Job, error)
	Items(ctx context.Context, f job.ItemFilter) (paging.Page[job.Item], error)
	Files(ctx context.Context, store account.StoreID, id job.ID) ([]job.File, error)
	File(ctx context.Context, store account.StoreID, id job.ID, position int) (job.File, error)
	Copy(ctx context.Context, w io.Writer, store account.StoreID, id job.ID, f job.File) error
}

// Canceller ends jobs.
type Canceller interface {
	Cancel(ctx context.Context, store account.StoreID, id job.ID) error
}

// Paying begins payments.
type Paying interface {
	Start(ctx context.Context, store account.StoreID, by account.PersonID, numbers []parcel.Number, m paying.Method) (paying.Payment, string, error)
}

// Needs is what these pages are made of.
type Needs struct {
	Service   Service
	Jobs      Jobs
	Canceller Canceller
	Paying    Paying
	Clock     account.Clock
}

type handler struct {
	Needs
	pages *page.Pages
}

// Register adds the pages.
func Register(g *echo.Group, pages *page.Pages, needs Needs) {
	h := &handler{needs, pages}
	g.POST("/transaction/selections", h.tick, page.May(account.View))
	g.POST("/transaction/selections/paste", h.paste, page.May(account.View))
	g.GET("/transaction/selections/:id", h.show, page.May(account.View))
	g.POST("/transaction/selections/:id/labels", h.labels, page.May(account.Ship))
	g.POST("/transaction/selections/:id/documents", h.documents, page.May(account.Ship))
	g.POST("/transaction/selections/:id/notices", h.notices, page.May(account.Ship))
	g.POST("/transaction/selections/:id/pay", h.pay, page.May(account.Pay))
	g.POST("/transaction/selections/:id/export", h.exportTicked, page.May(account.ReadAddresses))
	for _, of := range batch.Lists {
		g.GET("/transaction/"+string(of)+"/export", h.exportPage(of), page.May(account.ReadAddresses))
		g.POST("/transaction/"+string(of)+"/export", h.exportFound(of), page.May(account.ReadAddresses))
	}
	g.GET("/jobs", h.jobs, page.May(account.View))
	g.GET("/jobs/:id", h.job, page.May(account.View))
	g.GET("/jobs/:id/files/:position", h.file, page.May(account.ReadAddresses))
	g.POST("/jobs/:id/cancel", h.cancel, page.May(account.ReadAddresses))
	g.POST("/jobs/:id/retry", h.retry, page.May(account.Ship))
}

// id reads a number of the address; what is none names nothing.
func id(c echo.Context, name string, missing error) (int64, error) {
	n, err := strconv.ParseInt(c.Param(name), 10, 64)
	if err != nil {
		return 0, missing
	}
	return n, nil
}

// whose are the visitor's ticks of a list.
func (h *handler) whose(c echo.Context, of batch.List) batch.Whose {
	v := h.pages.Visitor(c)
	return batch.Whose{Store: v.Store.ID, Person: v.Person.ID, List: of}
}

func seeOther(c echo.Context, address string) error { return c.Redirect(http.StatusSeeOther, address) }
