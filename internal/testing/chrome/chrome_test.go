package chrome_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp/kb"

	"sellerdesk/internal/testing/chrome"
)

func TestMain(m *testing.M) { os.Exit(chrome.Main(m)) }

// site serves a few pages under a policy as strict as the product's.
func site(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir("testdata/site")))
	mux.HandleFunc("POST /orders", refuse)
	mux.HandleFunc("GET /slow", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(400 * time.Millisecond)
		answer(w, http.StatusOK, "Worth waiting", "asked for "+r.Header.Get("Accept-Language"))
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// refuse answers a form with what was sent, as a page that refuses it does.
func refuse(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		answer(w, http.StatusBadRequest, "Bad form", err.Error())
		return
	}
	var said []string
	for _, name := range []string{"number", "weight", "paid", "note", "goods", "agreed", "channel"} {
		said = append(said, name+"="+r.Form.Get(name))
	}
	for _, files := range r.MultipartForm.File {
		said = append(said, "file="+files[0].Filename)
	}
	answer(w, http.StatusUnprocessableEntity, "Got", strings.Join(said, "; "))
}

func answer(w http.ResponseWriter, status int, title, text string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, `<!doctype html><html lang="en"><title>%[1]s</title><h1>%[1]s</h1><p>%[2]s</p>`, title, text)
}

func open(t *testing.T, o chrome.Options, path string) *chrome.Tab {
	t.Helper()
	o.Base = site(t)
	tab := chrome.Start(t).Tab(t, o)
	tab.Goto(path)
	return tab
}

// everyone runs a test with JavaScript and without.
func everyone(t *testing.T, test func(*testing.T, chrome.Options)) {
	t.Helper()
	for _, off := range []bool{false, true} {
		t.Run(fmt.Sprintf("scripts off %v", off), func(t *testing.T) {
			t.Parallel()
			test(t, chrome.Options{NoScript: off})
		})
	}
}

func TestAFormIsFilledByItsLabels(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "orders.xlsx")
	if err := os.WriteFile(file, []byte("table"), 0o600); err != nil {
		t.Fatal(err)
	}
	everyone(t, func(t *testing.T, o chrome.Options) {
		tab := open(t, o, "/form.html")
		tab.Fill("Order number", "8017440293165502")
		tab.Fill("Weight", "246")
		tab.Fill("Paid on", "2026-11-20")
		tab.Fill("Note", "fragile, 易碎")
		tab.Choose("Built-in battery")
		tab.Choose("Agreed with the buyer")
		tab.Choose("Agreed with the buyer")
		tab.Select("Channel", "ePacket")
		tab.Attach("Table", file)
		tab.Click("Save")
		if tab.Status() != http.StatusUnprocessableEntity || tab.URL() != "/orders" {
			t.Errorf("status %d at %s, want 422 at /orders", tab.Status(), tab.URL())
		}
		tab.See("number=8017440293165502; weight=246; paid=2026-11-20; note=fragile, 易碎; goods=battery; agreed=yes; channel=epacket; file=orders.xlsx")
		tab.Back()
		tab.See("Order number")
	})
}

func TestATickCanBeTakenAway(t *testing.T) {
	t.Parallel()
	tab := open(t, chrome.Options{}, "/form.html")
	tab.Choose("Agreed with the buyer")
	tab.Untick("Agreed with the buyer")
	tab.Untick("Agreed with the buyer")
	tab.Fill("Note", "")
	tab.Click("Save")
	tab.See("note=; goods=; agreed=; channel=")
}

func TestStepsWaitForSlowPages(t *testing.T) {
	t.Parallel()
	everyone(t, func(t *testing.T, o chrome.Options) {
		o.Language = "zh-CN"
		tab := open(t, o, "/list.html")
		tab.Click("Slow page")
		if got := tab.URL(); got != "/slow" {
			t.Errorf("at %s, want /slow", got)
		}
		tab.See("Worth waiting")
		tab.See("asked for zh-CN")
	})
}

func TestRowsAreToldApartByWhatTheyContain(t *testing.T) {
	t.Parallel()
	everyone(t, func(t *testing.T, o chrome.Options) {
		tab := open(t, o, "/list.html")
		tab.Within("8017440293165419").Click("Shipping")
		if got, want := tab.URL(), "/form.html?order=8017440293165419"; got != want {
			t.Errorf("at %s, want %s", got, want)
		}
		tab.Back()
		tab.Within("Luc Moreau").NotSee("Ana Ribeiro")
		tab.Within("Ana Ribeiro").See("8017440293165502")
	})
}

func TestOnlyWhatIsVisibleIsSeen(t *testing.T) {
	t.Parallel()
	everyone(t, func(t *testing.T, o chrome.Options) {
		tab := open(t, o, "/list.html")
		tab.See("Written as it is")
		tab.NotSee("Sign out")
		tab.Click("Li Wei")
		tab.See("Sign out")
		tab.NotSee("never shown")
	})
}

func TestScriptsRunOnlyWhenSwitchedOn(t *testing.T) {
	t.Parallel()
	open(t, chrome.Options{}, "/list.html").See("scripts run")
	off := open(t, chrome.Options{NoScript: true}, "/list.html")
	off.NotSee("scripts run")
	off.Axe()
	off.NotSee("scripts run")
	off.Goto("/list.html")
	off.NotSee("scripts run")
}

func TestTheThemeOfTheSystemIsChosen(t *testing.T) {
	t.Parallel()
	open(t, chrome.Options{Dark: true}, "/list.html").See("dark system")
	open(t, chrome.Options{}, "/list.html").NotSee("dark system")
}

func TestTheKeyboardMovesTheFocus(t *testing.T) {
	t.Parallel()
	tab := open(t, chrome.Options{}, "/form.html")
	tab.Press(kb.Tab)
	if got := tab.Focused(); got != "Order number" {
		t.Errorf("the keyboard is at %q", got)
	}
	tab.Press("80174")
	tab.Press(kb.Enter)
	tab.See("number=80174")
}

func TestTabsShareNoCookies(t *testing.T) {
	t.Parallel()
	base := site(t)
	browser := chrome.Start(t)
	for range 2 {
		tab := browser.Tab(t, chrome.Options{Base: base})
		tab.Goto("/cookie.html")
		tab.See("visit 1")
	}
}

func TestPicturesAreTakenOfWholePages(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "shots")
	t.Setenv("SCREENSHOTS", folder)
	open(t, chrome.Options{}, "/wide.html").Screenshot("desk/wide")
	picture, err := os.ReadFile(filepath.Join(folder, "desk", "wide.png"))
	if err != nil {
		t.Fatal(err)
	}
	if got := http.DetectContentType(picture); got != "image/png" {
		t.Errorf("the picture is %s", got)
	}
}

func TestAGoodPageHasNoComplaints(t *testing.T) {
	t.Parallel()
	everyone(t, func(t *testing.T, o chrome.Options) {
		o.Width = 390
		tab := open(t, o, "/form.html")
		tab.Axe()
		tab.NoSidewaysScroll()
		tab.NoConsoleErrors()
	})
}
