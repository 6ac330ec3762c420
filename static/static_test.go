package static_test

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/static"
)

func TestPathCarriesAHashOfTheContent(t *testing.T) {
	content := read(t, "css/app.css")
	sum := sha256.Sum256(content)
	want := "/static/css/app.css?v=" + hex.EncodeToString(sum[:])[:8]
	if got := static.Path("css/app.css"); got != want {
		t.Errorf("Path = %q, want %q", got, want)
	}
}

func TestPathOfAnUnknownFileHasNoVersion(t *testing.T) {
	for _, name := range []string{"css/none.css", "", "css", "../go.mod"} {
		if got, want := static.Path(name), "/static/"+name; got != want {
			t.Errorf("Path(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestVendoredFilesAreUnchanged(t *testing.T) {
	for _, dir := range vendored(t) {
		want := sums(t, path.Join(dir, "SHA256SUMS"))
		got := map[string]string{}
		eachFile(t, dir, func(name string) {
			if path.Base(name) == "SHA256SUMS" {
				return
			}
			sum := sha256.Sum256(read(t, name))
			got[strings.TrimPrefix(name, dir+"/")] = hex.EncodeToString(sum[:])
		})
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s differs from its sums (-listed +there):\n%s", dir, diff)
		}
	}
}

func TestVendoredLibrariesCarryVersionAndLicence(t *testing.T) {
	named := regexp.MustCompile(`^vendor/[a-z-]+-\d+\.\d+\.\d+$`)
	for _, dir := range vendored(t) {
		if !named.MatchString(dir) {
			t.Errorf("%s is not named NAME-VERSION", dir)
		}
		read(t, path.Join(dir, "LICENSE"))
	}
}

func TestEveryPictureAStyleSheetNamesExists(t *testing.T) {
	named := regexp.MustCompile(`url\("?([^")]+)`)
	eachFile(t, ".", func(name string) {
		if path.Ext(name) != ".css" {
			return
		}
		for _, m := range named.FindAllStringSubmatch(string(read(t, name)), -1) {
			if strings.HasPrefix(m[1], "data:") {
				continue
			}
			if _, err := fs.Stat(static.Files, path.Join(path.Dir(name), m[1])); err != nil {
				t.Errorf("%s names %s: %v", name, m[1], err)
			}
		}
	})
}

func TestNothingIsLoadedFromOtherHosts(t *testing.T) {
	loads := regexp.MustCompile(`(?i)(@import|url\(\s*["']?https?:|\bfetch\("https?:)`)
	for _, name := range []string{"css/app.css", "js/app.js", "img/icons.svg", "img/favicon.svg"} {
		if found := loads.FindString(string(read(t, name))); found != "" {
			t.Errorf("%s contains %q", name, found)
		}
	}
}

func TestPicturesAreWellFormed(t *testing.T) {
	eachFile(t, ".", func(name string) {
		if path.Ext(name) == ".svg" {
			elements(t, name, func(xml.StartElement) {})
		}
	})
}

func TestPicturesOfTheReadmeAreNotServed(t *testing.T) {
	for _, name := range []string{"orders.png", "shipping.png"} {
		if file, err := os.Stat("img/readme/" + name); err != nil || file.Size() >= 200_000 {
			t.Errorf("%s is missing or takes 200 kB and more: %v", name, err)
		}
		if _, err := fs.Stat(static.Files, "img/readme/"+name); err == nil {
			t.Errorf("%s is part of the site", name)
		}
	}
}

func TestEveryIconHasANameOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	elements(t, "img/icons.svg", func(e xml.StartElement) {
		if e.Name.Local != "symbol" {
			return
		}
		id := attribute(e, "id")
		if id == "" || seen[id] {
			t.Errorf("icon %q is unnamed or there twice", id)
		}
		seen[id] = true
		if attribute(e, "viewBox") != "0 0 24 24" {
			t.Errorf("icon %s has another size than the rest", id)
		}
	})
	for _, id := range []string{"search", "truck", "alert-triangle", "circle-check", "circle-x"} {
		if !seen[id] {
			t.Errorf("no icon %s", id)
		}
	}
}

func TestThemesNeedNoScript(t *testing.T) {
	sheet := string(read(t, "css/app.css"))
	for _, rule := range []string{"color-scheme:light dark", "[data-bs-theme=light]{color-scheme:light}", "[data-bs-theme=dark]{color-scheme:dark}"} {
		if !strings.Contains(sheet, rule) {
			t.Errorf("app.css lacks %s", rule)
		}
	}
}

func vendored(t *testing.T) (dirs []string) {
	t.Helper()
	entries, err := static.Files.ReadDir("vendor")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		dirs = append(dirs, path.Join("vendor", e.Name()))
	}
	return dirs
}

func eachFile(t *testing.T, dir string, do func(name string)) {
	t.Helper()
	err := fs.WalkDir(static.Files, dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			do(name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := static.Files.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// sums reads a list as sha256sum writes it: sum, two blanks, name.
func sums(t *testing.T, name string) map[string]string {
	t.Helper()
	listed := map[string]string{}
	lines := bufio.NewScanner(bytes.NewReader(read(t, name)))
	for lines.Scan() {
		sum, file, found := strings.Cut(lines.Text(), "  ")
		if !found {
			t.Fatalf("%s: bad line %q", name, lines.Text())
		}
		listed[file] = sum
	}
	return listed
}

func elements(t *testing.T, name string, do func(xml.StartElement)) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(read(t, name)))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		if start, ok := token.(xml.StartElement); ok {
			do(start)
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
