package account

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"time"
)

// How long sessions last, by the wall clock.
const (
	idleTime   = 7 * 24 * time.Hour  // without being seen
	wholeTime  = 30 * 24 * time.Hour // in any case
	seenPeriod = 5 * time.Minute     // between two notes that a session was seen
)

// Session is a browser in which a person is signed in.
type Session struct {
	Digest    string // of the token in the cookie
	Person    PersonID
	Store     StoreID // the current one
	CreatedAt time.Time
	SeenAt    time.Time // up to five minutes old
}

// over reports whether the session has ended at a moment, and must be ignored.
func (s Session) over(now time.Time) bool {
	return now.Sub(s.SeenAt) >= idleTime || now.Sub(s.CreatedAt) >= wholeTime
}

// StoreRole is a store and what a person is in it.
type StoreRole struct {
	Store Store
	Role  Role
}

// Visitor is a signed-in person in the current store.
type Visitor struct {
	Person  Person
	Store   Store
	Role    Role        // in Store
	Stores  []StoreRole // all the person's stores, by name
	Session Session
}

// May reports whether the visitor's role in the current store allows p.
func (v Visitor) May(p Permission) bool { return v.Role.May(p) }

// newToken makes the 256 random bits of a session.
func newToken() string {
	bits := make([]byte, 32)
	rand.Read(bits) // never fails
	return base64.RawURLEncoding.EncodeToString(bits)
}

// digest is what is stored of a token: whoever reads the database cannot use it.
func digest(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
