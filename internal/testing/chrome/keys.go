package chrome

import (
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp/kb"
)

// Press types keys where the keyboard is, such as "/" or kb.Tab of
// github.com/chromedp/chromedp/kb.
func (tab *Tab) Press(keys string) {
	tab.t.Helper()
	tab.lead(fmt.Sprintf("press %q", keys), func() (bool, error) {
		leads, err := evaluate[bool](tab, "enterLeads")
		if err != nil {
			return false, err
		}
		return leads && keys == kb.Enter, tab.keys(keys)
	})
}

func (tab *Tab) keys(keys string) error {
	for _, key := range keys {
		for _, stroke := range strokes(key) {
			if _, err := ask(tab, input.DispatchKeyEvent, stroke); err != nil {
				return err
			}
		}
	}
	return nil
}

// strokes are the movements of one key. The character travels with the key
// going down, as from a keyboard, so that a page can refuse it there.
func strokes(key rune) []input.DispatchKeyEventParams {
	events := kb.Encode(key)
	down, up := *events[0], *events[len(events)-1]
	if len(events) > 2 {
		down.Type = input.DispatchKeyEventTypeKeyDown
		down.Text, down.UnmodifiedText = events[1].Text, events[1].UnmodifiedText
	}
	return []input.DispatchKeyEventParams{down, up}
}
