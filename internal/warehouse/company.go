package warehouse

import (
	"regexp"
	"slices"
	"strings"

	"sellerdesk/internal/errs"
)

// Errors about domestic express.
var (
	ErrCompany     = errs.New(errs.Invalid, "warehouse_unknown_company")
	ErrNumber      = errs.New(errs.Invalid, "warehouse_bad_number")
	ErrNumberShape = errs.New(errs.Invalid, "warehouse_wrong_number")
)

// Company is a domestic express company that brings parcels to a warehouse.
type Company struct {
	Code string
	ID   int            // the platform's number; 0 where none is known
	rule *regexp.Regexp // of its numbers; nil where none is known

	Examples []string // a number in each form it gives out; none where no form is known
}

// OtherCompany is the code for a company that is not in the list: its name must be given.
const OtherCompany = "OTHER"

// companies are those the platform knows, with its numbers and the forms of
// waybill numbers (facts, section 4). A number that fits the old or the new
// form of a company is taken.
var companies = []Company{
	{"SF", 505, regexp.MustCompile(`^(\d{12}|SF\d{12,13})$`), []string{"SF1234567890123", "123456789012"}},
	{"ZTO", 500, regexp.MustCompile(`^(\d{12}|\d{14,15})$`), []string{"78123456789012", "781234567890"}},
	{"YTO", 101, regexp.MustCompile(`^([A-Z0-9]{10,12}|88\d{16}|YT\d{13})$`), []string{"YT1234567890123", "881234567890123456", "D123456789"}},
	{"STO", 100, regexp.MustCompile(`^\d{12,13}$`), []string{"7712345678901", "771234567890"}},
	{"YUNDA", 102, regexp.MustCompile(`^\d{13,15}$`), []string{"431234567890123", "4312345678901"}},
	{"EMS", 2, regexp.MustCompile(`^(\d{13}|[A-Z]{2}\d{9}[A-Z]{2})$`), []string{"EA123456785CN", "1234567890123"}},
	{"JD", 0, nil, nil},
	{"JTSD", 0, nil, nil},
	{"HTKY", 0, nil, nil},
	{"DBKD", 0, regexp.MustCompile(`^\d{8,10}$`), []string{"12345678", "1234567890"}},
	{"TTKDEX", 504, regexp.MustCompile(`^\d{12}$`), []string{"123456789012"}},
	{"QFKD", 1216, regexp.MustCompile(`^\d{12}$`), []string{"123456789012"}},
	{"CRE", 1152, nil, nil},
	{"ZJS", 0, nil, nil},
	{OtherCompany, -1, nil, nil},
}

// anyNumber is what the platform takes as a domestic number: 1 to 32 characters.
var anyNumber = regexp.MustCompile(`^[A-Z0-9-]{1,32}$`)

// Companies returns the domestic express companies, those in common use first.
func Companies() []Company { return slices.Clone(companies) }

// FindCompany returns the company with a code, or ErrCompany.
func FindCompany(code string) (Company, error) {
	i := slices.IndexFunc(companies, func(c Company) bool { return c.Code == code })
	if i < 0 {
		return Company{}, ErrCompany.With("Code", code)
	}
	return companies[i], nil
}

// Key is the key of the company's name.
func (c Company) Key() string { return "warehouse_company_" + strings.ToLower(c.Code) }

// CheckNumber returns a domestic logistics order number as it is kept, without
// blanks and in capitals, or says what is wrong with it: ErrCompany, ErrNumber
// for what no company gives out, ErrNumberShape for what this one does not.
func CheckNumber(company, number string) (string, error) {
	c, err := FindCompany(company)
	if err != nil {
		return "", err
	}
	n := strings.ToUpper(strings.Join(strings.Fields(number), ""))
	switch {
	case !anyNumber.MatchString(n):
		return "", ErrNumber.With("Number", number)
	case c.rule != nil && !c.rule.MatchString(n):
		return "", ErrNumberShape.With("Number", n, "Company", c)
	}
	return n, nil
}
