package money_test

import (
	"errors"
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"sellerdesk/internal/money"
)

func TestTextBecomesWholeMinorUnits(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "12": 1200, "12.5": 1250, "12.50": 1250, " 0.07 ": 7, "-0.07": -7, "92233720368547758.07": math.MaxInt64,
	} {
		m, err := money.Parse(text, money.CNY)
		if err != nil || m != money.Of(want, money.CNY) {
			t.Errorf("Parse(%q) = %v, %v, want %d fen", text, m, err, want)
		}
	}
}

func TestWhatIsNoAmountIsRefused(t *testing.T) {
	for _, text := range []string{"", ".", ".5", "1.234", "1,5", "1e3", "+1", "--1", "0x1", "1 2", "٣", "NaN", "92233720368547758.08"} {
		if m, err := money.Parse(text, money.USD); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", text, m)
		}
	}
}

func TestAmountsAreWrittenWithTheirCurrency(t *testing.T) {
	tests := []struct {
		amount money.Money
		want   string
	}{
		{money.Of(3110, money.CNY), "CN¥31.10"},
		{money.Of(1250, money.USD), "US $12.50"},
		{money.Of(-7, money.CNY), "-CN¥0.07"},
		{money.Of(math.MinInt64, money.USD), "-US $92,233,720,368,547,758.08"},
		{money.Of(1_234_560, money.CNY), "CN¥12,345.60"},
		{money.Of(-100_000, money.USD), "-US $1,000.00"},
		{money.Of(99_999, money.CNY), "CN¥999.99"},
		{money.Money{}, "0.00"},
	}
	for _, tt := range tests {
		if got := tt.amount.String(); got != tt.want {
			t.Errorf("%d %s is written %q, want %q", tt.amount.Minor, tt.amount.Currency, got, tt.want)
		}
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		places := rapid.IntRange(1, 6).Draw(t, "places")
		got, err := money.ParseDecimal(money.FormatDecimal(n, places), places)
		if n == math.MinInt64 {
			return // its magnitude is one more than the largest number
		}
		if err != nil || got != n {
			t.Fatalf("%d with %d places came back as %d, %v", n, places, got, err)
		}
	})
}

func TestTwoCurrenciesAreNotAdded(t *testing.T) {
	if _, err := money.Of(1, money.CNY).Add(money.Of(1, money.USD)); !errors.Is(err, money.ErrMixed) {
		t.Errorf("error = %v, want ErrMixed", err)
	}
	if sum, err := (money.Money{}).Add(money.Of(5, money.USD)); err != nil || sum != money.Of(5, money.USD) {
		t.Errorf("nothing and 5 cents = %v, %v", sum, err)
	}
	if _, err := money.Of(math.MaxInt64, money.CNY).Add(money.Of(1, money.CNY)); !errors.Is(err, money.ErrOverflow) {
		t.Errorf("error = %v, want ErrOverflow", err)
	}
}

func TestHalvesAreRoundedAwayFromZero(t *testing.T) {
	tests := []struct{ a, b, den, want int64 }{
		{5, 1, 2, 3}, {-5, 1, 2, -3}, {4, 1, 3, 1}, {5, 1, 3, 2}, {151, 5500, 1000, 831}, {0, 7, 3, 0},
	}
	for _, tt := range tests {
		if got, err := money.MulDiv(tt.a, tt.b, tt.den); err != nil || got != tt.want {
			t.Errorf("%d × %d ÷ %d = %d, %v, want %d", tt.a, tt.b, tt.den, got, err, tt.want)
		}
	}
}

func TestProductsAreExactOrRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64().Draw(t, "a"), rapid.Int64().Draw(t, "b")
		den := rapid.Int64Range(1, math.MaxInt64).Draw(t, "den")
		want := rounded(a, b, den)
		got, err := money.MulDiv(a, b, den)
		switch {
		case want.CmpAbs(big.NewInt(math.MaxInt64)) <= 0:
			if err != nil || big.NewInt(got).Cmp(want) != 0 {
				t.Fatalf("%d × %d ÷ %d = %d, %v, want %s", a, b, den, got, err, want)
			}
		case err == nil:
			t.Fatalf("%d × %d ÷ %d = %d, want an overflow", a, b, den, got)
		}
	})
}

// rounded is a × b ÷ den, halves away from zero, in big numbers.
func rounded(a, b, den int64) *big.Int {
	product := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	sign := product.Sign()
	product.Abs(product).Add(product, big.NewInt(den/2)).Quo(product, big.NewInt(den))
	if sign < 0 {
		product.Neg(product)
	}
	return product
}

func TestARateConvertsBothWays(t *testing.T) {
	rate, err := money.ParseRate("7.25")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := rate.Convert(money.Of(1000, money.USD), money.CNY); err != nil || got != money.Of(7250, money.CNY) {
		t.Errorf("US $10.00 = %v, %v, want CN¥72.50", got, err)
	}
	rapid.Check(t, func(t *rapid.T) {
		usd := money.Of(rapid.Int64Range(-1e12, 1e12).Draw(t, "cents"), money.USD)
		rate := money.Rate(rapid.Int64Range(money.RateScale, 20*money.RateScale).Draw(t, "rate"))
		cny, err := rate.Convert(usd, money.CNY)
		if err != nil {
			t.Fatal(err)
		}
		back, err := rate.Back(cny, money.USD)
		if err != nil || back.Minor-usd.Minor > 1 || usd.Minor-back.Minor > 1 {
			t.Fatalf("%v at %v is %v, and back %v, %v", usd, rate, cny, back, err)
		}
	})
}

func TestNoRateIsRefused(t *testing.T) {
	for _, text := range []string{"0", "-7", "seven", "7.12345"} {
		if r, err := money.ParseRate(text); err == nil {
			t.Errorf("ParseRate(%q) = %v, want an error", text, r)
		}
	}
}

func FuzzParseDecimal(f *testing.F) {
	f.Add("12.50", 2)
	f.Add("-0.001", 3)
	f.Fuzz(func(t *testing.T, text string, places int) {
		if places < 0 || places > 9 {
			return
		}
		if n, err := money.ParseDecimal(text, places); err == nil {
			if again, err := money.ParseDecimal(money.FormatDecimal(n, places), places); err != nil || again != n {
				t.Errorf("%q was read as %d and then as %d, %v", text, n, again, err)
			}
		}
	})
}
