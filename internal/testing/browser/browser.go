// Package browser is a visitor of the site without a window: it keeps cookies,
// follows redirects, reads pages and fills in forms as a browser does.
//
// A page is what the visitor sees; its methods find links, forms and rows by
// the words on them, so that tests say what people do.
package browser

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// maxRedirects is how often in a row a browser lets itself be sent on.
const maxRedirects = 10

// Browser is a visitor of a site.
type Browser struct {
	// Header is sent with every request: a language, or what htmx adds.
	Header http.Header
	// Remote is the network address the visitor comes from.
	Remote string

	handler http.Handler
	origin  *url.URL
	jar     *cookiejar.Jar
}

// New returns a visitor of the site that h serves at http://sellerdesk.test.
func New(h http.Handler) *Browser { return At(h, "http://sellerdesk.test") }

// At returns a visitor of the site that h serves at an origin.
func At(h http.Handler, origin string) *Browser {
	u, err := url.Parse(origin)
	if err != nil {
		panic(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err)
	}
	return &Browser{Header: http.Header{"Accept-Language": {"en"}}, Remote: "192.0.2.1:4711", handler: h, origin: u, jar: jar}
}

// Get opens a page.
func (b *Browser) Get(path string) *Page { return b.visit(http.MethodGet, path, "", nil) }

// Post sends a form; pairs are names and values of its fields.
func (b *Browser) Post(path string, pairs ...string) *Page {
	return b.PostForm(path, values(pairs))
}

// PostForm sends a form with fields that may have several values.
func (b *Browser) PostForm(path string, fields url.Values) *Page {
	return b.visit(http.MethodPost, path, "application/x-www-form-urlencoded", []byte(fields.Encode()))
}

// File is a file sent with a form.
type File struct {
	Field   string
	Name    string
	Content []byte
}

// Upload sends a form with a file.
func (b *Browser) Upload(path string, file File, fields url.Values) *Page {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, all := range fields {
		for _, v := range all {
			must(w.WriteField(name, v))
		}
	}
	part, err := w.CreateFormFile(file.Field, file.Name)
	must(err)
	_, err = part.Write(file.Content)
	must(err)
	must(w.Close())
	return b.visit(http.MethodPost, path, w.FormDataContentType(), body.Bytes())
}

// must stops on what cannot happen while writing to memory.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// SetCookie puts a cookie into the browser, as a forger would.
func (b *Browser) SetCookie(k *http.Cookie) {
	k.Path = "/"
	b.jar.SetCookies(b.origin, []*http.Cookie{k})
}

// Cookie is the value of a cookie, empty without one.
func (b *Browser) Cookie(name string) string {
	for _, k := range b.jar.Cookies(b.origin) {
		if k.Name == name {
			return k.Value
		}
	}
	return ""
}

// visit sends a request and follows redirects.
func (b *Browser) visit(method, path, contentType string, body []byte) *Page {
	u := b.origin.ResolveReference(reference(path))
	from := ""
	for range maxRedirects {
		answer := b.send(method, u, from, contentType, body)
		location := answer.Header.Get("Location")
		if answer.StatusCode < 300 || answer.StatusCode > 399 || location == "" {
			return newPage(b, u, answer)
		}
		from, u = u.String(), u.ResolveReference(reference(location))
		if u.Host != b.origin.Host {
			return newPage(b, u, answer) // another site: the visitor is gone
		}
		method, contentType, body = http.MethodGet, "", nil
	}
	panic("redirected too often: " + u.String())
}

// reference reads an address; the site must not make one that is none.
func reference(address string) *url.URL {
	u, err := url.Parse(address)
	must(err)
	return u
}

func (b *Browser) send(method string, u *url.URL, from, contentType string, body []byte) *http.Response {
	r := httptest.NewRequest(method, u.String(), bytes.NewReader(body))
	r.RemoteAddr = b.Remote
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if method != http.MethodGet {
		r.Header.Set("Origin", b.origin.String())
		r.Header.Set("Content-Type", contentType)
	}
	if from != "" {
		r.Header.Set("Referer", from)
	}
	for name, all := range b.Header {
		r.Header[name] = all
	}
	for _, k := range b.jar.Cookies(u) {
		r.AddCookie(k)
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	answer := w.Result()
	b.jar.SetCookies(u, answer.Cookies())
	return answer
}

// values makes form fields of names and values.
func values(pairs []string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

// Page is an answer of the site, or a part of one.
type Page struct {
	Status int
	Header http.Header
	URL    *url.URL // after redirects
	Body   string

	browser *Browser
	root    *node
}

func newPage(b *Browser, u *url.URL, answer *http.Response) *Page {
	body, err := io.ReadAll(answer.Body)
	must(err)
	p := &Page{Status: answer.StatusCode, Header: answer.Header, URL: u, Body: string(body), browser: b}
	p.root = parse(p.Body)
	return p
}

// Path is the address of the page without the site: "/transaction/orders?q=1".
func (p *Page) Path() string { return p.URL.RequestURI() }

// Text is what the page says, with single blanks.
func (p *Page) Text() string { return text(p.root) }

// Has fails the test unless the page has the status and holds each text, in its
// words or in its source.
func (p *Page) Has(t testing.TB, status int, texts ...string) *Page {
	t.Helper()
	if p.Status != status {
		t.Fatalf("%s: status %d, want %d; the page says: %s", p.Path(), p.Status, status, p.Text())
	}
	for _, want := range texts {
		if !p.holds(want) {
			t.Errorf("%s does not say %q; it says: %s", p.Path(), want, p.Text())
		}
	}
	return p
}

// Lacks fails the test if the page holds one of the texts.
func (p *Page) Lacks(t testing.TB, texts ...string) *Page {
	t.Helper()
	for _, unwanted := range texts {
		if p.holds(unwanted) {
			t.Errorf("%s says %q", p.Path(), unwanted)
		}
	}
	return p
}

func (p *Page) holds(s string) bool {
	return strings.Contains(p.Text(), s) || strings.Contains(source(p), s)
}
