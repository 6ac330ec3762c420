package ui_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/parcel"
	"sellerdesk/views/ui"
)

func TestTheStateOfALogisticsOrderSaysMoreThanTheNetworks(t *testing.T) {
	for name, tt := range map[string]struct {
		parcel parcel.Parcel
		want   string
	}{
		"waits for the network": {parcel.Parcel{Status: parcel.Init}, `bg-yellow-lt">Waiting for a waybill number`},
		"on its way":            {parcel.Parcel{Status: parcel.Sent}, `bg-blue-lt">In transit`},
		"with the buyer":        {parcel.Parcel{Status: parcel.Sent, DeliveredAt: now}, `bg-green-lt">Delivered`},
		"stuck":                 {parcel.Parcel{Status: parcel.Sent, Abnormal: parcel.AbnormalStalled}, `bg-red-lt">In transit`},
		"closed":                {parcel.Parcel{Status: parcel.Closed, Close: parcel.CloseCancelled}, `bg-secondary-lt">Cancelled`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := drawn(t, seen("en"), ui.ParcelState(tt.parcel)); !strings.Contains(got, tt.want) {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestANoticeWithoutAProvenNumberSoundsBad(t *testing.T) {
	for s, want := range map[notice.Status]string{
		notice.Declared: "bg-blue-lt", notice.Verified: "bg-green-lt", notice.NotVerified: "bg-red-lt", notice.NeedsNumber: "bg-red-lt",
	} {
		if got := drawn(t, seen("en"), ui.NoticeState(s)); !strings.Contains(got, want) {
			t.Errorf("%s is shown as %s, want %s", s, got, want)
		}
	}
}

func TestNothingIsADash(t *testing.T) {
	if got := ui.OrDash("") + ui.OrDash("text"); got != "–text" {
		t.Error(got)
	}
}

func TestAPlaceIsNamedInTheLanguageOfThePage(t *testing.T) {
	for _, tt := range []struct{ lang, english, chinese, want string }{
		{"en", "Yiwu", "义乌", "Yiwu"},
		{"zh", "Yiwu", "义乌", "义乌"},
		{"zh", "Yiwu", "", "Yiwu"},
		{"zh", "", "", ""},
	} {
		if got := ui.Place(seen(account.Language(tt.lang)), tt.english, tt.chinese); got != tt.want {
			t.Errorf("%s of %q and %q is %q", tt.lang, tt.english, tt.chinese, got)
		}
	}
}
