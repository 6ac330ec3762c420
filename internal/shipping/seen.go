package shipping

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/money"
)

// Repriced is a plan that costs something else than the page showed before.
type Repriced struct {
	Channel channel.Channel
	Before  money.Money // CNY
	After   money.Money // CNY
}

// Seen is what step 1 shows, for the next request to carry: which parcel it is,
// and what each plan that can take it costs, such as "1f3a9c2b.CPAM-3042.UPSE-20495".
func (d Desk) Seen() string {
	var b strings.Builder
	b.WriteString(d.parcelKey())
	for _, p := range d.Plans {
		if p.Available() {
			fmt.Fprintf(&b, ".%s-%d", p.Channel.Code, p.Price.Minor)
		}
	}
	return b.String()
}

// Repriced lists the plans whose price for the same parcel is another one than in
// what was seen before. Text that says nothing was seen is no difference.
func (d Desk) Repriced(seen string) []Repriced {
	key, prices, _ := strings.Cut(seen, ".")
	if key != d.parcelKey() {
		return nil
	}
	before := map[string]int64{}
	for _, one := range strings.Split(prices, ".") {
		code, fen, _ := strings.Cut(one, "-")
		if n, err := strconv.ParseInt(fen, 10, 64); err == nil && n >= 0 {
			before[code] = n
		}
	}
	var changed []Repriced
	for _, p := range d.Plans {
		if fen, known := before[string(p.Channel.Code)]; known && p.Priced() && fen != p.Price.Minor {
			changed = append(changed, Repriced{*p.Channel, money.Of(fen, money.CNY), p.Price})
		}
	}
	return changed
}

// parcelKey tells parcels apart of which nobody expects the same price.
func (d Desk) parcelKey() string {
	c := d.Choice
	sum := sha256.Sum256([]byte(fmt.Sprintln(d.Order.Number, d.Order.ShipTo.Country, d.Order.Total, c.Pieces, c.Category, c.Weight, c.Size)))
	return hex.EncodeToString(sum[:4])
}
