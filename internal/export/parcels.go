package export

import (
	"context"

	"sellerdesk/internal/freight"
	"sellerdesk/internal/job"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/parcel"
)

// parcelColumns are those of a table with one row for each logistics order.
var parcelColumns = []column{
	{key: "export_parcel_number"}, {key: "export_order_number"}, {key: "export_waybill"}, {key: "export_parcel_status"}, {key: "export_abnormal"},
	{key: "export_channel"}, {key: "export_warehouse"}, {key: "export_buyer"}, {key: "export_country"}, {key: "export_category"},
	{key: "export_submitted_at"}, {"export_declared", true}, {"export_measured", true},
	{"export_estimated", true}, {"export_charged", true}, {"export_paid", true}, {"export_refunded", true}, {"export_due", true}, {key: "export_flagged"},
	{key: "export_notice"}, {key: "export_domestic"}, {key: "export_domestic_number"}, {key: "export_delivered_at"}, {key: "export_closed_at"},
}

func (s *Service) parcelRows(ctx context.Context, w *writer, items []job.Item) ([][]string, int, error) {
	ids := make([]parcel.ID, len(items))
	for i, item := range items {
		ids[i] = parcel.ID(item.Subject)
	}
	parcels, err := s.Parcels.ForIDs(ctx, w.store, ids)
	if err != nil {
		return nil, 0, err
	}
	balances, err := s.Ledger.Balances(ctx, w.store, ids)
	if err != nil {
		return nil, 0, err
	}
	var told []notice.ID
	for _, p := range parcels {
		if p.Notice != 0 {
			told = append(told, notice.ID(p.Notice))
		}
	}
	notices, err := s.Notices.ForIDs(ctx, w.store, told)
	if err != nil {
		return nil, 0, err
	}
	rows := make([][]string, 0, len(ids))
	for _, id := range ids {
		p := parcels[id]
		rows = append(rows, w.parcelRow(p, balances[id], notices[notice.ID(p.Notice)]))
	}
	return rows, len(items), nil
}

func (w *writer) parcelRow(p parcel.Parcel, b freight.Balance, n notice.Notice) []string {
	row := []string{
		string(p.Number), string(p.OrderNumber), p.Waybill, w.word(p.Status), "",
		w.channel(p.Channel), w.warehouse(p.Warehouse), p.Buyer, w.country(p.Documents.To.Country), w.word(p.Category),
		w.at(p.CreatedAt), count(p.Declared), count(p.Measured),
		amount(b.Estimated), amount(b.Charged), amount(b.Paid), amount(b.Refunded), amount(b.Due), w.yes(b.Flagged),
		"", p.Collection.Company, p.Collection.Number, w.at(p.DeliveredAt), w.at(p.ClosedAt),
	}
	if p.Abnormal != "" {
		row[4] = w.word(p.Abnormal)
	}
	if n.ID != 0 {
		row[19] = w.word(n.Status)
	}
	return row
}
