package tariff

import "sellerdesk/internal/channel"

// Rules is the number of checks a channel goes through.
var Rules = len(rules)

// ExcludedInOrder returns what excludes a channel when the checks are made in the given order.
func (s *Snapshot) ExcludedInOrder(order []int, c channel.Channel, q Query) []Rule {
	checks := make([]func(*trial), 0, len(order))
	for _, i := range order {
		checks = append(checks, rules[i])
	}
	t := s.trial(&q, 1)
	t.channel, t.unpriced = &c, t.price(&Plan{Channel: &c}, s.line(c.Code))
	t.judge(checks)
	return t.broken
}
