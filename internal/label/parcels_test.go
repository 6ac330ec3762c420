package label_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/label"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/tracking"
	"sellerdesk/internal/warehouse"
)

// shipped is the catalogue that ships with the program.
type shipped struct{}

var tariffs = sync.OnceValues(func() (*tariff.Snapshot, error) {
	d, err := catalogue.Tariffs()
	if err != nil {
		return nil, err
	}
	return tariff.NewSnapshot(d)
})

func (shipped) Snapshot(context.Context, account.StoreID) (*tariff.Snapshot, error) { return tariffs() }

var directory = sync.OnceValues(func() (*warehouse.Directory, error) {
	d, err := catalogue.Warehouses()
	if err != nil {
		return nil, err
	}
	return warehouse.NewDirectory(d)
})

func (shipped) Directory(context.Context, account.StoreID) (*warehouse.Directory, error) {
	return directory()
}

func saying(t *testing.T, change func(*parcel.Parcel)) label.Content {
	t.Helper()
	from := sample.Address()
	p := parcel.Parcel{
		Number: "LP00143017180001", OrderNumber: "8012345678901234", Channel: channel.ChinaPostRegistered, Category: channel.BuiltInBattery,
		Waybill: "RB123456785CN", SortingCode: "X1", Warehouse: "elsewhere", Declared: 240,
		Documents: parcel.Documents{From: from.Address, To: sample.Recipient()}, CreatedAt: sample.Moment,
		Goods: []parcel.Goods{
			{SKU: "TWS-W", Quantity: 2, NameEN: "Bluetooth earphones", NameCN: "蓝牙耳机", Value: money.Of(900, money.USD), Weight: 124, Flags: parcel.Flags{Battery: true}},
			{SKU: "CAB-1", Quantity: 1, NameEN: "USB cable", NameCN: "数据线", Value: money.Of(150, money.USD), Weight: 40},
		},
	}
	change(&p)
	c, err := label.Parcels{Tariffs: shipped{}, Warehouses: shipped{}}.Content(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestALabelSaysWhatWasSettledAtSubmit(t *testing.T) {
	got := saying(t, func(*parcel.Parcel) {})
	from := sample.Address()
	want := label.Content{
		Format: label.Square, Channel: "CPAM", Service: got.Service, Registered: true,
		Waybill: "RB123456785CN", LP: "LP00143017180001", Order: "8012345678901234",
		Sort: "ES27", Zone: got.Zone, Sorting: "X1", Warehouse: "elsewhere",
		From: label.Party{from.Address, got.From.Country}, To: label.Party{sample.Recipient(), got.To.Country},
		Items: []label.Item{
			{label.Names{"Bluetooth earphones", "蓝牙耳机"}, 2, "", 124, money.Of(900, money.USD)},
			{label.Names{"USB cable", "数据线"}, 1, "", 40, money.Of(150, money.USD)},
		},
		Gross: 240, Total: money.Of(1050, money.USD), Goods: got.Goods, Battery: true,
		Picks: []label.Pick{{"TWS-W", 2}, {"CAB-1", 1}}, Date: "2026-11-20",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.Zone == "" || got.To.Country.Chinese != "西班牙" || got.From.Country.Chinese != "中国" || got.Service.Chinese == "" || got.Goods == "" {
		t.Errorf("zone %q, countries %v and %v, service %v, goods %q", got.Zone, got.From.Country, got.To.Country, got.Service, got.Goods)
	}
}

func TestOnlyChinaPostLabelsHaveItsLayoutAndZones(t *testing.T) {
	other := saying(t, func(p *parcel.Parcel) { p.Channel = channel.Standard })
	if other.Format != label.Tall || other.Zone != "" {
		t.Errorf("format %s, zone %q", other.Format, other.Zone)
	}
	ordinary := saying(t, func(p *parcel.Parcel) { p.Channel, p.Documents.To.Country = channel.ChinaPostOrdinary, "RU" })
	if ordinary.Registered || ordinary.Sort != "RU21" || ordinary.Zone == "" {
		t.Errorf("registered %v, sort %s, zone %q", ordinary.Registered, ordinary.Sort, ordinary.Zone)
	}
}

func TestParcelsThatComeBackNameWhereTo(t *testing.T) {
	d, err := shipped{}.Directory(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	w := d.Warehouses(channel.Standard)[0]
	back := saying(t, func(p *parcel.Parcel) { p.Warehouse, p.Undeliverable = w.Code, parcel.Return })
	if back.Warehouse != w.NameCN || back.ReturnUnit != w.NameCN {
		t.Errorf("warehouse %q, return to %q", back.Warehouse, back.ReturnUnit)
	}
}

func TestACountryThatChinaPostDoesNotListHasItsUsualNames(t *testing.T) {
	c := saying(t, func(p *parcel.Parcel) { p.Documents.To.Country = "AQ" })
	if diff := cmp.Diff(label.Names{"Antarctica", "南极洲"}, c.To.Country); diff != "" || c.Sort != "AQ" {
		t.Errorf("sort %s %s", c.Sort, diff)
	}
}

func TestEveryChannelHasALabelThatCanBeMade(t *testing.T) {
	tariffs, err := shipped{}.Snapshot(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, ch := range tariffs.Channels(channel.DateOf(sample.Moment)) {
		n := carrier.NumbersOf(ch.Waybill)
		number, err := tracking.Make(n.Format, n.Prefix, n.Post, 1)
		if err != nil {
			t.Fatal(err)
		}
		c := saying(t, func(p *parcel.Parcel) { p.Channel, p.Waybill = ch.Code, number })
		if _, err := label.Layout(c); err != nil {
			t.Errorf("%s, %s: %v", ch.Code, number, err)
		}
	}
}

func TestThereIsNoLabelWithoutWaybillNumber(t *testing.T) {
	_, err := label.Parcels{}.PDF(t.Context(), parcel.Parcel{Declared: measure.Kilogram}, parcel.OwnSize, 1)
	if !errors.Is(err, parcel.ErrNoLabel) {
		t.Errorf("error = %v", err)
	}
}
