package shop

import (
	"context"
	_ "embed"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay"
	"sellerdesk/internal/alipay/cashier"
	"sellerdesk/internal/db"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/views/link"
)

// Keys that were made before, because that takes long.
var (
	//go:embed testdata/shop.pem
	shopKey string
	//go:embed testdata/cashier.pem
	cashierKey string
)

// till opens the cashier, and clients of it for every method.
func (s *Shop) till(t testing.TB, world *db.DB) {
	t.Helper()
	s.Cashier = cashier.New(Keyed(t, sqlstore.NewCashier(world)), s.Clock, s.Clock.Wall, link.RehearsalCashier())
	s.Gateways = NewGateways(s.Cashier, s.Clock, s.Clock.Wall)
}

// Keyed is a cashier's memory with keys in it.
func Keyed(t testing.TB, records *sqlstore.Cashier) *sqlstore.Cashier {
	t.Helper()
	must(t, records.PutKeys(t.Context(), map[string]string{cashier.KeyOfShop: shopKey, cashier.KeyOfCashier: cashierKey}))
	return records
}

// NewGateways returns clients of a cashier, for every method.
func NewGateways(c *cashier.Cashier, clock account.Clock, wall func() time.Time) Gateways {
	all := Gateways{}
	for _, m := range paying.Methods {
		all[m] = &alipay.Client{
			Merchant: c.Merchant(m, link.AlipayNotice(), link.AlipayReturn()), Wire: c, Clock: clock, Wall: wall, Inside: db.InTransaction,
		}
	}
	return all
}

// Gateways are the payment providers of every store.
type Gateways map[paying.Method]*alipay.Client

// For returns the provider for a method.
func (g Gateways) For(_ context.Context, _ account.StoreID, m paying.Method) (paying.Gateway, error) {
	return g[m], nil
}

// Clients are all of them.
func (g Gateways) Clients() []*alipay.Client { return slices.Collect(maps.Values(g)) }

// Listen takes the notices of the clients' gateways for a shop.
func (g Gateways) Listen(s alipay.Shop) *alipay.Notices {
	return &alipay.Notices{Clients: g.Clients, Shop: s, Log: slog.New(slog.DiscardHandler)}
}

// Notice signs a notice as the cashier does.
func Notice(t testing.TB, v url.Values) url.Values {
	t.Helper()
	key, err := alipay.ParsePrivateKey(cashierKey)
	must(t, err)
	v.Del("sign_type")
	signature, err := alipay.Sign(key, alipay.Text(v))
	must(t, err)
	v.Set("sign", signature)
	v.Set("sign_type", "RSA2")
	return v
}

// Request is the shop's signed request in the address of a page of the cashier.
func Request(t testing.TB, page string) url.Values {
	t.Helper()
	u, err := url.Parse(page)
	must(t, err)
	return u.Query()
}

// Asked is the shop's request that leads the payer of a payment to the cashier.
func (s *Shop) Asked(t testing.TB, n paying.Number) url.Values {
	t.Helper()
	p, err := s.Payments.ByNumber(t.Context(), n)
	must(t, err)
	page, err := s.Gateways[p.Method].Start(t.Context(), p)
	must(t, err)
	return Request(t, page)
}

// Decide decides at the cashier about a payment, and returns the number of the
// payment to whose page the payer is led back.
func (s *Shop) Decide(t testing.TB, n paying.Number, d cashier.Decision) (paying.Number, error) {
	t.Helper()
	back, err := s.Cashier.Decide(t.Context(), s.Store, s.Asked(t, n), d)
	if err != nil {
		return "", err
	}
	return paying.Number(Request(t, back).Get("out_trade_no")), nil
}

// Sign signs or declines an agreement at the cashier.
func (s *Shop) Sign(t testing.TB, number string, m paying.Method, payer string, yes bool) error {
	t.Helper()
	page, err := s.Gateways[m].Agree(t.Context(), s.Store, number)
	must(t, err)
	_, err = s.Cashier.Sign(t.Context(), s.Store, Request(t, page), payer, yes)
	return err
}
