package chrome

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/chromedp/chromedp"
)

// See waits until the texts are visible. Blanks and line breaks count as one
// blank; upper case made by the style sheet does not count.
func (tab *Tab) See(texts ...string) {
	tab.t.Helper()
	for end := time.Now().Add(tab.patience); ; time.Sleep(5 * pause) {
		found, err := evaluate[string](tab, "text", tab.within)
		missing := slices.IndexFunc(texts, func(text string) bool { return !strings.Contains(found, squash(text)) })
		if err == nil && missing < 0 {
			return
		}
		if time.Now().After(end) {
			tab.t.Fatalf("cannot see %q%s\n%s", texts[max(missing, 0)], tab.where(), tab.scene())
		}
	}
}

// squash is a text with single blanks.
func squash(text string) string { return strings.Join(strings.Fields(text), " ") }

// NotSee ends the test when the text is visible.
func (tab *Tab) NotSee(text string) {
	tab.t.Helper()
	if strings.Contains(tab.Text(), squash(text)) {
		tab.t.Fatalf("can see %q%s\n%s", text, tab.where(), tab.scene())
	}
}

// Text is everything visible, with single blanks.
func (tab *Tab) Text() string {
	tab.t.Helper()
	text, err := evaluate[string](tab, "text", tab.within)
	if err != nil {
		tab.t.Fatalf("read the page: %v", err)
	}
	return text
}

// Focused is the name of the element that has the keyboard.
func (tab *Tab) Focused() string {
	tab.t.Helper()
	name, err := evaluate[string](tab, "focused")
	if err != nil {
		tab.t.Fatalf("read the focus: %v", err)
	}
	return name
}

// Chosen reports whether the checkbox or radio button with this label is ticked.
func (tab *Tab) Chosen(label string) bool {
	tab.t.Helper()
	is, err := evaluate[bool](tab, "chosen", tab.within, label)
	if err != nil {
		tab.t.Fatalf("read %q: %v", label, err)
	}
	return is
}

// Dark reports whether the page is shown light on dark.
func (tab *Tab) Dark() bool {
	tab.t.Helper()
	dark, err := evaluate[bool](tab, "dark")
	if err != nil {
		tab.t.Fatalf("read the colours: %v", err)
	}
	return dark
}

// NoSidewaysScroll reports what makes the page wider than the window.
func (tab *Tab) NoSidewaysScroll() {
	tab.t.Helper()
	wide, err := evaluate[[]string](tab, "wide")
	if err != nil {
		tab.t.Fatalf("measure the page: %v", err)
	}
	if len(wide) > 0 {
		tab.t.Errorf("%s can be scrolled sideways:\n%s", tab.URL(), strings.Join(wide, "\n"))
	}
}

// NoConsoleErrors reports what went wrong behind the page since the last call:
// exceptions of scripts, breaches of the content security policy, and parts of
// the page that could not be loaded.
func (tab *Tab) NoConsoleErrors() {
	tab.t.Helper()
	if faults := tab.watch.takeFaults(); len(faults) > 0 {
		tab.t.Errorf("%s has errors in the console:\n%s", tab.URL(), strings.Join(faults, "\n"))
	}
}

// Screenshot writes the whole page to NAME.png in the folder that SCREENSHOTS
// names, and does nothing without one. A name may begin with a folder in it.
func (tab *Tab) Screenshot(name string) {
	tab.t.Helper()
	folder := os.Getenv("SCREENSHOTS")
	if folder == "" {
		return
	}
	picture, err := tab.picture()
	file := filepath.Join(folder, name+".png")
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0o755)
	}
	if err == nil {
		err = os.WriteFile(file, picture, 0o644)
	}
	if err != nil {
		tab.t.Errorf("screenshot %s: %v", name, err)
	}
}

// picture paints the page in a window as tall as the page, so that what sticks
// to the lower edge is painted there.
func (tab *Tab) picture() ([]byte, error) {
	height, err := evaluate[int64](tab, "height")
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	width := int64(tab.options.Width)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		return nil, err
	}
	painted, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return nil, err
	}
	return painted, chromedp.Do(ctx, chromedp.EmulateViewport(width, int64(tab.options.Height)))
}

func (tab *Tab) where() string {
	if tab.within == "" {
		return ""
	}
	return " within " + tab.within
}
