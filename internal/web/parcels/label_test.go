package parcels_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
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
	b := s.as(t, account.Shipper)
	for words, at := range map[string]string{
		"Print Shipping Label": link.Label(string(p.Number), "pdf"),
		"A4, 6 on a sheet":     link.Label(string(p.Number), "pdf", "format", "a4-6"), "Thermal printer (ZPL)": link.Label(string(p.Number), "zpl"),
		"Picture (PNG)": link.Label(string(p.Number), "png"), "100 × 150 mm": link.Label(string(p.Number), "pdf", "format", "100x150"),
	} {
		if got := b.Get(link.Parcel(string(p.Number))).Submit(t, words); got.Status != 200 || got.Path() != at {
			t.Errorf("%q leads to %s with status %d, want %s", words, got.Path(), got.Status, at)
		}
	}
}

func TestThePageSaysWhoPrintedTheLabel(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t)
	b := s.as(t, account.Shipper)
	at := link.Parcel(string(p.Number))
	b.Get(at).Has(t, 200, "Label printings", "The label has not been printed yet.")
	b.Get(at).Submit(t, "Print Shipping Label").Has(t, 200)
	b.Get(at).Submit(t, "A4, 6 on a sheet").Has(t, 200)
	b.Get(at).Submit(t, "Thermal printer (ZPL)").Has(t, 200)
	b.Get(link.Label(string(p.Number), "pdf")).Has(t, 200) // looking again is no copy
	b.Get(at).Has(t, 200, "Copy Time Printed by Format 3", "Thermal printer (ZPL) 2", "A4, 6 on a sheet 1", "Size of the label")
	prints, err := s.Parcels.Prints(t.Context(), s.Store, p.ID)
	if err != nil || len(prints) != 3 || prints[0].Name == "" || !prints[0].At.Equal(s.Clock.Now(s.Store)) {
		t.Errorf("the ledger is %+v, %v", prints, err)
	}
}

func TestALabelPrintedFromARowOfTheListIsNotedOnceForEachPress(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t)
	b := s.as(t, account.Shipper)
	for n := range 2 {
		label := b.Get(link.Parcels()).Row(t, string(p.Number)).Submit(t, "Print Shipping Label")
		if label.Path() != link.Label(string(p.Number), "pdf") || !strings.HasPrefix(label.Body, "%PDF-") {
			t.Errorf("it leads to %s", label.Path())
		}
		b.Get(label.Path()) // a reload is no print
		if prints, err := s.Parcels.Prints(t.Context(), s.Store, p.ID); err != nil || len(prints) != n+1 || prints[0].Copy != n+1 {
			t.Errorf("after %d presses the ledger is %+v, %v", n+1, prints, err)
		}
	}
}

func TestThePageOffersTheDocumentsThatTheParcelIsAmong(t *testing.T) {
	s := newSite(t)
	here, gone := s.Parcel(t), s.Charged(t, 3110)
	express := s.Parcel(t, func(p *parcel.Parcel) { p.Channel = channel.Premium })
	b := s.as(t, account.Shipper)
	at := func(p parcel.Parcel) string { return link.Parcel(string(p.Number)) }
	b.Get(at(here)).Has(t, 200, "Documents", "Pick list", "Packing slip", "Hand-over list").Lacks(t, "Commercial invoice")
	b.Get(at(gone)).Has(t, 200, "Packing slip").Lacks(t, "Pick list", "Hand-over list")
	page := b.Get(at(express)).Has(t, 200, "Commercial invoice")
	if got := page.Link(t, "Commercial invoice"); got != link.Document("commercial_invoices", "lp", string(express.Number)) {
		t.Errorf("the invoice is at %s", got)
	}
	s.as(t, account.Viewer).Get(at(express)).Lacks(t, "Commercial invoice", "Packing slip")
}

func TestALabelIsPrintedByThoseWhoShip(t *testing.T) {
	s := newSite(t)
	p, bare := s.Parcel(t), s.Parcel(t, func(p *parcel.Parcel) { p.Waybill = "" })
	at := link.PrintLabel(string(p.Number))
	s.as(t, account.Viewer).Post(at, "kind", "pdf").Has(t, 403)
	s.pages.As(t, browser.Visitor(s.Other)).Post(at, "kind", "pdf").Has(t, 404)
	b := s.as(t, account.Shipper)
	b.Post(at, "kind", "gif").Has(t, 400, "choose pdf, png or zpl")
	b.Post(at, "kind", "pdf", "format", "a3-9").Has(t, 400, "There is no paper")
	b.Post(link.PrintLabel(string(bare.Number)), "kind", "pdf").Has(t, 200, "There is no label yet")
	for _, one := range []parcel.Parcel{p, bare} {
		if prints, err := s.Parcels.Prints(t.Context(), s.Store, one.ID); err != nil || len(prints) > 0 {
			t.Errorf("the ledger is %+v, %v", prints, err)
		}
	}
}

func TestTheOldLabelOfAClosedLogisticsOrderIsALink(t *testing.T) {
	s := newSite(t)
	p := s.Parcel(t, func(p *parcel.Parcel) {
		p.Status, p.Close, p.ClosedAt = parcel.Closed, parcel.CloseCancelled, s.Clock.Wall()
	})
	b := s.as(t, account.Shipper)
	page := b.Get(link.Parcel(string(p.Number))).Lacks(t, "Print Shipping Label")
	if got := page.Follow(t, "Old label (void)"); got.Status != 200 || !strings.HasPrefix(got.Body, "%PDF-") {
		t.Errorf("it is %d %.20q", got.Status, got.Body)
	}
	if zpl := b.Get(link.Label(string(p.Number), "zpl")); strings.Contains(zpl.Body, "^BC") {
		t.Error("a thermal printer prints its barcode")
	}
}

func TestATestPageIsThereForEveryPaper(t *testing.T) {
	b := newSite(t).as(t, account.Shipper)
	for _, on := range parcel.Papers {
		if p := b.Get(link.LabelTest("format", string(on))); p.Status != 200 || !strings.HasPrefix(p.Body, "%PDF-") {
			t.Errorf("%q gives %d", on, p.Status)
		}
	}
	b.Get(link.LabelTest("format", "a3-9")).Has(t, 400, "There is no paper")
}
