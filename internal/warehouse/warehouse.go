// Package warehouse knows where parcels of a channel are collected in China, to
// which warehouse they go, and with whom they may be sent there.
//
// A Directory is an immutable picture of the catalogue's warehouses and
// collection areas; matching a pick-up address asks no database. What happens to
// a parcel at the warehouse is in package parcel.
package warehouse

import (
	"fmt"
	"time"

	"golang.org/x/text/language"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
)

// Errors this package reports.
var (
	ErrNotFound    = errs.New(errs.NotFound, "warehouse_not_found")
	ErrNoWarehouse = errs.New(errs.NotFound, "warehouse_none_of_channel")
	ErrUnknownCity = errs.New(errs.Invalid, "warehouse_unknown_city")
	ErrTime        = errs.New(errs.Invalid, "warehouse_bad_time")
)

// Warehouse is a place in China where a channel receives parcels. The platform
// calls its code a solution code (facts, section 4).
type Warehouse struct {
	Code      string
	Channel   channel.Code
	City      string // Chinese, one of the directory's cities
	NameCN    string
	NameEN    string
	AddressCN string
	Contact   Contact
	Hours     Hours
	FreeFrom  int // parcels per visit from which collection is free; fewer are arranged

	channel.Origin
}

// Name is the warehouse's name in a language of the site.
func (w Warehouse) Name(lang language.Tag) string {
	if base, _ := lang.Base(); base.String() == "zh" {
		return w.NameCN
	}
	return w.NameEN
}

// Contact is whom to ask about a warehouse.
type Contact struct{ Name, Phone string }

// Hours are a warehouse's working hours, Monday to Saturday, in China's time.
type Hours struct {
	Opens  TimeOfDay
	Closes TimeOfDay
	CutOff TimeOfDay // what is announced before it is collected on the same day
}

// TimeOfDay is a time in China in minutes since midnight.
type TimeOfDay int

// ParseTimeOfDay reads a time such as "14:00".
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, ErrTime.With("Text", s)
	}
	return TimeOfDay(t.Hour()*60 + t.Minute()), nil
}

// String is the time as people write it: "14:00".
func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", t/60, t%60) }

// Everywhere stands for all cities in an area.
const Everywhere = "*"

// Area is a city, county or district in which a channel collects at the door.
type Area struct {
	Channel channel.Code
	City    string // Chinese, one of the directory's cities, or Everywhere

	channel.Origin
}

// City is a city, county or district that the directory knows.
type City struct {
	CN         string // without 市, 区 or 县
	EN         string
	Prefecture string // Chinese; the city it belongs to, or itself
	Province   string // Chinese, without 省 or 自治区
}

// Province is a province with the place of its capital, for distances.
type Province struct {
	CN, EN    string
	Latitude  int // hundredths of a degree north
	Longitude int // hundredths of a degree east
}

// Holiday is a day without collection although it is not a Sunday.
type Holiday struct {
	Date     channel.Date
	Collects bool // an owner's row: parcels are collected although it is a holiday

	channel.Origin
}
