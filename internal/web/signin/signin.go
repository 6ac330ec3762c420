// Package signin serves the pages by which people come and go: signing in and
// out, the current store, language and theme.
package signin

import (
	"context"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/web/form"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
	views "sellerdesk/views/signin"
	"sellerdesk/views/ui"
)

// Service is what these pages need from the account domain.
type Service interface {
	SignIn(ctx context.Context, email, password, remote string) (token string, err error)
	SignOut(ctx context.Context, token string) error
	SwitchStore(ctx context.Context, token string, store account.StoreID) error
	SetPreferences(ctx context.Context, person account.PersonID, l account.Language, t account.Theme) error
	Visitor(ctx context.Context, token string) (account.Visitor, error)
}

// Longest inputs. The account domain refuses a password that is no password.
const (
	longestEmail    = 254 // characters
	longestPassword = 1024
)

type handler struct {
	pages    *page.Pages
	accounts Service
	demo     []views.DemoAccount
}

// Register adds the pages for everybody; in a demo the accounts of demo are shown on the sign-in page.
func Register(g *echo.Group, pages *page.Pages, accounts Service, demo []views.DemoAccount) {
	h := &handler{pages, accounts, demo}
	g.GET("/login", h.page)
	g.POST("/login", h.signIn)
	g.POST("/logout", h.signOut)
	g.POST("/preferences", h.preferences)
	g.POST("/store", h.switchStore, page.SignedIn)
}

// page shows the form, or leads on who is signed in already.
func (h *handler) page(c echo.Context) error {
	if h.pages.Visitor(c).Person.ID != 0 {
		return c.Redirect(http.StatusSeeOther, link.Local(c.QueryParam("next")))
	}
	f, err := form.Query(c)
	if err != nil {
		return err
	}
	return h.show(c, http.StatusOK, f)
}

func (h *handler) show(c echo.Context, status int, f *form.Form) error {
	frame, err := h.pages.Frame(c, "", "", "signin_title")
	if err != nil {
		return err
	}
	p := views.Page{Frame: frame, Form: f.View(), Next: link.Local(f.View().Value("next")), Demo: h.demo}
	return h.pages.Render(c, status, views.SignIn(p))
}

func (h *handler) signIn(c echo.Context) error {
	f, err := form.Read(c)
	if err != nil {
		return err
	}
	email, password := f.Required("email", longestEmail), f.Secret("password", longestPassword)
	if !f.OK() {
		return h.show(c, f.Status(), f)
	}
	token, err := h.accounts.SignIn(c.Request().Context(), email, password, c.RealIP())
	switch errs.KindOf(err) {
	case errs.TooMany:
		return h.refuse(c, http.StatusTooManyRequests, f, err)
	case errs.Unauthorized, errs.Forbidden:
		return h.refuse(c, http.StatusUnprocessableEntity, f, err)
	}
	if err != nil {
		return err
	}
	return h.enter(c, token, link.Local(f.View().Value("next")))
}

func (h *handler) refuse(c echo.Context, status int, f *form.Form, err error) error {
	f.Fail("", err)
	return h.show(c, status, f)
}

// enter gives the browser its new session in place of any old one.
func (h *handler) enter(c echo.Context, token, next string) error {
	ctx := c.Request().Context()
	if old := h.pages.Token(c); old != "" {
		if err := h.accounts.SignOut(ctx, old); err != nil {
			return err
		}
	}
	if err := h.keepChoice(c, token); err != nil {
		return err
	}
	if err := h.pages.SetToken(c, token); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, next)
}

// keepChoice makes what was chosen before signing in the person's own preference.
// Who never chose a language keeps that of the sign-in page.
func (h *handler) keepChoice(c echo.Context, token string) error {
	ctx, chosen := c.Request().Context(), page.Chosen(c)
	v, err := h.accounts.Visitor(ctx, token)
	if err != nil {
		return err
	}
	if chosen.Language == "" && v.Person.Language == "" {
		chosen.Language = account.Language(ui.Lang(ctx))
	}
	if chosen == (page.Choice{}) {
		return nil
	}
	h.pages.Choose(c, page.Choice{})
	return h.prefer(c, v.Person, chosen)
}

// prefer stores a choice; parts that were not chosen stay as they are.
func (h *handler) prefer(c echo.Context, p account.Person, chosen page.Choice) error {
	if chosen.Language == "" {
		chosen.Language = p.Language
	}
	if chosen.Theme == "" {
		chosen.Theme = p.Theme
	}
	return h.accounts.SetPreferences(c.Request().Context(), p.ID, chosen.Language, chosen.Theme)
}

func (h *handler) signOut(c echo.Context) error {
	if token := h.pages.Token(c); token != "" {
		if err := h.accounts.SignOut(c.Request().Context(), token); err != nil {
			return err
		}
	}
	if err := h.pages.SetToken(c, ""); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, link.Login(""))
}

func (h *handler) switchStore(c echo.Context) error {
	id, err := strconv.ParseInt(c.FormValue("store"), 10, 64)
	if err != nil {
		return account.ErrStoreNotFound
	}
	if err := h.accounts.SwitchStore(c.Request().Context(), h.pages.Token(c), account.StoreID(id)); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, link.Home())
}
