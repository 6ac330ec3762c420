package main

import (
	"strconv"
	"testing"
	"time"

	"sellerdesk/internal/testing/program"
)

// work is what the program is killed in the middle of.
type work struct {
	what  string // that is done, for failures: "notices are told of"
	count string // query for how much is done
	left  string // query that finds nothing when all is done
}

// survive kills the program again and again in the middle of n pieces of work, lets it end
// them, and returns the ledgers to look at.
func (w work) survive(t *testing.T, data string, n, kills int) ledgers {
	t.Helper()
	w.killAgain(t, data, n, kills)
	program.Start(t, data)
	l := openLedgers(t, data)
	l.await("what is left although "+w.what, w.left)
	return l
}

// killAgain starts the program and kills it in the middle of n pieces of work, so often
// or until all is done. What was done before may not be lost, and the first kill may not come too late.
func (w work) killAgain(t *testing.T, data string, n, kills int) {
	t.Helper()
	done := w.kill(t, data, 1)
	if done == n {
		t.Errorf("%d of %d %s: the program was not killed in the middle", done, n, w.what)
	}
	for i := 1; i < kills && done < n; i++ {
		done = w.kill(t, data, done+1)
	}
}

// kill starts the program, kills it when at least so much is done, and returns how much is.
func (w work) kill(t *testing.T, data string, after int) (done int) {
	t.Helper()
	t.Run("killed", func(t *testing.T) { // closes the databases at its end
		p := program.Start(t, data)
		l := openLedgers(t, data)
		for end := time.Now().Add(time.Minute); w.done(l) < after; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%d %s after a minute\n%s", w.done(l), w.what, p.Said())
			}
		}
		acknowledged := w.done(l)
		p.Kill()
		if done = w.done(l); done < acknowledged {
			t.Errorf("%d %s before the program was killed, %d after", acknowledged, w.what, done)
		}
	})
	return done
}

func (w work) done(l ledgers) int {
	l.t.Helper()
	n, err := strconv.Atoi(l.texts(l.product, w.count)[0])
	if err != nil {
		l.t.Fatal(err)
	}
	return n
}

// What finds work that has not ended: jobs, and freight that is due.
const (
	unfinished = `SELECT id FROM jobs WHERE ended_at IS NULL`
	unpaid     = `SELECT parcel_id FROM freight_open WHERE due_fen > 0`
)
