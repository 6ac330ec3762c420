package tariffimport

import (
	"strings"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/money"
	"sellerdesk/internal/place"
	"sellerdesk/internal/tariff"
)

// The largest figures a tariff may have. The heaviest sourced band ends at 9,999,000 g.
const (
	maxWeight  measure.Weight = 9_999_999    // grams
	maxAmount                 = 9_999_999_99 // minor units
	maxDivisor                = 1_000_000    // cm³ per kg
	anywhere                  = "*"          // every country without bands of its own
	places                    = 2            // of amounts
)

// Errors about the value of a cell; the reader of the row adds the name of its column.
var (
	errMissing  = errs.New(errs.Invalid, "tariffimport_missing")
	errChannel  = errs.New(errs.Invalid, "tariffimport_unknown_channel")
	errCountry  = errs.New(errs.Invalid, "tariffimport_unknown_country")
	errMode     = errs.New(errs.Invalid, "tariffimport_unknown_mode")
	errCurrency = errs.New(errs.Invalid, "tariffimport_unknown_currency")
	errNegative = errs.New(errs.Invalid, "tariffimport_negative")
	errLarge    = errs.New(errs.Invalid, "tariffimport_too_large")
	errWhole    = errs.New(errs.Invalid, "tariffimport_not_whole")
	errAmount   = errs.New(errs.Invalid, "tariffimport_bad_amount")
	errFormula  = errs.New(errs.Invalid, "tariffimport_formula")
	errUnused   = errs.New(errs.Invalid, "tariffimport_unused")
)

// modes are the words for how a band is charged, in the form of key.
var modes = map[string]tariff.BandKind{
	"pergram": tariff.PerGram, "gram": tariff.PerGram, "按克": tariff.PerGram, "按克计费": tariff.PerGram, "按重量": tariff.PerGram,
	"perstep": tariff.PerStep, "first+step": tariff.PerStep, "step": tariff.PerStep, "首续重": tariff.PerStep, "首重续重": tariff.PerStep, "首重+续重": tariff.PerStep,
	"fixed": tariff.Fixed, "固定": tariff.Fixed, "固定价": tariff.Fixed, "一口价": tariff.Fixed,
}

// parseCountry reads an ISO code, or * as every country without bands of its own.
func parseCountry(text string) (place.Country, *errs.Error) {
	if text == anywhere {
		return tariff.AnyCountry, nil
	}
	c, err := place.ParseCountry(text)
	if err != nil {
		return "", errCountry
	}
	return c, nil
}

// parseMode reads how a band is charged.
func parseMode(text string) (tariff.BandKind, *errs.Error) {
	k, known := modes[key(text)]
	if !known {
		return "", errMode
	}
	return k, nil
}

// parseCurrency reads the currency of a band.
func parseCurrency(text string) (money.Currency, *errs.Error) {
	c, err := money.ParseCurrency(text)
	if err != nil {
		return "", errCurrency
	}
	return c, nil
}

// parseAmount reads an exact amount of at least nothing, in minor units.
func parseAmount(text string) (int64, *errs.Error) { return parseNumber(text, places, maxAmount) }

// parseNumber reads a decimal number of at least nothing as a count of its places-th part.
func parseNumber(text string, places int, most int64) (int64, *errs.Error) {
	digits, negative := strings.CutPrefix(text, "-")
	n, err := money.ParseDecimal(digits, places)
	large := errLarge.With("Max", money.FormatDecimal(most, places))
	switch {
	case err != nil && isWhole(digits):
		return 0, large
	case err != nil && places == 0:
		return 0, errWhole
	case err != nil:
		return 0, errAmount
	case negative && n != 0:
		return 0, errNegative
	case n > most:
		return 0, large
	}
	return n, nil
}

// isWhole reports whether a text has digits alone, so that only its size can be wrong.
func isWhole(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }
