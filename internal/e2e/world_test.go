package e2e_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/chrome"
	"sellerdesk/internal/testing/program"
	"sellerdesk/views/link"
)

// atOnce is how many stories are told side by side: they wait for the browser more than they compute.
const atOnce = "4"

func TestMain(m *testing.M) {
	if err := flag.Set("test.parallel", atOnce); err != nil {
		panic(err)
	}
	code := chrome.Main(m)
	program.Clean()
	os.RemoveAll(made.folder)
	os.Exit(code)
}

const password = "ship-it-once" // of everybody in the demo

// made is the demo's data, made by the first story.
var made struct {
	sync.Once
	folder string
	err    error
}

// demo starts the program on a demo of the story's own.
func demo(t *testing.T) *program.Process {
	t.Helper()
	chrome.Start(t) // without a browser there is no story
	made.Do(func() {
		if made.folder, made.err = os.MkdirTemp("", "sellerdesk-demo"); made.err == nil {
			program.Start(t, made.folder, "--demo").Stop(t)
		}
	})
	if made.err != nil {
		t.Fatal(made.err)
	}
	data := t.TempDir()
	if err := os.CopyFS(data, os.DirFS(made.folder)); err != nil {
		t.Fatal(err)
	}
	return program.Start(t, data, "--demo")
}

// language is a language of the site and what a browser asks for.
type language struct{ site, asks, button string }

// The languages of the site.
var (
	english = language{i18n.English, "en", "English"}
	chinese = language{i18n.Chinese, "zh-CN", "中文"}
)

// look is a way of looking at the site.
type look struct {
	name    string
	lang    language
	options chrome.Options
}

// desk is how somebody at a desk looks at the site in English by day.
var desk = look{"desk-en", english, chrome.Options{Width: 1440, Height: 900}}

// phone is how somebody looks at the site in Chinese on a phone.
var phone = look{"phone-zh", chinese, chrome.Options{Width: 390, Height: 844}}

// looks are the ways in which the stories are told that visit many pages. Each
// page is looked at light and dark, at a desk and on a phone, in English and in
// Chinese. When pictures are taken, it is every combination.
func looks() []look {
	without := look{"desk-en-dark", english, chrome.Options{Width: 1440, Height: 900, Dark: true, NoScript: true}}
	all := []look{desk, without, phone}
	if os.Getenv("SCREENSHOTS") == "" {
		return all
	}
	return append(all,
		look{"desk-zh", chinese, desk.options}, look{"desk-zh-dark", chinese, without.options},
		look{"phone-en", english, phone.options},
		look{"phone-en-dark", english, chrome.Options{Width: 390, Height: 844, Dark: true}},
		look{"phone-zh-dark", chinese, chrome.Options{Width: 390, Height: 844, Dark: true}})
}

// sizes are the ways in which shorter stories are told: at a desk, and on a
// phone in Chinese. When pictures are taken, it is every combination.
func sizes() []look {
	if os.Getenv("SCREENSHOTS") != "" {
		return looks()
	}
	return []look{desk, phone}
}

// seller is somebody at a browser.
type seller struct {
	*chrome.Tab
	t    *testing.T
	look look
}

// open opens a browser on the program.
func open(t *testing.T, p *program.Process, l look) *seller {
	t.Helper()
	o := l.options
	o.Base, o.Language = p.URL, l.lang.asks
	return &seller{Tab: chrome.Start(t).Tab(t, o), t: t, look: l}
}

// say is a label of pages.md in the seller's language. The English one is the
// contract with the articles people read, so it is compared.
func (s *seller) say(label string, pairs ...any) string {
	s.t.Helper()
	key, ok := keys[label]
	if !ok {
		s.t.Fatalf("no message is known for %q", label)
	}
	if got := i18n.T(i18n.English, key, pairs...); got != label && len(pairs) == 0 {
		s.t.Errorf("%s says %q, and pages.md says %q", key, got, label)
	}
	return i18n.T(s.look.lang.site, key, pairs...)
}

// click presses what has a label of pages.md.
func (s *seller) click(label string) {
	s.t.Helper()
	s.Click(s.say(label))
}

// see waits until labels of pages.md can be seen.
func (s *seller) see(labels ...string) {
	s.t.Helper()
	texts := make([]string, len(labels))
	for i, l := range labels {
		texts[i] = s.say(l)
	}
	s.See(texts...)
}

// in limits the seller to a part of the page.
func (s *seller) in(text string) *seller {
	part := *s
	part.Tab = s.Within(text)
	return &part
}

// signIn signs in and arrives at My Orders, in the language of the person. Who
// reads another one changes it, which is kept.
func (s *seller) signIn(email string) {
	s.t.Helper()
	s.Goto(link.Login(""))
	s.page("sign-in")
	s.Fill(s.say("E-mail"), email)
	s.Fill(s.say("Password"), password)
	s.click("Sign in")
	if other := s.look.lang.button; strings.Contains(s.Text(), other) {
		s.Click(other)
		s.Goto(link.Orders())
	}
	s.see("My Orders")
}

// find looks for a number in the search box of the top bar.
func (s *seller) find(number string) {
	s.t.Helper()
	s.Fill(s.say("Search orders"), number)
	s.Press(kb.Enter)
	s.See(number)
}

// page looks at the page as it is: everybody can read it, nothing sticks out,
// and nothing is wrong behind it.
func (s *seller) page(name string) {
	s.t.Helper()
	s.NoConsoleErrors()
	s.NoSidewaysScroll()
	s.Axe()
	s.Screenshot(filepath.Join(s.look.name, name))
}

// visitor is the same person without a window, for what a browser does not tell.
func visitor(t *testing.T, p *program.Process, email string) *browser.Browser {
	t.Helper()
	b := p.Browser(t)
	b.Get("/login").Submit(t, "Sign in", "email", email, "password", password).Has(t, 200)
	return b
}
