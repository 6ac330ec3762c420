package link

// Home is the first page.
func Home() string { return "/" }

// Login is the sign-in page; next is the page to go on to afterwards, empty for the first page.
func Login(next string) string { return With("/login", "next", next) }

// Logout ends the session (POST).
func Logout() string { return "/logout" }

// Preferences stores language and theme (POST).
func Preferences() string { return "/preferences" }

// SwitchStore changes the current store of the session (POST).
func SwitchStore() string { return "/store" }

// Orders is My Orders; pairs are names and values of its filter, such as "status", "place_order_success".
func Orders(pairs ...string) string { return With("/transaction/orders", pairs...) }

// Order is Order Details.
func Order(number string) string { return To("transaction", "orders", number) }

// OrderAddress is the form that corrects where an order goes.
func OrderAddress(number string) string { return Order(number) + "/address" }

// Shipping is step 1 of shipping an order: choosing how it travels.
func Shipping(order string) string { return Order(order) + "/shipping" }

// LogisticsOrder is step 2 of shipping an order: Create Logistics Order; pairs are the choices of step 1.
func LogisticsOrder(order string, pairs ...string) string {
	return With(Order(order)+"/logistics-order", pairs...)
}

// ShippingNotice is Fill in Shipping Notice of an order; pairs may name the parcel it is about.
func ShippingNotice(order string, pairs ...string) string {
	return With(Order(order)+"/shipping-notice", pairs...)
}

// Parcels is International Parcel Orders; pairs are names and values of its filter.
func Parcels(pairs ...string) string { return With("/transaction/parcels", pairs...) }

// Parcel is the page of one logistics order.
func Parcel(lp string) string { return To("transaction", "parcels", lp) }

// ParcelCancel asks the network to cancel a logistics order (POST).
func ParcelCancel(lp string) string { return Parcel(lp) + "/cancel" }

// Label is a logistics order's label; kind is pdf, png or zpl, pairs such as "format", "100x150".
func Label(lp, kind string, pairs ...string) string {
	return With(Parcel(lp)+"/label."+kind, pairs...)
}

// PrintLabel notes that a label is printed, and leads to it (POST).
func PrintLabel(lp string) string { return Parcel(lp) + "/label" }

// LabelTest is a page by which the size of what a printer prints is checked; pairs such as "format", "a4-4".
func LabelTest(pairs ...string) string { return With("/transaction/label-test.pdf", pairs...) }

// Payments is where freight payments begin (POST); pairs name the parcels ("lp", number).
func Payments(pairs ...string) string { return With("/transaction/payments", pairs...) }

// Payment is the page of one freight payment.
func Payment(number string) string { return To("transaction", "payments", number) }

// Products is the list of products; pairs are names and values of its filter.
func Products(pairs ...string) string { return With("/products", pairs...) }

// Product is the page of the product with a variant. The form for another product
// is at /products/new; capitals mean the same SKU and another page.
func Product(sku string) string {
	if sku == "new" {
		sku = "NEW"
	}
	return To("products", sku)
}

// Channels is Logistics Channels; pairs are names and values of its filter.
func Channels(pairs ...string) string { return With("/logistics/channels", pairs...) }

// Channel is the page of one logistics channel; pairs may name the country whose tariff is looked at.
func Channel(code string, pairs ...string) string {
	return With(To("logistics", "channels", code), pairs...)
}

// Calculator is the Freight Calculator; pairs describe a parcel.
func Calculator(pairs ...string) string { return With("/logistics/calculator", pairs...) }

// CollectionRules is Collection Rules; pairs are names and values of its filter.
func CollectionRules(pairs ...string) string { return With("/logistics/collection-rules", pairs...) }

// Restrictions is Shipping Restrictions; pairs are channel and goods category.
func Restrictions(pairs ...string) string { return With("/logistics/restrictions", pairs...) }

// Messages is the list of in-site messages; pairs are names and values of its filter.
func Messages(pairs ...string) string { return With("/messages", pairs...) }

// Message is one in-site message, or the conversation it belongs to.
func Message(id string) string { return To("messages", id) }

// DeductionAccount is Deduction Account Binding.
func DeductionAccount() string { return "/account/deduction-account" }

// Addresses is the Address Book.
func Addresses() string { return "/account/addresses" }

// Address is one address of the Address Book; "new" is the form for another one.
func Address(id string) string { return To("account", "addresses", id) }

// Rehearsal is the world around a rehearsal store; pairs may name the order whose buyer is to do something.
func Rehearsal(pairs ...string) string { return With("/rehearsal", pairs...) }

// RehearsalCashier is the cashier of rehearsal stores; pairs are the gateway's parameters.
func RehearsalCashier(pairs ...string) string { return With("/rehearsal/alipay", pairs...) }

// ImportOrders is Import Orders.
func ImportOrders() string { return Orders() + "/import" }

// Import is an uploaded file with the check of its rows, and after the import with its result.
func Import(id string) string { return To("transaction", "orders", "import", id) }

// UploadFile, UploadResults and UploadFailed are files to take away from the page of an
// upload: the file as it came, with its results, and its failed rows alone.
func UploadFile(page string) string { return page + "/file" }

// UploadResults is the file with what became of every row.
func UploadResults(page string) string { return page + "/results" }

// UploadFailed is the failed rows alone.
func UploadFailed(page string) string { return page + "/failed" }

// BatchShipping is Batch Online Shipping; pairs are names and values of its filter.
func BatchShipping(pairs ...string) string { return With("/transaction/batch-shipping", pairs...) }

// BatchShippingUpload is an uploaded order table with its check and its results.
func BatchShippingUpload(id string) string { return To("transaction", "batch-shipping", id) }

// BatchShippingTable is the table of the orders a filter or a selection finds, as a file.
func BatchShippingTable(kind string, pairs ...string) string {
	return With("/transaction/batch-shipping/orders."+kind, pairs...)
}

// BatchShippingLabels leads to the print of the labels of an uploaded table (POST).
func BatchShippingLabels(id string) string { return BatchShippingUpload(id) + "/labels" }

// Contact leads to the conversation with an order's buyer, which begins if there is none.
func Contact(order string) string { return With(Messages()+"/new", "order", order) }

// OrderCancel answers a buyer's wish to cancel (POST).
func OrderCancel(order string) string { return Order(order) + "/cancel" }
