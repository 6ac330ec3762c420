package desk

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/tariff"
)

// Dearer is the catalogue with a newer tariff in which every parcel costs a unit
// of the tariff's currency more.
type Dearer struct{}

// Snapshot returns the newer tariff.
func (Dearer) Snapshot(context.Context, account.StoreID) (*tariff.Snapshot, error) {
	data, err := catalogue.Tariffs()
	if err != nil {
		return nil, err
	}
	for i := range data.Versions {
		data.Versions[i].Number = "later"
	}
	for i := range data.Prices {
		for j := range data.Prices[i].Bands {
			data.Prices[i].Bands[j].Fee += 100
		}
	}
	return tariff.NewSnapshot(data)
}
