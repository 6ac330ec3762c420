package notice

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"sellerdesk/internal/errs"
)

// moment is 14:00 on Friday, 20 November 2026, in Shanghai.
var moment = time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)

func declared() Notice {
	var n Notice
	n.Declare(Statement{Carrier: "CPAM", Number: "RA123456785CN"}, moment, moment.Add(7*24*time.Hour))
	return n
}

func TestANoticeCanBeChangedTwice(t *testing.T) {
	n := declared()
	for i := range MaxChanges {
		if err := n.Change(Statement{Number: "X"}, moment.Add(time.Hour), moment); err != nil {
			t.Fatalf("change %d: %v", i+1, err)
		}
	}
	if err := n.Change(Statement{Number: "Y"}, moment.Add(time.Hour), moment); !errors.Is(err, ErrUsedUp) {
		t.Errorf("a third change: %v", err)
	}
}

func TestANoticeCanBeChangedForFiveDays(t *testing.T) {
	end := moment.Add(ChangePeriod)
	n := declared()
	if n.ChangesLeft(end) != 2 || n.ChangesLeft(end.Add(time.Millisecond)) != 0 {
		t.Errorf("left at the end: %d, after it: %d", n.ChangesLeft(end), n.ChangesLeft(end.Add(time.Millisecond)))
	}
	if err := n.Change(Statement{Number: "X"}, end.Add(time.Millisecond), end); !errors.Is(err, ErrTooLate) {
		t.Errorf("a change after five days: %v", err)
	}
}

func TestAVerifiedNoticeIsNotChanged(t *testing.T) {
	n := declared()
	n.Scan(moment.Add(time.Hour))
	if n.Status != Verified || n.ChangesLeft(moment) != 0 {
		t.Fatalf("after a scan it is %s with %d changes left", n.Status, n.ChangesLeft(moment))
	}
	if err := n.Change(Statement{Number: "X"}, moment, moment); !errors.Is(err, ErrStatus) {
		t.Errorf("changed: %v", err)
	}
}

func TestAScanCountsAlsoAfterItWasMissed(t *testing.T) {
	n := declared()
	if err := n.Miss(); err != nil || n.Status != NotVerified {
		t.Fatalf("missed: %s, %v", n.Status, err)
	}
	if n.Scan(moment.Add(time.Hour)); n.Status != Verified {
		t.Errorf("a late scan leaves it %s", n.Status)
	}
}

func TestANoticeWithoutItsParcelNeedsANumberWhileItCanBeChanged(t *testing.T) {
	fresh := declared()
	if again, err := fresh.LoseParcel(moment.Add(time.Hour)); err != nil || !again || fresh.Valid() {
		t.Errorf("with changes left: %v, %s, %v", again, fresh.Status, err)
	}
	late := declared()
	if again, err := late.LoseParcel(moment.Add(ChangePeriod + time.Hour)); err != nil || again || late.Status != NotVerified {
		t.Errorf("after five days: %v, %s, %v", again, late.Status, err)
	}
}

func TestOfflineStatementsAreChecked(t *testing.T) {
	good := Statement{Carrier: "CHINA_POST", Number: "ra 123456785 cn"}
	tests := []struct {
		name   string
		change func(*Statement)
		field  string
	}{
		{"as it should be", func(*Statement) {}, ""},
		{"unknown carrier", func(s *Statement) { s.Carrier = "PIGEON" }, "carrier"},
		{"wrong check digit", func(s *Statement) { s.Number = "RA123456786CN" }, "number"},
		{"no number", func(s *Statement) { s.Number = " " }, "number"},
		{"other carrier without website", func(s *Statement) { s.Carrier, s.Number = "Other", "A1" }, "website"},
		{"other carrier with a website", func(s *Statement) {
			s.Carrier, s.Number, s.Website = "Other", "A1", "https://track.example.com/"
		}, ""},
		{"other carrier, no website but words", func(s *Statement) { s.Carrier, s.Number, s.Website = "Other", "A1", "javascript:x" }, "website"},
		{"other carrier, endless number", func(s *Statement) {
			s.Carrier, s.Number, s.Website = "Other", strings.Repeat("1", 41), "https://track.example.com/"
		}, "number"},
		{"remark of 512 characters", func(s *Statement) { s.Remark = strings.Repeat("a", MaxRemark) }, ""},
		{"remark of 513 characters", func(s *Statement) { s.Remark = strings.Repeat("a", MaxRemark+1) }, "remark"},
		{"Chinese remark", func(s *Statement) { s.Remark = "已发货" }, "remark"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := good
			tt.change(&s)
			_, problems := Offline(s)
			named := slices.ContainsFunc(problems, func(p errs.Problem) bool { return p.Field == tt.field })
			if (tt.field == "") != (len(problems) == 0) || tt.field != "" && !named {
				t.Errorf("problems = %v, want one of %q", problems, tt.field)
			}
		})
	}
}

func TestOfflineStatementsAreTidied(t *testing.T) {
	s, problems := Offline(Statement{Carrier: "CHINA_POST", Number: "ra 123456785 cn", Website: "http://elsewhere.example.com"})
	if len(problems) != 0 || s.Number != "RA123456785CN" || s.Website != "https://yjcx.ems.com.cn/qps/yjcx" {
		t.Errorf("statement = %+v, %v", s, problems)
	}
	if s, problems := Online("CPAM", "RA123456785CN", " Thank you "); len(problems) != 0 || s.Remark != "Thank you" {
		t.Errorf("online statement = %+v, %v", s, problems)
	}
}

// feast closes every day of October's first week.
type feast struct{}

func (feast) Collects(at time.Time) bool {
	return at.Weekday() != time.Sunday && (at.Month() != time.October || at.Day() > 7)
}

func TestTheFirstScanIsDueAfterFiveWorkingDays(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*60*60)
	tests := []struct{ filled, due string }{
		{"2026-11-20 14:00", "2026-11-28"}, // a Friday: Monday to Friday count
		{"2026-11-21 09:00", "2026-11-28"}, // a Saturday
		{"2026-11-23 23:59", "2026-12-01"}, // a Monday: Tuesday to the next Monday
		{"2026-09-30 10:00", "2026-10-15"}, // before the holidays
	}
	for _, tt := range tests {
		filled, err := time.ParseInLocation("2006-01-02 15:04", tt.filled, shanghai)
		if err != nil {
			t.Fatal(err)
		}
		due := DueAfter(filled.UTC(), shanghai, feast{})
		if got := due.In(shanghai).Format("2006-01-02 15:04"); got != tt.due+" 00:00" {
			t.Errorf("filled at %s it is due before %s, want %s", tt.filled, got, tt.due)
		}
	}
}
