package chrome

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// axeScript is axe-core, unchanged; its licence lies beside it.
//
//go:embed testdata/axe-core-4.14.1/axe.min.js
var axeScript string

// checks asks axe for the rules of WCAG 2.2 A and AA, with the size of targets.
// Contrast is what takes axe long; of texts that look alike it is measured three times.
const checks = `axe.configure({ rules: [{ id: "color-contrast", selector: ":not([data-alike])" }] });
axe.run(document, {
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
	rules: { "target-size": { enabled: true } },
	resultTypes: ["violations"],
}).then((result) => result.violations.map((v) => ({
	rule: v.id,
	help: v.help,
	nodes: v.nodes.map((n) => ({ target: n.target.flat().join(" "), why: n.failureSummary })),
})))`

// examination is how long axe may take: it looks at every element of a long
// page, on a machine that may be busy.
const examination = time.Minute

// breach is a rule that the page does not keep.
type breach struct {
	Rule, Help string
	Nodes      []struct{ Target, Why string }
}

func (b breach) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s: %s\n", b.Rule, b.Help)
	for _, n := range b.Nodes {
		fmt.Fprintf(&text, "  %s\n    %s\n", n.Target, strings.ReplaceAll(n.Why, "\n", "\n    "))
	}
	return text.String()
}

// Axe reports every breach of WCAG 2.2 levels A and AA that axe-core finds on
// the page as it is now. Of a long list it looks at the rows in which something is
// that three rows before them have not: the others break what those break.
func (tab *Tab) Axe() {
	tab.t.Helper()
	breaches, err := tab.breaches()
	if err != nil {
		tab.t.Fatalf("axe: %v", err)
	}
	for _, b := range breaches {
		tab.t.Errorf("%s breaks %s", tab.URL(), b)
	}
}

// breaches runs axe. It waits with timers, so the page's scripts are switched
// on meanwhile; those that were not run at loading do not run now either.
func (tab *Tab) breaches() (found []breach, err error) {
	if tab.options.NoScript {
		if err := tab.scripts(true); err != nil {
			return nil, err
		}
		defer func() {
			if off := tab.scripts(false); err == nil {
				err = off
			}
		}()
	}
	if _, err := runFor(tab, examination, axeScript+"\n;true", true); err != nil {
		return nil, err
	}
	for _, lighten := range []string{"takeOut", "markAlike"} {
		if _, err := evaluate[int](tab, lighten); err != nil {
			return nil, err
		}
	}
	answer, err := runFor(tab, examination, checks, true)
	if err != nil {
		return nil, err
	}
	for _, undo := range []string{"unmarkAlike", "bringBack"} {
		if _, err := evaluate[int](tab, undo); err != nil {
			return nil, err
		}
	}
	return found, json.Unmarshal(answer.Value, &found)
}
