package label

import (
	"strings"

	"github.com/rivo/uniseg"
)

// word is text between two places where a line may end, without the space behind it. Widths are in em.
type word struct {
	text  string
	width float64
	space float64 // width of the space behind it
}

// wordsOf finds the places where a printable text may be broken into lines (Unicode Annex 14).
func wordsOf(text string, bold bool) (words []word) {
	next := lineSegments
	if breaksAtSpaces(text) {
		next = func() func(string) (string, string) { return afterSpace }
	}
	segmentOf, segment := next(), ""
	for text != "" {
		segment, text = segmentOf(text)
		trimmed := strings.TrimRight(segment, " ")
		words = append(words, word{trimmed, widthOf(trimmed, bold), widthOf(segment[len(trimmed):], bold)})
	}
	return words
}

// lineSegments cuts texts at the next place where a line may end.
func lineSegments() func(text string) (segment, rest string) {
	state := -1
	return func(text string) (segment, rest string) {
		segment, rest, _, state = uniseg.FirstLineSegmentInString(text, state)
		return segment, rest
	}
}

// afterSpace cuts a text after its first space.
func afterSpace(text string) (segment, rest string) {
	if i := strings.IndexByte(text, ' '); i >= 0 {
		return text[:i+1], text[i+1:]
	}
	return text, ""
}

// breaksAtSpaces reports whether a line can end only after the spaces of a text:
// most are letters and digits of ASCII, for which the rules are known without looking them up.
func breaksAtSpaces(text string) bool {
	before := byte(' ')
	for i := range len(text) {
		c := text[i]
		switch letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'; {
		case letter && before != ',' && before != '.':
		case c == ' ' && before != ' ':
		case (c == ',' || c == '.') && before != ' ' && before != ',' && before != '.':
		default:
			return false
		}
		before = c
	}
	return true
}

// wrap fills lines of a width in em. A word wider than a line is broken between
// characters; broken tells that this happened.
func wrap(words []word, bold bool, width float64) (lines []string, broken bool) {
	line, used, gap := "", 0.0, 0.0
	for _, w := range words {
		if line != "" && used+gap+w.width > width {
			lines, line, used, gap = append(lines, line), "", 0, 0
		}
		for w.width > width {
			head, tail := splitWord(w.text, bold, width)
			if tail == "" {
				break
			}
			lines, broken = append(lines, head), true
			w.text, w.width = tail, widthOf(tail, bold)
		}
		if gap > 0 {
			line += " "
		}
		line, used, gap = line+w.text, used+gap+w.width, w.space
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines, broken
}

// splitWord cuts a word after as many characters as fit into a width in em, at least one.
func splitWord(text string, bold bool, width float64) (head, tail string) {
	used, end, state := 0.0, 0, -1
	for rest, cluster := text, ""; rest != ""; {
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		used += widthOf(cluster, bold)
		if end > 0 && used > width {
			break
		}
		end += len(cluster)
	}
	return text[:end], text[end:]
}

// ellipsis stands for text that was left out.
const ellipsis = "…"

// shorten leaves out the end of a line so that it and an ellipsis fit into a width in em.
func shorten(line string, bold bool, width float64) string {
	head, _ := splitWord(line, bold, width-widthOf(ellipsis, bold))
	return strings.TrimRight(head, " ,.;-") + ellipsis
}
