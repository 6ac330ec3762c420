package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/url"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/market"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
)

// shop is a store while its demo is made.
type shop struct {
	Services
	store     account.StoreID
	people    map[account.Role]account.PersonID
	r         *rand.Rand
	articles  []market.Article
	lands     []market.Land
	agenda    agenda
	standard  channel.Channel // what most buyers choose
	submitted int             // logistics orders
}

func (s Services) newShop(ctx context.Context, store account.StoreID) (*shop, error) {
	w := &shop{Services: s, store: store, lands: market.Lands(), r: rand.New(rand.NewPCG(seed, uint64(store)))}
	var err error
	if w.people, err = s.roles(ctx, store); err != nil {
		return nil, err
	}
	tariffs, err := s.Shipping.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return nil, err
	}
	for _, c := range tariffs.Channels(channel.DateOf(Moment)) {
		if c.Code == channel.Standard {
			w.standard = c
		}
	}
	return w, nil
}

// settle binds the account, fills the address book and the shelves, and agrees on prices offline.
func (w *shop) settle(ctx context.Context) error {
	for _, step := range []func(context.Context) error{w.bind, w.fillAddressBook, w.agreeOffline, w.fillShelves} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (w *shop) bind(ctx context.Context) error {
	owner := w.people[account.Owner]
	page, err := w.Paying.Bind(ctx, w.store, owner, paying.Alipay)
	if err != nil {
		return err
	}
	u, err := url.Parse(page)
	if err != nil {
		return err
	}
	if _, err := w.Cashier.Sign(ctx, w.store, u.Query(), "finance@yiwu-bright.example", true); err != nil {
		return err
	}
	_, err = w.Paying.FinishBinding(ctx, w.store, history.Somebody(owner))
	return err
}

func (w *shop) fillAddressBook(ctx context.Context) error {
	sender := place.Address{
		Name: "Li Wei", Street: "No. 208 Kaiji Road, Building 3", District: "Yiwu", City: "Jinhua", Province: "Zhejiang",
		Country: place.China, Postal: "322000", Mobile: "13857900208", Email: "ship@yiwu-bright.example",
	}
	pickup := place.Address{
		Name: "李伟", Street: "凯吉路208号3号楼", District: "义乌市", City: "金华市", Province: "浙江省",
		Country: place.China, Postal: "322000", Mobile: "13857900208",
	}
	back, second := pickup, pickup
	back.Name, back.Street = "王芳", "凯吉路208号5号楼退货仓"
	second.Name, second.Street, second.Mobile = "陈刚", "稠州北路88号2楼", "13957900088"
	for _, a := range []address.Address{
		{Kind: address.Sender, Address: sender}, {Kind: address.Pickup, Address: pickup},
		{Kind: address.Pickup, Address: second}, {Kind: address.Return, Address: back},
	} {
		a.Store = w.store
		if _, err := w.Addresses.Save(ctx, w.people[account.Owner], a); err != nil {
			return err
		}
	}
	return nil
}

// fillShelves stores the products with what is on hand: mostly plenty, some
// nearly sold out, some that nobody counted.
func (w *shop) fillShelves(ctx context.Context) error {
	all, err := market.Articles(w.store)
	if err != nil {
		return err
	}
	return w.Tx.InTx(ctx, func(ctx context.Context) error {
		for i, a := range all {
			for j := range a.Variants {
				a.Variants[j].Stock = w.stock()
			}
			id, err := w.Products.Save(ctx, w.people[account.Owner], a.Product)
			if err != nil {
				return fmt.Errorf("product %s: %w", a.Title, err)
			}
			if all[i].Product, err = w.Products.Records.Get(ctx, w.store, id); err != nil {
				return err
			}
		}
		w.articles = all
		return nil
	})
}

func (w *shop) stock() product.Stock {
	switch n := w.r.IntN(100); {
	case n < 6:
		return product.Stock{}
	case n < 14:
		return product.Stock{Known: true, OnHand: 2 + w.r.IntN(8)}
	}
	return product.Stock{Known: true, OnHand: 40 + w.r.IntN(360)}
}

// heaviest is the most that the lines of an order weigh, so that a small packet takes them.
const heaviest measure.Weight = 1800

// newOrder makes up an order that was placed at a moment and is not paid yet.
func (w *shop) newOrder(placed time.Time) order.Order {
	l := market.Pick(w.r, w.lands)
	o := order.Order{
		Store: w.store, Status: order.AwaitingPayment, PlacedAt: placed,
		Number: order.Number(fmt.Sprintf("8190%08d%04d", placed.Unix()%100_000_000, w.r.IntN(10_000))),
	}
	o.Buyer, o.ShipTo = l.Buyer(w.r)
	var weight measure.Weight
	for range []int{1, 1, 1, 2, 2, 3}[w.r.IntN(6)] {
		a := w.article(l.Country)
		v := market.Pick(w.r, a.Variants)
		quantity := []int{1, 1, 1, 1, 2, 2, 3}[w.r.IntN(7)]
		if weight += v.Weight * measure.Weight(quantity); len(o.Lines) > 0 && weight > heaviest {
			break
		}
		o.Lines = append(o.Lines, order.Line{
			Number: len(o.Lines) + 1, Title: a.Title, Attributes: v.Attributes, SKU: v.SKU, Variant: v.ID,
			Category: a.Category, Quantity: quantity, Price: a.Price,
		})
	}
	w.price(&o)
	o.Channel = w.wish(l.Country, o.Category)
	if w.r.IntN(12) == 0 {
		o.Note = market.Pick(w.r, heardFrom(l.Country, notes)).text
	}
	return o
}

// article is something to buy; what no channel carries to the country is bought seldom.
func (w *shop) article(to place.Country) market.Article {
	for {
		a := market.Pick(w.r, w.articles)
		if w.standard.Goods.Accepts(a.Category, to) || w.r.IntN(24) == 0 {
			return a
		}
	}
}

// price adds up the lines.
func (w *shop) price(o *order.Order) {
	goods := money.Of(0, money.USD)
	var categories []channel.Category
	for _, l := range o.Lines {
		goods.Minor += l.Price.Minor * int64(l.Quantity)
		categories = append(categories, l.Category)
	}
	o.Category = channel.Strictest(categories...)
	o.Goods, o.Shipping, o.Discount = goods, money.Of([]int64{0, 0, 0, 99, 199, 289}[w.r.IntN(6)], money.USD), money.Of(0, money.USD)
	if w.r.IntN(4) == 0 {
		o.Discount = money.Of(goods.Minor/20, money.USD)
	}
	o.Total = money.Of(o.Goods.Minor+o.Shipping.Minor-o.Discount.Minor, money.USD)
}

// wish is the channel a buyer chooses; one in ten chooses none.
func (w *shop) wish(to place.Country, c channel.Category) channel.Code {
	switch {
	case w.r.IntN(10) == 0:
		return ""
	case c != channel.Ordinary && w.r.IntN(5) == 0:
		return channel.Premium
	case c != channel.Ordinary:
		return channel.Standard
	}
	wishes := []channel.Code{channel.Standard, channel.Standard, channel.Premium, channel.ChinaPostRegistered, channel.SpecialLineYW, channel.Saver}
	switch to {
	case "US":
		wishes = append(wishes, channel.EPacket, channel.EPacket, channel.EPacket)
	case "RU":
		wishes = append(wishes, channel.Ruston, channel.Ruston)
	}
	return market.Pick(w.r, wishes)
}
