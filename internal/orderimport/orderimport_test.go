package orderimport_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/simplifiedchinese"

	"sellerdesk/internal/errs"
	"sellerdesk/internal/orderimport"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/upload"
)

// lines are the rows of a table as the import takes them.
func lines(table sheet.Table) []upload.Line {
	var out []upload.Line
	for _, row := range table.Rows {
		out = append(out, upload.Line(row))
	}
	return out
}

// codes are the codes of problems or warnings, in alphabetical order.
func codes(list []*errs.Error) []string {
	var out []string
	for _, e := range list {
		out = append(out, e.Code)
	}
	slices.Sort(out)
	return out
}

// committed compares a file under testdata with what it has to hold, or writes it.
func committed(t *testing.T, name string, want []byte) []byte {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the sample makes; run with UPDATE_GOLDEN=1", path)
	}
	return got
}

func TestTheSampleExportIsReadAsItWasMade(t *testing.T) {
	tests := []struct {
		name   string
		orders int
		encode func(sheet.Table) ([]byte, error)
	}{
		{"orders-300.xlsx", 300, func(table sheet.Table) ([]byte, error) {
			var out bytes.Buffer
			err := sheet.WriteXLSX(&out, table)
			return out.Bytes(), err
		}},
		{"orders-20.csv", 20, func(table sheet.Table) ([]byte, error) {
			var out bytes.Buffer
			if err := sheet.WriteCSV(&out, table); err != nil {
				return nil, err
			}
			return simplifiedchinese.GB18030.NewEncoder().Bytes(bytes.TrimPrefix(out.Bytes(), []byte("\xEF\xBB\xBF")))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			orders := sampleOrders(tt.orders)
			want, err := tt.encode(sheet.Of("订单", rows(orders)))
			if err != nil {
				t.Fatal(err)
			}
			table, err := sheet.Read(tt.name, committed(t, tt.name, want))
			if err != nil {
				t.Fatal(err)
			}
			file, err := reader.Read(lines(table))
			if err != nil {
				t.Fatal(err)
			}
			compare(t, orders, file)
		})
	}
}

// compare reports where a file is not read as the sample says.
func compare(t *testing.T, orders []sampleOrder, file orderimport.File) {
	t.Helper()
	if diff := cmp.Diff([]string{"店铺备注"}, file.Unknown); diff != "" {
		t.Errorf("unknown columns: %s", diff)
	}
	if len(file.Rows) != len(orders) {
		t.Fatalf("%d rows are read, want %d", len(file.Rows), len(orders))
	}
	for i, s := range orders {
		row := file.Rows[i]
		if row.Number != i+2 {
			t.Errorf("order %d is in row %d", i, row.Number)
		}
		skip := ""
		if row.Skip != nil {
			skip = row.Skip.Code
		}
		for what, diff := range map[string]string{
			"order": cmp.Diff(s.order, row.Order), "problems": cmp.Diff(s.problems, codes(row.Problems)),
			"warnings": cmp.Diff(s.warnings, codes(row.Warnings)), "skip": cmp.Diff(s.skip, skip),
		} {
			if diff != "" {
				t.Errorf("row %d, %s: %s", row.Number, what, diff)
			}
		}
		if row.CanImport() != (s.problems == nil && s.skip == "") {
			t.Errorf("row %d: CanImport = %v", row.Number, row.CanImport())
		}
	}
}
