package link

// RehearsalClock moves the clock of a rehearsal store (POST).
func RehearsalClock() string { return Rehearsal() + "/clock" }

// RehearsalStep lets the next thing happen to a parcel of a rehearsal store (POST).
func RehearsalStep(lp string) string { return To("rehearsal", "parcels", lp, "step") }

// RehearsalTrouble lets a trouble hit a parcel of a rehearsal store (POST).
func RehearsalTrouble(lp string) string { return To("rehearsal", "parcels", lp, "trouble") }

// RehearsalBuyer lets the buyer of an order do something (POST).
func RehearsalBuyer() string { return Rehearsal() + "/buyer" }

// RehearsalPayment decides about a payment at the rehearsal cashier (POST).
func RehearsalPayment() string { return RehearsalCashier() + "/payment" }

// RehearsalMoney takes the money off the deduction account of a rehearsal store, or puts it back (POST).
func RehearsalMoney() string { return RehearsalCashier() + "/money" }

// RehearsalAgreement decides about an agreement at the rehearsal cashier (POST).
func RehearsalAgreement() string { return RehearsalCashier() + "/agreement" }

// RehearsalOrders lets buyers of a rehearsal store place orders (POST).
func RehearsalOrders() string { return Rehearsal() + "/orders" }
