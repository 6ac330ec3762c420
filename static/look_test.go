package static_test

import (
	"fmt"
	"html/template"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"strings"
	"testing"

	"sellerdesk/internal/testing/chrome"
	"sellerdesk/static"
)

func TestMain(m *testing.M) { os.Exit(chrome.Main(m)) }

// samples are the pages of testdata: together they use every class of app.css.
var samples = []string{"orders", "shipping", "pieces"}

func TestThePiecesCanBeReadInEveryTheme(t *testing.T) {
	t.Parallel()
	tests := []struct {
		theme  string
		system chrome.Options
	}{
		{"light", chrome.Options{Dark: true}},
		{"dark", chrome.Options{}},
		{"auto", chrome.Options{}},
		{"auto", chrome.Options{Dark: true}},
		{"light", chrome.Options{Width: 390}},
		{"dark", chrome.Options{Width: 390}},
	}
	server := sampleSite(t)
	for _, tt := range tests {
		name := fmt.Sprintf("%s, system dark %v, %d px", tt.theme, tt.system.Dark, tt.system.Width)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.system.Base = server
			tab := chrome.Start(t).Tab(t, tt.system)
			for _, page := range samples {
				tab.Goto("/" + page + "?theme=" + tt.theme)
				tab.Axe()
				tab.NoConsoleErrors()
				tab.Screenshot(fmt.Sprintf("look-%s-%s-%v-%d", page, tt.theme, tt.system.Dark, tt.system.Width))
			}
		})
	}
}

func TestAThemeIsTheSystemsOnlyWhenItSaysSo(t *testing.T) {
	t.Parallel()
	server := sampleSite(t)
	for _, dark := range []bool{false, true} {
		tab := chrome.Start(t).Tab(t, chrome.Options{Base: server, Dark: dark, NoScript: true})
		for theme, want := range map[string]bool{"light": false, "dark": true, "auto": dark, "system": dark} {
			tab.Goto("/orders?theme=" + theme)
			if got := tab.Dark(); got != want {
				t.Errorf("theme %s on a system that is dark %v: dark is %v", theme, dark, got)
			}
		}
	}
}

func TestThePiecesFitEveryWindow(t *testing.T) {
	t.Parallel()
	server := sampleSite(t)
	for _, width := range []int{320, 390, 576, 768, 992, 1024, 1200, 1440, 1920} {
		t.Run(fmt.Sprintf("%d px", width), func(t *testing.T) {
			t.Parallel()
			tab := chrome.Start(t).Tab(t, chrome.Options{Base: server, Width: width})
			for _, name := range samples {
				tab.Goto("/" + name + "?theme=light")
				tab.NoSidewaysScroll()
			}
		})
	}
}

func TestThePiecesStandWithoutAScript(t *testing.T) {
	t.Parallel()
	tab := chrome.Start(t).Tab(t, chrome.Options{Base: sampleSite(t), NoScript: true, Dark: true})
	tab.Goto("/orders?theme=auto")
	tab.NotSee("Sign out")
	tab.Click("Account of Li Wei")
	tab.See("Sign out")
	tab.Axe()
}

// sampleSite serves the samples and the static files under the product's policy.
func sampleSite(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, http.StripPrefix(static.Prefix, http.FileServerFS(static.Files)))
	mux.HandleFunc("GET /{name}", func(w http.ResponseWriter, r *http.Request) {
		showSample(t, w, r.PathValue("name"), r.URL.Query().Get("theme"))
	})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func showSample(t *testing.T, w http.ResponseWriter, name, theme string) {
	page, err := template.New("frame.html").Funcs(template.FuncMap{
		"path": static.Path, "icon": icon, "number": number,
	}).ParseFiles("testdata/frame.html", path.Join("testdata", name+".html"))
	if err != nil {
		http.NotFound(w, nil)
		return
	}
	if err := page.Execute(w, map[string]string{"Name": name, "Theme": theme}); err != nil {
		t.Error(err)
	}
}

func icon(name string) template.HTML {
	return template.HTML(`<svg class="icon" aria-hidden="true"><use href="` + static.Path("img/icons.svg") + "#" + name + `"></use></svg>`)
}

func number(text string) template.HTML {
	var groups strings.Builder
	for start := 0; start < len(text); start += 4 {
		fmt.Fprintf(&groups, "<span>%s</span>", text[start:min(start+4, len(text))])
	}
	return template.HTML(`<span class="number mono">` + groups.String() + "</span>")
}
