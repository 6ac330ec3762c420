package tracking

import "strconv"

// s10Shape is the pattern of the Universal Postal Union's standard S10.
const s10Shape = `[A-Z]{2}\d{9}[A-Z]{2}`

// s10Weights weigh the eight digits of a postal serial number.
var s10Weights = [8]int{8, 6, 4, 2, 3, 5, 9, 7}

// s10Digit is the check digit of an eight-digit postal serial number.
func s10Digit(serial string) byte {
	sum := 0
	for i, w := range s10Weights {
		sum += w * value(serial[i])
	}
	switch c := 11 - sum%11; c {
	case 10:
		return '0'
	case 11:
		return '5'
	default:
		return byte('0' + c)
	}
}

// checkS10 checks the country and the check digit of a number of postal shape.
func checkS10(number string) error {
	if country := number[11:]; !exists(country) {
		return ErrCountry.With("Number", number, "Country", country)
	}
	return verify(number, number[10], s10Digit(number[2:10]))
}

// digit checks numbers whose last character is a check digit over all others.
func digit(of func(body string) byte) func(string) error {
	return func(number string) error {
		last := len(number) - 1
		return verify(number, number[last], of(number[:last]))
	}
}

func verify(number string, got, want byte) error {
	if got != want {
		return ErrCheckDigit.With("Number", number)
	}
	return nil
}

// upsDigit is the check digit of a 1Z number: a letter counts its code less 3,
// modulo 10; the second, fourth, … of the characters after 1Z count twice.
func upsDigit(body string) byte {
	sum := 0
	for i, c := range []byte(body[2:]) {
		v := value(c)
		if c >= 'A' {
			v = (int(c) - 3) % 10
		}
		sum += v * (1 + i%2)
	}
	return byte('0' + (10-sum%10)%10)
}

// fedExExpressDigit weighs 3, 1, 7 in turn, modulo 11, modulo 10.
func fedExExpressDigit(body string) byte {
	weights, sum := [3]int{3, 1, 7}, 0
	for i := range len(body) {
		sum += weights[i%3] * value(body[i])
	}
	return byte('0' + sum%11%10)
}

// mod10Digit weighs 3 and 1 in turn from the right: FedEx Ground and USPS.
func mod10Digit(body string) byte {
	sum := 0
	for i := range len(body) {
		sum += (3 - i%2*2) * value(body[len(body)-1-i])
	}
	return byte('0' + (10-sum%10)%10)
}

// dhlDigit is the remainder of the first nine digits by 7.
func dhlDigit(body string) byte {
	n := 0
	for i := range len(body) {
		n = (n*10 + value(body[i])) % 7
	}
	return strconv.Itoa(n)[0]
}

// checkUSPS leaves out the postal code before the number, where there is one.
// The lengths are 20 and 22, behind 8 or 12 digits of 420 and a ZIP code.
func checkUSPS(number string) error {
	switch len(number) {
	case 28, 30:
		return digit(mod10Digit)(number[8:])
	case 32, 34:
		return digit(mod10Digit)(number[12:])
	}
	return digit(mod10Digit)(number)
}

func value(c byte) int { return int(c - '0') }
