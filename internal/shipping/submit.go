package shipping

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/history"
	"sellerdesk/internal/money"
	"sellerdesk/internal/order"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/preflight"
)

// Bid is an order that is to be submitted as it was shown.
type Bid struct {
	Ask
	Shown    Offer
	AnyStock bool // what is left on the shelf may have changed since, as long as the checks allow it
}

// Answer is what became of a bid.
type Answer struct {
	Submission
	Err     error    // why nothing was made
	Changes []Change // since the offer was shown, of ErrOfferChanged
}

// Submit makes a logistics order of the chosen pieces and books it with the
// network. It is bound to the offer the page showed: submitting the same offer
// again returns the same logistics order, and an offer that changed since is
// ErrOfferChanged.
//
// What is decided is stored before the network is asked, and the network is asked
// with a context that survives the browser: a submission that was stored is
// booked sooner or later, by ResolveUnknown if not here.
func (s *Service) Submit(ctx context.Context, store account.StoreID, by Actor, n order.Number, c Choice, f Form, shown Offer) (Submission, error) {
	bids := []Bid{{Ask: Ask{Order: n, Choice: c, Fill: posted(&f)}, Shown: shown}}
	answers, err := s.SubmitAll(ctx, store, by, bids, func(context.Context, []Answer) error { return nil })
	if err != nil {
		return Submission{}, err
	}
	return answers[0].Submission, answers[0].Err
}

// groupTime is how long others wait for a group of submissions to be stored. How many
// that is shows as they are stored: firstGroup are read at first, and about as many as
// were stored in time after that.
const (
	groupTime  = 50 * time.Millisecond
	firstGroup = 16
)

// SubmitAll submits bids, each as Submit does, and returns what became of them. As many
// as fit into a transaction are stored together, at most 100 and at least one; in it keep
// is handed their answers, so that whoever keeps them has an answer exactly if the
// submission is stored. While the network is asked about these the next are stored.
// After an error the answers are those that were kept.
func (s *Service) SubmitAll(ctx context.Context, store account.StoreID, by Actor, bids []Bid, keep func(ctx context.Context, answers []Answer) error) ([]Answer, error) {
	answers := make([]Answer, 0, len(bids))
	var booking sync.WaitGroup // of the group before
	defer booking.Wait()
	for most := firstGroup; len(answers) < len(bids); {
		var group []Answer
		next := bids[len(answers):]
		next = next[:min(len(next), most)]
		err := s.Tx.InTx(ctx, func(ctx context.Context) (err error) {
			if group, err = s.acceptGroup(ctx, store, by, next); err != nil {
				return err
			}
			return keep(ctx, group)
		})
		booking.Wait()
		if err != nil {
			return answers, err
		}
		if most = len(group) + 1; len(group) == len(next) {
			most = min(2*most, batchSize)
		}
		kept := len(answers)
		answers = append(answers, group...)
		booking.Go(func() { s.bookAll(context.WithoutCancel(ctx), store, answers[kept:]) })
	}
	return answers, nil
}

// acceptGroup accepts bids until the time of a group is over.
func (s *Service) acceptGroup(ctx context.Context, store account.StoreID, by Actor, bids []Bid) ([]Answer, error) {
	turn, over := context.WithTimeout(context.Background(), groupTime)
	defer over()
	r, err := s.readBids(ctx, store, by, bids)
	if err != nil {
		return nil, err
	}
	var answers []Answer
	for _, b := range bids {
		if len(answers) > 0 && turn.Err() != nil {
			break
		}
		answers = append(answers, s.answer(ctx, r, b))
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return answers, nil
}

// bidding is what was read for bids, and who makes them.
type bidding struct {
	formReading
	by     Actor
	before map[string]parcel.Parcel // what was submitted with the offers before
}

func (s *Service) readBids(ctx context.Context, store account.StoreID, by Actor, bids []Bid) (bidding, error) {
	numbers, offers := make([]order.Number, len(bids)), make([]string, len(bids))
	for i, b := range bids {
		numbers[i], offers[i] = b.Order, b.Shown.ID
	}
	forms, err := s.readForms(ctx, store, numbers)
	if err != nil {
		return bidding{}, err
	}
	before, err := s.Parcels.ByOffers(ctx, store, offers)
	return bidding{formReading: forms, by: by, before: before}, err
}

// answer accepts a bid in a step of the transaction that fails alone, or says why not.
func (s *Service) answer(ctx context.Context, r bidding, b Bid) Answer {
	if p, known := r.before[b.Shown.ID]; known && p.OrderNumber == b.Order {
		return Answer{Submission: Submission{Parcel: p, Already: true, Waiting: p.Status == parcel.Init}}
	}
	d, changes, err := r.taken(b)
	if err != nil {
		return Answer{Err: err, Changes: changes}
	}
	var a Answer
	a.Err = s.Tx.Savepoint(ctx, func(ctx context.Context) (err error) {
		a.Parcel, err = s.accept(ctx, r.by, d)
		return err
	})
	switch {
	case errors.Is(a.Err, parcel.ErrOneChance), errors.Is(a.Err, parcel.ErrSubmitted):
		return Answer{Err: s.told(ctx, r.store.ID, b.Order)}
	case a.Err != nil:
		return Answer{Err: a.Err}
	}
	return a
}

// told is the error that names the logistics order which has the one chance.
func (s *Service) told(ctx context.Context, store account.StoreID, n order.Number) error {
	r, err := s.read(ctx, store, []order.Number{n})
	if err != nil {
		return err
	}
	d, err := r.desk(n, Choice{})
	if err != nil {
		return err
	}
	if barring := d.blocking(); len(barring) > 0 {
		return ErrOneChance.With("Number", string(barring[0].Number))
	}
	return ErrOfferChanged
}

// acceptable reports whether the draft may be submitted as it was shown.
func (d Draft) acceptable(shown Offer) error {
	if d.Offer.ID != shown.ID {
		return ErrOfferChanged
	}
	if err := d.Problems.Err(); err != nil {
		return err
	}
	for _, c := range d.Checks {
		if c.Result == preflight.Stop {
			return ErrStopped.With("Check", preflight.Question(c.Code))
		}
	}
	for _, c := range d.Checks {
		if c.Unanswered() {
			return ErrReason.With("Check", preflight.Question(c.Code))
		}
	}
	return nil
}

// taken is the draft that a bid is for, if it may be submitted as it was shown: all of it
// is looked at once more, in the transaction, since nobody else can change it now.
func (r formReading) taken(b Bid) (Draft, []Change, error) {
	d, err := r.draft(b.Ask)
	if err != nil {
		return d, nil, err
	}
	changes := d.Changes(b.Shown)
	if b.AnyStock && len(changes) == 1 && changes[0].What == "stock" {
		b.Shown = d.Offer
	}
	return d, changes, d.acceptable(b.Shown)
}

// Try says what SubmitAll would answer to bids now. It stores nothing.
func (s *Service) Try(ctx context.Context, store account.StoreID, bids []Bid) ([]Answer, error) {
	numbers := make([]order.Number, len(bids))
	for i, b := range bids {
		numbers[i] = b.Order
	}
	r, err := s.readForms(ctx, store, numbers)
	if err != nil {
		return nil, err
	}
	answers := make([]Answer, len(bids))
	for i, b := range bids {
		_, answers[i].Changes, answers[i].Err = r.taken(b)
	}
	return answers, nil
}

// accept does everything that a submission changes.
func (s *Service) accept(ctx context.Context, by Actor, d Draft) (parcel.Parcel, error) {
	p, err := s.insert(ctx, by, d)
	if err != nil {
		return parcel.Parcel{}, err
	}
	if err := s.bind(ctx, by, d, p); err != nil {
		return parcel.Parcel{}, err
	}
	return p, s.keep(ctx, by, d)
}

// insert stores the parcel with its receipt and its estimate.
func (s *Service) insert(ctx context.Context, by Actor, d Draft) (parcel.Parcel, error) {
	now := s.Clock.Now(d.Order.Store)
	p := d.parcel(now)
	var err error
	if p.Number, err = s.Parcels.NextNumber(ctx); err != nil {
		return parcel.Parcel{}, err
	}
	if p.ID, err = s.Parcels.Insert(ctx, p, d.receipt(by, now)); err != nil {
		return parcel.Parcel{}, err
	}
	p.Version = 1
	return p, s.addRow(ctx, p, freight.Row{
		Kind: freight.Estimated, Once: string(freight.Estimated), Note: discountNote(p),
		Amount: d.Plan.Price, Original: d.Plan.Original, Rate: d.Plan.Rate, Grams: d.Plan.Billed,
	})
}

// parcel is the logistics order as it is submitted.
func (d Draft) parcel(now time.Time) parcel.Parcel {
	p := parcel.Parcel{
		Store: d.Order.Store, Order: d.Order.ID, OrderNumber: d.Order.Number, Offer: d.Offer.ID,
		Status: parcel.Init, Channel: d.Plan.Channel.Code, Category: d.Choice.Category, Buyer: d.Order.Buyer.Name,
		Warehouse: d.Match.Warehouse.Code, Collection: tidied(d.Form.Collection), Undeliverable: d.Form.Undeliverable,
		Declared: d.Choice.Weight, Size: d.Choice.Size, Quote: d.Plan.Price, ReturnFee: money.Of(0, money.CNY),
		Tariff: d.Plan.TariffVersion.Number, Discount: d.Plan.Channel.Discount, Documents: d.documents(), Goods: d.Form.Goods,
		CreatedAt: now, EventAt: now,
	}
	if p.Undeliverable == parcel.Return {
		p.ReturnFee = d.Offer.ReturnFee
	}
	return p
}

// documents are the addresses of now, which later changes of the address book leave alone.
func (d Draft) documents() parcel.Documents {
	from, _ := d.address(address.Sender, d.Form.Sender)
	pickup, _ := d.address(address.Pickup, d.Form.Pickup)
	docs := parcel.Documents{From: from.Address, To: d.Order.ShipTo, Pickup: pickup.Address}
	if d.Form.Undeliverable == parcel.Return {
		back, _ := d.address(address.Return, d.Form.Return)
		docs.Return = back.Address
	}
	return docs
}

// receipt is what stood on the page.
func (d Draft) receipt(by Actor, now time.Time) parcel.Receipt {
	r := parcel.Receipt{
		At: now, Person: by.Person, BuyerChannel: d.Order.Channel, Channel: d.Plan.Channel.Code,
		Category: d.Choice.Category, Agreed: d.Choice.Agreed, Tariff: d.Offer.Tariff, Price: d.Offer.Price,
		ReturnFee: d.Offer.ReturnFee, Weight: d.Choice.Weight, Size: d.Choice.Size,
		Warehouse: d.Offer.Warehouse, Stock: d.Offer.Stock,
	}
	if len(d.Closed) > 0 {
		r.Replaces = d.Closed[len(d.Closed)-1].Number
	}
	for _, p := range d.Plans {
		plan := parcel.ReceiptPlan{Channel: p.Channel.Code, Price: p.Price}
		for _, rule := range p.Excluded {
			plan.Excluded = append(plan.Excluded, parcel.SentenceOf(rule.Code.Key(), rule.Args()))
		}
		r.Plans = append(r.Plans, plan)
	}
	for _, c := range d.Checks {
		r.Checks = append(r.Checks, parcel.ReceiptCheck{
			Code: c.Code, Result: string(c.Result), Reason: parcel.SentenceOf(c.Reason, c.Args), Answer: c.Given,
		})
	}
	return r
}

// bind takes the pieces of the order for the parcel.
func (s *Service) bind(ctx context.Context, by Actor, d Draft, p parcel.Parcel) error {
	o := d.Order
	if err := o.Take(d.Choice.Pieces); err != nil {
		return err
	}
	if err := o.Happen(order.Submitted, p.CreatedAt); err != nil {
		return err
	}
	if err := s.Orders.Update(ctx, o); err != nil {
		return fmt.Errorf("bind pieces of order %s: %w", o.Number, err)
	}
	args := history.Values{"Number": string(p.Number), "Channel": string(p.Channel), "Pieces": fmt.Sprint(order.Count(p.Pieces()))}
	action := "shipping_submitted"
	for _, c := range d.Checks {
		if c.NeedsReason {
			action, args["Reason"] = "shipping_submitted_with_reason", strings.TrimSpace(args["Reason"]+" "+c.Given)
		}
	}
	return s.record(ctx, by, o.Store, o.ID, p.ID, action, args)
}
