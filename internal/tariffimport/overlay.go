package tariffimport

import "sellerdesk/internal/channel"

// Overlay returns the rows of channels as a store sees them: the owner's rows have the
// owner's figures and everything else from the installation's rows of the same days, so
// that a suspension that comes with the program reaches every store.
func Overlay(rows []channel.Channel) []channel.Channel {
	var all []channel.Channel
	for _, row := range rows {
		if row.Own {
			all = append(all, over(rows, row)...)
		} else {
			all = append(all, row)
		}
	}
	return all
}

// over puts the figures of an owner's row over the installation's row of its day, and over
// every later one. A row that the installation has no more stays as it is.
func over(rows []channel.Channel, own channel.Channel) []channel.Channel {
	var base []channel.Channel
	for _, row := range rows {
		if !row.Own && row.Code == own.Code {
			base = append(base, row)
		}
	}
	if len(base) == 0 {
		return []channel.Channel{own}
	}
	channel.Rank(base)
	var all []channel.Channel
	for _, row := range base {
		merged := LimitsOf(own).in(row)
		merged.Origin = own.Origin
		merged.From = max(own.From, row.From)
		all = append(all, merged)
		if row.From <= own.From {
			break
		}
	}
	return all
}
