package demo

import (
	"context"
	"strings"
	"testing"
	"time"
)

func TestTheAgendaIsInTheOrderOfTime(t *testing.T) {
	var a agenda
	for _, what := range []string{"3 c", "1 a", "3 d", "2 b", "1 e"} {
		hours := time.Duration(what[0] - '0')
		a.note(Moment.Add(hours*time.Hour), what, func(context.Context) error { return nil })
	}
	var order []string
	for _, task := range a {
		order = append(order, task.what)
	}
	if got, want := strings.Join(order, ", "), "1 a, 1 e, 2 b, 3 c, 3 d"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestPeopleWorkFromNineToSevenAndNotOnSundays(t *testing.T) {
	for from, want := range map[string]string{
		"2026-11-20 14:00": "2026-11-20 14:00",
		"2026-11-20 08:30": "2026-11-20 09:30",
		"2026-11-20 18:59": "2026-11-20 18:59",
		"2026-11-20 19:20": "2026-11-21 09:20",
		"2026-11-21 20:00": "2026-11-23 09:00", // Saturday evening
		"2026-11-22 10:00": "2026-11-23 10:00", // Sunday
		"2026-11-30 23:00": "2026-12-01 09:00",
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", from, yiwu)
		if err != nil {
			t.Fatal(err)
		}
		if got := working(at).In(yiwu).Format("2006-01-02 15:04"); got != want {
			t.Errorf("%s: %s, want %s", from, got, want)
		}
	}
}
