package ui

import (
	"strings"
	"time"
	"unicode"
)

// Initials stand for the picture of a product: the first letters or figures of
// the first two words of its title that begin with one.
func Initials(title string) string {
	var letters []rune
	for _, word := range strings.Fields(title) {
		first := []rune(word)[0]
		if len(letters) < 2 && (unicode.IsLetter(first) || unicode.IsDigit(first)) {
			letters = append(letters, unicode.ToUpper(first))
		}
	}
	return string(letters)
}

// Urgency is the tone of a time that is left: less than a day, less than three days, more.
func Urgency(left time.Duration) Tone {
	switch {
	case left < 24*time.Hour:
		return Bad
	case left < 72*time.Hour:
		return Warning
	}
	return Neutral
}
