package batch_test

import (
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/label"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/shop"
	"sellerdesk/internal/web/batch"
	"sellerdesk/internal/web/documents"
	"sellerdesk/internal/web/orders"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/parcels"
	"sellerdesk/views/link"
)

// site is the pages about many parcels, with the list they begin at.
type site struct {
	*shop.Shop
	pages *browser.Site
}

func newSite(t *testing.T) site {
	t.Helper()
	s := shop.New(t)
	list := parcels.Needs{
		Service: s.Shipping, Records: s.Parcels, Orders: s.Orders, Notices: s.Notices, Ledger: s.Freight, Payments: s.Payments,
		Tariffs: shop.Tariffs{}, Warehouses: shop.Warehouses{}, History: s.Log, Selections: s.Batch,
	}
	needs := batch.Needs{Service: s.Batch, Jobs: s.JobList, Canceller: s.Jobs, Paying: s.Paying, Clock: s.Clock}
	return site{s, browser.NewSite(t, s.Clock, func(g *echo.Group, pages *page.Pages) {
		parcels.Register(g, pages, list)
		orders.Register(g, pages, orders.Needs{
			Orders: s.Orders, Parcels: s.Parcels, Notices: s.Notices, Freight: s.Freight, Products: sqlstore.NewProducts(s.DB),
			Tariffs: shop.Tariffs{}, History: s.Log, Shipping: s.Shipping, Clock: s.Clock, Selections: s.Batch,
		})
		batch.Register(g, pages, needs)
		documents.Register(g, pages, documents.Needs{Orders: s.Orders, Parcels: s.Parcels, Painter: s.Batch.Papers.(label.Documents)})
	})}
}

// as is the owner's browser, in a role.
func (s site) as(t *testing.T, r account.Role) *browser.Browser {
	t.Helper()
	return s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Role, v.Person.ID = r, s.Owner }))
}

func (s site) work(t *testing.T) {
	t.Helper()
	if err := s.Jobs.All(t.Context()); err != nil {
		t.Fatal(err)
	}
}

const list = "/transaction/parcels"

func TestTickedParcelsGetTheirLabelsInTheBackground(t *testing.T) {
	s := newSite(t)
	good, bare := s.Parcel(t), s.Parcel(t, func(p *parcel.Parcel) { p.Waybill = "" })
	b := s.as(t, account.Owner)
	p := b.Get(list).Submit(t, "Print Shipping Labels", "tick", string(good.Number), "tick", string(bare.Number))
	p.Has(t, 200, "Selection", "Acts on 1 of 2; 1 skipped", "They have no waybill number yet", string(bare.Number))
	if got := p.Has(t, 200, "Print a test page").Link(t, "A4, 4 on a sheet"); got != link.LabelTest("format", "a4-4") {
		t.Errorf("the test page of the sheet is %s", got)
	}
	p = p.Submit(t, "Print 1 label", "format", "a4-4", "start", "3").Has(t, 200, "Print shipping labels", "Waiting", "0 of 1", "Cancel")
	s.work(t)
	p = b.Get(p.Path()).Has(t, 200, "Done", "1 of 1").Lacks(t, "Cancel", "hx-trigger")
	if pdf := p.Follow(t, "labels-1-1-1.pdf"); pdf.Header.Get("Content-Type") != "application/pdf" || !strings.HasPrefix(pdf.Body, "%PDF-") {
		t.Errorf("the file is %.20q", pdf.Body)
	}
	b.Get("/jobs").Has(t, 200, "Background work", "Print shipping labels", "1 of 1")
}

func TestTicksAreThereAfterReload(t *testing.T) {
	s := newSite(t)
	one, two := s.Parcel(t), s.Parcel(t)
	b := s.as(t, account.Owner)
	b.Get(list).Has(t, 200, "0 ticked").Submit(t, "Keep ticks", "tick", string(one.Number)).Has(t, 200, "1 ticked")
	p := b.Get(list).Has(t, 200, "1 ticked")
	p.Row(t, string(one.Number)).Has(t, 200, "checked")
	p.Row(t, string(two.Number)).Lacks(t, "checked")
	b.Get(list+"?q="+two.Waybill).Submit(t, "Tick all found").Has(t, 200, "1 ticked")
	b.Get(list).Row(t, string(one.Number)).Lacks(t, "checked")
	b.Get(list).Submit(t, "Untick all").Has(t, 200, "0 ticked")
}

func TestAScriptGetsTheCountAlone(t *testing.T) {
	s := newSite(t)
	one := s.Parcel(t)
	b := s.as(t, account.Owner)
	b.Header.Set("HX-Request", "true")
	p := b.Post("/transaction/selections", "list", "parcels", "do", "keep", "shown", string(one.Number), "tick", string(one.Number)).Has(t, 200, "1 ticked")
	if strings.Contains(p.Body, "<html") {
		t.Error("a whole page came")
	}
}

func TestPastedNumbersAreListedWithWhatBecameOfThem(t *testing.T) {
	s := newSite(t)
	one := s.Parcel(t)
	b := s.as(t, account.Owner)
	b.Get(list).Submit(t, "Find and tick", "numbers", string(one.Number)+"\n"+one.Waybill+"\nLP00999999999999\n"+one.Waybill).
		Has(t, 200, "3 numbers were pasted, 1 ticked.", "1 number was not found", "LP00999999999999", "1 number came more than once", "Acts on all 1")
	b.Get(list).Submit(t, "Find and tick", "numbers", strings.Repeat("LP1 ", 60_000)).Has(t, 200, "At most 5,000 can be taken at once")
}

func TestAnEmptyPasteLeavesWhatIsTicked(t *testing.T) {
	s := newSite(t)
	one := s.Parcel(t)
	b := s.as(t, account.Owner)
	b.Get(list).Submit(t, "Keep ticks", "tick", string(one.Number))
	b.Get(list).Submit(t, "Find and tick", "numbers", " ,\n").Has(t, 200, "No number was pasted", "1 ticked")
}

func TestNothingIsDoneToOtherRowsThanThePageShowed(t *testing.T) {
	s := newSite(t)
	shown, other := s.Parcel(t), s.Parcel(t)
	b := s.as(t, account.Owner)
	for action, press := range map[string][]string{
		"Batch Fill in Shipping Notice": {"Tell 1 buyer"}, "Print Shipping Labels": {"Print 1 label"},
		"Pick list": {"Print the pick list of 1 parcel"}, "Export": {"Export", "format", "csv"},
	} {
		p := b.Get(list).Submit(t, action, "tick", string(shown.Number)).Has(t, 200, "Acts on all 1")
		b.Get(list).Submit(t, "Find and tick", "numbers", string(other.Number)).Has(t, 200, "Acts on all 1") // in another tab
		p.Submit(t, press[0], press[1:]...).Has(t, 200, "Other rows are ticked now than the page showed")
		b.Get(list).Submit(t, "Untick all")
	}
	s.work(t)
	if s.Again(t, shown).Notice != 0 || s.Again(t, other).Notice != 0 {
		t.Error("a buyer was told")
	}
}

func TestNoticesThatFailCanBeTriedAgain(t *testing.T) {
	s := newSite(t)
	good, bad := s.Parcel(t), s.Parcel(t)
	b := s.as(t, account.Shipper)
	p := b.Get(list).Submit(t, "Batch Fill in Shipping Notice", "tick", string(good.Number), "tick", string(bad.Number)).Has(t, 200, "Acts on all 2")
	p = p.Submit(t, "Tell 2 buyers")
	if _, err := s.DB.Exec(t.Context(), `UPDATE orders SET frozen = 1 WHERE store_id = ? AND id = ?`, s.Store, bad.Order); err != nil {
		t.Fatal(err)
	}
	s.work(t)
	p = b.Get(p.Path()).Has(t, 200, "1 failed", "Retry the failed one", string(bad.Number))
	p.Follow(t, "Failed 1").Has(t, 200, string(bad.Number)).Lacks(t, string(good.Number))
	p.Submit(t, "Retry the failed one").Has(t, 200, "Acts on 0 of 1", "The order cannot be given a shipping notice now")
}

func TestAJobIsCancelled(t *testing.T) {
	s := newSite(t)
	one := s.Parcel(t)
	b := s.as(t, account.Shipper)
	p := b.Get(list).Submit(t, "Batch Fill in Shipping Notice", "tick", string(one.Number)).Submit(t, "Tell 1 buyer")
	p = p.Submit(t, "Cancel").Has(t, 200, "Cancelled", "What was done stays done", "0 of 1")
	s.work(t)
	if s.Again(t, one).Notice != 0 {
		t.Error("the buyer was told after all")
	}
	b.Post(p.Path()+"/cancel").Has(t, 200, "cannot be cancelled any more")
	p = b.Get(p.Path()).Submit(t, "Go on with the one that is left").Has(t, 200, "Acts on all 1").Submit(t, "Tell 1 buyer")
	s.work(t)
	if s.Again(t, one).Notice == 0 {
		t.Error("what was left was not done")
	}
	b.Post(p.Path()+"/retry").Has(t, 200, "nothing failed")
	b.Get(list).Has(t, 200, "1 ticked")
}

func TestAPageThatWatchesAJobIsShownAnewWhenItHasEnded(t *testing.T) {
	s := newSite(t)
	one := s.Parcel(t)
	b := s.as(t, account.Shipper)
	p := b.Get(list).Submit(t, "Batch Fill in Shipping Notice", "tick", string(one.Number)).Submit(t, "Tell 1 buyer")
	b.AsHTMX("progress").Get(p.Path()).Has(t, 200, "0 of 1")
	s.work(t)
	if ended := b.AsHTMX("progress").Get(p.Path()); ended.Status != 204 || ended.Header.Get("HX-Refresh") != "true" {
		t.Errorf("a job that has ended answers %d, and asks for %q", ended.Status, ended.Header.Get("HX-Refresh"))
	}
	b.Get(p.Path()).Has(t, 200, "1 of 1", "Done")
}

func TestFreightOfASelectionIsOnePayment(t *testing.T) {
	s := newSite(t)
	one, two, paid := s.Charged(t, 3110), s.Charged(t, 2000), s.Parcel(t)
	b := s.as(t, account.Finance)
	p := b.Get(list).Submit(t, "Batch Payment", "tick", string(one.Number), "tick", string(two.Number), "tick", string(paid.Number))
	p.Has(t, 200, "Acts on 2 of 3; 1 skipped", "CN¥51.10", "Nothing is due").Lacks(t, "Print Shipping Labels")
	p.Submit(t, "Alipay Payment")
	pending, err := s.Payments.PendingFor(t.Context(), s.Store, []parcel.ID{one.ID, two.ID, paid.ID})
	if err != nil || len(pending) != 2 || pending[one.ID] != pending[two.ID] {
		t.Errorf("pending are %v, %v", pending, err)
	}
	b.Get(p.Path()).Has(t, 200, "Acts on 0 of 3", "The freight is in a payment under way")
}

func TestSelectionsAndJobsAreAStoresOwn(t *testing.T) {
	s := newSite(t)
	one := s.Parcel(t)
	b := s.as(t, account.Owner)
	selection := b.Get(list).Submit(t, "Print Shipping Labels", "tick", string(one.Number))
	job := selection.Submit(t, "Print 1 label")
	mate := s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) {
		v.Person.ID = dbtest.Member(t, s.DB, s.Store, "mate@example.com", account.Shipper)
	}))
	mate.Get(selection.Path()).Has(t, 200, "Acts on all 1")
	mate.Get(list).Has(t, 200, "0 ticked")
	mate.Get(job.Path()).Has(t, 200, "Print shipping labels")
	other := s.pages.As(t, browser.Visitor(s.Other))
	for _, path := range []string{selection.Path(), job.Path(), job.Path() + "/files/1", "/jobs/x", "/transaction/selections/x"} {
		other.Get(path).Has(t, 404)
	}
	for _, action := range []string{"/cancel", "/retry"} {
		other.Post(job.Path()+action).Has(t, 404)
		s.as(t, account.Viewer).Post(job.Path()+action).Has(t, 403)
	}
	s.as(t, account.Viewer).Get(job.Path()).Has(t, 200).Lacks(t, "Cancel", ".pdf")
}

func TestThePagesAreInChineseToo(t *testing.T) {
	s := newSite(t)
	one := s.Parcel(t)
	b := s.pages.As(t, browser.Visitor(s.Store, func(v *account.Visitor) { v.Person.ID, v.Person.Language = s.Owner, account.Chinese }))
	b.Get(list).Submit(t, "批量打印发货标签", "tick", string(one.Number)).Has(t, 200, "将处理全部 1 个", "起始位置").
		Submit(t, "打印 1 张标签").Has(t, 200, "打印发货标签", "等待中").Lacks(t, "[job", "[batch")
	b.Get("/jobs").Has(t, 200, "后台任务")
}
