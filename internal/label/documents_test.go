package label_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/label"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/testing/sample"
)

// desk is a store with some orders.
type desk struct {
	orders  map[order.ID]order.Order
	parcels []parcel.Parcel
}

func (d *desk) ForIDs(_ context.Context, _ account.StoreID, ids []order.ID) (map[order.ID]order.Order, error) {
	found := map[order.ID]order.Order{}
	for _, id := range ids {
		if o, known := d.orders[id]; known {
			found[id] = o
		}
	}
	return found, nil
}

func (d *desk) ForSKUs(context.Context, account.StoreID, []string) (map[string]product.Item, error) {
	return map[string]product.Item{"TWS-W": {NameCN: "蓝牙耳机"}}, nil
}

func (d *desk) Store(_ context.Context, id account.StoreID) (account.Store, error) {
	return account.Store{ID: id, Name: "Yiwu Bright Goods", Zone: "Asia/Shanghai"}, nil
}

// documents print what is about the orders of a desk.
func (d *desk) documents(t testing.TB) label.Documents {
	return label.Documents{
		Labels: label.Parcels{Printer: printer(t), Tariffs: shipped{}, Warehouses: shipped{}},
		Orders: d, Products: d, Stores: d, Clock: sample.NewClock(),
	}
}

// sent adds an order with a logistics order for a part of it: one of two earphones, and the cable.
func (d *desk) sent(change ...func(*order.Order, *parcel.Parcel)) parcel.Parcel {
	if d.orders == nil {
		d.orders = map[order.ID]order.Order{}
	}
	n := len(d.orders) + 1
	o := sample.Order(func(o *order.Order) { o.ID, o.Number = order.ID(n), order.Number(fmt.Sprintf("80123456789%05d", n)) })
	from, pickup := sample.Address(), sample.Pickup()
	p := parcel.Parcel{
		ID: parcel.ID(n), Store: o.Store, Order: o.ID, OrderNumber: o.Number, Number: parcel.NumberOf(int64(143017180000 + n)), Status: parcel.AwaitsWarehouse,
		Channel: channel.Premium, Category: channel.BuiltInBattery, Waybill: fmt.Sprintf("LP%012dCN", n), Warehouse: "YIWU", Declared: 240,
		Documents: parcel.Documents{From: from.Address, To: o.ShipTo, Pickup: pickup.Address}, CreatedAt: sample.Moment,
		Collection: parcel.Collection{Mode: parcel.DoorPickup},
		Goods: []parcel.Goods{
			{Line: 1, SKU: "TWS-W", Quantity: 1, NameEN: "Bluetooth earphones", NameCN: "蓝牙耳机", HSCode: "8518300000", Value: money.Of(450, money.USD), Weight: 62, Flags: parcel.Flags{Battery: true}},
			{Line: 2, SKU: "CAB-1", Quantity: 1, NameEN: "USB cable", NameCN: "数据线", Value: money.Of(150, money.USD), Weight: 40},
		},
	}
	for _, c := range change {
		c(&o, &p)
	}
	d.orders[o.ID] = o
	d.parcels = append(d.parcels, p)
	return p
}

// print is a document about all parcels of the desk.
func (d *desk) print(t testing.TB, k parcel.Paperwork) (path string) {
	t.Helper()
	pdf, problems, err := d.documents(t).Of(t.Context(), 1, k, d.parcels)
	if err != nil || len(problems) > 0 {
		t.Fatalf("%s: %v, %v", k, err, problems)
	}
	return keepPDF(t, pdf)
}

func keepPDF(t testing.TB, pdf []byte) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "document.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("LOOK"); keep != "" {
		os.WriteFile(filepath.Join(keep, strings.ReplaceAll(t.Name(), "/", "-")+".pdf"), pdf, 0o600)
	}
	return path
}

// said are the texts of the pages of a document.
func said(t *testing.T, path string) []string {
	t.Helper()
	texts := strings.Split(tool(t, "pdftotext", "-layout", path, "-"), "\f")
	return texts[:len(texts)-1]
}

func mention(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
			t.Errorf("it lacks %q:\n%s", want, text)
		}
	}
}

func TestAPackingSlipSaysWhatIsInTheParcel(t *testing.T) {
	d := &desk{}
	d.sent(func(o *order.Order, _ *parcel.Parcel) { o.Note = "Please wrap it as a gift" })
	pages := said(t, d.print(t, parcel.PackingSlips))
	if len(pages) != 1 {
		t.Fatalf("%d pages", len(pages))
	}
	mention(t, pages[0], "PACKING SLIP", "Yiwu Bright Goods", "María Núñez", "Calle de Alcalá 12, 3º B", "SPAIN", "8012345678900001", "LP00143017180001",
		"2026-11-19", "TWS Earphones Bluetooth 5.3", "Colour: White", "蓝牙耳机", "TWS-W", "USB-C cable 1 m", "数据线", "Pieces in this parcel 2",
		"The rest of your order comes in another parcel", "Please wrap it as a gift", "Page 1 of 1")
	for _, secret := range []string{"12.99", "4.50", "$"} {
		if strings.Contains(pages[0], secret) {
			t.Errorf("it tells a price: %s", secret)
		}
	}
}

func TestAPickListAddsUpGoodsAndNamesTheirOrders(t *testing.T) {
	d := &desk{}
	for range 3 {
		d.sent()
	}
	d.sent(func(_ *order.Order, p *parcel.Parcel) { p.Goods = p.Goods[:1]; p.Goods[0].Quantity = 2 })
	text := said(t, d.print(t, parcel.PickList))[0]
	mention(t, text, "PICK LIST 拣货单", "SKU: 2 · Pieces 件数: 8 · Orders 订单: 4 · Parcels 包裹: 4",
		"8012345678900001 x 1 8012345678900002 x 1 8012345678900003 x 1 8012345678900004 x 2")
	if strings.Index(text, "CAB-1") > strings.Index(text, "TWS-W") {
		t.Error("the SKUs are in another order")
	}
}

func TestAHandOverListIsForOneWarehouseAndOneWay(t *testing.T) {
	d := &desk{}
	d.sent()
	d.sent(func(_ *order.Order, p *parcel.Parcel) {
		p.Collection = parcel.Collection{Mode: parcel.Domestic, Company: "SF", Number: "SF1234567890123"}
	})
	d.sent()
	directory, err := shipped{}.Directory(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	w := directory.Warehouses(channel.Standard)[0]
	d.sent(func(_ *order.Order, p *parcel.Parcel) { p.Warehouse, p.Channel = w.Code, channel.Standard })
	pages := said(t, d.print(t, parcel.HandOverList))
	if len(pages) != 3 {
		t.Fatalf("%d pages", len(pages))
	}
	mention(t, pages[0], w.NameCN, w.Contact.Phone, "Parcels 包裹: 1", "LP00143017180004")
	mention(t, pages[1], "LP00143017180001", "LP00143017180003", "0.480", "Parcels 包裹: 2", "浙江省金华市义乌市稠州北路88号3楼", "Received by 收件人")
	mention(t, pages[2], "LP00143017180002", "SF1234567890123", "Page 1 of 1")
}

func TestACommercialInvoiceComesInThreeCopies(t *testing.T) {
	d := &desk{}
	d.sent(func(_ *order.Order, p *parcel.Parcel) {
		p.Goods[1].Quantity, p.Goods[1].Value = 3, money.Of(1000, money.USD)
	})
	pages := said(t, d.print(t, parcel.Invoices))
	if len(pages) != label.InvoiceCopies {
		t.Fatalf("%d pages", len(pages))
	}
	for i, text := range pages {
		mention(t, text, "COMMERCIAL INVOICE", fmt.Sprintf("Copy %d of 3", i+1), "Li Wei", "No. 88 Chouzhou North Road", "María Núñez", "Calle de Alcalá 12",
			"LP000000000001CN", "8518300000", "CN", "Reason for export: Sale of goods", "Gross weight 0.240 kg", "2026-11-20", "Currency: USD",
			"1 Bluetooth earphones", "4.50 4.50", "2 0.026 3.33 6.66", "1 0.014 3.34 3.34", "US $ 14.50")
	}
}

func TestAnInvoiceInYuanIsRefused(t *testing.T) {
	d := &desk{}
	d.sent(func(_ *order.Order, p *parcel.Parcel) { p.Goods[0].Value = money.Of(450, money.CNY) })
	pdf, problems, err := d.documents(t).Of(t.Context(), 1, parcel.Invoices, d.parcels)
	if err != nil || pdf != nil || !errors.Is(problems[1], label.ErrCurrency) {
		t.Errorf("%d bytes, %v, %v", len(pdf), problems, err)
	}
}

func TestAnOrderHasItsPapersBeforeItHasALogisticsOrder(t *testing.T) {
	d := &desk{}
	d.sent()
	o := d.orders[1]
	o.Lines[1].Refunded = 1
	for _, k := range []parcel.Paperwork{parcel.PackingSlips, parcel.PickList} {
		pdf, err := d.documents(t).OfOrder(t.Context(), k, o)
		if err != nil {
			t.Fatal(k, err)
		}
		text := said(t, keepPDF(t, pdf))[0]
		mention(t, text, string(o.Number), "TWS Earphones Bluetooth 5.3", "蓝牙耳机")
		if strings.Contains(text, "CAB-1") {
			t.Errorf("the %s has what was refunded", k)
		}
	}
	o.Lines[0].Refunded = 2
	if _, err := d.documents(t).OfOrder(t.Context(), parcel.PickList, o); !errors.Is(err, parcel.ErrNoPieces) {
		t.Errorf("an order of which all was refunded: %v", err)
	}
}

// long is an order whose texts have the most that an import may bring.
func long(o *order.Order, p *parcel.Parcel) {
	o.Lines = nil
	p.Goods = nil
	p.Documents.To = recipients["long"].Address
	o.Note = strings.Repeat("Оставьте, пожалуйста, у соседей. ", 20)
	for i := range 60 {
		o.Lines = append(o.Lines, order.Line{
			ID: order.LineID(i + 1), Number: i + 1, Title: strings.Repeat("Very long title of an article for everybody ", 8), Attributes: "Colour: " + strings.Repeat("Glänzend-Weiß ", 9),
			SKU: fmt.Sprintf("SKU-%d-%s", i, strings.Repeat("ABCDEFGHIJ", 8)), Quantity: 3,
		})
		p.Goods = append(p.Goods, parcel.Goods{
			Line: order.LineID(i + 1), SKU: o.Lines[i].SKU, Quantity: 3, NameEN: strings.Repeat("Article ", 7), NameCN: strings.Repeat("货", 20),
			HSCode: "8518300000", Value: money.Of(1000, money.USD), Weight: 100,
		})
	}
}

func TestLongDocumentsGoOnOverPages(t *testing.T) {
	for _, k := range parcel.AllPaperwork {
		t.Run(string(k), func(t *testing.T) {
			d := &desk{}
			d.sent(long)
			if k == parcel.HandOverList {
				for range 200 {
					d.sent()
				}
			}
			pages := said(t, d.print(t, k))
			if len(pages) < 3 {
				t.Fatalf("%d pages", len(pages))
			}
			for i, text := range pages[:3] {
				if k != parcel.Invoices {
					mention(t, text, fmt.Sprintf("Page %d of %d", i+1, len(pages)))
				}
			}
		})
	}
}

// world are parcels to all destinations in all scripts.
func worldwide() *desk {
	d := &desk{}
	for i, to := range destinations {
		s := scripts[i%len(scripts)]
		d.sent(func(o *order.Order, p *parcel.Parcel) {
			p.Documents.To.Country, p.Documents.To.Name, p.Documents.To.Street = to, s.buyer, s.street
			o.Note, o.Lines[0].Title = s.street, s.buyer
		})
	}
	return d
}

func TestDocumentsToFortyCountriesAreReadBack(t *testing.T) {
	d := worldwide()
	for _, k := range []parcel.Paperwork{parcel.PackingSlips, parcel.Invoices} {
		path := d.print(t, k)
		copies := map[parcel.Paperwork]int{parcel.PackingSlips: 1, parcel.Invoices: label.InvoiceCopies}[k]
		pages := said(t, path)
		if len(pages) != copies*len(destinations) {
			t.Fatalf("%s has %d pages", k, len(pages))
		}
		for i, text := range pages {
			p := d.parcels[i/copies]
			country := p.Documents.To.Country
			mention(t, text, scripts[i/copies%len(scripts)].printed, string(p.Number), string(p.OrderNumber), upper(t, country))
		}
	}
}

// upper is the name of a country as addresses show it.
func upper(t *testing.T, c place.Country) string {
	t.Helper()
	return strings.ToUpper(saying(t, func(p *parcel.Parcel) { p.Documents.To.Country = c }).To.Country.English)
}

func TestAScannerReadsTheNumbersOnDocuments(t *testing.T) {
	d := &desk{}
	d.sent()
	for k, want := range map[parcel.Paperwork][]string{
		parcel.PackingSlips: {"LP00143017180001"}, parcel.Invoices: {"LP000000000001CN", "LP000000000001CN", "LP000000000001CN"},
	} {
		base := filepath.Join(t.TempDir(), "page")
		tool(t, "pdftoppm", "-r", "203", "-gray", d.print(t, k), base)
		files, err := filepath.Glob(base + "-*.pgm")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, zbar(t, files...)); diff != "" {
			t.Errorf("read from the %s (-want +got):\n%s", k, diff)
		}
	}
}

func TestTheSameDocumentsAreTheSameBytes(t *testing.T) {
	d := worldwide()
	for _, k := range parcel.AllPaperwork {
		first, _, err := d.documents(t).Of(t.Context(), 1, k, d.parcels)
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := d.documents(t).Of(t.Context(), 1, k, d.parcels)
		if err != nil || !bytes.Equal(first, again) {
			t.Errorf("%s differs, %v", k, err)
		}
	}
}

func TestThePiecesOfAPopularArticleGoOnWithItsName(t *testing.T) {
	d := &desk{}
	for range 500 {
		d.sent(func(_ *order.Order, p *parcel.Parcel) { p.Goods = p.Goods[:1] })
	}
	pages := said(t, d.print(t, parcel.PickList))
	if len(pages) != 2 {
		t.Fatalf("%d pages", len(pages))
	}
	mention(t, pages[0], "Pieces 件数: 500")
	mention(t, pages[1], "TWS-W (continued 续)", "8012345678900500 x 1")
}
