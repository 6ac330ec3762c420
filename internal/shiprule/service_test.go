package shiprule_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/account"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/history"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/dbtest"
	"sellerdesk/internal/testing/sample"
	"sellerdesk/internal/testing/shop"
)

// desk is a store with its rules.
type desk struct {
	*shiprule.Service
	store, other account.StoreID
	by           account.PersonID
}

func newDesk(t *testing.T) desk {
	t.Helper()
	d, clock := dbtest.New(t), sample.NewClock()
	s := desk{store: dbtest.Store(t, d), other: dbtest.Store(t, d)}
	s.by = dbtest.Member(t, d, s.store, "shipper@example.com", account.Shipper)
	s.Service = &shiprule.Service{
		Records: sqlstore.NewShipRules(d), Tariffs: shop.Tariffs{},
		History: history.NewLog(sqlstore.NewHistory(d), clock, clock.Wall), Clock: clock, Tx: d,
	}
	return s
}

// rule is a rule for parcels to a country of up to some grams.
func rule(to place.Country, grams int64, code channel.Code) shiprule.Rule {
	return shiprule.Rule{
		Countries: []place.Country{to}, ValueFrom: money.Of(0, money.USD), ValueTo: money.Of(0, money.USD),
		WeightTo: measure.Weight(grams), Channel: code,
	}
}

// list is what the store has now.
func (s desk) list(t *testing.T) shiprule.List {
	t.Helper()
	l, err := s.Records.List(t.Context(), s.store)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// seen is a change of somebody who looked at the rules just now.
func (s desk) seen(t *testing.T) shiprule.Change {
	return shiprule.Change{Store: s.store, By: s.by, Version: s.list(t).Version}
}

// add adds rules for the countries, each of 500 g.
func (s desk) add(t *testing.T, countries ...place.Country) {
	t.Helper()
	for _, c := range countries {
		if err := s.Add(t.Context(), s.seen(t), rule(c, 500, channel.ChinaPostRegistered)); err != nil {
			t.Fatal(err)
		}
	}
}

// order is the numbers of the rules with their countries, in their order.
func (s desk) order(t *testing.T) string {
	t.Helper()
	var texts []string
	for _, r := range s.list(t).Rules {
		texts = append(texts, fmt.Sprint(r.Number, r.Countries[0]))
	}
	return strings.Join(texts, " ")
}

// told are the actions in the history, the newest first.
func (s desk) told(t *testing.T) []string {
	t.Helper()
	entries, err := s.History.Of(t.Context(), s.store, shiprule.About)
	if err != nil {
		t.Fatal(err)
	}
	var actions []string
	for _, e := range entries {
		actions = append(actions, e.Action)
	}
	return actions
}

func TestRulesAreAddedMovedChangedAndRemovedAndTheHistoryTells(t *testing.T) {
	s := newDesk(t)
	ctx := t.Context()
	s.add(t, "RU", "US", "BR")
	if got := s.order(t); got != "1RU 2US 3BR" {
		t.Fatalf("rules are %s", got)
	}
	if err := s.Move(ctx, s.seen(t), 3, true); err != nil {
		t.Fatal(err)
	}
	changed := rule("FR", 100, channel.ChinaPostRegistered)
	changed.Number = 1
	if err := s.Alter(ctx, s.seen(t), changed); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(ctx, s.seen(t), 2); err != nil {
		t.Fatal(err)
	}
	s.add(t, "ES")
	if got := s.order(t); got != "1FR 3BR 4ES" {
		t.Errorf("rules are %s", got)
	}
	want := []string{"shiprule_added", "shiprule_removed", "shiprule_altered", "shiprule_moved", "shiprule_added", "shiprule_added", "shiprule_added"}
	if diff := cmp.Diff(want, s.told(t)); diff != "" {
		t.Error(diff)
	}
}

func TestAtTheEndsARuleStaysWhereItIs(t *testing.T) {
	s := newDesk(t)
	s.add(t, "RU", "US")
	for n, up := range map[shiprule.Number]bool{1: true, 2: false} {
		if err := s.Move(t.Context(), s.seen(t), n, up); err != nil {
			t.Error(err)
		}
	}
	if got := s.order(t); got != "1RU 2US" || len(s.told(t)) != 2 {
		t.Errorf("rules are %s, %v", got, s.told(t))
	}
}

func TestAChangeFromAStalePageIsRefused(t *testing.T) {
	s := newDesk(t)
	ctx := t.Context()
	s.add(t, "RU", "US")
	stale := s.seen(t)
	s.add(t, "BR")
	other := rule("FR", 100, channel.ChinaPostRegistered)
	other.Number = 1
	for name, err := range map[string]error{
		"add": s.Add(ctx, stale, rule("FR", 1, channel.ChinaPostRegistered)), "change": s.Alter(ctx, stale, other),
		"remove": s.Remove(ctx, stale, 1), "move": s.Move(ctx, stale, 2, true),
	} {
		if !errors.Is(err, shiprule.ErrChanged) {
			t.Errorf("%s: error = %v", name, err)
		}
	}
	if got := s.order(t); got != "1RU 2US 3BR" {
		t.Errorf("rules are %s", got)
	}
}

func TestAFormSentTwiceChangesOnce(t *testing.T) {
	s := newDesk(t)
	ctx := t.Context()
	first := s.seen(t)
	for range 2 {
		if err := s.Add(ctx, first, rule("RU", 500, channel.ChinaPostRegistered)); err != nil {
			t.Fatal(err)
		}
	}
	changed := rule("RU", 600, channel.ChinaPostRegistered)
	changed.Number = 1
	second := s.seen(t)
	for range 2 {
		if err := s.Alter(ctx, second, changed); err != nil {
			t.Fatal(err)
		}
	}
	third := s.seen(t)
	for range 2 {
		if err := s.Remove(ctx, third, 1); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(s.told(t)); got != 3 {
		t.Errorf("%d changes", got)
	}
}

func TestWhatARuleSaysAlreadyIsNotSaidAgain(t *testing.T) {
	s := newDesk(t)
	s.add(t, "RU")
	again := rule("RU", 500, channel.ChinaPostRegistered)
	again.Countries = []place.Country{"RU", "RU"}
	if err := s.Add(t.Context(), s.seen(t), again); !errors.Is(err, shiprule.ErrDuplicate) {
		t.Errorf("error = %v", err)
	}
}

func TestARuleThatIsGoneOrAnotherStoresIsNotFound(t *testing.T) {
	s := newDesk(t)
	s.add(t, "RU")
	foreign := shiprule.Change{Store: s.other, By: s.by}
	r := rule("US", 1, channel.ChinaPostRegistered)
	r.Number = 1
	for name, err := range map[string]error{
		"move": s.Move(t.Context(), foreign, 1, true), "change": s.Alter(t.Context(), foreign, r),
		"remove": s.Remove(t.Context(), foreign, 1), "remove nothing": s.Remove(t.Context(), s.seen(t), 0),
	} {
		if !errors.Is(err, shiprule.ErrNotFound) {
			t.Errorf("%s: error = %v", name, err)
		}
	}
	if got := s.order(t); got != "1RU" {
		t.Errorf("rules are %s", got)
	}
}

func TestAWrongRuleOrOneTooManyIsNotStored(t *testing.T) {
	s := newDesk(t)
	for name, bad := range map[string]shiprule.Rule{"no channel": rule("RU", 1, ""), "unknown channel": rule("RU", 1, "NOBODY")} {
		var problems errs.Fields
		if err := s.Add(t.Context(), s.seen(t), bad); !errors.As(err, &problems) || len(problems) != 1 {
			t.Errorf("%s: error = %v", name, err)
		}
	}
	for i := range shiprule.MaxRules {
		if err := s.Add(t.Context(), s.seen(t), rule("RU", int64(i+1), channel.ChinaPostRegistered)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Add(t.Context(), s.seen(t), rule("US", 1, channel.ChinaPostRegistered)); !errors.Is(err, shiprule.ErrFull) {
		t.Errorf("error = %v", err)
	}
}

// Twenty people move rules from the page they all saw: one move is made. The others are told to
// look again, unless what they asked for is so already.
func TestOfManyChangesOfOnePageOneIsMade(t *testing.T) {
	s := newDesk(t)
	s.add(t, "RU", "US", "BR")
	page := s.seen(t)
	answers := make([]error, 20)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = s.Move(t.Context(), page, shiprule.Number(2+i%2), true) })
	}
	all.Wait()
	for _, err := range answers {
		if err != nil && !errors.Is(err, shiprule.ErrChanged) {
			t.Error(err)
		}
	}
	if told := s.told(t); len(told) != 4 || told[0] != "shiprule_moved" || s.list(t).Version != page.Version+1 {
		t.Errorf("%v, version %d after %d", told, s.list(t).Version, page.Version)
	}
}
