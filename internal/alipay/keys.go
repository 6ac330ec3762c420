package alipay

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"strings"

	"sellerdesk/internal/errs"
)

// Errors about keys in the settings.
var (
	ErrPrivateKey = errs.New(errs.Invalid, "alipay_private_key")
	ErrPublicKey  = errs.New(errs.Invalid, "alipay_public_key")
	ErrKeyKind    = errs.New(errs.Invalid, "alipay_key_kind") // the other half of a pair
	ErrKeyShort   = errs.New(errs.Invalid, "alipay_key_short")
)

// shortestKey is the size in bits below which RSA2 is not accepted.
const shortestKey = 2048

// Keys are what requests are signed and answers are verified with.
type Keys struct {
	Own    *rsa.PrivateKey // of the app
	Theirs *rsa.PublicKey  // of the gateway, which is not that of the app
}

// ParsePrivateKey reads the private key of an app: PEM, or the bare base64 that
// Alipay's tools hand out, as PKCS #8 or PKCS #1.
func ParsePrivateKey(text string) (*rsa.PrivateKey, error) {
	der, ok := keyBytes(text)
	if !ok {
		return nil, ErrPrivateKey
	}
	if _, err := publicKey(der); err == nil {
		return nil, ErrKeyKind
	}
	key, err := x509.ParsePKCS1PrivateKey(der)
	if err != nil {
		any, err := x509.ParsePKCS8PrivateKey(der)
		if key, ok = any.(*rsa.PrivateKey); err != nil || !ok {
			return nil, ErrPrivateKey
		}
	}
	if key.N.BitLen() < shortestKey {
		return nil, ErrKeyShort
	}
	return key, nil
}

// ParsePublicKey reads the public key of a gateway, in the same forms.
func ParsePublicKey(text string) (*rsa.PublicKey, error) {
	der, ok := keyBytes(text)
	if !ok {
		return nil, ErrPublicKey
	}
	if _, err := ParsePrivateKey(text); err == nil {
		return nil, ErrKeyKind
	}
	key, err := publicKey(der)
	if err != nil {
		return nil, ErrPublicKey
	}
	if key.N.BitLen() < shortestKey {
		return nil, ErrKeyShort
	}
	return key, nil
}

func publicKey(der []byte) (*rsa.PublicKey, error) {
	if any, err := x509.ParsePKIXPublicKey(der); err == nil {
		if key, ok := any.(*rsa.PublicKey); ok {
			return key, nil
		}
	}
	return x509.ParsePKCS1PublicKey(der)
}

// keyBytes are the bytes of a key: of a PEM block, or of base64 that may be broken into lines.
func keyBytes(text string) ([]byte, bool) {
	if block, _ := pem.Decode([]byte(strings.TrimSpace(text))); block != nil {
		return block.Bytes, true
	}
	der, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	return der, err == nil && len(der) > 0
}
