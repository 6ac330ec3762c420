package channel

import (
	"slices"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/place"
)

// Errors of texts that name no value.
var (
	ErrTier       = errs.New(errs.Invalid, "channel_bad_tier")
	ErrTracking   = errs.New(errs.Invalid, "channel_bad_tracking")
	ErrCategory   = errs.New(errs.Invalid, "channel_bad_category")
	ErrLabel      = errs.New(errs.Invalid, "channel_bad_label")
	ErrCollection = errs.New(errs.Invalid, "channel_bad_collection")
	ErrWaybill    = errs.New(errs.Invalid, "channel_bad_waybill")
	ErrFigure     = errs.New(errs.Invalid, "channel_bad_figure")
)

// parse returns the value of a list that a text names.
func parse[T ~string](s string, all []T, bad *errs.Error) (T, error) {
	if v := T(s); slices.Contains(all, v) {
		return v, nil
	}
	return "", bad.With("Text", s)
}

// Tier is the class of service the platform's rules speak of.
type Tier string

// The tiers, from slow to fast.
const (
	Economy      Tier = "economy"
	Simple       Tier = "simple"
	StandardTier Tier = "standard"
	Express      Tier = "express"
)

// Tiers lists all tiers, from slow to fast.
var Tiers = []Tier{Economy, Simple, StandardTier, Express}

// Key is the key of the tier's word for people.
func (t Tier) Key() string { return "channel_tier_" + string(t) }

// ParseTier reads a tier.
func ParseTier(s string) (Tier, error) { return parse(s, Tiers, ErrTier) }

// Tracking is how far a parcel can be followed.
type Tracking string

// The degrees of tracking.
const (
	FullTracking    Tracking = "full"    // to the buyer's door
	PartialTracking Tracking = "partial" // as far as export or import
	NoTracking      Tracking = "none"
)

// Trackings lists all degrees of tracking.
var Trackings = []Tracking{FullTracking, PartialTracking, NoTracking}

// Key is the key of the degree's word for people.
func (t Tracking) Key() string { return "channel_tracking_" + string(t) }

// ParseTracking reads a degree of tracking.
func ParseTracking(s string) (Tracking, error) { return parse(s, Trackings, ErrTracking) }

// LabelFormat is the layout of a channel's label.
type LabelFormat string

// The layouts of labels (facts, section 6).
const (
	ChinaPost100x100 LabelFormat = "post_100x100"    // the China Post small packet label
	Cainiao100x150   LabelFormat = "cainiao_100x150" // all others
)

// LabelFormats lists all layouts.
var LabelFormats = []LabelFormat{ChinaPost100x100, Cainiao100x150}

// Key is the key of the layout's name.
func (f LabelFormat) Key() string { return "channel_label_" + string(f) }

// ParseLabelFormat reads a layout.
func ParseLabelFormat(s string) (LabelFormat, error) { return parse(s, LabelFormats, ErrLabel) }

// CollectionMode is a way parcels reach the channel's warehouse in China (facts, section 4).
type CollectionMode string

// The ways to the warehouse.
const (
	DoorPickup CollectionMode = "door_pickup" // the channel collects at the seller's door
	SelfPost   CollectionMode = "self_post"   // the seller sends by domestic express
	SelfSend   CollectionMode = "self_send"   // the seller brings the parcels in person
)

// CollectionModes lists all ways to the warehouse.
var CollectionModes = []CollectionMode{DoorPickup, SelfPost, SelfSend}

// Key is the key of the way's word for people.
func (m CollectionMode) Key() string { return "channel_collection_" + string(m) }

// ParseCollectionMode reads a way to the warehouse.
func ParseCollectionMode(s string) (CollectionMode, error) {
	return parse(s, CollectionModes, ErrCollection)
}

// WaybillPattern is the form of the numbers a channel gives out; package tracking knows their check digits.
type WaybillPattern string

// The forms of waybill numbers (facts, section 7).
const (
	S10Number     WaybillPattern = "s10" // postal: two letters, eight digits, check digit, country
	UPSNumber     WaybillPattern = "ups" // 1Z and 16 characters
	FedExNumber   WaybillPattern = "fedex_12"
	DHLNumber     WaybillPattern = "dhl" // ten digits
	TNTNumber     WaybillPattern = "tnt"
	TOLLNumber    WaybillPattern = "toll"
	AramexNumber  WaybillPattern = "aramex"
	SFNumber      WaybillPattern = "sf"
	CainiaoNumber WaybillPattern = "cainiao" // CNG00 and 12 digits
	YanwenNumber  WaybillPattern = "yanwen"  // Y and ten characters
	RustonNumber  WaybillPattern = "ruston"  // CH and nine digits
)

// WaybillPatterns lists all forms of waybill numbers.
var WaybillPatterns = []WaybillPattern{
	S10Number, UPSNumber, FedExNumber, DHLNumber, TNTNumber, TOLLNumber, AramexNumber, SFNumber,
	CainiaoNumber, YanwenNumber, RustonNumber,
}

// ParseWaybillPattern reads a form of waybill numbers.
func ParseWaybillPattern(s string) (WaybillPattern, error) {
	return parse(s, WaybillPatterns, ErrWaybill)
}

// Waybill is how a channel numbers its parcels.
type Waybill struct {
	Pattern WaybillPattern
	Prefix  string        // the letters a number begins with, such as "R" of registered mail
	Post    place.Country // whose post a postal number names at its end; empty is China's
}
