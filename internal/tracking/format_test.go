package tracking_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sellerdesk/internal/place"
	"sellerdesk/internal/tracking"
)

// The valid numbers with a check digit are the couriers' published examples (facts, section 7).
func TestNumbersAreCheckedByFormat(t *testing.T) {
	tests := []struct {
		format tracking.Format
		number string
		want   error
	}{
		{tracking.Postal, "RB123456785GB", nil},
		{tracking.Postal, "RB123456786GB", tracking.ErrCheckDigit},
		{tracking.Postal, "RB123456786US", tracking.ErrCheckDigit},
		{tracking.Postal, "RB473124829CN", nil},
		{tracking.Postal, "RB123456785XX", tracking.ErrCountry},
		{tracking.Postal, "RB123456785UK", tracking.ErrCountry},
		{tracking.Postal, "RB12345678GB", tracking.ErrShape},
		{tracking.Postal, "rb123456785gb", tracking.ErrShape},
		{tracking.Postal, "RB123456785GB\n", tracking.ErrShape},
		{tracking.Postal, "", tracking.ErrShape},
		{tracking.EMS, "EE123456785CN", nil},
		{tracking.EMS, "RB123456785CN", tracking.ErrShape},
		{tracking.UPS, "1Z5R89390357567127", nil},
		{tracking.UPS, "1Z5R89390357567126", tracking.ErrCheckDigit},
		{tracking.UPS, "1Z5R8939035756712", tracking.ErrShape},
		{tracking.FedExExpress, "986578788855", nil},
		{tracking.FedExExpress, "986578788854", tracking.ErrCheckDigit},
		{tracking.FedExGround, "568283610012734", nil},
		{tracking.FedExGround, "568283610012735", tracking.ErrCheckDigit},
		{tracking.DHLExpress, "3318810025", nil},
		{tracking.DHLExpress, "3318810026", tracking.ErrCheckDigit},
		{tracking.USPS, "9400111206206406260787", nil},
		{tracking.USPS, "420900019400111206206406260787", nil},
		{tracking.USPS, "420900011234" + "9400111206206406260787", nil},
		{tracking.USPS, "9400111206206406260788", tracking.ErrCheckDigit},
		{tracking.TNT, "123456", nil},
		{tracking.TNT, "GD123456789WW", nil},
		{tracking.TNT, "1234567", tracking.ErrShape},
		{tracking.TOLL, "123456789012", nil},
		{tracking.TOLL, "1234567890", tracking.ErrShape},
		{tracking.Aramex, "12345678901234567890", nil},
		{tracking.Aramex, "123456789", tracking.ErrShape},
		{tracking.SF, "123456789012", nil},
		{tracking.SF, "SF1234567890123", nil},
		{tracking.SF, "R123456789NL", nil},
		{tracking.SF, "SF12345", tracking.ErrShape},
		{tracking.YunExpress, "YT1234567890123456", nil},
		{tracking.YunExpress, "YT123456789012345", tracking.ErrShape},
		{tracking.Yanwen, "YW123456789", nil},
		{tracking.Yanwen, "UE123456789YP", nil},
		{tracking.Yanwen, "UE123456785CN", nil},
		{tracking.Yanwen, "UE123456784CN", tracking.ErrCheckDigit},
		{tracking.Ruston, "CH123456789", nil},
		{tracking.Ruston, "XA123456785CN", nil},
		{tracking.Ruston, "XA123456784CN", tracking.ErrCheckDigit},
		{tracking.Ruston, "LB123456785CN", tracking.ErrShape},
		{tracking.Cainiao, "CNG00123456789012", nil},
		{tracking.Cainiao, "CNG0123456789012", tracking.ErrShape},
		{tracking.LogisticsOrder, "LP00143017183663", nil},
		{tracking.LogisticsOrder, "LP0014301718366", tracking.ErrShape},
		{"pigeon", "1", tracking.ErrFormat},
	}
	for _, tt := range tests {
		t.Run(string(tt.format)+"/"+tt.number, func(t *testing.T) {
			if err := tracking.Check(tt.format, tt.number); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
}

// What no check digit finds is said here, so that nobody takes it for a mistake of ours.
func TestSomeWrongDigitsCannotBeFound(t *testing.T) {
	tests := []struct {
		format       tracking.Format
		right, wrong string
	}{
		{tracking.Postal, "RB000000005CN", "RB010000005CN"}, // remainders 0 and 6 share the digit 5
		{tracking.DHLExpress, "3318810025", "3318817025"},   // 7 more is 0 more
	}
	for _, tt := range tests {
		if err := errors.Join(tracking.Check(tt.format, tt.right), tracking.Check(tt.format, tt.wrong)); err != nil {
			t.Errorf("%s and %s: %v", tt.right, tt.wrong, err)
		}
	}
}

func TestEveryFormatAcceptsItsExample(t *testing.T) {
	for _, f := range tracking.Formats {
		if err := tracking.Check(f, f.Example()); err != nil {
			t.Errorf("%s: %s: %v", f, f.Example(), err)
		}
	}
}

func TestTypedNumbersAreNormalised(t *testing.T) {
	tests := []struct{ typed, want string }{
		{" rb 123 456 785 gb ", "RB123456785GB"},
		{"1z-5r8939-0357567127", "1Z5R89390357567127"},
		{"ＬＰ", "ＬＰ"}, // letters of full width are not guessed at
		{"LP００143017183663", "LP00143017183663"},
		{"3318\u00a0810\u3000025", "3318810025"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := tracking.Normalise(tt.typed); got != tt.want {
			t.Errorf("Normalise(%q) = %q, want %q", tt.typed, got, tt.want)
		}
	}
}

// fits returns the formats that accept a number.
func fits(number string) []tracking.Format {
	return slices.DeleteFunc(slices.Clone(tracking.Formats), func(f tracking.Format) bool {
		return tracking.Check(f, number) != nil
	})
}

func TestANumberFitsTheFormatsOfItsShape(t *testing.T) {
	tests := []struct {
		number string
		want   []tracking.Format
	}{
		{"RB123456785GB", []tracking.Format{tracking.Postal}},
		{"EE123456785CN", []tracking.Format{tracking.Postal, tracking.EMS, tracking.Yanwen}},
		{"986578788855", []tracking.Format{tracking.FedExExpress, tracking.TOLL, tracking.Aramex, tracking.SF}},
		{"LP00143017183663", []tracking.Format{tracking.LogisticsOrder}},
		{"nothing", nil},
	}
	for _, tt := range tests {
		got := fits(tt.number)
		slices.Sort(got)
		slices.Sort(tt.want)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s fits %v, want %v", tt.number, got, tt.want)
		}
	}
}

func TestMadeNumbersAreValidAndDiffer(t *testing.T) {
	for _, f := range tracking.Formats {
		t.Run(string(f), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				a := rapid.Int64Range(0, 999_999).Draw(t, "a")
				b := rapid.Int64Range(0, 999_999).Draw(t, "b")
				x, err := tracking.Make(f, "", "", a)
				if err != nil {
					t.Fatal(err)
				}
				y, err := tracking.Make(f, "", "", b)
				if err != nil {
					t.Fatal(err)
				}
				if (x == y) != (a == b) {
					t.Fatalf("%d gives %s, %d gives %s", a, x, b, y)
				}
			})
		})
	}
}

func TestNumbersBeginAsAsked(t *testing.T) {
	tests := []struct {
		format tracking.Format
		prefix string
		serial int64
		want   string
	}{
		{tracking.Postal, "RB", 47312482, "RB473124829CN"},
		{tracking.Postal, "R", 12345678, "RA123456785CN"},
		{tracking.Postal, "R", 112345678, "RB123456785CN"},
		{tracking.Postal, "", 12345678, "RB123456785CN"},
		{tracking.EMS, "E", 12345678, "EA123456785CN"},
		{tracking.Yanwen, "YW", 7, "YW000000007"},
		{tracking.Cainiao, "CNG00", 7, "CNG00000000000007"},
	}
	for _, tt := range tests {
		if got, err := tracking.Make(tt.format, tt.prefix, "", tt.serial); got != tt.want || err != nil {
			t.Errorf("Make(%s, %q, %d) = %s, %v, want %s", tt.format, tt.prefix, tt.serial, got, err, tt.want)
		}
	}
}

func TestPostalNumbersEndWithTheirPost(t *testing.T) {
	for post, want := range map[place.Country]string{"": "RA123456785CN", "SG": "RA123456785SG", "FI": "RA123456785FI"} {
		if got, err := tracking.Make(tracking.Postal, "R", post, 12345678); got != want || err != nil {
			t.Errorf("a number of %q is %s, %v, want %s", post, got, err, want)
		}
	}
	if _, err := tracking.Make(tracking.Postal, "R", "XX", 1); !errors.Is(err, tracking.ErrCountry) {
		t.Errorf("error = %v, want %v", err, tracking.ErrCountry)
	}
}

func TestNumbersRunOutRatherThanRepeat(t *testing.T) {
	tests := []struct {
		name   string
		format tracking.Format
		prefix string
		serial int64
		want   error
	}{
		{"the last postal number", tracking.Postal, "RB", 99_999_999, nil},
		{"one more", tracking.Postal, "RB", 100_000_000, tracking.ErrExhausted},
		{"the last of a letter", tracking.Postal, "R", 26*100_000_000 - 1, nil},
		{"one more than the letter has", tracking.Postal, "R", 26 * 100_000_000, tracking.ErrExhausted},
		{"below the first", tracking.Postal, "RB", -1, tracking.ErrExhausted},
		{"a prefix of another format", tracking.UPS, "RB", 1, tracking.ErrShape},
		{"a prefix longer than the number", tracking.TNT, "GEGEGEGEGEGE", 1, tracking.ErrExhausted},
		{"no such format", "pigeon", "", 1, tracking.ErrFormat},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := tracking.Make(tt.format, tt.prefix, "", tt.serial); !errors.Is(err, tt.want) {
				t.Errorf("error = %v, want %v", err, tt.want)
			}
		})
	}
}

// One wrong digit in a postal number is found, unless its remainder shares the check digit.
func TestASwappedPostalDigitIsMostlyFound(t *testing.T) {
	found, all := 0, 0
	for serial := range 500 {
		made, err := tracking.Make(tracking.Postal, "RB", "", int64(serial)*199_999)
		if err != nil {
			t.Fatal(err)
		}
		number := []byte(made)
		for i := 2; i < 10; i++ {
			wrong := slices.Clone(number)
			wrong[i] = '0' + (wrong[i]-'0'+1)%10
			all++
			if tracking.Check(tracking.Postal, string(wrong)) != nil {
				found++
			}
		}
	}
	if found*100 < all*95 {
		t.Errorf("found %d of %d", found, all)
	}
}

func FuzzCheck(f *testing.F) {
	for _, format := range tracking.Formats {
		f.Add(format.Example())
	}
	f.Add("RB123456785\x00B")
	f.Fuzz(func(t *testing.T, text string) {
		number := tracking.Normalise(text)
		if tracking.Normalise(number) != number {
			t.Errorf("normalising %q again changes it", number)
		}
		for _, format := range fits(number) {
			if strings.ContainsFunc(number, func(r rune) bool { return r > 'Z' || r < '0' }) {
				t.Errorf("%s accepts %q", format, number)
			}
		}
	})
}
