package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/web"
	"sellerdesk/internal/web/page"
)

// house is a site whose parts a test can see.
type house struct {
	http.Handler
	log bytes.Buffer
}

// nobody knows no session, or cannot tell.
type nobody struct{ err error }

// Visitor returns nobody.
func (n nobody) Visitor(context.Context, string) (account.Visitor, error) {
	return account.Visitor{}, n.err
}

func newHouse(t *testing.T, change ...func(*web.Site)) *house {
	t.Helper()
	h := &house{}
	pages := page.New(page.Settings{Key: []byte(strings.Repeat("k", 32)), Accounts: nobody{account.ErrNotSignedIn}})
	site := web.Site{
		Log: slog.New(slog.NewJSONHandler(&h.log, nil)), Pages: pages, Healthy: func(context.Context) error { return nil },
		Static: fstest.MapFS{
			"css/app.css":  {Data: []byte(strings.Repeat("a{color:red}", 200))},
			"img/logo.png": {Data: []byte("\x89PNG")},
		},
	}
	for _, c := range change {
		c(&site)
	}
	e, err := web.New(site, []web.Section{public}, []web.Section{private})
	if err != nil {
		t.Fatal(err)
	}
	h.Handler = e
	return h
}

// wrong are errors of every kind.
var wrong = map[string]error{
	"invalid":     errs.New(errs.Invalid, "paging_bad_cursor"),
	"notfound":    fmt.Errorf("read: %w", errs.New(errs.NotFound, "error_not_found")),
	"conflict":    errs.New(errs.Conflict, "account_last_owner"),
	"forbidden":   account.ErrForbidden,
	"toomany":     account.ErrTooMany.With("Count", 3),
	"unavailable": errs.New(errs.Unavailable, "error_unavailable"),
	"internal":    errors.New("disk of Ana Ribeiro is full"),
	"gone":        fmt.Errorf("read: %w", context.Canceled),
}

func public(g *echo.Group) {
	g.GET("/wrong/:kind", func(c echo.Context) error { return wrong[c.Param("kind")] })
	g.GET("/panic", func(echo.Context) error { panic("a bug") })
	g.GET("/ip", func(c echo.Context) error { return c.String(http.StatusOK, c.RealIP()) })
	g.POST("/post", func(c echo.Context) error { return c.String(http.StatusOK, "posted") })
}

func private(g *echo.Group) {
	g.GET("/orders/:number", func(c echo.Context) error { return c.String(http.StatusOK, "private") })
	g.POST("/orders/:number", func(c echo.Context) error { return c.String(http.StatusOK, "private") })
}

// ask sends a request with headers, names and values, and returns the answer.
func (h *house) ask(method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestEveryKindOfErrorHasItsPage(t *testing.T) {
	b := browser.New(newHouse(t))
	for kind, want := range map[string]struct {
		status int
		text   string
	}{
		"invalid":     {400, "This link to a page of the list is not valid."},
		"notfound":    {404, "This page does not exist"},
		"conflict":    {409, "A store needs at least one owner."},
		"forbidden":   {403, "Your role in this store does not allow this."},
		"toomany":     {429, "Try again in 3 seconds."},
		"unavailable": {503, "not available at the moment"},
		"internal":    {500, "Something went wrong on our side."},
	} {
		b.Get("/wrong/"+kind).Has(t, want.status, want.text, "Sellerdesk", "Go to the first page").Lacks(t, "disk")
	}
	b.Get("/nowhere").Has(t, 404, "Not found")
	b.Post("/panic").Has(t, 405, "This address cannot be used in this way.")
	b.Header.Set("Accept-Language", "zh-CN")
	b.Get("/nowhere").Has(t, 404, "页面不存在", `lang="zh-Hans"`)
}

func TestAPanicIsAFaultThatIsLogged(t *testing.T) {
	h := newHouse(t)
	browser.New(h).Get("/panic").Has(t, 500, "Something went wrong").Lacks(t, "a bug", "goroutine")
	if log := h.log.String(); !strings.Contains(log, "a bug") || !strings.Contains(log, "web_test.go") {
		t.Errorf("the log does not say where it happened: %s", log)
	}
}

func TestFaultsAreLoggedOnceAndWrongRequestsNever(t *testing.T) {
	h := newHouse(t)
	b := browser.New(h)
	b.Get("/wrong/internal")
	b.Get("/wrong/conflict")
	b.Get("/wrong/gone")
	b.Get("/nowhere")
	if n := strings.Count(h.log.String(), `"level":"ERROR"`); n != 1 {
		t.Errorf("%d faults were logged, want 1: %s", n, h.log.String())
	}
}

func TestLogsNameTheRouteAndNothingPersonal(t *testing.T) {
	h := newHouse(t)
	h.ask("GET", "/wrong/conflict?q=ana@example.com", "X-Request-ID", "chosen by the client", "User-Agent", "Ana's browser")
	log := h.log.String()
	for _, want := range []string{`"route":"/wrong/:kind"`, `"status":409`, `"method":"GET"`, `"ms":`, `"request_id":"`} {
		if !strings.Contains(log, want) {
			t.Errorf("the log lacks %s: %s", want, log)
		}
	}
	for _, unwanted := range []string{"ana", "Ana", "192.0.2.1", "chosen by"} {
		if strings.Contains(log, unwanted) {
			t.Errorf("the log holds %q: %s", unwanted, log)
		}
	}
}

func TestWhoIsNotSignedInIsSentToSignIn(t *testing.T) {
	h := newHouse(t)
	for _, tt := range []struct{ method, target, want string }{
		{"GET", "/orders/7?a=b", "/login?next=%2Forders%2F7%3Fa%3Db"},
		{"POST", "/orders/7", "/login"},
		{"GET", "/", "/login?next=%2F"},
	} {
		r := h.ask(tt.method, tt.target)
		if got := r.Header.Get("Location"); r.StatusCode != 303 || got != tt.want {
			t.Errorf("%s %s: %d to %s, want 303 to %s", tt.method, tt.target, r.StatusCode, got, tt.want)
		}
	}
	r := h.ask("GET", "/orders/7", "HX-Request", "true")
	if r.StatusCode != 204 || r.Header.Get("HX-Redirect") != "/login" {
		t.Errorf("htmx gets %d, %v", r.StatusCode, r.Header)
	}
}

func TestASessionThatCannotBeReadIsAFault(t *testing.T) {
	var pages *page.Pages
	h := newHouse(t, func(s *web.Site) { s.Pages.Accounts = nobody{errors.New("disk full")}; pages = s.Pages })
	w := httptest.NewRecorder()
	if err := pages.SetToken(echo.New().NewContext(httptest.NewRequest("GET", "/", nil), w), "token"); err != nil {
		t.Fatal(err)
	}
	r := h.ask("GET", "/ip", "Cookie", w.Header().Get("Set-Cookie"))
	if r.StatusCode != 500 || !strings.Contains(body(t, r), "Something went wrong") {
		t.Errorf("status %d", r.StatusCode)
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	h := newHouse(t, func(s *web.Site) { s.Origins = []string{"https://desk.example"} })
	for _, tt := range []struct {
		name    string
		headers []string
		want    int
	}{
		{"from another site", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"from a sibling site", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"from another site, in an old browser", []string{"Origin", "https://evil.example"}, 403},
		{"from nowhere", []string{"Origin", "null"}, 403},
		{"from our own pages", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"from our own pages, in an old browser", []string{"Origin", "http://example.com"}, 200},
		{"from the address before the proxy", []string{"Origin", "https://desk.example"}, 200},
		{"from a program", nil, 200},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := h.ask("POST", "/post", tt.headers...)
			if r.StatusCode != tt.want {
				t.Errorf("status %d, want %d", r.StatusCode, tt.want)
			}
			if text := body(t, r); tt.want == 403 && !strings.Contains(text, "sent from another website") {
				t.Errorf("the page says %s", text)
			}
		})
	}
	if r := h.ask("GET", "/ip", "Sec-Fetch-Site", "cross-site"); r.StatusCode != 200 {
		t.Errorf("a link from another site: status %d", r.StatusCode)
	}
}

func TestAnOriginThatIsNoneIsRefusedAtTheStart(t *testing.T) {
	if _, err := web.New(web.Site{Origins: []string{"desk.example"}, Pages: page.New(page.Settings{})}, nil, nil); err == nil {
		t.Error("the site started")
	}
}

func TestBrowsersAreToldWhatPagesMayDo(t *testing.T) {
	h := newHouse(t, func(s *web.Site) { s.FormTargets = []string{"https://gateway.example"}; s.HTTPS = true })
	for _, target := range []string{"/ip", "/nowhere", "/panic", "/static/css/app.css", "/healthz"} {
		header := h.ask("GET", target).Header
		policy := header.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'self'", "style-src 'self'", "script-src 'self'", "img-src 'self' data:",
			"frame-ancestors 'none'", "base-uri 'none'", "form-action 'self' https://gateway.example"} {
			if !strings.Contains(policy, want) {
				t.Errorf("%s: the policy lacks %q: %s", target, want, policy)
			}
		}
		if strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy is %s", target, policy)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
			"Strict-Transport-Security": "max-age=31536000",
		} {
			if got := header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", target, name, got, want)
			}
		}
	}
	plain := newHouse(t).ask("GET", "/ip").Header
	if got := plain.Get("Strict-Transport-Security"); got != "" {
		t.Errorf("without https the site promises %q", got)
	}
}

func TestAnAddressIsBelievedFromTrustedProxiesOnly(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("2001:db8::/32")}
	for _, tt := range []struct {
		name    string
		proxies []netip.Prefix
		said    string
		want    string
	}{
		{"nobody is trusted", nil, "203.0.113.9", "192.0.2.1"},
		{"the proxy is trusted", trusted, "203.0.113.9", "203.0.113.9"},
		{"two proxies are trusted", trusted, "203.0.113.9, 2001:db8::7", "203.0.113.9"},
		{"what came before a stranger is not", trusted, "10.0.0.1, 203.0.113.9", "203.0.113.9"},
		{"our own networks are no proxies", []netip.Prefix{netip.MustParsePrefix("198.51.100.0/24")}, "203.0.113.9", "192.0.2.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := newHouse(t, func(s *web.Site) { s.TrustedProxies = tt.proxies })
			r := h.ask("GET", "/ip", "X-Forwarded-For", tt.said, "X-Real-IP", "203.0.113.66")
			if got := body(t, r); got != tt.want {
				t.Errorf("the visitor comes from %s, want %s", got, tt.want)
			}
		})
	}
}

func TestHealthIsTheDatabases(t *testing.T) {
	if r := newHouse(t).ask("GET", "/healthz"); r.StatusCode != 200 || body(t, r) != "ok\n" {
		t.Errorf("status %d", r.StatusCode)
	}
	ill := newHouse(t, func(s *web.Site) { s.Healthy = func(context.Context) error { return errors.New("disk full") } })
	if r := ill.ask("GET", "/healthz"); r.StatusCode != 503 {
		t.Errorf("status %d, want 503", r.StatusCode)
	}
}

func TestFilesAreKeptForEverUnderTheirVersion(t *testing.T) {
	h := newHouse(t)
	for target, want := range map[string]string{
		"/static/css/app.css?v=1f0c96a2": "public, max-age=31536000, immutable",
		"/static/css/app.css":            "no-cache",
		"/static/img/logo.png?v=1":       "public, max-age=31536000, immutable",
	} {
		r := h.ask("GET", target)
		if got := r.Header.Get("Cache-Control"); r.StatusCode != 200 || got != want {
			t.Errorf("%s: %d, %q, want %q", target, r.StatusCode, got, want)
		}
	}
}

func TestFilesArePackedForBrowsersThatUnpack(t *testing.T) {
	h := newHouse(t)
	plain := body(t, h.ask("GET", "/static/css/app.css"))
	for range 2 {
		r := h.ask("GET", "/static/css/app.css", "Accept-Encoding", "br, gzip;q=0.8")
		if r.Header.Get("Content-Encoding") != "gzip" || r.Header.Get("Content-Type") != "text/css; charset=utf-8" {
			t.Fatalf("headers are %v", r.Header)
		}
		if got := unpacked(t, r.Body); got != plain {
			t.Errorf("%d bytes came, want %d", len(got), len(plain))
		}
	}
	for _, target := range []string{"/static/css/app.css", "/nowhere"} {
		if r := h.ask("GET", target, "Accept-Encoding", "gzip;q=0, identity"); r.Header.Get("Content-Encoding") != "" {
			t.Errorf("%s is packed for who cannot unpack it", target)
		}
	}
	if got := unpacked(t, h.ask("GET", "/nowhere", "Accept-Encoding", "gzip").Body); !strings.Contains(got, "</html>") {
		t.Error("a page is packed wrongly")
	}
}

func unpacked(t *testing.T, packed io.Reader) string {
	t.Helper()
	r, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestNothingButFilesIsServed(t *testing.T) {
	h := newHouse(t)
	for _, target := range []string{"/static/", "/static/css", "/static/css/", "/static/../web.go", "/static/%2e%2e/web.go",
		"/static//etc/passwd", "/static/css/other.css", "/static/%00"} {
		if r := h.ask("GET", target); r.StatusCode != 404 {
			t.Errorf("%s: status %d, want 404", target, r.StatusCode)
		}
	}
}

func TestCookiesAreClosedToScriptsAndOtherSites(t *testing.T) {
	pages := page.New(page.Settings{Key: []byte(strings.Repeat("k", 32)), Secure: true})
	w := httptest.NewRecorder()
	c := echo.New().NewContext(httptest.NewRequest("GET", "/", nil), w)
	if err := pages.SetToken(c, "token"); err != nil {
		t.Fatal(err)
	}
	pages.Choose(c, page.Choice{Theme: account.Dark})
	if err := pages.Done(c, "/", "ui_menu"); err != nil {
		t.Fatal(err)
	}
	for _, k := range w.Result().Cookies() {
		if !k.HttpOnly || !k.Secure || k.SameSite != http.SameSiteLaxMode || k.Path != "/" || k.Domain != "" {
			t.Errorf("%s is open: %v", k.Name, k)
		}
		if strings.Contains(k.Value, "token") {
			t.Errorf("%s holds its value in the clear: %s", k.Name, k.Value)
		}
	}
}
