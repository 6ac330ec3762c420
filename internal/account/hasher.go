package account

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"github.com/alexedwards/argon2id"
)

// argon2 is the setting OWASP recommends: 19 MiB, two passes, one thread.
var argon2 = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hasher hashes and compares passwords, a few at a time: each takes 19 MiB and
// keeps a processor busy for tens of milliseconds.
type hasher struct {
	slots chan struct{}
	decoy func() (string, error) // the hash of no password, compared with when there is none
}

func newHasher() *hasher {
	return &hasher{
		slots: make(chan struct{}, runtime.GOMAXPROCS(0)),
		decoy: sync.OnceValues(func() (string, error) { return argon2id.CreateHash("decoy", &argon2) }),
	}
}

// wait takes a slot; the caller gives it back.
func (h *hasher) wait(ctx context.Context) error {
	select {
	case h.slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	if err := h.wait(ctx); err != nil {
		return "", err
	}
	defer func() { <-h.slots }()
	hash, err := argon2id.CreateHash(password, &argon2)
	if err != nil {
		return "", fmt.Errorf("hash password: %w", err)
	}
	return hash, nil
}

// matches compares a password with a hash. Without a hash it takes as long and says no.
func (h *hasher) matches(ctx context.Context, password, hash string) (bool, error) {
	if err := h.wait(ctx); err != nil {
		return false, err
	}
	defer func() { <-h.slots }()
	against := hash
	if hash == "" {
		decoy, err := h.decoy()
		if err != nil {
			return false, fmt.Errorf("hash password: %w", err)
		}
		against = decoy
	}
	same, err := argon2id.ComparePasswordAndHash(password, against)
	if err != nil {
		return false, fmt.Errorf("compare password: %w", err)
	}
	return same && hash != "", nil
}
