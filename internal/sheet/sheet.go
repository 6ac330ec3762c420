// Package sheet reads tables that sellers upload as Excel or csv files into
// rows of text, and writes rows of text as such files.
//
// What a cell holds is never guessed: text stays as it was stored, so a 16-digit
// order number stays whole, and a cell whose value cannot be trusted (a number
// that Excel has rounded, a formula, an error) is named with its place instead of
// being read. What the columns mean is the business of the packages that use the rows.
//
// A file may be hostile. It is judged by its content and not by its name, and
// everything it can make grow has a limit, see Limits. Excel files are read here
// and not by excelize, which writes them: the walk through the XML that enforces
// the limits sees each cell anyway, and excelize takes hundreds of MiB for 16 KB
// of nested tags, ends a broken table silently and does not say which cells are formulas.
package sheet

import (
	"bytes"
	"path"
	"strconv"
	"strings"

	"sellerdesk/internal/errs"
)

// The limits of a file. A store's largest exports have about 20,000 rows of 30 columns.
const (
	MaxBytes      = 20 << 20 // of the file, as decisions.md sets for uploads
	MaxRows       = 50_000   // that hold anything
	MaxColumns    = 256
	MaxCells      = 500_000 // that hold anything
	MaxCellLength = 32_767  // characters, as in Excel
	maxText       = 64 << 20
)

// Errors this package reports about a whole file.
var (
	ErrTooLarge   = errs.New(errs.Invalid, "sheet_too_large")
	ErrEmpty      = errs.New(errs.Invalid, "sheet_empty")
	ErrOldExcel   = errs.New(errs.Invalid, "sheet_old_excel")
	ErrPassword   = errs.New(errs.Invalid, "sheet_password")
	ErrMacros     = errs.New(errs.Invalid, "sheet_macros")
	ErrNotTable   = errs.New(errs.Invalid, "sheet_not_a_table")
	ErrExtension  = errs.New(errs.Invalid, "sheet_wrong_extension")
	ErrDamaged    = errs.New(errs.Invalid, "sheet_damaged")
	ErrUnsafe     = errs.New(errs.Invalid, "sheet_unsafe")
	ErrEncoding   = errs.New(errs.Invalid, "sheet_encoding")
	ErrQuotes     = errs.New(errs.Invalid, "sheet_csv_quotes")
	ErrRows       = errs.New(errs.Invalid, "sheet_too_many_rows")
	ErrColumns    = errs.New(errs.Invalid, "sheet_too_many_columns")
	ErrCells      = errs.New(errs.Invalid, "sheet_too_many_cells")
	ErrCellLength = errs.New(errs.Invalid, "sheet_cell_too_long")
)

// Errors this package reports about one cell, in Row.Problems.
var (
	ErrNumber  = errs.New(errs.Invalid, "sheet_cell_number")
	ErrFormula = errs.New(errs.Invalid, "sheet_cell_formula")
	ErrValue   = errs.New(errs.Invalid, "sheet_cell_error")
	ErrDate    = errs.New(errs.Invalid, "sheet_cell_date")
	ErrMerged  = errs.New(errs.Invalid, "sheet_cell_merged")
	ErrDay     = errs.New(errs.Invalid, "sheet_cell_day") // in forms, which hold texts only
)

// Table is what one sheet of a file holds, without its empty rows.
type Table struct {
	Name   string // of the sheet; empty for csv
	Rows   []Row
	Hidden []int // numbers of rows that the sheet does not show; they are among Rows
}

// Row is a row that holds at least one text.
type Row struct {
	Number   int                 // as Excel shows it, from 1
	Cells    []string            // by column; empty cells at the end are left out
	Problems map[int]*errs.Error // cells that cannot be trusted, by column from 0; nil without any
}

// Of returns a table with the given rows of text, numbered from 1.
func Of(name string, rows [][]string) Table {
	t := Table{Name: name}
	for i, cells := range rows {
		t.Rows = append(t.Rows, Row{Number: i + 1, Cells: cells})
	}
	return t
}

// Cell names a cell as Excel does: Cell(7, 2) is "C7". Rows count from 1, columns from 0.
func Cell(row, column int) string { return letters(column) + strconv.Itoa(row) }

// letters names a column as Excel does.
func letters(column int) string {
	letters := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters
}

// Read reads the table in a file: the first visible sheet of an Excel file, or a csv file
// in UTF-8, UTF-16 or GB18030 with commas, semicolons or tabs. The name of the file
// counts only where it contradicts the content.
func Read(name string, data []byte) (Table, error) { return read(name, data, wanted{}) }

// ReadForm reads a form that was filled in, or a csv file with its columns. Of an Excel file it
// is the first visible sheet with a row among its first 20 that header takes for the names of
// the columns; without any it is the first visible sheet. A form holds texts only: a
// date, and a number that a csv file has as 8.01E+15, are problems of their cells.
func ReadForm(name string, data []byte, header func(cells []string) bool) (Table, error) {
	return read(name, data, wanted{form: true, header: header})
}

// wanted is what a file is read for.
type wanted struct {
	form   bool
	header func(cells []string) bool
}

func read(name string, data []byte, want wanted) (Table, error) {
	if len(data) > MaxBytes {
		return Table{}, ErrTooLarge.With("Max", MaxBytes>>20)
	}
	kind, err := kindOf(data)
	if err != nil {
		return Table{}, err
	}
	ext := strings.ToLower(path.Ext(name))
	if ext == ".xlsm" || ext == ".xltm" {
		return Table{}, ErrMacros
	}
	if !strings.Contains(kind.extensions, ext+" ") {
		return Table{}, ErrExtension.With("Name", name, "Is", kind.name)
	}
	t, err := kind.read(data, want)
	if err == nil && len(t.Rows) == 0 {
		err = ErrEmpty
	}
	if err != nil {
		return Table{}, err
	}
	return t, nil
}

// kind is a kind of file that holds tables.
type kind struct {
	name       string // as people call it
	extensions string // each followed by a blank; a file without one is accepted
	read       func([]byte, wanted) (Table, error)
}

var (
	excel = kind{"xlsx", ".xlsx ", readXLSX}
	text  = kind{"csv", ".csv .txt .tsv ", readCSV}
)

// oldExcel begins files of Excel 97 and, since these are wrapped in the same way, protected new ones.
var oldExcel = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}

// protected is the name "EncryptedPackage" as a wrapped file spells it, in UTF-16.
var protected = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// kindOf judges a file by its first bytes, or says why it cannot be read.
func kindOf(data []byte) (kind, error) {
	switch {
	case len(data) == 0:
		return kind{}, ErrEmpty
	case bytes.HasPrefix(data, oldExcel) && bytes.Contains(data, protected):
		return kind{}, ErrPassword
	case bytes.HasPrefix(data, oldExcel):
		return kind{}, ErrOldExcel
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return excel, nil
	case isMarkup(data), isBinary(data):
		return kind{}, ErrNotTable
	}
	return text, nil
}

// isMarkup reports whether text is HTML or XML, as in "Excel" files some web sites hand out.
func isMarkup(data []byte) bool {
	start := bytes.TrimLeft(data[:min(len(data), 512)], "\xEF\xBB\xBF \t\r\n")
	start = bytes.ToLower(start)
	for _, tag := range []string{"<html", "<!doctype", "<?xml", "<table", "<meta", "%pdf-", "{\\rtf"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return true
		}
	}
	return false
}

// isBinary reports whether data holds bytes that no text has. UTF-16 is told by its mark.
func isBinary(data []byte) bool {
	if hasUTF16Mark(data) {
		return false
	}
	return bytes.ContainsFunc(data, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != '\v'
	})
}
