package arch

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layer is a part of the program. A package may import packages of its own layer and of lower ones.
type layer struct {
	name     string
	packages []string // a trailing /... covers subfolders
}

// layers lists the layers from the bottom up. In the domain, knowledge points up
// the tree of the README: a later line knows the earlier ones.
var layers = []layer{
	{"kernel", []string{"internal/errs"}},
	{"kernel", []string{"internal/money", "internal/measure", "internal/place", "internal/paging"}},
	{"domain", []string{"internal/account"}},
	{"domain", []string{"internal/history"}},
	{"domain", []string{"internal/address", "internal/channel", "internal/tracking"}},
	{"domain", []string{"internal/product", "internal/warehouse"}},
	{"domain", []string{"internal/order", "internal/carrier", "internal/tariff"}},
	{"domain", []string{"internal/parcel", "internal/offline"}},
	{"domain", []string{"internal/preflight", "internal/notice", "internal/freight", "internal/shiprule"}},
	{"domain", []string{"internal/message"}},
	{"domain", []string{"internal/job"}},
	{"domain", []string{"internal/upload"}},
	{"domain", []string{"internal/orderimport", "internal/tariffimport"}},
	{"use cases", []string{"internal/shipping", "internal/paying"}},
	{"use cases", []string{"internal/export"}},
	{"use cases", []string{"internal/batch", "internal/batchshipping"}},
	{"texts", []string{"internal/i18n"}},
	{"templates", []string{"views/..."}},
	{"infrastructure", []string{"internal/db", "migrations", "static"}},
	{"adapters", []string{
		"internal/sqlstore", "internal/carrier/rehearsal", "internal/alipay", "internal/alipay/cashier", "internal/label", "internal/sheet",
		"internal/catalogue", "internal/market", "internal/rehearsal", "internal/worker", "internal/demo",
	}},
	{"site", []string{"internal/web/..."}},
	{"programs and tests", []string{"cmd/...", "internal/testing/...", "internal/arch", "internal/e2e", "internal/carrier/carriertest", "internal/paying/gatewaytest"}},
}

// pure are the parts that do no input or output: they import the standard
// library without outside, and of third parties only allowed.
var pure = []string{"kernel", "domain", "use cases"}

var (
	outside = []string{"database/sql", "net/http", "os", "embed"}
	allowed = []string{
		"github.com/alexedwards/argon2id",         // passwords
		"github.com/biter777/countries",           // codes of countries
		"github.com/nyaruka/phonenumbers",         // phone numbers
		"golang.org/x/text/language",              // names of countries
		"golang.org/x/text/language/display",      // names of countries
		"golang.org/x/text/unicode/norm",          // letters with accents
		"golang.org/x/text/encoding/charmap",      // what carriers can print
		"github.com/mozillazg/go-unidecode",       // names in Latin letters
		"github.com/mozillazg/go-unidecode/table", // and whether there are any
	}
)

// never lists imports that are wrong although the layers would allow them.
var never = []struct{ from, to, why string }{
	{"internal/web", "internal/db", "handlers call services, not the database"},
	{"internal/web", "internal/sqlstore", "handlers call services, not records"},
	{"internal/web", "internal/label", "handlers declare what they need; cmd knows the painter"},
	{"internal/web", "internal/sheet", "handlers declare what they need; cmd knows the reader"},
	{"internal/web", "internal/alipay", "handlers call paying, not a gateway"},
	{"internal/web", "internal/carrier/rehearsal", "handlers call shipping, not a network"},
	{"internal/worker", "internal/sqlstore", "tasks are methods of services"},
	{"internal/worker", "internal/db", "tasks are methods of services"},
	{"internal/sqlstore", "internal/i18n", "records know no words"},
	{"internal/sqlstore", "views", "records know nothing of pages"},
	{"internal/db", "internal/account", "the database knows no domain"},
	{"internal/carrier/rehearsal", "internal/db", "the network declares its own records"},
	{"internal/rehearsal", "internal/db", "the world declares its own records"},
	{"internal/alipay", "internal/db", "the gateway declares its own records"},
	{"internal/catalogue", "internal/db", "the catalogue is loaded through the domain"},
}

// under reports whether a package is a folder or in it.
func under(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

// layerOf returns the number of a package's layer, or -1.
func layerOf(pkg string) int {
	return slices.IndexFunc(layers, func(l layer) bool {
		return slices.ContainsFunc(l.packages, func(p string) bool {
			folder, below := strings.CutSuffix(p, "/...")
			return pkg == folder || below && under(pkg, folder)
		})
	})
}

func isPure(pkg string) bool {
	n := layerOf(pkg)
	return n >= 0 && slices.Contains(pure, layers[n].name)
}

// wrongImports returns what a file imports and should not.
func wrongImports(s source) []string {
	from := s.folder()
	if layerOf(from) < 0 {
		return []string{from + " belongs to no layer; add it to the list in internal/arch"}
	}
	var problems []string
	for _, spec := range s.file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		for _, why := range wrongImport(from, imported) {
			problems = append(problems, fmt.Sprintf("%s imports %s: %s", s.name, imported, why))
		}
	}
	return problems
}

func wrongImport(from, imported string) []string {
	var why []string
	to, own := strings.CutPrefix(imported, module)
	if own && layerOf(to) > layerOf(from) {
		why = append(why, "it is in a higher layer")
	}
	for _, n := range never {
		if own && under(from, n.from) && under(to, n.to) {
			why = append(why, n.why)
		}
	}
	thirdParty := !own && strings.Contains(strings.Split(to, "/")[0], ".")
	if isPure(from) && (thirdParty && !slices.Contains(allowed, to) || slices.Contains(outside, to)) {
		why = append(why, "the domain does not know how it is stored, called or shown")
	}
	return why
}

func TestLayersListWhatThereIs(t *testing.T) {
	for _, l := range layers {
		for _, p := range l.packages {
			if _, err := os.Stat(path.Join(root, strings.TrimSuffix(p, "/..."))); err != nil {
				t.Errorf("the layer %s lists %s: %v", l.name, p, err)
			}
		}
	}
}

func TestKnowledgePointsOneWay(t *testing.T) {
	for _, s := range program(t) {
		report(t, wrongImports(s))
	}
}

func TestWrongImportsAreFound(t *testing.T) {
	order := example(t, "internal/order/order.go", `package order
		import (
			"time"
			"net/http"
			"github.com/labstack/echo/v4"
			"github.com/alexedwards/argon2id"
			"sellerdesk/internal/account"
			"sellerdesk/internal/parcel"
		)`)
	finds(t, wrongImports(order), "net/http", "echo", "higher layer")
	page := example(t, "internal/web/orders/orders.go", `package orders
		import (
			"net/http"
			"sellerdesk/internal/sqlstore"
		)`)
	finds(t, wrongImports(page), "not records")
	finds(t, wrongImports(example(t, "internal/helpers/x.go", "package helpers")), "no layer")
}
