package shipping_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/rehearsal"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/db"
	"sellerdesk/internal/history"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/label"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/message"
	"sellerdesk/internal/money"
	"sellerdesk/internal/notice"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/place"
	"sellerdesk/internal/product"
	"sellerdesk/internal/shipping"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/testing/sample"
)

// line is the wire to a network, which a test can cut.
type line struct {
	carrier.Network
	mu   sync.Mutex
	dead bool // nothing gets through
	deaf bool // the network hears, but its answer is lost
	gone bool // the store has no network
}

func (l *line) set(dead, deaf bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.dead, l.deaf = dead, deaf
}

func (l *line) state() (dead, deaf bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.dead, l.deaf
}

var errCut = errors.New("the line is cut")

func (l *line) For(context.Context, account.StoreID) (carrier.Network, error) {
	if l.gone {
		return nil, shipping.ErrNoNetwork
	}
	return l, nil
}

func (l *line) Book(ctx context.Context, b carrier.Booking) (carrier.Answer, error) {
	dead, deaf := l.state()
	if dead {
		return carrier.Answer{}, errCut
	}
	a, err := l.Network.Book(ctx, b)
	if deaf {
		return carrier.Answer{Outcome: carrier.Unknown}, nil
	}
	return a, err
}

func (l *line) Cancel(ctx context.Context, store account.StoreID, r carrier.Reference) error {
	if dead, _ := l.state(); dead {
		return errCut
	}
	return l.Network.Cancel(ctx, store, r)
}

// world is a bound store in Yiwu with an address book, one product, and everything behind it.
type world struct {
	*shipping.Service
	t       *testing.T
	ctx     context.Context
	db      *db.DB
	store   account.StoreID
	person  account.PersonID
	clock   *sample.Clock
	network *rehearsal.Network
	line    *line
	events  *sqlstore.RehearsalNetwork
	orders  *sqlstore.Orders
	parcels *sqlstore.Parcels
	notices *sqlstore.Notices
	ledger  *sqlstore.Freight
	stock   *sqlstore.Products
	mail    *sqlstore.Messages
	pay     *sqlstore.Payments
	last    int // orders placed
}

func newWorld(t *testing.T) *world {
	t.Helper()
	d := dbtest.New(t)
	w := &world{t: t, ctx: t.Context(), db: d, clock: sample.NewClock()}
	w.orders, w.parcels, w.notices = sqlstore.NewOrders(d), sqlstore.NewParcels(d), sqlstore.NewNotices(d)
	w.ledger, w.stock, w.mail = sqlstore.NewFreight(d), sqlstore.NewProducts(d), sqlstore.NewMessages(d)
	w.events = sqlstore.NewRehearsalNetwork(dbtest.NewRehearsal(t))
	w.network = rehearsal.New(rehearsal.Config{Seed: 1}, w.events, w.clock, db.InTransaction)
	w.line = &line{Network: w.network}
	log := history.NewLog(sqlstore.NewHistory(d), w.clock, w.clock.Wall)
	w.pay = sqlstore.NewPayments(d)
	w.Service = &shipping.Service{
		Orders: w.orders, Products: w.stock, Addresses: sqlstore.NewAddresses(d), Stores: sqlstore.NewAccounts(d),
		Parcels: w.parcels, Notices: w.notices, Ledger: w.ledger, Accounts: w.pay,
		Tariffs: desk.Catalogue{}, Warehouses: desk.Catalogue{}, Networks: w.line,
		Messages:  &message.Service{Records: w.mail, Clock: w.clock, Tx: d},
		Words:     func(key string, pairs ...any) string { return i18n.T(i18n.English, key, pairs...) },
		Printable: label.Printable, History: log, Clock: w.clock, Tx: d,
	}
	w.settle()
	return w
}

// settle makes the store, its owner, address book, product and deduction account.
func (w *world) settle() {
	w.t.Helper()
	accounts := sqlstore.NewAccounts(w.db)
	var err error
	w.store, err = accounts.InsertStore(w.ctx, sample.Store())
	w.must(err)
	w.person, err = accounts.InsertPerson(w.ctx, sample.Person(), sample.Moment)
	w.must(err)
	w.must(accounts.InsertMember(w.ctx, w.store, w.person, account.Owner))
	w.bind(paying.Bound)
	for _, k := range address.Kinds {
		_, err := sqlstore.NewAddresses(w.db).Insert(w.ctx, addressOf(w.store, k))
		w.must(err)
	}
	_, err = w.stock.Insert(w.ctx, product.Product{
		Store: w.store, Title: "Cup", Category: channel.Ordinary, NameCN: "杯子", NameEN: "Cup", HSCode: "691110",
		Variants: []product.Variant{{
			SKU: "CUP-1", Stock: product.Stock{Known: true, OnHand: 1000, Reserved: 500}, Weight: 90,
			Size: measure.Size{Length: 120, Width: 90, Height: 90}, Value: money.Of(250, money.USD),
		}},
	})
	w.must(err)
}

func addressOf(store account.StoreID, k address.Kind) address.Address {
	a := address.Address{Store: store, Kind: k, Preferred: true, Address: place.Address{
		Name: "李伟", Street: "凯吉路208号", District: "义乌市", City: "金华市", Province: "浙江省", Country: place.China,
		Postal: "322000", Mobile: "13800000000",
	}}
	if k == address.Sender {
		a.Name, a.Street, a.District, a.City, a.Province = "Li Wei", "208 Kaiji Road", "Yiwu", "Jinhua", "Zhejiang"
	}
	return a
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) bind(s paying.AccountStatus) {
	w.t.Helper()
	a, err := w.pay.Account(w.ctx, w.store)
	w.must(err)
	a.Status, a.Kind, a.BoundAt = s, paying.Alipay, sample.Moment
	w.must(w.pay.SaveAccount(w.ctx, a))
}

func (w *world) me() shipping.Actor { return history.Somebody(w.person) }

// place puts an order of two cups to Moscow into the store, paid and waiting for shipment.
func (w *world) place(change ...func(*order.Order)) order.Order {
	w.t.Helper()
	w.last++
	o := order.Order{
		Store: w.store, Number: order.Number(fmt.Sprintf("80%014d", w.last)), Status: order.AwaitingShipment,
		Category: channel.Ordinary, Buyer: order.Buyer{Name: fmt.Sprintf("Ivan %d", w.last), Email: "ivan@example.com"},
		ShipTo: place.Address{
			Name: "Ivan Petrov", Street: "ul. Lenina 1", City: "Moscow", Province: "Moscow", Country: "RU",
			Postal: "101000", Phone: "+74950000000",
		},
		Channel: channel.ChinaPostRegistered, Goods: money.Of(1200, money.USD), Shipping: money.Of(0, money.USD),
		Discount: money.Of(0, money.USD), Total: money.Of(1200, money.USD),
		PlacedAt: sample.Moment.Add(-48 * time.Hour), PaidAt: sample.Moment.Add(-47 * time.Hour),
		ShipBy: sample.Moment.Add(5 * 24 * time.Hour), Version: 1,
		Lines: []order.Line{{
			Number: 1, Title: "Cup", SKU: "CUP-1", Category: channel.Ordinary, Quantity: 2, Price: money.Of(600, money.USD),
		}},
	}
	for _, c := range change {
		c(&o)
	}
	id, err := w.orders.Insert(w.ctx, o)
	w.must(err)
	return w.order(id)
}

func (w *world) order(id order.ID) order.Order {
	w.t.Helper()
	o, err := w.orders.ByID(w.ctx, w.store, id)
	w.must(err)
	return o
}

func (w *world) parcel(n parcel.Number) parcel.Parcel {
	w.t.Helper()
	p, err := w.parcels.Get(w.ctx, w.store, n)
	w.must(err)
	return p
}

func (w *world) notice(id notice.ID) notice.Notice {
	w.t.Helper()
	n, err := w.notices.Get(w.ctx, w.store, id)
	w.must(err)
	return n
}

// draft is the page before Submit, with the form as a seller leaves it.
func (w *world) draft(o order.Order, c shipping.Choice) shipping.Draft {
	w.t.Helper()
	d, err := w.Draft(w.ctx, w.store, o.Number, c, nil)
	w.must(err)
	return d
}

// trySubmit submits what the page shows.
func (w *world) trySubmit(o order.Order, c shipping.Choice) (shipping.Submission, error) {
	w.t.Helper()
	d := w.draft(o, c)
	f := d.Form
	f.Replaces = len(d.Closed) > 0
	f.Reasons = map[string]string{"replaces": "The first one was cancelled"}
	return w.Submit(w.ctx, w.store, w.me(), o.Number, c, f, d.Offer)
}

func (w *world) submit(o order.Order, c shipping.Choice) parcel.Parcel {
	w.t.Helper()
	s, err := w.trySubmit(o, c)
	w.must(err)
	return s.Parcel
}

// fill fills in the notice of an online parcel.
func (w *world) fill(p parcel.Parcel) notice.Notice {
	w.t.Helper()
	n, err := w.FillNotice(w.ctx, w.store, w.me(), p.OrderNumber, shipping.NoticeForm{Parcel: p.Number})
	w.must(err)
	return n
}

// step lets the next thing happen to a parcel, and reads what the network tells.
func (w *world) step(p parcel.Parcel) parcel.Parcel {
	w.t.Helper()
	w.clock.Advance(time.Minute)
	w.must(w.network.Step(w.ctx, w.store, carrier.Reference(p.Number)))
	_, err := w.ApplyEvents(w.ctx, w.store)
	w.must(err)
	return w.parcel(p.Number)
}

// until lets things happen to a parcel until it is in a status.
func (w *world) until(p parcel.Parcel, s parcel.Status) parcel.Parcel {
	w.t.Helper()
	for range 40 {
		if p.Status == s {
			return p
		}
		p = w.step(p)
	}
	w.t.Fatalf("parcel %s is %s and never became %s", p.Number, p.Status, s)
	return p
}

// actions are what history says about an order, oldest first.
func (w *world) actions(o order.Order) []string {
	w.t.Helper()
	entries, err := w.History.Of(w.ctx, w.store, history.About(history.Order, o.ID))
	w.must(err)
	var actions []string
	for i := range entries {
		actions = append(actions, entries[len(entries)-1-i].Action)
	}
	return actions
}
