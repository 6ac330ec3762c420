package sheet

import (
	"archive/zip"
	"compress/flate"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Column widths of written files, in characters.
const (
	minWidth = 8
	maxWidth = 50
)

// asText is Excel's own number format "@": what is typed into such a cell stays text,
// so order numbers keep their digits when the seller edits the file.
const asText = 49

// WriteXLSX writes the rows as an Excel file of one sheet. Every cell is text and none a
// formula; the first row is bold and stays in view. The same table gives the same bytes.
func WriteXLSX(w io.Writer, t Table) error {
	f, err := newFile()
	if err != nil {
		return err
	}
	defer f.Close()
	name := sheetName(t.Name)
	if err := f.SetSheetName(f.GetSheetName(0), name); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := layOut(out, t); err != nil {
		return err
	}
	if err := writeRows(f, out, t.Rows); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// made stands in every file as the moment it was made: nothing that is handed out holds wall time.
const made = "2000-01-01T00:00:00Z"

// newFile begins an Excel file in the name of this program.
func newFile() (*excelize.File, error) {
	f := excelize.NewFile().SetZipWriter(quickZip)
	err := f.SetDocProps(&excelize.DocProperties{Creator: "Sellerdesk", LastModifiedBy: "Sellerdesk", Created: made, Modified: made})
	return f, err
}

// quickZip packs quickly rather than small: somebody waits for thousands of rows.
func quickZip(w io.Writer) excelize.ZipWriter {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	return z
}

// sheetName makes a name that Excel accepts: up to 31 characters, without some of them.
func sheetName(name string) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]`, r) {
			return ' '
		}
		return r
	}, name), " '")
	for length(name) > excelize.MaxSheetNameLength {
		_, last := utf8.DecodeLastRuneInString(name)
		name = strings.TrimRight(name[:len(name)-last], " '")
	}
	if name == "" {
		return "Sheet1"
	}
	return name
}

// layOut sets widths and the fixed first row, which the writer takes before any row only.
func layOut(out *excelize.StreamWriter, t Table) error {
	for column, width := range widths(t.Rows) {
		if err := out.SetColWidth(column+1, column+1, float64(width)); err != nil {
			return err
		}
	}
	return out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// widths fits each column to the longest line in it. Han characters count double.
func widths(rows []Row) []int {
	var widths []int
	for _, row := range rows {
		for column, value := range row.Cells {
			if column == len(widths) {
				widths = append(widths, minWidth)
			}
			for line := range strings.Lines(value) {
				width := min(maxWidth, 2+(utf8.RuneCountInString(line)+len(line))/2)
				widths[column] = max(widths[column], width)
			}
		}
	}
	return widths
}

func writeRows(f *excelize.File, out *excelize.StreamWriter, rows []Row) error {
	body, err := f.NewStyle(&excelize.Style{NumFmt: asText, Alignment: &excelize.Alignment{Vertical: "top"}})
	if err != nil {
		return err
	}
	head, err := f.NewStyle(&excelize.Style{NumFmt: asText, Font: face(excelize.Font{Bold: true})})
	if err != nil {
		return err
	}
	for i, row := range rows {
		style := body
		if i == 0 {
			style = head
		}
		if err := writeRow(out, i+1, style, row.Cells); err != nil {
			return err
		}
	}
	return nil
}

func writeRow(out *excelize.StreamWriter, number, style int, values []string) error {
	cells := make([]any, len(values))
	for column, value := range values {
		if length(value) > MaxCellLength {
			return ErrCellLength.With("Cell", Cell(number, column), "Max", MaxCellLength)
		}
		cells[column] = excelize.Cell{StyleID: style, Value: value}
	}
	return out.SetRow(Cell(number, 0), cells)
}
