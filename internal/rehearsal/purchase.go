package rehearsal

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/market"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/paging"
	"sellerdesk/internal/product"
)

// MostPurchases is how many orders buyers place at once at most.
const MostPurchases = 50

// Purchase asks for orders of buyers.
type Purchase struct {
	Store account.StoreID
	Count int    // orders, 1 to MostPurchases
	Once  string // id of the form; a second time with it nothing is bought
}

// Numbers are purchases in a row, by their numbers in the store.
type Numbers struct {
	First int64
	Count int
}

// Purchases are the purchases there were. Claim gives the next numbers to a form;
// one that was sent before gets the same again, and fresh is false.
type Purchases interface {
	Claim(ctx context.Context, store account.StoreID, once string, count int) (n Numbers, fresh bool, err error)
}

// Products are what a store sells.
type Products interface {
	List(ctx context.Context, f product.Filter) (paging.Page[product.Product], error)
	Reserve(ctx context.Context, store account.StoreID, pieces map[product.VariantID]int) error
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Buy lets buyers place orders and pay them. What is in them follows from the seed
// of the world, the store and how many there were before. They wait for risk
// control then. It returns the numbers of the orders, in the order of buying.
func (w *World) Buy(ctx context.Context, p Purchase) ([]order.Number, error) {
	var bought []order.Number
	err := w.Tx.InTx(ctx, func(ctx context.Context) error {
		n, fresh, err := w.Purchases.Claim(ctx, p.Store, p.Once, min(max(p.Count, 1), MostPurchases))
		if err != nil {
			return err
		}
		for i := range int64(n.Count) {
			bought = append(bought, orderNumber(n.First+i))
		}
		if !fresh {
			return nil
		}
		return w.place(ctx, p.Store, n)
	})
	if err != nil {
		return nil, err
	}
	return bought, w.Worker.Tick(ctx, p.Store)
}

// orderNumber is the number of a purchase as an order: 16 digits that do not look
// counted. 3 to the power of 18 has no divisor in common with 10 to the power of
// 12, so that no two are the same.
func orderNumber(i int64) order.Number {
	const digits, step = 1_000_000_000_000, 387_420_489
	return order.Number(fmt.Sprintf("8195%012d", i*step%digits))
}

// place stores the orders of some purchases, reserves their pieces and writes their history.
func (w *World) place(ctx context.Context, store account.StoreID, n Numbers) error {
	shelf, err := w.shelf(ctx, store)
	if err != nil {
		return err
	}
	now := w.Clocks.Now(store)
	for i := range int64(n.Count) {
		o, err := shelf.order(rand.New(rand.NewPCG(w.Seed, uint64(store)<<32|uint64(n.First+i))), now)
		if err != nil {
			return err
		}
		o.Store, o.Number = store, orderNumber(n.First+i)
		id, err := w.Orders.Insert(ctx, o)
		if err != nil {
			return err
		}
		paid := history.Entry{Store: store, Subject: history.About(history.Order, id), Actor: history.Buyer, Action: order.Paid.Key()}
		if err := w.History.Record(ctx, paid); err != nil {
			return err
		}
	}
	return w.Products.Reserve(ctx, store, shelf.taken)
}

// shelf is what buyers can choose from.
type shelf struct {
	goods []market.Article
	own   bool // they are the store's own products
	taken map[product.VariantID]int
}

// shelf holds the newest products of a store, or those of the market where it has none.
func (w *World) shelf(ctx context.Context, store account.StoreID) (*shelf, error) {
	newest, err := w.Products.List(ctx, product.Filter{Store: store})
	if err != nil {
		return nil, err
	}
	s := &shelf{own: len(newest.Rows) > 0, taken: map[product.VariantID]int{}}
	for _, p := range newest.Rows {
		s.goods = append(s.goods, market.Article{Product: p})
	}
	if !s.own {
		s.goods, err = market.Articles(store)
	}
	return s, err
}

// choice is a variant of a product that can be bought.
type choice struct {
	market.Article
	product.Variant
}

// choices are the variants of which a number of pieces is left.
func (s *shelf) choices(quantity int) []choice {
	var all []choice
	for _, a := range s.goods {
		for _, v := range a.Variants {
			if left := v.Stock.OnHand - v.Stock.Reserved - s.taken[v.ID]; !v.Stock.Known || left >= quantity {
				all = append(all, choice{a, v})
			}
		}
	}
	return all
}

// price is what a piece is sold for: what the market says, or, for a product of
// the store, twice its declared value. A sample, as everything here.
func (c choice) price() money.Money {
	switch {
	case c.Price.Minor > 0:
		return c.Price
	case c.Value.Minor > 0:
		return money.Of(2*c.Value.Minor, money.USD)
	}
	return money.Of(990, money.USD)
}

// wishes are the channels buyers choose, some more often than others; one in six chooses none.
var wishes = []channel.Code{channel.Standard, channel.Standard, channel.Premium, channel.ChinaPostRegistered, channel.Saver, ""}

// order makes up an order that somebody has just paid.
func (s *shelf) order(r *rand.Rand, now time.Time) (order.Order, error) {
	o := order.Order{
		Status: order.RiskControl, Channel: market.Pick(r, wishes),
		PlacedAt: now.Add(-time.Duration(1+r.IntN(20)) * time.Minute), PaidAt: now,
		Goods: money.Of(0, money.USD), Shipping: money.Of([]int64{0, 0, 99, 199}[r.IntN(4)], money.USD), Discount: money.Of(0, money.USD),
	}
	o.Buyer, o.ShipTo = market.Pick(r, market.Lands()).Buyer(r)
	var categories []channel.Category
	for range []int{1, 1, 1, 2, 2, 3}[r.IntN(6)] {
		l, ok := s.line(r, len(o.Lines)+1)
		if !ok {
			break
		}
		o.Lines, categories = append(o.Lines, l), append(categories, l.Category)
		o.Goods.Minor += l.Price.Minor * int64(l.Quantity)
	}
	if len(o.Lines) == 0 {
		return order.Order{}, ErrSoldOut
	}
	o.Category = channel.Strictest(categories...)
	o.Total = money.Of(o.Goods.Minor+o.Shipping.Minor, money.USD)
	return o, nil
}

// line takes some pieces of something from the shelf, or reports that nothing is left.
func (s *shelf) line(r *rand.Rand, number int) (order.Line, bool) {
	quantity := []int{1, 1, 1, 2, 2, 3}[r.IntN(6)]
	for ; quantity > 0; quantity-- {
		if left := s.choices(quantity); len(left) > 0 {
			c := market.Pick(r, left)
			if s.own {
				s.taken[c.Variant.ID] += quantity
			}
			return order.Line{
				Number: number, Title: c.Title, Attributes: c.Attributes, SKU: c.SKU, Variant: c.Variant.ID,
				Category: c.Category, Quantity: quantity, Price: c.price(),
			}, true
		}
	}
	return order.Line{}, false
}
