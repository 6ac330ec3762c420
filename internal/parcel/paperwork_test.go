package parcel_test

import (
	"testing"
	"time"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/parcel"
)

func TestPaperworkLeavesOutWhatDoesNotBelongIntoIt(t *testing.T) {
	booked := func(s parcel.Status) parcel.Parcel { return parcel.Parcel{Status: s, Waybill: "RB123456785CN"} }
	closed := booked(parcel.Closed)
	closed.ClosedAt = time.Unix(1, 0)
	post, express, heavy := channel.Channel{Tier: channel.Economy}, channel.Channel{Tier: channel.Express}, channel.Channel{Code: channel.HeavyLine, Tier: channel.StandardTier}
	tests := []struct {
		name                          string
		parcel                        parcel.Parcel
		by                            channel.Channel
		pick, slip, invoice, handOver *errs.Error
	}{
		{"waits for its number", parcel.Parcel{Status: parcel.Init}, express, nil, nil, parcel.ErrUnbooked, parcel.ErrUnbooked},
		{"waits for the driver", booked(parcel.AwaitsWarehouse), post, nil, nil, parcel.ErrPostal, nil},
		{"was not collected", booked(parcel.PickupFailed), heavy, nil, nil, nil, nil},
		{"the driver has it", booked(parcel.PickedUp), express, nil, nil, nil, nil},
		{"the warehouse has it", booked(parcel.AwaitsOutStock), express, parcel.ErrArrived, nil, nil, parcel.ErrArrived},
		{"closed", closed, express, parcel.ErrOver, parcel.ErrOver, parcel.ErrOver, parcel.ErrOver},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for k, want := range map[parcel.Paperwork]*errs.Error{
				parcel.PickList: tt.pick, parcel.PackingSlips: tt.slip, parcel.Invoices: tt.invoice, parcel.HandOverList: tt.handOver,
			} {
				if got := k.Obstacle(tt.parcel, tt.by); got != want {
					t.Errorf("%s: %v, want %v", k, got, want)
				}
			}
		})
	}
}

func TestPaperworkIsReadByItsName(t *testing.T) {
	for _, k := range parcel.AllPaperwork {
		if got, err := parcel.ParsePaperwork(string(k)); got != k || err != nil {
			t.Errorf("%s is read as %s, %v", k, got, err)
		}
	}
	if _, err := parcel.ParsePaperwork("labels"); err == nil {
		t.Error("labels are paperwork")
	}
}
