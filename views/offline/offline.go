// Package offline holds the pages of Offline Prices, the store's own price list for
// shipping offline, and the panel that holds offline against online on Shipping.
package offline

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/money"
	domain "sellerdesk/internal/offline"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// ListPage is what Offline Prices shows.
type ListPage struct {
	Frame      ui.Frame
	Rows       domain.List     // of this page
	Total      int             // rows of the whole list
	Sent       int             // parcels of the last 30 days, as ui.Count writes them
	Country    string          // whose rows are shown; empty is all
	Countries  []place.Country // of the list
	Prev, Next string          // addresses of the neighbours; empty: none
	Upload     ui.Form         // of a file that could not be read
	Change     bool            // the visitor may change the list
	Export     bool            // the visitor may have it as a file
}

// EditPage is what the form of a row shows.
type EditPage struct {
	Frame     ui.Frame
	Form      ui.Form
	ID        domain.ID // 0: another row
	Countries []place.Country
}

// CheckPage is what was found in a file.
type CheckPage struct {
	Frame   ui.Frame
	Name    string // of the file
	File    domain.File
	Now     int    // rows of the list that would be replaced
	Sum     string // of that list
	Same    bool   // the list says what the file says
	Rows    string // of the file, which the form hands on
	Refused error  // why the list was not replaced
}

// most is how many rows of a file, and how many refused ones, the page of a check shows.
const most = 100

// Fill is the form of a row as it is stored.
func Fill(p domain.Price) ui.Form {
	return ui.Fill(
		"carrier", p.Carrier, "country", code(p.Country), "up_to", strconv.FormatInt(int64(p.UpTo), 10), "from", strconv.Itoa(p.From),
		"per_kilo", p.PerKilo.Decimal(), "fee", p.Fee.Decimal(), "version", strconv.Itoa(p.Version),
	)
}

// action is where the form is sent.
func (p EditPage) action() string {
	if p.ID == 0 {
		return link.OfflinePrices()
	}
	return link.OfflinePrice(number(p.ID))
}

// number is the id of a row as it stands in links.
func number(id domain.ID) string { return strconv.FormatInt(int64(id), 10) }

// code is a country as forms and addresses carry it.
func code(c place.Country) string {
	if c == domain.AnyCountry {
		return domain.EveryCountry
	}
	return string(c)
}

// countries are options by name, behind some that stand first.
func countries(ctx context.Context, all []place.Country, first ...ui.Option) []ui.Option {
	var options []ui.Option
	for _, c := range all {
		if c != domain.AnyCountry && c != place.China {
			options = append(options, ui.Option{Value: string(c), Text: ui.CountryName(ctx, c)})
		}
	}
	slices.SortFunc(options, func(a, b ui.Option) int { return strings.Compare(a.Text, b.Text) })
	return append(first, options...)
}

func every(ctx context.Context) ui.Option {
	return ui.Option{Value: domain.EveryCountry, Text: ui.T(ctx, "offlinepages_every_country")}
}

// fields are the names of the form's fields with their labels as they follow on the page.
func fields(ctx context.Context) []string {
	var pairs []string
	for _, c := range domain.Columns {
		pairs = append(pairs, c.Field, label(ctx, c.Field))
	}
	return pairs
}

// label is what a field and its column are called.
func label(ctx context.Context, field string) string { return ui.T(ctx, "offlinepages_field_"+field) }

// problems say what is wrong with a row of a file, behind the names of its columns.
func problems(ctx context.Context, r domain.Refusal) []string {
	var texts []string
	for _, p := range r.Problems {
		text := ui.ProblemText(ctx, p)
		if p.Field != "" {
			text = ui.T(ctx, "ui_problem", "Label", label(ctx, p.Field), "Problem", text)
		}
		texts = append(texts, text)
	}
	return texts
}

// stepText says what a step of the arithmetic is about.
func stepText(ctx context.Context, s domain.Step) string {
	return ui.ProblemText(ctx, errs.Problem{Code: s.Kind.Key(), Args: s.Args})
}

// lossText says what is given up.
func lossText(ctx context.Context, l domain.Loss) string {
	return ui.ProblemText(ctx, errs.Problem{Code: l.Kind.Key(), Args: l.Args})
}

// name is a plan's channel in the language of the page.
func name(ctx context.Context, p tariff.Plan) string {
	return p.Channel.Name(i18n.Tag(ui.Lang(ctx)))
}

// difference says how much less or more offline costs than a plan.
func difference(ctx context.Context, a domain.Against) string {
	d, share := a.Difference, a.PerMille
	if d.IsZero() {
		return ui.T(ctx, "offlinepages_same_price")
	}
	key := "offlinepages_more"
	if d.Minor < 0 {
		d, share, key = d.Neg(), -share, "offlinepages_less"
	}
	return ui.T(ctx, key, "Amount", d.String(), "Percent", money.FormatDecimal(share, 1))
}

// tone is that of a difference.
func tone(a domain.Against) ui.Tone {
	if a.Difference.Minor < 0 {
		return ui.Good
	}
	return ui.Neutral
}
