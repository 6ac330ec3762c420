package shipping

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/product"
)

// Offer is what Create Logistics Order showed and Submit is bound to. Its ID is
// made from all of it and from the choice of step 1, so that an offer that
// changed has another one. The ID is also the key that makes a second post harmless.
type Offer struct {
	ID        string
	Price     money.Money // CNY, after discount
	ReturnFee money.Money // CNY, when Return is chosen
	Tariff    string      // version
	Order     int         // version of the order
	Stock     string      // stock of the pieces, as text
	Warehouse string
	Status    order.Status
}

// sealed returns the offer with its ID.
func (o Offer) sealed(store account.StoreID, n order.Number, c Choice) Offer {
	text := fmt.Sprintln(store, n, c.Pieces, c.Channel, c.Category, c.Weight, c.Size,
		o.Price, o.ReturnFee, o.Tariff, o.Order, o.Stock, o.Warehouse, o.Status)
	sum := sha256.Sum256([]byte(text))
	o.ID = hex.EncodeToString(sum[:16])
	return o
}

// Encode is the offer as the hidden field of the form carries it.
func (o Offer) Encode() string {
	text, err := json.Marshal(o)
	if err != nil {
		return "" // numbers and texts always have a JSON form
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// DecodeOffer reads the hidden field. What it says is only compared, never believed.
func DecodeOffer(s string) (Offer, error) {
	var o Offer
	text, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || json.Unmarshal(text, &o) != nil {
		return Offer{}, ErrOffer
	}
	return o, nil
}

// Change is a difference between the offer that was shown and the one of now.
type Change struct {
	What   string // price, return_fee, tariff, stock, warehouse, status, order, choice
	Before any    // amounts, words and names, as texts show them
	After  any
}

// Key is the key of the sentence about the change.
func (c Change) Key() string { return "shipping_change_" + c.What }

// Changes lists what is different now. The order's own version is named only
// when nothing else explains that it changed.
func Changes(shown, now Offer) []Change {
	if shown.ID == now.ID {
		return nil
	}
	all := []Change{
		{"price", shown.Price, now.Price},
		{"return_fee", shown.ReturnFee, now.ReturnFee},
		{"tariff", shown.Tariff, now.Tariff},
		{"stock", shown.Stock, now.Stock},
		{"warehouse", shown.Warehouse, now.Warehouse},
		{"status", shown.Status, now.Status},
	}
	changes := slices.DeleteFunc(all, func(c Change) bool { return c.Before == c.After })
	switch {
	case len(changes) > 0:
		return changes
	case shown.Order != now.Order:
		return []Change{{What: "order"}}
	}
	return []Change{{What: "choice"}}
}

// Changes lists what is different from the offer that was shown, with warehouses by their names.
func (d Draft) Changes(shown Offer) []Change {
	changes := Changes(shown, d.Offer)
	for i, c := range changes {
		if c.What == "warehouse" {
			changes[i].Before, changes[i].After = d.warehouse(shown.Warehouse), d.warehouse(d.Offer.Warehouse)
		}
	}
	return changes
}

// warehouse is the warehouse with a code; one that is not known any more is its code.
func (d Draft) warehouse(code string) any {
	w, err := d.directory.Warehouse(code)
	if err != nil {
		return code
	}
	return w
}

// stockText is the stock of pieces as an offer shows it, such as "CUP-1: 4, CUP-2: ?".
func stockText(o order.Order, pieces []order.Pieces, items map[order.LineID]product.Item) string {
	var parts []string
	for _, p := range pieces {
		line, _ := o.Line(p.Line)
		item, known := items[p.Line]
		left := "?"
		if known && item.Stock.Known {
			left = fmt.Sprint(item.Stock.OnHand)
		}
		parts = append(parts, line.SKU+": "+left)
	}
	return strings.Join(parts, ", ")
}
