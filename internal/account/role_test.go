package account_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/testing/golden"
)

func TestWhatEachRoleMayDo(t *testing.T) {
	var table strings.Builder
	for _, r := range account.Roles {
		fmt.Fprintf(&table, "%-8s", r)
		for _, p := range account.Permissions {
			if r.May(p) {
				fmt.Fprintf(&table, " %s", p)
			}
		}
		table.WriteString("\n")
	}
	golden.Check(t, "roles.txt", table.String())
}

func TestSomebodyWithoutARoleMayNothing(t *testing.T) {
	for _, p := range account.Permissions {
		if account.Role("").May(p) {
			t.Errorf("no role allows %s", p)
		}
	}
}

func TestOnlyKnownValuesAreReadFromOutside(t *testing.T) {
	for _, l := range account.Languages {
		if got, err := account.ParseLanguage(string(l)); err != nil || got != l {
			t.Errorf("ParseLanguage(%q) = %q, %v", l, got, err)
		}
	}
	for name, err := range map[string]error{
		"language": second(account.ParseLanguage("fr")),
		"theme":    second(account.ParseTheme("")),
	} {
		if !errors.Is(err, account.ErrValue) {
			t.Errorf("an unknown %s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }
