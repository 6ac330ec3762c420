package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// TestEveryRouteAnswersEveryRole asks for every route of the program as nobody
// and in every role, with numbers of the own store and of another one.
func TestEveryRouteAnswersEveryRole(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of requests, one after another")
	}
	t.Parallel()
	w := newTwoStores(t)
	for _, r := range w.routes(t) {
		t.Run(r, func(t *testing.T) {
			rule, ok := rules[r]
			if !ok {
				t.Fatal("nobody has decided who may ask for this route")
			}
			w.nobody(t, r, rule)
			for _, role := range account.Roles {
				w.somebody(t, r, rule, role)
			}
		})
	}
	for r := range rules {
		if !slices.Contains(w.routes(t), r) {
			t.Errorf("%s is decided about and does not exist", r)
		}
	}
}

// TestTheMapOfTheSiteIsTheProgramsOwn compares the map, which is made without
// the program, with what the program serves.
func TestTheMapOfTheSiteIsTheProgramsOwn(t *testing.T) {
	lines, err := os.ReadFile(filepath.Join("..", "..", "internal", "web", "testdata", "routes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var mapped []string
	for line := range strings.Lines(string(lines)) {
		parts := strings.Fields(line)
		mapped = append(mapped, parts[1]+" "+parts[0])
	}
	slices.Sort(mapped)
	if diff := cmp.Diff(mapped, newTwoStores(t).routes(t)); diff != "" {
		t.Errorf("on the map (-) and served (+):\n%s", diff)
	}
}

// twoStores is the site with two stores that know nothing of each other.
type twoStores struct {
	site       *echo.Echo
	own, other map[kind]string
	cookies    map[account.Role]string // sessions of people of the own store
}

func newTwoStores(t *testing.T) *twoStores {
	t.Helper()
	a := opened(t, t.TempDir())
	own := newStock(t, a, "Bright Goods", owner)
	w := &twoStores{own: own.things(), other: newStock(t, a, "Other Goods", "wang@example.com").things(), cookies: map[account.Role]string{}}
	base, err := url.Parse("http://sellerdesk.test")
	own.must(err)
	h, err := a.site(siteSettings{base: base, key: []byte(strings.Repeat("k", 32))})
	own.must(err)
	w.site = h.(*echo.Echo)
	for _, role := range account.Roles {
		email := owner
		if role != account.Owner {
			email = string(role) + "@example.com"
			own.must(a.accounts.AddMember(own.ctx, own.store, email, role))
			own.must(a.accounts.SetPassword(own.ctx, email, password))
		}
		b := browser.New(w.site)
		b.Post("/login", "email", email, "password", password).Has(t, 200, "My Orders")
		w.cookies[role] = b.Cookie("session")
	}
	return w
}

// routes are all routes of the site.
func (w *twoStores) routes(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, r := range w.site.Routes() {
		if r.Method != echo.RouteNotFound {
			all = append(all, r.Method+" "+r.Path)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (w *twoStores) nobody(t *testing.T, route string, rule access) {
	t.Helper()
	answer := w.ask(t, route, rule, w.own, "")
	if rule.needs == everybody {
		if answer.Code >= 500 || answer.Code == http.StatusForbidden {
			t.Errorf("nobody gets %d", answer.Code)
		}
		return
	}
	if to := answer.Header().Get("Location"); answer.Code != http.StatusSeeOther || !strings.HasPrefix(to, link.Login("")) {
		t.Errorf("nobody gets %d and is led to %q, want the sign-in page", answer.Code, to)
	}
}

func (w *twoStores) somebody(t *testing.T, route string, rule access, role account.Role) {
	t.Helper()
	if rule.needs == everybody {
		return
	}
	may := rule.needs == anybody || role.May(rule.needs)
	for name, things := range map[string]map[kind]string{"own": w.own, "another store's": w.other} {
		got := w.ask(t, route, rule, things, w.cookies[role]).Code
		want := []int{http.StatusForbidden}
		switch {
		case (may || role.May(rule.looks)) && rule.names != nothing && name != "own":
			want = []int{http.StatusNotFound}
		case may && rule.file:
			want = []int{http.StatusOK}
		case may:
			want = welcome(route)
		}
		if !slices.Contains(want, got) {
			t.Errorf("%s with %s number gets %d, want %v", role, name, got, want)
		}
	}
}

// welcome is how a route answers somebody who may ask for it. A form was sent
// without its fields: it may be refused for that.
func welcome(route string) []int {
	if strings.HasPrefix(route, http.MethodGet) {
		return []int{http.StatusOK, http.StatusSeeOther}
	}
	return []int{http.StatusSeeOther, http.StatusConflict, http.StatusUnprocessableEntity}
}

// ask asks for a route with the name of a thing, as the person of a session.
func (w *twoStores) ask(t *testing.T, route string, rule access, things map[kind]string, session string) *httptest.ResponseRecorder {
	t.Helper()
	method, path, _ := strings.Cut(route, " ")
	fields, err := url.ParseQuery(rule.with)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case rule.at != "":
		path = fillIn(path, strings.Fields(rule.at)...)
	case rule.field == "":
		path = fillIn(path, things[rule.names])
	case rule.field == whole:
		fields, err = url.ParseQuery(things[rule.names])
		if err != nil {
			t.Fatal(err)
		}
	default:
		fields.Set(rule.field, things[rule.names])
	}
	var body io.Reader
	if method == http.MethodGet {
		path += "?" + fields.Encode()
	} else {
		body = strings.NewReader(fields.Encode())
	}
	r := httptest.NewRequest(method, "http://sellerdesk.test"+path, body)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if session != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: session})
	}
	answer := httptest.NewRecorder()
	w.site.ServeHTTP(answer, r)
	return answer
}

// fillIn puts names in the place of the parameters of a route. What counts below them, such as files, begins with 1.
func fillIn(path string, names ...string) string {
	segments := strings.Split(path, "/")
	names = append(names, "1")
	for i, s := range segments {
		if strings.HasPrefix(s, ":") {
			segments[i] = url.PathEscape(names[0])
			if len(names) > 1 {
				names = names[1:]
			}
		}
	}
	return strings.Join(segments, "/")
}
