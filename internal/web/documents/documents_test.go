package documents_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/label"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/web/documents"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
)

var printer = sync.OnceValues(label.NewPrinter)

// site is the documents of a shop, and visitors of it.
type site struct {
	*shop.Shop
	pages *browser.Site
}

func newSite(t *testing.T) site {
	t.Helper()
	paint, err := printer()
	if err != nil {
		t.Fatal(err)
	}
	s := shop.New(t)
	needs := documents.Needs{Orders: s.Orders, Parcels: s.Parcels, Painter: s.Papers(paint)}
	return site{s, browser.NewSite(t, s.Clock, func(g *echo.Group, pages *page.Pages) { documents.Register(g, pages, needs) })}
}

func (s site) as(t *testing.T, r account.Role) *browser.Browser {
	t.Helper()
	return s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Role = r }))
}

// said is the text of a document.
func said(t *testing.T, p *browser.Page) string {
	t.Helper()
	if p.Status != 200 || p.Header.Get("Content-Type") != "application/pdf" {
		t.Fatalf("%s gives %d: %.300s", p.Path(), p.Status, p.Text())
	}
	if _, err := exec.LookPath("pdftotext"); err != nil || testing.Short() {
		t.Skip("pdftotext is not run")
	}
	path := filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, []byte(p.Body), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestDocumentsAreAboutTheParcelsThatTheAddressNames(t *testing.T) {
	s := newSite(t)
	one, two := s.Parcel(t), s.Parcel(t, func(p *parcel.Parcel) { p.Channel = channel.Premium })
	b := s.as(t, account.Shipper)
	for _, k := range []parcel.Paperwork{parcel.PackingSlips, parcel.HandOverList} {
		text := said(t, b.Get(link.Document(string(k), "lp", string(one.Number), "lp", string(two.Number), "lp", string(one.Number))))
		for _, p := range []parcel.Parcel{one, two} {
			if n := strings.Count(text, string(p.Number)); k == parcel.HandOverList && n != 1 || n == 0 {
				t.Errorf("%s names %s %d times", k, p.Number, n)
			}
		}
	}
	if text := said(t, b.Get(link.Document(string(parcel.Invoices), "lp", string(one.Number), "lp", string(two.Number)))); strings.Contains(text, string(one.Number)) || !strings.Contains(text, string(two.Number)) {
		t.Errorf("the invoices are\n%s", text)
	}
}

func TestADocumentThatWouldBeEmptySaysWhy(t *testing.T) {
	s := newSite(t)
	postal, gone := s.Parcel(t), s.Charged(t, 3110)
	bare := s.Parcel(t, func(p *parcel.Parcel) { p.Waybill = "" })
	closed := s.Parcel(t, func(p *parcel.Parcel) {
		p.Status, p.Close, p.ClosedAt = parcel.Closed, parcel.CloseCancelled, s.Clock.Wall()
	})
	b := s.as(t, account.Shipper)
	at := func(k parcel.Paperwork, p parcel.Parcel) string {
		return link.Document(string(k), "lp", string(p.Number))
	}
	b.Get(at(parcel.Invoices, postal)).Has(t, 409, "needs no commercial invoice")
	b.Get(at(parcel.PickList, gone)).Has(t, 409, "The warehouse has it already")
	b.Get(at(parcel.HandOverList, bare)).Has(t, 409, "There is no waybill number yet")
	b.Get(at(parcel.PackingSlips, closed)).Has(t, 409, "The logistics order is closed")
	said(t, b.Get(at(parcel.PackingSlips, bare)))
}

func TestAnAddressNamesAFewParcels(t *testing.T) {
	s := newSite(t)
	b := s.as(t, account.Shipper)
	b.Get(link.Document(string(parcel.PickList))).Has(t, 400, "No logistics order was named")
	var many []string
	for range 51 {
		many = append(many, "lp", "LP00000000000000")
	}
	b.Get(link.Document(string(parcel.PickList), many...)).Has(t, 400, "up to 50 logistics orders")
}

func TestAnOrderHasDocumentsOfItsOwn(t *testing.T) {
	s := newSite(t)
	o, p := s.Order(t), s.Parcel(t)
	b := s.as(t, account.Owner)
	at := func(k parcel.Paperwork, n order.Number) string { return link.Document(string(k), "order", string(n)) }
	for _, k := range []parcel.Paperwork{parcel.PackingSlips, parcel.PickList} {
		if text := said(t, b.Get(at(k, o.Number))); !strings.Contains(text, string(o.Number)) || !strings.Contains(text, "TWS Earphones") {
			t.Errorf("the %s of an order is\n%s", k, text)
		}
	}
	unpaid := s.Order(t, func(o *order.Order) { o.Status = order.RiskControl })
	arrived := s.Order(t, func(o *order.Order) { o.Status, o.Finish = order.Finished, order.Received })
	b.Get(at(parcel.PickList, unpaid.Number)).Has(t, 409, "There is nothing to pack")
	b.Get(at(parcel.PackingSlips, unpaid.Number)).Has(t, 409, "There is nothing to pack")
	leaving := s.Order(t, func(o *order.Order) { o.Status = order.InCancel })
	b.Get(at(parcel.PickList, leaving.Number)).Has(t, 409, "There is nothing to pack")
	b.Get(at(parcel.PickList, arrived.Number)).Has(t, 409, "There is nothing to pack")
	said(t, b.Get(at(parcel.PackingSlips, arrived.Number)))
	b.Get(at(parcel.HandOverList, o.Number)).Has(t, 409, "There is no waybill number yet")
	if text := said(t, b.Get(at(parcel.HandOverList, p.OrderNumber))); !strings.Contains(text, string(p.Number)) {
		t.Errorf("the hand-over list of an order is\n%s", text)
	}
	cancelled := s.Order(t, func(o *order.Order) { o.Status, o.Finish = order.Finished, order.Cancelled })
	b.Get(at(parcel.PickList, cancelled.Number)).Has(t, 409, "There is nothing to pack")
}

func TestDocumentsAreAStoresOwnAndForThoseWhoShip(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t)
	other := s.pages.As(t, browser.Visitor(s.Other))
	for _, k := range parcel.AllPaperwork {
		for _, pairs := range [][]string{{"lp", string(p.Number)}, {"order", string(p.OrderNumber)}} {
			other.Get(link.Document(string(k), pairs...)).Has(t, 404)
			s.as(t, account.Viewer).Get(link.Document(string(k), pairs...)).Has(t, 403)
		}
		b := s.as(t, account.Shipper)
		for _, query := range []string{"?lp=x", "?lp=LP00999999999999", "?order=x", "?lp=" + string(p.Number) + "&lp=LP00999999999999"} {
			b.Get(link.Document(string(k))+query).Has(t, 404)
		}
	}
}
