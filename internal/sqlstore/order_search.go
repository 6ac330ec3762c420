package sqlstore

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/huandu/go-sqlbuilder"
	"golang.org/x/text/unicode/norm"

	"sellerdesk/internal/account"
	"sellerdesk/internal/order"
)

// Limits of what is looked for; more does not narrow a search down.
const (
	mostLetters = 100
	mostPhrases = 8
)

// tenant is how the search table names a store: a word that no text of an order,
// and nothing typed, can hold (see the table).
func tenant(store account.StoreID) string { return fmt.Sprintf("#%d", store) }

// searchBody are the words an order is found by.
func searchBody(o order.Order) string {
	parts := []string{o.Buyer.Name, o.ShipTo.Name}
	for _, l := range o.Lines {
		parts = append(parts, l.Title, l.SKU)
	}
	return strings.Join(slices.Concat(phrases(strings.Join(parts, "\n"))...), " ")
}

// shortestNumber is how many digits of an order number are looked for as its beginning.
const shortestNumber = 6

// byText returns the statements that find the orders a typed text names, by a
// number or by words; none when it cannot name any. An order may be found twice.
func byText(q *sqlbuilder.SelectBuilder, store account.StoreID, text string) []string {
	found := byNumber(q, store, strings.ToUpper(strings.Join(strings.Fields(text), "")))
	if m := match(store, text); m != "" {
		found = append(found, "SELECT docid AS order_id FROM order_search WHERE order_search MATCH "+q.Var(m))
	}
	return found
}

// byNumber returns the statements that find orders by a number typed without
// blanks: the beginning of their own, or one their goods travel under.
func byNumber(q *sqlbuilder.SelectBuilder, store account.StoreID, number string) []string {
	var found []string
	if len(number) >= shortestNumber && isDigits(number) {
		found = append(found, "SELECT n.id AS order_id FROM orders n WHERE n.store_id = "+q.Var(store)+
			" AND n.number >= "+q.Var(number)+" AND n.number < "+q.Var(number+":")) // ':' follows '9'
	}
	if !isTrackingLike(number) {
		return found
	}
	for _, column := range []string{"number", "waybill"} {
		found = append(found, "SELECT order_id FROM parcels WHERE store_id = "+q.Var(store)+" AND "+column+" = "+q.Var(number))
	}
	return append(found, "SELECT order_id FROM notices WHERE store_id = "+q.Var(store)+" AND tracking = "+q.Var(number))
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// isTrackingLike reports whether a text without blanks may be a logistics order
// number or a carrier's number: at least six capitals and digits, mostly digits.
func isTrackingLike(s string) bool {
	digits := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r < 'A' || r > 'Z':
			return false
		}
	}
	return len(s) >= shortestNumber && digits*2 >= len(s)
}

// phrases cuts a text into folded words of letters and digits. Han and kana have
// no blanks between words: each character is a word of its own there, and those
// that stand together are one phrase. Other phrases are a word each.
func phrases(text string) [][]string {
	var out [][]string
	var last kind
	for _, r := range fold(text) {
		k := kindOf(r)
		switch end := len(out) - 1; {
		case k == letter && last == letter:
			out[end][0] += string(r)
		case k == han && last == han:
			out[end] = append(out[end], string(r))
		case k == letter || k == han:
			out = append(out, []string{string(r)})
		}
		last = k
	}
	return out
}

// unmarked are letters with a stroke or without a dot, as people type them who have no such key.
var unmarked = strings.NewReplacer("ı", "i", "ł", "l", "ø", "o", "đ", "d", "ß", "ss", "æ", "ae", "œ", "oe")

// fold makes texts equal that differ in capitals, accents, vowel signs or the width of letters.
func fold(text string) string {
	var out strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		if !unicode.IsMark(r) {
			out.WriteRune(r)
		}
	}
	return unmarked.Replace(out.String())
}

// kind is what a character is for the search.
type kind int

const (
	gap kind = iota
	letter
	han
)

func kindOf(r rune) kind {
	switch {
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return han
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return letter
	}
	return gap
}

// match is the query for phrases in the texts of one store, or empty without any.
// The last word may be the beginning of a longer one. Only letters and digits
// reach the query, each phrase in quotes.
func match(store account.StoreID, text string) string {
	if letters := []rune(text); len(letters) > mostLetters {
		text = string(letters[:mostLetters])
	}
	typed := phrases(text)
	if len(typed) == 0 {
		return ""
	}
	if len(typed) > mostPhrases {
		typed = typed[:mostPhrases]
	}
	terms := []string{`"` + tenant(store) + `"`}
	for _, words := range typed {
		terms = append(terms, `"`+strings.Join(words, " ")+`"`)
	}
	return strings.TrimSuffix(strings.Join(terms, " "), `"`) + `*"`
}
