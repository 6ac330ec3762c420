package tariffimport

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// The largest figures a channel may have.
const (
	maxDays = 365
	maxSide = 10_000 // millimetres
)

// KindOf are what changes of the parts of a channel are called.
var KindOf = map[channel.Part]ChangeKind{
	channel.FiguresPart: Figures, channel.GoodsPart: Goods, channel.ReachPart: Reach, channel.CollectionPart: Collection,
}

// ChangeChannel changes a part of a channel to what it is in to, from a day on. What the channel
// says already makes no version.
func (s *Service) ChangeChannel(ctx context.Context, e Edit, code channel.Code, part channel.Part, to channel.Channel) (Change, error) {
	problems := checkPart(part, to)
	s.checkDay(&problems, e.Store, e.From)
	if err := problems.Err(); err != nil {
		return Change{}, err
	}
	return s.edit(ctx, e, KindOf[part], string(code), func(_ context.Context, d tariff.Data) (draft, error) {
		was, known := channelOn(d.Channels, code, e.From)
		if !known {
			return draft{}, channel.ErrNotFound.With("Channel", code)
		}
		row := was
		switch part {
		case channel.FiguresPart:
			row = channel.FiguresOf(to).In(was)
		case channel.GoodsPart:
			row.Goods = to.Goods
		case channel.ReachPart:
			row.Reach = to.Reach
		case channel.CollectionPart:
			row.Collection = to.Collection
		}
		row.Part, row.Changed, row.Samples, row.Origin = part, nil, nil, e.origin()
		return draft{
			rows: Rows{Tariffs: tariff.Data{Channels: []channel.Channel{row}}}, count: 1,
			before: partValues(part, was), after: partValues(part, row),
		}, nil
	})
}

// checkPart reports what is wrong with a part, by the fields of its form.
func checkPart(part channel.Part, to channel.Channel) errs.Fields {
	var problems errs.Fields
	switch part {
	case channel.FiguresPart:
		return checkFigures(channel.FiguresOf(to))
	case channel.GoodsPart:
		if len(to.Goods.Accepted) == 0 {
			problems.Add(string(channel.Ordinary), "tariffimport_no_goods")
		}
		for _, k := range to.Goods.Accepted {
			if only, limited := to.Goods.To[k]; limited && len(only) == 0 {
				problems.Add(string(k)+"_to", "tariffimport_no_countries")
			}
		}
	case channel.CollectionPart:
		if len(to.Collection) == 0 {
			problems.Add("collection", "tariffimport_no_ways")
		}
	case channel.ReachPart:
	}
	return problems
}

func checkFigures(f channel.Figures) errs.Fields {
	var problems errs.Fields
	between := func(field string, n, most int64) {
		if n < 0 || n > most {
			problems.Add(field, "form_out_of_range", "Min", 0, "Max", most)
		}
	}
	between("min_days", int64(f.MinDays), maxDays)
	between("max_days", int64(f.MaxDays), maxDays)
	between("discount", f.Discount, 100)
	between("weight", int64(f.Weight), int64(maxWeight))
	if f.MaxDays < f.MinDays {
		problems.Add("max_days", "tariffimport_days")
	}
	if f.Weight > 0 && f.Lightest > f.Weight {
		problems.Add("lightest", "tariffimport_lightest")
	}
	checkSides(&problems, "sum", f.Longest, f.Sum)
	checkSides(&problems, "roll_sum", f.Roll.Longest, f.Roll.Sum)
	if f.Face.Long > maxSide || f.Face.Short > f.Face.Long {
		problems.Add("face_short", "tariffimport_face")
	}
	return problems
}

// checkSides reports what is wrong with a longest side and a sum of sides.
func checkSides(problems *errs.Fields, field string, longest, sum int64) {
	if longest > maxSide || sum > 3*maxSide {
		problems.Add(field, "tariffimport_sides")
	}
	if sum > 0 && longest > sum {
		problems.Add(field, "tariffimport_sum_short")
	}
}

// partValues are what a channel says about a part, as history keeps it.
func partValues(part channel.Part, c channel.Channel) history.Values {
	switch part {
	case channel.GoodsPart:
		values := history.Values{"SafetySheet": strconv.FormatBool(c.Goods.SafetySheet)}
		for _, k := range c.Goods.Accepted {
			values[string(k)] = "*"
			if only, limited := c.Goods.To[k]; limited {
				values[string(k)] = codes(only)
			}
		}
		return values
	case channel.ReachPart:
		return history.Values{"Countries": codes(c.Reach.Countries), "Suspended": codes(c.Reach.Suspended)}
	case channel.CollectionPart:
		ways := make([]string, len(c.Collection))
		for i, m := range c.Collection {
			ways[i] = string(m)
		}
		slices.Sort(ways)
		return history.Values{"Collection": strings.Join(ways, " ")}
	case channel.FiguresPart:
	}
	return figureValues(channel.FiguresOf(c))
}

// codes are countries in the order of their codes.
func codes(list []place.Country) string {
	words := make([]string, len(list))
	for i, c := range list {
		words[i] = string(c)
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

func figureValues(f channel.Figures) history.Values {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return history.Values{
		"Tier": string(f.Tier), "Tracking": string(f.Tracking),
		"Days":     number(int64(f.MinDays)) + "–" + number(int64(f.MaxDays)),
		"Lightest": f.Lightest.String(), "Weight": f.Weight.String(),
		"Longest": measure.Centimetres(f.Longest), "Sum": measure.Centimetres(f.Sum),
		"Roll": measure.Centimetres(f.Roll.Longest) + ", " + measure.Centimetres(f.Roll.Sum),
		"Face": measure.Centimetres(f.Face.Long) + " × " + measure.Centimetres(f.Face.Short), "Value": f.Value.String(),
		"ReturnFee": f.ReturnFee.String(), "Compensation": f.Compensation.String(), "Discount": number(f.Discount) + " %",
	}
}

// Differs reports whether two states of a channel differ in a part.
func Differs(part channel.Part, a, b channel.Channel) bool {
	return !maps.Equal(partValues(part, a), partValues(part, b))
}

// channelOn is a channel as it is on a day.
func channelOn(channels []channel.Channel, code channel.Code, day channel.Date) (channel.Channel, bool) {
	var rows []channel.Channel
	for _, c := range channels {
		if c.Code == code {
			rows = append(rows, c)
		}
	}
	return channel.At(rows, day)
}
