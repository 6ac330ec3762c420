package export_test

import (
	"bytes"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"sellerdesk/internal/account"
	"sellerdesk/internal/export"
	"sellerdesk/internal/freight"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/job"
	"sellerdesk/internal/money"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/testing/shop"
)

// quarter is the period of the histories, and days are those on which something happens in it and around it.
var (
	quarter = freight.Period{From: "2026-10-31", To: "2026-12-01"}
	days    = []string{"2026-10-30", "2026-10-31", "2026-11-01", "2026-11-20", "2026-12-01", "2026-12-02"}
)

// happen adds a row to the history of a parcel.
func happen(rt *rapid.T, t *testing.T, s *shop.Shop, p parcel.Parcel, serial int) {
	k := rapid.SampledFrom([]freight.Kind{freight.Charged, freight.Charged, freight.Adjusted, freight.Paid, freight.Refunded}).Draw(rt, "kind")
	fen := rapid.Int64Range(1, 99_999).Draw(rt, "fen")
	if k == freight.Adjusted {
		fen -= 50_000
	}
	s.Add(t, p, k, fen, func(r *freight.Row) {
		r.Once, r.Day = fmt.Sprint("row ", serial), rapid.SampledFrom(days).Draw(rt, "day")
		if k == freight.Charged && rapid.Bool().Draw(rt, "in dollars") {
			r.Original, r.Rate = money.Of(rapid.Int64Range(1, 9_999).Draw(rt, "cents"), money.USD), 72_463
		}
	})
}

// sums adds up the columns of a report.
func sums(rt *rapid.T, look export.Options, content []byte, keys []string) map[string]int64 {
	read, err := sheet.Read("a."+string(look.Format), content)
	if err != nil {
		rt.Fatal(err)
	}
	out := map[string]int64{}
	for _, key := range keys {
		head := i18n.T(string(look.Language), key)
		for i, name := range read.Rows[0].Cells {
			for _, row := range read.Rows[1:] {
				if name != head || i >= len(row.Cells) || row.Cells[i] == "" {
					continue
				}
				amount, err := money.Parse(row.Cells[i], money.CNY)
				if err != nil {
					rt.Fatalf("%s holds %q: %v", head, row.Cells[i], err)
				}
				out[key] += amount.Minor
			}
		}
	}
	return out
}

// columns are those that add up to the totals of the page.
var columns = map[string]func(freight.Totals) money.Money{
	"statistics_list":      func(t freight.Totals) money.Money { return t.List },
	"statistics_discount":  func(t freight.Totals) money.Money { return t.Discount },
	"statistics_freight":   func(t freight.Totals) money.Money { return t.Freight },
	"statistics_fees":      func(t freight.Totals) money.Money { return t.Fees },
	"statistics_adjusted":  func(t freight.Totals) money.Money { return t.Adjusted },
	"statistics_refunded":  func(t freight.Totals) money.Money { return t.Refunded },
	"statistics_paid":      func(t freight.Totals) money.Money { return t.Paid },
	"statistics_estimated": func(t freight.Totals) money.Money { return t.Estimated },
}

func TestRandomHistoriesAddUpInEveryGroupingAndInTheFiles(t *testing.T) {
	s := shop.New(t)
	parcels := []parcel.Parcel{s.Charged(t, 3110), s.Charged(t, 2000), s.Parcel(t, func(p *parcel.Parcel) { p.Warehouse, p.Channel = "SHENZHEN", "CAINIAO_STANDARD" })}
	var keys []string
	for key := range columns {
		keys = append(keys, key)
	}
	serial := 0
	rapid.Check(t, func(rt *rapid.T) {
		for range rapid.IntRange(1, 4).Draw(rt, "rows") {
			serial++
			happen(rt, t, s, rapid.SampledFrom(parcels).Draw(rt, "parcel"), serial)
		}
		look := rapid.SampledFrom(looks()).Draw(rt, "look")
		files := map[string][]byte{}
		whole, err := s.Exports.Whole(t.Context(), s.Store, job.FreightReport, look, export.Days(quarter))
		if err != nil {
			rt.Fatal(err)
		}
		files["at once"] = whole.Content
		if serial%4 == 0 {
			files["by a job"] = reported(rt, t, s, look)
		}
		for how, content := range files {
			got := sums(rt, look, content, keys)
			for _, g := range freight.Groupings {
				groups, err := s.Freight.Statistics(t.Context(), s.Store, quarter, g)
				if err != nil {
					rt.Fatal(err)
				}
				for key, of := range columns {
					if want := of(freight.Sum(groups)).Minor; got[key] != want {
						rt.Fatalf("%s %s: %s adds up to %d, by %s it is %d", how, look.Format, key, got[key], g, want)
					}
				}
			}
		}
	})
}

// reported is the report that a job makes.
func reported(rt *rapid.T, t *testing.T, s *shop.Shop, look export.Options) []byte {
	id, err := s.Exports.Start(t.Context(), s.Store, s.Owner, job.FreightReport, look, export.Days(quarter))
	if err == nil {
		err = s.Jobs.All(t.Context())
	}
	if err != nil {
		rt.Fatal(err)
	}
	_, contents := files(t, s, id)
	if len(contents) != 1 {
		rt.Fatalf("%d files", len(contents))
	}
	return bytes.Clone(contents[0])
}

func TestAReportWithoutRowsIsAHeader(t *testing.T) {
	s := shop.New(t)
	for _, look := range looks() {
		file, err := s.Exports.Whole(t.Context(), s.Store, job.FreightReport, look, export.Days(quarter))
		must(t, err)
		if read := table(t, look, file.Content); len(read.Rows) != 1 {
			t.Errorf("%d rows", len(read.Rows))
		}
	}
	if many, err := s.Exports.Many(t.Context(), s.Store, quarter); many || err != nil {
		t.Errorf("nothing is many: %v", err)
	}
}

func TestARefusedFormatIsNamed(t *testing.T) {
	if _, err := export.ParseFormat("pdf"); err == nil || err.Error() == "" {
		t.Errorf("error = %v", err)
	}
	if f, err := export.ParseFormat(""); f != export.XLSX || err != nil {
		t.Errorf("without any it is %q, %v", f, err)
	}
	if account.Viewer.May(job.ExportOrders.Permission()) || account.Shipper.May(job.FreightReport.Permission()) {
		t.Error("who may not see it may have the file")
	}
}
