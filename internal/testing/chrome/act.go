package chrome

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Click presses the link, button or menu with this text. Several of one name
// are an error, unless they are links to one place: then say Within what.
func (tab *Tab) Click(text string) {
	tab.t.Helper()
	tab.lead(fmt.Sprintf("click %q", text), func() (bool, error) {
		return tab.press("button", text)
	})
}

// Fill replaces what is in the field with this label. Dates and times are
// given as the field's value, such as "2026-11-20".
func (tab *Tab) Fill(label, value string) {
	tab.t.Helper()
	tab.do(fmt.Sprintf("fill %q", label), func() error {
		field, err := element(tab, "field", tab.within, label)
		if err != nil {
			return err
		}
		done, err := onElement[bool](tab, field, "clear", value)
		if err != nil || done {
			return err
		}
		if value == "" {
			return tab.keys("\b")
		}
		_, err = ask(tab, input.InsertText, input.InsertTextParams{Text: value})
		return err
	})
}

// Choose ticks the checkbox or radio button with this label; one that is
// ticked stays so.
func (tab *Tab) Choose(label string) {
	tab.t.Helper()
	tab.tick(label, true)
}

// Untick takes the tick from the checkbox with this label.
func (tab *Tab) Untick(label string) {
	tab.t.Helper()
	tab.tick(label, false)
}

func (tab *Tab) tick(label string, on bool) {
	tab.t.Helper()
	tab.do(fmt.Sprintf("choose %q", label), func() error {
		is, err := evaluate[bool](tab, "chosen", tab.within, label)
		if err != nil || is == on {
			return err
		}
		_, err = tab.press("choice", label)
		return err
	})
}

// Select chooses an option of the list with this label, by the option's text.
func (tab *Tab) Select(label, option string) {
	tab.t.Helper()
	tab.do(fmt.Sprintf("select %q in %q", option, label), func() error {
		list, err := element(tab, "list", tab.within, label)
		if err != nil {
			return err
		}
		_, err = onElement[any](tab, list, "option", option)
		return err
	})
}

// Attach puts a file of this machine into the file field with this label.
func (tab *Tab) Attach(label, file string) {
	tab.t.Helper()
	tab.do(fmt.Sprintf("attach %s to %q", filepath.Base(file), label), func() error {
		field, err := element(tab, "field", tab.within, label)
		if err != nil {
			return err
		}
		path, err := filepath.Abs(file)
		if err != nil {
			return err
		}
		_, err = ask(tab, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: []string{path}, ObjectID: field})
		return err
	})
}

// press clicks the middle of the element that a function of page.js finds, and
// reports whether it leads to a request.
func (tab *Tab) press(function, name string) (leads bool, err error) {
	found, err := element(tab, function, tab.within, name)
	if err != nil {
		return false, err
	}
	at, err := onElement[struct {
		X, Y  float64
		Leads bool
	}](tab, found, "point")
	if err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	return at.Leads, chromedp.Do(ctx, chromedp.MouseClickXY(at.X, at.Y))
}
