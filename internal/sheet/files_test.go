package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"sellerdesk/internal/sheet"
)

// parts are the files within an Excel file, by name.
type parts map[string]string

// excel is a small Excel file of one sheet. Style 1 shows dates and times, style 2 dates
// with Chinese words, style 3 money with a currency in quotes. Shared text 0 is "shared", 1 is "拼音".
func excel(rows string) parts {
	return parts{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"xl/workbook.xml": `<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
			<sheet name="Choices" sheetId="1" state="hidden" r:id="rId9"/>
			<sheet name="Orders" sheetId="2" r:id="rId1"/><sheet name="Notes" sheetId="3" r:id="rId8"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships>
			<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/>
			<Relationship Id="rId2" Type="http://x/styles" Target="/xl/styles.xml"/>
			<Relationship Id="rId3" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>
			<numFmt numFmtId="165" formatCode="[Red]#,##0.00\ &quot;USD today&quot;"/></numFmts>
			<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
			<cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":     `<sst><si><t>shared</t></si><si><r><t>拼</t></r><r><t>音</t></r><rPh><t>pinyin</t></rPh></si></sst>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData>` + rows + `</sheetData><extLst><c><v>no cell</v></c></extLst></worksheet>`,
	}
}

// zipped packs the parts into a file.
func zipped(t testing.TB, p parts) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, content := range p {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read reads a file that must be readable.
func read(t testing.TB, name string, data []byte) sheet.Table {
	t.Helper()
	table, err := sheet.Read(name, data)
	if err != nil {
		t.Fatalf("Read(%s): %v", name, err)
	}
	return table
}

// show prints a table, one row per line: its number, its cells, and its problems by cell.
func show(t sheet.Table) string {
	var out strings.Builder
	for _, row := range t.Rows {
		fmt.Fprintf(&out, "%d: %s", row.Number, strings.Join(row.Cells, "|"))
		for column := range row.Cells {
			if p := row.Problems[column]; p != nil {
				fmt.Fprintf(&out, " %s=%s", p.Args["Cell"], p.Code)
			}
		}
		out.WriteString("\n")
	}
	return out.String()
}
