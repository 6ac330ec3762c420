package shiprules_test

import (
	"fmt"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/order"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/desk"
	"sellerdesk/internal/web/page"
	"sellerdesk/internal/web/shiprules"
	"sellerdesk/views/link"
)

// rules are the pages of Shipping Rules over a store that ships.
type rules struct {
	*desk.Desk
	site *browser.Site
}

func newRules(t *testing.T) *rules {
	t.Helper()
	d := desk.New(t)
	service := &shiprule.Service{Records: sqlstore.NewShipRules(d.DB), Tariffs: d.Catalog, History: d.History, Clock: d.Clock, Tx: d.DB}
	return &rules{Desk: d, site: browser.NewSite(t, d.Clock, func(g *echo.Group, pages *page.Pages) {
		shiprules.Register(g, pages, shiprules.Needs{
			Records: service.Records, Service: service, Orders: d.Service, Tariffs: d.Catalog, History: d.History, Clock: d.Clock,
		})
	})}
}

// as is a browser in which somebody of the store is signed in.
func (r *rules) as(t *testing.T, role account.Role, change ...func(*account.Visitor)) *browser.Browser {
	t.Helper()
	change = append(change, func(v *account.Visitor) { v.Role, v.Person.ID = role, r.Person })
	return r.site.As(t, browser.Visitor(r.Store, change...))
}

func chinese(v *account.Visitor) { v.Person.Language = account.Chinese }

const post = string(channel.ChinaPostRegistered)

// add adds a rule by the form.
func add(t *testing.T, b *browser.Browser, pairs ...string) *browser.Page {
	t.Helper()
	return b.Get(link.NewShipRule()).Submit(t, "Save", append([]string{"channel", post}, pairs...)...)
}

func TestAStoreWithoutRulesIsToldWhatTheyAreFor(t *testing.T) {
	r := newRules(t)
	r.as(t, account.Shipper).Get(link.ShipRules()).Has(t, 200, "Shipping Rules", "No rules yet", "New rule").Lacks(t, "Dry run", "Changes")
	r.as(t, account.Viewer).Get(link.ShipRules()).Has(t, 200, "No rules yet").Lacks(t, "New rule")
	r.as(t, account.Shipper, chinese).Get(link.ShipRules()).Has(t, 200, "发货规则", "暂无规则")
}

func TestAShipperAddsMovesChangesAndRemovesRules(t *testing.T) {
	r := newRules(t)
	b := r.as(t, account.Shipper)
	add(t, b, "countries", "ru, Ukraine；巴西", "value_from", "2", "value_to", "5.50", "weight_to", "150").
		Has(t, 200, "The rule is saved.", "Brazil, Russia, Ukraine", "Order amount US $2.00 to US $5.50", "Parcel up to 150 g",
			"China Post Registered Air Mail", "Any other order", "Rule added")
	list := add(t, b, "categories", "liquid", "collection", "self_send", "undeliverable", "destroy").
		Has(t, 200, "To every country", "Liquid", "Undeliverable: Destroy")
	list.Row(t, "2").Submit(t, "Up").Has(t, 200, "The rule is moved.", "Rule moved")
	list = b.Get(link.ShipRules())
	if rows := list.Rows(); rows[0] != "2" || rows[1] != "1" {
		t.Errorf("rules are %v", rows)
	}
	form := list.Row(t, "1").Follow(t, "Edit")
	for name, want := range map[string]string{
		"countries": "BR, RU, UA", "value_from": "2.00", "value_to": "5.50", "weight_from": "", "weight_to": "150", "channel": post, "collection": "",
	} {
		if got := form.Field(t, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	form.Submit(t, "Save", "countries", "FR", "weight_to", "").Has(t, 200, "The rule is saved.", "To France", "Rule changed")
	list = b.Get(link.ShipRules())
	list.Row(t, "2").Submit(t, "Remove rule").Has(t, 200, "The rule is removed.", "Rule removed").Lacks(t, "Liquid")
	list.Row(t, "2").Submit(t, "Remove rule").Has(t, 200, "The rule is removed.")
}

func TestAWrongRuleIsKeptAndSaidBesideItsField(t *testing.T) {
	r := newRules(t)
	b := r.as(t, account.Owner)
	for _, tt := range []struct{ field, typed, want string }{
		{"countries", "RU, Atlantis", "Atlantis"},
		{"countries", "CN", "Parcels to China are not sent from here."},
		{"value_from", "a lot", "amount"},
		{"value_to", "-0.5", "amount"},
		{"weight_to", "100001", "from 0 to 100,000"},
		{"weight_from", "1.5", "whole number"},
		{"channel", "", "Fill in this field."},
		{"channel", "NOBODY", "Choose a channel that there is."},
		{"collection", "by-air", "Choose one of the options."},
	} {
		form := b.Get(link.NewShipRule())
		p := form.Submit(t, "Save", tt.field, tt.typed)
		if tt.field != "channel" {
			p = form.Submit(t, "Save", tt.field, tt.typed, "channel", post)
		}
		if got := p.Field(t, tt.field); got != tt.typed && tt.field != "channel" && tt.field != "collection" {
			t.Errorf("%s is %q, was typed as %q", tt.field, got, tt.typed)
		}
		p.Has(t, 422, tt.want)
	}
	add(t, b, "value_from", "1", "value_to", "0.5").Has(t, 422, "The upper bound is below the lower one.")
	b.Get(link.ShipRules()).Has(t, 200, "No rules yet")
}

func TestAStalePageIsRefusedAndNothingTypedIsLost(t *testing.T) {
	r := newRules(t)
	b := r.as(t, account.Shipper)
	add(t, b, "countries", "RU")
	add(t, b, "countries", "US")
	stale := b.Get(link.ShipRules())
	form := b.Get(link.ShipRule("1"))
	add(t, b, "countries", "BR")
	stale.Row(t, "2").Submit(t, "Up").Has(t, 200, "The rules were changed in the meantime.")
	stale.Row(t, "1").Submit(t, "Remove rule").Has(t, 200, "The rules were changed in the meantime.", "Russia")
	refused := form.Submit(t, "Save", "countries", "FR").Has(t, 409, "The rules were changed in the meantime.")
	if got := refused.Field(t, "countries"); got != "FR" {
		t.Errorf("countries are %q", got)
	}
	refused.Submit(t, "Save").Has(t, 200, "The rule is saved.", "France")
}

func TestWhatIsNoRuleIsNotFound(t *testing.T) {
	r := newRules(t)
	b := r.as(t, account.Shipper)
	for _, n := range []string{"1", "x", "-1", "99999999999999999999"} {
		b.Get(link.ShipRule(n)).Has(t, 404)
		b.Post(link.ShipRuleMove(n), "to", "up").Has(t, 404)
		b.Post(link.ShipRuleRemove(n)).Has(t, 404)
	}
	add(t, b)
	b.Post(link.ShipRuleMove("1"), "to", "sideways", "version", "1").Has(t, 200, "Shipping Rules").Lacks(t, "The rule is moved.")
}

func TestARuleThatCannotDoWhatItSaysIsTold(t *testing.T) {
	r := newRules(t)
	b := r.as(t, account.Shipper)
	add(t, b, "countries", "RU", "weight_to", "3000").Has(t, 200, "2,000 g")
	add(t, b)
	add(t, b, "countries", "US").Has(t, 200, "A rule above takes every order that this one matches.")
}

func TestADryRunTellsOfEachOrderWhatTheRulesWouldDo(t *testing.T) {
	r := newRules(t)
	b := r.as(t, account.Shipper)
	b.Get(link.ShipRulesTrial()).Has(t, 200, "No orders yet")
	chosen := r.Place(t)
	heavy := r.Place(t, func(o *order.Order) { o.Lines[0].Quantity = 500 })
	other := r.Place(t, func(o *order.Order) { o.ShipTo.Country = "US"; o.Channel = "" })
	b.Get(link.ShipRulesTrial()).Has(t, 200, "3 newest orders", "No rule matches", "No order has a price both")
	add(t, b, "countries", "RU")
	p := b.Get(link.ShipRules()).Follow(t, "Dry run").Has(t, 200, "Nothing is changed.", "What each rule takes", "the rules cost as much")
	p.Row(t, string(chosen.Number)).Has(t, 200, "Chosen by a rule", "Rule 1:", "CN¥", "190 g", "Russia")
	p.Row(t, string(heavy.Number)).Has(t, 200, "Channel cannot carry it", "2,000 g")
	p.Row(t, string(other.Number)).Has(t, 200, "No rule matches", "The buyer chose no channel")
	p.Row(t, "rule-1").Has(t, 200, "2")
	only := b.Get(link.ShipRulesTrial("show", "excluded"))
	if rows := only.Rows(); len(rows) != 2 || rows[1] != string(heavy.Number) {
		t.Errorf("rows are %v", rows)
	}
	b.Get(link.ShipRulesTrial("show", "gone")).Has(t, 200, "No such orders")
	r.as(t, account.Viewer, chinese).Get(link.ShipRulesTrial()).Has(t, 200, "试运行", "没有匹配的规则", "渠道无法承运")
	b.Get(link.ShipRulesTrial("at", "nonsense")).Has(t, 400)
}

func TestADryRunHasPages(t *testing.T) {
	r := newRules(t)
	for range 60 {
		r.Place(t)
	}
	b := r.as(t, account.Viewer)
	first := b.Get(link.ShipRulesTrial())
	second := first.Follow(t, "Next")
	if got := fmt.Sprint(len(first.Rows()), len(second.Rows())); got != "50 10" {
		t.Errorf("pages have %s rows", got)
	}
	if got := second.Follow(t, "Previous").Rows(); got[0] != first.Rows()[0] {
		t.Errorf("the page before begins with %s", got[0])
	}
}

func TestOnlyWhoShipsMayChangeRules(t *testing.T) {
	r := newRules(t)
	add(t, r.as(t, account.Owner), "countries", "RU")
	for _, role := range []account.Role{account.Viewer, account.Finance} {
		b := r.as(t, role)
		b.Get(link.ShipRules()).Has(t, 200, "Russia", "Dry run").Lacks(t, "New rule", "Edit", "Remove", "Up")
		b.Get(link.ShipRule("1")).Has(t, 403)
		b.Post(link.ShipRuleMove("1"), "to", "up", "version", "1").Has(t, 403)
	}
}
