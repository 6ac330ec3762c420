// Package account holds the pages of Account Settings about money: Deduction Account Binding.
package account

import (
	"context"

	"sellerdesk/internal/paying"
	"sellerdesk/views/ui"
)

// tone is how the state of the deduction account sounds.
func tone(s paying.AccountStatus) ui.Tone {
	switch s {
	case paying.Bound:
		return ui.Good
	case paying.Arrears:
		return ui.Bad
	case paying.NotBound:
		return ui.Warning
	}
	return ui.Neutral
}

// result is how the result of a debit sounds.
func result(s paying.Status) ui.Tone {
	switch s {
	case paying.Paid:
		return ui.Good
	case paying.Pending:
		return ui.Warning
	case paying.Declined, paying.Held:
		return ui.Bad
	case paying.Released:
		return ui.Neutral
	}
	return ui.Neutral
}

// bindWith is the button that binds an account of a kind.
func bindWith(ctx context.Context, m paying.Method) string {
	return ui.T(ctx, "payments_account_bind_with", "Method", m, "Currency", string(m.Currency()))
}
