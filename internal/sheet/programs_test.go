package sheet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What spreadsheet programs make of a table differs in its spelling and not in what it says.
func TestTablesAreReadAsProgramsSaveThem(t *testing.T) {
	const want = "1: Order number|Remark\n2: 8012345678901234|red & blue\n"
	tests := []struct {
		name    string
		strings string
		sheet   string
	}{
		{"Google Sheets: empty styled cells to column Z and hundreds of empty rows",
			`<sst count="3" uniqueCount="3"><si><t>Order number</t></si><si><t xml:space="preserve">Remark</t></si><si><t>8012345678901234</t></si><si><t>red &amp; blue</t></si></sst>`,
			`<worksheet><sheetPr><outlinePr summaryBelow="0"/></sheetPr><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetData>
				<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c>` + styled("CDEFGHIJKLMNOPQRSTUVWXYZ", "1") + `</row>
				<row r="2"><c r="A2" s="1" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c>` + styled("CDEFGHIJKLMNOPQRSTUVWXYZ", "2") + `</row>` +
				strings.Repeat(`<row ht="15.75" customHeight="1"/>`, 998) + `</sheetData></worksheet>`},
		{"WPS: spans, rich text in several fonts, pronunciation, a filter and extensions",
			`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="4"><si><r><rPr><b/><sz val="11"/><rFont val="宋体"/></rPr><t>Order </t></r><r><rPr><sz val="11"/></rPr><t>number</t></r><phoneticPr fontId="1" type="noConversion"/></si><si><t>Remark</t><rPh sb="0" eb="2"><t>bei zhu</t></rPh></si><si><t>8012345678901234</t></si><si><r><t xml:space="preserve">red &amp;</t></r><r><t xml:space="preserve"> blue</t></r></si></sst>`,
			`<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac"><sheetPr filterMode="1"/><dimension ref="A1:B2"/><sheetData>
				<row r="1" spans="1:2"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
				<row r="2" spans="1:2"><c r="A2" s="1" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row></sheetData>
				<autoFilter ref="A1:B2"/><pageMargins left="0.75"/><extLst><ext uri="{x}"><x14:c xmlns:x14="x14"><x14:v>9</x14:v></x14:c></ext></extLst></worksheet>`},
		{"libraries that put a prefix before every tag",
			`<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si><x:t>Order number</x:t></x:si></x:sst>`,
			`<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>
				<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>Remark</x:t></x:is></x:c></x:row>
				<x:row><x:c t="inlineStr"><x:is><x:t>8012345678901234</x:t></x:is></x:c><x:c t="str"><x:v>red &amp; blue</x:v></x:c></x:row></x:sheetData></x:worksheet>`},
		{"LibreOffice: every attribute written out, a formula's text without the formula, comments",
			`<sst><si><t xml:space="preserve">Order number</t></si></sst>`,
			`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><!-- Calc --><worksheet><sheetData>
				<row r="1" customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"><c r="A1" s="0" t="s"><v>0</v></c><c r="B1" s="0" t="inlineStr"><is><t>Remark</t></is></c></row>
				<row r="2" hidden="false"><c r="A2" s="0" t="str"><v>8012345678901234</v></c><c r="B2" t="inlineStr"><is><t><![CDATA[red & blue]]></t></is></c></row></sheetData></worksheet>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := excel("")
			p["xl/sharedStrings.xml"], p["xl/worksheets/sheet1.xml"] = tt.strings, tt.sheet
			table := readForm(t, "orders.xlsx", zipped(t, p))
			if diff := cmp.Diff(want, show(table)); diff != "" || table.Hidden != nil {
				t.Error(diff, table.Hidden)
			}
		})
	}
}

// styled are empty cells of a row that have a style.
func styled(columns, row string) string {
	cells := ""
	for _, c := range columns {
		cells += `<c r="` + string(c) + row + `" s="1"/>`
	}
	return cells
}

// Whoever types a 16-digit number into a sheet gets it rounded by Google Sheets and WPS as by
// Excel, each in its own spelling: it is told, never read.
func TestARoundedNumberIsToldHoweverAProgramSpellsIt(t *testing.T) {
	for _, spelling := range []string{"8.012345678901234E15", "8.0123456789012301E+15", "8012345678901230", "8012345678901234", "8012345678901230.0"} {
		data := zipped(t, excel(`<row><c><v>1</v></c><c r="B1"><v>`+spelling+`</v></c></row>`))
		if p := readForm(t, "a.xlsx", data).Rows[0].Problems[1]; p == nil || p.Code != "sheet_cell_number" {
			t.Errorf("%s: %v", spelling, p)
		}
	}
}
