package main

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"sellerdesk/internal/account"
)

// TestEveryPageIsReadByManyAtOnce asks for all pages at the same time, twice: what they
// share must bear it. The race detector looks on in make check.
func TestEveryPageIsReadByManyAtOnce(t *testing.T) {
	t.Parallel()
	w := newTwoStores(t)
	var all sync.WaitGroup
	for _, r := range slices.Repeat(w.routes(t), 2) {
		rule := rules[r]
		if !strings.HasPrefix(r, http.MethodGet) || rule.needs == everybody {
			continue
		}
		all.Go(func() {
			if got := w.ask(t, r, rule, w.own, w.cookies[account.Owner]).Code; !slices.Contains(welcome(r), got) {
				t.Errorf("%s answers %d", r, got)
			}
		})
	}
	all.Wait()
}
