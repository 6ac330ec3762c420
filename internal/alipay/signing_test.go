package alipay_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sellerdesk/internal/alipay"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
)

// file is a file under testdata; the README there says how OpenSSL made it.
func file(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func keys(t testing.TB) alipay.Keys {
	t.Helper()
	own, err := alipay.ParsePrivateKey(file(t, "app.pkcs1.pem"))
	if err != nil {
		t.Fatal(err)
	}
	return alipay.Keys{Own: own, Theirs: &own.PublicKey}
}

func TestSignaturesAreThoseOfOpenSSL(t *testing.T) {
	k := keys(t)
	for _, name := range []string{"request", "answer", "notice", "empty"} {
		text, want := file(t, name+".txt"), file(t, name+".sign")
		got, err := alipay.Sign(k.Own, text)
		if err != nil || got != want {
			t.Errorf("%s is signed %s, %v, by OpenSSL %s", name, got, err, want)
		}
		if err := alipay.Verify(k.Theirs, text, want); err != nil {
			t.Errorf("%s as OpenSSL signed it: %v", name, err)
		}
		for what, wrong := range map[string][2]string{
			"another text":         {text + " ", want},
			"no signature":         {text, ""},
			"half a signature":     {text, want[:len(want)/2]},
			"what is no base64":    {text, "*" + want[1:]},
			"another's signature":  {text + "x", want},
			"a signature of zeros": {text, strings.Repeat("A", len(want)-2) + "=="},
		} {
			if alipay.Verify(k.Theirs, wrong[0], wrong[1]) == nil {
				t.Errorf("%s: %s is taken", name, what)
			}
		}
	}
}

func TestWhatIsSignedIsInOrderAndWithoutEmptyValues(t *testing.T) {
	v := url.Values{
		"version": {"1.0"}, "app_id": {"2021000000000001"}, "charset": {"utf-8"}, "format": {"JSON"}, "method": {"alipay.trade.page.pay"},
		"timestamp": {"2026-11-20 14:00:00"}, "sign_type": {"RSA2"}, "notify_url": {""}, "sign": {"x"},
		"biz_content": {`{"out_trade_no":"FP00200000000001","subject":"International freight FP00200000000001","total_amount":"31.10"}`},
	}
	if got, want := alipay.Text(v), file(t, "request.txt"); got != want {
		t.Errorf("signed is %s", got)
	}
	v = url.Values{
		"trade_status": {"TRADE_SUCCESS"}, "trade_no": {"2013112011001004330000121536"}, "total_amount": {"31.10"}, "sign": {"x"}, "sign_type": {"RSA2"},
		"out_trade_no": {"FP00200000000001"}, "notify_type": {"trade_status_sync"}, "buyer_logon_id": {"甲@例子.test"}, "app_id": {"2021000000000001"},
	}
	if got, want := alipay.Text(v, "sign_type"), file(t, "notice.txt"); got != want {
		t.Errorf("signed is %s", got)
	}
	if got := alipay.Text(url.Values{"a_b": {"2"}, "a": {"1"}, "a1": {"3"}, "B": {"0"}}); got != "B=0&a=1&a1=3&a_b=2" {
		t.Errorf("the order is %s", got)
	}
}

func TestKeysAreReadInEveryFormTheyAreHandedOutIn(t *testing.T) {
	want := keys(t)
	wrapped := ""
	for i, r := range file(t, "app.pkcs8.txt") {
		if wrapped += string(r); i%64 == 63 {
			wrapped += "\r\n"
		}
	}
	for name, text := range map[string]string{
		"PKCS #1": file(t, "app.pkcs1.pem"), "PKCS #8": file(t, "app.pkcs8.pem"), "base64": file(t, "app.pkcs8.txt"),
		"base64 in lines": wrapped, "PEM between blanks": "\n  " + file(t, "app.pkcs1.pem") + "\n\n",
	} {
		if got, err := alipay.ParsePrivateKey(text); err != nil || !got.Equal(want.Own) {
			t.Errorf("private key as %s: %v", name, err)
		}
	}
	for name, text := range map[string]string{
		"PKIX": file(t, "app.public.pem"), "PKCS #1": file(t, "app.public1.pem"), "base64": file(t, "app.public.txt"),
	} {
		if got, err := alipay.ParsePublicKey(text); err != nil || !got.Equal(want.Theirs) {
			t.Errorf("public key as %s: %v", name, err)
		}
	}
}

func TestWrongKeysAreSaidToBeWrong(t *testing.T) {
	private := func(s string) error { _, err := alipay.ParsePrivateKey(s); return err }
	public := func(s string) error { _, err := alipay.ParsePublicKey(s); return err }
	for _, tt := range []struct {
		name string
		read func(string) error
		text string
		want *errs.Error
	}{
		{"nothing", private, "", alipay.ErrPrivateKey},
		{"words", private, "my secret key", alipay.ErrPrivateKey},
		{"half a key", private, file(t, "app.pkcs8.txt")[:800], alipay.ErrPrivateKey},
		{"a key of another kind", private, file(t, "elliptic.pem"), alipay.ErrPrivateKey},
		{"the public key", private, file(t, "app.public.txt"), alipay.ErrKeyKind},
		{"a short key", private, file(t, "short.pem"), alipay.ErrKeyShort},
		{"nothing", public, " \n", alipay.ErrPublicKey},
		{"words", public, "their key", alipay.ErrPublicKey},
		{"half a key", public, file(t, "app.public.txt")[:200], alipay.ErrPublicKey},
		{"the private key", public, file(t, "app.pkcs1.pem"), alipay.ErrKeyKind},
	} {
		err := tt.read(tt.text)
		if e, ok := err.(*errs.Error); !ok || !e.Is(tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
		if !i18n.Has(tt.want.Code) {
			t.Errorf("%s has no message", tt.want.Code)
		}
	}
}
