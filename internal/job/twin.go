package job

// Asked is an item of an open job, seen by who might start that job again.
type Asked struct {
	Job     ID
	Subject int64
	Outcome Outcome
}

// twin is the open job that does what is asked for already: it has all the
// items, and no other one waits in it. 0 is none.
func twin(open []Asked, items []Item) ID {
	for len(open) > 0 {
		n := 1
		for n < len(open) && open[n].Job == open[0].Job {
			n++
		}
		if covers(open[:n], items) {
			return open[0].Job
		}
		open = open[n:]
	}
	return 0
}

// covers reports whether a job has every item and nothing else to do.
func covers(all []Asked, items []Item) bool {
	missing := map[int64]int{}
	for _, i := range items {
		missing[i.Subject]++
	}
	for _, a := range all {
		switch n := missing[a.Subject]; {
		case n > 0:
			missing[a.Subject]--
		case a.Outcome == Undone:
			return false
		}
	}
	for _, n := range missing {
		if n > 0 {
			return false
		}
	}
	return true
}
