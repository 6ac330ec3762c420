package batch

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/job"
)

// Plan is what an action would do to a selection.
type Plan struct {
	Action  Action
	Total   int        // ticked
	Acts    []job.Item // acted on, in the order of the work
	Skipped []Group
	Due     int64  // what is to be paid for all of them, fen; of Pay
	Mark    string // of what is ticked: the same for the same rows
}

// ErrOtherRows: rows were ticked or taken out since the page was shown.
var ErrOtherRows = errs.New(errs.Conflict, "batch_other_rows")

// markOf is a mark of the rows that are ticked.
func markOf(items []job.Item) string {
	ids := make([]int64, len(items))
	for i, item := range items {
		ids[i] = item.Subject
	}
	slices.Sort(ids)
	h := fnv.New64a()
	_ = binary.Write(h, binary.BigEndian, ids) // a hash takes everything
	return strconv.FormatUint(h.Sum64(), 36)
}

// Group are rows that are left out for the same reason.
type Group struct {
	Reason  *errs.Error
	Numbers []string // in order
}

// Skips is the number of rows that are left out.
func (p Plan) Skips() int { return p.Total - len(p.Acts) }

// verdict is what an action would do to one row.
type verdict struct {
	item  job.Item
	why   *errs.Error // it is left out; nil if it is not
	due   int64       // fen; of Pay
	place [2]string   // in the order of the work
}

// chunk is how many rows are read at once.
const chunk = 500

// Plan says what an action would do to what is ticked; without one it is what is ticked.
func (s *Service) Plan(ctx context.Context, of Selection, a Action) (Plan, error) {
	if a != "" && a.List() != of.List {
		return Plan{}, ErrAction.With("Text", string(a))
	}
	items, err := s.Selections.All(ctx, of)
	if err != nil {
		return Plan{}, err
	}
	verdicts := make([]verdict, 0, len(items))
	for part := range slices.Chunk(items, chunk) {
		some, err := s.judge(ctx, of, a, part)
		if err != nil {
			return Plan{}, fmt.Errorf("plan %s: %w", a, err)
		}
		verdicts = append(verdicts, some...)
	}
	slices.SortStableFunc(verdicts, func(a, b verdict) int { return slices.Compare(a.place[:], b.place[:]) })
	plan := planOf(a, verdicts)
	if plan.Mark = markOf(items); of.Shown != "" && of.Shown != plan.Mark {
		return Plan{}, ErrOtherRows
	}
	return plan, nil
}

// planOf gathers verdicts, and those that leave something out by their reason.
func planOf(a Action, verdicts []verdict) Plan {
	plan := Plan{Action: a, Total: len(verdicts)}
	skipped := map[string]*Group{}
	for _, v := range verdicts {
		if v.why == nil {
			plan.Acts, plan.Due = append(plan.Acts, v.item), plan.Due+v.due
			continue
		}
		g, known := skipped[v.why.Code]
		if !known {
			g = &Group{Reason: v.why}
			skipped[v.why.Code] = g
		}
		g.Numbers = append(g.Numbers, v.item.Number)
	}
	for _, g := range skipped {
		slices.Sort(g.Numbers)
		plan.Skipped = append(plan.Skipped, *g)
	}
	slices.SortFunc(plan.Skipped, func(a, b Group) int {
		return cmp.Or(cmp.Compare(len(b.Numbers), len(a.Numbers)), cmp.Compare(a.Reason.Code, b.Reason.Code))
	})
	return plan
}

// judge says what an action would do to some rows.
func (s *Service) judge(ctx context.Context, of Selection, a Action, items []job.Item) ([]verdict, error) {
	switch a {
	case ShipOnline:
		return s.judgeOrders(ctx, of.Store, items)
	case PrintLabels, FillNotices, Pay, PrintPickList, PrintSlips, PrintInvoices, PrintHandOver:
		return s.judgeParcels(ctx, of.Store, a, items)
	case ExportOrders, ExportParcels:
	}
	verdicts := make([]verdict, len(items)) // nothing is left out
	for i, item := range items {
		verdicts[i].item = item
	}
	return verdicts, nil
}
