package main

import (
	"bytes"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batchshipping"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/upload"
)

// uploadTable uploads the order table of all that is to be shipped, as it was exported.
func (s stock) uploadTable() upload.ID {
	s.t.Helper()
	numbers, _, err := s.tables.Find(s.ctx, batchshipping.Filter{Store: s.store})
	s.must(err)
	table, err := s.tables.Export(s.ctx, s.store, numbers, batchshipping.AsBuyer, account.English)
	s.must(err)
	var file bytes.Buffer
	s.must(sheet.WriteCSV(&file, sheet.Of("", table.Rows)))
	id, err := s.tables.Upload(s.ctx, s.store, s.by, "orders.csv", file.Bytes())
	s.must(err)
	return id
}
