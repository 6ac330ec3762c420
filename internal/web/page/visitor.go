package page

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/views/ui"
)

const visitorKey = "visitor" // of the Visitor in Echo's context

// Visitor is who is signed in; the zero value is nobody.
func (p *Pages) Visitor(c echo.Context) account.Visitor { return visitor(c) }

func visitor(c echo.Context) account.Visitor {
	v, _ := c.Get(visitorKey).(account.Visitor)
	return v
}

// Store is the store the visitor is in.
func (p *Pages) Store(c echo.Context) account.StoreID { return visitor(c).Store.ID }

// Visit is the middleware that finds out who the visitor is and how they see the site.
func (p *Pages) Visit(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		v, err := p.whoIs(c)
		c.Set(visitorKey, v)
		c.SetRequest(c.Request().WithContext(ui.WithLook(c.Request().Context(), p.look(c, v))))
		if err != nil {
			return err
		}
		return next(c)
	}
}

func (p *Pages) whoIs(c echo.Context) (account.Visitor, error) {
	token := p.Token(c)
	if token == "" {
		return account.Visitor{}, nil
	}
	v, err := p.Accounts.Visitor(c.Request().Context(), token)
	if errs.KindOf(err) == errs.Unauthorized {
		return account.Visitor{}, nil
	}
	return v, err
}

// look is how the visitor sees the site: as the person has chosen, before
// signing in as a cookie or else the browser says.
func (p *Pages) look(c echo.Context, v account.Visitor) ui.Look {
	l := ui.Look{Lang: string(v.Person.Language), Theme: v.Person.Theme, Asset: p.Asset}
	if v.Person.ID == 0 {
		chosen := Chosen(c)
		l.Lang, l.Theme = string(chosen.Language), chosen.Theme
		if l.Lang == "" {
			l.Lang = i18n.Choose(c.Request().Header.Get("Accept-Language"))
		}
		return l
	}
	l.Zone, l.Now = v.Store.Location(), p.Clock.Now(v.Store.ID)
	return l
}

// Choice is what a visitor chose before signing in; empty parts were not chosen.
type Choice struct {
	Language account.Language
	Theme    account.Theme
}

// Names of the cookies of a visitor who is not signed in. They hold no secret
// and are not signed: a value that is no choice is ignored.
const (
	languageCookie = "language"
	themeCookie    = "theme"
)

// Chosen reads what the visitor chose before signing in.
func Chosen(c echo.Context) Choice {
	return Choice{cookie(c, languageCookie, account.ParseLanguage), cookie(c, themeCookie, account.ParseTheme)}
}

func cookie[T ~string](c echo.Context, name string, parse func(string) (T, error)) T {
	k, err := c.Cookie(name)
	if err != nil {
		return ""
	}
	v, err := parse(k.Value)
	if err != nil {
		return ""
	}
	return v
}

// Choose keeps what a visitor chose before signing in; an empty part is forgotten.
func (p *Pages) Choose(c echo.Context, choice Choice) {
	for name, value := range map[string]string{languageCookie: string(choice.Language), themeCookie: string(choice.Theme)} {
		k := &http.Cookie{
			Name: name, Value: value, Path: "/", MaxAge: int(cookieLife.Seconds()),
			Secure: p.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
		}
		if value == "" {
			k.MaxAge = -1
		}
		c.SetCookie(k)
	}
}

// SignedIn is the middleware of pages for which somebody must be signed in.
func SignedIn(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if visitor(c).Person.ID == 0 {
			return account.ErrNotSignedIn
		}
		return next(c)
	}
}

// May is the middleware of a route that needs a permission; it stands next to the route.
func May(permission account.Permission) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if !visitor(c).May(permission) {
				return account.ErrForbidden
			}
			return next(c)
		}
	}
}

// Token is the token of the visitor's session; empty without one or when its cookie was forged.
func (p *Pages) Token(c echo.Context) string {
	session, err := p.sessions.Get(c.Request(), p.sessionName())
	if err != nil {
		return ""
	}
	token, _ := session.Values[tokenKey].(string)
	return token
}

// SetToken gives the visitor's browser the token of a session; an empty token ends it there.
func (p *Pages) SetToken(c echo.Context, token string) error {
	session, err := p.sessions.Get(c.Request(), p.sessionName())
	if session == nil {
		return errors.Join(errs.New(errs.Internal, "page_session"), err)
	}
	session.Values[tokenKey] = token
	return p.sessions.Save(c.Request(), c.Response(), session)
}

func (p *Pages) sessionName() string { return cookieName("session", p.Secure) }
