package shiprule

import (
	"slices"

	"sellerdesk/internal/account"
)

// List is the rules of a store in their order. Whoever changes it names the version that was
// seen: a change from a page that is out of date is refused.
type List struct {
	Store   account.StoreID
	Version int    // 0 before the first rule
	Last    Number // the last number given
	Rules   []Rule
}

// Find returns the rule with a number.
func (l List) Find(n Number) (Rule, error) {
	i := l.index(n)
	if i < 0 {
		return Rule{}, ErrNotFound
	}
	return l.Rules[i], nil
}

// Place is where a rule stands, from 1; 0 if there is none with the number.
func (l List) Place(n Number) int { return l.index(n) + 1 }

func (l List) index(n Number) int {
	return slices.IndexFunc(l.Rules, func(r Rule) bool { return r.Number == n })
}

// Unreached are the numbers of rules behind one that matches every order they match.
func (l List) Unreached() []Number {
	var unreached []Number
	for i, r := range l.Rules {
		if slices.ContainsFunc(l.Rules[:i], func(before Rule) bool { return before.covers(r) }) {
			unreached = append(unreached, r.Number)
		}
	}
	return unreached
}

// added is the list with another rule at its end.
func (l List) added(r Rule) (List, Rule) {
	l.Last++
	r.Number = l.Last
	l.Rules = append(slices.Clone(l.Rules), r)
	return l, r
}

// changed is the list with a rule in the place of the one with its number.
func (l List) changed(r Rule) List {
	l.Rules = slices.Clone(l.Rules)
	l.Rules[l.index(r.Number)] = r
	return l
}

// removed is the list without a rule.
func (l List) removed(n Number) List {
	l.Rules = slices.DeleteFunc(slices.Clone(l.Rules), func(r Rule) bool { return r.Number == n })
	return l
}

// moved is the list with a rule one place further up or down; at either end it stays.
func (l List) moved(n Number, up bool) List {
	from := l.index(n)
	to := from + 1
	if up {
		to = from - 1
	}
	if to >= 0 && to < len(l.Rules) {
		l.Rules = slices.Clone(l.Rules)
		l.Rules[from], l.Rules[to] = l.Rules[to], l.Rules[from]
	}
	return l
}
