package batch

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"sellerdesk/internal/account"
	"sellerdesk/internal/job"
	"sellerdesk/internal/parcel"
)

// LabelOptions are what labels are printed on, and what is printed besides them.
type LabelOptions struct {
	Kind      parcel.LabelKind // PDF or ZPL; empty is PDF
	Paper     parcel.Paper     // of PDF
	Start     int              // position of the first label on a divided sheet, from 1
	Separator parcel.Separator // sheets between groups of labels
	Summary   bool             // a sheet before each document that says what is in it

	By      string // name of who prints, for the summary
	Shop    string // name of the store
	Zone    string // and its time zone
	Skipped []parcel.Left
}

// errPicture means that labels of many parcels are no picture.
var errPicture = parcel.ErrLabelKind.With("Text", string(parcel.PNG))

// StartLabels starts to print the labels of what is ticked.
func (s *Service) StartLabels(ctx context.Context, by account.PersonID, of Selection, o LabelOptions) (job.ID, error) {
	switch o.Kind = cmp.Or(o.Kind, parcel.PDF); o.Kind {
	case parcel.PNG:
		return 0, errPicture
	case parcel.ZPL:
		o.Paper, o.Start = parcel.OwnSize, 1
	case parcel.PDF:
	}
	if err := o.Paper.CheckPosition(o.Start); err != nil {
		return 0, err
	}
	plan, err := s.Plan(ctx, of, PrintLabels)
	if err != nil {
		return 0, err
	}
	for _, g := range plan.Skipped {
		o.Skipped = append(o.Skipped, parcel.Left{Code: g.Reason.Code, Count: len(g.Numbers)})
	}
	if err := s.arrange(ctx, of.Store, plan.Acts, o.Separator); err != nil {
		return 0, err
	}
	return s.startPlan(ctx, by, of, plan, job.Labels, o)
}

// arrange sorts labels by what separates them; without that they are in pick order already.
func (s *Service) arrange(ctx context.Context, store account.StoreID, items []job.Item, by parcel.Separator) error {
	if by == parcel.NoSeparator {
		return nil
	}
	parcels := make(map[int64]parcel.Parcel, len(items))
	for part := range slices.Chunk(items, chunk) {
		some, err := s.parcelsOf(ctx, store, part)
		if err != nil {
			return err
		}
		for _, p := range some {
			parcels[int64(p.ID)] = p
		}
	}
	slices.SortStableFunc(items, func(a, b job.Item) int { return by.Compare(parcels[a.Subject], parcels[b.Subject]) })
	return nil
}

// zplAtOnce is how many labels a file for thermal printers holds: each is many
// times as large as in a document, and a printer takes them one file at a time.
const zplAtOnce = 100

// printLabels makes one document of some labels, outside a transaction, and keeps it with the outcomes
// and the rows of the print ledger in one. Labels that cannot be made are left out of it.
func (s *Service) printLabels(ctx context.Context, j job.Job, items []job.Item, keep job.Keep) error {
	var o LabelOptions
	if err := json.Unmarshal([]byte(j.Argument), &o); err != nil {
		return fmt.Errorf("options of labels: %w", err)
	}
	if o.Kind = cmp.Or(o.Kind, parcel.PDF); o.Kind == parcel.ZPL {
		items = items[:min(len(items), zplAtOnce)]
	}
	parcels, err := s.parcelsOf(ctx, j.Store, items)
	if err != nil {
		return err
	}
	document, problems, err := s.Labels.Document(ctx, parcels, o.run(j, items[0].Position))
	if err != nil {
		return err
	}
	for n, i := range items {
		items[n] = i.Ended(problems[parcel.ID(i.Subject)])
	}
	printed := slices.DeleteFunc(parcels, func(p parcel.Parcel) bool { return problems[p.ID] != nil })
	return s.keepDocument(ctx, j, items, labelFiles[o.Kind], document, func(ctx context.Context, done ...job.Item) error {
		if err := s.Prints.Note(ctx, j.Store, j.Person, o.Kind, o.Paper, printed...); err != nil {
			return err
		}
		return keep(ctx, done...)
	})
}

// run is how a document of the job is printed that begins with the label at a position of the job.
func (o LabelOptions) run(j job.Job, position int) parcel.LabelRun {
	r := parcel.LabelRun{Kind: o.Kind, Paper: o.Paper, Start: o.Start, Separator: o.Separator}
	if position > 1 {
		r.Start = 1
	}
	if o.Summary {
		r.Summary = &parcel.RunSummary{Shop: o.Shop, By: o.By, At: j.Started.In(account.Store{Zone: o.Zone}.Location())}
		if position == 1 {
			r.Summary.Skipped = o.Skipped
		}
	}
	return r
}

// file is how documents of a kind are kept: what their names begin and end with, and their media type.
type file struct{ name, ending, media string }

// labelFiles are the files of labels.
var labelFiles = map[parcel.LabelKind]file{
	parcel.PDF: {"labels", "pdf", "application/pdf"},
	parcel.ZPL: {"labels", "zpl", "x-application/zpl"},
}

// keepDocument stores a document, nil if there is none, together with the outcomes of its items.
func (s *Service) keepDocument(ctx context.Context, j job.Job, items []job.Item, as file, document []byte, keep job.Keep) error {
	return s.Tx.InTx(ctx, func(ctx context.Context) error {
		if document != nil {
			name := fmt.Sprintf("%s-%d-%d-%d.%s", as.name, j.ID, items[0].Position, items[len(items)-1].Position, as.ending)
			if err := s.Outcomes.AddFile(ctx, j.Store, j.ID, job.File{Name: name, Type: as.media}, document); err != nil {
				return err
			}
		}
		return keep(ctx, items...)
	})
}
