package orderimport

import (
	"strings"
	"sync"

	"github.com/biter777/countries"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"sellerdesk/internal/place"
)

// otherNames are names of countries in tables of the platform (facts, rates_cpam.tsv) and in
// use among sellers that neither ISO nor Unicode has, separated by commas.
var otherNames = map[place.Country]string{
	"AE": "阿联酋",
	"AI": "安圭拉岛(英)",
	"AS": "东萨摩亚(美)",
	"AW": "阿鲁巴岛",
	"BA": "波黑",
	"BM": "百慕大群岛(英)",
	"BN": "Negara Brunei Darussalam",
	"BS": "The Commonwealth of The Bahamas,巴哈马国",
	"CC": "科科斯岛",
	"CD": "The Democratic Republic Of The Congo,刚果(金)",
	"CF": "中非",
	"CG": "The Republic of Congo,刚果(布)",
	"CK": "科克群岛(新)",
	"DM": "多米尼克国",
	"FO": "法罗群岛(丹)",
	"GI": "直布罗陀(英)",
	"GL": "格陵兰岛",
	"GP": "瓜德罗普岛(法)",
	"HK": "香港,中国香港",
	"KN": "圣克里斯托弗和尼维斯",
	"KR": "大韩民国",
	"KY": "开曼群岛(英)",
	"MH": "The Republic of Marshall Islands",
	"MK": "北马其顿",
	"MO": "澳门,中国澳门",
	"MQ": "马提尼克(法)",
	"MS": "蒙特塞拉特岛(英)",
	"NC": "新喀里多尼亚群岛(法)",
	"NF": "诺福克岛(澳)",
	"PF": "法属波里尼西亚",
	"PM": "圣皮埃尔岛及密克隆岛",
	"PR": "波多黎各(美)",
	"PS": "巴勒斯坦",
	"RE": "留尼汪岛",
	"RU": "俄罗斯联邦",
	"TC": "特克斯和凯科斯群岛(英)",
	"TW": "中国台湾",
	"TZ": "United Republic of Tanzania",
	"VA": "The Vatican City State",
	"VC": "圣文森特岛(英)",
	"VG": "维尔京群岛(英)",
	"VI": "维尔京群岛(美)",
	"WF": "瓦里斯和富士那群岛(法)",
	"WS": "西萨摩亚",
}

// known finds countries by the names that package place does not know, in the form of bare.
var known = sync.OnceValue(func() map[string]place.Country {
	all := map[string]place.Country{}
	for _, c := range countries.All() {
		region, err := language.ParseRegion(c.Alpha2())
		if err != nil {
			continue
		}
		all[bare(display.Regions(language.SimplifiedChinese).Name(region))] = place.Country(c.Alpha2())
	}
	for code, others := range otherNames {
		for name := range strings.SplitSeq(others, ",") {
			all[bare(name)] = code
		}
	}
	return all
})

// parseCountry reads an ISO code or a name in Chinese or English.
func parseCountry(text string) (place.Country, error) {
	if c, ok := known()[bare(text)]; ok {
		return c, nil
	}
	return place.ParseCountry(text)
}
