package batch

import (
	"context"
	"slices"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/tariff"
)

// Papers print paperwork about parcels.
type Papers interface {
	// Of is a document about parcels. Those that are not in it are left out, and it says why. Without any it is nil.
	Of(ctx context.Context, store account.StoreID, k parcel.Paperwork, parcels []parcel.Parcel) ([]byte, map[parcel.ID]error, error)
}

// Tariffs know the channels.
type Tariffs interface {
	Snapshot(ctx context.Context, store account.StoreID) (*tariff.Snapshot, error)
}

// Paperwork is the kind of documents that an action prints, and whether it prints any.
func (a Action) Paperwork() (parcel.Paperwork, bool) {
	k := parcel.Paperwork(a)
	return k, slices.Contains(parcel.AllPaperwork, k)
}

// inPickOrder reports whether an action works in the order in which goods are taken from the shelves.
func (a Action) inPickOrder() bool {
	_, prints := a.Paperwork()
	return a == PrintLabels || prints && a != PrintHandOver
}

// paperworkObstacles say why parcels are not among paperwork of a kind.
func (s *Service) paperworkObstacles(ctx context.Context, store account.StoreID, k parcel.Paperwork) (obstacle, error) {
	tariffs, err := s.Tariffs.Snapshot(ctx, store)
	if err != nil {
		return nil, err
	}
	return func(p parcel.Parcel) (*errs.Error, int64) {
		ch, err := tariffs.Channel(p.Channel, channel.DateOf(p.CreatedAt))
		if err != nil {
			ch.Code = p.Channel // it is not in the catalogue any more
		}
		return k.Obstacle(p, ch), 0
	}, nil
}

// StartPaperwork starts to print documents about what is ticked.
func (s *Service) StartPaperwork(ctx context.Context, by account.PersonID, of Selection, k parcel.Paperwork) (job.ID, error) {
	return s.start(ctx, by, of, Action(k), job.Kind(k), nil)
}

// atOnce is how many parcels one document is about: a slip or an invoice is of one
// parcel, but goods are picked and parcels handed over all together.
var atOnce = map[parcel.Paperwork]int{
	parcel.PackingSlips: 500, parcel.Invoices: 200, parcel.PickList: job.MaxItems, parcel.HandOverList: job.MaxItems,
}

// addPaperwork adds the kinds of jobs that print documents.
func (s *Service) addPaperwork(works map[job.Kind]job.Work) {
	for k, most := range atOnce {
		works[job.Kind(k)] = job.Work{Most: most, Do: func(ctx context.Context, j job.Job, items []job.Item, keep job.Keep) error {
			return s.printPaperwork(ctx, j, k, items, keep)
		}}
	}
}

// printPaperwork makes one document about some parcels, outside a transaction, and keeps it with the outcomes.
func (s *Service) printPaperwork(ctx context.Context, j job.Job, k parcel.Paperwork, items []job.Item, keep job.Keep) error {
	var parcels []parcel.Parcel
	for part := range slices.Chunk(items, chunk) {
		some, err := s.parcelsOf(ctx, j.Store, part)
		if err != nil {
			return err
		}
		parcels = append(parcels, some...)
	}
	document, problems, err := s.Papers.Of(ctx, j.Store, k, parcels)
	if err != nil {
		return err
	}
	for n, i := range items {
		items[n] = i.Ended(problems[parcel.ID(i.Subject)])
	}
	return s.keepDocument(ctx, j, items, file{strings.ReplaceAll(string(k), "_", "-"), "pdf", "application/pdf"}, document, keep)
}
