package tariffimport

import (
	"strconv"

	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/tariff"
)

// Export writes prices as the rows of a file that can be imported again: a header, in
// Chinese or English, and a row for each weight band.
func Export(prices []tariff.Price, chinese bool) [][]string {
	header := make([]string, columnCount)
	for c := range columnCount {
		header[c] = names[c][1]
		if chinese {
			header[c] = names[c][0]
		}
	}
	rows := [][]string{header}
	for _, p := range prices {
		from := measure.Weight(1)
		for _, b := range p.Bands {
			rows = append(rows, cells(p, b, from))
			from = b.UpTo + 1
		}
	}
	return rows
}

// cells are the cells of a band; figures that it does not have are empty.
func cells(p tariff.Price, b tariff.Band, from measure.Weight) []string {
	row := make([]string, columnCount)
	row[channelCode], row[country], row[currency], row[mode] = string(p.Channel), string(p.Country), string(p.Currency), string(b.Kind)
	if p.Country == tariff.AnyCountry {
		row[country] = anywhere
	}
	row[weightFrom], row[weightTo] = whole(int64(from)), whole(int64(b.UpTo))
	if b.Kind != tariff.Fixed {
		row[rate] = money.FormatDecimal(b.Rate, places)
	}
	row[fee] = money.FormatDecimal(b.Fee, places)
	if b.Kind == tariff.PerStep {
		row[firstWeight], row[stepWeight] = whole(int64(b.First)), whole(int64(b.Step))
	}
	row[minWeight], row[divisor] = whole(int64(p.MinWeight)), whole(p.Divisor)
	return row
}

func whole(n int64) string { return strconv.FormatInt(n, 10) }
