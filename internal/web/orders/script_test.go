package orders_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/chrome"
	"sellerdesk/views/link"
)

func TestMain(m *testing.M) { os.Exit(chrome.Main(m)) }

func TestWithAScriptTheListIsReplacedAndBackLeadsToIt(t *testing.T) {
	w := newWorld(t)
	var numbers []string
	for i := range paging.Size + 1 {
		o := w.Order(t, func(o *order.Order) { o.PlacedAt = w.Clock.Wall().Add(-time.Duration(i) * time.Minute) })
		numbers = append(numbers, string(o.Number))
	}
	tab := chrome.Start(t).Tab(t, chrome.Options{Base: w.serve(t)})
	first, last := numbers[0], numbers[paging.Size]
	tab.Goto(link.Orders())
	tab.Click("Next")
	tab.See(last)
	tab.NotSee(first)
	tab.Click("Awaiting Shipment")
	tab.Fill("Search", first)
	tab.Click("Filter")
	tab.NotSee(last)
	found := tab.URL()
	tab.Click("Details")
	tab.See("Order Details")
	tab.Back()
	tab.See(first)
	tab.NotSee(last)
	if got := tab.URL(); got != found {
		t.Errorf("back leads to %s, want %s", got, found)
	}
	tab.NoConsoleErrors()
}

// serve serves the site to a browser in which the owner is signed in.
func (w *world) serve(t testing.TB) (base string) {
	t.Helper()
	session := w.site.As(t, browser.Visitor(w.Store)).Cookie("session")
	s := httptest.NewServer(http.HandlerFunc(func(answer http.ResponseWriter, r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "session", Value: session})
		w.site.Handler.ServeHTTP(answer, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}
