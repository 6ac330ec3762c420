package notice

import (
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/tracking"
)

// Statement is what a notice tells the buyer.
type Statement struct {
	Carrier string
	Number  string
	Website string
	Remark  string
}

// Offline returns the statement about a parcel of the seller's own carrier, with
// its number as it is stored, and what is wrong with it, field by field.
func Offline(s Statement) (Statement, errs.Fields) {
	s.Number = tracking.Normalise(s.Number)
	s.Website, s.Remark = strings.TrimSpace(s.Website), strings.TrimSpace(s.Remark)
	problems := s.checkRemark()
	carrier, err := tracking.CarrierOf(tracking.CarrierCode(s.Carrier))
	if err != nil {
		add(&problems, "carrier", err)
		return s, problems
	}
	switch err := carrier.Check(s.Number); {
	case s.Number == "":
		problems.Add("number", "notice_number_required")
	case len(s.Number) > maxNumber:
		problems.Add("number", "notice_number_too_long", "Max", maxNumber)
	case err != nil:
		add(&problems, "number", err)
	}
	if carrier.Website != "" {
		s.Website = carrier.Website
	} else if !isWebsite(s.Website) {
		problems.Add("website", "notice_website_required")
	}
	return s, problems
}

// maxNumber is the longest number of a carrier without a known form, in characters.
const maxNumber = 40

// Online returns the statement about a logistics order, whose carrier and number are known.
func Online(channel, waybill, remark string) (Statement, errs.Fields) {
	s := Statement{Carrier: channel, Number: waybill, Remark: strings.TrimSpace(remark)}
	return s, s.checkRemark()
}

// checkRemark looks at the remark: English, since buyers everywhere read it.
func (s Statement) checkRemark() errs.Fields {
	var problems errs.Fields
	if n := utf8.RuneCountInString(s.Remark); n > MaxRemark {
		problems.Add("remark", "notice_remark_too_long", "Max", MaxRemark, "Length", n)
	}
	if strings.ContainsFunc(s.Remark, func(r rune) bool { return r >= utf8.RuneSelf || r < ' ' && r != '\n' && r != '\r' }) {
		problems.Add("remark", "notice_remark_in_english")
	}
	return problems
}

func isWebsite(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(s) <= 300
}

// add appends what an error of another package says to a field.
func add(problems *errs.Fields, field string, err error) {
	if e, ok := err.(*errs.Error); ok {
		*problems = append(*problems, errs.Problem{Field: field, Code: e.Code, Args: e.Args})
		return
	}
	problems.Add(field, "notice_number_required")
}

// Declare tells the buyer for the first time. due is when the first scan is due.
func (n *Notice) Declare(s Statement, now, due time.Time) {
	n.Status, n.DeclaredAt = Declared, now
	n.state(s, now, due)
}

// Change tells the buyer something else, at most twice and within five days of the first time.
func (n *Notice) Change(s Statement, now, due time.Time) error {
	if err := n.changeable(now); err != nil {
		return err
	}
	if err := n.become(NumberChanged); err != nil {
		return err
	}
	n.Changes++
	n.state(s, now, due)
	return nil
}

// changeable says why the notice cannot be changed any more.
func (n Notice) changeable(now time.Time) error {
	switch {
	case !n.Status.Can(NumberChanged):
		return ErrStatus.With("Status", n.Status, "Event", NumberChanged)
	case n.Changes >= MaxChanges:
		return ErrUsedUp.With("Max", MaxChanges)
	case now.After(n.DeclaredAt.Add(ChangePeriod)):
		return ErrTooLate
	}
	return nil
}

// ChangesLeft is how often the notice may still be changed at now: none after ChangePeriod.
func (n Notice) ChangesLeft(now time.Time) int {
	if n.changeable(now) != nil {
		return 0
	}
	return MaxChanges - n.Changes
}

func (n *Notice) state(s Statement, now, due time.Time) {
	n.Carrier, n.Tracking, n.Website, n.Remark = s.Carrier, s.Number, s.Website, s.Remark
	n.ChangedAt, n.ScanDue, n.VerifiedAt = now, due, time.Time{}
}

// Scan verifies the notice: warehouse or carrier has seen the parcel. A scan of a
// notice that waits for another number, or is verified, changes nothing.
func (n *Notice) Scan(at time.Time) {
	if n.Status != Verified && n.become(FirstScan) == nil {
		n.VerifiedAt = at
	}
}

// Miss notes that no scan came in time.
func (n *Notice) Miss() error { return n.become(DuePassed) }

// LoseParcel notes that its parcel was closed before it left the warehouse. With
// changes left the notice needs another number and gives its pieces back;
// otherwise it stays without proof, and false is returned.
func (n *Notice) LoseParcel(now time.Time) (bool, error) {
	if err := n.become(ParcelClosed); err != nil {
		return false, err
	}
	n.VerifiedAt = time.Time{}
	if n.ChangesLeft(now) > 0 {
		return true, nil
	}
	return false, n.become(UsedUp)
}

// GiveUp notes that no changes or days are left to give another number.
func (n *Notice) GiveUp() error { return n.become(UsedUp) }

// become moves the notice along the table; nobody else assigns a status after Declare.
func (n *Notice) become(e Event) error {
	to, err := n.Status.After(e)
	if err != nil {
		return err
	}
	n.Status = to
	return nil
}
