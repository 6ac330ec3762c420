package page

import (
	"mime"
	"net/http"

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
	h := c.Response().Header()
	h.Set(echo.HeaderContentDisposition, mime.FormatMediaType(disposition, map[string]string{"filename": name}))
	h.Set(echo.HeaderCacheControl, "no-store")
	return c.Blob(http.StatusOK, contentType, content)
}
