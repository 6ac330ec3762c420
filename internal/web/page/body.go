package page

import (
	"io"
	"net/http"

	"github.com/labstack/echo/v4"
)

// How much a request may send.
const (
	formLimit   = 1 << 20
	uploadLimit = 22 << 20 // a file of 20 MiB with the form around it
)

const bodyKey = "body" // of the whole body in Echo's context

// LimitBody is the middleware that refuses requests of more than 1 MiB.
func LimitBody(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Set(bodyKey, c.Request().Body)
		limit(c, formLimit)
		return next(c)
	}
}

// Upload is the middleware of a route that takes files: it allows 22 MiB.
func Upload(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		limit(c, uploadLimit)
		return next(c)
	}
}

func limit(c echo.Context, bytes int64) {
	body, ok := c.Get(bodyKey).(io.ReadCloser)
	if !ok || body == nil {
		return
	}
	c.Request().Body = http.MaxBytesReader(c.Response(), body, bytes)
}
