// Package golden compares output that people judge by looking at it with files under testdata.
//
// UPDATE_GOLDEN=1 accepts the present output as the expected one.
package golden

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Check compares got with the file testdata/name of the package under test.
func Check(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") == "1" {
		write(t, path, got)
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; `make golden` writes it", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs; if the new output is right, `make golden` accepts it (-want +got):\n%s", path, diff)
	}
}

// HTML is Check for a page, with each element on a line of its own.
func HTML(t testing.TB, name, got string) {
	t.Helper()
	Check(t, name, betweenTags.ReplaceAllString(got, ">\n<")+"\n")
}

var betweenTags = regexp.MustCompile(`>\s*<`)

func write(t testing.TB, path, got string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
}
