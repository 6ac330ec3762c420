package shipping_test

import (
	"slices"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/shipping"
)

// taking is a channel that takes parcels in some ways.
func taking(ways ...channel.CollectionMode) channel.Channel { return channel.Channel{Collection: ways} }

func TestAChannelIsReachedInItsOwnWays(t *testing.T) {
	tests := []struct {
		name    string
		channel channel.Channel
		inRange bool
		want    []parcel.CollectionMode
	}{
		{"all, inside the range", taking(channel.CollectionModes...), true,
			[]parcel.CollectionMode{parcel.DoorPickup, parcel.Domestic, parcel.HandIn, parcel.Arranged}},
		{"all, outside the range", taking(channel.CollectionModes...), false,
			[]parcel.CollectionMode{parcel.Domestic, parcel.HandIn, parcel.Arranged}},
		{"UPS outside the range", taking(channel.DoorPickup, channel.SelfSend), false, []parcel.CollectionMode{parcel.HandIn, parcel.Arranged}},
		{"EMS outside the range", taking(channel.DoorPickup, channel.SelfPost), false, []parcel.CollectionMode{parcel.Domestic, parcel.Arranged}},
		{"at the door only, outside", taking(channel.DoorPickup), false, []parcel.CollectionMode{parcel.Arranged}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := shipping.Ways(tt.channel, tt.inRange); !slices.Equal(got, tt.want) {
				t.Errorf("ways = %v, want %v", got, tt.want)
			}
			for _, m := range parcel.CollectionModes {
				c := parcel.Collection{Mode: m, Company: "SF", Number: "SF1234567890123", Note: "at six"}
				problems := shipping.CheckCollection(c, tt.channel, tt.inRange)
				if ok := slices.Contains(tt.want, m); ok != (len(problems) == 0) {
					t.Errorf("%s is refused: %v", m, problems)
				}
				if len(problems) > 0 && (problems[0].Field != "collection" || !i18n.Has(problems[0].Code)) {
					t.Errorf("%s is refused by %v", m, problems)
				}
			}
		})
	}
}

func TestAfterAFailedCollectionTheSameWayComesFirst(t *testing.T) {
	for failed, want := range map[parcel.CollectionMode][]parcel.CollectionMode{
		parcel.DoorPickup: {parcel.DoorPickup, parcel.Domestic, parcel.HandIn},
		parcel.Arranged:   {parcel.Arranged, parcel.Domestic, parcel.HandIn},
		parcel.Domestic:   {parcel.Domestic, parcel.HandIn},
	} {
		if got := shipping.Rerouted(taking(channel.CollectionModes...), failed); !slices.Equal(got, want) {
			t.Errorf("after %s: %v, want %v", failed, got, want)
		}
	}
}

func TestWhatIsArrangedIsWrittenDown(t *testing.T) {
	long := string(slices.Repeat([]rune("约"), shipping.MaxNote+1))
	for _, tt := range []struct {
		c     parcel.Collection
		field string
	}{
		{parcel.Collection{Mode: parcel.Arranged, Note: " "}, "note"},
		{parcel.Collection{Mode: parcel.Arranged, Note: long}, "note"},
		{parcel.Collection{Mode: parcel.Arranged, Note: long[:len("约")*shipping.MaxNote]}, ""},
		{parcel.Collection{Mode: parcel.Domestic, Company: "OTHER", Number: "1", Note: long}, "note"},
		{parcel.Collection{Mode: "by_air"}, "collection"},
	} {
		problems := shipping.CheckCollection(tt.c, taking(channel.CollectionModes...), false)
		if named := slices.ContainsFunc(problems, func(p errs.Problem) bool { return p.Field == tt.field }); named != (tt.field != "") {
			t.Errorf("%+v: %v, want %q", tt.c, problems, tt.field)
		}
	}
}

func TestAParcelKeepsWhatBelongsToItsWayAlone(t *testing.T) {
	w := newWorld(t)
	for want, typed := range map[parcel.Collection]parcel.Collection{
		{Mode: parcel.HandIn}:                        {Mode: parcel.HandIn, Company: "SF", Number: "1", Note: "old note"},
		{Mode: parcel.Arranged, Note: "Driver Wang"}: {Mode: parcel.Arranged, Company: "SF", Note: " Driver Wang "},
		{Mode: parcel.Domestic, Company: "STO", Number: "7712345678901"}: {
			Mode: parcel.Domestic, Company: "STO", Number: "7712345678901", Note: "Driver Wang",
		},
	} {
		o := w.place()
		d := w.draft(o, shipping.Choice{})
		d.Form.Collection = typed
		s, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
		w.must(err)
		if got := w.parcel(s.Parcel.Number).Collection; got != want {
			t.Errorf("%+v is kept as %+v", typed, got)
		}
	}
}

func TestAParcelBroughtInPersonIsScannedWithoutACollection(t *testing.T) {
	w := newWorld(t)
	o := w.place()
	d := w.draft(o, shipping.Choice{})
	d.Form.Collection = parcel.Collection{Mode: parcel.HandIn}
	s, err := w.Submit(w.ctx, w.store, w.me(), o.Number, shipping.Choice{}, d.Form, d.Offer)
	w.must(err)
	if p := w.step(s.Parcel); p.Status != parcel.AwaitsOutStock || p.Measured == 0 {
		t.Errorf("the parcel is %s, measured %s", p.Status, p.Measured)
	}
}
