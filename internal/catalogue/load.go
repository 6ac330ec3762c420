package catalogue

import (
	"context"
	"fmt"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/warehouse"
)

// Records are where the catalogue is kept.
type Records interface {
	// AddVersion adds a version; one that is there already is not added.
	AddVersion(ctx context.Context, v tariff.Version) (id channel.VersionID, added bool, err error)
	// AddTariffs adds rows to a version.
	AddTariffs(ctx context.Context, v channel.VersionID, d tariff.Data) error
	// AddWarehouses adds rows to a version.
	AddWarehouses(ctx context.Context, v channel.VersionID, d warehouse.Data) error
}

// Transactor runs a function in a transaction.
type Transactor interface {
	InTx(ctx context.Context, fn func(ctx context.Context) error) error
}

// Load puts the catalogue that ships with the program into the records, unless this
// version is there already. It is called at every start, before anything is quoted.
func Load(ctx context.Context, tx Transactor, r Records) error {
	tariffs, err := Tariffs()
	if err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	warehouses, err := Warehouses()
	if err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	return tx.InTx(ctx, func(ctx context.Context) error {
		id, added, err := r.AddVersion(ctx, tariffs.Versions[0])
		if err != nil || !added {
			return err
		}
		if err := r.AddTariffs(ctx, id, tariffs); err != nil {
			return err
		}
		return r.AddWarehouses(ctx, id, warehouses)
	})
}
