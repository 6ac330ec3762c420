package signin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
)

// preferences stores language and theme, for the person or before signing in
// for the browser, and goes back to the page the visitor came from.
func (h *handler) preferences(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	var chosen page.Choice
	if f.Filled("language") {
		chosen.Language, err = account.ParseLanguage(f.Text("language", 10))
	}
	if err == nil && f.Filled("theme") {
		chosen.Theme, err = account.ParseTheme(f.Text("theme", 10))
	}
	if err != nil {
		return err
	}
	if err := h.choose(c, chosen); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, link.Local(f.View().Value("return")))
}

func (h *handler) choose(c echo.Context, chosen page.Choice) error {
	if v := h.pages.Visitor(c); v.Person.ID != 0 {
		return h.prefer(c, v.Person, chosen)
	}
	before := page.Chosen(c)
	if chosen.Language == "" {
		chosen.Language = before.Language
	}
	if chosen.Theme == "" {
		chosen.Theme = before.Theme
	}
	h.pages.Choose(c, chosen)
	return nil
}
