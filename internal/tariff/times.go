package tariff

import (
	"time"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
)

// Times are how many days things wait that nobody ends: figures of the platform of which
// none was found in print. 0 days wait for ever.
type Times struct {
	Receipt  int // for the buyer to confirm receipt, from the newest shipping notice
	Release  int // for the platform to release the money, from the confirmation
	Silent   int // until a parcel that can be followed to the door and is not heard of is marked
	Stranded int // until a parcel the warehouse did not send on is thrown away there

	channel.Origin
}

// mostDays is the longest that anything waits.
const mostDays = 365

// Check reports what is wrong with the times, by the fields of their form.
func (t Times) Check() errs.Fields {
	var problems errs.Fields
	for _, f := range t.fields() {
		if f.days < 0 || f.days > mostDays {
			problems.Add(f.name, "form_out_of_range", "Min", 0, "Max", mostDays)
		}
	}
	return problems
}

// field is one of the times with its name.
type field struct {
	name string
	days int
}

func (t Times) fields() []field {
	return []field{{"receipt", t.Receipt}, {"release", t.Release}, {"silent", t.Silent}, {"stranded", t.Stranded}}
}

// Before is the moment before which what waits so many days has to have begun to be over
// now; nothing began before the zero moment.
func Before(now time.Time, days int) time.Time {
	if days == 0 {
		return time.Time{}
	}
	return now.AddDate(0, 0, -days)
}

// Times are how long things wait on a day; none where nothing says so.
func (s *Snapshot) Times(on channel.Date) Times {
	t, _ := channel.InForce(s.times, on)
	return t
}
