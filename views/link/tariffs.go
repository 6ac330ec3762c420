package link

// Tariffs is the list of tariff versions and exchange rates.
func Tariffs() string { return "/logistics/tariffs" }

// TariffRates adds an exchange rate (POST).
func TariffRates() string { return Tariffs() + "/rates" }

// WithdrawTariff takes back a version that is to come (POST).
func WithdrawTariff(number string) string {
	return To("logistics", "tariffs", "versions", number, "withdraw")
}

// ImportTariff is the upload of a price table.
func ImportTariff() string { return Tariffs() + "/import" }

// TariffUpload is an uploaded price table with what it would change; pairs are the day
// from which it counts, and which rows are listed.
func TariffUpload(id string, pairs ...string) string {
	return With(To("logistics", "tariffs", "import", id), pairs...)
}

// ApplyTariff makes a version of an uploaded price table (POST).
func ApplyTariff(id string) string { return TariffUpload(id) + "/apply" }

// CompareTariffs compares two versions or days; pairs are "from", "to", "channel".
func CompareTariffs(pairs ...string) string { return With(Tariffs()+"/compare", pairs...) }

// TariffFile is the present prices as a file to be edited and imported; kind is xlsx or
// csv, pairs may name the channel.
func TariffFile(kind string, pairs ...string) string {
	return With(Tariffs()+"/template."+kind, pairs...)
}

// ChannelChange is the form for the figures of a channel from a day on.
func ChannelChange(code string) string { return To("logistics", "channels", code, "change") }

// ChannelPart is the form for a part of a channel from a day on: its goods, its countries,
// how it collects and in which cities.
func ChannelPart(code, part string) string { return To("logistics", "channels", code, "change", part) }

// WarehouseChange is the form for the terms of a warehouse from a day on.
func WarehouseChange(code string) string { return To("logistics", "warehouses", code, "change") }

// Holidays is the form for days without collection.
func Holidays() string { return CollectionRules() + "/holidays" }

// OrderRule is the form for what the platform allows for orders to the country of the pair, or every other one.
func OrderRule(pairs ...string) string { return With(Restrictions()+"/orders", pairs...) }

// WaitingTimes is the form for how long things wait that nobody ends.
func WaitingTimes() string { return Tariffs() + "/waiting-times" }
