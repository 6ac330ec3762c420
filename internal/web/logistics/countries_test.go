package logistics_test

import (
	"strings"
	"testing"

	"sellerdesk/views/link"
)

func TestCountriesStandInTheOrderOfTheLanguage(t *testing.T) {
	orders := map[string][]string{
		visitor(t, yiwu).Get(link.Calculator()).Body:          {">Åland Islands<", ">Albania<", ">Côte d’Ivoire<", ">Croatia<", ">Zimbabwe<"},
		visitor(t, yiwu, chinese).Get(link.Calculator()).Body: {">阿尔巴尼亚<", ">巴西<", ">德国<", ">俄罗斯<", ">美国<", ">智利<"},
	}
	for page, names := range orders {
		last := -1
		for _, name := range names {
			at := strings.Index(page, name)
			if at <= last {
				t.Errorf("%s stands at %d, the one before it at %d", name, at, last)
			}
			last = at
		}
	}
}
