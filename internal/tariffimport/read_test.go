package tariffimport_test

import (
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sellerdesk/internal/catalogue"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/tariff"
	"sellerdesk/internal/tariffimport"
)

// head is a header in English, with a column nobody knows.
const head = "Channel,Country,Weight from (g),Weight to (g),Mode,Rate,Fee,First weight (g),Step (g),Billed at least (g),Volume divisor,Currency,Note\n"

// lines are the rows of a csv text.
func lines(t testing.TB, text string) []tariffimport.Line {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []tariffimport.Line
	for i, cells := range rows {
		all = append(all, tariffimport.Line{Number: i + 1, Cells: cells})
	}
	return all
}

// find knows three channels by their codes, and one by its Chinese name.
func find(name string) (channel.Code, bool) {
	if name == "e邮宝" {
		return channel.EPacket, true
	}
	c := channel.Code(name)
	return c, slices.Contains([]channel.Code{channel.ChinaPostRegistered, channel.EPacket, channel.UPSExpedited}, c)
}

// read reads rows below the header.
func read(t testing.TB, rows ...string) tariffimport.File {
	t.Helper()
	f, err := tariffimport.Read(lines(t, head+strings.Join(rows, "\n")+"\n"), find)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestRowsBecomeThePricesOfLanes(t *testing.T) {
	f := read(t,
		"CPAM,RU,151,300,per_gram,68,17.5,,,,,CNY,x",
		"CPAM,RU,1,150,per_gram,81.00,16,,,,,CNY,",
		"UPSE,*,0,1000,fixed,,204.95,,,,5000,cny,",
		"UPSE,*,1001,20000,per_step,63.92,100,500,1000,,5000,CNY,",
		"e邮宝,UK,1,2000,per_gram,65,18,,,50,,USD,",
	)
	want := []tariff.Price{
		{Channel: "CPAM", Country: "RU", Currency: "CNY", Bands: []tariff.Band{
			{UpTo: 150, Kind: tariff.PerGram, Rate: 8100, Fee: 1600}, {UpTo: 300, Kind: tariff.PerGram, Rate: 6800, Fee: 1750},
		}},
		{Channel: "UPSE", Currency: "CNY", Divisor: 5000, Bands: []tariff.Band{
			{UpTo: 1000, Kind: tariff.Fixed, Fee: 20495}, {UpTo: 20000, Kind: tariff.PerStep, Rate: 6392, Fee: 10000, First: 500, Step: 1000},
		}},
		{Channel: "EMS_ZX_ZX_US", Country: "GB", Currency: "USD", MinWeight: 50, Bands: []tariff.Band{
			{UpTo: 2000, Kind: tariff.PerGram, Rate: 6500, Fee: 1800},
		}},
	}
	if diff := cmp.Diff(want, f.Prices); diff != "" {
		t.Error(diff)
	}
	if f.Rows != 5 || !slices.Equal(f.Unknown, []string{"Note"}) || f.Problems != nil {
		t.Errorf("%d rows, left out: %v, problems: %v", f.Rows, f.Unknown, f.Problems)
	}
}

func TestColumnsAreFoundInChineseAndInAnyOrder(t *testing.T) {
	all := lines(t, "币种,计费方式,截止重量（克）,起始重量 (克),国家代码,线路代码,每件费用(元),单价\nCNY,按克,150,1,RU,CPAM,16,81\n")
	title := tariffimport.Line{Number: 1, Cells: []string{"2026 年运价"}}
	f, err := tariffimport.Read(append([]tariffimport.Line{title}, all...), find)
	if err != nil || f.Problems != nil || len(f.Unknown) > 0 {
		t.Fatalf("%+v, %v", f, err)
	}
	want := []tariff.Price{{Channel: "CPAM", Country: "RU", Currency: "CNY", Bands: []tariff.Band{{UpTo: 150, Kind: tariff.PerGram, Rate: 8100, Fee: 1600}}}}
	if diff := cmp.Diff(want, f.Prices); diff != "" {
		t.Error(diff)
	}
}

func TestBandsOfOneGramMoreOrLessAreRefused(t *testing.T) {
	first := "CPAM,RU,1,150,per_gram,81,16,,,,,CNY,"
	tests := []struct {
		name, row, want string
	}{
		{"follows", "CPAM,RU,151,300,per_gram,68,17.5,,,,,CNY,", ""},
		{"overlaps by a gram", "CPAM,RU,150,300,per_gram,68,17.5,,,,,CNY,", "tariffimport_overlap"},
		{"leaves out a gram", "CPAM,RU,152,300,per_gram,68,17.5,,,,,CNY,", "tariffimport_gap"},
		{"the same weights", "CPAM,RU,1,150,per_gram,80,16,,,,,CNY,", "tariffimport_twice"},
		{"the same lane in other words", "CPAM,Russia,1,150,per_gram,80,16,,,,,CNY,", "tariffimport_twice"},
		{"begins at two grams", "CPAM,US,2,150,per_gram,80,16,,,,,CNY,", "tariffimport_begins_late"},
		{"begins at no gram", "CPAM,US,0,150,per_gram,80,16,,,,,CNY,", ""},
		{"another lane", "CPAM,US,1,150,per_gram,80,16,,,,,CNY,", ""},
		{"ends before it begins", "CPAM,US,151,150,per_gram,80,16,,,,,CNY,", "tariffimport_falling"},
		{"ends at nothing", "CPAM,US,0,0,per_gram,80,16,,,,,CNY,", "tariffimport_falling"},
		{"another currency", "CPAM,RU,151,300,per_gram,68,17.5,,,,,USD,", "tariffimport_two_currencies"},
		{"another minimum", "CPAM,RU,151,300,per_gram,68,17.5,,,50,,CNY,", "tariffimport_two_minimums"},
		{"another divisor", "CPAM,RU,151,300,per_gram,68,17.5,,,,8000,CNY,", "tariffimport_two_divisors"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { refused(t, read(t, first, tt.row), 3, tt.want) })
	}
}

// refused sees to it that a file is refused for one row and one reason, in both languages, or not at all.
func refused(t *testing.T, f tariffimport.File, row int, code string) {
	t.Helper()
	if code == "" {
		if f.Problems != nil || f.Prices == nil {
			t.Errorf("refused: %v", f.Problems)
		}
		return
	}
	if len(f.Problems) != 1 || f.Problems[0].Row != row || f.Problems[0].Err.Code != code || f.Prices != nil {
		t.Fatalf("problems = %v, want %s in row %d", f.Problems, code, row)
	}
	for _, lang := range i18n.Languages {
		if text := i18n.Error(lang, f.Problems[0].Err); strings.Contains(text, "<no value>") || strings.HasPrefix(text, "[") {
			t.Errorf("in %s: %s", lang, text)
		}
	}
}

func TestEveryWrongCellIsNamedWithItsReason(t *testing.T) {
	tests := []struct{ row, want string }{
		{"DHL,RU,1,150,per_gram,81,16,,,,,CNY,", "tariffimport_unknown_channel"},
		{",RU,1,150,per_gram,81,16,,,,,CNY,", "tariffimport_missing"},
		{"CPAM,Moon,1,150,per_gram,81,16,,,,,CNY,", "tariffimport_unknown_country"},
		{"CPAM,RU,1,150,weekly,81,16,,,,,CNY,", "tariffimport_unknown_mode"},
		{"CPAM,RU,1,150,per_gram,81,16,,,,,EUR,", "tariffimport_unknown_currency"},
		{"CPAM,RU,1,150,per_gram,-81,16,,,,,CNY,", "tariffimport_negative"},
		{"CPAM,RU,1,150,per_gram,81,-0.01,,,,,CNY,", "tariffimport_negative"},
		{"CPAM,RU,-1,150,per_gram,81,16,,,,,CNY,", "tariffimport_negative"},
		{"CPAM,RU,1,150,per_gram,81.005,16,,,,,CNY,", "tariffimport_bad_amount"},
		{"CPAM,RU,1,150,per_gram,8e1,16,,,,,CNY,", "tariffimport_bad_amount"},
		{"CPAM,RU,1,150,per_gram,¥81,16,,,,,CNY,", "tariffimport_bad_amount"},
		{"CPAM,RU,1,150,per_gram,=80+1,16,,,,,CNY,", "tariffimport_formula"},
		{"=A1,RU,1,150,per_gram,81,16,,,,,CNY,", "tariffimport_formula"},
		{"CPAM,RU,1,150,per_gram,81,16,=1,,,,CNY,", "tariffimport_formula"},
		{"CPAM,RU,1,150,per_gram,,16,,,,,CNY,", "tariffimport_missing"},
		{"CPAM,RU,1,150.5,per_gram,81,16,,,,,CNY,", "tariffimport_not_whole"},
		{"CPAM,RU,1,10000000,per_gram,81,16,,,,,CNY,", "tariffimport_too_large"},
		{"CPAM,RU,1,99999999999999999999,per_gram,81,16,,,,,CNY,", "tariffimport_too_large"},
		{"CPAM,RU,1,150,per_gram,10000000,16,,,,,CNY,", "tariffimport_too_large"},
		{"CPAM,RU,1,150,per_gram,0,0,,,,,CNY,", "tariffimport_free"},
		{"CPAM,RU,1,150,per_gram,81,16,500,,,,CNY,", "tariffimport_unused"},
		{"CPAM,RU,1,150,fixed,81,16,,,,,CNY,", "tariffimport_unused"},
		{"CPAM,RU,1,150,per_step,81,16,500,0,,,CNY,", "tariffimport_not_whole"},
		{"CPAM,RU,1,150,per_step,81,16,500,,,,CNY,", "tariffimport_missing"},
		{"CPAM,RU,1,150,per_gram,81,16,,,x,,CNY,", "tariffimport_not_whole"},
		{"CPAM,RU,1,150,per_gram,81,16,,,,1000001,CNY,", "tariffimport_too_large"},
	}
	for _, tt := range tests {
		t.Run(tt.row, func(t *testing.T) { refused(t, read(t, tt.row), 2, tt.want) })
	}
}

func TestARowThatCannotBeReadIsNotBlamedForAGap(t *testing.T) {
	f := read(t,
		"CPAM,RU,1,150,per_gram,81,16,,,,,CNY,", "CPAM,RU,151,300,per_gram,-68,17.5,,,,,CNY,", "CPAM,RU,301,2000,per_gram,56.25,21.5,,,,,CNY,")
	refused(t, f, 3, "tariffimport_negative")
}

func TestAFormulaIsRefusedWithItsCell(t *testing.T) {
	all := lines(t, head+"CPAM,RU,1,150,per_gram,81,16,,,,,CNY,\n")
	all[1].Problems = map[int]*errs.Error{5: sheet.ErrFormula.With("Cell", "F2", "Value", "81")}
	f, err := tariffimport.Read(all, find)
	if err != nil {
		t.Fatal(err)
	}
	refused(t, f, 2, "sheet_cell_formula")
}

func TestWhatIsNoPriceTableIsRefusedWhole(t *testing.T) {
	many := head + strings.Repeat("CPAM,RU,1,150,per_gram,81,16,,,,,CNY,\n", tariffimport.MaxRows+1)
	tests := []struct {
		name, text string
		want       error
	}{
		{"another table", "Order number,Buyer\n1,2\n", tariffimport.ErrHeader},
		{"missing columns", "Channel,Country,Rate\nCPAM,RU,81\n", tariffimport.ErrColumns},
		{"a header alone", head, tariffimport.ErrNoRows},
		{"too many rows", many, tariffimport.ErrRows},
	}
	for _, tt := range tests {
		if _, err := tariffimport.Read(lines(t, tt.text), find); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestTheTariffsOfTheProgramAreReadBackAsTheyAreWritten(t *testing.T) {
	d, err := catalogue.Tariffs()
	if err != nil {
		t.Fatal(err)
	}
	all := func(name string) (channel.Code, bool) { return channel.Code(name), true }
	for _, chinese := range []bool{false, true} {
		var text []tariffimport.Line
		for i, cells := range tariffimport.Export(d.Prices, chinese) {
			text = append(text, tariffimport.Line{Number: i + 1, Cells: cells})
		}
		f, err := tariffimport.Read(text, all)
		if err != nil || f.Problems != nil {
			t.Fatalf("%v, %v", err, f.Problems[:min(5, len(f.Problems))])
		}
		if diff := cmp.Diff(figures(d.Prices), figures(f.Prices)); diff != "" {
			t.Error(diff)
		}
	}
}

// figures are prices without where they come from, as text.
func figures(prices []tariff.Price) []string {
	var all []string
	for _, p := range prices {
		p.Origin = channel.Origin{}
		p.Bands = slices.Clone(p.Bands)
		for i := range p.Bands {
			p.Bands[i].Sample = false
		}
		all = append(all, fmt.Sprintf("%+v", p))
	}
	slices.Sort(all)
	return all
}

func FuzzRead(f *testing.F) {
	f.Add(head + "CPAM,RU,1,150,per_gram,81,16,,,,,CNY,\nCPAM,RU,151,300,per_gram,68,17.5,,,,,CNY,\n")
	f.Add(head + "UPSE,*,1,1000,fixed,,204.95,,,,5000,CNY,\nUPSE,*,1001,20000,per_step,63.92,100,500,1000,,5000,CNY,\n")
	f.Add(head + "CPAM,UK,2,1,per_gram,-81,99999999999999999999,x,1e9,=1+1,0.5,EUR,\n")
	f.Add("线路代码,国家代码,起始重量(克),截止重量(克),计费方式,币种\nCPAM,RU,1,150,固定,CNY\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := sheet.Read("prices.csv", []byte(text))
		if err != nil {
			return
		}
		var rows []tariffimport.Line
		for _, r := range table.Rows {
			rows = append(rows, tariffimport.Line(r))
		}
		file, err := tariffimport.Read(rows, find)
		if err != nil {
			return
		}
		if (len(file.Problems) == 0) != (len(file.Prices) > 0) {
			t.Fatalf("%d problems and %d prices", len(file.Problems), len(file.Prices))
		}
		for _, p := range file.Prices {
			if err := p.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}
