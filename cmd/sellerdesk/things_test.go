package main

import (
	"fmt"
	"strings"

	"sellerdesk/internal/batch"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/message"
	"sellerdesk/internal/money"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/shiprule"
	"sellerdesk/views/link"
)

// kind is a kind of thing that belongs to a store.
type kind string

// The kinds that addresses name.
const (
	nothing     kind = ""
	anOrder     kind = "order"
	aShipped    kind = "order with a logistics order"
	aParcel     kind = "logistics order"
	aDue        kind = "logistics order with freight due"
	anExpress   kind = "logistics order of an express channel"
	aPayment    kind = "payment"
	aBill       kind = "request for a payment"
	anAgreement kind = "request for an agreement"
	aSKU        kind = "SKU"
	anEntry     kind = "address"
	aThread     kind = "thread"
	aStore      kind = "store"
	anUpload    kind = "upload"

	anOrderTable kind = "order table"
	aPrice       kind = "offline price"
	aRule        kind = "shipping rule"
	aTable       kind = "price table"
	aVersion     kind = "tariff version"
	aSelection   kind = "selection"
	aJob         kind = "job"
)

// things makes one of each kind in a store.
func (s stock) things() map[kind]string {
	s.t.Helper()
	free, shipped, paid := s.place(1), s.place(2), s.place(3)
	first, due := s.ship(shipped), s.charged(s.place(4))
	p, bill, err := s.paying.Start(s.ctx, s.store, s.by, []parcel.Number{s.charged(paid).Number}, paying.Methods[0])
	s.must(err)
	o, err := s.orders.Get(s.ctx, s.store, free)
	s.must(err)
	thread, err := s.messages.Post(s.ctx, message.Draft{Store: s.store, Order: o.ID, Buyer: o.Buyer.Name, Sender: message.Buyer, Body: "Hello"})
	s.must(err)
	agreement, err := s.paying.Bind(s.ctx, s.store, s.by, paying.Methods[0])
	s.must(err)
	entries, err := s.book.List(s.ctx, s.store)
	s.must(err)
	upload, err := s.imports.Upload(s.ctx, s.store, s.by, "orders.csv", []byte(typedOrders))
	s.must(err)
	price := offline.Price{Store: s.store, Carrier: "Own", UpTo: 2000, From: 1, PerKilo: money.Of(5000, money.CNY), Fee: money.Of(0, money.CNY)}
	s.must(s.offline.Save(s.ctx, s.by, price))
	prices, err := s.lists.List(s.ctx, s.store)
	s.must(err)
	priceTable, err := s.prices.Upload(s.ctx, s.store, s.by, "prices.csv", []byte(typedPrices))
	s.must(err)
	version := s.versionToCome()
	mine := batch.Whose{Store: s.store, Person: s.by, List: batch.ParcelList}
	_, err = s.batch.Tick(s.ctx, mine, []string{string(first.Number)}, []string{string(first.Number)})
	s.must(err)
	selection, err := s.batch.Mine(s.ctx, mine)
	s.must(err)
	printed, err := s.batch.StartLabels(s.ctx, s.by, selection, batch.LabelOptions{Start: 1})
	s.must(err)
	s.must(s.jobs.All(s.ctx))
	return map[kind]string{
		aSelection: fmt.Sprint(selection.ID), aJob: fmt.Sprint(printed),
		aTable: fmt.Sprint(priceTable), aVersion: version, aRule: s.lastRule(),
		aPrice:   fmt.Sprint(prices[0].ID),
		anUpload: fmt.Sprint(upload), anOrderTable: fmt.Sprint(s.uploadTable()),
		anExpress: string(s.shipBy(channel.Premium, s.place(5)).Number),
		anOrder:   string(free), aShipped: string(shipped), aParcel: string(first.Number), aDue: string(due.Number),
		anAgreement: strings.TrimPrefix(agreement, link.RehearsalCashier()+"?"),
		aBill:       strings.TrimPrefix(bill, link.RehearsalCashier()+"?"),
		aPayment:    string(p.Number), aSKU: s.sku(), anEntry: fmt.Sprint(entries[0].ID), aThread: fmt.Sprint(thread), aStore: fmt.Sprint(s.store),
	}
}

// versionToCome adds as many exchange rates as the store's id, and returns the number of
// the last: so many the stores before it do not have.
func (s stock) versionToCome() (number string) {
	s.t.Helper()
	for i := range s.store {
		made, err := s.prices.AddRate(s.ctx, s.store, s.by, money.Rate(70000+i), "2126-11-20", "bank")
		s.must(err)
		number = made.Number
	}
	return number
}

// lastRule adds as many rules as the store's id, and returns the number of the last:
// so many the stores before it do not have.
func (s stock) lastRule() (number string) {
	s.t.Helper()
	for i := range int(s.store) {
		r := shiprule.Rule{WeightFrom: measure.Weight(i + 1), Channel: channel.ChinaPostRegistered}
		s.must(s.rules.Add(s.ctx, shiprule.Change{Store: s.store, By: s.by, Version: i}, r))
		number = fmt.Sprint(i + 1)
	}
	return number
}
