package account

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sellerdesk/internal/errs"
)

const (
	shortestPassword = 10  // characters
	longestPassword  = 256 // bytes; hashing more would only cost time
)

// common are passwords that are long enough and tried first by everybody.
var common = strings.Fields(`
	1234567890 0123456789 0987654321 12345678910 123456789a a123456789 1111111111 0000000000 aaaaaaaaaa
	1q2w3e4r5t 1qaz2wsx3edc qwertyuiop qwerty12345 qwerty123456 asdfghjkl1 zxcvbnm123 abcdefghij abcd123456
	password12 password123 password1234 password12345 passw0rd123 p@ssw0rd123 iloveyou123 letmein1234
	welcome123 welcome1234 administrator admin12345 admin123456 changeme123 sellerdesk aliexpress aliexpress1
	aliexpress123 woaini1314 woaini5201314 5201314520 taobao1234 alibaba123 alibaba1688 sunshine123
	princess123 football123 baseball123 superman123 dragon12345 monkey12345 q1w2e3r4t5 qazwsxedcrfv`)

// checkPassword reports what is wrong with a new password of a person.
func checkPassword(password, email string) error {
	problems := errs.Fields{}
	small := strings.ToLower(password)
	switch {
	case utf8.RuneCountInString(password) < shortestPassword:
		problems.Add("password", "account_password_too_short", "Min", shortestPassword)
	case len(password) > longestPassword:
		problems.Add("password", "account_password_too_long", "Max", longestPassword)
	case small == email || slices.Contains(common, small):
		problems.Add("password", "account_password_common")
	}
	return problems.Err()
}

// SetPassword gives the person with an e-mail a new password and ends all sessions.
func (s *Service) SetPassword(ctx context.Context, email, password string) error {
	return s.SetPasswords(ctx, []string{email}, password)
}

// SetPasswords gives several people the same password, which everybody knows:
// those of a demonstration. It is hashed once, for that takes long.
func (s *Service) SetPasswords(ctx context.Context, emails []string, password string) error {
	people := make([]Person, len(emails))
	for i, email := range emails {
		email, err := ParseEmail(email)
		if err != nil {
			return err
		}
		if people[i], err = s.records.PersonByEmail(ctx, email); err != nil {
			return err
		}
	}
	return s.store(ctx, password, people...)
}

// ChangePassword gives a person a new password after checking the old one, and
// ends all sessions. A wrong old one is a problem of the field "current".
func (s *Service) ChangePassword(ctx context.Context, person PersonID, old, password, remote string) error {
	p, err := s.records.Person(ctx, person)
	if err != nil {
		return err
	}
	if err := s.attempt(ctx, p.Email, remote); err != nil {
		return err
	}
	_, err = s.authenticate(ctx, p.Email, old)
	if errors.Is(err, ErrSignIn) {
		problems := errs.Fields{}
		problems.Add("current", "account_password_wrong")
		return problems
	}
	if err != nil {
		return err
	}
	if err := s.tx.InTx(ctx, func(ctx context.Context) error { return s.forgive(ctx, p.Email, remote) }); err != nil {
		return err
	}
	return s.store(ctx, password, p)
}

// store checks, hashes and stores a password, and ends all sessions.
func (s *Service) store(ctx context.Context, password string, people ...Person) error {
	for _, p := range people {
		if err := checkPassword(password, p.Email); err != nil {
			return err
		}
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	return s.tx.InTx(ctx, func(ctx context.Context) error {
		for _, p := range people {
			if err := s.records.SetPassword(ctx, p.ID, hash); err != nil {
				return fmt.Errorf("set password: %w", err)
			}
			if err := s.records.RemoveSessionsOf(ctx, p.ID); err != nil {
				return err
			}
		}
		return nil
	})
}
