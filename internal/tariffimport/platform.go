package tariffimport

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// EveryOther is what a change of the rule for all other countries is about.
const EveryOther = "*"

// ChangePermission changes what the platform allows for orders to a country, by their amount.
func (s *Service) ChangePermission(ctx context.Context, e Edit, p tariff.Permission) (Change, error) {
	problems := checkAllowances(p.Allowances)
	s.checkDay(&problems, e.Store, e.From)
	if err := problems.Err(); err != nil {
		return Change{}, err
	}
	about := cmp.Or(string(p.Country), EveryOther)
	return s.edit(ctx, e, OrderRule, about, func(_ context.Context, d tariff.Data) (draft, error) {
		p.Origin = e.origin()
		was := PermissionOn(d.Permissions, p.Country, e.From)
		return draft{
			rows: Rows{Tariffs: tariff.Data{Permissions: []tariff.Permission{p}}}, count: 1,
			before: allowanceValues(was), after: allowanceValues(p),
		}, nil
	})
}

// PermissionOn is the platform's rule for a country on a day, or that for every other country.
func PermissionOn(rows []tariff.Permission, to place.Country, day channel.Date) tariff.Permission {
	for _, country := range []place.Country{to, tariff.AnyCountry} {
		var ranked []tariff.Permission
		for _, p := range rows {
			if p.Country == country {
				ranked = append(ranked, p)
			}
		}
		channel.Rank(ranked)
		if p, known := channel.InForce(ranked, day); known {
			return p
		}
	}
	return tariff.Permission{}
}

// checkAllowances reports what is wrong with the rows of a rule, by the fields of its form.
func checkAllowances(all []tariff.Allowance) errs.Fields {
	var problems errs.Fields
	if len(all) == 0 {
		problems.Add("", "tariffimport_no_allowance")
	}
	var last money.Money
	for i, a := range all {
		row := fmt.Sprintf("rules.%d.", i)
		switch isLast := i == len(all)-1; {
		case !isLast && a.UpTo.IsZero():
			problems.Add(row+"up_to", "tariffimport_amount_missing")
		case isLast && !a.UpTo.IsZero():
			problems.Add(row+"up_to", "tariffimport_amount_last")
		case !isLast && a.UpTo.Minor <= last.Minor:
			problems.Add(row+"up_to", "tariffimport_amount_falling")
		}
		if len(a.Tiers)+len(a.Channels)+len(a.SpecialTiers) == 0 {
			problems.Add(row+"tiers", "tariffimport_nothing_allowed")
		}
		last = a.UpTo
	}
	return problems
}

// allowanceValues are the rows of a rule as history keeps them.
func allowanceValues(p tariff.Permission) history.Values {
	values := history.Values{"Country": cmp.Or(string(p.Country), EveryOther)}
	for i, a := range p.Allowances {
		values[strconv.Itoa(i)] = fmt.Sprintf("%s: %s; %s; %s", a.UpTo, words(a.Tiers), words(a.Channels), words(a.SpecialTiers))
	}
	return values
}

func words[T ~string](list []T) string {
	texts := make([]string, len(list))
	for i, v := range list {
		texts[i] = string(v)
	}
	return strings.Join(texts, " ")
}

// ChangeTimes changes how long things wait that nobody ends.
func (s *Service) ChangeTimes(ctx context.Context, e Edit, t tariff.Times) (Change, error) {
	problems := t.Check()
	s.checkDay(&problems, e.Store, e.From)
	if err := problems.Err(); err != nil {
		return Change{}, err
	}
	return s.edit(ctx, e, Waits, "", func(_ context.Context, d tariff.Data) (draft, error) {
		was := TimesOn(d.Times, e.From)
		t.Origin = e.origin()
		return draft{
			rows: Rows{Tariffs: tariff.Data{Times: []tariff.Times{t}}}, count: 1,
			before: timeValues(was), after: timeValues(t),
		}, nil
	})
}

// TimesOn are how long things wait on a day.
func TimesOn(rows []tariff.Times, day channel.Date) tariff.Times {
	ranked := append([]tariff.Times(nil), rows...)
	channel.Rank(ranked)
	t, _ := channel.InForce(ranked, day)
	return t
}

func timeValues(t tariff.Times) history.Values {
	return history.Values{
		"Receipt": strconv.Itoa(t.Receipt), "Release": strconv.Itoa(t.Release),
		"Silent": strconv.Itoa(t.Silent), "Stranded": strconv.Itoa(t.Stranded),
	}
}
