package account

import (
	"net/netip"
	"time"
)

// Counter is what attempts to sign in are counted by.
type Counter string

// The counters.
const (
	ByAccount Counter = "account" // the subject is an e-mail
	ByAddress Counter = "address" // the subject is a network address
)

// Attempts are the attempts to sign in of one subject that failed or are under way.
type Attempts struct {
	Counter Counter
	Subject string
	Count   int
	LastAt  time.Time
}

const (
	firstWait   = time.Second
	longestWait = 15 * time.Minute
	forgetTime  = 24 * time.Hour // after the last attempt the count starts again
)

// free is the number of attempts without waiting: many people of one office
// share an address.
var free = map[Counter]int{ByAccount: 5, ByAddress: 20}

// pause is the time that must pass after the last attempt: none, then a second,
// doubled with every attempt up to a quarter of an hour.
func (a Attempts) pause() time.Duration {
	over := a.Count - free[a.Counter]
	switch {
	case over < 0:
		return 0
	case over > 10: // 2^10 s is more than the longest
		return longestWait
	}
	return min(firstWait<<over, longestWait)
}

// wait is how long nothing may be attempted at a moment.
func (a Attempts) wait(now time.Time) time.Duration {
	return max(0, a.LastAt.Add(a.pause()).Sub(now))
}

// next is the count with one more attempt at a moment.
func (a Attempts) next(now time.Time) Attempts {
	if now.Sub(a.LastAt) >= forgetTime {
		a.Count = 0
	}
	a.Count, a.LastAt = a.Count+1, now
	return a
}

// network is what an address is counted by: a customer of an IPv6 network has
// all the addresses of a /64.
func network(remote string) string {
	a, err := netip.ParseAddr(remote)
	if err != nil {
		return remote
	}
	a = a.Unmap().WithZone("")
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}
