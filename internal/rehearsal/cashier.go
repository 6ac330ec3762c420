package rehearsal

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay"
	"sellerdesk/internal/money"
	"sellerdesk/internal/paying"
)

// Shop is who the cashier tells what the payer decided.
type Shop interface {
	alipay.Shop
	FinishBinding(ctx context.Context, store account.StoreID, by account.PersonID) (paying.Account, error)
}

// Cashier is the page of the payment provider of rehearsal stores.
type Cashier struct {
	Provider *alipay.Cashier
	Shop     Shop
}

// Bill is a payment or an agreement for debits that waits for the payer's decision.
type Bill struct {
	Number string
	Method paying.Method
	Amount money.Money // of a payment
	Open   bool        // nothing was decided yet
	Back   string      // the page of the shop
}

// Decision is what a payer does about a payment.
type Decision = alipay.Decision

// Decisions lists every decision in the order of the page.
var Decisions = alipay.Decisions

// ParseDecision reads a decision from outside.
func ParseDecision(s string) (Decision, error) { return alipay.ParseDecision(s) }

// Payment returns a payment of the store.
func (c *Cashier) Payment(ctx context.Context, store account.StoreID, n paying.Number) (Bill, error) {
	o, err := c.Provider.Order(ctx, store, n)
	return Bill{Number: string(o.Number), Method: o.Method, Amount: o.Amount, Open: o.State == alipay.Open, Back: o.ReturnTo}, err
}

// Decide carries out what the payer decided about a payment, and returns the shop's page.
func (c *Cashier) Decide(ctx context.Context, store account.StoreID, n paying.Number, d Decision) (string, error) {
	return c.Provider.Decide(ctx, store, n, d, c.Shop)
}

// Agreement returns an agreement for debits of the store.
func (c *Cashier) Agreement(ctx context.Context, store account.StoreID, number string) (Bill, error) {
	k, err := c.Provider.Contract(ctx, store, number)
	return Bill{Number: k.Number, Method: k.Method, Open: k.State == alipay.Open, Back: k.ReturnTo}, err
}

// Sign signs or declines an agreement for debits, lets the shop take note, and
// returns the shop's page. by is who sits before the page.
func (c *Cashier) Sign(ctx context.Context, store account.StoreID, by account.PersonID, number, payer string, yes bool) (string, error) {
	back, err := c.Provider.Sign(ctx, store, number, payer, yes)
	if err != nil {
		return back, err
	}
	_, err = c.Shop.FinishBinding(ctx, store, by)
	return back, err
}
