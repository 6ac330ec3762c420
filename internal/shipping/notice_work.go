package shipping

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/product"
)

// noticeWork is a notice about to be filled or changed, with all it is about.
type noticeWork struct {
	order   order.Order
	parcel  *parcel.Parcel
	notice  *notice.Notice // the one that is changed
	pieces  []order.Pieces
	notices []notice.Notice
	waiting []parcel.Parcel // open parcels with a number of which no notice tells
	items   map[order.LineID]product.Item
	due     time.Time // when the first scan of a notice that is filled now is due
}

// noticeReading is what was read for the notices of some orders: each table was asked once.
type noticeReading struct {
	orders  map[order.Number]order.Order
	parcels map[order.ID][]parcel.Parcel
	notices map[order.ID][]notice.Notice
	items   map[string]product.Item // by SKU
	due     time.Time
}

func (s *Service) readNotices(ctx context.Context, store account.StoreID, numbers []order.Number) (r noticeReading, err error) {
	if r.orders, err = s.Orders.ByNumbers(ctx, store, numbers); err != nil || len(r.orders) == 0 {
		return r, err
	}
	known := reading{orders: r.orders}
	for _, fill := range []func() error{
		func() (err error) { r.parcels, err = s.Parcels.ForOrders(ctx, store, known.ids()); return err },
		func() (err error) { r.notices, err = s.Notices.ForOrders(ctx, store, known.ids()); return err },
		func() (err error) { r.items, err = s.Products.ForSKUs(ctx, store, known.skus()); return err },
		func() (err error) { r.due, err = s.scanDue(ctx, store); return err },
	} {
		if err := fill(); err != nil {
			return noticeReading{}, fmt.Errorf("read the notices of %d orders: %w", len(numbers), err)
		}
	}
	return r, nil
}

// took notes that pieces were taken off the shelf since it was read.
func (r noticeReading) took(w noticeWork) {
	for _, p := range w.pieces {
		item, known := w.items[p.Line]
		if !known {
			continue
		}
		for sku, read := range r.items {
			if read.ID == item.ID {
				read.Stock.OnHand = max(0, read.Stock.OnHand-p.Quantity)
				r.items[sku] = read
			}
		}
	}
}

// work settles what a form is about, or says why there can be no notice.
func (r noticeReading) work(n order.Number, f NoticeForm) (noticeWork, error) {
	o, known := r.orders[n]
	if !known {
		return noticeWork{}, order.ErrNotFound
	}
	w := noticeWork{order: o, notices: r.notices[o.ID], items: itemsOf(o, r.items), due: r.due}
	if err := w.findParcel(r.parcels[o.ID], f); err != nil {
		return noticeWork{}, err
	}
	if err := w.findNotice(f.Notice); err != nil {
		return noticeWork{}, err
	}
	return w, w.settlePieces(f.Pieces)
}

// findParcel finds the parcel the form names, or the open one that carries the notice to change.
func (w *noticeWork) findParcel(of []parcel.Parcel, f NoticeForm) error {
	w.waiting = slices.DeleteFunc(slices.Clone(of), func(p parcel.Parcel) bool { return !p.NeedsNotice() || !p.CancelAskedAt.IsZero() })
	i := slices.IndexFunc(of, func(p parcel.Parcel) bool {
		return p.Number == f.Parcel || f.Parcel == "" && f.Notice != 0 && p.Open() && notice.ID(p.Notice) == f.Notice
	})
	switch {
	case i < 0 && f.Parcel != "":
		return parcel.ErrNotFound
	case i < 0:
		return nil
	case !of[i].Open() || !of[i].HasLabel() || !of[i].CancelAskedAt.IsZero():
		return ErrNoNotice.With("Number", string(of[i].Number))
	}
	w.parcel = &of[i]
	return nil
}

// findNotice finds the notice to change: the one that is named, the parcel's own,
// or the one that needs the parcel's number.
func (w *noticeWork) findNotice(id notice.ID) error {
	if id == 0 && w.parcel != nil {
		id = notice.ID(w.parcel.Notice)
	}
	for i, n := range w.notices {
		if n.ID == id || id == 0 && w.parcel != nil && !n.Valid() && samePieces(n.Pieces, w.parcel.Pieces()) {
			w.notice = &w.notices[i]
		}
	}
	if id != 0 && w.notice == nil {
		return notice.ErrNotFound
	}
	return nil
}

// settlePieces settles what the notice is about. A notice keeps its pieces, a
// parcel holds what it holds; only a new offline notice is free to choose.
func (w *noticeWork) settlePieces(chosen []order.Pieces) error {
	switch {
	case w.notice != nil:
		w.pieces = w.notice.Pieces
	case w.parcel != nil:
		w.pieces = w.parcel.Pieces()
	case len(chosen) > 0:
		w.pieces = chosen
	default:
		w.pieces = w.untoldFree()
	}
	if w.parcel != nil && !w.belong() {
		return notice.ErrPieces
	}
	return nil
}

// possible says why there can be no new notice.
func (w noticeWork) possible() error {
	open := w.order.Status.Shippable() && !w.order.Frozen && len(w.pieces) > 0 && w.fits()
	if w.notice == nil && !open {
		return ErrNotShippable.With("Status", w.order.Status)
	}
	return nil
}

// untoldFree are the pieces that are free and no notice tells the buyer about.
func (w noticeWork) untoldFree() []order.Pieces {
	var pieces []order.Pieces
	for _, p := range untold(w.order, w.notices) {
		line, _ := w.order.Line(p.Line)
		if p.Quantity = min(p.Quantity, line.Free()); p.Quantity > 0 {
			pieces = append(pieces, p)
		}
	}
	return pieces
}

// belong reports whether the parcel can stand in the notice: it holds its pieces,
// and either carries it already or is new to a notice that needs a number.
func (w noticeWork) belong() bool {
	if w.notice == nil {
		return w.parcel.Notice == 0
	}
	carries := w.parcel.Notice == int64(w.notice.ID) || w.parcel.Notice == 0 && !w.notice.Valid()
	return carries && samePieces(w.pieces, w.parcel.Pieces())
}

// samePieces reports whether two lists say the same, in whatever order.
func samePieces(a, b []order.Pieces) bool {
	sum := func(list []order.Pieces) map[order.LineID]int {
		m := map[order.LineID]int{}
		for _, p := range list {
			m[p.Line] += p.Quantity
		}
		return m
	}
	x, y := sum(a), sum(b)
	return maps.Equal(x, y)
}

// told counts the pieces per line that notices and this one, if it is new, tell the buyer about.
func (w noticeWork) told() map[order.LineID]int {
	sum := map[order.LineID]int{}
	for _, n := range w.notices {
		for _, p := range n.Pieces {
			sum[p.Line] += p.Quantity
		}
	}
	if w.notice == nil {
		for _, p := range w.pieces {
			sum[p.Line] += p.Quantity
		}
	}
	return sum
}

// fits reports whether no piece would be told about twice.
func (w noticeWork) fits() bool {
	told := w.told()
	return !slices.ContainsFunc(w.order.Lines, func(l order.Line) bool { return told[l.ID] > l.Quantity-l.Refunded })
}

// coversAll reports whether with this notice the whole order is on its way.
func (w noticeWork) coversAll() bool {
	told := w.told()
	return !slices.ContainsFunc(w.order.Lines, func(l order.Line) bool { return told[l.ID] < l.Quantity-l.Refunded })
}

// stale reports whether the form comes from a page of a new notice that shows the
// order as it is no more.
func (w noticeWork) stale(f NoticeForm) bool {
	return f.Notice == 0 && f.Order != 0 && f.Order != w.order.Version
}

// before is the notice that says already what a form asks for: sent again, it changes nothing.
func (w noticeWork) before(f NoticeForm, st notice.Statement) *notice.Notice {
	for i, n := range w.notices {
		same := n.Carrier == st.Carrier && n.Tracking == st.Number && n.Website == st.Website && n.Remark == st.Remark
		if same && n.Valid() && w.answered(f, n) {
			return &w.notices[i]
		}
	}
	return nil
}

// answered reports whether a notice can be what came of a form that was sent before.
func (w noticeWork) answered(f NoticeForm, n notice.Notice) bool {
	switch {
	case f.Notice != 0:
		return n.ID == f.Notice && f.Version != 0 && f.Version < n.Version
	case f.Order == w.order.Version:
		return false // the page showed that notice
	case w.parcel != nil:
		return w.parcel.Notice == int64(n.ID)
	}
	return len(f.Pieces) == 0 || samePieces(f.Pieces, n.Pieces)
}

// statement is what the buyer is told, and what is wrong with it.
func (w noticeWork) statement(f NoticeForm) (notice.Statement, errs.Fields) {
	if w.parcel != nil {
		return notice.Online(string(w.parcel.Channel), w.parcel.Waybill, f.Remark)
	}
	return notice.Offline(notice.Statement{Carrier: f.Carrier, Number: f.Number, Website: f.Website, Remark: f.Remark})
}
