package tracking_test

import (
	"errors"
	"net/url"
	"testing"

	"sellerdesk/internal/tracking"
)

func TestCarriersAreFoundByTheirCode(t *testing.T) {
	seen := map[tracking.CarrierCode]bool{}
	for _, c := range tracking.Carriers() {
		if got, err := tracking.CarrierOf(c.Code); err != nil || got.Name != c.Name {
			t.Errorf("%s: %v, %v", c.Code, got, err)
		}
		if seen[c.Code] {
			t.Errorf("%s is there twice", c.Code)
		}
		seen[c.Code] = true
	}
	if _, err := tracking.CarrierOf("PIGEON"); !errors.Is(err, tracking.ErrCarrier) {
		t.Errorf("error = %v, want %v", err, tracking.ErrCarrier)
	}
}

func TestEveryCarrierButOtherAnswersOnItsOwnSite(t *testing.T) {
	for _, c := range tracking.Carriers() {
		site, err := url.Parse(c.Website)
		if err != nil {
			t.Errorf("%s: %v", c.Code, err)
			continue
		}
		if own := site.Scheme == "https" && site.Host != ""; own == (c.Code == tracking.Other) {
			t.Errorf("%s: website %q", c.Code, c.Website)
		}
	}
}

func TestACarrierAcceptsAnyOfItsFormats(t *testing.T) {
	tests := []struct {
		carrier tracking.CarrierCode
		number  string
		want    error
	}{
		{"FEDEX", "986578788855", nil},
		{"FEDEX", "568283610012734", nil},
		{"FEDEX", "568283610012735", tracking.ErrCheckDigit},
		{"FEDEX", "RB123456785GB", tracking.ErrShape},
		{"USPS", "RB123456785US", nil},
		{"USPS", "RB123456786US", tracking.ErrCheckDigit},
		{"CAINIAO", "LP00143017183663", nil},
		{tracking.Other, "whatever the seller has", nil},
	}
	for _, tt := range tests {
		t.Run(string(tt.carrier)+"/"+tt.number, func(t *testing.T) {
			c, err := tracking.CarrierOf(tt.carrier)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.Check(tt.number); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
}
