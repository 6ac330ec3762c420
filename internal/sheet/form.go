package sheet

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Form is an Excel file that people fill in: a sheet that explains it, the table, and the
// lists its drop-downs offer on a hidden sheet.
type Form struct {
	Guide   Table    // its first row is the title; without rows there is no such sheet
	Table   Table    // its first row names the columns
	Columns []Column // of the table, by place
	Frozen  int      // columns on the left that stay in view; 0 for all up to the first that shows
	Tones   map[int]Tone
}

// Column is how a column of a form looks and what may be typed there.
type Column struct {
	Width   int      // in characters
	Input   bool     // is filled in; all other columns are locked
	Hidden  bool     // is there for the program that reads the file
	Choices []string // that a drop-down of an input column offers
	Result  bool     // takes the tone of its row
}

// Tone is the colour of the result columns of a row, which say the same in words: on paper
// without colours good is normal, a warning italic and what is bad bold. A row is named in
// Form.Tones by its place in Table.Rows.
type Tone string

// The tones of results; without one they look like any locked cell.
const (
	Good   Tone = "good"
	Warned Tone = "warned"
	Bad    Tone = "bad"
)

// WriteForm writes the form as an Excel file. Every cell is text and none a formula, so numbers
// keep their digits and whatever a buyer is called stays a name. Locked cells have no
// password: they keep from slips, not from anybody. The same form gives the same bytes.
func WriteForm(w io.Writer, f Form) error {
	file, err := newFile()
	if err != nil {
		return err
	}
	defer file.Close()
	out, err := newFormWriter(file, f)
	if err != nil {
		return err
	}
	for _, write := range []func() error{out.writeGuide, out.writeTable, out.writeLists} {
		if err := write(); err != nil {
			return err
		}
	}
	return file.Write(w)
}

// formWriter is a form that is being written.
type formWriter struct {
	Form
	file                *excelize.File
	guide, table, lists string // names of the sheets
	choices             *choices
	styles              formStyles
}

// newFormWriter lays out the sheets in their order. The guide is the first, but the table
// opens: it is filled in again and again, and explained once.
func newFormWriter(file *excelize.File, f Form) (*formWriter, error) {
	w := &formWriter{Form: f, file: file, choices: newChoices(f.Columns)}
	w.nameSheets()
	names := []string{w.table}
	if len(f.Guide.Rows) > 0 {
		names = []string{w.guide, w.table}
	}
	if len(w.choices.lists) > 0 {
		names = append(names, w.lists)
	}
	if err := file.SetSheetName(file.GetSheetName(0), names[0]); err != nil {
		return nil, err
	}
	for _, name := range names[1:] {
		if _, err := file.NewSheet(name); err != nil {
			return nil, err
		}
	}
	table, err := file.GetSheetIndex(w.table)
	if err != nil {
		return nil, err
	}
	file.SetActiveSheet(table)
	w.styles, err = newFormStyles(file)
	return w, err
}

// nameSheets gives the sheets names that Excel accepts, that differ, and that need no escape in a reference.
func (w *formWriter) nameSheets() {
	taken := map[string]bool{}
	name := func(wanted string) string {
		name := sheetName(strings.ReplaceAll(wanted, "'", "’"))
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = sheetName(fmt.Sprint(n, " ", wanted))
		}
		taken[strings.ToLower(name)] = true
		return name
	}
	w.table, w.guide, w.lists = name(w.Form.Table.Name), name(w.Form.Guide.Name), name("Lists")
}

// writeGuide writes the explanations, the first column as wide as names and the second as sentences.
func (w *formWriter) writeGuide() error {
	if len(w.Guide.Rows) == 0 {
		return nil
	}
	for column, width := range guideWidths {
		letter := letters(column)
		if err := w.file.SetColWidth(w.guide, letter, letter, width); err != nil {
			return err
		}
	}
	for i, row := range w.Guide.Rows {
		style := w.styles.guide
		if i == 0 {
			style = w.styles.title
		}
		if err := w.put(w.guide, i+1, style, row.Cells); err != nil {
			return err
		}
	}
	return nil
}

// guideWidths are the widths of the explanations' columns.
var guideWidths = []float64{30, 90, 50}

// put writes a row of one of the small sheets. Only the table is streamed: the writer puts
// several streams into the file in no order.
func (w *formWriter) put(name string, row, style int, texts []string) error {
	for column, text := range texts {
		place := Cell(row, column)
		if text == "" {
			continue
		}
		if length(text) > MaxCellLength {
			return ErrCellLength.With("Cell", place, "Max", MaxCellLength)
		}
		if err := w.file.SetCellStr(name, place, text); err != nil {
			return err
		}
		if err := w.file.SetCellStyle(name, place, place, style); err != nil {
			return err
		}
	}
	return nil
}

// writeTable writes the table. Whatever is about the whole sheet comes before its rows.
func (w *formWriter) writeTable() error {
	out, err := w.file.NewStreamWriter(w.table)
	if err != nil {
		return err
	}
	if err := w.layOut(out); err != nil {
		return err
	}
	if err := w.protect(); err != nil {
		return err
	}
	for i := range w.Table.Rows {
		cells, err := w.cells(i)
		if err != nil {
			return err
		}
		if err := out.SetRow(Cell(i+1, 0), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// cells are the cells of a row with their styles; those beyond its texts are empty, so that they can be filled in.
func (w *formWriter) cells(row int) ([]any, error) {
	texts := w.Table.Rows[row].Cells
	cells := make([]any, max(len(texts), len(w.Columns)))
	for column := range cells {
		cell := excelize.Cell{StyleID: w.styleOf(row, column)}
		if column < len(texts) && texts[column] != "" {
			if length(texts[column]) > MaxCellLength {
				return nil, ErrCellLength.With("Cell", Cell(row+1, column), "Max", MaxCellLength)
			}
			cell.Value = texts[column]
		}
		cells[column] = cell
	}
	return cells, nil
}

// column is how a column looks; one that the form does not describe is locked.
func (w *formWriter) column(n int) Column {
	if n < len(w.Columns) {
		return w.Columns[n]
	}
	return Column{}
}

// styleOf is the style of a cell.
func (w *formWriter) styleOf(row, column int) int {
	c := w.column(column)
	switch {
	case row == 0 && c.Input:
		return w.styles.inputHead
	case row == 0:
		return w.styles.head
	case c.Input:
		return w.styles.input
	case c.Result:
		return w.styles.result[w.Tones[row]]
	}
	return w.styles.locked
}
