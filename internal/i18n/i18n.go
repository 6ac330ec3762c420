// Package i18n holds the texts of the site in English and Simplified Chinese,
// and looks them up.
//
// A text is a message with a key. The messages of a subject are in
// messages/<subject>.en.toml and messages/<subject>.zh.toml; every key exists
// in both. Nothing outside this folder contains words for people.
package i18n

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// The languages of the site, as they are stored for a person and chosen on the pages.
const (
	English = "en"
	Chinese = "zh"
)

// Languages lists the languages of the site; the first one is shown when nothing else is known.
var Languages = []string{English, Chinese}

//go:embed messages/*.toml
var files embed.FS

// Bundle returns all messages of the site. It is read once; a broken message file is a fault of the build.
var Bundle = sync.OnceValue(func() *goi18n.Bundle {
	b := goi18n.NewBundle(language.English)
	b.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	names, err := fs.Glob(files, "messages/*.toml")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		if _, err := b.LoadMessageFileFS(files, name); err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
	}
	return b
})

var localizers = sync.OnceValue(func() map[string]*goi18n.Localizer {
	all := map[string]*goi18n.Localizer{}
	for _, lang := range Languages {
		all[lang] = goi18n.NewLocalizer(Bundle(), lang)
	}
	return all
})

// Localizer looks up messages in a language of the site; an unknown language is English.
func Localizer(lang string) *goi18n.Localizer {
	if l, ok := localizers()[lang]; ok {
		return l
	}
	return localizers()[English]
}

// Tag is the language of a page: "en" or "zh-Hans".
func Tag(lang string) language.Tag {
	if lang == Chinese {
		return language.SimplifiedChinese
	}
	return language.English
}

// Choose picks the language of the site that suits an Accept-Language header best.
func Choose(acceptLanguage string) string {
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil {
		return English
	}
	_, i, confidence := language.NewMatcher([]language.Tag{language.English, language.Chinese}).Match(wanted...)
	if confidence == language.No {
		return English
	}
	return Languages[i]
}

// T returns the message with the given key; pairs are names and values for its placeholders.
// A pair named Count also chooses the plural form. A key without message is shown in brackets.
func T(lang, key string, pairs ...any) string {
	args := make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i].(string)] = pairs[i+1]
	}
	return render(lang, key, args)
}

func render(lang, key string, args map[string]any) string {
	config := &goi18n.LocalizeConfig{MessageID: key, TemplateData: words(lang, args)}
	if n, ok := whole(args["Count"]); ok {
		config.PluralCount = n
		config.TemplateData.(map[string]any)["PluralCount"] = Number(n)
	}
	text, err := Localizer(lang).Localize(config)
	if text == "" && err != nil {
		return "[" + key + "]"
	}
	return text
}

// Has reports whether there is a message with the given key.
func Has(key string) bool {
	_, found := slices.BinarySearch(Keys(), key)
	return found
}

// Keys are the keys of all messages in English, sorted.
var Keys = sync.OnceValue(func() []string {
	names, err := fs.Glob(files, "messages/*.en.toml")
	if err != nil {
		panic(err)
	}
	var keys []string
	for _, name := range names {
		keys = slices.AppendSeq(keys, maps.Keys(read(name)))
	}
	slices.Sort(keys)
	return keys
})

// read returns the messages of one file: plural form to text, by key.
func read(name string) map[string]map[string]string {
	raw := map[string]any{}
	if _, err := toml.DecodeFS(files, name, &raw); err != nil {
		panic(fmt.Errorf("%s: %w", name, err))
	}
	messages := map[string]map[string]string{}
	for key, value := range raw {
		messages[key] = map[string]string{}
		switch v := value.(type) {
		case string:
			messages[key]["other"] = strings.TrimSpace(v)
		case map[string]any:
			for form, text := range v {
				messages[key][form] = fmt.Sprint(text)
			}
		}
	}
	return messages
}
