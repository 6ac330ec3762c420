package offline

import (
	"slices"

	"github.com/labstack/echo/v4"

	domain "sellerdesk/internal/offline"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/place"
	"sellerdesk/views/link"
)

// part is which rows of a list a page shows. The whole list is read for it, which
// is bounded: a cursor's key is how many rows come before.
type part struct {
	country string // code, domain.EveryCountry, or empty for all rows
	cursor  paging.Cursor
}

func readPart(c echo.Context) (p part, err error) {
	p.country = c.QueryParam("country")
	if p.country != "" && p.country != domain.EveryCountry {
		country, err := place.ParseCountry(p.country)
		if err != nil {
			return p, err
		}
		p.country = string(country)
	}
	p.cursor, err = paging.Parse(c.QueryParam("at"))
	return p, err
}

// of returns the page's rows of a list, with the addresses of its neighbours, which
// are empty where there is none.
func (p part) of(all domain.List) (rows domain.List, prev, next string) {
	shown := slices.DeleteFunc(slices.Clone(all), func(row domain.Price) bool {
		return p.country != "" && p.country != code(row.Country)
	})
	page := paging.Part(shown, p.cursor)
	if !page.Prev.IsZero() {
		prev = p.at(page.Prev)
	}
	if !page.Next.IsZero() {
		next = p.at(page.Next)
	}
	return page.Rows, prev, next
}

func (p part) at(c paging.Cursor) string {
	return link.OfflinePrices("country", p.country, "at", c.String())
}

// code is a country as addresses carry it.
func code(c place.Country) string {
	if c == domain.AnyCountry {
		return domain.EveryCountry
	}
	return string(c)
}
