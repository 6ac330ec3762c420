package place_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"sellerdesk/internal/place"
)

func TestCountriesAreReadByCodeAndName(t *testing.T) {
	for text, want := range map[string]place.Country{
		"RU": "RU", "rus": "RU", "Russia": "RU", "UK": "GB", " gb ": "GB", "United States": "US", "Brazil": "BR",
	} {
		if c, err := place.ParseCountry(text); err != nil || c != want {
			t.Errorf("ParseCountry(%q) = %q, %v, want %q", text, c, err, want)
		}
	}
	for _, text := range []string{"", "XX", "Atlantis", "<b>"} {
		if c, err := place.ParseCountry(text); err == nil {
			t.Errorf("ParseCountry(%q) = %q, want an error", text, c)
		}
	}
}

func TestCountriesHaveNamesInBothLanguages(t *testing.T) {
	if got := place.Country("RU").Name(language.English); got != "Russia" {
		t.Errorf("RU is %q in English", got)
	}
	if got := place.Country("RU").Name(language.SimplifiedChinese); got != "俄罗斯" {
		t.Errorf("RU is %q in Chinese", got)
	}
}

func good() place.Address {
	return place.Address{
		Name: "Ирина Соколова", Street: "ул. Ленина, 5-12", City: "Тверь", Province: "Тверская область",
		Country: "RU", Postal: "170100", Mobile: "+7 910 123-45-67",
	}
}

func fields(a place.Address) []string {
	var names []string
	for _, p := range a.Check() {
		names = append(names, p.Field+" "+p.Code)
	}
	return names
}

func TestAGoodAddressHasNoProblem(t *testing.T) {
	if got := fields(good()); len(got) != 0 {
		t.Errorf("problems: %v", got)
	}
}

func TestEveryProblemOfAnAddressIsNamed(t *testing.T) {
	tests := []struct {
		name   string
		change func(*place.Address)
		want   string
	}{
		{"no name", func(a *place.Address) { a.Name = " " }, "name place_required"},
		{"no street", func(a *place.Address) { a.Street = "" }, "street place_required"},
		{"no country", func(a *place.Address) { a.Country = "" }, "country place_required"},
		{"no phone", func(a *place.Address) { a.Mobile = "" }, "phone place_phone_or_mobile"},
		{"46 Cyrillic letters are 92 bytes", func(a *place.Address) { a.Name = strings.Repeat("Я", 46) }, "name place_too_long"},
		{"a control character", func(a *place.Address) { a.City = "Тверь\x00" }, "city place_unprintable"},
		{"broken UTF-8", func(a *place.Address) { a.City = "\xff" }, "city place_unprintable"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := good()
			tt.change(&a)
			if got := fields(a); !slices.Equal(got, []string{tt.want}) {
				t.Errorf("problems = %v, want %s", got, tt.want)
			}
		})
	}
}
