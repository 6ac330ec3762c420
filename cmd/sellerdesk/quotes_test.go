package main

import (
	"strings"
	"testing"
)

func TestTheBenchQuotesOverAllChannelsAndCountries(t *testing.T) {
	var out strings.Builder
	if err := reportQuotes(&out, 300); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.HasPrefix(got, "300 quotes over 41 channels to 235 countries on one core: ") {
		t.Errorf("it says %q", got)
	}
}
