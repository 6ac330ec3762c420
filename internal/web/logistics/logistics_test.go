package logistics_test

import (
	"context"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/web/logistics"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
)

// book is an address book with these addresses.
type book []address.Address

// List returns them.
func (b book) List(context.Context, account.StoreID) ([]address.Address, error) { return b, nil }

// yiwu is the book of a store in Yiwu.
var yiwu = book{sample.Address(), sample.Pickup(func(a *address.Address) { a.ID = 1 })}

// visitor is a browser of the store's owner, on 20 November 2026 in China, a Friday.
func visitor(t *testing.T, b book, change ...func(*account.Visitor)) *browser.Browser {
	t.Helper()
	s := browser.NewSite(t, sample.NewClock(), func(g *echo.Group, pages *page.Pages) {
		logistics.Register(g, pages, logistics.Needs{Tariffs: desk.Catalogue{}, Warehouses: desk.Catalogue{}, Book: b})
	})
	return s.As(t, browser.Visitor(1, change...))
}

func chinese(v *account.Visitor) { v.Person.Language = account.Chinese }

func TestEverybodyMayReadEveryPageInTheirLanguage(t *testing.T) {
	pages := map[string]string{
		link.Channels(): "物流渠道", link.Channel("CPAM"): "中国邮政挂号小包", link.Calculator(): "运费试算",
		link.CollectionRules(): "揽收规则", link.Restrictions(): "寄送限制",
	}
	for _, r := range account.Roles {
		b := visitor(t, yiwu, chinese, func(v *account.Visitor) { v.Role = r })
		for address, title := range pages {
			b.Get(address).Has(t, 200, title).Lacks(t, "[logistics", "[channels", "[calculator", "[collection", "[plans", "[ship", "[ui", "<no value>")
		}
	}
}
