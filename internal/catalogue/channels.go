package catalogue

import (
	"fmt"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
)

// channelEntry is an entry of channels.toml, whose first lines explain it.
type channelEntry struct {
	Code         string           `toml:"code"`
	NameEN       string           `toml:"name_en"`
	NameCN       string           `toml:"name_cn"`
	Tier         string           `toml:"tier"`
	Tracking     string           `toml:"tracking"`
	Days         [2]int           `toml:"days"`
	Weight       int64            `toml:"weight"`
	WeightTo     map[string]int64 `toml:"weight_to"`
	Longest      int64            `toml:"longest"`
	Sum          int64            `toml:"sum"`
	Value        string           `toml:"value"`
	Countries    string           `toml:"countries"`
	Suspended    string           `toml:"suspended"`
	Accepted     string           `toml:"accepted"`
	SpecialTo    string           `toml:"special_to"`
	SafetySheet  bool             `toml:"safety_sheet"`
	Return       bool             `toml:"return"`
	ReturnTo     string           `toml:"return_to"`
	ReturnFee    string           `toml:"return_fee"`
	Compensation string           `toml:"compensation"`
	Waybill      string           `toml:"waybill"`
	Label        string           `toml:"label"`
	Collection   string           `toml:"collection"`
	From         string           `toml:"from"`
	Sample       bool             `toml:"sample"`
	Source       string           `toml:"source"`
}

func readChannels() ([]channel.Channel, error) {
	var file struct {
		Channel []channelEntry `toml:"channel"`
	}
	if err := readTOML("channels.toml", &file); err != nil {
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
		Origin:       read(p, since(e.Source, e.Sample), e.From),
	}
}

func (e channelEntry) limits(p *problems) channel.Limits {
	l := channel.Limits{
		Weight: measure.Weight(e.Weight), Longest: e.Longest, Sum: e.Sum,
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
	return channel.Goods{
		Accepted:    readAll(p, channel.ParseCategory, e.Accepted),
		SpecialTo:   readAll(p, country, e.SpecialTo),
		SafetySheet: e.SafetySheet,
	}
}

// waybill reads a form of numbers and the letters they begin with: "s10 R".
func waybill(s string) (channel.Waybill, error) {
	form, prefix, _ := strings.Cut(s, " ")
	pattern, err := channel.ParseWaybillPattern(form)
	return channel.Waybill{Pattern: pattern, Prefix: prefix}, err
}
