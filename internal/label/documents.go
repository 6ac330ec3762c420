package label

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// Documents prints the papers that go with parcels: packing slips, pick lists,
// hand-over lists and commercial invoices, on A4.
type Documents struct {
	Labels Parcels
	Orders interface {
		ForIDs(ctx context.Context, store account.StoreID, ids []order.ID) (map[order.ID]order.Order, error)
	}
	Products interface {
		ForSKUs(ctx context.Context, store account.StoreID, skus []string) (map[string]product.Item, error)
	}
	Stores interface {
		Store(ctx context.Context, id account.StoreID) (account.Store, error)
	}
	Clock account.Clock
}

// Of prints a document about parcels of a store, in their order. A parcel that
// is not among such paperwork, or whose part cannot be made, is left out and
// stands among the problems; without any part there is no document. The same parcels at the same moment make the same bytes.
func (d Documents) Of(ctx context.Context, store account.StoreID, k parcel.Paperwork, parcels []parcel.Parcel) (pdf []byte, problems map[parcel.ID]error, err error) {
	p, err := d.papers(ctx, store, parcels)
	if err != nil {
		return nil, nil, err
	}
	p.leaveOut(k)
	switch k {
	case parcel.PackingSlips:
		err = p.each(ctx, p.slip)
	case parcel.Invoices:
		err = p.each(ctx, p.invoice)
	case parcel.PickList:
		err = p.whole(func() ([]Sheet, error) { return PickList(p.picking()) })
	case parcel.HandOverList:
		err = p.whole(func() ([]Sheet, error) { return p.handOver() })
	}
	if err != nil || len(p.sheets) == 0 {
		return nil, p.problems, err
	}
	pdf, err = d.print(p.sheets)
	return pdf, p.problems, err
}

// OfOrder prints the packing slip or the pick list of all that is shipped for an
// order, whether or not it has logistics orders yet; parcel.ErrNoPieces when nothing is.
func (d Documents) OfOrder(ctx context.Context, k parcel.Paperwork, o order.Order) ([]byte, error) {
	p, err := d.papers(ctx, o.Store, nil)
	if err != nil {
		return nil, err
	}
	if !packable(k, o.Status) {
		return nil, parcel.ErrNoPieces
	}
	lines, err := d.shipped(ctx, o)
	if err != nil {
		return nil, err
	}
	sheets, err := p.ofOrder(k, o, lines)
	if err != nil {
		return nil, err
	}
	return d.print(sheets)
}

// packable reports whether a document tells people to pack in this state of the order: one
// that is not paid for yet or is being cancelled must not be shipped, and what has arrived
// is not picked again.
func packable(k parcel.Paperwork, s order.Status) bool {
	switch s {
	case order.AwaitingPayment, order.PaymentProcessing, order.RiskControl, order.RiskHold, order.AmountToConfirm, order.InCancel:
		return false
	case order.FundProcessing, order.Finished:
		return k != parcel.PickList
	case order.AwaitingShipment, order.PartiallyShipped, order.AwaitingReceipt:
	}
	return true
}

// shipped are the lines of an order without what was refunded.
func (d Documents) shipped(ctx context.Context, o order.Order) (lines []SlipLine, err error) {
	var skus []string
	for _, l := range o.Lines {
		skus = append(skus, l.SKU)
	}
	items, err := d.Products.ForSKUs(ctx, o.Store, skus)
	for _, l := range o.Lines {
		if left := l.Quantity - l.Refunded; left > 0 {
			lines = append(lines, SlipLine{SKU: l.SKU, Title: l.Title, Attributes: l.Attributes, Chinese: items[l.SKU].NameCN, Quantity: left, Ordered: left})
		}
	}
	if err == nil && (len(lines) == 0 || o.Status == order.Finished && o.Finish != order.Received) {
		err = parcel.ErrNoPieces
	}
	return lines, err
}

func (p *papers) ofOrder(k parcel.Paperwork, o order.Order, lines []SlipLine) ([]Sheet, error) {
	switch k {
	case parcel.PackingSlips:
		return PackingSlip(Slip{Store: p.shop.Name, Order: string(o.Number), Ordered: p.day(o.PlacedAt), To: p.party(o.ShipTo), Note: o.Note, Lines: lines})
	case parcel.PickList:
		picking := Picking{Store: p.shop.Name, At: p.at}
		for _, l := range lines {
			picking.Lines = append(picking.Lines, PickLine{l.SKU, l.Title, l.Attributes, l.Chinese, string(o.Number), l.Quantity})
		}
		return PickList(picking)
	case parcel.Invoices, parcel.HandOverList:
	}
	return nil, parcel.ErrPaperwork
}

func (d Documents) print(sheets []Sheet) ([]byte, error) {
	var b bytes.Buffer
	if err := d.Labels.Printer.document(&b, sheets, rolls(parcel.OwnSize)); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// papers is a document about some parcels being made.
type papers struct {
	Documents
	shop      account.Store
	at        string // now, by the store's clock
	parcels   []parcel.Parcel
	orders    map[order.ID]order.Order
	tariffs   *tariff.Snapshot
	directory *warehouse.Directory
	sheets    []Sheet
	problems  map[parcel.ID]error
}

// ordersAtOnce is how many orders are read by one statement.
const ordersAtOnce = 500

func (d Documents) papers(ctx context.Context, store account.StoreID, parcels []parcel.Parcel) (*papers, error) {
	p := &papers{Documents: d, parcels: parcels, orders: map[order.ID]order.Order{}, problems: map[parcel.ID]error{}}
	var err error
	if p.shop, err = d.Stores.Store(ctx, store); err != nil {
		return nil, err
	}
	p.at = d.Clock.Now(store).In(p.shop.Location()).Format("2006-01-02 15:04")
	for part := range slices.Chunk(parcels, ordersAtOnce) {
		ids := make([]order.ID, len(part))
		for i, one := range part {
			ids[i] = one.Order
		}
		some, err := d.Orders.ForIDs(ctx, store, ids)
		if err != nil {
			return nil, err
		}
		maps.Copy(p.orders, some)
	}
	if p.tariffs, err = d.Labels.Tariffs.Snapshot(ctx, store); err != nil {
		return nil, err
	}
	p.directory, err = d.Labels.Warehouses.Directory(ctx, store)
	return p, err
}

// leaveOut takes out the parcels that are not among paperwork of a kind.
func (p *papers) leaveOut(k parcel.Paperwork) {
	p.parcels = slices.DeleteFunc(slices.Clone(p.parcels), func(one parcel.Parcel) bool {
		ch, err := p.tariffs.Channel(one.Channel, channel.DateOf(one.CreatedAt))
		if err != nil {
			ch.Code = one.Channel
		}
		why := k.Obstacle(one, ch)
		if why != nil {
			p.problems[one.ID] = why
		}
		return why != nil
	})
}

// day is the day of a moment in the store's zone.
func (p *papers) day(at time.Time) string { return at.In(p.shop.Location()).Format(time.DateOnly) }

func (p *papers) party(a place.Address) Party {
	return Party{a, countryNames(p.tariffs.Country(a.Country))}
}

// each arranges a part of its own for every parcel.
func (p *papers) each(ctx context.Context, part func(context.Context, parcel.Parcel) ([]Sheet, error)) error {
	for _, one := range p.parcels {
		some, err := part(ctx, one)
		var known *errs.Error
		switch {
		case errors.As(err, &known):
			p.problems[one.ID] = known
		case err != nil:
			return fmt.Errorf("document of %s: %w", one.Number, err)
		}
		p.sheets = append(p.sheets, some...)
	}
	return nil
}

// whole arranges one document about all parcels.
func (p *papers) whole(arrange func() ([]Sheet, error)) (err error) {
	if len(p.parcels) > 0 {
		p.sheets, err = arrange()
	}
	return err
}

func (p *papers) slip(ctx context.Context, one parcel.Parcel) ([]Sheet, error) {
	c, err := p.Labels.Content(ctx, one)
	if err != nil {
		return nil, err
	}
	o := p.orders[one.Order]
	s := Slip{
		Store: p.shop.Name, Order: string(one.OrderNumber), Ordered: p.day(o.PlacedAt), LP: string(one.Number), Waybill: one.Waybill,
		Service: c.Service.English, To: c.To, Note: o.Note,
	}
	for _, g := range one.Goods {
		title, attributes, ordered := describe(o, g)
		s.Lines = append(s.Lines, SlipLine{SKU: g.SKU, Title: title, Attributes: attributes, Chinese: g.NameCN, Quantity: g.Quantity, Ordered: ordered})
	}
	return PackingSlip(s)
}

// describe is what an order says about goods in a parcel, and how many of them it has in all.
func describe(o order.Order, g parcel.Goods) (title, attributes string, ordered int) {
	l, known := o.Line(g.Line)
	if !known {
		return g.NameEN, "", g.Quantity
	}
	return l.Title, l.Attributes, l.Quantity - l.Refunded
}

func (p *papers) invoice(ctx context.Context, one parcel.Parcel) ([]Sheet, error) {
	c, err := p.Labels.printable(ctx, one)
	if err != nil {
		return nil, err
	}
	c.Date = p.day(one.CreatedAt)
	return CommercialInvoice(c)
}

func (p *papers) picking() Picking {
	picking := Picking{Store: p.shop.Name, At: p.at, Parcels: len(p.parcels)}
	for _, one := range p.parcels {
		for _, g := range one.Goods {
			title, attributes, _ := describe(p.orders[one.Order], g)
			picking.Lines = append(picking.Lines, PickLine{g.SKU, title, attributes, g.NameCN, string(one.OrderNumber), g.Quantity})
		}
	}
	return picking
}
