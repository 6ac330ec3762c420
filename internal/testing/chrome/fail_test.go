package chrome_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"sellerdesk/internal/testing/chrome"
)

// listener is a test that notes failures instead of failing.
type listener struct {
	testing.TB
	said []string
}

func (l *listener) Helper()                   {}
func (l *listener) Errorf(f string, a ...any) { l.said = append(l.said, fmt.Sprintf(f, a...)) }
func (l *listener) Fatalf(f string, a ...any) { l.Errorf(f, a...); runtime.Goexit() }

// failures runs a step and returns what it complained about.
func failures(t *testing.T, tab *chrome.Tab, step func(*chrome.Tab)) string {
	t.Helper()
	l := &listener{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		step(tab.For(l).Hurried())
	}()
	<-done
	return strings.Join(l.said, "\n")
}

func expect(t *testing.T, complaint string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(complaint, part) {
			t.Errorf("the complaint lacks %q:\n%s", part, complaint)
		}
	}
}

func TestAMissingButtonIsExplained(t *testing.T) {
	t.Parallel()
	tab := open(t, chrome.Options{}, "/form.html")
	expect(t, failures(t, tab, func(tab *chrome.Tab) { tab.Click("Pay") }),
		`click "Pay": nothing here is called "Pay"; there are: Save`, "status 200", "Order number")
}

func TestTwoButtonsOfOneNameAreRefused(t *testing.T) {
	t.Parallel()
	tab := open(t, chrome.Options{}, "/list.html")
	expect(t, failures(t, tab, func(tab *chrome.Tab) { tab.Click("Shipping") }), `2 things are called "Shipping"; say within what`)
}

func TestACoveredButtonIsNotPressed(t *testing.T) {
	t.Parallel()
	tab := open(t, chrome.Options{}, "/wide.html")
	expect(t, failures(t, tab, func(tab *chrome.Tab) { tab.Click("Covered") }), "it lies behind <div", "cover")
}

func TestAbsentAndPresentTextsAreReported(t *testing.T) {
	t.Parallel()
	tab := open(t, chrome.Options{}, "/list.html")
	expect(t, failures(t, tab, func(tab *chrome.Tab) { tab.NotSee("Ana Ribeiro") }), `can see "Ana Ribeiro"`)
	expect(t, failures(t, tab, func(tab *chrome.Tab) { tab.Within("Luc").See("Ana") }), `cannot see "Ana" within Luc`)
}

func TestAPageThatIsTooWideIsReported(t *testing.T) {
	t.Parallel()
	tab := open(t, chrome.Options{Width: 390}, "/wide.html")
	expect(t, failures(t, tab, (*chrome.Tab).NoSidewaysScroll), "/wide.html can be scrolled sideways", "on 390 px", `class="broad"`)
}

func TestFaultsBehindThePageAreReportedOnce(t *testing.T) {
	t.Parallel()
	tab := open(t, chrome.Options{}, "/faulty.html")
	expect(t, failures(t, tab, (*chrome.Tab).NoConsoleErrors),
		"script: Error: thrown by the page", "console: written by the page",
		"status 404", "/missing.js", "Content Security Policy")
	tab.NoConsoleErrors()
}

func TestBarriersAreReportedWithRuleAndPlace(t *testing.T) {
	t.Parallel()
	everyone(t, func(t *testing.T, o chrome.Options) {
		tab := open(t, o, "/faulty.html")
		expect(t, failures(t, tab, (*chrome.Tab).Axe),
			"image-alt", "label", "color-contrast", "target-size", "#pale", "html-has-lang")
	})
}

func TestThreePartsOfAListThatAreMadeAlikeAreLookedAt(t *testing.T) {
	t.Parallel()
	tab := open(t, chrome.Options{}, "/alike.html")
	text := tab.Text()
	said := failures(t, tab, (*chrome.Tab).Axe)
	expect(t, said, "color-contrast", "#first", "#third", "#other-ground", "#other-colour", "#last", "#odd-row")
	if strings.Contains(said, "#fourth") {
		t.Errorf("the fourth of equal parts is looked at:\n%s", said)
	}
	if again := failures(t, tab, (*chrome.Tab).Axe); again != said {
		t.Errorf("a second look finds something else:\n%s", again)
	}
	if after := tab.Text(); after != text {
		t.Errorf("the page says %q, and said %q", after, text)
	}
}

func TestAServerThatIsGoneIsReported(t *testing.T) {
	t.Parallel()
	tab := chrome.Start(t).Tab(t, chrome.Options{Base: "http://127.0.0.1:1"})
	expect(t, failures(t, tab, func(tab *chrome.Tab) { tab.Goto("/login") }), "go to /login", "ERR_")
}
