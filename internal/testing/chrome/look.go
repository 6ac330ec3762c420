package chrome

import (
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Resize gives the window another size in px, while the page is shown.
func (tab *Tab) Resize(width, height int) {
	tab.t.Helper()
	tab.options.Width, tab.options.Height = width, height
	tab.do(fmt.Sprintf("make the window %d × %d px", width, height), func() error { return tab.window(width, height) })
}

// Prefer lets the system change to dark or to light, while the page is shown.
func (tab *Tab) Prefer(dark bool) {
	tab.t.Helper()
	tab.do(fmt.Sprintf("prefer dark: %v", dark), func() error { return tab.system(dark) })
}

func (tab *Tab) window(width, height int) error {
	return chromedp.Do(tab.ctx, chromedp.EmulateViewport(int64(width), int64(height)))
}

// system sets what the system prefers. Motion is reduced, so that nothing moves
// while it is clicked.
func (tab *Tab) system(dark bool) error {
	theme := "light"
	if dark {
		theme = "dark"
	}
	_, err := ask(tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: theme},
		{Name: "prefers-reduced-motion", Value: "reduce"},
	}})
	return err
}
