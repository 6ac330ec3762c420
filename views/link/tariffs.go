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
