package account_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/sample"
)

func TestANewStoreHasItsDefaultsAndItsOwner(t *testing.T) {
	o := newOffice(t)
	got, err := o.Store(t.Context(), o.store)
	if diff := cmp.Diff(sample.Store(), got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	members, err := o.Members(t.Context(), o.store)
	want := []account.Member{{
		Person: sample.Person(func(p *account.Person) { p.Name, p.Language = "owner", "" }),
		Role:   account.Owner, HasPassword: true,
	}}
	if diff := cmp.Diff(want, members); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestAStoreNeedsANameAndAnOwner(t *testing.T) {
	o := newOffice(t)
	for _, in := range [][2]string{{"", email}, {"Another", "nobody"}} {
		if _, err := o.CreateStore(t.Context(), in[0], in[1], false); errs.KindOf(err) != errs.Invalid {
			t.Errorf("%v: %v", in, err)
		}
	}
	all, err := sqlstore.NewAccounts(o.db).Stores(t.Context())
	if err != nil || len(all) != 1 {
		t.Errorf("%d stores, %v", len(all), err)
	}
}

func TestANewRehearsalStoreHasAClockThatCanBeMoved(t *testing.T) {
	o := newOffice(t)
	c := clocks(t, o.db, o.wall.Wall)
	if err := c.Advance(t.Context(), o.store, time.Hour); err != nil {
		t.Fatal(err)
	}
	live, err := o.CreateStore(t.Context(), "Live shop", email, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Advance(t.Context(), live, time.Hour); !errors.Is(err, account.ErrLive) {
		t.Errorf("of a live store: %v", err)
	}
}

func TestAVisitorWorksInOneStoreAtATime(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	second, err := o.CreateStore(ctx, "Second shop", "other@example.com", true)
	if err != nil {
		t.Fatal(err)
	}
	third, err := o.CreateStore(ctx, "Third shop", "other@example.com", false)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.AddMember(ctx, second, email, account.Viewer); err != nil {
		t.Fatal(err)
	}
	token := o.signIn(t)
	if err := o.SwitchStore(ctx, token, second); err != nil {
		t.Fatal(err)
	}
	v, err := o.Visitor(ctx, token)
	if err != nil || v.Store.ID != second || !v.Store.Live || v.Role != account.Viewer || len(v.Stores) != 2 {
		t.Errorf("visitor %+v, %v", v, err)
	}
	if err := o.SwitchStore(ctx, token, third); !errors.Is(err, account.ErrStoreNotFound) {
		t.Errorf("into somebody else's store: %v", err)
	}
	if err := o.SwitchStore(ctx, "no token", second); !errors.Is(err, account.ErrNotSignedIn) {
		t.Errorf("without a session: %v", err)
	}
}

func TestTheStaffOfAStoreCanBeChanged(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	if err := o.AddMember(ctx, o.store, "Shipper@Example.com", account.Shipper); err != nil {
		t.Fatal(err)
	}
	if err := o.AddMember(ctx, o.store, "shipper@example.com", account.Viewer); !errors.Is(err, account.ErrMember) {
		t.Errorf("twice: %v", err)
	}
	if err := o.AddMember(ctx, o.store+1, "shipper@example.com", account.Viewer); !errors.Is(err, account.ErrStoreNotFound) {
		t.Errorf("in no store: %v", err)
	}
	if err := o.ChangeRole(ctx, o.store, 2, account.Finance); err != nil {
		t.Fatal(err)
	}
	if err := o.ChangeRole(ctx, o.store+1, 2, account.Owner); !errors.Is(err, account.ErrPersonNotFound) {
		t.Errorf("of another store: %v", err)
	}
	members, err := o.Members(ctx, o.store)
	if err != nil || len(members) != 2 || members[1].Role != account.Finance || members[1].HasPassword {
		t.Errorf("members %+v, %v", members, err)
	}
}

func TestAStoreKeepsAnOwner(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	for name, err := range map[string]error{
		"another role": o.ChangeRole(ctx, o.store, 1, account.Viewer),
		"removed":      o.RemoveMember(ctx, o.store, 1),
	} {
		if !errors.Is(err, account.ErrLastOwner) {
			t.Errorf("%s: %v", name, err)
		}
	}
	members, err := o.Members(ctx, o.store)
	if err != nil || len(members) != 1 || members[0].Role != account.Owner {
		t.Errorf("members %+v, %v", members, err)
	}
}

func TestPreferencesAndSettingsAreKept(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	token := o.signIn(t)
	if err := o.SetPreferences(ctx, 1, account.Chinese, account.Dark); err != nil {
		t.Fatal(err)
	}
	if err := o.Rename(ctx, 1, " 李伟 "); err != nil {
		t.Fatal(err)
	}
	changed := sample.Store(func(s *account.Store) {
		s.Name, s.Zone, s.PackingWeight, s.Live = " 新店 ", "Europe/Moscow", 25, true
	})
	if err := o.ChangeStore(ctx, changed); err != nil {
		t.Fatal(err)
	}
	v, err := o.Visitor(ctx, token)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(account.Person{ID: 1, Email: email, Name: "李伟", Language: account.Chinese, Theme: account.Dark}, v.Person); diff != "" {
		t.Error(diff)
	}
	want := sample.Store(func(s *account.Store) { s.Name, s.Zone, s.PackingWeight = "新店", "Europe/Moscow", 25 })
	if diff := cmp.Diff(want, v.Store); diff != "" {
		t.Error("a rehearsal store does not become live by this:", diff)
	}
	if err := o.Rename(ctx, 1, ""); errs.KindOf(err) != errs.Invalid {
		t.Errorf("an empty name: %v", err)
	}
	if err := o.SetPreferences(ctx, 9, account.Chinese, account.Dark); !errors.Is(err, account.ErrPersonNotFound) {
		t.Errorf("of nobody: %v", err)
	}
}

func TestPasswordsAreNotEasilyGuessed(t *testing.T) {
	o := newOffice(t)
	for password, code := range map[string]string{
		"short-one":               "account_password_too_short",
		"密码密码密码":                  "account_password_too_short",
		"Password123":             "account_password_common",
		"Owner@example.com":       "account_password_common",
		string(make([]byte, 257)): "account_password_too_long",
		"密码密码密码密码密码":              "",
		"ship-it-once":            "",
	} {
		err := o.SetPassword(t.Context(), email, password)
		var problems errs.Fields
		switch {
		case code == "" && err != nil:
			t.Errorf("%q: %v", password, err)
		case code != "" && (!errors.As(err, &problems) || problems[0].Code != code || problems[0].Field != "password"):
			t.Errorf("%q: %v, want %s", password, err, code)
		}
	}
	if err := o.SetPassword(t.Context(), "nobody@example.com", password); !errors.Is(err, account.ErrPersonNotFound) {
		t.Errorf("of nobody: %v", err)
	}
}

func TestThePresentPasswordIsNeededToChangeIt(t *testing.T) {
	o := newOffice(t)
	ctx := t.Context()
	var problems errs.Fields
	if err := o.ChangePassword(ctx, 1, "wrong password", "another password", here); !errors.As(err, &problems) || problems[0].Field != "current" {
		t.Errorf("with a wrong one: %v", err)
	}
	if err := o.ChangePassword(ctx, 1, password, "short", here); !errors.As(err, &problems) || problems[0].Field != "password" {
		t.Errorf("to a short one: %v", err)
	}
	o.signIn(t)
	if err := o.ChangePassword(ctx, 1, password, "another password", here); err != nil {
		t.Fatal(err)
	}
	if _, err := o.SignIn(ctx, email, "another password", here); err != nil {
		t.Errorf("with the new one: %v", err)
	}
}
