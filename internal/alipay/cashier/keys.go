package cashier

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"

	"sellerdesk/internal/alipay"
	"sellerdesk/internal/paying"
)

// pairs are the keys by which shop and cashier know each other.
type pairs struct{ shop, own *rsa.PrivateKey }

// Names of keys in the memory.
const (
	KeyOfShop    = "shop"
	KeyOfCashier = "cashier"
)

const keySize = 2048 // bits

// keys returns the keys of both sides, which are made when they are first needed.
func (c *Cashier) keys(ctx context.Context) (*pairs, error) {
	c.reading.Lock()
	defer c.reading.Unlock()
	if c.made != nil {
		return c.made, nil
	}
	stored, err := c.records.Keys(ctx)
	if err == nil && len(stored) == 0 {
		if stored, err = newKeys(); err == nil {
			err = c.records.PutKeys(ctx, stored)
		}
		if err == nil {
			stored, err = c.records.Keys(ctx) // another program may have been quicker
		}
	}
	if err != nil {
		return nil, fmt.Errorf("keys of the cashier: %w", err)
	}
	made := &pairs{}
	if made.shop, err = alipay.ParsePrivateKey(stored[KeyOfShop]); err != nil {
		return nil, err
	}
	if made.own, err = alipay.ParsePrivateKey(stored[KeyOfCashier]); err != nil {
		return nil, err
	}
	c.made = made
	return made, nil
}

func newKeys() (map[string]string, error) {
	keys := map[string]string{}
	for _, name := range []string{KeyOfShop, KeyOfCashier} {
		key, err := rsa.GenerateKey(rand.Reader, keySize)
		if err != nil {
			return nil, err
		}
		block := pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}
		keys[name] = string(pem.EncodeToMemory(&block))
	}
	return keys, nil
}

// apps are the shop's apps at the cashier, by what is paid through them.
var apps = map[paying.Method]string{paying.Alipay: "9021000000000001", paying.AlipayInternational: "9021000000000002"}

// Seller is the shop's number at the cashier.
const Seller = "2088000000000001"

// Addresses under which shop and cashier reach each other. No network lies between them.
const (
	gateway = "http://cashier.invalid/gateway.do"
	scene   = "INDUSTRY|REHEARSAL"
)

// Merchant is what a shop needs to know to be paid here by a method. notify and
// back are the shop's own addresses.
func (c *Cashier) Merchant(m paying.Method, notify, back string) alipay.Merchant {
	return alipay.Merchant{
		App: apps[m], Seller: Seller, Method: m, Gateway: gateway, Page: c.page, Scene: scene, Notify: notify, Return: back,
		Keys: func(ctx context.Context) (alipay.Keys, error) {
			k, err := c.keys(ctx)
			if err != nil {
				return alipay.Keys{}, err
			}
			return alipay.Keys{Own: k.shop, Theirs: &k.own.PublicKey}, nil
		},
	}
}

// methodOf is what is paid through an app.
func methodOf(app string) (paying.Method, bool) {
	for m, a := range apps {
		if a == app {
			return m, true
		}
	}
	return "", false
}
