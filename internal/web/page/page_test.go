package page_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

var noon = time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)

// shelf is a section with a list that grows.
func shelf(g *echo.Group, pages *page.Pages) {
	g.GET("/transaction/orders", func(c echo.Context) error { return list(c, pages) })
	g.POST("/add", func(c echo.Context) error {
		return pages.Done(c, "/transaction/orders", "ui_steps", "Current", 1, "Of", 2)
	})
	g.POST("/refuse", func(c echo.Context) error {
		return pages.Refused(c, "/transaction/orders", refusals[c.FormValue("kind")])
	})
	g.POST("/manage", func(c echo.Context) error { return c.NoContent(http.StatusNoContent) }, page.May(account.Manage))
	g.POST("/form", read)
	g.POST("/upload", read, page.Upload)
	g.GET("/file", func(c echo.Context) error { return pages.File(c, `订单 "1".csv`, "text/csv", []byte("1,2")) })
	g.GET("/label", func(c echo.Context) error { return pages.Inline(c, "LP1.pdf", "application/pdf", []byte("%PDF")) })
	g.POST("/stay", func(c echo.Context) error {
		f, err := pages.Frame(c, "", "", "ui_menu")
		if err != nil {
			return err
		}
		return pages.Render(c, http.StatusUnprocessableEntity, ui.Page(f))
	})
}

var refusals = map[string]error{
	"conflict": errs.New(errs.Conflict, "form_bad_choice"),
	"long":     errs.New(errs.Invalid, "place_unknown_country").With("Text", strings.Repeat("长", 3000)),
	"none":     errs.New(errs.NotFound, "error_not_found"),
}

func read(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	return c.String(http.StatusOK, "read "+f.View().Value("name"))
}

// list has a part of its own, as lists that htmx replaces do.
func list(c echo.Context, pages *page.Pages) error {
	f, err := pages.Frame(c, ui.Transaction, ui.AllOrders, "ui_item_all_orders")
	if err != nil {
		return err
	}
	rows := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return templ.Fragment("rows").Render(templ.WithChildren(ctx, templ.Raw("<p>the rows</p>")), w)
	})
	whole := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return ui.Page(f).Render(templ.WithChildren(ctx, rows), w)
	})
	return pages.Render(c, http.StatusOK, whole, "rows")
}

func TestTheFrameShowsWhoIsSignedIn(t *testing.T) {
	b := browser.SignedIn(t, noon, shelf)
	p := b.Get("/transaction/orders?q=8017").Has(t, 200, "All Orders", "Li Wei", "Store 1", "Owner", "Rehearsal store. Its clock shows 20 Nov 2026, 14:00.", "the rows")
	if got := p.Field(t, "q"); got != "8017" {
		t.Errorf("the search box holds %q", got)
	}
	p.Lacks(t, "unread", "Switch store")
	live := browser.NewSite(t, browser.Standing(noon), shelf).As(t, browser.Visitor(7, func(v *account.Visitor) {
		v.Store.Live = true
		v.Role = account.Viewer
		v.Stores = append(v.Stores, account.StoreRole{Store: account.Store{ID: 8, Name: "Second shop"}, Role: account.Owner})
	}))
	live.Get("/transaction/orders").Has(t, 200, "Store 7", "Viewer", "Switch store", "Second shop").Lacks(t, "Rehearsal")
}

// box is a number of unread messages.
type box int

// Unread counts them.
func (b box) Unread(context.Context, account.StoreID) (int, error) { return int(b), nil }

func TestUnreadMessagesAreCounted(t *testing.T) {
	site := browser.NewSite(t, browser.Standing(noon), shelf)
	b := site.As(t, browser.Visitor(1))
	for unread, want := range map[int]string{1: "Messages, 1 unread", 12345: "9,999+"} {
		site.Pages.Unread = box(unread)
		b.Get("/transaction/orders").Has(t, 200, want, link.UnreadMessages())
	}
	site.Pages.Unread = box(2)
	b.AsHTMX("rows").Get("/transaction/orders").Has(t, 200, "the rows", `id="messages-link"`, "Messages, 2 unread").Lacks(t, "<html")
	site.Pages.Unread = box(0)
	b.Get("/transaction/orders").Has(t, 200, `"`+link.Messages()+`"`).Lacks(t, "unread")
}

func TestAMessageIsShownOnceAfterTheRedirect(t *testing.T) {
	b := browser.SignedIn(t, noon, shelf)
	b.Post("/add").Has(t, 200, "flash-success", "Step 1 of 2", `role="status"`)
	b.Get("/transaction/orders").Lacks(t, "flash-success", "Step 1 of 2")
}

func TestAPartLeavesTheMessageForTheNextPage(t *testing.T) {
	b := browser.SignedIn(t, noon, shelf)
	b.AsHTMX("rows").Post("/add").Has(t, 200, "the rows").Lacks(t, "Step 1 of 2", "<html")
	b.Get("/transaction/orders").Has(t, 200, "Step 1 of 2")
}

func TestARefusalIsAMessageToo(t *testing.T) {
	b := browser.SignedIn(t, noon, shelf)
	b.Post("/refuse", "kind", "conflict").Has(t, 200, "flash-failure", "Choose one of the options.", `role="alert"`)
	b.Post("/refuse", "kind", "long").Has(t, 200, "flash-failure", "长长…")
	b.Post("/refuse", "kind", "none").Has(t, 404, "This page does not exist").Lacks(t, "flash-failure")
}

func TestAForgedMessageIsNotShown(t *testing.T) {
	b := browser.SignedIn(t, noon, shelf)
	for _, forged := range []string{"Pay+here", `{"Text":"Pay here"}`, strings.Repeat("A", 4000)} {
		b.SetCookie(&http.Cookie{Name: "flash", Value: forged})
		b.Get("/transaction/orders").Has(t, 200, "the rows").Lacks(t, "flash-", "Pay")
	}
}

func TestOnlyTheAskedPartIsSent(t *testing.T) {
	b := browser.SignedIn(t, noon, shelf)
	p := b.AsHTMX("rows").Get("/transaction/orders").Has(t, 200, "the rows").Lacks(t, "<html", "Transaction")
	if vary := p.Header.Values("Vary"); !strings.Contains(strings.Join(vary, ","), "HX-Request") {
		t.Errorf("Vary is %v", vary)
	}
	if got := p.Header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("Cache-Control is %q", got)
	}
	b.AsHTMX("elsewhere").Get("/transaction/orders").Has(t, 200, "<html", "the rows")
	history := b.AsHTMX("rows")
	history.Header.Set("HX-History-Restore-Request", "true")
	history.Get("/transaction/orders").Has(t, 200, "<html", "the rows")
}

func TestWhatARoleDoesNotAllowIsForbidden(t *testing.T) {
	site := browser.NewSite(t, browser.Standing(noon), shelf)
	site.As(t, browser.Visitor(1)).Post("/manage").Has(t, 204)
	for _, role := range []account.Role{account.Viewer, account.Shipper, account.Finance} {
		b := site.As(t, browser.Visitor(1, func(v *account.Visitor) { v.Role = role }))
		b.Post("/manage").Has(t, 403, "Not allowed", "Your role in this store does not allow this.")
	}
}

func TestFormsAndUploadsAreLimited(t *testing.T) {
	b := browser.SignedIn(t, noon, shelf)
	large := strings.Repeat("a", 1<<20)
	b.Post("/form", "name", "short").Has(t, 200, "read short")
	b.Post("/form", "name", large).Has(t, 413, "What was sent is larger than allowed.")
	file := browser.File{Field: "file", Name: "a.csv", Content: []byte(large)}
	b.Upload("/form", file, nil).Has(t, 413)
	b.Upload("/upload", file, nil).Has(t, 200, "read")
	file.Content = make([]byte, 22<<20)
	b.Upload("/upload", file, nil).Has(t, 413, "What was sent is larger than allowed.")
}

func TestFilesHaveTheirNames(t *testing.T) {
	b := browser.SignedIn(t, noon, shelf)
	p := b.Get("/file").Has(t, 200, "1,2")
	if got, want := p.Header.Get("Content-Disposition"), "attachment; filename*=utf-8''%E8%AE%A2%E5%8D%95%20%221%22.csv"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := b.Get("/label").Has(t, 200).Header.Get("Content-Disposition"); got != "inline; filename=LP1.pdf" {
		t.Errorf("got %s", got)
	}
}

func TestARefusedFormComesBackToItsPage(t *testing.T) {
	b := browser.SignedIn(t, noon, shelf)
	for referer, want := range map[string]string{
		"http://sellerdesk.test/transaction/orders?q=1": "/transaction/orders?q=1",
		"http://evil.example/transaction":               "/",
		"":                                              "/",
	} {
		b.Header.Set("Referer", referer)
		if got := b.Post("/stay").Has(t, 422).Field(t, "return"); got != want {
			t.Errorf("after %q the language switch leads to %q, want %q", referer, got, want)
		}
	}
}

func TestCookiesAreBoundToTheHostWhereTheSiteIsReachedByHTTPS(t *testing.T) {
	pages := page.New(page.Settings{Key: []byte(strings.Repeat("k", 32)), Secure: true})
	e := echo.New()
	e.GET("/in", func(c echo.Context) error {
		if err := pages.SetToken(c, "token"); err != nil {
			return err
		}
		pages.Choose(c, page.Choice{Language: account.Chinese})
		return pages.Done(c, "/token", "ui_menu")
	})
	e.GET("/token", func(c echo.Context) error { return c.String(http.StatusOK, pages.Token(c)) })
	b := browser.At(e, "https://sellerdesk.test")
	b.Get("/in").Has(t, 200, "token")
	for _, name := range []string{"__Host-session", "__Host-flash", "language"} {
		if b.Cookie(name) == "" {
			t.Errorf("there is no cookie %s", name)
		}
	}
}
