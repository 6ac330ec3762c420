package logistics_test

import (
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/web/logistics"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
)

func TestTheCalculatorShowsListPriceAndDiscount(t *testing.T) {
	s := browser.NewSite(t, sample.NewClock(), func(g *echo.Group, pages *page.Pages) {
		logistics.Register(g, pages, logistics.Needs{Tariffs: desk.Discounted(10), Warehouses: desk.Catalogue{}, Book: yiwu})
	})
	ask := link.Calculator("country", "RU", "weight", "0.19")
	s.As(t, browser.Visitor(1)).Get(ask).Row(t, "CPAM").Has(t, 200, "CN¥27.38", "List price", "CN¥30.42", "Discount of 10 %")
	s.As(t, browser.Visitor(1, chinese)).Get(ask).Row(t, "CPAM").Has(t, 200, "CN¥27.38", "标准运费", "CN¥30.42", "优惠 10 %")
}
