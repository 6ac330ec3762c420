package sheet

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

const sheetPart = "xl/worksheets/sheet1.xml"

// The styles of cells, by their place in the part of styles.
const (
	bodyStyle   = 1
	headStyle   = 2
	countStyle  = 3
	amountStyle = 4
)

// xmlHead begins every part.
const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// workbookParts are the parts of an Excel file of one sheet beside the sheet. Of text cells the
// format is Excel's own "@": what is typed into such a cell stays text.
var workbookParts = []struct{ name, xml string }{
	{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
		`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
	{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		cellStyle(49, 0) + cellStyle(49, 1) + cellStyle(1, 0) + cellStyle(2, 0) + `</cellXfs></styleSheet>`},
}

// cellStyle is a style with one of Excel's own number formats and one of the fonts.
func cellStyle(format, font int) string {
	return fmt.Sprintf(`<xf numFmtId="%d" fontId="%d" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyAlignment="1">`+
		`<alignment vertical="top"/></xf>`, format, font)
}

// writeWorkbook writes all parts beside the sheet; the same name gives the same bytes.
func writeWorkbook(z *zip.Writer, sheet string) error {
	var name strings.Builder
	if err := xml.EscapeText(&name, []byte(sheet)); err != nil {
		return err
	}
	workbook := `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
		`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="` + name.String() + `" sheetId="1" r:id="rId1"/></sheets></workbook>`
	for _, p := range append(workbookParts[:len(workbookParts):len(workbookParts)], struct{ name, xml string }{"xl/workbook.xml", workbook}) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, xmlHead+p.xml); err != nil {
			return err
		}
	}
	return nil
}

// writeOpening begins a sheet whose first row stays in view, with columns as wide as the first rows need.
func writeOpening(w *bufio.Writer, rows [][]string) {
	w.WriteString(xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, width := range widths(Of("", rows).Rows) {
		fmt.Fprintf(w, `<col min="%d" max="%[1]d" width="%d" customWidth="1"/>`, i+1, width)
	}
	w.WriteString(`</cols><sheetData>`)
}

// writeRow writes the next row of an Excel file.
func (s *Stream) writeRow(w *bufio.Writer, row []string) error {
	s.Done.Rows++
	number := strconv.Itoa(s.Done.Rows)
	w.WriteString(`<row r="` + number + `">`)
	for column, value := range row {
		if length(value) > MaxCellLength {
			return ErrCellLength.With("Cell", Cell(s.Done.Rows, column), "Max", MaxCellLength)
		}
		if value == "" {
			continue
		}
		w.WriteString(`<c r="` + letters(column) + number)
		style, numeric := s.style(column, value)
		if numeric {
			w.WriteString(`" s="` + strconv.Itoa(style) + `"><v>` + value + `</v></c>`)
			continue
		}
		w.WriteString(`" s="` + strconv.Itoa(style) + `" t="inlineStr"><is><t xml:space="preserve">`)
		if err := escapeText(w, value); err != nil {
			return err
		}
		w.WriteString(`</t></is></c>`)
	}
	_, err := w.WriteString(`</row>`)
	return err
}

// style is how a cell of the row that is being written looks, and whether it holds a number.
func (s *Stream) style(column int, value string) (style int, numeric bool) {
	switch {
	case s.Done.Rows == 1:
		return headStyle, false
	case column >= len(s.Numeric) || !s.Numeric[column] || !isPlainNumber(value):
		return bodyStyle, false
	case strings.Contains(value, "."):
		return amountStyle, true
	}
	return countStyle, true
}

// isPlainNumber reports whether a text is a number that Excel keeps whole, such as 5 or -12.50.
func isPlainNumber(text string) bool {
	return isAmount("-" + strings.TrimPrefix(text, "-"))
}

// escapeText writes a text as XML; what looks like a character that Excel writes by its code is kept from being read as one.
func escapeText(w io.Writer, text string) error {
	if strings.Contains(text, "_x") {
		text = escaped.ReplaceAllString(text, "_x005F$0")
	}
	return xml.EscapeText(w, []byte(text))
}
