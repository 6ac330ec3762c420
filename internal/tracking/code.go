package tracking

import (
	"slices"
	"strings"
)

// Code is one thing that can happen to a parcel on its way. Values are
// Cainiao's action codes (facts, section 9), which sellers know and type into
// search fields; the five marked "ours" name what has no published code.
type Code string

// The codes, in the order of a parcel's life.
const (
	PickedUp          Code = "PU_PICKUP_SUCCESS"
	PickupFailed      Code = "PU_PICKUP_FAILURE"
	WarehouseAccepted Code = "GWMS_ACCEPT" // scanned and weighed: the first scan
	WarehouseRejected Code = "GWMS_REJECT" // ours
	Packed            Code = "GWMS_PACKAGE"
	LeftWarehouse     Code = "GWMS_OUTBOUND"         // freight is charged
	OutboundFailed    Code = "GWMS_OUTBOUND_FAILURE" // ours
	SortingIn         Code = "SC_INBOUND_SUCCESS"
	SortingRefused    Code = "SC_INBOUND_FAILURE" // domestic security check
	SortingOut        Code = "SC_OUTBOUND_SUCCESS"
	ExportStarted     Code = "CC_EX_START"
	ExportCleared     Code = "CC_EX_SUCCESS"
	ExportFailed      Code = "CC_EX_FAILURE" // ours
	LinehaulIn        Code = "LH_HO_IN_SUCCESS"
	LinehaulRefused   Code = "LH_HO_IN_FAILURE" // ours: airline security check
	LinehaulAirline   Code = "LH_HO_AIRLINE"
	LinehaulDeparted  Code = "LH_DEPART"
	LinehaulArrived   Code = "LH_ARRIVE"
	ImportIn          Code = "CC_HO_IN_SUCCESS"
	ImportStarted     Code = "CC_IM_START"
	ImportCleared     Code = "CC_IM_SUCCESS"
	ImportFailed      Code = "CC_IM_FAILURE"
	ImportOut         Code = "CC_HO_OUT_SUCCESS"
	LastMileAccepted  Code = "GTMS_ACCEPT"
	LocalSortingIn    Code = "GTMS_SC_ARRIVE"
	LocalSortingOut   Code = "GTMS_SC_DEPART"
	DeliveryOfficeIn  Code = "GTMS_DO_ARRIVE"
	OutForDelivery    Code = "GTMS_DO_DEPART"
	WaitingForPickup  Code = "GTMS_WAIT_SELF_PICK"
	CollectedByBuyer  Code = "GTMS_STA_SIGNED"
	Delivered         Code = "GTMS_SIGNED"
	DeliveryFailed    Code = "GTMS_DEL_FAILURE"  // one attempt; there will be others
	Undeliverable     Code = "GTMS_SIGN_FAILURE" // no further attempts
	Returned          Code = "RT_INBOUND"
	Destroyed         Code = "RT_DESTROYED" // ours
)

// Phase is the part of the way an event belongs to.
type Phase string

// The phases, in the order of a parcel's life.
const (
	Collection Phase = "collection"
	Warehouse  Phase = "warehouse"
	Sorting    Phase = "sorting"
	Export     Phase = "export"
	Linehaul   Phase = "linehaul"
	Import     Phase = "import"
	LastMile   Phase = "last_mile"
	Return     Phase = "return"
)

// Phases are all phases, in the order of a parcel's life.
var Phases = []Phase{Collection, Warehouse, Sorting, Export, Linehaul, Import, LastMile, Return}

// phases says which codes belong to which phase, in the order of a parcel's life.
var phases = map[Phase][]Code{
	Collection: {PickedUp, PickupFailed},
	Warehouse:  {WarehouseAccepted, WarehouseRejected, Packed, LeftWarehouse, OutboundFailed},
	Sorting:    {SortingIn, SortingRefused, SortingOut},
	Export:     {ExportStarted, ExportCleared, ExportFailed},
	Linehaul:   {LinehaulIn, LinehaulRefused, LinehaulAirline, LinehaulDeparted, LinehaulArrived},
	Import:     {ImportIn, ImportStarted, ImportCleared, ImportFailed, ImportOut},
	LastMile: {LastMileAccepted, LocalSortingIn, LocalSortingOut, DeliveryOfficeIn, OutForDelivery,
		WaitingForPickup, CollectedByBuyer, Delivered, DeliveryFailed, Undeliverable},
	Return: {Returned, Destroyed},
}

// troubles are the codes that tell of something gone wrong.
var troubles = []Code{PickupFailed, WarehouseRejected, OutboundFailed, SortingRefused, ExportFailed,
	LinehaulRefused, ImportFailed, DeliveryFailed, Undeliverable, Returned, Destroyed}

// Codes returns all codes in the order of a parcel's life.
func Codes() []Code {
	var all []Code
	for _, p := range Phases {
		all = append(all, phases[p]...)
	}
	return all
}

// Phase is the part of the way the event belongs to.
func (c Code) Phase() Phase {
	for _, p := range Phases {
		if slices.Contains(phases[p], c) {
			return p
		}
	}
	return ""
}

// Trouble reports whether the event tells of something gone wrong.
func (c Code) Trouble() bool { return slices.Contains(troubles, c) }

// Delivers reports whether with this event the parcel is with the buyer.
func (c Code) Delivers() bool { return c == Delivered || c == CollectedByBuyer }

// Key is the key of the event's text.
func (c Code) Key() string { return "tracking_event_" + strings.ToLower(string(c)) }

// Key is the key of the phase's text.
func (p Phase) Key() string { return "tracking_phase_" + string(p) }
