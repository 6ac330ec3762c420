// Package account holds stores, the people who work in them and what each may
// do there, passwords, sessions, and the clocks of stores.
//
// A person signs in with an e-mail address and can belong to several stores,
// with a role in each; a session has one current store. Wall time is used for
// sessions and sign-in limits only: everything a store does follows its own Clock.
package account

import (
	"net/mail"
	"slices"
	"strings"
	"time"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
)

// StoreID identifies a store inside the application.
type StoreID int64

// PersonID identifies a person inside the application.
type PersonID int64

// Defaults of a new store.
const (
	DefaultZone                   = "Asia/Shanghai"
	DefaultPacking measure.Weight = 10
)

const (
	longestName  = 60  // characters of a store's or person's name
	longestEmail = 254 // characters, as RFC 5321 allows
)

// Errors this package reports.
var (
	ErrStoreNotFound  = errs.New(errs.NotFound, "account_store_not_found")
	ErrPersonNotFound = errs.New(errs.NotFound, "account_person_not_found")
	ErrNotSignedIn    = errs.New(errs.Unauthorized, "account_not_signed_in")
	ErrSignIn         = errs.New(errs.Unauthorized, "account_sign_in_failed")
	ErrNoStore        = errs.New(errs.Forbidden, "account_no_store")
	ErrTooMany        = errs.New(errs.TooMany, "account_too_many_attempts") // Count: seconds to wait
	ErrForbidden      = errs.New(errs.Forbidden, "account_role_forbids")
	ErrMember         = errs.New(errs.Conflict, "account_member_exists")
	ErrLastOwner      = errs.New(errs.Conflict, "account_last_owner")
	ErrLive           = errs.New(errs.Conflict, "account_live_clock")
	ErrBackwards      = errs.New(errs.Conflict, "account_clock_backwards")
	ErrValue          = errs.New(errs.Invalid, "account_unknown_value") // Text: what was given
)

// Store is a seller's shop.
type Store struct {
	ID            StoreID
	Name          string
	Live          bool           // otherwise in rehearsal, with a simulated world around it
	Zone          string         // IANA name of the time zone in which its days begin
	PackingWeight measure.Weight // added to the lines of every parcel
	CreatedAt     time.Time
}

// Location is the store's time zone; an unknown name is UTC.
func (s Store) Location() *time.Location {
	l, err := time.LoadLocation(s.Zone)
	if err != nil {
		return time.UTC
	}
	return l
}

// Check reports what is wrong with the settings of a store, field by field.
func (s Store) Check() error {
	problems := errs.Fields{}
	checkName(&problems, "name", s.Name)
	if _, err := time.LoadLocation(s.Zone); err != nil || s.Zone == "" || s.Zone == "Local" {
		problems.Add("zone", "account_unknown_zone")
	}
	if s.PackingWeight < 0 || s.PackingWeight > measure.Kilogram {
		problems.Add("packing_weight", "account_packing_weight")
	}
	return problems.Err()
}

func checkName(problems *errs.Fields, field, name string) {
	switch n := len([]rune(strings.TrimSpace(name))); {
	case n == 0:
		problems.Add(field, "account_name_required")
	case n > longestName:
		problems.Add(field, "account_name_too_long", "Max", longestName)
	}
}

// Language is a language of the site.
type Language string

// The languages of the site.
const (
	English Language = "en"
	Chinese Language = "zh"
)

// Languages lists every language.
var Languages = []Language{English, Chinese}

// ParseLanguage reads a language from outside.
func ParseLanguage(s string) (Language, error) { return parse(s, Languages) }

// Key is the key of the language's message.
func (l Language) Key() string { return "account_language_" + string(l) }

// Theme is how pages look for a person.
type Theme string

// The themes.
const (
	Light  Theme = "light"
	Dark   Theme = "dark"
	System Theme = "system" // as the browser says
)

// Themes lists every theme.
var Themes = []Theme{Light, Dark, System}

// ParseTheme reads a theme from outside.
func ParseTheme(s string) (Theme, error) { return parse(s, Themes) }

// Key is the key of the theme's message.
func (t Theme) Key() string { return "account_theme_" + string(t) }

// parse finds a text among the values of an enumeration.
func parse[T ~string](s string, all []T) (T, error) {
	if v := T(s); slices.Contains(all, v) {
		return v, nil
	}
	return "", ErrValue.With("Text", s)
}

// Person is somebody who can sign in.
type Person struct {
	ID       PersonID
	Email    string // in small letters
	Name     string
	Language Language // empty: never chosen, and never signed in
	Theme    Theme
}

// ParseEmail reads an e-mail address without a name, and puts it into small letters.
func ParseEmail(s string) (string, error) {
	text := strings.ToLower(strings.TrimSpace(s))
	a, err := mail.ParseAddress(text)
	if err != nil || a.Address != text || len(text) > longestEmail {
		problems := errs.Fields{}
		problems.Add("email", "account_bad_email")
		return "", problems
	}
	return text, nil
}
