package golden_test

import (
	"os"
	"testing"

	"sellerdesk/internal/testing/golden"
)

// verdict takes what Check says instead of the test.
type verdict struct {
	testing.TB
	failed bool
}

func (v *verdict) Helper()               {}
func (v *verdict) Errorf(string, ...any) { v.failed = true }

func TestOutputIsAcceptedAndThenCompared(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("UPDATE_GOLDEN", "1")
	golden.Check(t, "sub/table.txt", "a -> b\n")

	t.Setenv("UPDATE_GOLDEN", "")
	golden.Check(t, "sub/table.txt", "a -> b\n")
	v := &verdict{TB: t}
	golden.Check(v, "sub/table.txt", "a -> c\n")
	if !v.failed {
		t.Error("another output was accepted")
	}
}

func TestHTMLHasALineForEachElement(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("UPDATE_GOLDEN", "1")
	golden.HTML(t, "page.html", "<ul> <li>one</li><li>two</li></ul>")
	got, err := os.ReadFile("testdata/page.html")
	if err != nil {
		t.Fatal(err)
	}
	if want := "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
