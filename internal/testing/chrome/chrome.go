// Package chrome lets tests use the site as a person does: in a real browser,
// by what is written on links, buttons and labels.
//
// A package of stories starts one Chromium and gives every test a tab with its
// own cookies:
//
//	func TestMain(m *testing.M) { os.Exit(chrome.Main(m)) }
//
//	func TestSignIn(t *testing.T) {
//		tab := chrome.Start(t).Tab(t, chrome.Options{Base: server.URL})
//		tab.Goto("/login")
//		tab.Fill("E-mail", "owner@demo.test")
//		tab.Fill("Password", "ship-it-once")
//		tab.Click("Sign in")
//		tab.See("My Orders")
//		tab.Axe()
//		tab.NoConsoleErrors()
//	}
//
// Every step waits until the page has loaded and nothing is under way, half a
// minute at most, and ends the test with the page's text when it cannot be
// done. Without a browser the tests are skipped; with REQUIRE_BROWSER=1 they
// fail. SCREENSHOTS names the folder that receives pictures.
package chrome

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Browser is one running Chromium, shared by the tests of a package.
type Browser struct {
	ctx context.Context
}

// shared is the browser of the test program, started by the first test that needs it.
var shared struct {
	sync.Mutex
	main    bool // Main runs and will stop the browser
	browser *Browser
	err     error
}

// Main runs the tests of a package and then stops the browser they shared.
// It returns the exit code for os.Exit.
func Main(m *testing.M) int {
	shared.main = true
	defer stop()
	return m.Run()
}

// Start returns the browser of this test program, and starts it for the first
// test that asks. Without a browser on the machine it skips the test, or fails
// it when REQUIRE_BROWSER is 1. With -short it is skipped everywhere: a story
// takes long, and what it tests runs in programs of their own.
func Start(t testing.TB) *Browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a story in a browser takes long")
	}
	shared.Lock()
	defer shared.Unlock()
	if !shared.main {
		t.Fatal("chrome: the package needs func TestMain(m *testing.M) { os.Exit(chrome.Main(m)) }")
	}
	if shared.browser == nil && shared.err == nil {
		shared.browser, shared.err = launch()
	}
	switch {
	case errors.Is(shared.err, errNoBrowser) && os.Getenv("REQUIRE_BROWSER") != "1":
		t.Skip("no Chromium found: install the package chromium-headless-shell to run the browser stories")
	case shared.err != nil:
		t.Fatalf("start the browser: %v", shared.err)
	}
	return shared.browser
}

// errNoBrowser says that the machine has no Chromium.
var errNoBrowser = errors.New("no chromium-headless-shell, chromium or google-chrome on this machine")

// executable finds the browser; the headless shell has no window to draw and is quickest.
func executable() (string, error) {
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNoBrowser
}

// launch starts Chromium with an empty profile, quiet on the network.
func launch() (*Browser, error) {
	path, err := executable()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // tests may run as root, where the sandbox refuses to start
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("lang", "en-US"),
	)
	allocator, _ := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, _ := chromedp.NewContext(allocator)
	if err := chromedp.Do(ctx); err != nil {
		return nil, err
	}
	return &Browser{ctx: ctx}, nil
}

// stop closes the browser, which removes its profile.
func stop() {
	shared.Lock()
	defer shared.Unlock()
	if shared.browser == nil {
		return
	}
	ctx, cancel := context.WithTimeout(shared.browser.ctx, 10*time.Second)
	defer cancel()
	// The tests have their result; a browser that does not close is killed.
	_ = chromedp.Cancel(ctx)
}
