package rehearsal_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/carriertest"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/tracking"
)

// trips are any bookings a seller can make.
func trips() *rapid.Generator[rehearsal.Trip] {
	return rapid.Custom(func(t *rapid.T) rehearsal.Trip {
		b := carriertest.Booking("")
		return rehearsal.Trip{
			Tier:          rapid.SampledFrom(channel.Tiers).Draw(t, "tier"),
			Tracking:      rapid.SampledFrom(channel.Trackings).Draw(t, "tracking"),
			Days:          carrier.Days{Min: rapid.IntRange(0, 10).Draw(t, "min"), Max: rapid.IntRange(0, 60).Draw(t, "max")},
			Weight:        measure.Weight(rapid.Int64Range(1, 30_000).Draw(t, "weight")),
			Collection:    carrier.Collection{Mode: rapid.SampledFrom(carrier.Modes).Draw(t, "mode")},
			Warehouse:     b.Warehouse,
			Country:       b.To.Country,
			City:          b.To.City,
			Undeliverable: rapid.SampledFrom([]carrier.Undeliverable{carrier.Return, carrier.Destroy}).Draw(t, "undeliverable"),
			Since:         sample.Moment.Add(time.Duration(rapid.Int64Range(0, 10_000).Draw(t, "since")) * time.Minute),
		}
	})
}

func rates() *rapid.Generator[rehearsal.Trouble] {
	return rapid.Custom(func(t *rapid.T) rehearsal.Trouble {
		return rapid.SampledFrom([]rehearsal.Trouble{{}, rehearsal.Gentle(), rough, {
			PickupFailure: rehearsal.Always, NotDelivered: rehearsal.Always, Late: rehearsal.Always,
			Disorder: rehearsal.Always, Twice: rehearsal.Always,
		}}).Draw(t, "rates")
	})
}

func references() *rapid.Generator[carrier.Reference] {
	return rapid.Map(rapid.IntRange(0, 1_000_000), reference)
}

func TestAPlanDependsOnItsArgumentsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed, r, trip, rates := rapid.Uint64().Draw(t, "seed"), references().Draw(t, "reference"), trips().Draw(t, "trip"), rates().Draw(t, "rates")
		first := rehearsal.Plan(seed, rates, r, trip)
		if diff := cmp.Diff(first, rehearsal.Plan(seed, rates, r, trip)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestStepsAreReportedInOrderAndNeverBeforeTheyHappen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trip := trips().Draw(t, "trip")
		steps := rehearsal.Plan(1, rates().Draw(t, "rates"), references().Draw(t, "reference"), trip)
		if len(steps) == 0 {
			t.Fatal("nothing happens")
		}
		for i, s := range steps {
			if s.Due.Before(s.At) || !s.At.After(trip.Since) || s.Place == "" || s.PlaceCN == "" {
				t.Fatalf("%+v", s)
			}
			if i > 0 && s.Due.Before(steps[i-1].Due) {
				t.Fatalf("%s is due before %s", s.Code, steps[i-1].Code)
			}
		}
	})
}

func TestWithoutTroubleAParcelGoesStraightToTheBuyer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trip := trips().Draw(t, "trip")
		steps := rehearsal.Plan(1, rehearsal.Trouble{}, references().Draw(t, "reference"), trip)
		order := tracking.Codes()
		for i, s := range steps {
			if s.Code.Trouble() {
				t.Fatalf("%s happens", s.Code)
			}
			if i > 0 && (!s.At.After(steps[i-1].At) || slices.Index(order, s.Code) <= slices.Index(order, steps[i-1].Code)) {
				t.Fatalf("%s at %s after %s at %s", s.Code, s.At, steps[i-1].Code, steps[i-1].At)
			}
		}
		last := steps[len(steps)-1].Code
		want := map[channel.Tracking]bool{
			channel.FullTracking:    last.Delivers(),
			channel.PartialTracking: last == tracking.ImportOut,
			channel.NoTracking:      last == tracking.LinehaulIn,
		}
		if !want[trip.Tracking] {
			t.Fatalf("followed %s, the last event is %s", trip.Tracking, last)
		}
	})
}

func TestOnlyCollectedParcelsArePickedUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trip := trips().Draw(t, "trip")
		first := rehearsal.Plan(1, rehearsal.Trouble{}, references().Draw(t, "reference"), trip)[0].Code
		if want := trip.Collection.Mode.Collected(); (first == tracking.PickedUp) != want {
			t.Fatalf("%s begins with %s", trip.Collection.Mode, first)
		}
	})
}

func TestTheScalesDifferALittleFromTheDeclaration(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trip := trips().Draw(t, "trip")
		for _, s := range rehearsal.Plan(1, rehearsal.Trouble{}, references().Draw(t, "reference"), trip) {
			if weighs := s.Code == tracking.WarehouseAccepted; weighs != (s.Weight > 0) {
				t.Fatalf("%s: %d g", s.Code, s.Weight)
			} else if weighs && (s.Weight < trip.Weight*97/100 || s.Weight > trip.Weight*105/100+5) {
				t.Fatalf("%d g declared, %d g measured", trip.Weight, s.Weight)
			}
		}
	})
}

func TestAParcelTravelsAsLongAsItsChannelPromises(t *testing.T) {
	tests := []struct {
		name        string
		tier        channel.Tier
		days        carrier.Days
		least, most int // days from the warehouse to the buyer
	}{
		{"a promise from 15 to 45 days", channel.StandardTier, carrier.Days{Min: 15, Max: 45}, 15, 37},
		{"a promise of up to 60 days", channel.Economy, carrier.Days{Max: 60}, 20, 49},
		{"no promise, express", channel.Express, carrier.Days{}, 4, 8},
		{"no promise, economy", channel.Economy, carrier.Days{}, 20, 38},
		{"no promise, no tier", "", carrier.Days{}, 12, 25},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i := range 300 {
				took := travelled(rehearsal.Plan(1, rehearsal.Trouble{}, reference(i), rehearsal.Trip{
					Tier: tt.tier, Days: tt.days, Tracking: channel.FullTracking, Weight: 100, Country: "RU",
					Collection: carrier.Collection{Mode: carrier.SelfSend}, Since: sample.Moment,
				}))
				if took < time.Duration(tt.least)*day || took > time.Duration(tt.most)*day {
					t.Fatalf("%s travels %s", reference(i), took)
				}
			}
		})
	}
}

// travelled is the time from the warehouse to the buyer.
func travelled(steps []rehearsal.Planned) time.Duration {
	left := slices.IndexFunc(steps, func(s rehearsal.Planned) bool { return s.Code == tracking.LeftWarehouse })
	return steps[len(steps)-1].At.Sub(steps[left].At)
}

func TestCollectionKeepsItsAppointment(t *testing.T) {
	tests := []struct {
		name  string
		due   time.Time
		least time.Time
	}{
		{"at the agreed time", sample.Moment.Add(20 * time.Hour), sample.Moment.Add(20 * time.Hour)},
		{"not before the booking", sample.Moment.Add(-day), sample.Moment.Add(30 * time.Minute)},
		{"the next morning at ten in China", time.Time{}, time.Date(2026, 11, 21, 2, 0, 0, 0, time.UTC)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i := range 100 {
				first := rehearsal.Plan(1, rehearsal.Trouble{}, reference(i), rehearsal.Trip{
					Collection: carrier.Collection{Mode: carrier.DoorPickup, Due: tt.due}, Since: sample.Moment,
				})[0]
				if first.At.Before(tt.least) || first.At.After(tt.least.Add(3*time.Hour)) {
					t.Fatalf("collected at %s, want within three hours of %s", first.At, tt.least)
				}
			}
		})
	}
}

func TestWarehousesWorkInTheDaytime(t *testing.T) {
	china := time.FixedZone("UTC+8", 8*60*60)
	for i := range 300 {
		b := carriertest.Booking(reference(i), variant(i))
		for _, s := range rehearsal.Plan(1, rehearsal.Trouble{}, b.Reference, rehearsal.Trip{Collection: b.Collection, Since: sample.Moment}) {
			hour := s.At.In(china).Hour()
			if (s.Code == tracking.WarehouseAccepted || s.Code == tracking.LeftWarehouse) && (hour < 8 || hour >= 22) {
				t.Errorf("%s at %d o'clock", s.Code, hour)
			}
		}
	}
}

func TestAGentleWorldHasOneAbnormalParcelInAHundred(t *testing.T) {
	const parcels = 10_000
	abnormal := 0
	for i := range parcels {
		b := carriertest.Booking(reference(i))
		steps := rehearsal.Plan(1, rehearsal.Gentle(), b.Reference, rehearsal.Trip{
			Collection: b.Collection, Tracking: channel.FullTracking, Since: sample.Moment,
		})
		trouble := slices.ContainsFunc(steps, func(s rehearsal.Planned) bool { return s.Code.Trouble() })
		lost := !slices.ContainsFunc(steps, func(s rehearsal.Planned) bool { return s.Code.Delivers() })
		if trouble || lost {
			abnormal++
		}
	}
	if abnormal < parcels*7/1000 || abnormal > parcels*13/1000 {
		t.Errorf("%d of %d parcels are abnormal", abnormal, parcels)
	}
	if g := rehearsal.Gentle(); g.Refuse != 0 || g.Silent != 0 {
		t.Errorf("a gentle world refuses %d and is silent to %d of 10,000 bookings", g.Refuse, g.Silent)
	}
}

func TestATroubleThatNobodyWouldSeeDoesNotHit(t *testing.T) {
	trip := rehearsal.Trip{
		Tracking: channel.NoTracking, Collection: carrier.Collection{Mode: carrier.SelfSend}, Since: sample.Moment,
	}
	plain := rehearsal.Plan(1, rehearsal.Trouble{}, reference(1), trip)
	all := rehearsal.Trouble{
		PickupFailure: rehearsal.Always, ImportFailure: rehearsal.Always, NotDelivered: rehearsal.Always, Stall: rehearsal.Always,
	}
	if diff := cmp.Diff(plain, rehearsal.Plan(1, all, reference(1), trip)); diff != "" {
		t.Error(diff)
	}
}
