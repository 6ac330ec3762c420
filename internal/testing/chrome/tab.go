package chrome

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// patience is how long a step waits for the page; calm is how long nothing may
// happen before a page counts as settled. Timing is the wall clock's, for the
// browser is outside the program.
const (
	patience = 30 * time.Second
	calm     = 60 * time.Millisecond
	pause    = 10 * time.Millisecond
	start    = 2 * time.Second // for what a link or a button leads to
)

// Options say what kind of visitor a tab belongs to. The zero value is a
// person at a desk (1440 × 900 px) with JavaScript and a light system theme.
type Options struct {
	Base     string // address of the site, without a slash at the end
	NoScript bool   // JavaScript is switched off
	Width    int    // of the window in px, 1440 when 0
	Height   int    // of the window in px, 900 when 0
	Dark     bool   // the system prefers dark
	Language string // what the browser asks for, such as "zh-CN"; "en" when empty
}

// Tab is one tab with cookies of its own. Its methods are steps of a person:
// they act on what is visible, wait until the page has settled, and end the
// test when the step cannot be done.
type Tab struct {
	t        testing.TB
	ctx      context.Context
	options  Options
	watch    *watch
	patience time.Duration
	within   string // text of the part of the page the steps are limited to
}

// Tab opens a tab, closed when the test ends.
func (b *Browser) Tab(t testing.TB, o Options) *Tab {
	t.Helper()
	if o.Width == 0 {
		o.Width = 1440
	}
	if o.Height == 0 {
		o.Height = 900
	}
	if o.Language == "" {
		o.Language = "en"
	}
	w := newWatch()
	ctx, cancel := chromedp.NewContext(b.ctx, chromedp.WithNewBrowserContext(), chromedp.WithListener(w.event))
	t.Cleanup(cancel)
	tab := &Tab{t: t, ctx: ctx, options: o, watch: w, patience: patience}
	if err := tab.equip(); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	return tab
}

// equip gives the tab its window, theme, language and scripts. Motion is
// reduced, so that nothing moves while it is clicked.
func (tab *Tab) equip() error {
	theme := "light"
	if tab.options.Dark {
		theme = "dark"
	}
	// The first call starts the tab, which lives as long as its context.
	err := chromedp.Do(tab.ctx, chromedp.EmulateViewport(int64(tab.options.Width), int64(tab.options.Height)))
	if err != nil {
		return err
	}
	_, err = ask(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme},
		{Name: "prefers-reduced-motion", Value: "reduce"},
	}})
	if err != nil {
		return err
	}
	_, err = ask(tab, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{
		Headers: network.Headers{"Accept-Language": tab.options.Language},
	})
	if err != nil {
		return err
	}
	// A browser with a window lets a page copy after a click; one without asks nobody.
	_, err = ask(tab, browser.SetPermission, browser.SetPermissionParams{
		Permission:       &browser.PermissionDescriptor{Name: "clipboard-write"},
		Setting:          browser.PermissionSettingGranted,
		BrowserContextID: chromedp.FromContext(tab.ctx).BrowserContextID,
	})
	if err != nil {
		return err
	}
	return tab.scripts(!tab.options.NoScript)
}

// scripts switches the page's own JavaScript on or off.
func (tab *Tab) scripts(on bool) error {
	_, err := ask(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
	return err
}

// For returns the same tab with its failures reported to t, for the steps of a subtest.
func (tab *Tab) For(t testing.TB) *Tab {
	other := *tab
	other.t = t
	return &other
}

// Within returns the tab limited to the part of the page that contains text:
// the element with that data-number, else the smallest row, card, list item,
// section or form around the text in which the step can be done.
func (tab *Tab) Within(text string) *Tab {
	other := *tab
	other.within = text
	return &other
}

// Goto opens a path of the site, such as "/transaction/orders".
func (tab *Tab) Goto(path string) {
	tab.t.Helper()
	tab.watch.touch()
	answer, err := ask(tab, page.Navigate, page.NavigateParams{URL: tab.options.Base + path})
	if err == nil && answer.ErrorText != "" {
		err = errors.New(answer.ErrorText)
	}
	if err != nil {
		tab.t.Fatalf("go to %s: %v", path, err)
	}
	tab.settle("go to " + path)
}

// Back returns to the page before.
func (tab *Tab) Back() {
	tab.t.Helper()
	tab.lead("go back", func() (bool, error) {
		// The page may come from memory, without loading again.
		history, err := ask(tab, page.GetNavigationHistory, cdp.Empty{})
		if err != nil {
			return false, err
		}
		if history.CurrentIndex == 0 {
			return false, errors.New("there is no page before")
		}
		before := history.Entries[history.CurrentIndex-1].ID
		_, err = ask(tab, page.NavigateToHistoryEntry, page.NavigateToHistoryEntryParams{EntryID: before})
		return true, err
	})
}

// URL is the address shown: path and query, without the site.
func (tab *Tab) URL() string {
	tab.t.Helper()
	address, err := evaluate[string](tab, "address")
	if err != nil {
		tab.t.Fatalf("read the address: %v", err)
	}
	u, err := url.Parse(address)
	if err != nil {
		tab.t.Fatalf("read the address: %v", err)
	}
	return u.RequestURI()
}

// Status is the HTTP status of the page shown.
func (tab *Tab) Status() int { return tab.watch.lastStatus() }

// do repeats a step until it succeeds, and waits for what it began.
func (tab *Tab) do(name string, step func() error) {
	tab.t.Helper()
	tab.lead(name, func() (bool, error) { return false, step() })
}

// lead is do for a step that says whether it leads to a request.
func (tab *Tab) lead(name string, step func() (leads bool, err error)) {
	tab.t.Helper()
	before := tab.watch.touch()
	leads, err := step()
	for end := time.Now().Add(tab.patience); err != nil && time.Now().Before(end); leads, err = step() {
		time.Sleep(5 * pause)
	}
	if err != nil {
		tab.t.Fatalf("%s: %v\n%s", name, err, tab.scene())
	}
	// A busy browser takes its time to begin. A script may also prevent it.
	for end := time.Now().Add(start); leads && !tab.watch.beganSince(before) && time.Now().Before(end); {
		time.Sleep(pause)
	}
	tab.settle(name)
}

// settle waits until the page is loaded and nothing is under way.
func (tab *Tab) settle(name string) {
	tab.t.Helper()
	for end := time.Now().Add(tab.patience); time.Now().Before(end); time.Sleep(pause) {
		if !tab.watch.quiet(calm) {
			continue
		}
		// Between two pages there is nothing to ask; then it is not ready.
		if ready, err := evaluate[bool](tab, "ready"); err == nil && ready {
			return
		}
	}
	tab.t.Fatalf("%s: the page does not come to rest after %v; under way: %s\n%s",
		name, tab.patience, strings.Join(tab.watch.underWay(), " "), tab.scene())
}

// scene is the page in words, for failures.
func (tab *Tab) scene() string {
	text, err := evaluate[string](tab, "text", "")
	if err != nil {
		text = err.Error()
	}
	const most = 1500
	if letters := []rune(text); len(letters) > most {
		text = string(letters[:most]) + " …"
	}
	address, _ := evaluate[string](tab, "address")
	return fmt.Sprintf("page %s (status %d):\n%s", address, tab.Status(), text)
}
