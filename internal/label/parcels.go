package label

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strconv"

	"golang.org/x/text/language"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// Tariffs know channels and how labels name countries.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Warehouses know where parcels are received.
type Warehouses interface {
	Directory(ctx context.Context, store account.StoreID) (*warehouse.Directory, error)
}

// Parcels prints the labels of logistics orders.
type Parcels struct {
	Printer    *Printer
	Tariffs    Tariffs
	Warehouses Warehouses
}

// PDF returns the label of a logistics order as a document on a paper, on a
// divided sheet in a position; parcel.ErrNoLabel while it has no waybill number.
// The same logistics order makes the same bytes.
func (l Parcels) PDF(ctx context.Context, p parcel.Parcel, on parcel.Paper, position int) ([]byte, error) {
	return l.paint(ctx, p, func(w io.Writer, c Content) error { return l.Printer.PDF(w, on, position, c) })
}

// PNG returns the label of a logistics order as a picture; parcel.ErrNoLabel while it has no waybill number.
func (l Parcels) PNG(ctx context.Context, p parcel.Parcel) ([]byte, error) {
	return l.paint(ctx, p, l.Printer.PNG)
}

// ZPL returns the label of a logistics order for a thermal printer; parcel.ErrNoLabel while it has no waybill number.
func (l Parcels) ZPL(ctx context.Context, p parcel.Parcel) ([]byte, error) {
	return l.paint(ctx, p, func(w io.Writer, c Content) error { return l.Printer.ZPL(w, c) })
}

func (l Parcels) paint(ctx context.Context, p parcel.Parcel, painter func(io.Writer, Content) error) ([]byte, error) {
	c, err := l.printable(ctx, p)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := painter(&b, c); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// printable is what the label of a logistics order says, if it has one.
func (l Parcels) printable(ctx context.Context, p parcel.Parcel) (Content, error) {
	if !p.HasLabel() {
		return Content{}, parcel.ErrNoLabel
	}
	return l.Content(ctx, p)
}

// Content returns what the label of a logistics order says, as it was settled at Submit.
func (l Parcels) Content(ctx context.Context, p parcel.Parcel) (Content, error) {
	tariffs, err := l.Tariffs.Snapshot(ctx, p.Store)
	if err != nil {
		return Content{}, err
	}
	day := channel.DateOf(p.CreatedAt)
	ch, err := tariffs.Channel(p.Channel, day)
	if err != nil {
		return Content{}, err
	}
	to := tariffs.Country(p.Documents.To.Country)
	c := Content{
		Format: formatOf(ch.Label), Channel: string(p.Channel), Service: Names{ch.NameEN, ch.NameCN},
		Registered: ch.Tracking == channel.FullTracking,
		Waybill:    p.Waybill, LP: string(p.Number), Order: string(p.OrderNumber),
		Sort: to.SortCode(), Zone: zone(ch, to), Sorting: p.SortingCode,
		From:  Party{p.Documents.From, countryNames(tariffs.Country(p.Documents.From.Country))},
		To:    Party{p.Documents.To, countryNames(to)},
		Gross: p.Declared, Goods: categoryWords(p.Category), Date: string(day), Void: !p.Open(),
	}
	c.Separate = chinaPost(ch) && p.Open() && slices.Contains(separateDeclaration, to.Country)
	c.declare(p.Goods)
	return c, l.receive(ctx, p, &c)
}

// declare states the goods: what is in the parcel, and what to pack into it.
func (c *Content) declare(goods []parcel.Goods) {
	c.Total = money.Of(0, money.USD)
	for _, g := range goods {
		c.Items = append(c.Items, Item{Names{g.NameEN, g.NameCN}, g.Quantity, g.HSCode, g.Weight, g.Value})
		c.Picks = append(c.Picks, Pick{g.SKU, g.Quantity})
		c.Total.Minor += g.Value.Minor
		c.Battery = c.Battery || g.Battery || g.OnlyBattery
	}
}

// receive names the warehouse; one that is not in the directory any more is its code.
func (l Parcels) receive(ctx context.Context, p parcel.Parcel, c *Content) error {
	directory, err := l.Warehouses.Directory(ctx, p.Store)
	if err != nil {
		return err
	}
	c.Warehouse = p.Warehouse
	w, err := directory.Warehouse(p.Warehouse)
	switch {
	case err == nil:
		c.Warehouse = w.NameCN
	case errs.KindOf(err) != errs.NotFound:
		return err
	}
	if p.Undeliverable == parcel.Return {
		c.ReturnUnit = c.Warehouse
	}
	return nil
}

func formatOf(f channel.LabelFormat) Format {
	if f == channel.ChinaPost100x100 {
		return Square
	}
	return Tall
}

// zone is China Post's price zone of the country; other channels have none.
func zone(ch channel.Channel, to channel.LabelCountry) string {
	n := 0
	switch ch.Code {
	case channel.ChinaPostRegistered:
		n = to.RegisteredZone
	case channel.ChinaPostOrdinary:
		n = to.OrdinaryZone
	default:
	}
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// countryNames are the names labels print; a country that China Post's table lacks has its usual ones.
func countryNames(c channel.LabelCountry) Names {
	if c.NameEN != string(c.Country) {
		return Names{c.NameEN, c.NameCN}
	}
	return Names{c.Country.Name(language.English), c.Country.Name(language.SimplifiedChinese)}
}

// categoryWords name the goods category as the warehouse reads it.
func categoryWords(c channel.Category) string {
	return i18n.T(i18n.Chinese, c.Key()) + " " + i18n.T(i18n.English, c.Key())
}
