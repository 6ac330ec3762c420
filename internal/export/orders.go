package export

import (
	"context"
	"strings"

	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
)

// orderColumns are those of a table with one row for each line of an order. They have the
// names by which the import of orders knows them; the last ones are of this site alone.
var orderColumns = []column{
	{key: "export_order_number"}, {key: "export_order_status"}, {key: "export_placed_at"}, {key: "export_paid_at"},
	{key: "export_buyer"}, {key: "export_email"},
	{"export_goods", true}, {"export_shipping", true}, {"export_discount", true}, {"export_total", true},
	{key: "export_line_title"}, {key: "export_attributes"}, {key: "export_sku"}, {"export_quantity", true}, {"export_price", true},
	{key: "export_note"}, {key: "export_receiver"}, {key: "export_country"}, {key: "export_province"}, {key: "export_city"},
	{key: "export_street"}, {key: "export_postal"}, {key: "export_phone"}, {key: "export_mobile"},
	{key: "export_chosen"}, {key: "export_ship_by"}, {key: "export_waybill"}, {key: "export_shipped_at"}, {key: "export_received_at"},
	{key: "export_parcel_number"}, {key: "export_category"}, {"export_free", true},
}

func (s *Service) orderRows(ctx context.Context, w *writer, items []job.Item) ([][]string, int, error) {
	ids := make([]order.ID, len(items))
	for i, item := range items {
		ids[i] = order.ID(item.Subject)
	}
	orders, err := s.Orders.ForIDs(ctx, w.store, ids)
	if err != nil {
		return nil, 0, err
	}
	parcels, err := s.Parcels.ForOrders(ctx, w.store, ids)
	if err != nil {
		return nil, 0, err
	}
	var rows [][]string
	for _, id := range ids {
		o := orders[id]
		for _, l := range o.Lines {
			rows = append(rows, w.orderRow(o, l, parcels[id]))
		}
	}
	return rows, len(items), nil
}

func (w *writer) orderRow(o order.Order, l order.Line, parcels []parcel.Parcel) []string {
	to := o.ShipTo
	numbers, waybills := numbersOf(parcels)
	return []string{
		string(o.Number), w.status(o), w.at(o.PlacedAt), w.at(o.PaidAt),
		o.Buyer.Name, o.Buyer.Email,
		amount(o.Goods), amount(o.Shipping), amount(o.Discount), amount(o.Total),
		l.Title, l.Attributes, l.SKU, count(l.Quantity), amount(l.Price),
		o.Note, to.Name, w.country(to.Country), to.Province, to.City,
		strings.Join(filled(to.Street, to.District), ", "), to.Postal, to.Phone, to.Mobile,
		w.channel(o.Channel), w.at(o.ShipBy), waybills, w.at(o.ShippedAt), w.at(o.Confirmed),
		numbers, w.word(l.Category), count(l.Free()),
	}
}

// status is the word for the state of an order; of a finished one it says how it ended.
func (w *writer) status(o order.Order) string {
	if o.Status == order.Finished {
		return w.word(o.Status.Tab(o.Finish))
	}
	return w.word(o.Status)
}

// numbersOf are the numbers and the waybills of the open parcels of an order.
func numbersOf(parcels []parcel.Parcel) (numbers, waybills string) {
	var lps, bills []string
	for _, p := range parcels {
		if p.Open() {
			lps, bills = append(lps, string(p.Number)), append(bills, filled(p.Waybill)...)
		}
	}
	return strings.Join(lps, "; "), strings.Join(bills, "; ")
}

// filled are those of some texts that say something.
func filled(texts ...string) (out []string) {
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}
