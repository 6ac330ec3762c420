package parcel

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/testing/golden"
)

func TestTheLifeOfAParcelIsAsShown(t *testing.T) {
	var b strings.Builder
	for _, m := range moves {
		fmt.Fprintf(&b, "%-28s %-16s -> %-28s %-10s %s\n", m.From, m.Why, m.To, m.Close, m.Abnormal)
	}
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	golden.Check(t, "moves.txt", strings.Join(lines, "\n"))
}

func TestEveryStatusAndHappeningIsInTheLife(t *testing.T) {
	statuses, happenings := map[Status]bool{}, map[Happening]bool{}
	for _, m := range moves {
		statuses[m.From], statuses[m.To], happenings[m.Why] = true, true, true
	}
	for _, s := range Statuses {
		if !statuses[s] {
			t.Errorf("no parcel is ever %s", s)
		}
	}
	for _, h := range Happenings {
		if !happenings[h] {
			t.Errorf("%s never happens", h)
		}
	}
}

func TestWhereAHappeningLeadsDoesNotDependOnWhereItCameFrom(t *testing.T) {
	first := map[Happening]Move{}
	for _, m := range moves {
		before, seen := first[m.Why]
		if !seen {
			first[m.Why] = m
			continue
		}
		if before.To != m.To || before.Close != m.Close || before.Abnormal != m.Abnormal {
			t.Errorf("%s leads to %v from %s and to %v from %s", m.Why, before.To, before.From, m.To, m.From)
		}
	}
}

func TestAClosedParcelStaysClosed(t *testing.T) {
	for _, h := range Happenings {
		for _, s := range []Status{Closed, SendFailed} {
			if s.Can(h) {
				t.Errorf("%s can happen to a parcel that is %s", h, s)
			}
		}
	}
}

func TestAParcelMovesOnlyAlongTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Parcel{Status: Init, CreatedAt: at(0), EventAt: at(0)}
		for step := range rapid.IntRange(0, 40).Draw(t, "steps") {
			h := rapid.SampledFrom(Happenings).Draw(t, "happening")
			before := p
			m, err := p.Happen(h, at(step))
			if err != nil {
				if p.Status != before.Status || p.Open() != before.Open() {
					t.Fatalf("%s was refused and changed the parcel", h)
				}
				continue
			}
			if m.From != before.Status || m.To != p.Status || p.Abnormal != m.Abnormal {
				t.Fatalf("%s took the parcel along %v", h, m)
			}
			if p.Open() == (p.Close != "") {
				t.Fatalf("a parcel that is %s is open: %v, with the reason %q", p.Status, p.Open(), p.Close)
			}
		}
	})
}

func TestEveryValueHasItsWordInEveryLanguage(t *testing.T) {
	keys := []string{Return.Key(), Destroy.Key()}
	add(&keys, Statuses)
	add(&keys, CloseReasons)
	add(&keys, Abnormals)
	add(&keys, Happenings)
	add(&keys, Options)
	add(&keys, CollectionModes)
	for _, key := range keys {
		for _, lang := range i18n.Languages {
			if got := i18n.T(lang, key); got == "["+key+"]" {
				t.Errorf("no message %s in %s", key, lang)
			}
		}
	}
}

func add[T interface{ Key() string }](keys *[]string, values []T) {
	for _, v := range values {
		*keys = append(*keys, v.Key())
	}
}
