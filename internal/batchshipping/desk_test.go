package batchshipping_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/batchshipping"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/job"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/upload"
)

// desk is a bound store with an address book and cups, and its order tables.
type desk struct {
	*shop.Shop
	tables *batchshipping.Service
	t      *testing.T
	last   int
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	s := shop.New(t)
	d := &desk{Shop: s, t: t, tables: tablesOf(s)}
	s.Jobs.Works[job.Shipping] = d.tables.Work()
	a, err := s.Payments.Account(t.Context(), s.Store)
	d.must(err)
	a.Status, a.Kind, a.BoundAt = paying.Bound, paying.Alipay, sample.Moment
	d.must(s.Payments.SaveAccount(t.Context(), a))
	for _, k := range address.Kinds {
		_, err := s.Addresses.Save(t.Context(), s.Owner, address.Address{Store: s.Store, Kind: k, Preferred: true, Address: home(k)})
		d.must(err)
	}
	_, err = s.Products.Save(t.Context(), s.Owner, sample.Product(func(p *product.Product) {
		p.Store, p.Category = s.Store, channel.Ordinary
		p.Variants = []product.Variant{{SKU: "CUP-1", Stock: product.Stock{Known: true, OnHand: 100}, Weight: 90, Value: money.Of(250, money.USD), Size: measure.Size{Length: 120, Width: 90, Height: 90}}}
	}))
	d.must(err)
	return d
}

// tablesOf are the order tables of a shop.
func tablesOf(s *shop.Shop) *batchshipping.Service {
	words := batchshipping.Words(i18n.T)
	return &batchshipping.Service{
		Uploads: &upload.Service{Table: sheet.FormReader(batchshipping.IsHeader(words)), Records: s.Uploads.Records, Jobs: s.Jobs, Tx: s.DB},
		Orders:  s.Orders, Rules: sqlstore.NewShipRules(s.DB), Shipping: s.Shipping, Tariffs: shop.Tariffs{}, Clock: s.Clock, Words: words,
	}
}

// home is an address in Yiwu, where every channel collects.
func home(k address.Kind) place.Address {
	a := place.Address{
		Name: "李伟", Street: "稠州北路88号", District: "义乌市", City: "金华市", Province: "浙江省",
		Country: place.China, Postal: "322000", Mobile: "13800138000",
	}
	if k == address.Sender {
		a.Name, a.Street, a.District, a.City, a.Province = "Li Wei", "88 Chouzhou North Road", "Yiwu", "Jinhua", "Zhejiang"
	}
	return a
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// place puts an order of two cups to Moscow into the store.
func (d *desk) place(change ...func(*order.Order)) order.Order {
	d.t.Helper()
	d.last++
	o := sample.Order(func(o *order.Order) {
		o.Store, o.Number, o.Status = d.Store, order.Number(fmt.Sprintf("80%014d", d.last)), order.AwaitingShipment
		o.Buyer, o.Channel, o.Category = order.Buyer{Name: fmt.Sprint("Ivan ", d.last)}, channel.ChinaPostRegistered, channel.Ordinary
		o.ShipTo = place.Address{
			Name: "Ivan Petrov", Street: "ul. Lenina 1", City: "Moscow", Province: "Moscow", Country: "RU", Postal: "101000", Phone: "+74950000000",
		}
		o.Lines = []order.Line{{Number: 1, Title: "Cup", SKU: "CUP-1", Category: channel.Ordinary, Quantity: 2, Price: money.Of(600, money.USD)}}
	})
	for _, c := range change {
		c(&o)
	}
	id, err := d.Orders.Insert(d.t.Context(), o)
	d.must(err)
	o, err = d.Orders.ByID(d.t.Context(), d.Store, id)
	d.must(err)
	return o
}

// table is the order table of all that is to be shipped, in English.
func (d *desk) table(m batchshipping.Method) [][]string { return d.sheet(m, account.English).Rows }

func (d *desk) sheet(m batchshipping.Method, lang account.Language) upload.Sheet {
	d.t.Helper()
	numbers, _, err := d.tables.Find(d.t.Context(), batchshipping.Filter{Store: d.Store})
	d.must(err)
	s, err := d.tables.Export(d.t.Context(), d.Store, numbers, m, lang)
	d.must(err)
	return s
}

// column is the place of a column of a table.
func column(rows [][]string, c batchshipping.Column) int {
	return slices.IndexFunc(rows[0], func(text string) bool {
		return text == i18n.T(i18n.English, c.Key()) || text == i18n.T(i18n.Chinese, c.Key())
	})
}

func cell(rows [][]string, row int, c batchshipping.Column) string { return rows[row][column(rows, c)] }

func set(rows [][]string, row int, c batchshipping.Column, text string) {
	rows[row][column(rows, c)] = text
}

func csv(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sheet.WriteCSV(&out, sheet.Of("", rows)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func (d *desk) check(rows [][]string) []upload.Checked {
	d.t.Helper()
	c, err := d.tables.Check(d.t.Context(), d.Store, "orders.csv", csv(d.t, rows))
	d.must(err)
	return c.Rows
}

func (d *desk) upload(rows [][]string) upload.ID {
	d.t.Helper()
	id, err := d.tables.Upload(d.t.Context(), d.Store, d.Owner, "orders.csv", csv(d.t, rows))
	d.must(err)
	return id
}

// submit submits what waits of an upload, to its end.
func (d *desk) submit(id upload.ID) {
	d.t.Helper()
	j, err := d.tables.Start(d.t.Context(), d.Store, d.Owner, id, false)
	d.must(err)
	d.must(d.Jobs.Run(d.t.Context(), d.Store, j))
}

func (d *desk) results(id upload.ID) []upload.Checked {
	d.t.Helper()
	rows, err := d.Uploads.Records.All(d.t.Context(), d.Store, id)
	d.must(err)
	return rows
}

func (d *desk) parcels(o order.Order) []parcel.Parcel {
	d.t.Helper()
	all, err := d.Parcels.ForOrders(d.t.Context(), d.Store, []order.ID{o.ID})
	d.must(err)
	return all[o.ID]
}

// says are the sentences about an order, in English.
func says(c upload.Checked) string {
	text := string(c.Verdict)
	for _, n := range c.Notes {
		text += fmt.Sprintf("; %d %s: %s", n.Row, n.Column, i18n.Problem(i18n.English, n.Text.Problem()))
	}
	return text
}
