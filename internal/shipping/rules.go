package shipping

import (
	"context"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/order"
	"sellerdesk/internal/shiprule"
)

// Subject is what the store's rules look at in the order of the desk.
func (d Desk) Subject() shiprule.Subject {
	return shiprule.Subject{
		Country: d.Order.ShipTo.Country, Value: d.Order.Total, Weight: d.Choice.Weight, Category: d.Choice.Category,
	}
}

// TryRules tells what rules would do with the newest orders of a store, as if each went
// whole and in one parcel today, whatever became of it. It changes nothing.
func (s *Service) TryRules(ctx context.Context, store account.StoreID, rules []shiprule.Rule, newest int) ([]shiprule.Trial, error) {
	numbers, err := s.Orders.Newest(ctx, store, newest)
	if err != nil {
		return nil, fmt.Errorf("newest orders of store %d: %w", store, err)
	}
	r, err := s.read(ctx, store, numbers)
	if err != nil {
		return nil, err
	}
	cases := make([]shiprule.Case, 0, len(numbers))
	for _, n := range numbers {
		if o, there := r.orders[n]; there {
			cases = append(cases, r.ruleCase(o))
		}
	}
	return shiprule.Try(rules, cases), nil
}

// ruleCase is an order as the rules see it. What of it cannot be shipped any more does not matter here.
func (r reading) ruleCase(o order.Order) shiprule.Case {
	d := Desk{Order: o, Items: itemsOf(o, r.items), Packing: r.store.PackingWeight}
	for _, l := range o.Lines {
		d.Choice.Pieces = append(d.Choice.Pieces, order.Pieces{Line: l.ID, Quantity: l.Quantity})
	}
	d.fillChoice()
	return shiprule.Case{Order: o.Number, Subject: d.Subject(), Buyer: o.Channel, Plans: r.tariffs.Quote(d.query(r.now))}
}
