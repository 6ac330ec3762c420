package alipay

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

var errSignature = errors.New("alipay: the signature is not that of the text")

// Text is what is signed of some parameters: all that are not empty, in the order
// of their names, as they are before they are escaped. without are left out beside sign.
func Text(v url.Values, without ...string) string {
	var pairs []string
	for name := range v {
		if value := v.Get(name); value != "" && name != "sign" && !slices.Contains(without, name) {
			pairs = append(pairs, name+"="+value)
		}
	}
	slices.SortFunc(pairs, func(a, b string) int {
		return strings.Compare(a[:strings.IndexByte(a, '=')], b[:strings.IndexByte(b, '=')])
	})
	return strings.Join(pairs, "&")
}

// Sign returns the signature of a text that is called RSA2: SHA-256 with RSA, in base64.
func Sign(key *rsa.PrivateKey, text string) (string, error) {
	sum := sha256.Sum256([]byte(text))
	signature, err := rsa.SignPKCS1v15(nil, key, crypto.SHA256, sum[:])
	if err != nil {
		return "", fmt.Errorf("sign for alipay: %w", err)
	}
	return base64.StdEncoding.EncodeToString(signature), nil
}

// Verify reports an error unless a signature is that of a text.
func Verify(key *rsa.PublicKey, text, signature string) error {
	raw, err := base64.StdEncoding.DecodeString(signature)
	if err != nil {
		return errSignature
	}
	sum := sha256.Sum256([]byte(text))
	if rsa.VerifyPKCS1v15(key, crypto.SHA256, sum[:], raw) != nil {
		return errSignature
	}
	return nil
}
