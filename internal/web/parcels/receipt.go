package parcels

import (
	"context"

	"sellerdesk/internal/parcel"
	views "sellerdesk/views/parcels"
)

// receipt reads what was decided when a parcel was submitted, or nil where nothing was kept.
func (h *handler) receipt(ctx context.Context, p parcel.Parcel) (*views.Receipt, error) {
	r, err := h.Records.Receipt(ctx, p.Store, p.ID)
	if err != nil || !r.Kept() {
		return nil, err
	}
	names, err := h.names(ctx, p.Store)
	return &views.Receipt{Receipt: r, Warehouse: names.warehouse(ctx, r.Warehouse)}, err
}
