package link

// ParcelReroute gives a parcel that could not be collected another way to the warehouse (POST).
func ParcelReroute(lp string) string { return Parcel(lp) + "/reroute" }

// ParcelAbandon closes a parcel that the warehouse rejected (POST).
func ParcelAbandon(lp string) string { return Parcel(lp) + "/abandon" }

// PaymentContinue leads on to the cashier of a pending payment (POST).
func PaymentContinue(number string) string { return Payment(number) + "/continue" }

// PaymentCheck asks the gateway for the result of a payment (POST).
func PaymentCheck(number string) string { return Payment(number) + "/check" }

// Bind begins to bind a deduction account (POST).
func Bind() string { return DeductionAccount() + "/bind" }

// BindCheck asks the gateway whether the agreement for debits was signed (POST).
func BindCheck() string { return DeductionAccount() + "/check" }

// Unbind ends the agreement for debits (POST).
func Unbind() string { return DeductionAccount() + "/unbind" }

// AddressRemove takes an address out of the book (POST).
func AddressRemove(id string) string { return Address(id) + "/remove" }

// NewProduct is the form for another product.
func NewProduct() string { return Products() + "/new" }

// RehearsalClock moves the clock of a rehearsal store (POST).
func RehearsalClock() string { return Rehearsal() + "/clock" }

// RehearsalStep lets the next thing happen to a parcel of a rehearsal store (POST).
func RehearsalStep(lp string) string { return To("rehearsal", "parcels", lp, "step") }

// RehearsalTrouble lets a trouble hit a parcel of a rehearsal store (POST).
func RehearsalTrouble(lp string) string { return To("rehearsal", "parcels", lp, "trouble") }

// RehearsalCancellation lets the buyer of an order ask to cancel it (POST).
func RehearsalCancellation() string { return Rehearsal() + "/cancellation" }

// RehearsalPayment decides about a payment at the rehearsal cashier (POST).
func RehearsalPayment() string { return RehearsalCashier() + "/payment" }

// RehearsalAgreement decides about an agreement at the rehearsal cashier (POST).
func RehearsalAgreement() string { return RehearsalCashier() + "/agreement" }
