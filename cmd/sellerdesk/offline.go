package main

import (
	"bytes"

	"sellerdesk/internal/offline"
	"sellerdesk/internal/sheet"
)

// offlineSheets reads and writes price lists for shipping offline.
type offlineSheets struct{}

// Read reads the rows of an Excel or csv file.
func (offlineSheets) Read(name string, content []byte) ([]offline.Line, error) {
	table, err := sheet.Read(name, content)
	if err != nil {
		return nil, err
	}
	lines := make([]offline.Line, len(table.Rows))
	for i, row := range table.Rows {
		lines[i] = offline.Line(row)
	}
	return lines, nil
}

// CSV writes rows as a csv file.
func (offlineSheets) CSV(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	err := sheet.WriteCSV(&b, sheet.Of("", rows))
	return b.Bytes(), err
}
