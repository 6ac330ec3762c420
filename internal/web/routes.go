package web

import (
	"slices"

	"github.com/labstack/echo/v4"
)

// route is a method with the pattern of an address.
type route struct{ method, path string }

// routes are some of the routes of the site.
type routes map[route]bool

func routesOf(e *echo.Echo) routes {
	all := routes{}
	for _, r := range e.Routes() {
		all[route{r.Method, r.Path}] = true
	}
	return all
}

// only applies a middleware to these routes. A group of Echo with a middleware
// would take addresses that do not exist for its own.
func (r routes) only(middleware echo.MiddlewareFunc) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		applied := middleware(next)
		return func(c echo.Context) error {
			if r[route{c.Request().Method, c.Path()}] {
				return applied(c)
			}
			return next(c)
		}
	}
}

// Routes that are no pages: they need no visitor, and no database for one.
const (
	healthPath = "/healthz"
	staticPath = "/static/*"
	noticePath = "/alipay/notice"
)

// forPages applies a middleware to pages, also to those that do not exist.
func forPages(middleware echo.MiddlewareFunc) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		applied := middleware(next)
		return func(c echo.Context) error {
			if slices.Contains([]string{healthPath, staticPath, noticePath}, c.Path()) {
				return next(c)
			}
			return applied(c)
		}
	}
}
