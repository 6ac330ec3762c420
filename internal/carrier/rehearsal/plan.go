package rehearsal

import (
	"slices"
	"time"

	"golang.org/x/text/language"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tracking"
)

const day = 24 * time.Hour

// china is the time of the warehouses. China has no summer time.
var china = time.FixedZone("UTC+8", 8*60*60)

// Planned is a step of a parcel's way that is still to come.
type Planned struct {
	Code    tracking.Code
	At      time.Time // when it happens
	Due     time.Time // when the network learns of it: At, or later
	Place   string
	PlaceCN string
	Weight  measure.Weight // measured, of the step that weighs
	Reason  carrier.Reason
}

// Plan returns all that will happen to a parcel, in the order in which the
// network learns of it. It depends on its arguments alone.
func Plan(seed uint64, rates Trouble, reference carrier.Reference, t Trip) []Planned {
	d := dice{seed, string(reference)}
	steps := straight(d, t)
	for _, k := range Kinds {
		if d.hits(string(k), rates.of(k)) {
			steps = orElse(spoil(d, t, steps, k), steps)
		}
	}
	return steps
}

func orElse(changed, steps []Planned) []Planned {
	if changed == nil {
		return steps
	}
	return changed
}

// straight is the way of a parcel without any trouble.
func straight(d dice, t Trip) []Planned {
	steps := toWarehouse(d, t)
	received := steps[len(steps)-1].At
	packed := received.Add(d.between("pack", time.Hour, 9*time.Hour))
	left := opening(packed.Add(d.between("leave", 2*time.Hour, 22*time.Hour)))
	steps = append(steps, t.here(tracking.Packed, packed), t.here(tracking.LeftWarehouse, left))
	return append(steps, t.abroad(d, left)...)
}

// toWarehouse is the way from the seller to the first scan in the warehouse:
// collected parcels the same or the next day, those by domestic express after
// one to three days, those brought in person within a day or so.
func toWarehouse(d dice, t Trip) []Planned {
	var steps []Planned
	var received time.Time
	switch t.Collection.Mode {
	case carrier.DomesticExpress:
		received = opening(t.Since.Add(d.between("express", 18*time.Hour, 3*day)))
	case carrier.SelfSend:
		received = opening(t.Since.Add(d.between("bring", 3*time.Hour, 30*time.Hour)))
	case carrier.DoorPickup, carrier.Arranged:
		collected := t.collection().Add(d.between("collect", 0, 3*time.Hour))
		steps = append(steps, t.here(tracking.PickedUp, collected))
		received = opening(collected.Add(d.between("bring in", 4*time.Hour, 16*time.Hour)))
	}
	scan := t.here(tracking.WarehouseAccepted, received)
	scan.Weight = weigh(d, t.Weight)
	return append(steps, scan)
}

// collection is when the parcel is collected at the earliest: at the agreed
// time, or at ten o'clock of the next day, and half an hour after it was booked.
func (t Trip) collection() time.Time {
	soonest := t.Since.Truncate(time.Minute).Add(30 * time.Minute)
	due := t.Collection.Due
	if due.IsZero() {
		due = clockTime(t.Since.Add(day), 10)
	}
	if due.Before(soonest) {
		return soonest
	}
	return due.Truncate(time.Minute).UTC()
}

// clockTime is a full hour of the moment's day in China.
func clockTime(t time.Time, hour int) time.Time {
	y, m, d := t.In(china).Date()
	return time.Date(y, m, d, hour, 0, 0, 0, china).UTC()
}

// opening moves a moment into the working hours of the warehouses, 8 to 22
// o'clock, keeping its minutes so that not everything happens at once.
func opening(t time.Time) time.Time {
	t = t.Truncate(time.Minute)
	minutes := time.Duration(t.Minute()) * time.Minute
	switch hour := t.In(china).Hour(); {
	case hour < 8:
		return clockTime(t, 8).Add(minutes)
	case hour >= 22:
		return clockTime(t.Add(day), 8).Add(minutes)
	}
	return t
}

// weigh is what the scales of the warehouse say: up to 2 % below the declared
// weight to 5 % above, and up to 4 g of tape.
func weigh(d dice, declared measure.Weight) measure.Weight {
	percent := measure.Weight(d.roll("scales", 8) - 2)
	tape := measure.Weight(d.roll("tape", 5))
	return max(1, declared+declared*percent/100+tape)
}

// leg is a step on the way to the buyer and how far from the warehouse it is,
// in thousandths of the time the whole way takes.
type leg struct {
	code  tracking.Code
	share int64
	where func(t Trip, code tracking.Code, at time.Time) Planned
}

// legs are the way from the warehouse to the buyer's hands. Channels followed
// in part end after import customs, those not followed at the departure hub.
var legs = []leg{
	{tracking.SortingIn, 10, Trip.here},
	{tracking.SortingOut, 30, Trip.here},
	{tracking.ExportStarted, 45, Trip.here},
	{tracking.ExportCleared, 70, Trip.here},
	{tracking.LinehaulIn, 100, Trip.here},
	{tracking.LinehaulAirline, 140, Trip.here},
	{tracking.LinehaulDeparted, 160, Trip.here},
	{tracking.LinehaulArrived, 380, Trip.inCountry},
	{tracking.ImportIn, 400, Trip.inCountry},
	{tracking.ImportStarted, 430, Trip.inCountry},
	{tracking.ImportCleared, 560, Trip.inCountry},
	{tracking.ImportOut, 590, Trip.inCountry},
	{tracking.LastMileAccepted, 640, Trip.inCountry},
	{tracking.LocalSortingIn, 720, Trip.inCountry},
	{tracking.LocalSortingOut, 780, Trip.inCountry},
	{tracking.DeliveryOfficeIn, 900, Trip.inCity},
	{tracking.OutForDelivery, 970, Trip.inCity},
	{tracking.Delivered, 1000, Trip.inCity},
}

// abroad is the way from the warehouse on. One parcel in ten is picked up by
// the buyer at the delivery office.
func (t Trip) abroad(d dice, left time.Time) []Planned {
	whole := t.travel(d)
	pickedUp := d.hits("self pick", 1_000)
	var steps []Planned
	for _, l := range legs {
		share := l.share + d.roll(string(l.code), 5) // thousandths, less than any gap
		at := left.Add(whole * time.Duration(share) / 1000).Truncate(time.Minute)
		steps = append(steps, l.where(t, forPickup(l.code, pickedUp), at))
		if l.code == t.lastSeen() {
			break
		}
	}
	return steps
}

// forPickup names the last steps of a parcel that the buyer picks up.
func forPickup(c tracking.Code, pickedUp bool) tracking.Code {
	switch {
	case pickedUp && c == tracking.OutForDelivery:
		return tracking.WaitingForPickup
	case pickedUp && c == tracking.Delivered:
		return tracking.CollectedByBuyer
	}
	return c
}

// lastSeen is the last step that the channel reports.
func (t Trip) lastSeen() tracking.Code {
	switch t.Tracking {
	case channel.NoTracking:
		return tracking.LinehaulIn
	case channel.PartialTracking:
		return tracking.ImportOut
	case channel.FullTracking:
	}
	return tracking.Delivered
}

// usual are the days a tier takes where the channel promises none.
var usual = map[channel.Tier]carrier.Days{
	channel.Economy:      {Min: 20, Max: 45},
	channel.Simple:       {Min: 18, Max: 40},
	channel.StandardTier: {Min: 12, Max: 30},
	channel.Express:      {Min: 4, Max: 9},
}

// travel is the time from the warehouse to the buyer: within the promise, and
// rather near its beginning. A promise of "up to" begins at a third of it.
func (t Trip) travel(d dice) time.Duration {
	days := t.Days
	if days.Max <= 0 {
		days = usual[t.Tier]
	}
	if days.Max <= 0 {
		days = usual[channel.StandardTier]
	}
	if days.Min <= 0 {
		days.Min = max(1, days.Max/3)
	}
	least := time.Duration(days.Min) * day
	most := max(least, time.Duration(days.Max)*day)
	return d.between("travel", least, least+(most-least)*7/10)
}

// at is a step that the network learns of when it happens.
func at(c tracking.Code, when time.Time, en, cn string) Planned {
	return Planned{Code: c, At: when, Due: when, Place: en, PlaceCN: cn}
}

// here is a step in the city of the warehouse.
func (t Trip) here(c tracking.Code, when time.Time) Planned {
	if t.Warehouse.City == "" {
		return at(c, when, place.China.Name(language.English), place.China.Name(language.Chinese))
	}
	return at(c, when, t.Warehouse.City, t.Warehouse.CityCN)
}

// inCountry is a step in the buyer's country.
func (t Trip) inCountry(c tracking.Code, when time.Time) Planned {
	return at(c, when, t.Country.Name(language.English), t.Country.Name(language.Chinese))
}

// inCity is a step in the buyer's city.
func (t Trip) inCity(c tracking.Code, when time.Time) Planned {
	s := t.inCountry(c, when)
	if t.City != "" {
		s.Place, s.PlaceCN = t.City+", "+s.Place, s.PlaceCN+" "+t.City
	}
	return s
}

// inOrder sorts steps as the network learns of them.
func inOrder(steps []Planned) []Planned {
	slices.SortStableFunc(steps, func(a, b Planned) int { return a.Due.Compare(b.Due) })
	return steps
}
