// Package page is what every folder of pages uses: who the visitor is, the frame
// around a page, rendering, and the message after a redirect.
package page

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/gorilla/securecookie"
	"github.com/gorilla/sessions"
	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// Unread counts the unread in-site messages of a store.
type Unread interface {
	Unread(ctx context.Context, store account.StoreID) (int, error)
}

// Arrears knows whether freight has been due too long, so that a store cannot submit.
type Arrears interface {
	InArrears(ctx context.Context, store account.StoreID) (bool, error)
}

// Accounts knows whose session a token is.
type Accounts interface {
	Visitor(ctx context.Context, token string) (account.Visitor, error)
}

// Settings are what Pages are made of.
type Settings struct {
	Key      []byte                   // signs cookies, 32 bytes or more
	Secure   bool                     // the site is reached by https
	Asset    func(name string) string // URL of a static file
	Accounts Accounts
	Clock    account.Clock
	Unread   Unread  // nil while there are no messages
	Arrears  Arrears // nil where nothing is shipped
}

// Pages render the pages of the site. There is one for the whole program.
type Pages struct {
	Settings
	codec    *securecookie.SecureCookie // signs, does not encrypt
	sessions sessions.Store
}

// New returns the Pages.
func New(s Settings) *Pages {
	codec := securecookie.New(s.Key, nil).SetSerializer(securecookie.JSONEncoder{}).MaxAge(int(cookieLife.Seconds()))
	return &Pages{Settings: s, codec: codec, sessions: &tokenStore{codec: codec, secure: s.Secure}}
}

// Frame returns the frame of a page; titleKey and pairs are its heading.
func (p *Pages) Frame(c echo.Context, section ui.Section, item ui.Item, titleKey string, pairs ...any) (ui.Frame, error) {
	ctx := c.Request().Context()
	f := ui.Frame{
		Title:   ui.T(ctx, titleKey, pairs...),
		Section: section,
		Item:    item,
		Path:    here(c.Request()),
	}
	if item == ui.AllOrders {
		f.Query = c.QueryParam("q")
	}
	if !wantsPart(c) {
		f.Flash = p.takeFlash(c)
	}
	v := p.Visitor(c)
	if v.Person.ID == 0 {
		return f, nil
	}
	f.Person = person(ctx, v)
	var err error
	if p.Arrears != nil {
		if f.Arrears, err = p.Arrears.InArrears(ctx, v.Store.ID); err != nil {
			return f, fmt.Errorf("look for arrears: %w", err)
		}
	}
	if p.Unread == nil {
		return f, nil
	}
	if f.Unread, err = p.Unread.Unread(ctx, v.Store.ID); err != nil {
		return f, fmt.Errorf("count unread messages: %w", err)
	}
	return f, nil
}

// person is the visitor as the frame shows them.
func person(ctx context.Context, v account.Visitor) ui.Person {
	who := ui.Person{Name: v.Person.Name, Email: v.Person.Email, Role: ui.Word(ctx, v.Role), Rights: v.Role, Store: v.Store.Name}
	if !v.Store.Live {
		who.Clock = ui.Now(ctx)
	}
	for _, in := range v.Stores {
		if in.Store.ID != v.Store.ID {
			who.Others = append(who.Others, ui.Store{ID: strconv.FormatInt(int64(in.Store.ID), 10), Name: in.Store.Name})
		}
	}
	return who
}

// here is the address of the page the visitor is on: of the form, where one was refused.
func here(r *http.Request) string {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return link.Local(r.URL.RequestURI())
	}
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host {
		return link.Home()
	}
	return link.Local(from.RequestURI())
}

// wantsPart reports whether htmx asks for a part of the page instead of the whole.
func wantsPart(c echo.Context) bool {
	h := c.Request().Header
	return h.Get("HX-Request") == "true" && h.Get("HX-Boosted") != "true" && h.Get("HX-History-Restore-Request") != "true"
}

// Render answers with a page. parts are the ids of its fragments (templ.Fragment)
// that htmx may ask for alone by the id of its target; the number of unread
// messages comes with them.
func (p *Pages) Render(c echo.Context, status int, page templ.Component, parts ...string) error {
	var b bytes.Buffer
	ctx := c.Request().Context()
	target := c.Request().Header.Get("HX-Target")
	var err error
	if wantsPart(c) && slices.Contains(parts, target) {
		err = templ.RenderFragments(ctx, &b, page, target, ui.MessagesLink)
	} else {
		err = page.Render(ctx, &b)
	}
	if err != nil {
		return fmt.Errorf("render page: %w", err)
	}
	h := c.Response().Header()
	h.Add(echo.HeaderVary, "HX-Request")
	h.Set(echo.HeaderCacheControl, "no-store")
	html := b.Bytes()
	if TakesGzip(c) && len(html) >= WorthPacking {
		if html, err = Gzip(html, gzip.BestSpeed); err != nil {
			return err
		}
		h.Set(echo.HeaderContentEncoding, "gzip")
	}
	return c.HTMLBlob(status, html)
}

// cookieLife is how long a signed cookie is believed: as long as the longest session.
const cookieLife = 30 * 24 * time.Hour
