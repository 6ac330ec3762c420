package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// opensslKey is a key that OpenSSL made for tests.
func opensslKey(name string) string {
	return filepath.Join("..", "..", "internal", "alipay", "testdata", name)
}

// theirKey is a public key that is not that of the app.
func theirKey(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "internal", "testing", "shop", "testdata", "cashier.public.pem"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func configured(t *testing.T, change ...func(*alipaySettings)) alipaySettings {
	t.Helper()
	s := alipaySettings{
		AppID: "2021000000000001", SellerID: "2088000000000009", Gateway: "https://openapi.alipay.com/gateway.do",
		PrivateKey: opensslKey("app.pkcs8.txt"), PublicKey: theirKey(t), SignScene: "INDUSTRY|TEST",
	}
	for _, c := range change {
		c(&s)
	}
	return s
}

func TestWrongSettingsOfAlipayAreToldAtTheStart(t *testing.T) {
	base, err := url.Parse("https://desk.example.com")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		change func(*alipaySettings)
		says   string // empty: they are right
	}{
		{"right", func(*alipaySettings) {}, ""},
		{"none", func(s *alipaySettings) { *s = alipaySettings{Gateway: s.Gateway} }, ""},
		{"no app", func(s *alipaySettings) { s.AppID = "" }, "set SELLERDESK_ALIPAY_APP_ID as well"},
		{"no private key", func(s *alipaySettings) { s.PrivateKey = "" }, "private key of the app cannot be read"},
		{"a file that is not there", func(s *alipaySettings) { s.PrivateKey = "no-such.pem" }, "private key of the app cannot be read"},
		{"no public key", func(s *alipaySettings) { s.PublicKey = "" }, "Alipay's public key cannot be read"},
		{"keys confused", func(s *alipaySettings) { s.PrivateKey, s.PublicKey = s.PublicKey, s.PrivateKey }, "confused"},
		{"the app's own public key", func(s *alipaySettings) { s.PublicKey = opensslKey("app.public.pem") }, "is that of the app itself"},
		{"a short key", func(s *alipaySettings) { s.PrivateKey = opensslKey("short.pem") }, "at least 2048 bits"},
		{"no gateway", func(s *alipaySettings) { s.Gateway = "openapi.alipay.com" }, "no address of a gateway"},
	} {
		m, err := configured(t, tt.change).merchant(paying.Alipay, base)
		if tt.says == "" {
			if err != nil || m != nil && (m.Notify != "https://desk.example.com/alipay/notice" || m.Return != "https://desk.example.com/alipay/return") {
				t.Errorf("%s: %+v, %v", tt.name, m, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.says)
		}
	}
}

// lives makes a live store on a site with the given apps, and returns its owner's browser.
func lives(t *testing.T, s siteSettings) (*app, stock, *browser.Browser) {
	t.Helper()
	a := opened(t, t.TempDir())
	w := newStock(t, a, "Bright Goods", owner)
	w.charged(w.place(1))
	_, err := a.data.product.Exec(t.Context(), `UPDATE stores SET live = 1 WHERE id = ?`, w.store)
	w.must(err)
	s.base, err = url.Parse("http://sellerdesk.test")
	w.must(err)
	s.key = []byte(strings.Repeat("k", 32))
	site, err := a.site(s)
	w.must(err)
	b := browser.New(site)
	b.Post("/login", "email", owner, "password", password).Has(t, 200, "My Orders")
	return a, w, b
}

func TestALiveStoreWithoutAlipayIsToldThatPayingIsNotSetUp(t *testing.T) {
	t.Parallel()
	_, _, b := lives(t, siteSettings{})
	lp := b.Get(link.Parcels("status", string(parcel.OptionToBePaid))).Has(t, 200).Rows()[0]
	b.Post(link.Payments(), "method", "alipay", "lp", lp).Has(t, 200, "flash-failure", "Paying with Alipay is not set up for this store yet.")
	b.Post(link.Bind(), "method", "alipay_international").Has(t, 200, "flash-failure", "Paying with Alipay International is not set up")
	b.Get(link.RehearsalCashier()).Has(t, 404)
}

func TestALiveStoreWithSettingsIsLedToAlipay(t *testing.T) {
	t.Parallel()
	base, err := url.Parse("https://desk.example.com")
	if err != nil {
		t.Fatal(err)
	}
	m, err := configured(t).merchant(paying.Alipay, base)
	if err != nil {
		t.Fatal(err)
	}
	s := siteSettings{}
	s.merchants = append(s.merchants, *m)
	a, w, b := lives(t, s)
	page := b.Get(link.Parcels("status", string(parcel.OptionToBePaid))).Has(t, 200)
	policy := page.Header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "form-action 'self' https://openapi.alipay.com https://*.alipay.com") {
		t.Errorf("the policy is %s", policy)
	}
	lp := page.Rows()[0]
	gone := b.Post(link.Payments(), "method", "alipay", "lp", lp)
	if gone.URL.Host != "openapi.alipay.com" || gone.URL.Query().Get("app_id") != "2021000000000001" || gone.URL.Query().Get("notify_url") != "https://desk.example.com/alipay/notice" {
		t.Errorf("the payer is led to %s", gone.URL)
	}
	b.Post(link.Payments(), "method", "alipay_international", "lp", lp).Has(t, 200, "Paying with Alipay International is not set up")

	// the keys of the cashier open nothing of a live store
	p, err := a.paying.Records.PendingFor(t.Context(), w.store, []parcel.ID{1})
	w.must(err)
	for _, n := range p {
		err := a.paying.Heard(t.Context(), a.gateways.rehearsal[paying.Alipay], paying.Result{Number: n, Paid: true})
		if errs.KindOf(err) != errs.NotFound {
			t.Errorf("the cashier pays for a live store: %v", err)
		}
	}
	if len(p) != 1 || len(a.gateways.clients()) != 3 {
		t.Errorf("pending are %v, heard are %d apps", p, len(a.gateways.clients()))
	}
}
