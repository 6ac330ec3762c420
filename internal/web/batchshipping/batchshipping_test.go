package batchshipping_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	domain "sellerdesk/internal/batchshipping"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/upload"
	"sellerdesk/internal/web/batch"
	"sellerdesk/internal/web/batchshipping"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/uploads"
	"sellerdesk/views/link"
)

// site is a store that can ship, with the pages of Batch Online Shipping.
type site struct {
	*shop.Shop
	tables *domain.Service
	pages  *browser.Site
}

func newSite(t *testing.T) site {
	t.Helper()
	s := shop.New(t)
	s.Ready(t)
	words := domain.Words(i18n.T)
	tables := &domain.Service{
		Uploads: &upload.Service{Table: sheet.FormReader(domain.IsHeader(words)), Records: s.Uploads.Records, Jobs: s.Jobs, Tx: s.DB},
		Orders:  s.Orders, Rules: sqlstore.NewShipRules(s.DB), Shipping: s.Shipping, Tariffs: shop.Tariffs{}, Clock: s.Clock, Words: words,
	}
	s.Jobs.Works[job.Shipping] = tables.Work()
	needs := batchshipping.Needs{Service: tables, Selections: s.Batch, Uploads: uploads.Needs{
		Records: s.Uploads.Records, Files: tables.Uploads, Jobs: s.Jobs, Parcels: s.Parcels, Tariffs: shop.Tariffs{}, Clock: s.Clock, Write: sheet.WriteSheet,
	}}
	return site{s, tables, browser.NewSite(t, s.Clock, func(g *echo.Group, pages *page.Pages) {
		batchshipping.Register(g, pages, needs)
		batch.Register(g, pages, batch.Needs{Service: s.Batch, Jobs: s.JobList, Canceller: s.Jobs, Paying: s.Paying, Clock: s.Clock})
	})}
}

func (s site) as(t *testing.T, r account.Role, change ...func(*account.Visitor)) *browser.Browser {
	t.Helper()
	return s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) {
		v.Role, v.Person.ID = r, s.Owner
		for _, c := range change {
			c(v)
		}
	}))
}

// order is an order of one line, of whose goods all is known.
func (s site) order(t *testing.T, change ...func(*order.Order)) order.Order {
	t.Helper()
	return s.Order(t, append(change, func(o *order.Order) { o.Lines = o.Lines[:1] })...)
}

func inChinese(v *account.Visitor) { v.Person.Language = account.Chinese }

// exported is the exported csv file.
func exported(t *testing.T, b *browser.Browser) string {
	t.Helper()
	return b.Get(link.BatchShipping()).Follow(t, "Export as csv").Has(t, 200, "Order number").Body
}

func uploaded(t *testing.T, b *browser.Browser, content string) *browser.Page {
	t.Helper()
	return b.Get(link.BatchShipping()).SubmitFile(t, "Submit", browser.File{Field: "file", Name: "orders.csv", Content: []byte(content)})
}

func TestOrdersGoOutAsATableAndComeBackAsLogisticsOrders(t *testing.T) {
	s := newSite(t)
	one, two := s.order(t), s.order(t)
	b := s.as(t, account.Shipper)
	b.Get(link.BatchShipping()).Has(t, 200, "1. Choose orders", "2 orders found", "2. Export the order table", "3. Upload the filled table", "Rules for channels")
	file := exported(t, b)
	p := uploaded(t, b, file).Has(t, 200, "2 orders can be submitted for CN¥", "Nothing has been submitted yet.").Lacks(t, "[batchship", "[upload")
	p.Row(t, string(one.Number)).Has(t, 200, "AliExpress Standard Shipping")
	p = p.Submit(t, "Submit 2 Orders").Has(t, 200, "2 orders of this file have been submitted.").Lacks(t, "Submit 2 Orders")
	parcels, err := s.Parcels.ForOrders(t.Context(), s.Store, []order.ID{one.ID, two.ID})
	if err != nil || len(parcels[one.ID]) != 1 || len(parcels[two.ID]) != 1 {
		t.Fatalf("%v, %v", parcels, err)
	}
	made := parcels[one.ID][0]
	p.Row(t, string(one.Number)).Has(t, 200, "Submitted", string(made.Number), made.Waybill)
	if results := p.Follow(t, "The file with its results").Body; !strings.Contains(results, string(made.Number)+","+made.Waybill) {
		t.Errorf("the results are %q", results)
	}
	if body := p.Follow(t, "The file as it was uploaded").Body; body != file {
		t.Error("the file is not as it was uploaded")
	}
	p.Submit(t, "Print Shipping Labels").Has(t, 200, "Acts on all 2", "Print 2 labels")
	uploaded(t, b, file).Has(t, 200, "All orders of this file have their logistics orders already.", "The same file was uploaded before.")
	b.Get(link.BatchShipping()).Has(t, 200, "0 orders found", "No order to be shipped was found.", "Recent uploads", "Li Wei")
}

func TestARefusedRowIsMendedAlone(t *testing.T) {
	s := newSite(t)
	s.order(t)
	bad := s.order(t)
	b := s.as(t, account.Owner)
	lines := strings.Split(exported(t, b), "\r\n")
	at := 1
	if strings.Contains(lines[2], string(bad.Number)) {
		at = 2
	}
	name := strings.Split(lines[at], ",")[14]
	lines[at] = strings.Replace(lines[at], ","+name+",", ",,", 1)
	p := uploaded(t, b, strings.Join(lines, "\r\n")).Has(t, 200, "1 order can be submitted", "Refused 1")
	p.Lacks(t, "Submit Only If the Whole File Is Without Fault")
	b.Post(p.Path(), "how", "whole").Has(t, 200, "Nothing was submitted: the file is not without fault.") // from a page of before
	b.Post(p.Path(), "how", "zzz").Has(t, 200, "Choose whether all good orders are submitted").Has(t, 200, "1 order can be submitted")
	b.Post(p.Path()+"/labels").Has(t, 200, "nothing was made")
	p = p.Submit(t, "Submit 1 Order").Has(t, 200, "1 order has been submitted, 1 are refused.")
	p.Row(t, string(bad.Number)).Has(t, 200, "Refused", "“English name”")
	failed := p.Follow(t, "The failed rows alone").Body
	if strings.Count(failed, "\r\n") != 2 || !strings.Contains(failed, string(bad.Number)) {
		t.Fatalf("the failed rows are %q", failed)
	}
	fields := strings.Split(failed, "\r\n")
	cells := strings.Split(fields[1], ",")
	cells[14] = name
	uploaded(t, b, fields[0]+"\r\n"+strings.Join(cells, ",")+"\r\n").Has(t, 200, "1 order can be submitted").Lacks(t, "Columns left out").
		Submit(t, "Submit 1 Order").Has(t, 200, "1 order of this file has been submitted.")
}

func TestTheTableIsOfWhatIsTickedToo(t *testing.T) {
	s := newSite(t)
	one, two := s.order(t), s.order(t)
	b := s.as(t, account.Owner)
	p := b.Post(link.Selections(), "list", "orders", "do", "shipping", "shown", string(one.Number), "tick", string(one.Number)).Has(t, 200, "Acts on all 1")
	p = p.Follow(t, "To Batch Online Shipping").Has(t, 200, "1 ticked order.")
	if table := p.Follow(t, "Export as csv").Body; !strings.Contains(table, string(one.Number)) || strings.Contains(table, string(two.Number)) {
		t.Errorf("the table is %q", table)
	}
	s.pages.As(t, browser.Visitor(s.Other)).Get(p.Path()).Has(t, 404)
}

func TestALongBatchShowsHowFarItIs(t *testing.T) {
	s := newSite(t)
	s.order(t)
	b := s.as(t, account.Owner)
	p := uploaded(t, b, exported(t, b))
	if _, err := s.tables.Start(t.Context(), s.Store, s.Owner, 1, false); err != nil {
		t.Fatal(err)
	}
	b.Get(p.Path()).Has(t, 200, "0 of 1", "hx-trigger").Lacks(t, "Submit 1 Order")
	b.Get("/jobs/1").Has(t, 200, "Create logistics orders", "To the file")
	if err := s.Jobs.All(t.Context()); err != nil {
		t.Fatal(err)
	}
	if ended := b.AsHTMX("progress").Get(p.Path()); ended.Status != 204 || ended.Header.Get("HX-Refresh") != "true" {
		t.Errorf("a batch that has ended answers %d", ended.Status)
	}
}

func TestThePagesAreInChineseToo(t *testing.T) {
	s := newSite(t)
	s.order(t)
	b := s.as(t, account.Owner, inChinese)
	table := b.Get(link.BatchShipping()).Has(t, 200, "批量线上发货", "找到 1 个订单").Lacks(t, "[batchship").Follow(t, "导出为 csv").Body
	if !strings.Contains(table, "物流渠道") {
		t.Errorf("the table is %q", table)
	}
	b.Get(link.BatchShipping()).SubmitFile(t, "提交", browser.File{Field: "file", Name: "a.csv", Content: []byte(table)}).
		Has(t, 200, "有 1 个订单可以提交").Submit(t, "提交 1 个订单").Has(t, 200, "该文件已提交 1 个订单。").Lacks(t, "[batchship", "[upload")
}

func TestWhatIsNoTableIsRefusedWithTheReason(t *testing.T) {
	s := newSite(t)
	b := s.as(t, account.Owner)
	for content, want := range map[string]string{
		"Weight,Price\n1,2\n": "No header was found", "Order number,Line,SKU\n": "a header but no orders", "<html>": "table",
	} {
		uploaded(t, b, content).Has(t, 422, "Batch Online Shipping", want)
	}
	b.Get(link.BatchShipping("status", "gone")).Has(t, 422, "is no online-shipping status")
	b.Get(link.BatchShipping("paid_from", "2026-13-45")).Has(t, 422)
}

func TestWhoMaySeeATable(t *testing.T) {
	s := newSite(t)
	s.order(t)
	b := s.as(t, account.Owner)
	p := uploaded(t, b, exported(t, b))
	other := s.pages.As(t, browser.Visitor(s.Other))
	for _, path := range []string{p.Path(), link.UploadFile(p.Path()), link.UploadResults(p.Path()), link.UploadFailed(p.Path()), link.BatchShippingUpload("x")} {
		other.Get(path).Has(t, 404)
		s.as(t, account.Viewer).Get(path).Has(t, 403)
	}
	other.Post(p.Path(), "how", "good").Has(t, 404)
	s.as(t, account.Finance).Post(p.Path(), "how", "good").Has(t, 403)
	other.Post(p.Path()+"/labels").Has(t, 404)
}

func TestTheExcelTableHasAGuideAndNoFormula(t *testing.T) {
	s := newSite(t)
	s.order(t, func(o *order.Order) { o.Buyer.Name = "=HYPERLINK(1)" })
	b := s.as(t, account.Owner)
	file := b.Get(link.BatchShipping()).Follow(t, "Export").Has(t, 200).Body
	table, err := sheet.ReadForm("a.xlsx", []byte(file), domain.IsHeader(domain.Words(i18n.T)))
	if err != nil || len(table.Rows) != 2 || len(table.Rows[1].Problems) != 0 || !bytes.Contains([]byte(strings.Join(table.Rows[1].Cells, "|")), []byte("=HYPERLINK(1)")) {
		t.Errorf("%+v, %v", table.Rows, err)
	}
}
