package catalogue

import (
	"fmt"
	"io/fs"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// channelEntry is an entry of a file under channels; the first of them explains it.
type channelEntry struct {
	Code         string            `toml:"code"`
	NameEN       string            `toml:"name_en"`
	NameCN       string            `toml:"name_cn"`
	Tier         string            `toml:"tier"`
	Tracking     string            `toml:"tracking"`
	Days         [2]int            `toml:"days"`
	Lightest     int64             `toml:"lightest"`
	Weight       int64             `toml:"weight"`
	WeightTo     map[string]int64  `toml:"weight_to"`
	Longest      int64             `toml:"longest"`
	Sum          int64             `toml:"sum"`
	Roll         [2]int64          `toml:"roll"`
	Face         [2]int64          `toml:"face"`
	Value        string            `toml:"value"`
	Countries    string            `toml:"countries"`
	Suspended    string            `toml:"suspended"`
	Accepted     string            `toml:"accepted"`
	AcceptedTo   map[string]string `toml:"accepted_to"`
	SafetySheet  bool              `toml:"safety_sheet"`
	Return       bool              `toml:"return"`
	ReturnTo     string            `toml:"return_to"`
	ReturnFee    string            `toml:"return_fee"`
	Compensation string            `toml:"compensation"`
	Waybill      string            `toml:"waybill"`
	Label        string            `toml:"label"`
	Collection   string            `toml:"collection"`
	From         string            `toml:"from"`
	Sample       bool              `toml:"sample"`
	Samples      string            `toml:"samples"`
	Source       string            `toml:"source"`
}

func readChannels() ([]channel.Channel, error) {
	names, err := fs.Glob(files, "data/channels/*.toml")
	if err != nil {
		return nil, err
	}
	var out []channel.Channel
	for _, name := range names {
		channels, err := readChannelFile(strings.TrimPrefix(name, "data/"))
		if err != nil {
			return nil, err
		}
		out = append(out, channels...)
	}
	return out, nil
}

func readChannelFile(name string) ([]channel.Channel, error) {
	var file struct {
		Channel []channelEntry `toml:"channel"`
	}
	if err := readTOML(name, &file); err != nil {
		return nil, err
	}
	var out []channel.Channel
	for _, e := range file.Channel {
		var problems problems
		c := e.channel(&problems)
		if err := problems.err(); err != nil {
			return nil, fmt.Errorf("channel %s: %w", e.Code, err)
		}
		out = append(out, c)
	}
	return out, nil
}

func (e channelEntry) channel(p *problems) channel.Channel {
	return channel.Channel{
		Code:         channel.Code(e.Code),
		NameEN:       e.NameEN,
		NameCN:       e.NameCN,
		Tier:         read(p, channel.ParseTier, e.Tier),
		Tracking:     read(p, channel.ParseTracking, e.Tracking),
		MinDays:      e.Days[0],
		MaxDays:      e.Days[1],
		Limits:       e.limits(p),
		Reach:        channel.Reach{Countries: readAll(p, country, e.Countries), Suspended: readAll(p, country, e.Suspended)},
		Goods:        e.goods(p),
		Return:       channel.Return{Offered: e.Return, To: readAll(p, country, e.ReturnTo), Fee: read(p, amount(money.CNY), e.ReturnFee)},
		Waybill:      read(p, waybill, e.Waybill),
		Label:        read(p, channel.ParseLabelFormat, e.Label),
		Collection:   readAll(p, channel.ParseCollectionMode, e.Collection),
		Compensation: read(p, amount(money.CNY), e.Compensation),
		Samples:      readAll(p, channel.ParseFigure, e.Samples),
		Origin:       read(p, since(e.Source, e.Sample), e.From),
	}
}

func (e channelEntry) limits(p *problems) channel.Limits {
	l := channel.Limits{
		Lightest: measure.Weight(e.Lightest), Weight: measure.Weight(e.Weight), Longest: e.Longest, Sum: e.Sum,
		Roll: channel.RollLimits{Longest: e.Roll[0], Sum: e.Roll[1]}, Face: channel.Face{Long: e.Face[0], Short: e.Face[1]},
		Value: read(p, amount(money.USD), e.Value),
	}
	for code, grams := range e.WeightTo {
		if l.WeightTo == nil {
			l.WeightTo = map[place.Country]measure.Weight{}
		}
		l.WeightTo[read(p, country, code)] = measure.Weight(grams)
	}
	return l
}

func (e channelEntry) goods(p *problems) channel.Goods {
	g := channel.Goods{Accepted: readAll(p, channel.ParseCategory, e.Accepted), SafetySheet: e.SafetySheet}
	for category, countries := range e.AcceptedTo {
		if g.To == nil {
			g.To = map[channel.Category][]place.Country{}
		}
		g.To[read(p, channel.ParseCategory, category)] = readAll(p, country, countries)
	}
	return g
}

// waybill reads a form of numbers, the letters they begin with and, of a postal number that
// is not China's, the country it ends with: "s10 R SG".
func waybill(s string) (channel.Waybill, error) {
	form, rest, _ := strings.Cut(s, " ")
	prefix, end, foreign := strings.Cut(rest, " ")
	var p problems
	w := channel.Waybill{Pattern: read(&p, channel.ParseWaybillPattern, form), Prefix: prefix}
	if foreign {
		w.Post = read(&p, country, end)
	}
	return w, p.err()
}
