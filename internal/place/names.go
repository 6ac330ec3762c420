package place

import (
	"strings"
	"sync"

	"github.com/biter777/countries"
	"golang.org/x/text/language"
)

// shorter are Chinese names in use beside the full ones.
var shorter = map[string]Country{
	"阿联酋": "AE", "沙特": "SA", "波黑": "BA", "俄罗斯联邦": "RU", "捷克共和国": "CZ", "马其顿": "MK", "刚果": "CG", "刚果金": "CD",
	"香港": "HK", "中国香港": "HK", "澳门": "MO", "中国澳门": "MO", "中国台湾": "TW", "巴勒斯坦": "PS",
}

// byName are countries by the names they are shown with in both languages, as bare writes them.
var byName = sync.OnceValue(func() map[string]Country {
	all := map[string]Country{}
	for _, c := range countries.All() {
		if code := Country(c.Alpha2()); len(code) == 2 {
			all[bare(code.Name(language.SimplifiedChinese))] = code
			all[bare(code.Name(language.English))] = code
		}
	}
	for name, code := range shorter {
		all[name] = code
	}
	return all
})

// bare is a name without blanks and in small letters.
func bare(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), "")) }

// named finds a country by a name it is shown with.
func named(text string) (Country, bool) {
	c, known := byName()[bare(text)]
	return c, known
}
