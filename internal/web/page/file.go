package page

import (
	"io"
	"mime"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"
)

// File answers with a file that the browser stores under a name.
func (p *Pages) File(c echo.Context, name, contentType string, content []byte) error {
	return answer(c, "attachment", name, contentType, content)
}

// Inline answers with a file that the browser shows, such as a label.
func (p *Pages) Inline(c echo.Context, name, contentType string, content []byte) error {
	return answer(c, "inline", name, contentType, content)
}

func answer(c echo.Context, disposition, name, contentType string, content []byte) error {
	describe(c, disposition, name)
	return c.Blob(http.StatusOK, contentType, content)
}

func describe(c echo.Context, disposition, name string) {
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType(disposition, map[string]string{"filename": name}))
	h.Set(echo.HeaderCacheControl, "no-store")
}

// Stream answers with a file of a size that copy writes: what a browser can show is shown, and anything else stored under a name.
func (p *Pages) Stream(c echo.Context, name, contentType string, size int, copy func(io.Writer) error) error {
	disposition := "attachment"
	if contentType == pdf {
		disposition = "inline"
	}
	describe(c, disposition, name)
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, contentType)
	h.Set(echo.HeaderContentLength, strconv.Itoa(size))
	c.Response().WriteHeader(http.StatusOK)
	return copy(c.Response())
}

// pdf is what browsers show.
const pdf = "application/pdf"
