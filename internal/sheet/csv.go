package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"sellerdesk/internal/errs"
)

// readCSV reads the rows of a text file. Row numbers count lines that hold nothing, as Excel does.
func readCSV(data []byte, want wanted) (Table, error) {
	data, err := decode(data)
	if err != nil {
		return Table{}, err
	}
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = separator(data)
	r.FieldsPerRecord = -1
	var c collector
	for number := 1; ; number++ {
		number += emptyLines(data[r.InputOffset():])
		cells, err := r.Read()
		if err == io.EOF {
			return Table{Rows: c.rows}, nil
		}
		if err != nil {
			return Table{}, badQuotes(err)
		}
		c.begin(number)
		for column, value := range cells {
			var problem *errs.Error
			if want.form {
				problem = mistrust(value, Cell(number, column))
			}
			if err := c.put(column, unguard(value), problem); err != nil {
				return Table{}, err
			}
		}
		if err := c.end(false); err != nil {
			return Table{}, err
		}
	}
}

// mistrust says why the text of a form's cell cannot be what somebody meant, if so.
func mistrust(value, cell string) *errs.Error {
	switch {
	case isRounded(value):
		return ErrNumber.With("Cell", cell, "Value", value)
	case isFormula(value):
		return ErrFormula.With("Cell", cell, "Value", value)
	}
	return nil
}

// isFormula reports whether a spreadsheet would calculate a text: it begins with = or @, or
// with a sign before anything but a blank, a number or a phone number.
func isFormula(text string) bool {
	r, size := utf8.DecodeRuneInString(text)
	rest := text[size:]
	switch r {
	case '=', '@', '＝', '＠':
		return true
	case '+', '-', '＋', '－':
		return rest != "" && rest[0] != ' ' && strings.Trim(rest, "0123456789 ().,-/") != ""
	}
	return false
}

// isRounded reports whether a text is what Excel makes of a long number in a csv file that it saves.
func isRounded(text string) bool {
	digits, power, found := strings.Cut(text, "E+")
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(digits, "-"), ".")
	return found && len(whole) == 1 && len(power) >= 2 && strings.Trim(whole+fraction+power, "0123456789") == ""
}

// badQuotes says in which line of the file the quotes do not close.
func badQuotes(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return ErrQuotes.With("Line", parse.StartLine)
	}
	return err
}

// emptyLines counts the lines without anything at the start of data.
func emptyLines(data []byte) int {
	n := 0
	for len(data) > 0 {
		rest, found := bytes.CutPrefix(data, []byte("\r\n"))
		if !found {
			rest, found = bytes.CutPrefix(data, []byte("\n"))
		}
		if !found {
			break
		}
		n, data = n+1, rest
	}
	return n
}

const (
	utf8Mark = "\xEF\xBB\xBF"
	cutRune  = utf8.UTFMax - 1 // bytes that a file cut within a character can end with
)

func hasUTF16Mark(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF})
}

// decode returns the text as UTF-8. Without a mark it is UTF-8 if it can be, and otherwise
// GB18030, in which Excel of Chinese Windows saves csv files.
func decode(data []byte) ([]byte, error) {
	rest, marked := bytes.CutPrefix(data, []byte(utf8Mark))
	switch {
	case hasUTF16Mark(data) && len(data)%2 != 0:
		return nil, ErrDamaged
	case hasUTF16Mark(data):
		return transcode(data, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	case utf8.Valid(rest):
		return rest, nil
	case marked, isCutUTF8(data):
		return nil, ErrDamaged
	}
	return transcode(data, simplifiedchinese.GB18030)
}

// transcode decodes all of data or refuses it.
func transcode(data []byte, from encoding.Encoding) ([]byte, error) {
	out, err := from.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(out, utf8.RuneError) {
		return nil, ErrEncoding
	}
	if isBinary(out) {
		return nil, ErrNotTable
	}
	return out, nil
}

// isCutUTF8 reports whether only the last character is incomplete and others are not ASCII.
func isCutUTF8(data []byte) bool {
	for n := 1; n <= min(cutRune, len(data)); n++ {
		rest := data[:len(data)-n]
		if utf8.Valid(rest) && bytes.ContainsFunc(rest, func(r rune) bool { return r >= utf8.RuneSelf }) {
			return true
		}
	}
	return false
}

// separator is the one of comma, semicolon and tab that the first row has most of, outside quotes.
func separator(data []byte) rune {
	count := map[byte]int{}
	quoted := false
	for _, b := range bytes.TrimLeft(data, "\r\n") {
		switch b {
		case '"':
			quoted = !quoted
		case ',', ';', '\t':
			if !quoted {
				count[b]++
			}
		}
		if b == '\n' && !quoted {
			break
		}
	}
	best := byte(',')
	for _, b := range []byte{';', '\t'} {
		if count[b] > count[best] {
			best = b
		}
	}
	return rune(best)
}

// formulaStarts are the characters that make a spreadsheet take the text of a csv cell for a
// formula, in ASCII and full width (OWASP, "CSV Injection").
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// startsFormula reports whether text, behind any apostrophes, would be taken for a formula.
func startsFormula(text string) bool {
	r, size := utf8.DecodeRuneInString(strings.TrimLeft(text, "'"))
	return size > 0 && strings.ContainsRune(formulaStarts, r)
}

// isAmount reports whether text is a negative number that a spreadsheet keeps as it is, such
// as -5 or -12.50. One with a plus is none: it would lose the plus, which a phone number needs.
func isAmount(text string) bool {
	digits, negative := strings.CutPrefix(text, "-")
	whole, fraction, point := strings.Cut(digits, ".")
	return negative && whole != "" && (fraction != "" || !point) && len(whole+fraction) <= trustedDigits &&
		strings.Trim(whole+fraction, "0123456789") == ""
}

// guard makes sure that a spreadsheet takes the cell for text or a plain number; unguard takes that back.
func guard(value string) string {
	if startsFormula(value) && !isAmount(value) {
		return "'" + value
	}
	return value
}

func unguard(value string) string {
	if rest, ok := strings.CutPrefix(value, "'"); ok && startsFormula(rest) {
		return rest
	}
	return value
}

// WriteCSV writes the rows as a csv file in UTF-8 with a mark, which Excel needs to show
// Chinese. No cell begins a formula: an apostrophe is put before =, +, @ and whatever else does,
// which Read removes. Negative numbers stay numbers.
func WriteCSV(w io.Writer, t Table) error {
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = row.Cells
	}
	if _, err := io.WriteString(w, utf8Mark); err != nil {
		return err
	}
	return writeCSVRows(w, rows)
}

func writeCSVRows(w io.Writer, rows [][]string) error {
	out := bufio.NewWriter(w)
	for _, row := range rows {
		for i, value := range row {
			if i > 0 {
				out.WriteByte(',')
			}
			out.WriteString(quote(guard(value)))
		}
		out.WriteString("\r\n")
	}
	return out.Flush()
}

// quote puts quotes around a text that a reader with any separator could take for several cells.
// The writer of encoding/csv knows its own separator only.
func quote(value string) string {
	if !strings.ContainsAny(value, "\",;\t\r\n ") {
		return value
	}
	return `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
}
