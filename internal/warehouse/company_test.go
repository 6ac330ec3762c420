package warehouse_test

import (
	"errors"
	"strings"
	"testing"

	"sellerdesk/internal/i18n"
	"sellerdesk/internal/warehouse"
)

func TestNumbersOfDomesticCompaniesAreChecked(t *testing.T) {
	tests := []struct {
		company, number string
		kept            string
		want            error
	}{
		{"SF", "123456789012", "123456789012", nil},
		{"SF", "sf 1234 5678 90123", "SF1234567890123", nil},
		{"SF", "SF12345678901", "", warehouse.ErrNumberShape},
		{"YTO", "YT1234567890123", "YT1234567890123", nil},
		{"YTO", "881234567890123456", "881234567890123456", nil},
		{"YTO", "D123456789", "D123456789", nil},
		{"YTO", "123456789", "", warehouse.ErrNumberShape},
		{"ZTO", "781234567890", "781234567890", nil},
		{"ZTO", "7812345678901", "", warehouse.ErrNumberShape},
		{"ZTO", "78123456789012", "78123456789012", nil},
		{"STO", "7712345678901", "7712345678901", nil},
		{"YUNDA", "431234567890123", "431234567890123", nil},
		{"YUNDA", "431234567890", "", warehouse.ErrNumberShape},
		{"EMS", "EA123456785CN", "EA123456785CN", nil},
		{"EMS", "1234567890123", "1234567890123", nil},
		{"EMS", "123456789012", "", warehouse.ErrNumberShape},
		{"DBKD", "12345678", "12345678", nil},
		{"TTKDEX", "123456789012", "123456789012", nil},
		{"QFKD", "12345678901", "", warehouse.ErrNumberShape},
		{"JD", "JDVA00123456789", "JDVA00123456789", nil},
		{"OTHER", "A-1", "A-1", nil},
		{"OTHER", "", "", warehouse.ErrNumber},
		{"OTHER", "单号", "", warehouse.ErrNumber},
		{"OTHER", strings.Repeat("1", 33), "", warehouse.ErrNumber},
		{"DHL", "1", "", warehouse.ErrCompany},
	}
	for _, tt := range tests {
		kept, err := warehouse.CheckNumber(tt.company, tt.number)
		if kept != tt.kept || !errors.Is(err, tt.want) {
			t.Errorf("%s %q is kept as %q, %v; want %q, %v", tt.company, tt.number, kept, err, tt.kept, tt.want)
		}
	}
}

func TestEveryCompanyTakesItsOwnExamples(t *testing.T) {
	for _, c := range warehouse.Companies() {
		for _, number := range c.Examples {
			if kept, err := warehouse.CheckNumber(c.Code, number); err != nil || kept != number {
				t.Errorf("%s: %q is kept as %q, %v", c.Code, number, kept, err)
			}
		}
		if _, err := warehouse.CheckNumber(c.Code, "1"); (len(c.Examples) > 0) != errors.Is(err, warehouse.ErrNumberShape) {
			t.Errorf("%s has %d examples, and says of another number: %v", c.Code, len(c.Examples), err)
		}
	}
}

func TestEveryCompanyHasItsNameInEveryLanguage(t *testing.T) {
	for _, c := range warehouse.Companies() {
		for _, lang := range i18n.Languages {
			if got := i18n.T(lang, c.Key()); got == "["+c.Key()+"]" {
				t.Errorf("no message %s in %s", c.Key(), lang)
			}
		}
		if found, err := warehouse.FindCompany(c.Code); err != nil || found.ID != c.ID {
			t.Errorf("%s is not found by its code: %v", c.Code, err)
		}
	}
}

func TestTheListOfCompaniesCannotBeChanged(t *testing.T) {
	warehouse.Companies()[0].Code = "X"
	if got := warehouse.Companies()[0].Code; got != "SF" {
		t.Errorf("the first company became %s", got)
	}
}

func FuzzCheckNumber(f *testing.F) {
	f.Add("SF", "SF1234567890123")
	f.Add("OTHER", " a b ")
	f.Fuzz(func(t *testing.T, company, number string) {
		kept, err := warehouse.CheckNumber(company, number)
		if err != nil {
			return
		}
		again, err := warehouse.CheckNumber(company, kept)
		if err != nil || again != kept {
			t.Errorf("%q is kept as %q, and that as %q, %v", number, kept, again, err)
		}
	})
}
