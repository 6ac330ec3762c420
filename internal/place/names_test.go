package place_test

import (
	"testing"

	"github.com/biter777/countries"
	"golang.org/x/text/language"

	"sellerdesk/internal/place"
)

func TestACountryIsKnownByItsChineseName(t *testing.T) {
	for text, want := range map[string]place.Country{
		"俄罗斯": "RU", " 美国 ": "US", "英国": "GB", "西班牙": "ES", "韩国": "KR", "阿联酋": "AE", "阿拉伯联合酋长国": "AE",
		"香港": "HK", "中国香港": "HK", "台湾": "TW", "沙特阿拉伯": "SA", "捷 克": "CZ",
	} {
		if got, err := place.ParseCountry(text); err != nil || got != want {
			t.Errorf("%q is %q, %v; want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"欧洲", "俄", "其他国家", "俄罗斯美国"} {
		if got, err := place.ParseCountry(text); err == nil {
			t.Errorf("%q is %s", text, got)
		}
	}
}

func TestEveryCountryIsFoundByTheNamesItIsShownWith(t *testing.T) {
	for _, c := range countries.All() {
		code := place.Country(c.Alpha2())
		for _, lang := range []language.Tag{language.English, language.SimplifiedChinese} {
			if got, err := place.ParseCountry(code.Name(lang)); err != nil || got != code {
				t.Errorf("%s is shown as %s, which is read as %q, %v", code, code.Name(lang), got, err)
			}
		}
	}
}
