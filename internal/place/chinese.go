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

// byChinese are countries by their Chinese names.
var byChinese = sync.OnceValue(func() map[string]Country {
	all := map[string]Country{}
	for _, c := range countries.All() {
		if code := Country(c.Alpha2()); len(code) == 2 {
			all[code.Name(language.SimplifiedChinese)] = code
		}
	}
	for name, code := range shorter {
		all[name] = code
	}
	return all
})

// inChinese finds a country by its Chinese name, whatever blanks are in it.
func inChinese(text string) (Country, bool) {
	c, known := byChinese()[strings.Join(strings.Fields(text), "")]
	return c, known
}
