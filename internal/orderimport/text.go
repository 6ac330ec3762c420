package orderimport

import (
	"strings"
	"unicode"
)

// clean is a text without blanks around it and without control characters; line breaks stay.
// A dash alone stands for nothing.
func clean(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\r\n", "\n")
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r) && r != '\n' || r == '\uFEFF':
			return -1
		}
		return r
	}, text))
	if strings.Trim(text, "-–—") == "" || strings.EqualFold(text, "null") {
		return ""
	}
	return text
}

// oneLine is a clean text with blanks for line breaks.
func oneLine(text string) string {
	return strings.Join(strings.Fields(clean(text)), " ")
}

// bare is a text as names of statuses and countries are compared: without case, blanks and
// the difference between Chinese and other brackets.
func bare(text string) string {
	text = strings.NewReplacer("（", "(", "）", ")").Replace(clean(text))
	return strings.ToLower(strings.Join(strings.Fields(text), ""))
}
