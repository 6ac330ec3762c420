package browser

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/web"
	"sellerdesk/internal/web/page"
	"sellerdesk/static"
)

// Section registers the pages under test.
type Section func(g *echo.Group, pages *page.Pages)

// Visitor is somebody to sign in as: an owner of a rehearsal store with the given id.
func Visitor(store account.StoreID, change ...func(*account.Visitor)) account.Visitor {
	s := account.Store{ID: store, Name: fmt.Sprintf("Store %d", store), Zone: account.DefaultZone}
	v := account.Visitor{
		Person: account.Person{ID: 1, Email: "owner@demo.test", Name: "Li Wei", Language: account.English, Theme: account.System},
		Store:  s, Role: account.Owner, Stores: []account.StoreRole{{Store: s, Role: account.Owner}},
	}
	for _, c := range change {
		c(&v)
	}
	return v
}

// Site is a site with some sections and the people it knows; the data is the
// sections' own, real or not.
type Site struct {
	Pages   *page.Pages
	Handler http.Handler

	people map[string]account.Visitor // by token
	log    lines
}

// NewSite returns a site of the given sections, for which somebody must be
// signed in. A request that fails by a fault of ours fails the test.
func NewSite(t testing.TB, clock account.Clock, sections ...Section) *Site {
	t.Helper()
	s := &Site{people: map[string]account.Visitor{}}
	s.Pages = page.New(page.Settings{
		Key: []byte(strings.Repeat("k", 32)), Asset: static.Path, Accounts: s, Clock: clock,
	})
	var signedIn []web.Section
	for _, register := range sections {
		signedIn = append(signedIn, func(g *echo.Group) { register(g, s.Pages) })
	}
	e, err := web.New(web.Site{
		Log: slog.New(slog.NewTextHandler(&s.log, nil)), Pages: s.Pages, Static: fs.FS(static.Files),
		Healthy: func(context.Context) error { return nil },
	}, nil, signedIn)
	if err != nil {
		t.Fatal(err)
	}
	s.Handler = e
	t.Cleanup(func() { s.log.check(t) })
	return s
}

// Visitor returns who has a session, as the sign-in would know.
func (s *Site) Visitor(_ context.Context, token string) (account.Visitor, error) {
	if v, ok := s.people[token]; ok {
		return v, nil
	}
	return account.Visitor{}, account.ErrNotSignedIn
}

// As returns a browser in which somebody is signed in.
func (s *Site) As(t testing.TB, v account.Visitor) *Browser {
	t.Helper()
	token := fmt.Sprintf("token-%d", len(s.people)+1)
	s.people[token] = v
	w := httptest.NewRecorder()
	c := echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), w)
	if err := s.Pages.SetToken(c, token); err != nil {
		t.Fatal(err)
	}
	b := New(s.Handler)
	b.jar.SetCookies(b.origin, w.Result().Cookies())
	return b
}

// SignedIn returns a browser in which the owner of store 1 is signed in, on a site
// whose clock stands at a moment.
func SignedIn(t testing.TB, now time.Time, sections ...Section) *Browser {
	t.Helper()
	return NewSite(t, Standing(now), sections...).As(t, Visitor(1))
}

// Standing is a clock that does not move.
type Standing time.Time

// Now is the moment at which the clock stands.
func (s Standing) Now(account.StoreID) time.Time { return time.Time(s).UTC() }

// lines are what the site logs.
type lines struct{ bytes.Buffer }

// check fails the test for faults that were logged.
func (l *lines) check(t testing.TB) {
	t.Helper()
	for line := range strings.Lines(l.String()) {
		if strings.Contains(line, "level=ERROR") {
			t.Errorf("the site logged a fault: %s", line)
		}
	}
}
