package sheet

import (
	"bytes"

	"sellerdesk/internal/upload"
)

// ReadLines reads the rows of an uploaded Excel or csv file.
func ReadLines(name string, content []byte) ([]upload.Line, error) {
	t, err := Read(name, content)
	return linesOf(t), err
}

// FormReader reads the rows of forms that were filled in; header tells the names of their columns.
func FormReader(header func(cells []string) bool) func(name string, content []byte) ([]upload.Line, error) {
	return func(name string, content []byte) ([]upload.Line, error) {
		t, err := ReadForm(name, content, header)
		return linesOf(t), err
	}
}

func linesOf(t Table) []upload.Line {
	lines := make([]upload.Line, len(t.Rows))
	for i, row := range t.Rows {
		lines[i] = upload.Line(row)
	}
	return lines
}

// Media types of written files.
const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	csvType  = "text/csv; charset=utf-8"
)

// toneOf are the tones of uploads as they are written.
var toneOf = map[upload.Tone]Tone{upload.Good: Good, upload.Warn: Warned, upload.Bad: Bad}

// WriteSheet writes a file that people get to fill in, or get back with its results: an
// Excel file, or its table alone as csv.
func WriteSheet(kind string, s upload.Sheet) (content []byte, contentType string, err error) {
	var out bytes.Buffer
	if kind == "csv" {
		err := WriteCSV(&out, Of(s.Name, s.Rows))
		return out.Bytes(), csvType, err
	}
	f := Form{Guide: Of(s.GuideName, s.Guide), Table: Of(s.Name, s.Rows), Tones: map[int]Tone{}}
	for _, c := range s.Columns {
		f.Columns = append(f.Columns, Column{Width: c.Width, Input: c.Input, Hidden: c.Hidden, Choices: c.Choices, Result: c.Result})
	}
	for row, tone := range s.Tones {
		f.Tones[row] = toneOf[tone]
	}
	err = WriteForm(&out, f)
	return out.Bytes(), xlsxType, err
}
