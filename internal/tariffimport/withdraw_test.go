package tariffimport_test

import (
	"errors"
	"slices"
	"testing"

	"sellerdesk/internal/channel"
	"sellerdesk/internal/history"
	"sellerdesk/internal/tariffimport"
)

func TestAVersionToComeIsWithdrawn(t *testing.T) {
	d := newDesk(t)
	d.applied("2026-11-22", dearer...)
	was := d.price(d.store, channel.ChinaPostRegistered, "RU", today)
	first, err := d.Withdraw(t.Context(), d.store, d.owner, "own.1")
	again, errAgain := d.Withdraw(t.Context(), d.store, d.owner, "own.1")
	if err != nil || errAgain != nil || !first.Withdrawn() || !again.WithdrawnAt.Equal(first.WithdrawnAt) {
		t.Fatalf("%+v, %v; again %+v, %v", first, err, again, errAgain)
	}
	if got := d.price(d.store, channel.ChinaPostRegistered, "RU", "2026-11-30"); got != was {
		t.Errorf("later it costs %s, was %s", got, was)
	}
	o, err := d.Overview(t.Context(), d.store)
	d.must(err)
	if v := o.Versions[0]; v.Number != "own.1" || v.State != tariffimport.Withdrawn || v.Change.PersonName == "" {
		t.Errorf("the newest version is %+v", v)
	}
	if next := d.applied(tomorrow, dearer...); next.Number != "own.2" {
		t.Errorf("the next version is %s", next.Number)
	}
	entries, err := d.History.Of(t.Context(), d.store, history.About(history.Tariff, first.Version))
	if err != nil || !slices.ContainsFunc(entries, func(e history.Entry) bool { return e.Action == "tariffimport_history_withdrawn" }) {
		t.Errorf("history = %+v, %v", entries, err)
	}
}

func TestFiguresAndRatesToComeAreWithdrawnToo(t *testing.T) {
	d := newDesk(t)
	l := channel.FiguresOf(*d.plan(d.store, channel.EPacket, "US", today).Channel)
	l.Discount = 10
	_, err := d.figures(l, tomorrow)
	d.must(err)
	_, err = d.AddRate(t.Context(), d.store, d.owner, 80000, tomorrow, "bank")
	d.must(err)
	plan, saver := d.plan(d.store, channel.EPacket, "US", tomorrow), d.plan(d.store, channel.Saver, "ES", tomorrow)
	if plan.Price == plan.ListPrice || saver.Rate != 80000 {
		t.Fatalf("tomorrow ePacket costs %s of %s, a dollar %s", plan.Price, plan.ListPrice, saver.Rate)
	}
	for _, number := range []string{"own.1", "own.2"} {
		_, err := d.Withdraw(t.Context(), d.store, d.owner, number)
		d.must(err)
	}
	plan, saver = d.plan(d.store, channel.EPacket, "US", tomorrow), d.plan(d.store, channel.Saver, "ES", tomorrow)
	if plan.Price != plan.ListPrice || saver.Rate == 80000 {
		t.Errorf("after it ePacket costs %s of %s, a dollar %s", plan.Price, plan.ListPrice, saver.Rate)
	}
}

func TestWhatHoldsCannotBeWithdrawn(t *testing.T) {
	d := newDesk(t)
	d.applied(tomorrow, dearer...)
	program := d.versions(d.store)[1]
	for _, number := range []string{program, "own.7", ""} {
		if _, err := d.Withdraw(t.Context(), d.store, d.owner, number); !errors.Is(err, tariffimport.ErrVersion) {
			t.Errorf("%q is withdrawn: %v", number, err)
		}
	}
	if _, err := d.Withdraw(t.Context(), d.other, d.owner, "own.1"); !errors.Is(err, tariffimport.ErrVersion) {
		t.Errorf("another store withdraws it: %v", err)
	}
	d.wait(1)
	if _, err := d.Withdraw(t.Context(), d.store, d.owner, "own.1"); !errors.Is(err, tariffimport.ErrHolds) {
		t.Errorf("on its day: %v", err)
	}
}

func TestAFileWhoseVersionWasWithdrawnIsUploadedAgain(t *testing.T) {
	d := newDesk(t)
	id := d.uploaded(dearer...)
	seen := d.checked(id, tomorrow).Seen
	_, err := d.Apply(t.Context(), d.store, d.owner, id, tomorrow, seen)
	d.must(err)
	_, err = d.Withdraw(t.Context(), d.store, d.owner, "own.1")
	d.must(err)
	if _, err := d.Apply(t.Context(), d.store, d.owner, id, tomorrow, seen); !errors.Is(err, tariffimport.ErrWithdrew) {
		t.Errorf("the same file is applied again: %v", err)
	}
	if made := d.applied(tomorrow, dearer...); made.Number != "own.2" {
		t.Errorf("uploaded again it becomes %s", made.Number)
	}
}

func TestRatesAndFiguresAreComparedToo(t *testing.T) {
	d := newDesk(t)
	l := channel.FiguresOf(*d.plan(d.store, channel.EPacket, "US", today).Channel)
	l.Discount, l.MaxDays = 10, 300
	_, err := d.figures(l, tomorrow)
	d.must(err)
	_, err = d.AddRate(t.Context(), d.store, d.owner, 80000, tomorrow, "bank")
	d.must(err)
	tests := []struct {
		before, after string
		code          channel.Code
		rate          bool
		figures       int
	}{
		{string(today), string(tomorrow), "", true, 1},
		{string(today), string(tomorrow), channel.EPacket, true, 1},
		{string(today), string(tomorrow), channel.Saver, true, 0},
		{string(today), "own.1", "", false, 1},
		{"own.1", "own.2", "", true, 0},
		{"own.2", string(tomorrow), "", false, 0},
	}
	for _, tt := range tests {
		c, err := d.Compare(t.Context(), d.store, tt.before, tt.after, tt.code)
		if err != nil || c.RateDiffers() != tt.rate || len(c.Figures) != tt.figures || c.Differs() != (tt.rate || tt.figures > 0) {
			t.Errorf("%s to %s of %q: %+v, %v", tt.before, tt.after, tt.code, c, err)
		}
	}
	c, err := d.Compare(t.Context(), d.store, string(today), string(tomorrow), "")
	if err != nil || c.Figures[0].Before.Discount != 0 || c.Figures[0].After.Discount != 10 || c.Rates[1].Rate != 80000 {
		t.Errorf("%+v, %v", c, err)
	}
}
