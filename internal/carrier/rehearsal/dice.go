package rehearsal

import (
	"encoding/binary"
	"hash/fnv"
	"time"
)

// dice decides what is left to chance for one parcel. Every question has its
// own name and an answer of its own, so that one more question changes no other answer.
type dice struct {
	seed    uint64
	subject string
}

// roll answers a question with a number from 0 to below n.
func (d dice) roll(question string, n int64) int64 {
	h := fnv.New64a()
	var seed [8]byte
	binary.BigEndian.PutUint64(seed[:], d.seed)
	for _, part := range [][]byte{seed[:], []byte(d.subject), {0}, []byte(question)} {
		h.Write(part) // a hash never fails
	}
	return int64(mix(h.Sum64()) % uint64(n))
}

// mix spreads the bits of a hash evenly (the finaliser of SplitMix64).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// between answers with a whole number of minutes from one duration to another.
func (d dice) between(question string, least, most time.Duration) time.Duration {
	minutes := int64((most-least)/time.Minute) + 1
	return least + time.Duration(d.roll(question, minutes))*time.Minute
}

// hits answers yes in rate of 10,000 cases.
func (d dice) hits(question string, rate int) bool {
	return d.roll(question, 10_000) < int64(rate)
}
