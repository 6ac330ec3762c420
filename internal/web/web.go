// Package web is the site: middleware, error pages, files for browsers, and the
// assembly of the sections, each of which is a folder of its own.
package web

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
)

// Site is what the site is made of.
type Site struct {
	Log            *slog.Logger
	Pages          *page.Pages
	HTTPS          bool           // the site is reached by https
	TrustedProxies []netip.Prefix // whose X-Forwarded-For is believed; none is the direct address
	FormTargets    []string       // origins besides our own to which a form may lead, such as a gateway
	Origins        []string       // origins besides the Host header under which the site is reached
	Static         fs.FS          // files for browsers, served under /static/
	Healthy        func(ctx context.Context) error
}

// Section registers the pages of a section with their routes.
type Section func(g *echo.Group)

// New assembles the site. open are the sections for everybody; for all others somebody
// must be signed in.
func New(site Site, open, signedIn []Section) (*echo.Echo, error) {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = address(site.TrustedProxies)
	e.HTTPErrorHandler = errorPage(site.Log, site.Pages)
	crossOrigin, err := sameOrigin(site.Origins)
	if err != nil {
		return nil, err
	}
	private := routes{}
	e.Use(requestID, access(site.Log), recovery, secure(site.HTTPS, site.FormTargets), page.LimitBody,
		forPages(site.Pages.Visit), crossOrigin, private.only(page.SignedIn))
	e.GET(healthPath, health(site.Healthy))
	e.GET(staticPath, newFiles(site.Static).serve)
	register(e, open)
	public := routesOf(e)
	register(e, signedIn)
	e.GET(link.Home(), func(c echo.Context) error { return c.Redirect(http.StatusSeeOther, link.Orders()) })
	for r := range routesOf(e) {
		if !public[r] {
			private[r] = true
		}
	}
	return e, nil
}

func register(e *echo.Echo, sections []Section) {
	for _, section := range sections {
		section(e.Group(""))
	}
}

var errNotFound = errs.New(errs.NotFound, "error_not_found")

// health says whether the program can work, for whoever watches it.
func health(healthy func(context.Context) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderCacheControl, "no-store")
		if err := healthy(c.Request().Context()); err != nil {
			return errs.New(errs.Unavailable, "error_unavailable")
		}
		return c.String(http.StatusOK, "ok\n")
	}
}
