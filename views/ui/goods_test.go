package ui_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"sellerdesk/views/ui"
)

func TestInitialsStandForAPicture(t *testing.T) {
	for title, want := range map[string]string{
		"Paint Brush Set Nylon": "PB", "18650 lithium battery": "1L", "Élan": "É", "- (new) mug & lid": "ML",
		"蓝牙 耳机": "蓝耳", "": "", "  ": "", "***": "",
	} {
		if got := ui.Initials(title); got != want {
			t.Errorf("%q has the initials %q, want %q", title, got, want)
		}
	}
}

func TestLessTimeIsMoreUrgent(t *testing.T) {
	for left, want := range map[time.Duration]ui.Tone{
		-time.Minute: ui.Bad, 23*time.Hour + 59*time.Minute: ui.Bad, 24 * time.Hour: ui.Warning, 71 * time.Hour: ui.Warning, 72 * time.Hour: ui.Neutral,
	} {
		if got := ui.Urgency(left); got != want {
			t.Errorf("%v left is %s, want %s", left, got, want)
		}
	}
}

func TestANumberIsCutIntoGroupsThatCanBeRead(t *testing.T) {
	for number, want := range map[string]string{
		"8190951490605352": "8190 9514 9060 5352", "LP00143017180286": "LP00 1430 1718 0286", "CNG00000001204479": "CNG0 0000 0012 04479",
		"RA012043564CN": "RA 012 043 564 CN", "Y0001204316": "Y000 1204 316", "123": "123", "": "",
	} {
		var got []string
		for _, m := range regexp.MustCompile(`<span>([^<]*)</span>`).FindAllStringSubmatch(drawn(t, seen("en"), ui.Mono(number)), -1) {
			got = append(got, m[1])
		}
		if text := strings.Join(got, " "); text != want {
			t.Errorf("%q is shown as %q, want %q", number, text, want)
		}
	}
}
