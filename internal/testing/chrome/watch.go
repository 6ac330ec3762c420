package chrome

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
)

// watch collects what a tab does: which requests are under way, the status of
// the page, and what went wrong.
type watch struct {
	mu      sync.Mutex
	open    map[network.RequestID]request // requests under way
	begun   int                           // requests and pages since the tab was opened
	loading bool
	changed time.Time // when something last began or ended
	status  int64
	faults  []string
}

// request is something that was asked for by a page.
type request struct {
	url  string
	page cdp.LoaderID
}

func newWatch() *watch {
	return &watch{open: map[network.RequestID]request{}, changed: time.Now()}
}

// event notes one event of the tab.
func (w *watch) event(ev any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		w.began(ev)
	case *network.EventResponseReceived:
		w.answered(ev)
	case *network.EventLoadingFinished:
		w.ended(ev.RequestID)
	case *network.EventLoadingFailed:
		w.failed(ev)
	case *page.EventFrameStartedLoading:
		w.loading, w.changed = true, time.Now()
		w.begun++
	case *page.EventFrameNavigated: // the only event of a page taken from memory
		w.left(ev.Frame)
	case *page.EventFrameStoppedLoading:
		w.loading, w.changed = false, time.Now()
	case *runtime.EventExceptionThrown:
		w.fault("script: %s", exceptionText(ev.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError {
			w.fault("console: %s", consoleText(ev.Args))
		}
	case *log.EventEntryAdded:
		// What the network did is judged by status and kind below.
		if ev.Entry.Level == log.EntryLevelError && ev.Entry.Source != log.EntrySourceNetwork {
			w.fault("%s: %s %s", ev.Entry.Source, ev.Entry.Text, ev.Entry.URL)
		}
	}
}

func (w *watch) began(ev *network.EventRequestWillBeSent) {
	if ev.Type == network.ResourceTypeEventSource || strings.HasPrefix(ev.Request.URL, "data:") {
		return
	}
	w.open[ev.RequestID] = request{ev.Request.URL, ev.LoaderID}
	w.changed = time.Now()
	w.begun++
}

// left notes that another page is shown now. The browser does not always tell
// what became of requests of the page before.
func (w *watch) left(frame *cdp.Frame) {
	w.changed = time.Now()
	w.begun++
	if frame.ParentID == "" {
		maps.DeleteFunc(w.open, func(_ network.RequestID, r request) bool { return r.page != frame.LoaderID })
	}
}

// parts are what a page is made of; one that is missing is a fault.
var parts = []network.ResourceType{
	network.ResourceTypeStylesheet, network.ResourceTypeScript,
	network.ResourceTypeImage, network.ResourceTypeFont,
}

func (w *watch) answered(ev *network.EventResponseReceived) {
	status := int64(ev.Response.Status)
	switch {
	case ev.Type == network.ResourceTypeDocument:
		w.status = status
	case status >= 500 || status >= 400 && slices.Contains(parts, ev.Type):
		w.fault("status %d: %s", status, ev.Response.URL)
	}
}

func (w *watch) failed(ev *network.EventLoadingFailed) {
	url := w.open[ev.RequestID].url
	w.ended(ev.RequestID)
	// Going to another page, or a download, aborts what is under way.
	if (ev.Canceled || ev.ErrorText == "net::ERR_ABORTED") && ev.BlockedReason == "" {
		return
	}
	w.fault("%s %s: %s", ev.ErrorText, ev.BlockedReason, url)
}

func (w *watch) ended(id network.RequestID) {
	delete(w.open, id)
	w.changed = time.Now()
}

func (w *watch) fault(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

// touch restarts the time of quiet, before a step that may begin something.
// It returns what had begun until then.
func (w *watch) touch() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.changed = time.Now()
	return w.begun
}

// beganSince reports whether a request or a page has begun since touch returned before.
func (w *watch) beganSince(before int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.begun > before
}

// quiet reports whether nothing is under way and nothing changed for d.
func (w *watch) quiet(d time.Duration) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.loading && len(w.open) == 0 && time.Since(w.changed) >= d
}

// underWay lists the requests without an answer.
func (w *watch) underWay() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var urls []string
	for _, r := range w.open {
		urls = append(urls, r.url)
	}
	slices.Sort(urls)
	return urls
}

// takeFaults returns what went wrong since the last call.
func (w *watch) takeFaults() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	faults := w.faults
	w.faults = nil
	return faults
}

func (w *watch) lastStatus() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return int(w.status)
}

func exceptionText(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

func consoleText(args []*runtime.RemoteObject) string {
	var words []string
	for _, a := range args {
		if a.Description != "" {
			words = append(words, a.Description)
			continue
		}
		var text string
		if json.Unmarshal(a.Value, &text) != nil {
			text = string(a.Value) // a number or a boolean
		}
		words = append(words, text)
	}
	return strings.Join(words, " ")
}
