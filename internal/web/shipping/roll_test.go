package shipping_test

import (
	"testing"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/testing/desk"
)

func TestARollIsMeasuredByItsLengthAndDiameter(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := owner(t, d).Get(step1(o)).Submit(t, "Recalculate", "length", "85", "width", "9.5", "height", "", "roll", "yes").
		Has(t, 200, "Ø 9.5 × 85 cm").Lacks(t, "twice its diameter add up")
	if got := p.Field(t, "roll"); got != "yes" {
		t.Errorf("the tick is %q when the page is shown again", got)
	}
	p.Submit(t, "Recalculate", "width", "10").
		Has(t, 200, "The length of the roll and twice its diameter add up to 105 cm, the limit is 104 cm.").
		Submit(t, "Recalculate", "length", "").Has(t, 422, "Length: Fill in this field.")
}

func TestALogisticsOrderKeepsThatItIsARoll(t *testing.T) {
	d := desk.New(t)
	o := d.Place(t)
	p := draft(t, d, o, "weight", "0.25", "length", "85", "width", "9.5", "roll", "yes").Submit(t, submit).Has(t, 200, "created")
	made := d.OfOrder(t, o)
	if len(made) != 1 || made[0].Size != measure.RollOf(850, 95) {
		t.Errorf("%s: the logistics order is %+v", p.Path(), made)
	}
}
