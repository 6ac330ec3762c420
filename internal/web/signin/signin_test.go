package signin_test

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/web"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/signin"
	"sellerdesk/static"
	views "sellerdesk/views/signin"
	"sellerdesk/views/ui"
)

const (
	email    = "owner@demo.test"
	password = "ship-it-once"
)

// site is a site with real accounts and one page, on which a store's name stands.
type site struct {
	handler  http.Handler
	accounts *account.Service
	stores   []account.StoreID
	wall     time.Time
}

func newSite(t *testing.T, demo ...views.DemoAccount) *site {
	t.Helper()
	s := &site{wall: time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)}
	wall := func() time.Time { return s.wall }
	database := dbtest.New(t)
	records := sqlstore.NewAccounts(database)
	clocks, err := account.OpenClocks(t.Context(), records, wall)
	if err != nil {
		t.Fatal(err)
	}
	s.accounts = account.NewService(records, database, clocks, wall)
	s.addStore(t, "First shop", false)
	if err := s.accounts.SetPassword(t.Context(), email, password); err != nil {
		t.Fatal(err)
	}
	pages := page.New(page.Settings{Key: []byte(strings.Repeat("k", 32)), Asset: static.Path, Accounts: s.accounts, Clock: clocks})
	e, err := web.New(web.Site{
		Log: slog.New(slog.DiscardHandler), Pages: pages, Static: static.Files,
		Healthy: func(context.Context) error { return nil },
	}, []web.Section{func(g *echo.Group) { signin.Register(g, pages, s.accounts, demo) }},
		[]web.Section{func(g *echo.Group) { g.GET("/transaction/orders", orders(pages)) }})
	if err != nil {
		t.Fatal(err)
	}
	s.handler = e
	return s
}

func (s *site) addStore(t *testing.T, name string, live bool) {
	t.Helper()
	id, err := s.accounts.CreateStore(t.Context(), name, email, live)
	if err != nil {
		t.Fatal(err)
	}
	s.stores = append(s.stores, id)
}

func (s *site) person(t *testing.T) account.PersonID {
	t.Helper()
	members, err := s.accounts.Members(t.Context(), s.stores[0])
	if err != nil {
		t.Fatal(err)
	}
	return members[0].Person.ID
}

// orders is a page for people who are signed in.
func orders(pages *page.Pages) echo.HandlerFunc {
	return func(c echo.Context) error {
		f, err := pages.Frame(c, ui.Transaction, ui.AllOrders, "ui_item_all_orders")
		if err != nil {
			return err
		}
		return pages.Render(c, http.StatusOK, ui.Page(f))
	}
}

// in is a browser in which the owner is signed in.
func (s *site) in(t *testing.T) *browser.Browser {
	t.Helper()
	b := browser.New(s.handler)
	b.Get("/login").Submit(t, "Sign in", "email", email, "password", password).Has(t, 200, "First shop")
	return b
}

func TestSigningInLeadsToTheFirstPage(t *testing.T) {
	s := newSite(t)
	b := browser.New(s.handler)
	p := b.Get("/login").Has(t, 200, "Sign in", "E-mail", "Password").Lacks(t, "Transaction", "ship-it-once")
	p = p.Submit(t, "Sign in", "email", " Owner@Demo.test ", "password", password)
	p.Has(t, 200, "All Orders", "First shop", "Owner", "Sign out")
	if p.Path() != "/transaction/orders" {
		t.Errorf("the visitor is at %s", p.Path())
	}
	if got := b.Get("/login").Path(); got != "/transaction/orders" {
		t.Errorf("who is signed in sees the sign-in page at %s", got)
	}
}

func TestSigningInLeadsBackToThePageAskedFor(t *testing.T) {
	b := browser.New(newSite(t).handler)
	p := b.Get("/transaction/orders?q=a+b")
	if p.Path() != "/login?next=%2Ftransaction%2Forders%3Fq%3Da%2Bb" {
		t.Errorf("the visitor is at %s", p.Path())
	}
	p = p.Submit(t, "Sign in", "email", email, "password", password).Has(t, 200)
	if p.Path() != "/transaction/orders?q=a+b" {
		t.Errorf("the visitor came to %s", p.Path())
	}
}

func TestSigningInNeverLeadsToAnotherSite(t *testing.T) {
	s := newSite(t)
	for _, next := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "/x\r\nSet-Cookie: a=b", "javascript:alert(1)"} {
		p := browser.New(s.handler).Post("/login", "email", email, "password", password, "next", next)
		if p.Has(t, 200).Path() != "/transaction/orders" || p.URL.Host != "sellerdesk.test" {
			t.Errorf("next=%q led to %s", next, p.URL)
		}
	}
}

func TestAWrongPasswordKeepsTheEmail(t *testing.T) {
	b := browser.New(newSite(t).handler)
	p := b.Get("/login?next=/messages").Submit(t, "Sign in", "email", email, "password", "wrong-password")
	p.Has(t, 422, "The e-mail or the password is wrong.").Lacks(t, "wrong-password")
	if p.Field(t, "email") != email || p.Field(t, "next") != "/messages" {
		t.Errorf("the form holds %q, %q", p.Field(t, "email"), p.Field(t, "next"))
	}
	p.Submit(t, "Sign in", "email", "nobody@demo.test", "password", password).Has(t, 422, "The e-mail or the password is wrong.")
	p.Submit(t, "Sign in", "email", "", "password", "").Has(t, 422, "Fill in this field.", "2 things need to be corrected")
	if b.Cookie("session") != "" {
		t.Error("a session was opened")
	}
}

func TestGuessingIsSlowedDown(t *testing.T) {
	s := newSite(t)
	b := browser.New(s.handler)
	var p *browser.Page
	for range 6 {
		p = b.Post("/login", "email", email, "password", "guess")
	}
	p.Has(t, 429, "Too many attempts to sign in. Try again in one second.")
	s.wall = s.wall.Add(time.Hour)
	b.Post("/login", "email", email, "password", password).Has(t, 200, "First shop")
}

func TestSomebodyWithoutAStoreIsTold(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	if err := s.accounts.AddMember(ctx, s.stores[0], "second@demo.test", account.Owner); err != nil {
		t.Fatal(err)
	}
	if err := s.accounts.RemoveMember(ctx, s.stores[0], s.person(t)); err != nil {
		t.Fatal(err)
	}
	browser.New(s.handler).Post("/login", "email", email, "password", password).Has(t, 422, "does not belong to a store yet")
}

func TestSigningOutEndsTheSession(t *testing.T) {
	s := newSite(t)
	b := s.in(t)
	stolen := b.Cookie("session")
	b.Get("/transaction/orders").Submit(t, "Sign out").Has(t, 200, "Sign in")
	thief := browser.New(s.handler)
	thief.SetCookie(&http.Cookie{Name: "session", Value: stolen})
	if got := thief.Get("/transaction/orders").Path(); !strings.HasPrefix(got, "/login") {
		t.Errorf("a copy of the cookie still opens %s", got)
	}
	b.Post("/logout").Has(t, 200, "Sign in")
}

func TestSigningInAgainEndsTheOldSession(t *testing.T) {
	s := newSite(t)
	b := s.in(t)
	old := b.Cookie("session")
	b.Post("/login", "email", email, "password", password).Has(t, 200)
	if b.Cookie("session") == old {
		t.Error("the session kept its name")
	}
	copied := browser.New(s.handler)
	copied.SetCookie(&http.Cookie{Name: "session", Value: old})
	if got := copied.Get("/transaction/orders").Path(); !strings.HasPrefix(got, "/login") {
		t.Errorf("the old session still opens %s", got)
	}
}

func TestAForgedSessionIsNobody(t *testing.T) {
	s := newSite(t)
	genuine := s.in(t).Cookie("session")
	for _, forged := range []string{"x", genuine + "x", genuine[:len(genuine)-4] + "AAAA", strings.Repeat("A", 5000)} {
		b := browser.New(s.handler)
		b.SetCookie(&http.Cookie{Name: "session", Value: forged})
		if got := b.Get("/transaction/orders").Path(); !strings.HasPrefix(got, "/login") {
			t.Errorf("a forged session opens %s", got)
		}
	}
}

func TestTheLanguageIsTheBrowsersUntilItIsChosen(t *testing.T) {
	b := browser.New(newSite(t).handler)
	b.Header.Set("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5")
	p := b.Get("/login?next=/messages").Has(t, 200, "邮箱", `lang="zh-Hans"`).Lacks(t, "E-mail")
	p = p.Submit(t, "English").Has(t, 200, "E-mail", `lang="en"`)
	if p.Path() != "/login?next=/messages" {
		t.Errorf("the visitor is at %s", p.Path())
	}
	p.Submit(t, "中文").Has(t, 200, "邮箱")
}

func TestTheLanguageChosenBeforeSigningInStays(t *testing.T) {
	s := newSite(t)
	b := browser.New(s.handler)
	b.Get("/login").Submit(t, "中文").Submit(t, "登录", "email", email, "password", password).Has(t, 200, "所有订单", "退出登录")
	if b.Cookie("language") != "" {
		t.Error("the choice before signing in was not forgotten")
	}
	s.in(t).Get("/transaction/orders").Has(t, 200, "所有订单")
}

func TestWhoNeverChoseALanguageKeepsThatOfTheirFirstSignIn(t *testing.T) {
	s := newSite(t)
	b := browser.New(s.handler)
	b.Header.Set("Accept-Language", "zh-CN")
	b.Get("/login").Submit(t, "登录", "email", email, "password", password).Has(t, 200, "所有订单")
	s.in(t).Get("/transaction/orders").Has(t, 200, "所有订单")
	b.Get("/transaction/orders").Submit(t, "English").Has(t, 200, "All Orders").Submit(t, "Sign out").Has(t, 200, "登录")
	b.Get("/login").Submit(t, "登录", "email", email, "password", password).Has(t, 200, "All Orders")
}

func TestPreferencesBelongToThePerson(t *testing.T) {
	s := newSite(t)
	b := s.in(t)
	p := b.Get("/transaction/orders?q=7").Has(t, 200, `data-bs-theme="auto"`)
	p = p.Submit(t, "Dark").Has(t, 200, `data-bs-theme="dark"`, `lang="en"`)
	if p.Path() != "/transaction/orders?q=7" {
		t.Errorf("the visitor is at %s", p.Path())
	}
	p.Submit(t, "中文").Has(t, 200, "所有订单", `data-bs-theme="dark"`)
	other := browser.New(s.handler)
	other.Post("/login", "email", email, "password", password).Has(t, 200, `data-bs-theme="dark"`, "所有订单")
}

func TestPreferencesAreOnlyWhatExists(t *testing.T) {
	b := browser.New(newSite(t).handler)
	b.Post("/preferences", "language", "fr").Has(t, 400, "“fr” cannot be chosen here.")
	b.Post("/preferences", "theme", "pink").Has(t, 400)
	b.SetCookie(&http.Cookie{Name: "language", Value: "fr"})
	b.SetCookie(&http.Cookie{Name: "theme", Value: `"><script>`})
	b.Get("/login").Has(t, 200, "E-mail").Lacks(t, "<script>\"")
	if got := b.Post("/preferences", "theme", "dark", "return", "//evil.example/").URL.Host; got != "sellerdesk.test" {
		t.Errorf("the visitor was sent to %s", got)
	}
}

func TestAPersonChangesBetweenTheirStores(t *testing.T) {
	s := newSite(t)
	b := s.in(t)
	b.Get("/transaction/orders").Has(t, 200, "Rehearsal store", "20 Nov 2026, 14:00").Lacks(t, "Switch store")
	s.addStore(t, "Second shop", true)
	b.Get("/transaction/orders").Has(t, 200, "Switch store").Submit(t, "Second shop").Has(t, 200, "Second shop").Lacks(t, "Rehearsal store")
	b.Get("/transaction/orders").Submit(t, "First shop").Has(t, 200, "Rehearsal store")
}

func TestAnotherPersonsStoreDoesNotExist(t *testing.T) {
	s := newSite(t)
	foreign, err := s.accounts.CreateStore(t.Context(), "Foreign shop", "other@demo.test", false)
	if err != nil {
		t.Fatal(err)
	}
	b := s.in(t)
	for _, id := range []string{strconv.FormatInt(int64(foreign), 10), "999", "x", "", "-1", "99999999999999999999"} {
		b.Post("/store", "store", id).Has(t, 404, "This store does not exist").Lacks(t, "Foreign shop")
	}
	if got := browser.New(s.handler).Post("/store", "store", "1").Path(); got != "/login" {
		t.Errorf("a visitor changes stores at %s", got)
	}
}

func TestADemoShowsItsAccounts(t *testing.T) {
	s := newSite(t, views.DemoAccount{Email: email, Password: password, Store: "First shop", RoleKey: "account_role_owner"})
	browser.New(s.handler).Get("/login").Has(t, 200, "Demo accounts", password, email, "First shop · Owner").
		Submit(t, "Enter as "+email).Has(t, 200, "All Orders")
}
