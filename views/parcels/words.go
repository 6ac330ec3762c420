// Package parcels holds the pages of logistics orders.
package parcels

import (
	"context"
	"unicode/utf8"

	"sellerdesk/internal/history"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/place"
	"sellerdesk/internal/warehouse"
	"sellerdesk/views/ui"
)

// tone is how the state of a logistics order sounds.
func tone(p parcel.Parcel) ui.Tone {
	switch {
	case !p.DeliveredAt.IsZero():
		return ui.Good
	case p.Status == parcel.Closed:
		return ui.Neutral
	case p.Abnormal != parcel.Normal:
		return ui.Bad
	case p.Status == parcel.Init:
		return ui.Warning
	}
	return ui.Info
}

// stateWord is the state in a word: a delivered parcel is still "in transit" for
// the network, and of a closed one the reason says more.
func stateWord(ctx context.Context, p parcel.Parcel) string {
	switch {
	case p.Open() && !p.DeliveredAt.IsZero():
		return ui.Word(ctx, parcel.OptionDelivered)
	case p.Close != "":
		return ui.Word(ctx, p.Close)
	}
	return ui.Word(ctx, p.Status)
}

// noticeTone is how the state of a shipping notice sounds.
func noticeTone(s notice.Status) ui.Tone {
	switch s {
	case notice.Verified:
		return ui.Good
	case notice.Declared:
		return ui.Info
	case notice.NotVerified, notice.NeedsNumber:
		return ui.Bad
	}
	return ui.Neutral
}

// payWith is the button for a way to pay.
func payWith(ctx context.Context, m paying.Method) string {
	if m == paying.AlipayInternational {
		return ui.T(ctx, "parcels_pay_alipay_international")
	}
	return ui.T(ctx, "parcels_pay_alipay")
}

// buyer is a name as the visitor may see it: without the right to addresses its first letter.
func buyer(name string, may Rights) string {
	if may.Addresses || name == "" {
		return name
	}
	first, _ := utf8.DecodeRuneInString(name)
	return string(first) + "."
}

// lines are the lines of an address as the visitor may see it; for a short one
// only who and where about.
func lines(ctx context.Context, a place.Address, may Rights) []string {
	if !may.Addresses {
		return filled(buyer(a.Name, may), a.City, ui.CountryName(ctx, a.Country))
	}
	return filled(a.Name, a.Street, a.District, a.City, a.Province, a.Postal, ui.CountryName(ctx, a.Country), a.AnyPhone(), a.Email)
}

func filled(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

// company is the name of a domestic express company.
func company(ctx context.Context, code string) string {
	c, err := warehouse.FindCompany(code)
	if err != nil {
		return code
	}
	return ui.Word(ctx, c)
}

// flags are what was declared about goods, in words.
func flags(ctx context.Context, f parcel.Flags) []string {
	var out []string
	for _, one := range []struct {
		set bool
		key string
	}{
		{f.Battery && !f.OnlyBattery, "parcels_flag_battery"},
		{f.OnlyBattery, "parcels_flag_only_battery"},
		{f.Cosmetics, "parcels_flag_cosmetics"},
		{f.Special, "parcels_flag_special"},
		{f.Breakable, "parcels_flag_breakable"},
	} {
		if one.set {
			out = append(out, ui.T(ctx, one.key))
		}
	}
	return out
}

// entryText is what an entry of the history says.
func entryText(ctx context.Context, e history.Entry) string {
	var pairs []any
	for name, value := range e.Args {
		pairs = append(pairs, name, value)
	}
	return ui.T(ctx, e.Action, pairs...)
}

// actor is who made a change.
func actor(ctx context.Context, a history.Actor) string {
	if a.Name != "" {
		return a.Name
	}
	return ui.Word(ctx, a.Kind)
}
