package ui

import (
	"context"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/tracking"
)

// Channels are logistics channels by their codes: orders, notices and history
// keep the code, people read the name.
type Channels map[channel.Code]channel.Channel

// ChannelsOf returns channels by their codes.
func ChannelsOf(all []channel.Channel) Channels {
	byCode := Channels{}
	for _, c := range all {
		byCode[c.Code] = c
	}
	return byCode
}

// Name is what a channel or an offline carrier with a code is called in the
// language of the page; an unknown code is its own name.
func (cs Channels) Name(ctx context.Context, code string) string {
	if c, known := cs[channel.Code(code)]; known {
		return c.Name(i18n.Tag(Lang(ctx)))
	}
	c, err := tracking.CarrierOf(tracking.CarrierCode(code))
	switch {
	case err != nil:
		return code
	case Lang(ctx) == i18n.Chinese:
		return c.NameCN
	}
	return c.Name
}

// Place is where something happened in the language of the page, or in English
// where its Chinese name is not known.
func Place(ctx context.Context, english, chinese string) string {
	if Lang(ctx) == i18n.Chinese && chinese != "" {
		return chinese
	}
	return english
}
