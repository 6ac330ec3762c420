package tariffs_test

import (
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/place"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/warehouse"
	"sellerdesk/views/link"
)

// tomorrow is the day from which the forms of the tests count.
const tomorrow channel.Date = "2026-11-21"

// ePacket is a channel as the store sees it tomorrow.
func (w world) ePacket(t *testing.T) channel.Channel {
	t.Helper()
	s, err := w.tariffs.Snapshot(t.Context(), w.Store)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Channel(channel.EPacket, tomorrow)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// place is a warehouse as the store sees it tomorrow.
func (w world) place(t *testing.T, code string) warehouse.Warehouse {
	t.Helper()
	d, err := w.places.On(t.Context(), w.Store, tomorrow)
	if err != nil {
		t.Fatal(err)
	}
	found, err := d.Warehouse(code)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestTheGoodsOfAChannelAreChanged(t *testing.T) {
	w := newWorld(t)
	form := w.owner.Get(link.ChannelPart("EMS_ZX_ZX_US", "goods")).Has(t, 200, "Change ePacket", "Sample", "Built-in battery: selected countries")
	form.Submit(t, "Save", "liquid", "selected", "liquid_to", "US; 德国,France", "powder", "everywhere", "source", "Contract").
		Has(t, 200, "flash-success", "The goods that ePacket takes change from 2026-11-21.", "own.1", "Goods of a channel")
	g := w.ePacket(t).Goods
	for to, want := range map[place.Country]bool{"US": true, "DE": true, "FR": true, "GB": false} {
		if g.Accepts(channel.Liquid, to) != want || !g.Accepts(channel.Powder, to) || !g.Accepts(channel.Ordinary, to) {
			t.Errorf("to %s it takes %+v", to, g)
		}
	}
	again := w.owner.Get(link.ChannelPart("EMS_ZX_ZX_US", "goods")).Has(t, 200, "To come", "Version own.1 changes this from 2026-11-21 (by Li Wei).")
	p := again.Submit(t, "Save", "liquid", "selected", "liquid_to", "Narnia, Mordor, US", "source", "x").
		Has(t, 422, "f-liquid_to-problem", "No country is called: Narnia, Mordor.")
	if got := p.Field(t, "liquid_to"); got != "Narnia, Mordor, US" {
		t.Errorf("the form forgot what was typed, it shows %q", got)
	}
	again.Submit(t, "Save", "liquid", "selected", "source", "x").Has(t, 422, "f-liquid_to-problem", "Name at least one country")
	again.Submit(t, "Save", "ordinary", "refused", "source", "x").Has(t, 422, "f-ordinary-problem", "at least one kind of goods")
}

func TestTheCountriesOfAChannelAreChanged(t *testing.T) {
	w := newWorld(t)
	form := w.owner.Get(link.ChannelPart("CPAM", "reach")).Has(t, 200, "Suspended countries")
	if got := form.Field(t, "suspended"); !strings.Contains(got, "Brazil") || strings.Count(got, ";") != 34 {
		t.Errorf("suspended are %q", got)
	}
	form.Submit(t, "Save", "source", "x").Has(t, 200, "flash-success", "Nothing was changed: it is so already.").Lacks(t, "own.1")
	form.Submit(t, "Save", "suspended", "巴西\nUS", "source", "Notice of 20 November").Has(t, 200, "own.1", "Countries of a channel")
	s, err := w.tariffs.Snapshot(t.Context(), w.Store)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Channel("CPAM", tomorrow)
	if err != nil || len(c.Reach.Suspended) != 2 || !c.Reach.IsSuspended("BR") || !c.Reach.IsSuspended("US") {
		t.Errorf("suspended are %v, %v", c.Reach.Suspended, err)
	}
}

func TestEveryCountryIsUnderstoodAsItIsShown(t *testing.T) {
	w := newWorld(t)
	s, err := w.tariffs.Snapshot(t.Context(), w.Store)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, c := range s.Countries() {
		all = append(all, string(c))
	}
	for _, b := range []*browser.Browser{w.owner, w.as(t, account.Owner, inChinese)} {
		form := b.Get(link.ChannelPart("EMS_ZX_ZX_US", "reach"))
		save := map[bool]string{true: "Save", false: "保存"}[b == w.owner]
		form.Submit(t, save, "suspended", strings.Join(all, " ; "), "source", "x").Has(t, 200, "flash-success")
		w.Clock.Advance(24 * 3600e9)
		shown := b.Get(link.ChannelPart("EMS_ZX_ZX_US", "reach"))
		shown.Submit(t, save, "suspended", "US", "source", "x").Has(t, 200, "flash-success")
		shown = b.Get(link.ChannelPart("EMS_ZX_ZX_US", "reach"))
		if got := len(strings.Split(shown.Field(t, "suspended"), ";")); got != len(all) {
			t.Errorf("%d of %d countries are shown", got, len(all))
		}
		shown.Submit(t, save, "source", "x", "from", string(channel.DateOf(w.Clock.Now(w.Store)))).Has(t, 200, "flash-success")
		w.Clock.Advance(24 * 3600e9)
	}
}

func TestHowAChannelCollectsIsChanged(t *testing.T) {
	w := newWorld(t)
	form := w.owner.Get(link.ChannelPart("EMS_ZX_ZX_US", "collection")).Has(t, 200, "Ways to the warehouse")
	w.owner.Post(link.ChannelPart("EMS_ZX_ZX_US", "collection"), "from", "2026-11-21", "source", "x", "seen", form.Field(t, "seen")).Has(t, 422, "Tick at least one way")
	w.owner.Post(link.ChannelPart("EMS_ZX_ZX_US", "collection"), "collection", "teleport", "from", "2026-11-21", "source", "x", "seen", form.Field(t, "seen")).Has(t, 422)
	w.owner.Post(link.ChannelPart("EMS_ZX_ZX_US", "collection"), "collection", "self_send", "from", "2026-11-21", "source", "x", "seen", form.Field(t, "seen")).
		Has(t, 200, "own.1", "Ways to the warehouse")
	if c := w.ePacket(t); len(c.Collection) != 1 || !c.Collects(channel.SelfSend) {
		t.Errorf("ways: %v", c.Collection)
	}
}

func TestTheCitiesWithCollectionAreChanged(t *testing.T) {
	w := newWorld(t)
	form := w.owner.Get(link.ChannelPart("YANWEN_AM", "cities")).Has(t, 200, "Collected at the door in")
	if got := form.Field(t, "cities"); !strings.Contains(got, "Yiwu") {
		t.Errorf("cities: %q", got)
	}
	form.Submit(t, "Save", "cities", "义乌\nZhoushan", "source", "x").Has(t, 422, "“Zhoushan” is not known.", "绍兴, 浙江")
	form.Submit(t, "Save", "cities", "义乌\n舟山, 浙江", "source", "x").Has(t, 200, "own.1", "Cities with collection", "Special Line-YW")
	d, err := w.places.On(t.Context(), w.Store, tomorrow)
	if err != nil {
		t.Fatal(err)
	}
	if cities, everywhere := d.Cities("YANWEN_AM"); everywhere || len(cities) != 2 || cities[1].CN != "舟山" {
		t.Errorf("cities: %+v, %v", cities, everywhere)
	}
}

func TestAWarehouseIsChanged(t *testing.T) {
	w := newWorld(t)
	const code = "YANWEN_WLB_YANWENYW"
	form := w.owner.Get(link.WarehouseChange(code)).Has(t, 200, "Change Yanwen Yiwu", "Sample", "Also for 1 other service at this place")
	form.Submit(t, "Save", "opens", "09:00", "closes", "19:30:00", "cut_off", "16:00", "address", "义乌市凯吉路208号5号楼1楼", "contact", "王<b>", "phone", "0579-85410000", "free_from", "1", "source", "Phone call").
		Has(t, 200, "flash-success", "Yanwen Yiwu changes from 2026-11-21.", "燕文义乌仓", "Warehouse")
	got := w.place(t, code)
	if got.Hours != (warehouse.Hours{Opens: 540, Closes: 1170, CutOff: 960}) || got.AddressCN != "义乌市凯吉路208号5号楼1楼" || got.Contact.Name != "王<b>" || got.FreeFrom != 1 {
		t.Errorf("the warehouse is %+v", got)
	}
	for field, value := range map[string]string{
		"opens": "25:00", "closes": "08:00", "cut_off": "23:00", "address": "", "phone": "call", "free_from": "0", "from": "2026-11-01",
	} {
		t.Run(field, func(t *testing.T) {
			p := w.owner.Get(link.WarehouseChange(code)).Submit(t, "Save", "source", "x", field, value).Has(t, 422, "f-"+field+"-problem")
			if p.Field(t, field) != value {
				t.Errorf("the form forgot %q", value)
			}
		})
	}
	w.owner.Get(link.WarehouseChange("NOWHERE")).Has(t, 404)
	w.owner.Post(link.WarehouseChange("NOWHERE")).Has(t, 404)
}

func TestAFormFromBeforeAnothersChangeKeepsWhatWasTyped(t *testing.T) {
	w := newWorld(t)
	const code = "CPAM_WLB_CPAMYW"
	stale := w.owner.Get(link.WarehouseChange(code))
	w.owner.Get(link.WarehouseChange(code)).Submit(t, "Save", "phone", "0579-1", "from", "2026-11-20", "source", "x").Has(t, 200, "own.1", "In force")
	p := stale.Submit(t, "Save", "phone", "0579-2", "source", "y").
		Has(t, 409, "Version own.1 (Warehouse, by Li Wei) was made after you opened this form.", "At present: 0579-1")
	if p.Field(t, "phone") != "0579-2" || p.Field(t, "source") != "y" {
		t.Error("what was typed is lost")
	}
	p.Submit(t, "Save").Has(t, 200, "own.2")
	if got := w.place(t, code); got.Contact.Phone != "0579-2" {
		t.Errorf("the phone is %s", got.Contact.Phone)
	}
}

func TestDaysWithoutCollectionAreEntered(t *testing.T) {
	w := newWorld(t)
	form := w.owner.Get(link.Holidays()).Has(t, 200, "Days without Collection", "2027-01-01")
	form.Submit(t, "Save", "first", "2027-02-05", "last", "2027-02-11", "source", "Notice of the State Council").
		Has(t, 200, "flash-success", "2027-02-05 – 2027-02-11", "Days without collection")
	w.owner.Get(link.Holidays()).Row(t, "2027-02-11").Has(t, 200, "Changed by your store from 2026-11-20", "Notice of the State Council")
	form = w.owner.Get(link.Holidays())
	form.Submit(t, "Save", "first", "2027-02-05", "last", "2027-02-01", "source", "x").Has(t, 422, "f-last-problem")
	form.Submit(t, "Save", "first", "soon", "last", "2027-02-01", "source", "x").Has(t, 422, "f-first-problem")
	form.Submit(t, "Save", "first", "2027-02-05", "last", "2027-02-05", "collects", "yes", "source", "x").Has(t, 200, "own.2")
	w.owner.Get(link.Holidays()).Lacks(t, "2027-02-05")
}

func TestAPlatformRuleIsChanged(t *testing.T) {
	w := newWorld(t)
	form := w.owner.Get(link.OrderRule("country", "RU")).Has(t, 200, "Orders to Russia", "Sourced", "Row 4")
	if form.Field(t, "rules.0.up_to") != "2.00" || form.Field(t, "rules.2.up_to") != "" {
		t.Error("the form does not show the rule")
	}
	form.Submit(t, "Save", "rules.0.up_to", "10", "rules.0.channels", "Special Line-YW，CPAM", "source", "Guide of 2026").Has(t, 422, "f-rules-1-up_to-problem", "higher than that of the row above")
	form.Submit(t, "Save", "rules.0.channels", "Pigeon", "source", "x").Has(t, 422, "“Pigeon” is no channel.")
	form.Submit(t, "Save", "rules.0.up_to", "3", "rules.0.channels", "Special Line-YW，CPAM", "source", "Guide of 2026").
		Has(t, 200, "flash-success", "Rule by order amount", "Russia")
	s, err := w.tariffs.Snapshot(t.Context(), w.Store)
	if err != nil {
		t.Fatal(err)
	}
	p, _ := s.Permission("RU", tomorrow)
	if len(p.Allowances) != 3 || p.Allowances[0].UpTo.Minor != 300 || len(p.Allowances[0].Channels) != 2 {
		t.Errorf("the rule is %+v", p.Allowances)
	}
	w.owner.Get(link.OrderRule()).Has(t, 200, "Orders to other countries")
	for _, wrong := range []string{"XX", "ru", "CN", "Russia"} {
		w.owner.Get(link.OrderRule("country", wrong)).Has(t, 404)
		w.owner.Post(link.OrderRule("country", wrong)).Has(t, 404)
	}
}

func TestWaitingTimesAreChanged(t *testing.T) {
	w := newWorld(t)
	form := w.owner.Get(link.WaitingTimes()).Has(t, 200, "Waiting Times", "Sample")
	form.Submit(t, "Save", "receipt", "90", "source", "x").Has(t, 200, "flash-success", "The waiting times change from 2026-11-21.")
	for _, wrong := range []string{"", "-1", "366", "x"} {
		form.Submit(t, "Save", "release", wrong, "source", "x").Has(t, 422, "f-release-problem")
	}
}

func TestOnlyTheOwnerChangesRules(t *testing.T) {
	w := newWorld(t)
	pages := []string{
		link.ChannelPart("CPAM", "goods"), link.ChannelPart("CPAM", "cities"), link.WarehouseChange("CPAM_WLB_CPAMYW"), link.Holidays(),
		link.OrderRule(), link.WaitingTimes(),
	}
	for _, r := range []account.Role{account.Viewer, account.Shipper, account.Finance} {
		b := w.as(t, r)
		for _, page := range pages {
			b.Get(page).Has(t, 403)
			b.Post(page).Has(t, 403)
		}
		b.Get(link.Tariffs()).Has(t, 200, "Waiting Times").Lacks(t, "waiting-times")
	}
	for _, page := range pages {
		w.as(t, account.Owner, inChinese).Get(page).Has(t, 200).Lacks(t, "[tariffs", "[ui", "[channel", "<no value>")
	}
	w.owner.Get(link.ChannelPart("CPAM", "price")).Has(t, 404)
	w.owner.Post(link.ChannelPart("NOWHERE", "goods")).Has(t, 404)
}

func TestEveryChangeIsComparedInWords(t *testing.T) {
	w := newWorld(t)
	change := func(part string, fields ...string) {
		t.Helper()
		w.owner.Get(link.ChannelPart("EMS_ZX_ZX_US", part)).Submit(t, "Save", append(fields, "source", "x")...).Has(t, 200, "flash-success")
	}
	change("goods", "liquid", "selected", "liquid_to", "US", "safety_sheet", "yes")
	change("reach", "suspended", "DE")
	w.owner.Get(link.ChannelChange("EMS_ZX_ZX_US")).Submit(t, "Save", "tier", "express", "roll_longest", "80", "source", "x").Has(t, 200, "flash-success")
	w.owner.Get(link.CompareTariffs()).Has(t, 200, "Liquid", "Not taken", "To selected countries: United States", "Suspended countries", "Germany",
		"Tier", "Express", "Roll form: length", "80 cm").Lacks(t, "No difference")
}
