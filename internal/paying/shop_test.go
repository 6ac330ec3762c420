package paying_test

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/testing/shop"
)

// about is the parcel as history knows it.
func about(p parcel.Parcel) history.Subject { return history.About(history.Parcel, p.ID) }

// only is a gateway for every store.
type only struct{ paying.Gateway }

func (o only) For(context.Context, account.StoreID, paying.Method) (paying.Gateway, error) {
	return o.Gateway, nil
}

// interrupted is the shop's service with a gateway that does not hear of what starts.
func interrupted(s *shop.Shop) *paying.Service {
	broken := *s.Paying
	broken.Gateways = only{deaf{s.Gateways[paying.Alipay]}}
	return &broken
}

// none is no gateway for any store, as for a live store without one.
type none struct{}

func (none) For(context.Context, account.StoreID, paying.Method) (paying.Gateway, error) {
	return nil, paying.ErrNoGateway
}
