package batchshipping

import (
	"strings"

	"golang.org/x/text/language"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/warehouse"
)

// vocabulary is what headers and cells may say, in either language.
type vocabulary struct {
	words    Words
	channels []channel.Channel
	headers  map[string]Column
	ignored  map[string]bool // headers of the results of a file that was given back
	codes    map[string]channel.Code
	kinds    map[string]channel.Category
	modes    map[string]parcel.CollectionMode
	firms    map[string]string
	ends     map[string]parcel.Undeliverable
	answers  map[string]bool
}

// resultHeaders are the keys of the columns that a file with its results has more.
var resultHeaders = []string{"upload_column_result", "upload_parcel", "upload_column_waybill", "upload_column_reason"}

func newVocabulary(words Words, channels []channel.Channel) vocabulary {
	v := vocabulary{
		words: words, channels: channels, headers: map[string]Column{}, ignored: map[string]bool{},
		codes: map[string]channel.Code{}, kinds: map[string]channel.Category{}, modes: map[string]parcel.CollectionMode{},
		firms: map[string]string{}, ends: map[string]parcel.Undeliverable{}, answers: map[string]bool{},
	}
	for _, c := range channels {
		for _, name := range []string{string(c.Code), c.NameEN, c.NameCN} {
			v.codes[fold(name)] = c.Code
		}
	}
	for _, l := range account.Languages {
		v.learn(string(l))
	}
	return v
}

// learn adds the words of a language.
func (v vocabulary) learn(lang string) {
	for _, s := range specs {
		v.headers[fold(v.words(lang, s.column.Key()))] = s.column
	}
	for _, key := range resultHeaders {
		v.ignored[fold(v.words(lang, key))] = true
	}
	for _, c := range v.channels {
		v.codes[fold(v.channelText(c, lang))] = c.Code
	}
	for _, c := range channel.Categories {
		v.kinds[fold(v.words(lang, c.Key()))], v.kinds[fold(string(c))] = c, c
	}
	for _, m := range parcel.CollectionModes {
		v.modes[fold(v.words(lang, m.Key()))], v.modes[fold(string(m))] = m, m
	}
	for _, c := range warehouse.Companies() {
		v.firms[fold(v.words(lang, c.Key()))], v.firms[fold(c.Code)] = c.Code, c.Code
	}
	for _, u := range []parcel.Undeliverable{parcel.Return, parcel.Destroy} {
		v.ends[fold(v.words(lang, u.Key()))], v.ends[fold(string(u))] = u, u
	}
	for _, yes := range []bool{true, false} {
		v.answers[fold(v.answer(yes, lang))] = yes
	}
	for _, text := range []string{"1", "y", "true"} {
		v.answers[text] = true
	}
	for _, text := range []string{"", "0", "n", "false"} {
		v.answers[text] = false
	}
}

// fold is a text as words of a table are compared: without case, blanks, marks that
// programs put in between, and the difference between Chinese and other brackets.
func fold(text string) string {
	text = strings.NewReplacer("（", "(", "）", ")", "：", ":", "’", "'").Replace(strings.ToLower(text))
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\r*.'\u00A0\u3000\uFEFF", r) {
			return -1
		}
		return r
	}, text)
}

func tag(lang string) language.Tag {
	if lang == string(account.Chinese) {
		return language.SimplifiedChinese
	}
	return language.English
}

// channelText is a channel as a drop-down names it: its name and its code.
func (v vocabulary) channelText(c channel.Channel, lang string) string {
	return c.Name(tag(lang)) + " (" + string(c.Code) + ")"
}

// channel is the text of the channel with a code; one that is gone is its code.
func (v vocabulary) channel(code channel.Code, lang string) string {
	for _, c := range v.channels {
		if c.Code == code {
			return v.channelText(c, lang)
		}
	}
	return string(code)
}

func (v vocabulary) answer(yes bool, lang string) string {
	if yes {
		return v.words(lang, "batchship_yes")
	}
	return v.words(lang, "batchship_no")
}

func (v vocabulary) yesNo(lang string) []string {
	return []string{v.answer(true, lang), v.answer(false, lang)}
}

func (v vocabulary) channelChoices(lang string) []string {
	texts := make([]string, len(v.channels))
	for i, c := range v.channels {
		texts[i] = v.channelText(c, lang)
	}
	return texts
}

// keyed is a value with a word in each language.
type keyed interface{ Key() string }

func texts[T keyed](v vocabulary, lang string, values []T) []string {
	out := make([]string, len(values))
	for i, one := range values {
		out[i] = v.words(lang, one.Key())
	}
	return out
}

func (v vocabulary) categoryChoices(lang string) []string { return texts(v, lang, channel.Categories) }

func (v vocabulary) collectionChoices(lang string) []string {
	return texts(v, lang, parcel.CollectionModes)
}

func (v vocabulary) companyChoices(lang string) []string {
	return texts(v, lang, warehouse.Companies())
}

func (v vocabulary) undeliverableChoices(lang string) []string {
	return texts(v, lang, []parcel.Undeliverable{parcel.Destroy, parcel.Return})
}
