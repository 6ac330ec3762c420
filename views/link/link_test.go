package link_test

import (
	"net/url"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sellerdesk/views/link"
)

func TestNumbersAreEscapedInPaths(t *testing.T) {
	if got, want := link.Order("80/17?x#y"), "/transaction/orders/80%2F17%3Fx%23y"; got != want {
		t.Errorf("Order = %s, want %s", got, want)
	}
	if got, want := link.Label("LP1", "pdf", "format", "100x150"), "/transaction/parcels/LP1/label.pdf?format=100x150"; got != want {
		t.Errorf("Label = %s, want %s", got, want)
	}
}

func TestAQueryLeavesOutWhatIsEmpty(t *testing.T) {
	if got, want := link.Orders("status", "", "q", "a&b"), "/transaction/orders?q=a%26b"; got != want {
		t.Errorf("Orders = %s, want %s", got, want)
	}
	if got, want := link.Orders("status", ""), "/transaction/orders"; got != want {
		t.Errorf("Orders = %s, want %s", got, want)
	}
}

func TestALocalAddressIsKept(t *testing.T) {
	for _, address := range []string{"/", "/transaction/orders?status=a&q=%20b", "/messages/7", "/a//b"} {
		if got := link.Local(address); got != address {
			t.Errorf("Local(%q) = %q", address, got)
		}
	}
}

func TestAnAddressElsewhereLeadsHome(t *testing.T) {
	for _, address := range []string{
		"", "orders", "//evil.example/x", "///evil.example", `/\evil.example`, `\\evil.example`, "https://evil.example/",
		"javascript:alert(1)", "/a\r\nSet-Cookie: x=1", "/\tevil", "http:/evil", "//", "/%zz", "?a=b", "/\x00",
	} {
		if got := link.Local(address); got != link.Home() {
			t.Errorf("Local(%q) = %q, want the first page", address, got)
		}
	}
}

func TestALocalAddressNeverLeavesTheSite(t *testing.T) {
	base, err := url.Parse("https://shop.example/login")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		address := rapid.StringOfN(rapid.SampledFrom([]rune("/\\:@.a%2f5c\t\n ?#")), 0, 12, -1).Draw(t, "address")
		got := link.Local(address)
		to, err := base.Parse(got)
		if err != nil || to.Host != "shop.example" || to.Scheme != "https" {
			t.Errorf("Local(%q) = %q leads to %v, %v", address, got, to, err)
		}
		if strings.ContainsAny(got, "\r\n\t\\") || strings.HasPrefix(got, "//") {
			t.Errorf("Local(%q) = %q", address, got)
		}
	})
}
