package orderimport_test

import (
	"testing"
	"time"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/place"
	"sellerdesk/internal/testing/sample"
)

func TestAnImportedOrderKnowsItsProducts(t *testing.T) {
	d := newDesk(t)
	d.sells("lb-003-hn", channel.NonLiquidCosmetics)
	d.imported(d.typed(nil, []string{"SKU", "PC-61-FG", "Quantity", "1", "Attributes", "Color:Green、Size:10:5"}))
	o := d.order("8012345678901234")
	first, second := o.Lines[0], o.Lines[1]
	if first.Variant == 0 || first.Category != channel.NonLiquidCosmetics || first.Attributes != "Flavor: Honey" || first.Price.Minor != 349 {
		t.Errorf("the first line is %+v", first)
	}
	if second.Variant != 0 || second.Category != channel.Ordinary || second.Attributes != "Color: Green · Size: 10:5" || second.SKU != "PC-61-FG" {
		t.Errorf("the second line is %+v", second)
	}
	if o.Category != channel.NonLiquidCosmetics || o.Channel != channel.EPacket || o.ToShip() != 3 {
		t.Errorf("category %s, channel %s, %d to ship", o.Category, o.Channel, o.ToShip())
	}
}

func TestOnlyWhatIsStillToBeShippedIsReserved(t *testing.T) {
	tests := []struct {
		status         string
		reserved, ship int
	}{
		{"PLACE_ORDER_SUCCESS", 0, 0},
		{"PAYMENT_PROCESSING", 0, 0},
		{"RISK_CONTROL", 2, 0},
		{"RISK_CONTROL_HOLD", 2, 0},
		{"WAIT_SELLER_EXAMINE_MONEY", 2, 0},
		{"WAIT_SELLER_SEND_GOODS", 2, 2},
		{"SELLER_PART_SEND_GOODS", 2, 2},
		{"IN_CANCEL", 2, 0},
		{"WAIT_BUYER_ACCEPT_GOODS", 0, 0},
		{"In dispute", 0, 0},
		{"Frozen", 2, 0},
		{"FUND_PROCESSING", 0, 0},
		{"Completed", 0, 0},
		{"Cancelled", 0, 0},
	}
	for _, tt := range tests {
		d := newDesk(t)
		d.sells("LB-003-HN", channel.Ordinary)
		o := d.one("Order status", tt.status)
		if d.kept("LB-003-HN") != tt.reserved || o.ToShip() != tt.ship {
			t.Errorf("%s: %d reserved, %d to ship, want %d and %d", tt.status, d.kept("LB-003-HN"), o.ToShip(), tt.reserved, tt.ship)
		}
	}
}

func TestTheTimeToShipIsThatOfTheFile(t *testing.T) {
	now := sample.Moment // 14:00 in the store's zone; the order was paid on 18 November at 9:25 there
	paid := time.Date(2026, 11, 18, 1, 25, 0, 0, time.UTC)
	tests := []struct {
		name   string
		change []string
		want   time.Time
	}{
		{"told", []string{"Ship by", "2026-11-23 10:00"}, time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)},
		{"what is left", []string{"Ship by", "2 days 3 hours"}, now.Add(51 * time.Hour)},
		{"not told", []string{"Ship by", ""}, paid.Add(order.ProcessingTime)},
		{"not told, and the usual time has passed", []string{"Ship by", "", "Payment time", "2026-11-01 09:25"}, time.Time{}},
		{"not told and never paid", []string{"Ship by", "", "Payment time", ""}, time.Time{}},
		{"passed", []string{"Ship by", "2026-11-19 10:00"}, time.Date(2026, 11, 19, 2, 0, 0, 0, time.UTC)},
		{"not paid yet", []string{"Order status", "Awaiting payment", "Payment time", ""}, time.Time{}},
		{"sent", []string{"Order status", "Shipped"}, time.Time{}},
		{"to be cancelled", []string{"Order status", "Cancellation requested"}, time.Time{}},
	}
	for _, tt := range tests {
		if o := newDesk(t).one(tt.change...); !o.ShipBy.Equal(tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, o.ShipBy, tt.want)
		}
	}
}

func TestWhatIsLeftCountsFromTheUploadNotFromTheImport(t *testing.T) {
	d := newDesk(t)
	id := d.typed([]string{"Ship by", "2 days"})
	d.Clock.Advance(24 * time.Hour)
	d.imported(id)
	if o := d.order("8012345678901234"); !o.ShipBy.Equal(sample.Moment.Add(48 * time.Hour)) {
		t.Errorf("to be shipped by %v", o.ShipBy)
	}
}

func TestACancellationStopsTheTimeToShip(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"2 days": 48 * time.Hour, "2026-11-19": 0, "": 7*24*time.Hour - (sample.Moment.Sub(time.Date(2026, 11, 18, 1, 25, 0, 0, time.UTC))),
	} {
		o := newDesk(t).one("Order status", "Cancellation requested", "Ship by", text)
		if o.ShipLeft != want || !o.Cancel.AskedAt.Equal(sample.Moment) || !o.ShipBy.IsZero() {
			t.Errorf("%q: %v left, asked %v, ship by %v", text, o.ShipLeft, o.Cancel.AskedAt, o.ShipBy)
		}
	}
	o := newDesk(t).one("Order status", "Cancellation requested", "Ship by", "", "Payment time", "")
	if o.ShipLeft != order.ProcessingTime {
		t.Errorf("without any time: %v left", o.ShipLeft)
	}
}

func TestAnEndedOrderKeepsHowItEnded(t *testing.T) {
	o := newDesk(t).one("Order status", "Completed", "Receipt time", "2026-11-19 10:00", "Shipping time", "2026-11-10 10:00")
	if o.Finish != order.Received || o.Finished.IsZero() || o.ShippedAt.IsZero() || o.Lines[0].Taken != 2 {
		t.Errorf("received: %+v", o)
	}
	o = newDesk(t).one("Order status", "Cancelled")
	if o.Finish != order.Cancelled || !o.Finished.IsZero() || o.Lines[0].Taken != 0 {
		t.Errorf("cancelled: %+v", o)
	}
}

func TestABuyerWithoutNameIsTheReceiver(t *testing.T) {
	if o := newDesk(t).one("Buyer name", ""); o.Buyer.Name != "Ann Lee" {
		t.Errorf("the buyer is %q", o.Buyer.Name)
	}
}

// Names that no label font has leave like any other.
func TestImportedOrdersAreShipped(t *testing.T) {
	d := newDesk(t)
	d.Ready(t)
	id := d.upload()
	d.imported(id)
	left := map[place.Country]string{"SA": "محمد عبد الله القحطاني", "IL": "נועה לוי", "JP": "高橋 美咲"}
	for _, c := range d.rows(id) {
		if c.Order == 0 || left[c.Country] == "" || c.Lines > 1 {
			continue
		}
		o := d.order(order.Number(c.Number))
		if o.Channel != channel.ChinaPostRegistered || o.ToShip() == 0 {
			continue
		}
		if p := d.Submitted(t, o); p.OrderNumber != o.Number || p.Buyer != left[c.Country] {
			t.Errorf("order %s is shipped as %+v", o.Number, p)
		}
		delete(left, c.Country)
	}
	if len(left) > 0 {
		t.Errorf("nothing is shipped to %v", left)
	}
}
