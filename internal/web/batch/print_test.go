package batch_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/parcel"
	"sellerdesk/views/link"
)

func TestLabelsArePrintedWithASummaryAndSeparators(t *testing.T) {
	s := newSite(t)
	one, two := s.Parcel(t), s.Parcel(t)
	b := s.as(t, account.Shipper)
	p := b.Get(list).Submit(t, "Print Shipping Labels", "tick", string(one.Number), "tick", string(two.Number)).
		Has(t, 200, "Separators", "Channel and warehouse", "Summary sheet", "Thermal printer (ZPL)")
	p.Submit(t, "Print 2 labels", "separator", "colour", "start", "9", "format", "a4-8").Has(t, 422, "Nothing separates labels by “colour”", "A4, 8 on a sheet")
	p = p.Submit(t, "Print 2 labels", "separator", "sku", "summary", "yes", "format", "zpl", "start", "7").Has(t, 200, "Print shipping labels")
	s.work(t)
	file := b.Get(p.Path()).Has(t, 200, "2 of 2").Follow(t, "labels-1-1-2.zpl")
	if forms := strings.Count(file.Body, "^XA"); forms != 4 || file.Header.Get("Content-Type") != "x-application/zpl" {
		t.Errorf("%d forms of type %s", forms, file.Header.Get("Content-Type"))
	}
}

func TestTheFirstPositionCountsWhereASheetTakesSeveralLabels(t *testing.T) {
	s := newSite(t)
	one := s.Parcel(t)
	p := s.as(t, account.Shipper).Get(list).Submit(t, "Print Shipping Labels", "tick", string(one.Number))
	p.Submit(t, "Print 1 label", "format", "a4-4", "start", "5").Has(t, 422, "Enter a number from 1 to 4")
	p.Submit(t, "Print 1 label", "format", "100x100", "start", "5").Has(t, 200, "Print shipping labels")
}

func TestDocumentsOfAFewParcelsAreShownAtOnceAndOfManyMadeByAJob(t *testing.T) {
	s := newSite(t)
	few := []parcel.Parcel{s.Parcel(t), s.Parcel(t)}
	b := s.as(t, account.Shipper)
	p := b.Get(list).Submit(t, "Pick list", "tick", string(few[0].Number), "tick", string(few[1].Number)).Has(t, 200, "Acts on all 2", "What to take from the shelves")
	shown := p.Submit(t, "Print the pick list of 2 parcels")
	if got, want := shown.Path(), link.Document("pick_list", "lp", string(few[0].Number), "lp", string(few[1].Number)); got != want || !strings.HasPrefix(shown.Body, "%PDF-") {
		t.Errorf("it leads to %s, want %s", got, want)
	}
	p.Follow(t, "Commercial invoices").Has(t, 200, "Acts on 0 of 2", "needs no commercial invoice")
	at := strings.TrimSuffix(p.Path(), "?action=pick_list") + "/documents"
	b.Post(at, "document", "commercial_invoices").Has(t, 200, "This can be done with nothing of what is ticked")
	b.Post(at, "document", "labels").Has(t, 404, "There is no such document")
	for range 50 {
		s.Parcel(t)
	}
	b.Get(list).Submit(t, "Tick all 52 found")
	p = b.Get(list).Submit(t, "Hand-over list").Has(t, 200, "Acts on all 52").Submit(t, "Print the hand-over lists of 52 parcels").Has(t, 200, "Print hand-over lists")
	s.work(t)
	if file := b.Get(p.Path()).Has(t, 200, "52 of 52").Follow(t, "hand-over-list-1-1-52.pdf"); !strings.HasPrefix(file.Body, "%PDF-") {
		t.Errorf("the file is %.20q", file.Body)
	}
	s.as(t, account.Viewer).Post(at, "document", "pick_list").Has(t, 403)
}
