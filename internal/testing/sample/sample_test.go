package sample_test

import (
	"testing"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/testing/sample"
)

func TestSamplesAreValidAndCanBeChanged(t *testing.T) {
	if err := sample.Store().Check(); err != nil {
		t.Error(err)
	}
	v := sample.Visitor(func(v *account.Visitor) { v.Role = account.Viewer })
	if v.May(account.Manage) || !sample.Visitor().May(account.Manage) {
		t.Error("the sample visitor is an owner, the changed one a viewer")
	}
	if p := sample.Person(func(p *account.Person) { p.Language = account.Chinese }); p.Language != account.Chinese {
		t.Error("the language was not changed")
	}
}

func TestTheClockMovesOnlyWhenATestMovesIt(t *testing.T) {
	c := sample.NewClock()
	if got := c.Now(1); !got.Equal(sample.Moment) {
		t.Errorf("it shows %v", got)
	}
	c.Advance(time.Hour)
	if got, want := c.Wall(), sample.Moment.Add(time.Hour); !got.Equal(want) {
		t.Errorf("after an hour it shows %v, want %v", got, want)
	}
	c.Set(sample.Moment)
	if got := c.Now(2); !got.Equal(sample.Moment) {
		t.Errorf("set back it shows %v", got)
	}
}
