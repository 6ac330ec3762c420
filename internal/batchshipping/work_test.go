package batchshipping_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"sellerdesk/internal/batchshipping"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/product"
	"sellerdesk/internal/shipping"
	prices "sellerdesk/internal/testing/desk"
	"sellerdesk/internal/upload"
)

func TestGoodRowsAreSubmittedAndBadOnesAreNot(t *testing.T) {
	d := newDesk(t)
	good, bad, other := d.place(), d.place(), d.place()
	rows := d.table(batchshipping.AsBuyer)
	set(rows, 2, batchshipping.NameEN, "杯子")
	id := d.upload(rows)
	d.submit(id)
	results := d.results(id)
	for i, o := range []order.Order{good, bad, other} {
		made := d.parcels(o)
		if want := i != 1; (len(made) == 1) != want || want && (results[i].Parcel != made[0].ID || made[0].Waybill == "") {
			t.Errorf("order %d: %s, %d logistics orders", i+1, says(results[i]), len(made))
		}
	}
	if made, err := d.tables.Made(t.Context(), d.Store, id); err != nil || len(made) != 2 {
		t.Errorf("made %v, %v", made, err)
	}
	receipt, err := d.Parcels.Receipt(t.Context(), d.Store, results[0].Parcel)
	d.must(err)
	if receipt.Price != results[0].Price || len(receipt.Plans) == 0 || len(receipt.Checks) == 0 {
		t.Errorf("the receipt is %+v", receipt)
	}
	set(rows, 2, batchshipping.NameEN, "Cup")
	mended := d.upload(rows)
	if got := d.results(mended); got[0].Verdict != upload.Skipped || got[1].Verdict != upload.Ready || !strings.Contains(says(got[0]), "LP") {
		t.Errorf("the mended file: %s / %s", says(got[0]), says(got[1]))
	}
	d.submit(mended)
	if len(d.parcels(bad)) != 1 || len(d.parcels(good)) != 1 {
		t.Error("the mended row was not submitted once")
	}
}

func TestTheSameFileTwiceMakesNothingTwice(t *testing.T) {
	d := newDesk(t)
	orders := []order.Order{d.place(), d.place(), d.place()}
	rows := d.table(batchshipping.AsBuyer)
	first, second := d.upload(rows), d.upload(rows) // both checked before anything is made
	d.submit(first)
	d.submit(second)
	for i, o := range orders {
		made, one, two := d.parcels(o), d.results(first)[i], d.results(second)[i]
		if len(made) != 1 || one.Parcel != made[0].ID || two.Parcel != 0 || !strings.Contains(says(two), string(made[0].Number)) {
			t.Errorf("order %s has %d logistics orders; %s; %s", o.Number, len(made), says(one), says(two))
		}
	}
	if _, err := d.tables.Start(t.Context(), d.Store, d.Owner, first, false); !errors.Is(err, upload.ErrNothing) {
		t.Errorf("submitted again: %v", err)
	}
	for _, c := range d.results(d.upload(rows)) {
		if c.Verdict != upload.Skipped {
			t.Error(says(c))
		}
	}
}

func TestAPriceThatChangedIsNotSubmittedSilently(t *testing.T) {
	d := newDesk(t)
	o, kept := d.place(), d.place()
	id := d.upload(d.table(batchshipping.AsBuyer))
	d.tables.Shipping.(*shipping.Service).Tariffs = prices.Dearer{}
	d.submit(id)
	c := d.results(id)[0]
	if len(d.parcels(o)) != 0 || len(d.parcels(kept)) != 0 || c.Verdict != upload.Refused || !strings.Contains(says(c), "Estimated shipping cost: was") {
		t.Errorf("%s; %d logistics orders", says(c), len(d.parcels(o)))
	}
	if again := d.check(d.table(batchshipping.AsBuyer)); again[0].Verdict != upload.Ready || again[0].Price == c.Price {
		t.Errorf("checked again: %s for %s", says(again[0]), again[0].Price)
	}
}

func TestAnOrderThatChangedSinceTheCheckIsRefused(t *testing.T) {
	d := newDesk(t)
	o := d.place()
	id := d.upload(d.table(batchshipping.AsBuyer))
	o.Note = "in blue"
	d.must(d.Orders.Update(t.Context(), o))
	d.submit(id)
	if c := d.results(id)[0]; c.Verdict != upload.Refused || len(d.parcels(o)) != 0 {
		t.Errorf("%s", says(c))
	}
}

func TestStockThatWasTakenMeanwhileDoesNotStopABatch(t *testing.T) {
	d := newDesk(t)
	o := d.place()
	id := d.upload(d.table(batchshipping.AsBuyer))
	items, err := d.Products.Records.ForSKUs(t.Context(), d.Store, []string{"CUP-1"})
	d.must(err)
	d.must(d.Products.Records.Ship(t.Context(), d.Store, map[product.VariantID]int{items["CUP-1"].ID: 7}))
	d.submit(id)
	if len(d.parcels(o)) != 1 {
		t.Errorf("%s", says(d.results(id)[0]))
	}
}

func TestTheWholeFileOrNothing(t *testing.T) {
	d := newDesk(t)
	first, second := d.place(), d.place()
	rows := d.table(batchshipping.AsBuyer)
	faulty := d.table(batchshipping.AsBuyer)
	set(faulty, 2, batchshipping.NameCN, "")
	whole := func(id upload.ID) (job.ID, error) { return d.tables.Start(t.Context(), d.Store, d.Owner, id, true) }
	if _, err := whole(d.upload(faulty)); !errors.Is(err, batchshipping.ErrFaults) {
		t.Errorf("with a refused row: %v", err)
	}
	id := d.upload(rows)
	second.Note = "in blue"
	d.must(d.Orders.Update(t.Context(), second))
	if _, err := whole(id); !errors.Is(err, batchshipping.ErrFaults) || d.results(id)[1].Verdict != upload.Refused {
		t.Errorf("with an order that changed: %v, %s", err, says(d.results(id)[1]))
	}
	if len(d.parcels(first)) != 0 {
		t.Fatal("something was submitted")
	}
	j, err := whole(d.upload(d.table(batchshipping.AsBuyer)))
	d.must(err)
	d.must(d.Jobs.Run(t.Context(), d.Store, j))
	if len(d.parcels(first)) != 1 || len(d.parcels(second)) != 1 {
		t.Error("a file without fault was not submitted")
	}
}

func TestOneJobWorksOnAFile(t *testing.T) {
	d := newDesk(t)
	d.place()
	id := d.upload(d.table(batchshipping.AsBuyer))
	first, err := d.tables.Start(t.Context(), d.Store, d.Owner, id, false)
	d.must(err)
	second, err := d.tables.Start(t.Context(), d.Store, d.Owner, id, false)
	if err != nil || first != second {
		t.Errorf("jobs %d and %d, %v", first, second, err)
	}
	if _, err := d.tables.Start(t.Context(), d.Other, d.Owner, id, false); !errors.Is(err, upload.ErrNotFound) {
		t.Errorf("another store starts it: %v", err)
	}
}

func TestABatchGoesOnWhereItStopped(t *testing.T) {
	d := newDesk(t)
	var orders []order.Order
	for range 130 {
		orders = append(orders, d.place())
	}
	id := d.upload(d.table(batchshipping.AsBuyer))
	j, err := d.tables.Start(t.Context(), d.Store, d.Owner, id, false)
	d.must(err)
	_, err = d.Jobs.Round(t.Context())
	d.must(err)
	half, err := d.JobList.Get(context.Background(), d.Store, j)
	d.must(err)
	if half.Done == 0 || half.Done >= 130 {
		t.Errorf("%d are done after one part", half.Done)
	}
	d.must(d.Jobs.All(t.Context()))
	for i, c := range d.results(id) {
		if made := d.parcels(orders[i]); len(made) != 1 || c.Parcel != made[0].ID {
			t.Fatalf("row %d: %s, %d logistics orders", c.Row, says(c), len(made))
		}
	}
}
