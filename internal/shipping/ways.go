package shipping

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/warehouse"
)

// MaxNote is how many characters a note about the way to the warehouse may have.
const MaxNote = 200

// Ways are the ways in which a channel takes parcels at its warehouse, the one
// that is prefilled first. The driver comes inside the collection range only; a
// collection can be arranged with any warehouse (facts, section 4).
func Ways(c channel.Channel, inRange bool) []parcel.CollectionMode {
	var ways []parcel.CollectionMode
	if inRange && c.Collects(channel.DoorPickup) {
		ways = append(ways, parcel.DoorPickup)
	}
	if c.Collects(channel.SelfPost) {
		ways = append(ways, parcel.Domestic)
	}
	if c.Collects(channel.SelfSend) {
		ways = append(ways, parcel.HandIn)
	}
	return append(ways, parcel.Arranged)
}

// Rerouted are the ways for a parcel that nobody could collect: to wait for the
// driver once more, or to send or bring it.
func Rerouted(c channel.Channel, failed parcel.CollectionMode) []parcel.CollectionMode {
	others := slices.DeleteFunc(Ways(c, false), func(m parcel.CollectionMode) bool {
		return m == failed || m == parcel.Arranged
	})
	return append([]parcel.CollectionMode{failed}, others...)
}

// CheckCollection reports what is wrong with a way to the warehouse, field by field.
func CheckCollection(c parcel.Collection, ch channel.Channel, inRange bool) errs.Fields {
	var problems errs.Fields
	switch {
	case !slices.Contains(parcel.CollectionModes, c.Mode):
		problems.Add("collection", "shipping_choose_collection")
	case slices.Contains(Ways(ch, inRange), c.Mode):
		checkDetails(&problems, c)
	case c.Mode == parcel.DoorPickup:
		problems.Add("collection", "shipping_outside_range")
	default:
		problems.Add("collection", "shipping_way_not_taken", "Way", c.Mode)
	}
	return problems
}

// checkDetails looks at what a way needs besides being chosen.
func checkDetails(problems *errs.Fields, c parcel.Collection) {
	switch c.Mode {
	case parcel.Domestic:
		checkDomestic(problems, c)
	case parcel.Arranged:
		if n := utf8.RuneCountInString(strings.TrimSpace(c.Note)); n == 0 || n > MaxNote {
			problems.Add("note", "shipping_note_length", "Max", MaxNote)
		}
	case parcel.DoorPickup, parcel.HandIn:
	}
}

func checkDomestic(problems *errs.Fields, c parcel.Collection) {
	_, err := warehouse.CheckNumber(c.Company, c.Number)
	switch n := utf8.RuneCountInString(strings.TrimSpace(c.Note)); {
	case errors.Is(err, warehouse.ErrCompany):
		addError(problems, "company", err)
	case c.Company == warehouse.OtherCompany && (n == 0 || n > MaxNote):
		problems.Add("note", "shipping_company_name")
	}
	if err != nil && !errors.Is(err, warehouse.ErrCompany) {
		addError(problems, "number", err)
	}
}

// tidied is a checked way to the warehouse as it is kept: with what belongs to it alone.
func tidied(c parcel.Collection) parcel.Collection {
	kept := parcel.Collection{Mode: c.Mode}
	switch c.Mode {
	case parcel.Domestic:
		kept.Company, kept.Number = c.Company, c.Number
		if n, err := warehouse.CheckNumber(c.Company, c.Number); err == nil {
			kept.Number = n
		}
		if c.Company == warehouse.OtherCompany {
			kept.Note = strings.TrimSpace(c.Note)
		}
	case parcel.Arranged:
		kept.Note = strings.TrimSpace(c.Note)
	case parcel.DoorPickup, parcel.HandIn:
	}
	return kept
}
