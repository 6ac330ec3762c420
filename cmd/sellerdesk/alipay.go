package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"sellerdesk/internal/alipay"
	"sellerdesk/internal/db"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/paying"
	"sellerdesk/views/link"
)

// alipaySettings are an app at Alipay. Without an app nothing is paid through it.
type alipaySettings struct {
	AppID      string `env:"APP_ID" help:"Number of the app at Alipay. Without it live stores cannot pay this way."`
	SellerID   string `env:"SELLER_ID" help:"Number of the account that is paid, 2088 and twelve digits. Notices about others are refused."`
	Gateway    string `env:"GATEWAY" default:"https://openapi.alipay.com/gateway.do" help:"Address of the gateway."`
	PrivateKey string `env:"PRIVATE_KEY" help:"Private key of the app: PEM, bare base64, or a file with either."`
	PublicKey  string `env:"PUBLIC_KEY" help:"Public key of Alipay, which is not that of the app: PEM, bare base64, or a file with either."`
	SignScene  string `env:"SIGN_SCENE" default:"INDUSTRY|DEFAULT_SCENE" help:"Scene of agreements for debits, as agreed on with Alipay."`
}

// merchant is the app, or nil without one.
func (s alipaySettings) merchant(m paying.Method, base *url.URL) (*alipay.Merchant, error) {
	if s.AppID == "" {
		return nil, s.alone(m)
	}
	gateway, err := url.Parse(s.Gateway)
	if err != nil || gateway.Host == "" || gateway.Scheme != "https" && gateway.Scheme != "http" {
		return nil, fmt.Errorf("%q is no address of a gateway: write it like https://openapi.alipay.com/gateway.do", s.Gateway)
	}
	own, err := alipay.ParsePrivateKey(keyText(s.PrivateKey))
	if err != nil {
		return nil, s.about(err)
	}
	theirs, err := alipay.ParsePublicKey(keyText(s.PublicKey))
	if err != nil {
		return nil, s.about(err)
	}
	if own.PublicKey.Equal(theirs) {
		return nil, fmt.Errorf("app %s: the public key is that of the app itself; take the one that the Alipay console names Alipay public key", s.AppID)
	}
	return &alipay.Merchant{
		App: s.AppID, Seller: s.SellerID, Method: m, Gateway: s.Gateway, Page: s.Gateway, Scene: s.SignScene,
		Notify: base.String() + link.AlipayNotice(), Return: base.String() + link.AlipayReturn(),
		Keys: func(context.Context) (alipay.Keys, error) { return alipay.Keys{Own: own, Theirs: theirs}, nil },
	}, nil
}

// alone reports keys without the app they belong to.
func (s alipaySettings) alone(m paying.Method) error {
	if s.PrivateKey != "" || s.PublicKey != "" || s.SellerID != "" {
		return fmt.Errorf("there are keys of an app at Alipay and no app: set %sAPP_ID as well", variables[m])
	}
	return nil
}

// variables are how the names of settings begin, by what is paid with them.
var variables = map[paying.Method]string{paying.Alipay: "SELLERDESK_ALIPAY_", paying.AlipayInternational: "SELLERDESK_ALIPAY_INTERNATIONAL_"}

// about says of which app a key is wrong.
func (s alipaySettings) about(err error) error {
	return fmt.Errorf("app %s at Alipay: %s", s.AppID, i18n.Error(i18n.English, err))
}

// keyText is a key that was given as it is, or as the name of a file that holds it.
func keyText(given string) string {
	if text, err := os.ReadFile(given); err == nil {
		return string(text)
	}
	return given
}

// merchants are the apps that are set up.
func (s *serveCommand) merchants(base *url.URL) ([]alipay.Merchant, error) {
	var all []alipay.Merchant
	for m, settings := range map[paying.Method]alipaySettings{paying.Alipay: s.Alipay, paying.AlipayInternational: s.International} {
		one, err := settings.merchant(m, base)
		if err != nil {
			return nil, err
		}
		if one != nil {
			all = append(all, *one)
		}
	}
	return all, nil
}

// client asks a gateway as a merchant.
func (a *app) client(m alipay.Merchant, wire http.RoundTripper) *alipay.Client {
	return &alipay.Client{Merchant: m, Wire: wire, Clock: a.clocks, Wall: time.Now, Inside: db.InTransaction}
}

// rehearsalGateways lead to the cashier, without a network.
func (a *app) rehearsalGateways() map[paying.Method]*alipay.Client {
	clients := map[paying.Method]*alipay.Client{}
	for _, m := range paying.Methods {
		clients[m] = a.client(a.cashier.Merchant(m, link.AlipayNotice(), link.AlipayReturn()), a.cashier)
	}
	return clients
}

// liveGateways lead to Alipay.
func (a *app) liveGateways(s siteSettings) map[paying.Method]*alipay.Client {
	wire := http.DefaultTransport.(*http.Transport).Clone()
	wire.ResponseHeaderTimeout = 10 * time.Second
	clients := map[paying.Method]*alipay.Client{}
	for _, m := range s.merchants {
		clients[m.Method] = a.client(m, wire)
	}
	return clients
}

// formTargets are the origins to which the button Pay leads: the gateway, and its
// neighbours, to which it sends payers on.
func (s siteSettings) formTargets() []string {
	var all []string
	for _, m := range s.merchants {
		u, err := url.Parse(m.Gateway)
		if err != nil {
			continue
		}
		all = append(all, u.Scheme+"://"+u.Host)
		labels := strings.Split(u.Hostname(), ".")
		if net.ParseIP(u.Hostname()) == nil && len(labels) > 2 {
			all = append(all, u.Scheme+"://*."+strings.Join(labels[len(labels)-2:], "."))
		}
	}
	return all
}
