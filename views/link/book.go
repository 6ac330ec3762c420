package link

// NewAddress is the form for another address of a kind.
func NewAddress(kind string) string { return With(Address("new"), "kind", kind) }

// AddressPrefer makes an address the one that is prefilled (POST).
func AddressPrefer(id string) string { return Address(id) + "/prefer" }

// AddressRemove takes an address out of the book (POST).
func AddressRemove(id string) string { return Address(id) + "/remove" }

// NewProduct is the form for another product.
func NewProduct() string { return Products() + "/new" }
