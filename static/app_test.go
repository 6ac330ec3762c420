package static_test

import (
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"sellerdesk/internal/testing/chrome"
	"sellerdesk/static"
)

// deskPage has one of everything that app.js makes quicker.
const deskPage = `<!doctype html>
<html lang="en"><head><title>Desk</title><script src="/static/js/app.js" defer></script></head>
<body>
<form role="search" action="/found"><label>Search <input type="search" name="q" value="before"></label></form>
<form method="post" action="/slow"><label>Note <input name="note"></label><button>Submit for shipment</button></form>
<form method="post" action="/label.pdf" data-download><button>Print Shipping Label</button></form>
<form method="post" action="/nothing"><button>Do nothing</button></form>
<button type="button" data-copy="LP00418820011001" data-copied="Copied">Copy <span data-copy-status role="status"></span></button>
<p><label><input type="checkbox" data-tick-all="parcel"> Select page</label></p>
<p><label><input type="checkbox" name="parcel"> First</label> <label><input type="checkbox" name="parcel" disabled> Second</label> <label><input type="checkbox" name="parcel"> Third</label></p>
<details class="menu"><summary>Li Wei</summary><p>Sign out</p></details>
<output></output>
</body></html>`

// desk is a site with that page which counts what is sent to it.
type desk struct {
	url  string
	sent atomic.Int64
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{}
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, http.StripPrefix(static.Prefix, http.FileServerFS(static.Files)))
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = w.Write([]byte(deskPage))
	})
	mux.HandleFunc("POST /slow", func(w http.ResponseWriter, _ *http.Request) {
		d.sent.Add(1)
		time.Sleep(300 * time.Millisecond)
		_, _ = w.Write([]byte("shipped"))
	})
	mux.HandleFunc("POST /nothing", func(w http.ResponseWriter, _ *http.Request) {
		d.sent.Add(1)
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("POST /label.pdf", func(w http.ResponseWriter, _ *http.Request) {
		d.sent.Add(1)
		w.Header().Set("Content-Disposition", "attachment; filename=label.pdf")
		w.Header().Set("Content-Type", "application/pdf")
		_, _ = w.Write([]byte("%PDF-1.7"))
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'")
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	d.url = server.URL
	return d
}

func (d *desk) open(t *testing.T) *chrome.Tab {
	t.Helper()
	tab := chrome.Start(t).Tab(t, chrome.Options{Base: d.url})
	tab.Goto("/")
	return tab
}

func TestTheSlashGoesToTheSearchBox(t *testing.T) {
	t.Parallel()
	tab := newDesk(t).open(t)
	tab.Press("/")
	if got := tab.Focused(); got != "Search" {
		t.Errorf("the keyboard is at %q", got)
	}
	tab.Press("8017")
	tab.Press("\r")
	if got, want := tab.URL(), "/found?q=8017"; got != want {
		t.Errorf("searched at %s, want %s", got, want)
	}
}

func TestASlashThatIsTypedStaysText(t *testing.T) {
	t.Parallel()
	tab := newDesk(t).open(t)
	tab.Click("Li Wei")
	tab.Fill("Note", "A")
	tab.Press("/")
	if got := tab.Focused(); got != "Note" {
		t.Errorf("the keyboard is at %q", got)
	}
}

func TestASecondClickSendsNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	tab := d.open(t)
	tab.Click("Do nothing")
	tab.Click("Do nothing")
	if got := d.sent.Load(); got != 1 {
		t.Errorf("sent %d times", got)
	}
}

func TestComingBackAllowsSendingAgain(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	tab := d.open(t)
	for range 2 {
		tab.Click("Submit for shipment")
		tab.See("shipped")
		tab.Back()
	}
	if got := d.sent.Load(); got != 2 {
		t.Errorf("sent %d times", got)
	}
}

func TestADownloadCanBeRepeated(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	tab := d.open(t)
	tab.Click("Print Shipping Label")
	tab.Click("Print Shipping Label")
	if got := d.sent.Load(); got != 2 {
		t.Errorf("sent %d times", got)
	}
}

func TestCopyingIsSaid(t *testing.T) {
	t.Parallel()
	tab := newDesk(t).open(t)
	tab.Click("Copy")
	tab.See("Copied")
	tab.NoConsoleErrors()
}

func TestOneTickTicksThePage(t *testing.T) {
	t.Parallel()
	tab := newDesk(t).open(t)
	tab.Choose("Select page")
	for label, want := range map[string]bool{"First": true, "Second": false, "Third": true} {
		if got := tab.Chosen(label); got != want {
			t.Errorf("%s is ticked: %v, want %v", label, got, want)
		}
	}
	tab.Untick("Select page")
	if tab.Chosen("First") {
		t.Error("First is still ticked")
	}
}

func TestAMenuClosesByEscapeAndByAClickElsewhere(t *testing.T) {
	t.Parallel()
	tab := newDesk(t).open(t)
	for _, leave := range []func(){
		func() { tab.Press("\x1b") },
		func() { tab.Choose("First") },
	} {
		tab.Click("Li Wei")
		tab.See("Sign out")
		leave()
		tab.NotSee("Sign out")
	}
	if got := tab.Focused(); got != "First" {
		t.Errorf("the keyboard is at %q", got)
	}
}
