package address_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/address"
	"sellerdesk/internal/history"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
)

// problems are the fields that are wrong, each with why.
func problems(a address.Address) map[string]string {
	found := map[string]string{}
	for _, p := range a.Check() {
		found[p.Field] = p.Code
	}
	return found
}

func TestASenderIsWrittenInEnglishAndTheOthersAreInChina(t *testing.T) {
	tests := []struct {
		name string
		a    address.Address
		want map[string]string
	}{
		{"a sender in English", sample.Address(), map[string]string{}},
		{"a pick-up address in Chinese", sample.Pickup(), map[string]string{}},
		{"a sender partly in Chinese", sample.Address(func(a *address.Address) { a.Name, a.District = "李伟", "义乌市" }),
			map[string]string{"name": "address_sender_in_english", "district": "address_sender_in_english"}},
		{"a sender abroad", sample.Address(func(a *address.Address) { a.Country = "RU" }), map[string]string{}},
		{"a return address abroad", sample.Pickup(func(a *address.Address) { a.Kind, a.Country = address.Return, "RU" }),
			map[string]string{"country": "address_in_china"}},
		{"nobody to call", sample.Pickup(func(a *address.Address) { a.Mobile = "" }), map[string]string{"phone": "place_phone_or_mobile"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, problems(tt.a)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryKindIsReadFromItsName(t *testing.T) {
	for _, k := range address.Kinds {
		if got, err := address.ParseKind(string(k)); err != nil || got != k {
			t.Errorf("%s: %s, %v", k, got, err)
		}
	}
	if _, err := address.ParseKind("home"); err == nil {
		t.Error("home is taken for a kind")
	}
}

func TestAnAddressThatIsInTheBookIsNotAddedAgain(t *testing.T) {
	d, clock := dbtest.New(t), sample.NewClock()
	store := dbtest.Store(t, d)
	owner := dbtest.Member(t, d, store, "owner@example.com", account.Owner)
	book := address.Service{
		Records: sqlstore.NewAddresses(d), History: history.NewLog(sqlstore.NewHistory(d), clock, clock.Wall), Tx: d,
	}
	var ids []address.ID
	for _, k := range []address.Kind{address.Pickup, address.Pickup, address.Return} {
		id, err := book.Save(t.Context(), owner, sample.Pickup(func(a *address.Address) { a.Store, a.Kind, a.Version = store, k, 0 }))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if ids[0] != ids[1] || ids[0] == ids[2] {
		t.Errorf("sent twice and as another kind: %v", ids)
	}
	all, err := book.Records.List(t.Context(), store)
	if err != nil || len(all) != 2 || !all[0].Preferred || !all[1].Preferred {
		t.Errorf("the book holds %+v, %v", all, err)
	}
}
