// Package parcels holds the pages of logistics orders.
package parcels

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"sellerdesk/internal/freight"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/warehouse"
	"sellerdesk/views/batch"
	"sellerdesk/views/ui"
)

// buyer is a name as the visitor may see it: without the right to addresses its initials.
func buyer(name string, may Rights) string {
	if may.Addresses {
		return name
	}
	return place.Address{Name: name}.Short()
}

// lines are the lines of an address as the visitor may see it: without the right
// to addresses only who and where about. Chinese addresses go from the province to the street.
func lines(ctx context.Context, a place.Address, may Rights) []string {
	country := ui.CountryName(ctx, a.Country)
	switch {
	case !may.Addresses:
		return filled(a.Short(), a.City, country)
	case strings.ContainsFunc(a.Street, isHan):
		return filled(a.Province+a.City+a.District+a.Street, a.Name, a.AnyPhone(), a.Postal, a.Email)
	}
	area := strings.Join(filled(a.District, a.City, a.Province, a.Postal), ", ")
	return filled(a.Name, a.Street, area, country, a.AnyPhone(), a.Email)
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func filled(texts ...string) []string {
	return slices.DeleteFunc(texts, func(t string) bool { return t == "" })
}

// converted says how an amount in another currency belongs to the one in the
// ledger: tariffs come from another currency, payments go into one.
func converted(r freight.Row) string {
	if r.Kind == freight.Paid {
		return r.Amount.String() + " ÷ " + r.Rate.String() + " = " + r.Original.String()
	}
	return r.Original.String() + " × " + r.Rate.String()
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

// estimate is what the parcel was expected to cost: the charge holds the return fee, so this does too.
func estimate(ctx context.Context, p parcel.Parcel) string {
	if p.ReturnFee.IsZero() {
		return ui.T(ctx, "parcels_estimated", "Amount", p.Quote.String())
	}
	whole := money.Of(p.Quote.Minor+p.ReturnFee.Minor, money.CNY)
	return ui.T(ctx, "parcels_estimated_with_return", "Amount", whole.String())
}

// printedAs is what a label was printed as: its paper, or the kind of file.
func printedAs(ctx context.Context, p parcel.Print) string {
	switch p.Kind {
	case parcel.PNG:
		return ui.T(ctx, "label_as_picture")
	case parcel.ZPL:
		return ui.T(ctx, "label_as_zpl")
	case parcel.PDF:
	}
	return batch.PaperName(ctx, p.Paper)
}
