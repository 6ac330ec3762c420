package rehearsal

import (
	"context"

	"sellerdesk/internal/account"
	"sellerdesk/internal/message"
	"sellerdesk/internal/order"
)

// Deed is something a buyer does about an order.
type Deed string

// The deeds.
const (
	AskCancel Deed = "ask_cancel"
	Confirm   Deed = "confirm"
	Write     Deed = "write"
)

// Deeds lists every deed in the order of the page.
var Deeds = []Deed{AskCancel, Confirm, Write}

// Key is the key of the deed's message.
func (d Deed) Key() string { return "rehearsal_deed_" + string(d) }

// Act is what a buyer is to do about an order.
type Act struct {
	Store account.StoreID
	Order order.Number
	Deed  Deed
	Words string // the reason for cancelling, or the message
	Once  string // id of the form; a second message with it is not written
}

// Act lets the buyer of an order do something, and does what follows from it.
func (w *World) Act(ctx context.Context, a Act) error {
	if err := w.act(ctx, a); err != nil {
		return err
	}
	return w.Worker.Tick(ctx, a.Store)
}

func (w *World) act(ctx context.Context, a Act) error {
	switch a.Deed {
	case AskCancel:
		return w.Shipping.AskCancel(ctx, a.Store, a.Order, a.Words)
	case Confirm:
		return w.Shipping.ConfirmReceipt(ctx, a.Store, a.Order)
	case Write:
		o, err := w.Orders.Get(ctx, a.Store, a.Order)
		if err != nil {
			return err
		}
		_, err = w.Messages.Post(ctx, message.Draft{
			Store: a.Store, Order: o.ID, Buyer: o.Buyer.Name, Sender: message.Buyer, Once: a.Once, Body: a.Words,
		})
		return err
	}
	return ErrDeed
}
