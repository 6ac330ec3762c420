package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sellerdesk/internal/testing/browser"
)

// typedOrders is an export with an order that can be imported and one in an unknown country.
const typedOrders = `Order number,Order status,Order time,Payment time,Product title,SKU,Quantity,Unit price,Ship by,Receiver name,Country,City,Address,ZIP,Phone
8012345678901234,Awaiting shipment,2026-11-18 09:21,2026-11-18 09:25,Lip Balm,LB-003-HN,2,3.49,2099-11-25 09:25,Ann Lee,US,Akron,1 Main St,44301,5550134
8012345678909999,Awaiting shipment,2026-11-18 09:21,2026-11-18 09:25,Lip Balm,LB-003-HN,1,3.49,2099-11-25 09:25,Bo Lee,Moon,Akron,2 Main St,44301,5550135
`

// saved writes a file and returns where it is.
func saved(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOrdersAreImportedFromTheCommandLine(t *testing.T) {
	data, file := newStore(t), saved(t, "orders.csv", typedOrders)
	refused := "row 3, order 8012345678909999: “Moon” in “Country” is not a country."

	checked := done(t, data, "", "orders", "import", file, "--store", "1", "--check")
	if !strings.Contains(checked, refused) || !strings.Contains(checked, "With warnings       1") || strings.Contains(checked, "imported") {
		t.Errorf("the check says\n%s", checked)
	}
	if said := done(t, data, "", "orders", "import", file, "--store", "1"); !strings.Contains(said, refused) || !strings.Contains(said, "1 order of this file has been imported.") {
		t.Errorf("the import says\n%s", said)
	}
	said, problem := command(t, data, "", "orders", "import", file, "--store", "1")
	if !strings.Contains(problem, "Nothing is left to do in this file") || !strings.Contains(said, "Skipped             1") {
		t.Errorf("the second import says\n%s%s", said, problem)
	}
	b := serve(t, data).signIn(owner, password)
	b.Get("/transaction/orders/8012345678901234").Has(t, 200, "Lip Balm", "Ann Lee", "Imported from row 2 of orders.csv.")
	b.Get("/transaction/orders/8012345678909999").Has(t, 404)
}

func TestOrdersAreImportedInTheProgram(t *testing.T) {
	b := serve(t, newStore(t)).signIn(owner, password)
	p := b.Get("/transaction/orders").Follow(t, "Import Orders")
	p = p.SubmitFile(t, "Check File", browser.File{Field: "file", Name: "orders.csv", Content: []byte(typedOrders)})
	p.Has(t, 200, "1 order can be imported").Submit(t, "Import 1 Order").Has(t, 200, "1 order of this file has been imported.").
		Follow(t, "8012345678901234").Has(t, 200, "Lip Balm")
}

func TestWhatCannotBeImportedIsExplained(t *testing.T) {
	data := newStore(t)
	for want, args := range map[string][]string{
		"no such file":              {filepath.Join(data, "nothing.csv"), "--store", "1"},
		"This store does not exist": {saved(t, "orders.csv", typedOrders), "--store", "7"},
		"--store":                   {saved(t, "orders.csv", typedOrders)},
		"No header was found":       {saved(t, "other.csv", "a,b\n1,2\n"), "--store", "1"},
		"20 MiB":                    {saved(t, "large.csv", strings.Repeat("a,b\n", 6<<20)), "--store", "1"},
	} {
		said, problem := command(t, data, "", append([]string{"orders", "import"}, args...)...)
		if !strings.Contains(problem, want) {
			t.Errorf("%v: the program says %q %q, want %q", args, said, problem, want)
		}
	}
}

// typedPrices is a price table of one row.
const typedPrices = "Channel,Country,Weight from (g),Weight to (g),Mode,Rate,Fee,Currency\nCPAM,US,1,2000,per_gram,80,20,CNY\n"
