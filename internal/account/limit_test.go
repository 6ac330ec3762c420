package account

import (
	"testing"
	"time"
)

func TestTheWaitDoublesAfterTheFreeAttempts(t *testing.T) {
	now := time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)
	tests := []struct {
		counter  Counter
		attempts int
		want     time.Duration
	}{
		{ByAccount, 0, 0},
		{ByAccount, 4, 0},
		{ByAccount, 5, time.Second},
		{ByAccount, 6, 2 * time.Second},
		{ByAccount, 14, 512 * time.Second},
		{ByAccount, 15, 15 * time.Minute},
		{ByAccount, 16, 15 * time.Minute},
		{ByAccount, 1_000_000, 15 * time.Minute},
		{ByAddress, 19, 0},
		{ByAddress, 20, time.Second},
	}
	for _, tt := range tests {
		a := Attempts{Counter: tt.counter, Count: tt.attempts, LastAt: now}
		if got := a.wait(now); got != tt.want {
			t.Errorf("after %d attempts by %s the wait is %v, want %v", tt.attempts, tt.counter, got, tt.want)
		}
		if got := a.wait(now.Add(tt.want)); got != 0 {
			t.Errorf("after that wait another %v is asked for", got)
		}
	}
}

func TestAttemptsAreForgottenAfterADay(t *testing.T) {
	now := time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)
	a := Attempts{Counter: ByAccount, Count: 30, LastAt: now}
	if got := a.next(now.Add(forgetTime - 1)).Count; got != 31 {
		t.Errorf("within the day the count is %d", got)
	}
	if got := a.next(now.Add(forgetTime)); got.Count != 1 || !got.LastAt.Equal(now.Add(forgetTime)) {
		t.Errorf("after a day: %+v", got)
	}
}

func TestNeighboursOfAnIPv6NetworkAreOneAddress(t *testing.T) {
	for remote, want := range map[string]string{
		"203.0.113.7":              "203.0.113.7",
		"::ffff:203.0.113.7":       "203.0.113.7",
		"2001:db8:1:2:3:4:5:6":     "2001:db8:1:2::/64",
		"2001:db8:1:2::9":          "2001:db8:1:2::/64",
		"fe80::1%eth0":             "fe80::/64",
		"not an address":           "not an address",
		"2001:db8:1:3::9":          "2001:db8:1:3::/64",
		"0:0:0:0:0:ffff:192.0.2.1": "192.0.2.1",
	} {
		if got := network(remote); got != want {
			t.Errorf("%s is counted by %s, want %s", remote, got, want)
		}
	}
}

func TestASessionEnds(t *testing.T) {
	made := time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	tests := []struct {
		name      string
		seen, now time.Duration
		want      bool
	}{
		{"at once", 0, 0, false},
		{"just before seven days unseen", 0, 7*day - 1, false},
		{"after seven days unseen", 0, 7 * day, true},
		{"seen often, before thirty days", 29 * day, 30*day - 1, false},
		{"seen often, after thirty days", 29 * day, 30 * day, true},
	}
	for _, tt := range tests {
		s := Session{CreatedAt: made, SeenAt: made.Add(tt.seen)}
		if got := s.over(made.Add(tt.now)); got != tt.want {
			t.Errorf("%s: over is %v", tt.name, got)
		}
	}
}

func TestTokensAreLongAndAllDifferent(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token := newToken()
		if len(token) != 43 || seen[token] || seen[digest(token)] { // 256 bits in base64
			t.Fatalf("token %q", token)
		}
		seen[token], seen[digest(token)] = true, true
	}
}
