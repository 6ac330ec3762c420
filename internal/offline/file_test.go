package offline_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/place"
)

// english heads the columns of a file.
var english = []string{"Carrier", "Country", "Up to (g)", "From parcels a month", "CNY per kg", "CNY per parcel"}

// read reads rows of cells under an English header, from row 2 of the file on.
func read(t testing.TB, rows ...[]string) offline.File {
	t.Helper()
	f, err := offline.Read(lines(append([][]string{english}, rows...)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func lines(rows [][]string) []offline.Line {
	out := make([]offline.Line, len(rows))
	for i, cells := range rows {
		out[i] = offline.Line{Number: i + 1, Cells: cells}
	}
	return out
}

func TestARowOfAFileIsAPrice(t *testing.T) {
	price := func(change func(*offline.Price)) offline.Price {
		p := offline.Price{Carrier: "Agent", Country: "RU", UpTo: 500, From: 300, PerKilo: yuan(6050), Fee: yuan(1200), Version: 1}
		change(&p)
		return p
	}
	for name, tt := range map[string]struct {
		cells []string
		want  offline.Price
	}{
		"all filled in":           {[]string{"Agent", "RU", "500", "300", "60.5", "12"}, price(func(*offline.Price) {})},
		"a country in words":      {[]string{"Agent", "Russia", "500", "300", "60.5", "12"}, price(func(*offline.Price) {})},
		"a country in Chinese":    {[]string{"Agent", "俄罗斯", "500", "300", "60.5", "12"}, price(func(*offline.Price) {})},
		"every country":           {[]string{"Agent", "*", "500", "300", "60.5", "12"}, price(func(p *offline.Price) { p.Country = offline.AnyCountry })},
		"without a step":          {[]string{"Agent", "RU", "500", "", "60.5", "12"}, price(func(p *offline.Price) { p.From = 1 })},
		"without a fee":           {[]string{"Agent", "RU", "500", "300", "60.50"}, price(func(p *offline.Price) { p.Fee = yuan(0) })},
		"a price per parcel only": {[]string{"Agent", "RU", "500", "300", "", "12"}, price(func(p *offline.Price) { p.PerKilo = yuan(0) })},
		"blanks everywhere":       {[]string{" Agent  Ltd\n", " ru ", " 500 ", " 300", "60.5 ", "12"}, price(func(p *offline.Price) { p.Carrier = "Agent Ltd" })},
		"a name like a formula":   {[]string{"=1+1", "RU", "500", "300", "60.5", "12"}, price(func(p *offline.Price) { p.Carrier = "=1+1" })},
		"a name like markup":      {[]string{"<b>义乌</b>", "RU", "500", "300", "60.5", "12"}, price(func(p *offline.Price) { p.Carrier = "<b>义乌</b>" })},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, tt.cells)
			if diff := cmp.Diff(offline.List{tt.want}, f.List); diff != "" || len(f.Refused) > 0 {
				t.Errorf("%v (-want +got):\n%s", f.Refused, diff)
			}
		})
	}
}

func TestAWrongRowIsRefusedWithItsReasons(t *testing.T) {
	good := []string{"Agent", "RU", "500", "1", "60", "12"}
	with := func(pairs map[int]string) []string {
		cells := append([]string(nil), good...)
		for i, text := range pairs {
			cells[i] = text
		}
		return cells
	}
	for name, tt := range map[string]struct {
		cells []string
		want  []string // field and code
	}{
		"no carrier":               {with(map[int]string{0: " "}), []string{"carrier offline_no_carrier"}},
		"a name of 300 characters": {with(map[int]string{0: strings.Repeat("名", 300)}), []string{"carrier offline_carrier_too_long"}},
		"a bell in the name":       {with(map[int]string{0: "A\x07"}), []string{"carrier offline_carrier_unprintable"}},
		"no country":               {with(map[int]string{1: ""}), []string{"country offline_no_country"}},
		"an unknown country":       {with(map[int]string{1: "Atlantis"}), []string{"country offline_unknown_country"}},
		"China":                    {with(map[int]string{1: "CN"}), []string{"country offline_domestic"}},
		"no weight":                {with(map[int]string{2: ""}), []string{"up_to offline_out_of_range"}},
		"half a gram":              {with(map[int]string{2: "0.5"}), []string{"up_to offline_bad_number"}},
		"a weight of nothing":      {with(map[int]string{2: "0"}), []string{"up_to offline_out_of_range"}},
		"an endless weight":        {with(map[int]string{2: "9223372036854775808"}), []string{"up_to offline_bad_number"}},
		"a step of nothing":        {with(map[int]string{3: "0"}), []string{"from offline_out_of_range"}},
		"a step too high":          {with(map[int]string{3: "100001"}), []string{"from offline_out_of_range"}},
		"a negative price":         {with(map[int]string{4: "-60"}), []string{"per_kilo offline_bad_amount"}},
		"a price in words":         {with(map[int]string{4: "sixty"}), []string{"per_kilo offline_bad_price"}},
		"three decimal places":     {with(map[int]string{5: "0.005"}), []string{"fee offline_bad_price"}},
		"too dear":                 {with(map[int]string{5: "100000.01"}), []string{"fee offline_bad_amount"}},
		"free of charge":           {with(map[int]string{4: "0", 5: ""}), []string{"per_kilo offline_free"}},
		"everything at once": {[]string{"", "?", "x", "y", "z", "-1"}, []string{
			"carrier offline_no_carrier", "country offline_unknown_country", "up_to offline_bad_number", "from offline_bad_number",
			"per_kilo offline_bad_price", "fee offline_bad_amount",
		}},
		"nothing but a step": {[]string{"", "", "", "5"}, []string{
			"carrier offline_no_carrier", "country offline_no_country", "up_to offline_out_of_range", "per_kilo offline_free",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			f := read(t, []string{"Other", "RU", "500", "1", "60", "12"}, tt.cells)
			if len(f.Refused) != 1 || f.Refused[0].Number != 3 || len(f.List) != 1 {
				t.Fatalf("%d rows are refused, %d are not", len(f.Refused), len(f.List))
			}
			var got []string
			for _, p := range f.Refused[0].Problems {
				got = append(got, p.Field+" "+p.Code)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestARowThatIsThereAlreadyIsRefused(t *testing.T) {
	f := read(t, []string{"Agent", "RU", "500", "1", "60", "12"}, []string{"Agent", "Russia", "500", "", "70", "12"}, []string{"Agent", "RU", "501", "1", "60", "12"})
	want := []offline.Refusal{{Number: 3, Problems: errs.Fields{{Code: "offline_row_again", Args: errs.Args{"Row": 2}}}}}
	if diff := cmp.Diff(want, f.Refused); diff != "" || len(f.List) != 2 {
		t.Errorf("%d rows are not refused (-want +got):\n%s", len(f.List), diff)
	}
}

func TestACellThatCannotBeTrustedIsRefused(t *testing.T) {
	formula := errs.New(errs.Invalid, "sheet_cell_formula")
	all := lines([][]string{english, {"Agent", "RU", "500", "1", "60", "12"}})
	all[1].Problems = map[int]*errs.Error{1: formula, 4: formula}
	f, err := offline.Read(all)
	if err != nil || len(f.Refused) != 1 {
		t.Fatal(err, f)
	}
	for i, field := range []string{"country", "per_kilo"} {
		if p := f.Refused[0].Problems[i]; p.Field != field || p.Code != formula.Code {
			t.Errorf("problem %d is %v", i, p)
		}
	}
}

func TestColumnsAreFoundByTheirNamesInBothLanguages(t *testing.T) {
	for name, head := range map[string][]string{
		"Chinese":             {"物流商", "国家/地区", "重量上限（克）", "月包裹数起", "每公斤价格(元)", "每件费用(元)"},
		"capitals and blanks": {"CARRIER", " country", "up to  (G)", "From Parcels A Month", "cny PER kg", "CNY per parcel"},
	} {
		f, err := offline.Read(lines([][]string{head, {"Agent", "RU", "500", "300", "60", "12"}}))
		if err != nil || len(f.List) != 1 || f.List[0].From != 300 || f.List[0].Fee != yuan(1200) {
			t.Errorf("%s: %v, %+v", name, err, f)
		}
	}
	f, err := offline.Read(lines([][]string{
		{"CNY per kg", "Note", "Up to (g)", "", "Country", "Carrier", "Country"}, {"60", "cheap", "500", "", "RU", "Agent", "US"},
	}))
	if err != nil || len(f.List) != 1 || f.List[0].Country != "RU" {
		t.Errorf("in another order: %v, %+v", err, f)
	}
	if diff := cmp.Diff([]string{"Note", "Country"}, f.Unknown); diff != "" {
		t.Errorf("columns left out: %s", diff)
	}
}

func TestAFileThatIsNoPriceListIsRefusedAsAWhole(t *testing.T) {
	long := [][]string{english}
	for i := range offline.MaxRows + 1 {
		long = append(long, []string{"Agent", "RU", fmt.Sprint(i + 1), "1", "60", "12"})
	}
	for name, tt := range map[string]struct {
		rows [][]string
		want error
	}{
		"nothing":            {nil, offline.ErrHeader},
		"another table":      {[][]string{{"Order", "Buyer"}, {"1", "2"}}, offline.ErrHeader},
		"a column missing":   {[][]string{{"Carrier", "Country", "CNY per kg"}, {"Agent", "RU", "60"}}, offline.ErrColumns},
		"names only":         {[][]string{english}, offline.ErrEmpty},
		"more than the most": {long, offline.ErrTooLong},
	} {
		if _, err := offline.Read(lines(tt.rows)); !errors.Is(err, tt.want) {
			t.Errorf("%s: error = %v, want %v", name, err, tt.want)
		}
	}
	if f, err := offline.Read(lines(long[:offline.MaxRows+1])); err != nil || len(f.List) != offline.MaxRows {
		t.Errorf("a list of the greatest length: %v, %d rows", err, len(f.List))
	}
}

func TestAnExportedListIsReadAsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := distinct(anyList(t))
		for i := range l {
			l[i].Carrier = rapid.SampledFrom([]string{"A", "=1+1", "<b>", "义乌 货代", "'", `"`}).Draw(t, "carrier")
			if l[i].PerKilo.IsZero() && l[i].Fee.IsZero() {
				l[i].Fee = yuan(1)
			}
		}
		l = distinct(l)
		if len(l) == 0 {
			return
		}
		f, err := offline.Read(lines(l.Rows(rapid.Bool().Draw(t, "chinese"))))
		if err != nil || len(f.Refused) > 0 {
			t.Fatal(err, f.Refused)
		}
		if diff := cmp.Diff(l.Sorted(), f.List, cmpopts.IgnoreFields(offline.Price{}, "Version")); diff != "" || f.List.Sum() != l.Sum() {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestTheSumTellsListsApart(t *testing.T) {
	l := agents(t)
	for name, change := range map[string]func(*offline.Price){
		"carrier": func(p *offline.Price) { p.Carrier += "x" },
		"country": func(p *offline.Price) { p.Country = place.Country("BR") },
		"weight":  func(p *offline.Price) { p.UpTo++ },
		"step":    func(p *offline.Price) { p.From++ },
		"price":   func(p *offline.Price) { p.PerKilo.Minor++ },
		"fee":     func(p *offline.Price) { p.Fee.Minor++ },
	} {
		other := append(offline.List(nil), l...)
		change(&other[0])
		if other.Sum() == l.Sum() {
			t.Errorf("another %s gives the same sum", name)
		}
	}
	other := append(offline.List(nil), l...)
	other[0].ID, other[0].Store, other[0].Version = 7, 8, 9
	if other.Sum() != l.Sum() {
		t.Error("a row's number changes the sum")
	}
}
