package addresses_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/history"
	"sellerdesk/internal/place"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/web/addresses"
	"sellerdesk/internal/web/page"
	"sellerdesk/views/link"
)

// book is the address book of a store, with the pages over it.
type book struct {
	site    *browser.Site
	records *sqlstore.Addresses
	service *address.Service
	store   account.StoreID
	other   account.StoreID
	owner   account.PersonID
}

func newBook(t *testing.T) *book {
	t.Helper()
	d, clock := dbtest.New(t), sample.NewClock()
	b := &book{records: sqlstore.NewAddresses(d), store: dbtest.Store(t, d), other: dbtest.Store(t, d)}
	b.owner = dbtest.Member(t, d, b.store, "owner@example.com", account.Owner)
	b.service = &address.Service{
		Records: b.records, History: history.NewLog(sqlstore.NewHistory(d), clock, clock.Wall), Tx: d,
	}
	b.site = browser.NewSite(t, clock, func(g *echo.Group, pages *page.Pages) {
		addresses.Register(g, pages, b.records, b.service)
	})
	return b
}

// as is a browser in which somebody of the store is signed in.
func (b *book) as(t *testing.T, r account.Role) *browser.Browser {
	t.Helper()
	return b.site.As(t, browser.Visitor(b.store, func(v *account.Visitor) { v.Role, v.Person.ID = r, b.owner }))
}

// has puts an address into the book and returns its number.
func (b *book) has(t *testing.T, a address.Address) string {
	t.Helper()
	id, err := b.service.Save(t.Context(), b.owner, a)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(id)
}

func (b *book) sender(t *testing.T, change ...func(*address.Address)) string {
	t.Helper()
	return b.has(t, sample.Address(append(change, func(a *address.Address) { a.Store, a.Version = b.store, 0 })...))
}

// filled are the fields of a pick-up address as they are typed, with others in place of some.
func filled(pairs ...string) []string {
	all := []string{
		"name", "李伟", "province", "浙江省", "city", "金华市", "district", "义乌市", "street", "稠州北路88号3楼",
		"postal", "322000", "mobile", "13800000000",
	}
	for i := 0; i < len(pairs); i += 2 {
		if at := slices.Index(all, pairs[i]); at >= 0 {
			all[at+1] = pairs[i+1]
		} else {
			all = append(all, pairs[i], pairs[i+1])
		}
	}
	return all
}

func TestAnEmptyBookOffersEveryKindOfAddress(t *testing.T) {
	b := newBook(t)
	b.as(t, account.Owner).Get(link.Addresses()).Has(t, 200, "Address Book", "Sender address", "Pick-up address", "Return address",
		"No address yet", link.NewAddress("sender"), link.NewAddress("pickup"), link.NewAddress("return"))
}

func TestAnAddressIsAddedAndPreferred(t *testing.T) {
	b := newBook(t)
	owner := b.as(t, account.Owner)
	p := owner.Get(link.NewAddress("pickup")).Has(t, 200, "New pick-up address", "China").Submit(t, "Save", filled()...)
	p.Has(t, 200, "The address is saved", "李伟", "浙江省 金华市 义乌市 稠州北路88号3楼 322000", "13800000000", "Preferred")
	if p.Path() != link.Addresses() {
		t.Errorf("the visitor is at %s", p.Path())
	}
}

func TestASenderIsWrittenInEnglish(t *testing.T) {
	b := newBook(t)
	p := b.as(t, account.Owner).Get(link.NewAddress("sender")).Submit(t, "Save", filled()...)
	p.Has(t, 422, "English letters")
	if got := p.Field(t, "street"); got != "稠州北路88号3楼" {
		t.Errorf("the street typed is shown as %q", got)
	}
}

func TestARefusedAddressKeepsWhatWasTyped(t *testing.T) {
	b := newBook(t)
	form := b.as(t, account.Owner).Get(link.NewAddress("return"))
	p := form.Submit(t, "Save", filled("name", "", "mobile", "", "street", strings.Repeat("路", 31))...)
	p.Has(t, 422, "New return address", "Name: Fill in this field", "At most 90 bytes; this has 93", "phone number or a mobile number")
	if got := p.Field(t, "city"); got != "金华市" {
		t.Errorf("the city typed is shown as %q", got)
	}
	form.Submit(t, "Save", filled("name", "李\x00伟")...).Has(t, 422, "cannot be printed")
	b.as(t, account.Owner).Get(link.Addresses()).Lacks(t, "李伟")
}

func TestAnAddressIsChanged(t *testing.T) {
	b := newBook(t)
	id := b.sender(t)
	p := b.as(t, account.Owner).Get(link.Addresses()).Row(t, id).Follow(t, "Edit the address of Li Wei")
	p.Has(t, 200, "Edit sender address")
	p.Submit(t, "Save", "street", "No. 1 Other Road").Row(t, id).Has(t, 200, "No. 1 Other Road, Yiwu, Jinhua, Zhejiang, 322000")
}

func TestAChangeOfAStaleFormIsRefused(t *testing.T) {
	b := newBook(t)
	id := b.sender(t)
	stale := b.as(t, account.Owner).Get(link.Address(id))
	stale.Submit(t, "Save", "city", "Ningbo").Has(t, 200, "is saved")
	p := stale.Submit(t, "Save", "city", "Hangzhou").Has(t, 409, "Somebody changed this address")
	if got := p.Field(t, "city"); got != "Hangzhou" {
		t.Errorf("the city typed is shown as %q", got)
	}
	b.as(t, account.Owner).Post(link.Address(id), filled("version", "x")...).Has(t, 422)
}

func TestOneAddressOfAKindIsPreferred(t *testing.T) {
	b := newBook(t)
	first := b.sender(t)
	second := b.sender(t, func(a *address.Address) { a.Name, a.Preferred = "Wang Fang", false })
	owner := b.as(t, account.Owner)
	for range 2 {
		p := owner.Post(link.AddressPrefer(second)).Has(t, 200, "The address of Wang Fang is the preferred one now")
		p.Row(t, second).Has(t, 200, "Preferred")
		p.Row(t, first).Lacks(t, "Preferred")
	}
}

func TestAnAddressIsRemovedAfterAQuestion(t *testing.T) {
	b := newBook(t)
	id := b.sender(t)
	p := b.as(t, account.Owner).Get(link.Addresses()).Row(t, id).Has(t, 200, "Remove the address of Li Wei?")
	p.Submit(t, "Remove address").Has(t, 200, "The address of Li Wei is removed").Lacks(t, "No. 88")
	p.Submit(t, "Remove address").Has(t, 404)
}

func TestAnAddressThatChangedIsNotRemoved(t *testing.T) {
	b := newBook(t)
	id := b.sender(t)
	p := b.as(t, account.Owner).Get(link.Addresses())
	b.as(t, account.Owner).Get(link.Address(id)).Submit(t, "Save", "city", "Ningbo").Has(t, 200)
	p.Row(t, id).Submit(t, "Remove address").Has(t, 200, "Somebody changed this address", "Ningbo")
	b.as(t, account.Owner).Post(link.AddressRemove(id)).Has(t, 200, "flash-failure", "Ningbo")
}

func TestOthersSeeTheBookWithoutButtons(t *testing.T) {
	b := newBook(t)
	id := b.sender(t)
	for _, r := range []account.Role{account.Shipper, account.Finance} {
		p := b.as(t, r).Get(link.Addresses()).Has(t, 200, "Li Wei", "No. 88 Chouzhou North Road", "13800000000")
		p.Lacks(t, "Edit", "Remove", "Make preferred", link.NewAddress("sender"))
	}
	p := b.as(t, account.Viewer).Get(link.Addresses()).Row(t, id).Has(t, 200, "L. W.", "Jinhua", "China")
	p.Lacks(t, "Li Wei", "Chouzhou", "13800000000", "322000", "ship@example.com", "Edit")
}

func TestOnlyTheOwnerChangesTheBook(t *testing.T) {
	b := newBook(t)
	id := b.sender(t)
	for _, r := range []account.Role{account.Viewer, account.Shipper, account.Finance} {
		visitor := b.as(t, r)
		visitor.Get(link.NewAddress("sender")).Has(t, 403)
		visitor.Get(link.Address(id)).Has(t, 403)
		for _, url := range []string{link.Addresses(), link.Address(id), link.AddressPrefer(id), link.AddressRemove(id)} {
			visitor.Post(url, filled("kind", "sender", "version", "1")...).Has(t, 403)
		}
	}
}

func TestAnotherStoresAddressIsNotFound(t *testing.T) {
	b := newBook(t)
	theirs := b.has(t, sample.Address(func(a *address.Address) { a.Store, a.Name = b.other, "Somebody else" }))
	owner := b.as(t, account.Owner)
	owner.Get(link.Addresses()).Lacks(t, "Somebody else")
	for _, id := range []string{theirs, "999", "x", "9999999999999999999"} {
		owner.Get(link.Address(id)).Has(t, 404)
		for _, url := range []string{link.Address(id), link.AddressPrefer(id), link.AddressRemove(id)} {
			owner.Post(url, filled("kind", "sender", "version", "1")...).Has(t, 404)
		}
	}
}

func TestOnlyKnownKindsAreAdded(t *testing.T) {
	owner := newBook(t).as(t, account.Owner)
	owner.Get(link.NewAddress("warehouse")).Has(t, 400, "is not a kind of address")
	owner.Post(link.Addresses(), filled("kind", "warehouse")...).Has(t, 400)
}

func TestStrangeTextIsShownAsItIs(t *testing.T) {
	b := newBook(t)
	id := b.has(t, address.Address{Store: b.store, Kind: address.Return, Address: place.Address{
		Name: "<b>李</b> & محمد", Street: `"'><script>`, City: strings.Repeat("市", 16), Province: "浙江省",
		Country: place.China, Phone: "0579-85201234",
	}})
	p := b.as(t, account.Owner).Get(link.Addresses())
	p.Row(t, id).Has(t, 200, "<b>李</b> & محمد", `"'><script>`, "0579-85201234")
	p.Lacks(t, "<script>\"", "<b>李</b> & محمد</")
	if got := b.as(t, account.Owner).Get(link.Address(id)).Field(t, "street"); got != `"'><script>` {
		t.Errorf("the street is shown as %q", got)
	}
}

func TestTheBookIsReadInChinese(t *testing.T) {
	b := newBook(t)
	b.sender(t)
	reader := b.site.As(t, browser.Visitor(b.store, func(v *account.Visitor) { v.Person.Language = account.Chinese }))
	reader.Get(link.Addresses()).Has(t, 200, "地址管理", "发货地址", "揽收地址", "退货地址", "默认", "编辑", "暂无地址")
	reader.Get(link.NewAddress("pickup")).Has(t, 200, "新增揽收地址", "联系人", "保存")
}

// silent is a service whose database does not answer.
type silent struct{}

func (silent) Save(context.Context, account.PersonID, address.Address) (address.ID, error) {
	return 0, context.DeadlineExceeded
}

func (silent) Remove(context.Context, account.PersonID, account.StoreID, address.ID, int) error {
	return address.ErrNotFound // removed by somebody else meanwhile
}

func TestRemovingWhatSomebodyRemovedMeanwhileIsDone(t *testing.T) {
	b := newBook(t)
	id := b.sender(t)
	site := browser.NewSite(t, sample.NewClock(), func(g *echo.Group, pages *page.Pages) {
		addresses.Register(g, pages, b.records, silent{})
	})
	site.As(t, browser.Visitor(b.store)).Post(link.AddressRemove(id), "version", "1").Has(t, 200, "flash-success")
}
