package browser_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/testing/browser"
)

const shop = `<!doctype html><html><head><title>unseen</title><style>unseen</style></head><body>
<h1>My   Orders</h1><a href="/next?a=1">Next <b>page</b></a>
<span class="number"><span>8017</span><span>4402</span></span>
<article data-number="80174402"><p>Ana</p><form method="post" action="/ship"><input type="hidden" name="order" value="80174402">
<button>Shipping</button></form></article>
<article data-number="80174403"><p>Luc</p><form method="post" action="/ship"><input type="hidden" name="order" value="80174403">
<button>Shipping</button></form></article>
<form id="f" method="post" action="/save"><input name="name" value="Li"><input name="off" disabled value="x">
<input type="checkbox" name="a" value="1" checked><input type="checkbox" name="b" value="1">
<input type="radio" name="r" value="x"><input type="radio" name="r" value="y" checked>
<select name="s"><option value="1">one<option selected>two</select><select name="first"><option disabled value="0"><option value="9">nine</select>
<textarea name="t">
words</textarea><button name="do" value="save" aria-label="Save it">S</button><button formaction="/drop">Drop</button></form>
<input form="f" name="outside" value="o">
<form action="/find"><input name="q" value="w"><button>Find</button></form>
<form method="post" action="/file" enctype="multipart/form-data"><input name="kind" value="csv"><input type="file" name="file"><button>Send</button></form>
</body></html>`

// visitor is a browser on a site that says what it was asked.
func visitor() *browser.Browser {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /shop", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, shop) })
	mux.HandleFunc("POST /gone", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes", Path: "/"})
		http.Redirect(w, r, "/echo?from=gone", http.StatusSeeOther)
	})
	mux.HandleFunc("GET /away", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "https://gateway.example/pay", http.StatusSeeOther)
	})
	mux.HandleFunc("POST /file", func(w http.ResponseWriter, r *http.Request) {
		f, h, err := r.FormFile("file")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		content, _ := io.ReadAll(f)
		fmt.Fprintf(w, "%s %s %s", h.Filename, content, r.FormValue("kind"))
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		r.ParseForm()
		cookie, _ := r.Cookie("seen")
		fmt.Fprintf(w, "<pre>%s %s %s cookie=%v target=%s</pre>", r.Method, r.URL.RequestURI(), r.PostForm.Encode(), cookie, r.Header.Get("HX-Target"))
	})
	return browser.New(mux)
}

func TestAPageSaysItsWords(t *testing.T) {
	p := visitor().Get("/shop").Has(t, 200, "My Orders", "Next page", "80174402", `action="/ship"`).Lacks(t, "Overview")
	p.Row(t, "80174403").Has(t, 200, "Luc").Lacks(t, "Ana", "My Orders")
	if diff := cmp.Diff([]string{"80174402", "80174403"}, p.Rows()); diff != "" {
		t.Error(diff)
	}
	p.Part(t, "f").Lacks(t, "Ana")
}

func TestLinksAreFollowedByTheirWords(t *testing.T) {
	visitor().Get("/shop").Follow(t, "Next page").Has(t, 200, "GET /next?a=1")
}

func TestRedirectsAreFollowedWithCookies(t *testing.T) {
	p := visitor().Post("/gone", "a", "b").Has(t, 200, "GET /echo?from=gone", "cookie=seen=yes")
	if p.Path() != "/echo?from=gone" {
		t.Errorf("the visitor is at %s", p.Path())
	}
}

func TestAnotherSiteIsNotOpened(t *testing.T) {
	p := visitor().Get("/away").Has(t, 303)
	if got := p.URL.String(); got != "https://gateway.example/pay" {
		t.Errorf("the visitor is at %s", got)
	}
}

func TestAFormSendsWhatItShows(t *testing.T) {
	p := visitor().Get("/shop")
	p.Submit(t, "Save it").Has(t, 200, "POST /save a=1&do=save&first=9&name=Li&outside=o&r=y&s=two&t=words")
	p.Submit(t, "Save it", "name", "Wei", "a", "", "b", "1", "r", "x").Has(t, 200, "b=1&do=save&first=9&name=Wei&outside=o&r=x")
	p.Submit(t, "Drop").Has(t, 200, "POST /drop a=1")
	p.Submit(t, "Find", "q", "a b").Has(t, 200, "GET /find?q=a+b")
	p.Row(t, "80174403").Submit(t, "Shipping").Has(t, 200, "order=80174403")
	if got := p.Field(t, "name") + p.Field(t, "t") + p.Field(t, "b"); got != "Liwords" {
		t.Errorf("fields hold %q", got)
	}
}

func TestAFileIsSent(t *testing.T) {
	visitor().Get("/shop").SubmitFile(t, "Send", browser.File{Field: "file", Name: "a.csv", Content: []byte("1,2")}).
		Has(t, 200, "a.csv 1,2 csv")
}

func TestAPartIsAskedForAsHTMXDoes(t *testing.T) {
	visitor().AsHTMX("list").Get("/echo").Has(t, 200, "target=list")
	visitor().Get("/echo").Lacks(t, "target=list")
}

// attempt takes the verdict of a test that must fail.
type attempt struct {
	testing.TB
	failed bool
}

func (a *attempt) Helper()               {}
func (a *attempt) Errorf(string, ...any) { a.failed = true }
func (a *attempt) Fatalf(string, ...any) { a.failed = true; panic(a) }

func TestWhatIsMissingFailsTheTest(t *testing.T) {
	p := visitor().Get("/shop")
	for name, try := range map[string]func(*attempt){
		"status":          func(a *attempt) { p.Has(a, 404) },
		"text":            func(a *attempt) { p.Has(a, 200, "Overview") },
		"unwanted text":   func(a *attempt) { p.Lacks(a, "My Orders") },
		"unseen text":     func(a *attempt) { p.Part(a, "f").Has(a, 200, "unseen") },
		"link":            func(a *attempt) { p.Link(a, "Overview") },
		"button":          func(a *attempt) { p.Submit(a, "Pay") },
		"field":           func(a *attempt) { p.Submit(a, "Save it", "price", "1") },
		"disabled field":  func(a *attempt) { p.Submit(a, "Save it", "off", "1") },
		"row":             func(a *attempt) { p.Row(a, "1") },
		"field to read":   func(a *attempt) { p.Field(a, "price") },
		"form with files": func(a *attempt) { p.SubmitFile(a, "Drop", browser.File{}) },
	} {
		t.Run(name, func(t *testing.T) {
			a := &attempt{TB: t}
			func() {
				defer func() { _ = recover() }()
				try(a)
			}()
			if !a.failed {
				t.Error("the test passed")
			}
		})
	}
}
