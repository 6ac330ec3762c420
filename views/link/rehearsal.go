package link

// RehearsalClock moves the clock of a rehearsal store (POST).
func RehearsalClock() string { return Rehearsal() + "/clock" }

// RehearsalStep lets the next thing happen to a parcel of a rehearsal store (POST).
func RehearsalStep(lp string) string { return To("rehearsal", "parcels", lp, "step") }

// RehearsalTrouble lets a trouble hit a parcel of a rehearsal store (POST).
func RehearsalTrouble(lp string) string { return To("rehearsal", "parcels", lp, "trouble") }

// RehearsalCancellation lets the buyer of an order ask to cancel it (POST).
func RehearsalCancellation() string { return Rehearsal() + "/cancellation" }

// RehearsalReceipt lets the buyer of an order confirm that it arrived (POST).
func RehearsalReceipt() string { return Rehearsal() + "/receipt" }

// RehearsalMessage lets the buyer of an order write a message (POST).
func RehearsalMessage() string { return Rehearsal() + "/message" }

// RehearsalPayment decides about a payment at the rehearsal cashier (POST).
func RehearsalPayment() string { return RehearsalCashier() + "/payment" }

// RehearsalAgreement decides about an agreement at the rehearsal cashier (POST).
func RehearsalAgreement() string { return RehearsalCashier() + "/agreement" }
