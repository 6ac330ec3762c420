package shipping

import (
	"cmp"
	"context"
	"fmt"

	"sellerdesk/internal/account"
	"sellerdesk/internal/history"
	"sellerdesk/internal/message"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/product"
	"sellerdesk/internal/tracking"
)

// NoticeForm is what the seller fills in on Fill in Shipping Notice.
type NoticeForm struct {
	Notice  notice.ID      // the notice to change; 0 for a new one
	Version int            // of that notice, as the page showed it
	Order   int            // version of the order as the page of a new notice showed it; 0: as it is
	Parcel  parcel.Number  // an online parcel, whose carrier and number are known; empty: offline
	Pieces  []order.Pieces // all or part; empty is all
	Carrier string
	Number  string
	Website string
	Remark  string
}

// NoticePage is what Fill in Shipping Notice shows.
type NoticePage struct {
	Order       order.Order
	Parcel      *parcel.Parcel  // the online parcel it is about; nil: offline
	Notice      *notice.Notice  // the notice that is changed; nil: a new one
	Pieces      []order.Pieces  // what it is about: fixed for a parcel and for a change, at most this for a new offline notice
	All         bool            // with these pieces the whole order is on its way
	ChangesLeft int             // of the notice that is changed
	Notices     []notice.Notice // all of the order
	Waiting     []parcel.Parcel // online parcels of the order that wait for their notice
	Carriers    []tracking.Carrier
	Form        NoticeForm // prefilled
	Blocked     error      // why there can be no new notice now; nil: there can
}

// NoticeDraft returns what Fill in Shipping Notice shows: for a parcel, for the
// change of a notice, or, with neither, for what the seller ships offline. A
// parcel whose pieces a notice waits for, for want of a number, changes that notice.
func (s *Service) NoticeDraft(ctx context.Context, store account.StoreID, n order.Number, about parcel.Number, id notice.ID) (NoticePage, error) {
	r, err := s.readNotices(ctx, store, []order.Number{n})
	if err != nil {
		return NoticePage{}, err
	}
	w, err := r.work(n, NoticeForm{Notice: id, Parcel: about})
	if err != nil {
		return NoticePage{}, err
	}
	page := NoticePage{
		Order: w.order, Parcel: w.parcel, Notice: w.notice, Pieces: w.pieces, All: w.coversAll(),
		Notices: w.notices, Waiting: w.waiting, Carriers: tracking.Carriers(), Blocked: w.possible(),
		Form: NoticeForm{Order: w.order.Version, Parcel: about, Pieces: w.pieces},
	}
	if w.notice != nil {
		page.ChangesLeft = w.notice.ChangesLeft(s.Clock.Now(store))
		page.Form = NoticeForm{
			Notice: w.notice.ID, Version: w.notice.Version, Parcel: about, Pieces: w.pieces, Carrier: w.notice.Carrier,
			Number: w.notice.Tracking, Website: w.notice.Website, Remark: w.notice.Remark,
		}
	}
	if w.parcel != nil {
		page.Form.Carrier, page.Form.Number = string(w.parcel.Channel), w.parcel.Waybill
	}
	return page, nil
}

// OrderNotice is a form about an order.
type OrderNotice struct {
	Order order.Number
	Form  NoticeForm
}

// FillNotice tells the buyer that pieces of the order are on their way, or tells
// something else than before. It moves the order on, takes the stock and writes
// the buyer a message. A form that did so already changes nothing when it comes
// again; one that says something else about what changed since is notice.ErrChanged.
func (s *Service) FillNotice(ctx context.Context, store account.StoreID, by Actor, n order.Number, f NoticeForm) (notice.Notice, error) {
	var told notice.Notice
	err := s.Tx.InTx(ctx, func(ctx context.Context) error {
		r, err := s.readNotices(ctx, store, []order.Number{n})
		if err == nil {
			_, told, err = s.fill(ctx, by, r, n, f)
		}
		return err
	})
	return told, err
}

// FillNotices does the same for many orders, in the transaction of the context: each form
// in a step of it that fails alone. It returns for each what is wrong with it, nil if nothing is.
// What they are about is read at once.
func (s *Service) FillNotices(ctx context.Context, store account.StoreID, by Actor, forms []OrderNotice) ([]error, error) {
	numbers := make([]order.Number, len(forms))
	for i, f := range forms {
		numbers[i] = f.Order
	}
	all, err := s.readNotices(ctx, store, numbers)
	if err != nil {
		return nil, err
	}
	wrong, seen := make([]error, len(forms)), map[order.Number]bool{}
	for i, f := range forms {
		r := all
		if seen[f.Order] { // it changed since it was read
			if r, err = s.readNotices(ctx, store, []order.Number{f.Order}); err != nil {
				return nil, err
			}
		}
		seen[f.Order] = true
		var w noticeWork
		wrong[i] = s.Tx.Savepoint(ctx, func(ctx context.Context) (err error) {
			w, _, err = s.fill(ctx, by, r, f.Order, f.Form)
			return err
		})
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if wrong[i] == nil && w.notice == nil {
			all.took(w)
		}
	}
	return wrong, nil
}

// fill fills in a notice about what was read. A notice that was there before is part of the work.
func (s *Service) fill(ctx context.Context, by Actor, r noticeReading, n order.Number, f NoticeForm) (w noticeWork, told notice.Notice, err error) {
	if w, err = r.work(n, f); err != nil {
		return w, told, err
	}
	statement, problems := w.statement(f)
	if err := problems.Err(); err != nil {
		return w, told, err
	}
	if before := w.before(f, statement); before != nil {
		w.notice = before
		return w, *before, nil
	}
	if w.stale(f) {
		return w, told, notice.ErrChanged
	}
	if err := w.possible(); err != nil {
		return w, told, err
	}
	if w.notice == nil {
		told, err = s.declare(ctx, by, w, statement)
	} else {
		told, err = s.change(ctx, by, w, f, statement)
	}
	if err != nil {
		return w, notice.Notice{}, err
	}
	return w, told, s.write(ctx, w.order, told)
}

// declare fills in a new notice.
func (s *Service) declare(ctx context.Context, by Actor, w noticeWork, st notice.Statement) (notice.Notice, error) {
	now := s.Clock.Now(w.order.Store)
	var err error
	n := notice.Notice{Store: w.order.Store, Order: w.order.ID, Pieces: w.pieces, Version: 1}
	n.Declare(st, now, w.due)
	if w.parcel != nil && w.parcel.Scanned() {
		n.Scan(now)
	}
	if n.ID, err = s.Notices.Insert(ctx, n); err != nil {
		return notice.Notice{}, err
	}
	if err := s.moveOn(ctx, w); err != nil {
		return notice.Notice{}, err
	}
	if err := s.attach(ctx, w, n); err != nil {
		return notice.Notice{}, err
	}
	args, err := s.takeStock(ctx, w)
	if err != nil {
		return notice.Notice{}, err
	}
	args["Number"], args["Carrier"], args["Pieces"] = n.Tracking, n.Carrier, fmt.Sprint(order.Count(n.Pieces))
	action := "shipping_notice_filled"
	if args["Short"] != "" {
		action = "shipping_notice_filled_short"
	}
	return n, s.record(ctx, by, n.Store, n.Order, w.parcelID(), action, args)
}

// moveOn moves the order on, and takes the pieces of an offline notice.
func (s *Service) moveOn(ctx context.Context, w noticeWork) error {
	o := w.order
	if w.parcel == nil {
		if err := o.Take(w.pieces); err != nil {
			return err
		}
	}
	event := order.SomeNoticed
	if w.coversAll() {
		event = order.AllNoticed
	}
	if err := o.Happen(event, s.Clock.Now(o.Store)); err != nil {
		return err
	}
	return s.Orders.Update(ctx, o)
}

// attach ties the online parcel to its notice.
func (s *Service) attach(ctx context.Context, w noticeWork, n notice.Notice) error {
	if w.parcel == nil || w.parcel.Notice == int64(n.ID) {
		return nil
	}
	p := *w.parcel
	p.Notice = int64(n.ID)
	return s.Parcels.Update(ctx, p)
}

func (w noticeWork) parcelID() parcel.ID {
	if w.parcel == nil {
		return 0
	}
	return w.parcel.ID
}

// takeStock takes the pieces off the shelf. What the shelf lacks does not stop
// a parcel that is on its way; it is noted.
func (s *Service) takeStock(ctx context.Context, w noticeWork) (history.Values, error) {
	args := history.Values{}
	taken := map[product.VariantID]int{}
	for _, p := range w.pieces {
		item, known := w.items[p.Line]
		if !known {
			continue
		}
		taken[item.ID] += p.Quantity
		if item.Stock.Known && item.Stock.OnHand < taken[item.ID] {
			args["Short"] = item.SKU
		}
	}
	return args, s.Products.Ship(ctx, w.order.Store, taken)
}

// change tells the buyer something else about the pieces of a notice. One that
// needed a number holds its pieces again.
func (s *Service) change(ctx context.Context, by Actor, w noticeWork, f NoticeForm, st notice.Statement) (notice.Notice, error) {
	n, now := *w.notice, s.Clock.Now(w.order.Store)
	n.Version = cmp.Or(f.Version, n.Version)
	if err := n.Change(st, now, w.due); err != nil {
		return n, err
	}
	if w.parcel != nil && w.parcel.Scanned() {
		n.Scan(now)
	}
	if err := s.Notices.Update(ctx, n); err != nil {
		return n, err
	}
	n.Version++
	if err := s.takeAgain(ctx, w); err != nil {
		return n, err
	}
	if err := s.attach(ctx, w, n); err != nil {
		return n, err
	}
	return n, s.record(ctx, by, n.Store, n.Order, w.parcelID(), "shipping_notice_changed",
		history.Values{"Before": w.notice.Tracking, "Number": n.Tracking, "Carrier": n.Carrier})
}

// takeAgain takes the pieces of a notice that needed a number and has an offline
// one now. With a parcel's number they are in the parcel.
func (s *Service) takeAgain(ctx context.Context, w noticeWork) error {
	if w.notice.Valid() || w.parcel != nil {
		return nil
	}
	o := w.order
	if err := o.Take(w.pieces); err != nil {
		return err
	}
	return s.Orders.Update(ctx, o)
}

// write tells the buyer by a message of the site.
func (s *Service) write(ctx context.Context, o order.Order, n notice.Notice) error {
	key := "shipping_letter_sent"
	if n.Changes > 0 {
		key = "shipping_letter_changed"
	}
	body := s.Words(key, "Order", string(o.Number), "Number", n.Tracking, "Count", order.Count(n.Pieces),
		"Website", n.Website, "Remark", n.Remark)
	_, err := s.Messages.Post(ctx, message.Draft{
		Store: o.Store, Order: o.ID, Buyer: o.Buyer.Name, Sender: message.System, Body: body,
		Once: fmt.Sprintf("notice-%d-%d", n.ID, n.Changes),
	})
	return err
}
