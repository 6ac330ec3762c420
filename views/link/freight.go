package link

// ParcelReroute gives a parcel that could not be collected another way to the warehouse (POST).
func ParcelReroute(lp string) string { return Parcel(lp) + "/reroute" }

// ParcelAbandon closes a parcel that the warehouse rejected (POST).
func ParcelAbandon(lp string) string { return Parcel(lp) + "/abandon" }

// PaymentContinue leads on to the cashier of a pending payment (POST).
func PaymentContinue(number string) string { return Payment(number) + "/continue" }

// PaymentRelease ends a payment that is held (POST).
func PaymentRelease(number string) string { return Payment(number) + "/release" }

// PaymentCheck asks the gateway for the result of a payment (POST).
func PaymentCheck(number string) string { return Payment(number) + "/check" }

// Bind begins to bind a deduction account (POST).
func Bind() string { return DeductionAccount() + "/bind" }

// BindCheck asks the gateway whether the agreement for debits was signed (POST).
func BindCheck() string { return DeductionAccount() + "/check" }

// Unbind ends the agreement for debits (POST).
func Unbind() string { return DeductionAccount() + "/unbind" }

// AlipayNotice is where Alipay sends its notices (POST).
func AlipayNotice() string { return To("alipay", "notice") }

// AlipayReturn is where payers come back to from Alipay.
func AlipayReturn(pairs ...string) string { return With(To("alipay", "return"), pairs...) }

// FreightStatistics is Freight Statistics; pairs are the period and the grouping.
func FreightStatistics(pairs ...string) string {
	return With("/transaction/freight-statistics", pairs...)
}

// FreightReportJob writes the rows of the freight ledger in the background (POST).
func FreightReportJob() string { return FreightStatistics() + "/report" }

// FreightReport is a file with the rows of the freight ledger; kind is xlsx or csv, pairs are the period.
func FreightReport(kind string, pairs ...string) string {
	return With(FreightStatistics()+"/report."+kind, pairs...)
}
