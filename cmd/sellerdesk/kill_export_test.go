package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"sellerdesk/internal/account"
	"sellerdesk/internal/export"
	"sellerdesk/internal/job"
	"sellerdesk/internal/order"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/sqlstore"
	"sellerdesk/internal/testing/program"
)

// TestAnExportIsWholeAlthoughTheProgramIsKilledAmongItsSteps kills the program after each
// step of an export, and looks in the end whether its one file holds every order once.
func TestAnExportIsWholeAlthoughTheProgramIsKilledAmongItsSteps(t *testing.T) {
	t.Parallel()
	program.Build(t)
	const n = 6000
	for _, format := range export.Formats {
		t.Run(string(format), func(t *testing.T) {
			data := t.TempDir()
			startExport(t, data, n, format)
			written := work{"orders are written", `SELECT done FROM jobs`, unfinished}
			for done := 0; done < n-1000; {
				done = written.kill(t, data, done+1)
			}
			program.Start(t, data)
			l := openLedgers(t, data)
			l.await("exports that do not end", unfinished)
			checkExport(t, l, n, format)
		})
	}
}

// startExport makes a store whose owner has just started to export n orders.
func startExport(t *testing.T, data string, n int, format export.Format) {
	t.Helper()
	t.Run("an export", func(t *testing.T) { // closes the databases at its end
		s := newStock(t, opened(t, data), "Bright Goods", owner)
		s.must(s.data.product.Relaxed(t.Context(), func(context.Context) error {
			for i := range n {
				s.place(i + 1)
			}
			return nil
		}))
		items, err := s.batch.FoundOrders(s.ctx, order.Filter{Store: s.store})
		s.must(err)
		_, err = s.exports.Start(s.ctx, s.store, s.by, job.ExportOrders, export.Options{Format: format, Language: account.English, Name: "orders"}, items)
		s.must(err)
	})
}

// checkExport looks whether the file of the export holds n orders, each once and in their order.
func checkExport(t *testing.T, l ledgers, n int, format export.Format) {
	t.Helper()
	jobs := sqlstore.NewJobs(l.product)
	files, err := jobs.Files(t.Context(), 1, 1)
	if err != nil || len(files) != 1 {
		t.Fatalf("the files are %+v, %v", files, err)
	}
	var content bytes.Buffer
	if err := jobs.Copy(t.Context(), &content, 1, 1, files[0]); err != nil {
		t.Fatal(err)
	}
	table, err := sheet.Read("orders."+string(format), content.Bytes())
	if err != nil || len(table.Rows) != n+1 {
		t.Fatalf("the file has %d rows, %v", len(table.Rows), err)
	}
	last := ""
	for _, r := range table.Rows[1:] {
		if strings.Compare(r.Cells[0], last) <= 0 {
			t.Fatalf("%s comes after %s", r.Cells[0], last)
		}
		last = r.Cells[0]
	}
}
