package notice

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/testing/golden"
)

func TestTheLifeOfANoticeIsAsShown(t *testing.T) {
	var b strings.Builder
	for _, m := range moves {
		fmt.Fprintf(&b, "%-12s %-14s -> %s\n", m.From, m.Event, m.To)
	}
	golden.Check(t, "moves.txt", b.String())
}

func TestEveryStatusAndEventIsInTheLife(t *testing.T) {
	statuses, events := map[Status]bool{}, map[Event]bool{}
	for _, m := range moves {
		statuses[m.From], statuses[m.To], events[m.Event] = true, true, true
	}
	for _, s := range Statuses {
		if !statuses[s] {
			t.Errorf("no notice is ever %s", s)
		}
	}
	for _, e := range Events {
		if !events[e] {
			t.Errorf("%s never happens", e)
		}
	}
}

// TestANoticeKeepsItsRules lets anything happen to a notice at any time.
func TestANoticeKeepsItsRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := moment
		var n Notice
		n.Declare(Statement{Carrier: "CPAM", Number: "RA123456785CN"}, now, now.Add(time.Hour))
		for range rapid.IntRange(0, 30).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 30).Draw(t, "hours")) * time.Hour)
			before := n
			switch rapid.IntRange(0, 4).Draw(t, "act") {
			case 0:
				err := n.Change(Statement{Number: "RA987654321CN"}, now, now.Add(time.Hour))
				if (err == nil) != (before.ChangesLeft(now) > 0) {
					t.Fatalf("with %d changes left: %v", before.ChangesLeft(now), err)
				}
			case 1:
				n.Scan(now)
			case 2:
				_ = n.Miss()
			case 3:
				again, err := n.LoseParcel(now)
				if err == nil && again == n.Valid() {
					t.Fatalf("it can be given another number: %v, and is %s", again, n.Status)
				}
			case 4:
				_ = n.GiveUp()
			}
			if n.Changes > MaxChanges || n.Changes > 0 && n.ChangedAt.After(n.DeclaredAt.Add(ChangePeriod)) {
				t.Fatalf("changed %d times, last %v after the first", n.Changes, n.ChangedAt.Sub(n.DeclaredAt))
			}
			if (n.Status == Verified) != !n.VerifiedAt.IsZero() {
				t.Fatalf("%s, verified at %v", n.Status, n.VerifiedAt)
			}
		}
	})
}

func TestEveryValueHasItsWordInEveryLanguage(t *testing.T) {
	var keys []string
	for _, s := range Statuses {
		keys = append(keys, s.Key())
	}
	for _, e := range Events {
		keys = append(keys, e.Key())
	}
	for _, key := range keys {
		for _, lang := range i18n.Languages {
			if got := i18n.T(lang, key); got == "["+key+"]" {
				t.Errorf("no message %s in %s", key, lang)
			}
		}
	}
}
