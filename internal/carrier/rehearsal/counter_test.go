package rehearsal_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"sellerdesk/internal/carrier"
	"sellerdesk/internal/carrier/carriertest"
	"sellerdesk/internal/carrier/rehearsal"
)

func TestBookingsThatArriveTogetherAreEachAnsweredAlone(t *testing.T) {
	w := newWorld(t, rehearsal.Config{Seed: 1})
	taken := w.book(t, reference(0))
	const many = 60
	answers, failed := make([]carrier.Answer, many), make([]error, many)
	var all sync.WaitGroup
	for i := range many {
		all.Go(func() {
			answers[i], failed[i] = w.Book(t.Context(), carriertest.Booking(reference(i), func(b *carrier.Booking) {
				switch {
				case i == 0:
					b.Store++ // somebody else's reference
				case i%20 == 1:
					b.Numbers.Format = "roman" // the network has no such numbers
				}
			}))
		})
	}
	all.Wait()
	waybills := map[string]int{taken.Waybill: 0}
	for i, a := range answers {
		if i == 0 || i%20 == 1 {
			if failed[i] == nil || i == 0 && !errors.Is(failed[i], carrier.ErrTaken) {
				t.Errorf("booking %d is answered with %+v, %v", i, a, failed[i])
			}
			continue
		}
		if other, twice := waybills[a.Waybill]; failed[i] != nil || a.Waybill == "" || twice {
			t.Errorf("booking %d: %+v, %v, the waybill of %d", i, a, failed[i], other)
		}
		waybills[a.Waybill] = i
	}
}

func TestABookingThatArrivedIsMadeAlthoughTheCallerIsGone(t *testing.T) {
	w := newWorld(t, rehearsal.Config{Seed: 1})
	ctx, leave := context.WithCancel(t.Context())
	leave()
	a, err := w.Book(ctx, carriertest.Booking(reference(1)))
	if err != nil || a.Outcome != carrier.Unknown {
		t.Errorf("the caller hears %+v, %v", a, err)
	}
	known, err := w.Lookup(t.Context(), carriertest.Store, reference(1))
	if err != nil || known.Answer.Outcome != carrier.Accepted {
		t.Errorf("the network knows %+v, %v", known, err)
	}
}
