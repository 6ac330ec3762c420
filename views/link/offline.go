package link

// OfflinePrices is Offline Prices, the store's own price list for shipping offline;
// pairs are names and values of its filter.
func OfflinePrices(pairs ...string) string { return With("/account/offline-prices", pairs...) }

// OfflinePrice is the form of a row of the list.
func OfflinePrice(id string) string { return To("account", "offline-prices", id) }

// NewOfflinePrice is the form for another row; pairs may fill it.
func NewOfflinePrice(pairs ...string) string { return With(OfflinePrice("new"), pairs...) }

// OfflinePriceRemove takes a row out of the list (POST).
func OfflinePriceRemove(id string) string { return OfflinePrice(id) + "/remove" }

// OfflineCheck looks at a file that is to replace the list (POST).
func OfflineCheck() string { return OfflinePrices() + "/check" }

// OfflineReplace puts the rows of a checked file in the place of the list (POST).
func OfflineReplace() string { return OfflinePrices() + "/replace" }

// OfflineExport is the list as a file.
func OfflineExport() string { return OfflinePrices() + "/export" }
