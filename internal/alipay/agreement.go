package alipay

import (
	"context"
	"fmt"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/paying"
)

// longestPayer is the longest sign-in name of a payer, in characters.
const longestPayer = 100

// Agree announces an agreement for debits and returns the address of the page where it is signed.
func (c *Cashier) Agree(ctx context.Context, store account.StoreID, number string, m paying.Method, returnTo string) (string, error) {
	if c.inside(ctx) {
		return "", errInside
	}
	err := c.records.PutContract(ctx, Contract{
		Number: number, Store: store, Method: m, State: Open, ID: gatewayNumber("90", number),
		ReturnTo: returnTo, AskedAt: c.clock.Now(store),
	})
	if err != nil {
		return "", fmt.Errorf("announce agreement %s: %w", number, err)
	}
	return c.page("agreement", number), nil
}

// Agreement says what became of an agreement, once that is decided.
func (c *Cashier) Agreement(ctx context.Context, number string) (paying.Agreement, bool, error) {
	k, err := c.records.Contract(ctx, number)
	if errs.KindOf(err) == errs.NotFound {
		return paying.Agreement{}, false, nil
	}
	if err != nil || k.State == Open {
		return paying.Agreement{}, false, err
	}
	return paying.Agreement{Number: k.Number, Signed: k.State == Signed, ID: k.ID, Method: k.Method, Name: k.Payer}, true, nil
}

// Contract returns an agreement of the store for the cashier's page.
func (c *Cashier) Contract(ctx context.Context, store account.StoreID, number string) (Contract, error) {
	k, err := c.records.Contract(ctx, number)
	if err == nil && k.Store != store {
		return Contract{}, ErrNotFound
	}
	return k, err
}

// Sign signs or declines an agreement as the payer decided, and returns the address of the shop's page.
func (c *Cashier) Sign(ctx context.Context, store account.StoreID, number, payer string, yes bool) (string, error) {
	k, err := c.Contract(ctx, store, number)
	if err != nil {
		return "", err
	}
	if k.State != Open {
		return k.ReturnTo, ErrDecided
	}
	k.Payer, k.State = strings.TrimSpace(payer), Signed
	if !yes {
		k.Payer, k.State = "", Declined
	} else if n := len([]rune(k.Payer)); n == 0 || n > longestPayer {
		return k.ReturnTo, ErrPayer
	}
	_, err = c.records.Sign(ctx, k)
	return k.ReturnTo, err
}

// End ends a signed agreement. One that has ended, or was never signed, stays as it is.
func (c *Cashier) End(ctx context.Context, store account.StoreID, agreement string) error {
	if c.inside(ctx) {
		return errInside
	}
	if err := c.records.End(ctx, store, agreement); err != nil {
		return fmt.Errorf("end agreement %s: %w", agreement, err)
	}
	return nil
}

// Withdraw takes back an agreement that was asked for, whether it was signed or
// not. One that was never announced is remembered as ended, so that announcing it
// later opens nothing.
func (c *Cashier) Withdraw(ctx context.Context, store account.StoreID, number string) error {
	if c.inside(ctx) {
		return errInside
	}
	ended := Contract{Number: number, Store: store, State: Ended, ID: gatewayNumber("90", number), AskedAt: c.clock.Now(store)}
	err := c.records.PutContract(ctx, ended)
	if err == nil {
		err = c.records.Withdraw(ctx, store, number)
	}
	if err != nil {
		return fmt.Errorf("withdraw agreement %s: %w", number, err)
	}
	return nil
}
