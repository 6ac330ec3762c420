package e2e_test

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// TestAShipperSubmitsAnOrderTable tells of a shipper who exports the order table, fills it
// in with a slip, sees the row refused, mends it, submits all and prints the labels.
func TestAShipperSubmitsAnOrderTable(t *testing.T) {
	t.Parallel()
	for _, l := range sizes() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			p := demo(t)
			s := open(t, p, l)
			s.signIn("shipper@demo.test")
			s.Goto(link.BatchShipping())
			s.see("Batch Online Shipping", "Export")
			s.page("batch-shipping")
			b := visitor(t, p, "owner@demo.test")
			file := b.Get(link.BatchShippingTable("xlsx")).Has(t, http.StatusOK).Body
			good := goodOrders(t, b, file)

			s.submitTable(filled(t, file, good, ""))
			s.See(i18n.T(s.look.lang.site, "upload_verdict_refused"))
			s.in(good[0]).See(i18n.T(s.look.lang.site, "upload_verdict_refused"))
			s.page("batch-shipping-refused")

			s.submitTable(filled(t, file, good, "Gift"))
			s.page("batch-shipping-checked")
			s.Click(i18n.T(s.look.lang.site, "batchship_submit_good", "Count", len(good)))
			s.See(i18n.T(s.look.lang.site, "batchship_done", "Count", len(good)))
			s.in(good[0]).See("LP")
			s.page("batch-shipping-done")
			s.click("Print Shipping Labels")
			s.page("batch-shipping-labels")
			s.Click(s.say("Print labels", "Count", len(good)))
			s.until(s.say("Done of total", "Done", "3", "Total", "3"))
			s.See(".pdf")
		})
	}
}

// submitTable uploads a table.
func (s *seller) submitTable(file string) {
	s.t.Helper()
	s.Goto(link.BatchShipping())
	s.Attach(i18n.T(s.look.lang.site, "batchship_file"), file)
	s.Click(i18n.T(s.look.lang.site, "batchship_submit"))
}

// goodOrders are three orders of a table that could be submitted as they were exported.
func goodOrders(t *testing.T, b *browser.Browser, file string) []string {
	t.Helper()
	p := b.Get(link.BatchShipping()).SubmitFile(t, "Submit", browser.File{Field: "file", Name: "orders.xlsx", Content: []byte(file)}).Has(t, http.StatusOK)
	good := append(b.Get(p.Path()+"?show=ready").Rows(), b.Get(p.Path()+"?show=warned").Rows()...)
	if len(good) < 3 {
		t.Fatalf("of the demo's orders only %v can be submitted", good)
	}
	return good[:3]
}

// filled is the table of some orders, with an English name in every row of the first.
func filled(t *testing.T, file string, orders []string, name string) string {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader([]byte(file)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Orders")
	if err != nil {
		t.Fatal(err)
	}
	number, english := slices.Index(rows[0], "Order number"), slices.Index(rows[0], "English name")
	for at := len(rows) - 1; at > 0; at-- {
		switch order := rows[at][number]; {
		case !slices.Contains(orders, order):
			err = book.RemoveRow("Orders", at+1)
		case order == orders[0]:
			var cell string
			if cell, err = excelize.CoordinatesToCellName(english+1, at+1); err == nil {
				err = book.SetCellStr("Orders", cell, name)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "filled.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}
