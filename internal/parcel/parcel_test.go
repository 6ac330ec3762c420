package parcel

import (
	"errors"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
)

func TestNumbersAreLPAndFourteenDigits(t *testing.T) {
	if got := NumberOf(143017180001); got != "LP00143017180001" {
		t.Errorf("number = %s", got)
	}
	for _, text := range []string{"LP00143017180001", " lp00143017180001 "} {
		if n, err := ParseNumber(text); err != nil || n != "LP00143017180001" {
			t.Errorf("%q is read as %s, %v", text, n, err)
		}
	}
	for _, text := range []string{"", "LP", "LP0014301718000", "LP001430171800012", "XX00143017180001", "LP0014301718000A"} {
		if _, err := ParseNumber(text); !errors.Is(err, ErrNumber) {
			t.Errorf("%q is read without the error: %v", text, err)
		}
	}
}

func TestAParcelStandsInOneStage(t *testing.T) {
	tests := []struct {
		p    Parcel
		want Stage
	}{
		{Parcel{Status: Init}, StageWaiting},
		{Parcel{Status: AwaitsOutStock}, StageWaiting},
		{Parcel{Status: OutOfStock}, StageTransit},
		{Parcel{Status: Sent}, StageTransit},
		{Parcel{Status: Sent, DeliveredAt: at(1)}, StageDelivered},
		{Parcel{Status: Closed, ClosedAt: at(1)}, StageClosed},
		{Parcel{Status: SendFailed, ClosedAt: at(1)}, StageClosed},
	}
	for _, tt := range tests {
		if got := tt.p.Stage(); got != tt.want {
			t.Errorf("a parcel that is %s stands in %q, want %q", tt.p.Status, got, tt.want)
		}
	}
}

func TestWhatCanBeDoneFollowsTheState(t *testing.T) {
	p := Parcel{Status: AwaitsWarehouse, Waybill: "RA123456785CN", Goods: []Goods{{Line: 7, Quantity: 2}}}
	if !p.Cancelable() || !p.NeedsNotice() || !p.HasLabel() || p.Scanned() || p.GaveBack() {
		t.Errorf("a parcel with a waybill: %+v", p)
	}
	asked := p
	asked.CancelAskedAt = at(1)
	if asked.Cancelable() {
		t.Error("cancellation can be asked for twice")
	}
	scanned := p
	scanned.Status = PickedUp
	if scanned.Cancelable() || !scanned.Scanned() {
		t.Error("a collected parcel can be cancelled")
	}
	if got := p.Pieces(); len(got) != 1 || got[0] != (order.Pieces{Line: 7, Quantity: 2}) {
		t.Errorf("pieces = %v", got)
	}
	if _, err := p.Happen(CancelConfirmed, at(2)); err != nil || p.Open() || !p.GaveBack() || p.Cancelable() {
		t.Errorf("cancelled: %+v, %v", p, err)
	}
}

func TestFlagsFollowTheCategoryOfGoods(t *testing.T) {
	tests := map[channel.Category]Flags{
		channel.Ordinary:           {},
		channel.BuiltInBattery:     {Battery: true},
		channel.PureBattery:        {Battery: true, OnlyBattery: true},
		channel.NonLiquidCosmetics: {Cosmetics: true},
		channel.Liquid:             {Special: true},
		channel.Powder:             {Special: true},
		channel.Magnetic:           {Special: true},
		channel.OtherSpecial:       {Special: true},
	}
	for _, c := range channel.Categories {
		want, known := tests[c]
		if got := FlagsOf(c); !known || got != want {
			t.Errorf("flags of %s = %+v, want %+v", c, got, want)
		}
	}
}

func TestOptionsAreReadFromText(t *testing.T) {
	for _, o := range Options {
		if got, err := ParseOption(string(o)); err != nil || got != o {
			t.Errorf("%q is read as %q, %v", o, got, err)
		}
	}
	if _, err := ParseOption("paid"); !errors.Is(err, ErrUnknownOption) {
		t.Errorf("an unknown option is read without the error: %v", err)
	}
	if got := (Filter{Text: " lp00 1430 1718\t0001 "}).Words(); got != "LP00143017180001" {
		t.Errorf("words = %q", got)
	}
}
