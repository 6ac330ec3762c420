// Package batch holds the pages about many orders or parcels at once: what is ticked, what
// would be done to it, and the jobs that do it.
package batch

import (
	"context"
	"strconv"
	"strings"

	"sellerdesk/internal/batch"
	"sellerdesk/internal/job"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/upload"
	"sellerdesk/views/link"
	"sellerdesk/views/ui"
)

// tabs lead to what each action would do.
func (p SelectionPage) tabs(ctx context.Context) []ui.Tab {
	tabs := make([]ui.Tab, len(p.Actions))
	for i, a := range p.Actions {
		tabs[i] = ui.Tab{Text: ui.Word(ctx, a), URL: link.Selection(int64(p.Selection.ID), "action", string(a)), Current: a == p.Plan.Action}
	}
	return tabs
}

// sentence says on how many of how many rows the action acts.
func (p SelectionPage) sentence(ctx context.Context) string {
	if p.Plan.Action == "" {
		return ui.T(ctx, "batch_ticked", "Count", p.Plan.Total)
	}
	total, acts := ui.Number(ctx, p.Plan.Total), ui.Number(ctx, len(p.Plan.Acts))
	if p.Plan.Skips() == 0 {
		return ui.T(ctx, "batch_acts_on_all", "Total", total)
	}
	return ui.T(ctx, "batch_acts_on", "Acts", acts, "Total", total, "Skipped", ui.Number(ctx, p.Plan.Skips()))
}

// PaperName is what labels are printed on.
func PaperName(ctx context.Context, on parcel.Paper) string {
	switch n := on.PerSheet(); {
	case n > 1:
		return ui.T(ctx, "label_sheets", "Count", n)
	case on == parcel.OwnSize:
		return ui.T(ctx, "label_own_size")
	}
	return ui.T(ctx, "label_rolls", "Size", strings.ReplaceAll(string(on), "x", " × "))
}

// listURL is the address of a list.
func listURL(l batch.List) string {
	if l == batch.OrderList {
		return link.Orders()
	}
	return link.Parcels()
}

// rowURL is the address of a row of a list.
func rowURL(l batch.List, number string) string {
	if l == batch.OrderList {
		return link.Order(number)
	}
	return link.Parcel(number)
}

// Mark notes which of the shown rows are ticked, and how many are in all.
func (t *Toolbar) Mark(ids []batch.Subject, ticked map[batch.Subject]bool, all int) {
	t.Ticked, t.Marked = all, map[string]bool{}
	for i, id := range ids {
		t.Marked[t.Shown[i]] = ticked[id]
	}
}

// all is the button that ticks all that the list holds; how many that are is not counted for a search.
func (t Toolbar) all(ctx context.Context) string {
	if t.Found == "" {
		return ui.T(ctx, "batch_tick_search")
	}
	return ui.T(ctx, "batch_tick_found", "Found", t.Found)
}

// PayWith is the button for a way to pay.
func PayWith(ctx context.Context, m paying.Method) string {
	if m == paying.AlipayInternational {
		return ui.T(ctx, "parcels_pay_alipay_international")
	}
	return ui.T(ctx, "parcels_pay_alipay")
}

// mostListed is how many numbers a group lists.
const mostListed = 200

func first(numbers []string) []string { return numbers[:min(len(numbers), mostListed)] }

func pastedTone(p batch.Pasted) ui.Tone {
	if len(p.NotFound) > 0 {
		return ui.Warning
	}
	return ui.Good
}

// stateTone is how the state of a job sounds.
func stateTone(j job.Job) ui.Tone {
	switch {
	case !j.State.Ended():
		return ui.Info
	case j.State == job.Cancelled, j.Failed > 0:
		return ui.Warning
	}
	return ui.Good
}

// outcomeTone is how the outcome of an item sounds.
func outcomeTone(o job.Outcome) ui.Tone {
	switch o {
	case job.Succeeded:
		return ui.Good
	case job.Failed:
		return ui.Bad
	case job.Undone:
	}
	return ui.Neutral
}

// upload is the page of the uploaded file a job works on; empty for other jobs.
func (p JobPage) upload() string {
	id := strconv.FormatInt(int64(upload.OfJob(p.Job)), 10)
	switch p.Job.Kind {
	case job.Imports:
		return link.Import(id)
	case job.Shipping:
		return link.BatchShippingUpload(id)
	case job.Labels, job.Notices, job.PickList, job.PackingSlips, job.Invoices, job.HandOverList, job.ExportOrders, job.ExportParcels, job.FreightReport:
	}
	return ""
}

// thing is the page of what an item is about: an order, or a logistics order; a day has none.
func (p JobPage) thing(i job.Item) string {
	switch {
	case p.upload() != "" || p.Job.Kind == job.ExportOrders:
		return link.Order(i.Number)
	case p.Job.Kind == job.FreightReport:
		return ""
	}
	return link.Parcel(i.Number)
}

// things is what the items of a job are called.
func (p JobPage) things(ctx context.Context) string {
	switch {
	case p.upload() != "" || p.Job.Kind == job.ExportOrders:
		return ui.T(ctx, "job_order")
	case p.Job.Kind == job.FreightReport:
		return ui.T(ctx, "job_day")
	}
	return ui.T(ctx, "job_parcel")
}

// Results is the address of the results of a job with an outcome, from a place on.
func Results(id job.ID, show, at string) string { return link.Job(int64(id), "show", show, "at", at) }

// Shown are the outcomes by which results can be filtered, as addresses name them.
var Shown = map[string]job.Outcome{"succeeded": job.Succeeded, "failed": job.Failed, "undone": job.Undone}

// tabs lead to the results with each outcome.
func (p JobPage) tabs(ctx context.Context) []ui.Tab {
	counts := map[job.Outcome]int{
		job.Succeeded: p.Job.Done - p.Job.Failed, job.Failed: p.Job.Failed, job.Undone: p.Job.Total - p.Job.Done,
	}
	tabs := []ui.Tab{{Text: ui.T(ctx, "job_all"), URL: Results(p.Job.ID, "", ""), Current: p.Show == "", Count: ui.Number(ctx, p.Job.Total)}}
	for _, show := range []string{"succeeded", "failed", "undone"} {
		o := Shown[show]
		tabs = append(tabs, ui.Tab{Text: ui.Word(ctx, o), URL: Results(p.Job.ID, show, ""), Current: p.Show == show, Count: ui.Number(ctx, counts[o])})
	}
	return tabs
}
