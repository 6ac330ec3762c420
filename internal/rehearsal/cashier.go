package rehearsal

import "sellerdesk/internal/alipay/cashier"

// Bill is a payment or an agreement for debits that waits for the payer's decision at the cashier.
type Bill = cashier.Bill

// Decision is what a payer does about a payment.
type Decision = cashier.Decision

// Decisions lists every decision in the order of the page.
var Decisions = cashier.Decisions

// ParseDecision reads a decision from outside.
func ParseDecision(s string) (Decision, error) { return cashier.ParseDecision(s) }
