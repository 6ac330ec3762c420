package e2e_test

import (
	"cmp"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/chrome"
	"sellerdesk/internal/testing/program"
	"sellerdesk/views/link"
)

func TestMain(m *testing.M) {
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
	made.Do(func() {
		if made.folder, made.err = os.MkdirTemp("", "sellerdesk-demo"); made.err == nil {
			program.Start(t, made.folder, "--demo").Stop(t)
		}
	})
	data := t.TempDir()
	if made.err == nil {
		made.err = os.CopyFS(data, os.DirFS(made.folder))
	}
	if made.err != nil {
		t.Fatal(made.err)
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

// seller is somebody at a browser.
type seller struct {
	*chrome.Tab
	t       *testing.T
	lang    language
	options chrome.Options
}

// open opens a browser on the program.
func open(t *testing.T, p *program.Process, lang language, o chrome.Options) *seller {
	t.Helper()
	o.Base, o.Language = p.URL, lang.asks
	o.Width, o.Height = cmp.Or(o.Width, 1440), cmp.Or(o.Height, 900)
	return &seller{Tab: chrome.Start(t).Tab(t, o), t: t, lang: lang, options: o}
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
	return i18n.T(s.lang.site, key, pairs...)
}

// click presses what has a label of pages.md.
func (s *seller) click(label string) {
	s.t.Helper()
	s.Click(s.say(label))
}

// see waits until labels of pages.md can be seen.
func (s *seller) see(labels ...string) {
	s.t.Helper()
	for _, l := range labels {
		s.See(s.say(l))
	}
}

// in limits the seller to a part of the page.
func (s *seller) in(text string) *seller {
	part := *s
	part.Tab = s.Within(text)
	return &part
}

// signIn signs in and arrives at My Orders. Everybody in the demo reads English
// at first; who reads Chinese changes the language, which is kept.
func (s *seller) signIn(email string) {
	s.t.Helper()
	s.Goto(link.Login(""))
	s.page("sign-in")
	s.Fill(s.say("E-mail"), email)
	s.Fill(s.say("Password"), password)
	s.click("Sign in")
	if s.lang == chinese {
		s.Click(chinese.button)
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

// looks are the windows and themes in which pages are photographed.
var looks = []struct {
	name          string
	width, height int
	dark          bool
}{
	{"desk-light", 1440, 900, false},
	{"desk-dark", 1440, 900, true},
	{"phone-light", 390, 844, false},
	{"phone-dark", 390, 844, true},
}

// page looks at the page as it is: everybody can read it, nothing sticks out,
// and nothing is wrong behind it.
func (s *seller) page(name string) {
	s.t.Helper()
	s.NoConsoleErrors()
	s.NoSidewaysScroll()
	s.Axe()
	if os.Getenv("SCREENSHOTS") == "" {
		return
	}
	for _, l := range looks {
		s.Resize(l.width, l.height)
		s.Prefer(l.dark)
		s.NoSidewaysScroll()
		s.Screenshot(filepath.Join(s.lang.site+"-"+l.name, name))
	}
	s.Resize(s.options.Width, s.options.Height)
	s.Prefer(s.options.Dark)
}

// visitor is the same person without a window, for what a browser does not tell.
func visitor(t *testing.T, p *program.Process, email string) *browser.Browser {
	t.Helper()
	b := p.Browser(t)
	b.Get("/login").Submit(t, "Sign in", "email", email, "password", password).Has(t, 200)
	return b
}
