package shipping_test

import (
	"fmt"
	"testing"

	"sellerdesk/internal/address"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/testing/sample"
)

func TestANewTariffIsToldOnStep1WithOldAndNewPrices(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d).Get(step1(o)).Has(t, 200, "CN¥30.42").Lacks(t, "Prices have changed")
	d.Tariffs = desk.Dearer{}
	p = p.Submit(t, "Recalculate").Has(t, 200, "Prices have changed since the page was shown:",
		"China Post Registered Air Mail: was CN¥30.42, is now CN¥31.42.")
	p = p.Submit(t, "Recalculate").Has(t, 200, "CN¥31.42").Lacks(t, "Prices have changed")
	p.Submit(t, "Recalculate", "weight", "0.3").Has(t, 200).Lacks(t, "Prices have changed")
}

func TestANewTariffIsToldOnTheWayToStep2(t *testing.T) {
	d := desk.New(t)
	p := owner(t, d).Get(step1(d.Place(t)))
	d.Tariffs = desk.Dearer{}
	p = p.Submit(t, next).Has(t, 200, "Create Logistics Order", "Changed since the page was shown:",
		"Estimated shipping cost: was CN¥30.42, is now CN¥31.42.", "Tariff later")
	p.Submit(t, submit).Has(t, 200, "created")
}

func TestANewTariffIsToldOnStep2(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := draft(t, d, o)
	d.Tariffs = desk.Dearer{}
	looked := p.Submit(t, "Check again").Has(t, 200, "Changed since the page was shown:", "was CN¥30.42, is now CN¥31.42.", "is now later.")
	looked.Submit(t, "Check again").Has(t, 200).Lacks(t, "Changed since")
	refused := p.Submit(t, submit).Has(t, 409, "Something changed since the page was shown.", "was CN¥30.42, is now CN¥31.42.").Lacks(t, "Changed since")
	if parcels(t, d, o) != 0 {
		t.Error("a logistics order was made")
	}
	refused.Submit(t, submit).Has(t, 200, "created")
}

func TestAScriptIsToldOfNewPricesAndKeepsTheAddressShort(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	b := owner(t, d)
	seen := b.Get(step1(o)).Field(t, "seen")
	d.Tariffs = desk.Dearer{}
	p := b.AsHTMX("plans").Get(step1(o, "weight", "0.19", "seen", seen)).Has(t, 200, "was CN¥30.42, is now CN¥31.42.").Lacks(t, "<html")
	if got := p.Header.Get("HX-Replace-Url"); got != step1(o, "weight", "0.19") {
		t.Errorf("the address becomes %s", got)
	}
}

func TestAnotherWarehouseIsToldByItsName(t *testing.T) {
	d := desk.New(t)
	id, err := d.Book.Insert(t.Context(), sample.Pickup(func(a *address.Address) {
		a.Store, a.Preferred, a.Street, a.District, a.City, a.Province = d.Store, false, "人民路1号", "", "玉树市", "青海省"
	}))
	if err != nil {
		t.Fatal(err)
	}
	o := d.Place(t)
	far := []string{"pickup", fmt.Sprint(id), "collection", "self_send"}
	told := "Warehouse: was China Post Yiwu, is now China Post"
	draft(t, d, o).Submit(t, "Check again", far...).Has(t, 200, "Changed since the page was shown:", told).Lacks(t, "CPAM_WLB")
	draft(t, d, o).Submit(t, submit, far...).Has(t, 409, "Something changed since the page was shown.", told).Lacks(t, "is now CPAM_WLB")
}
