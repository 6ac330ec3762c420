package shipping

import (
	"cmp"
	"context"
	"errors"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/tariff"
)

// addRow adds a row of the ledger with parcel, day and time. A row that is there already is left alone.
func (s *Service) addRow(ctx context.Context, p parcel.Parcel, r freight.Row) (err error) {
	r.Store, r.Parcel, r.At = p.Store, p.ID, s.Clock.Now(p.Store)
	if r.Day, err = s.day(ctx, p.Store, r.At); err != nil {
		return err
	}
	err = s.Ledger.Add(ctx, r, p.Order)
	if errors.Is(err, freight.ErrTwice) {
		return nil
	}
	return err
}

// charge adds the freight by measured weight, and the return fee if Return was chosen.
func (s *Service) charge(ctx context.Context, p parcel.Parcel) error {
	row, err := s.freightOf(ctx, p)
	if err != nil {
		return err
	}
	row.Flagged = row.Flagged || freight.Far(p.Quote, row.Amount)
	if err := s.addRow(ctx, p, row); err != nil {
		return err
	}
	if !p.ReturnFee.IsZero() {
		fee := freight.Row{Kind: freight.Charged, Once: freight.ReturnFee, Amount: p.ReturnFee, Original: p.ReturnFee, Note: "freight_note_return_fee"}
		if err := s.addRow(ctx, p, fee); err != nil {
			return err
		}
	}
	return s.record(ctx, history.Network, p.Store, p.Order, p.ID, "shipping_charged", history.Values{
		"Number": string(p.Number), "Amount": row.Amount.String(), "Weight": row.Grams.String(),
	})
}

// freightOf is the freight of a parcel by its measured weight, through the tariff
// of the day it was submitted, less the discount it was submitted with. A tariff in another currency is converted at the
// rate of today. A weight without a price is charged as estimated, and flagged.
func (s *Service) freightOf(ctx context.Context, p parcel.Parcel) (freight.Row, error) {
	tariffs, err := s.Tariffs.Snapshot(ctx, p.Store)
	if err != nil {
		return freight.Row{}, err
	}
	weighed := cmp.Or(p.Measured, p.Declared)
	plan, err := tariffs.Plan(p.Channel, query(p, weighed))
	if err != nil || !plan.Priced() {
		return freight.Row{
			Kind: freight.Charged, Once: string(freight.Charged), Amount: p.Quote, Original: p.Quote,
			Grams: weighed, Flagged: true, Note: "freight_note_not_priced",
		}, nil
	}
	rate := plan.Rate
	if today, known := tariffs.Rate(plan.Original.Currency, channel.DateOf(s.Clock.Now(p.Store))); known {
		rate = today.Rate
	}
	row, err := freight.Converted(freight.Charged, string(freight.Charged), plan.Original, rate)
	if err != nil {
		return row, err
	}
	row.Grams, row.Note = plan.Billed, discountNote(p)
	row.Amount, err = tariff.Discount(row.Amount, p.Discount)
	return row, err
}

// discountNote says of a row that its amount is below the list price; empty where it is not.
func discountNote(p parcel.Parcel) string {
	if p.Discount == 0 {
		return ""
	}
	return "freight_note_discount"
}

// query asks for the price of a parcel on the day it was submitted, by the tariff of then.
func query(p parcel.Parcel, w measure.Weight) tariff.Query {
	return tariff.Query{
		Destination: p.Documents.To.Country, Weight: w, Size: p.Size, Category: p.Category, Date: channel.DateOf(p.CreatedAt),
		Tariff: p.Tariff,
	}
}

// refund gives back what was charged for a parcel that domestic security stopped.
func (s *Service) refund(ctx context.Context, p parcel.Parcel) error {
	rows, err := s.Ledger.Rows(ctx, p.Store, p.ID)
	if err != nil {
		return err
	}
	charged := freight.BalanceOf(p.ID, rows).Charged
	if charged.IsZero() {
		return nil
	}
	err = s.addRow(ctx, p, freight.Row{
		Kind: freight.Refunded, Once: string(freight.Refunded), Amount: charged, Original: charged, Note: "freight_note_security",
	})
	if err != nil {
		return err
	}
	return s.record(ctx, history.Network, p.Store, p.Order, p.ID, "shipping_refunded",
		history.Values{"Number": string(p.Number), "Amount": charged.String()})
}
