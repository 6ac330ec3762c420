package e2e_test

import (
	"net/http"
	"path/filepath"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/testing/program"
	"sellerdesk/views/link"
)

// export is an order export of 300 rows as a seller downloads it; imported is one
// of its orders: earbuds to Russia, for which the buyer chose AliExpress Standard Shipping.
const (
	export   = "../orderimport/testdata/orders-300.xlsx"
	imported = "8012345678901234"
)

// TestANewStoreImportsItsOrdersAndShipsOne tells of the owner of a new store, who
// brings the orders along in a file and ships one that belongs to no product.
func TestANewStoreImportsItsOrdersAndShipsOne(t *testing.T) {
	t.Parallel()
	for _, l := range sizes() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			p := demo(t)
			settle(t, p)
			s := open(t, p, l)
			s.signIn("owner@second.test")
			s.importOrders()
			s.declare()
			s.see("Logistics Order", "Print Shipping Label") // which a parcel without a waybill has not
			s.page("logistics-order-of-an-import")
		})
	}
}

// settle binds a deduction account for the new store and writes its addresses.
func settle(t *testing.T, p *program.Process) {
	t.Helper()
	b := visitor(t, p, "owner@second.test")
	b.Get(link.DeductionAccount()).Submit(t, "Alipay (CNY)").
		Submit(t, "Sign", "payer", "novice@example.com").Has(t, http.StatusOK, "Bound")
	b.Get(link.NewAddress("sender")).Submit(t, "Save", "name", "Zhao Lei", "street", "No. 88 Chouzhou North Road",
		"district", "Yiwu", "city", "Jinhua", "province", "Zhejiang", "postal", "322000", "mobile", "13900000000").
		Has(t, http.StatusOK, "The address is saved.")
	b.Get(link.NewAddress("pickup")).Submit(t, "Save", "name", "赵雷", "street", "稠州北路88号",
		"district", "义乌市", "city", "金华市", "province", "浙江省", "postal", "322000", "mobile", "13900000000").
		Has(t, http.StatusOK, "The address is saved.")
}

// importOrders uploads the export, reads its check and imports what can be.
func (s *seller) importOrders() {
	s.t.Helper()
	s.click("Import Orders")
	s.page("import-orders-of-a-new-store")
	s.Attach(s.say("Order export"), filepath.FromSlash(export))
	s.click("Check File")
	s.see("Import Orders")
	s.See(i18n.T(s.look.lang.site, "importing_waiting", "Count", 282))
	s.in(imported).See("WE-220-WH")
	s.page("import-checked")
	s.Click(i18n.T(s.look.lang.site, "importing_import", "Count", 282))
	s.See(i18n.T(s.look.lang.site, "importing_done", "Count", 282))
	s.page("import-done")
	s.in(imported).Click(imported)
	s.see("Order Details")
	s.page("order-details-imported")
}

// declare says what no product of the store says: weight, names and value.
func (s *seller) declare() {
	s.t.Helper()
	s.click("Shipping")
	s.see("Service Name")
	s.page("shipping-without-weight")
	s.Fill(s.say("Weight"), "0.120")
	s.Choose(s.say("Ordinary"))
	s.Choose(s.channel(channel.Standard))
	s.click("Next, create logistics order")
	s.see("Submit for shipment")
	s.Choose(s.say("Bring it to the warehouse"))
	s.page("create-logistics-order-of-an-import")
	s.Fill(s.say("Chinese name"), "蓝牙耳机")
	s.Fill(s.say("English name"), "Earphones")
	s.Fill(s.say("Value"), "18.99")
	s.Fill(s.say("Line weight"), "0.110")
	s.Choose(s.say("Destroy"))
	s.click("Submit for shipment")
}
