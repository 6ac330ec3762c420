package batch_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/export"
	"sellerdesk/internal/order"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// rows are the first cells of a file's rows, below its header.
func rows(t *testing.T, p *browser.Page) (first []string) {
	t.Helper()
	kind := "csv"
	if strings.Contains(p.Header.Get("Content-Disposition"), "xlsx") {
		kind = "xlsx"
	}
	table, err := sheet.Read("a."+kind, []byte(p.Body))
	if err != nil {
		t.Fatalf("%v: %.300s", err, p.Body)
	}
	for _, r := range table.Rows[1:] {
		first = append(first, r.Cells[0])
	}
	return first
}

func TestTickedOrdersAreExported(t *testing.T) {
	s := newSite(t)
	one, two := s.Order(t), s.Order(t)
	s.Order(t)
	b := s.as(t, account.Finance)
	p := b.Get(link.Orders()).Submit(t, "Export", "tick", string(one.Number), "tick", string(two.Number)).Has(t, 200, "Acts on all 2")
	for _, format := range []string{"xlsx", "csv"} {
		file := p.Submit(t, "Export", "format", format)
		if got := strings.Join(rows(t, file), " "); got != strings.Join([]string{string(one.Number), string(one.Number), string(two.Number), string(two.Number)}, " ") {
			t.Errorf("%s has the orders %s", format, got)
		}
		if got := file.Header.Get("Content-Disposition"); got != "attachment; filename=orders."+format {
			t.Errorf("it is answered as %s", got)
		}
	}
	p.Submit(t, "Export", "format", "pdf").Has(t, 200, "There is no file of the kind “pdf”")
}

func TestWhatAFilterFindsIsExported(t *testing.T) {
	s := newSite(t)
	far := s.Order(t, func(o *order.Order) { o.ShipTo.Country = "BR" })
	s.Order(t)
	due := s.Charged(t, 3110)
	b := s.as(t, account.Shipper)
	p := b.Get(link.Orders("country", "BR")).Follow(t, "Export list").Has(t, 200, "Found in My Orders: 1")
	if got := rows(t, p.Submit(t, "Export", "format", "csv")); len(got) != 2 || got[0] != string(far.Number) {
		t.Errorf("exported are %s", got)
	}
	p = b.Get(link.Parcels("status", "to_be_paid")).Follow(t, "Export list").Has(t, 200, "Found in International Parcel Orders: 1")
	if got := rows(t, p.Submit(t, "Export")); len(got) != 1 || got[0] != string(due.Number) {
		t.Errorf("exported are %s", got)
	}
	b.Get(link.ExportOrders("q", "nobody")).Has(t, 200, "There is nothing to export")
	b.Post(link.ExportOrders(), "q", "nobody", "format", "csv").Has(t, 200, "There is nothing to export")
	b.Post(link.ExportOrders(), "format", "pdf").Has(t, 422, "There is no file of the kind “pdf”")
	b.Get(link.ExportOrders("tab", "lost")).Has(t, 422)
}

func TestExportsAreInTheLanguageOfThePerson(t *testing.T) {
	s := newSite(t)
	s.Order(t)
	b := s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Person.ID, v.Person.Language = s.Owner, account.Chinese }))
	p := b.Get(link.Orders()).Follow(t, "导出列表").Has(t, 200, "在“我的订单”中找到 1 条").Submit(t, "导出", "format", "csv")
	if !strings.Contains(p.Body, "订单号,订单状态,") || !strings.Contains(p.Body, "等待您发货") {
		t.Errorf("it begins %.200s", p.Body)
	}
}

func TestAReaderExportsNothing(t *testing.T) {
	s := newSite(t)
	one := s.Order(t)
	selection := s.as(t, account.Owner).Get(link.Orders()).Submit(t, "Export", "tick", string(one.Number))
	b := s.as(t, account.Viewer)
	b.Get(link.Orders()).Has(t, 200).Lacks(t, "Export")
	b.Get(link.Parcels()).Has(t, 200).Lacks(t, "Export")
	b.Get(link.ExportOrders()).Has(t, 403)
	b.Post(link.ExportParcels(), "format", "csv").Has(t, 403)
	b.Post(strings.Split(selection.Path(), "?")[0]+"/export", "format", "csv").Has(t, 403)
	s.pages.As(t, browser.Visitor(s.Other)).Post(strings.Split(selection.Path(), "?")[0]+"/export", "format", "csv").Has(t, 404)
}

func TestManyOrdersAreExportedInTheBackground(t *testing.T) {
	s := newSite(t)
	for range export.AtOnce + 1 {
		s.Order(t)
	}
	b := s.as(t, account.Owner)
	p := b.Get(link.ExportOrders()).Has(t, 200, "Found in My Orders: 1,001", "in the background").Submit(t, "Export", "format", "csv")
	p.Has(t, 200, "Export of orders", "0 of 1,001", "Cancel")
	s.work(t)
	p = b.Get(p.Path()).Has(t, 200, "Done", "1,001 of 1,001", "orders-1.csv")
	if got := rows(t, p.Follow(t, "orders-1.csv")); len(got) != 2*(export.AtOnce+1) {
		t.Errorf("%d rows", len(got))
	}
	s.as(t, account.Viewer).Get(p.Path()).Has(t, 200).Lacks(t, ".csv")
	s.as(t, account.Viewer).Get(p.Path()+"/files/1").Has(t, 403)
	s.pages.As(t, browser.Visitor(s.Other)).Get(p.Path()+"/files/1").Has(t, 404)
}
