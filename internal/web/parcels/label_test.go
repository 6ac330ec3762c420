package parcels_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

func TestALabelComesInEveryFormat(t *testing.T) {
	s := newSite(t)
	lp := string(s.Parcel(t).Number)
	b := s.as(t, account.Shipper)
	tests := []struct{ at, contentType, begins string }{
		{link.Label(lp, "pdf"), "application/pdf", "%PDF-"},
		{link.Label(lp, "pdf", "format", "100x150"), "application/pdf", "%PDF-"},
		{link.Label(lp, "pdf", "format", "a4-4", "start", "3"), "application/pdf", "%PDF-"},
		{link.Label(lp, "png"), "image/png", "\x89PNG"},
		{link.Label(lp, "zpl"), "x-application/zpl", "^XA"},
	}
	for _, tt := range tests {
		p := b.Get(tt.at)
		if got := p.Header.Get("Content-Type"); p.Status != 200 || got != tt.contentType || !strings.HasPrefix(p.Body, tt.begins) {
			t.Errorf("%s gives %d, %s, %.20q", tt.at, p.Status, got, p.Body)
		}
	}
}

func TestPaperThatDoesNotExistIsRefusedWithWhatDoes(t *testing.T) {
	s := newSite(t)
	lp := string(s.Parcel(t).Number)
	b := s.as(t, account.Shipper)
	b.Get(link.Label(lp, "pdf", "format", "a3-9")).Has(t, 400, "There is no paper “a3-9”", "a4-8")
	for _, start := range []string{"5", "0", "-1", "x"} {
		b.Get(link.Label(lp, "pdf", "format", "a4-4", "start", start)).Has(t, 400, "positions 1 to 4")
	}
}

func TestALabelIsForThoseWhoShip(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t, func(p *parcel.Parcel) { p.Waybill = "" })
	for _, kind := range []string{"pdf", "png", "zpl"} {
		at := link.Label(string(p.Number), kind)
		s.as(t, account.Shipper).Get(at).Has(t, 409)
		s.as(t, account.Viewer).Get(at).Has(t, 403)
		s.pages.As(t, browser.Visitor(s.Other)).Get(at).Has(t, 404)
	}
}

func TestThePageOffersTheLabelInOtherFormats(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t)
	page := s.as(t, account.Shipper).Get(link.Parcel(string(p.Number)))
	for words, at := range map[string]string{
		"A4, 6 on a sheet": link.Label(string(p.Number), "pdf", "format", "a4-6"), "Thermal printer (ZPL)": link.Label(string(p.Number), "zpl"),
		"Picture (PNG)": link.Label(string(p.Number), "png"), "100 × 150 mm": link.Label(string(p.Number), "pdf", "format", "100x150"),
	} {
		if got := page.Link(t, words); got != at {
			t.Errorf("%q leads to %s, want %s", words, got, at)
		}
	}
}
