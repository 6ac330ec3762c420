package label

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPlainTextsBreakWhereTheRulesSay(t *testing.T) {
	texts := rapid.OneOf(
		rapid.StringMatching(`[A-Za-z0-9,.]{1,6}( [A-Za-z0-9,.]{1,6}){0,8} ?`),
		rapid.StringMatching(`[A-Za-z0-9,.:;()/' -]{0,30}`),
		rapid.SampledFrom([]string{certification, sworn, "No. 88 Keji South Road, Nanshan", "1.5 kg", "a.b,c", "x ", " x"}))
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		if !breaksAtSpaces(text) {
			return
		}
		var want, got []string
		for next, rest, segment := lineSegments(), text, ""; rest != ""; want = append(want, segment) {
			segment, rest = next(rest)
		}
		for rest, segment := text, ""; rest != ""; got = append(got, segment) {
			segment, rest = afterSpace(rest)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}
