package main

import (
	"bytes"
	"fmt"

	"sellerdesk/internal/sheet"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/tariffimport"
)

// newPrices makes what owners change tariffs with.
func (a *app) newPrices() *tariffimport.Service {
	return &tariffimport.Service{
		Table: readPrices, Records: sqlstore.NewCatalogue(a.data.product), Uploads: sqlstore.NewTariffUploads(a.data.product),
		Snapshots: []tariffimport.Memory{a.tariffs, a.warehouses}, History: a.history, Clock: a.clocks, Tx: a.data.product,
	}
}

// readPrices reads the rows of a price table.
func readPrices(name string, content []byte) ([]tariffimport.Line, error) {
	table, err := sheet.Read(name, content)
	if err != nil {
		return nil, err
	}
	lines := make([]tariffimport.Line, len(table.Rows))
	for i, row := range table.Rows {
		lines[i] = tariffimport.Line(row)
	}
	return lines, nil
}

// writePrices writes a price table as an Excel or csv file, and says what it is.
func writePrices(kind, name string, rows [][]string) (content []byte, contentType string, err error) {
	var file bytes.Buffer
	table := sheet.Of(name, rows)
	if kind == "xlsx" {
		contentType, err = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.WriteXLSX(&file, table)
	} else {
		contentType, err = "text/csv; charset=utf-8", sheet.WriteCSV(&file, table)
	}
	if err != nil {
		return nil, "", fmt.Errorf("write price table: %w", err)
	}
	return file.Bytes(), contentType, nil
}
