package logistics

import (
	"cmp"
	"context"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/place"
	"sellerdesk/views/ui"
)

// waybill says how the numbers of a service look; a postal one names the post's country at its end.
func waybill(ctx context.Context, w channel.Waybill) string {
	if w.Pattern == channel.S10Number {
		return ui.T(ctx, "channels_waybill_post", "Prefix", w.Prefix, "Post", string(cmp.Or(w.Post, place.China)))
	}
	return ui.T(ctx, "channels_waybill_prefix", "Prefix", w.Prefix)
}
