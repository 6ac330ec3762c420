package sqlstore

import (
	"fmt"
	"strings"
	"unicode"

	"sellerdesk/internal/account"
	"sellerdesk/internal/order"
)

// mostWords is how many words of a search are looked for; more do not narrow it down.
const mostWords = 8

// tenant is how the search table names a store. It has a column of its own, so
// that no word of another store's orders can stand for it.
func tenant(store account.StoreID) string { return fmt.Sprintf("s%d", store) }

// searchBody are the words an order is found by.
func searchBody(o order.Order) string {
	parts := []string{o.Buyer.Name, o.ShipTo.Name}
	for _, l := range o.Lines {
		parts = append(parts, l.Title, l.SKU)
	}
	return strings.Join(words(strings.Join(parts, " ")), " ")
}

// words cuts a text into folded words of letters and digits. A Han or kana
// character is a word of its own, since such text has no blanks.
func words(text string) []string {
	var out []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			out = append(out, string(word))
			word = word[:0]
		}
	}
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
			end()
			out = append(out, string(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			word = append(word, r)
		default:
			end()
		}
	}
	end()
	return out
}

// match is the query for words in the texts of one store, or empty without any
// word. The last word may be the beginning of a longer one. Only letters and
// digits reach the query, each word in quotes.
func match(store account.StoreID, text string) string {
	typed := words(text)
	if len(typed) == 0 {
		return ""
	}
	if len(typed) > mostWords {
		typed = typed[:mostWords]
	}
	terms := []string{"tenant:" + tenant(store)}
	for i, w := range typed {
		star := ""
		if i == len(typed)-1 {
			star = "*"
		}
		terms = append(terms, `body:"`+w+star+`"`)
	}
	return strings.Join(terms, " ")
}
