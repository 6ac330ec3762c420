package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"sellerdesk/internal/account"
	"sellerdesk/internal/batch"
	"sellerdesk/internal/channel"
	"sellerdesk/internal/measure"
	"sellerdesk/internal/message"
	"sellerdesk/internal/money"
	"sellerdesk/internal/offline"
	"sellerdesk/internal/parcel"
	"sellerdesk/internal/paying"
	"sellerdesk/internal/shiprule"
	"sellerdesk/internal/testing/browser"
	"sellerdesk/views/link"
)

// access says who may ask for a route.
type access struct {
	needs account.Permission
	names kind               // what of a store its address names
	field string             // where the name stands: in the path, or in this field of query or form
	with  string             // another field that has to be there: "kind=sender"
	at    string             // what its path names that is everybody's, such as a channel
	looks account.Permission // who is let in to look what it is about, where that decides the rest
	file  bool               // a form that is answered with a file
}

// anybody marks routes that need no permission; everybody also nobody's sign-in.
const (
	anybody   account.Permission = "anybody"
	everybody account.Permission = "everybody"
)

// whole is the field of a name that is the whole query.
const whole = "*"

// kind is a kind of thing that belongs to a store.
type kind string

// The kinds that addresses name.
const (
	nothing     kind = ""
	anOrder     kind = "order"
	aShipped    kind = "order with a logistics order"
	aParcel     kind = "logistics order"
	aDue        kind = "logistics order with freight due"
	anExpress   kind = "logistics order of an express channel"
	aPayment    kind = "payment"
	aBill       kind = "request for a payment"
	anAgreement kind = "request for an agreement"
	aSKU        kind = "SKU"
	anEntry     kind = "address"
	aThread     kind = "thread"
	aStore      kind = "store"
	anUpload    kind = "upload"

	anOrderTable kind = "order table"
	aPrice       kind = "offline price"
	aRule        kind = "shipping rule"
	aTable       kind = "price table"
	aVersion     kind = "tariff version"
	aSelection   kind = "selection"
	aJob         kind = "job"
)

// rules is who may ask for what (decisions, section 7). A route that is not
// here fails the test, and so does one that is here only.
var rules = map[string]access{
	"GET /":             {needs: anybody},
	"GET /healthz":      {needs: everybody},
	"GET /static/*":     {needs: everybody},
	"GET /login":        {needs: everybody},
	"POST /login":       {needs: everybody},
	"POST /logout":      {needs: everybody},
	"POST /preferences": {needs: everybody},
	"POST /store":       {needs: anybody, names: aStore, field: "store"},

	"GET /transaction/orders":                          {needs: account.View},
	"GET /transaction/orders/:number":                  {needs: account.View, names: anOrder},
	"POST /transaction/orders/:number/cancel":          {needs: account.Ship, names: anOrder},
	"GET /transaction/orders/import":                   {needs: account.Ship},
	"POST /transaction/orders/import":                  {needs: account.Ship},
	"GET /transaction/orders/:number/address":          {needs: account.Ship, names: anOrder},
	"POST /transaction/orders/:number/address":         {needs: account.Ship, names: anOrder},
	"GET /transaction/orders/import/:upload":           {needs: account.Ship, names: anUpload},
	"POST /transaction/orders/import/:upload":          {needs: account.Ship, names: anUpload},
	"GET /transaction/orders/import/:upload/file":      {needs: account.Ship, names: anUpload},
	"GET /transaction/orders/import/:upload/results":   {needs: account.Ship, names: anUpload},
	"GET /transaction/orders/import/:upload/failed":    {needs: account.Ship, names: anUpload},
	"GET /transaction/batch-shipping":                  {needs: account.Ship},
	"POST /transaction/batch-shipping":                 {needs: account.Ship},
	"GET /transaction/batch-shipping/orders.xlsx":      {needs: account.Ship},
	"GET /transaction/batch-shipping/orders.csv":       {needs: account.Ship},
	"GET /transaction/batch-shipping/:upload":          {needs: account.Ship, names: anOrderTable},
	"POST /transaction/batch-shipping/:upload":         {needs: account.Ship, names: anOrderTable},
	"POST /transaction/batch-shipping/:upload/labels":  {needs: account.Ship, names: anOrderTable},
	"GET /transaction/batch-shipping/:upload/file":     {needs: account.Ship, names: anOrderTable},
	"GET /transaction/batch-shipping/:upload/results":  {needs: account.Ship, names: anOrderTable},
	"GET /transaction/batch-shipping/:upload/failed":   {needs: account.Ship, names: anOrderTable},
	"GET /transaction/orders/:number/shipping":         {needs: account.Ship, names: anOrder},
	"GET /transaction/orders/:number/logistics-order":  {needs: account.Ship, names: anOrder},
	"POST /transaction/orders/:number/logistics-order": {needs: account.Ship, names: anOrder},
	"GET /transaction/orders/:number/shipping-notice":  {needs: account.Ship, names: aShipped},
	"POST /transaction/orders/:number/shipping-notice": {needs: account.Ship, names: anOrder},

	"GET /transaction/parcels":                    {needs: account.View},
	"GET /transaction/parcels/:lp":                {needs: account.View, names: aParcel},
	"GET /transaction/parcels/:lp/label.pdf":      {needs: account.Ship, names: aParcel},
	"GET /transaction/parcels/:lp/label.png":      {needs: account.Ship, names: aParcel},
	"GET /transaction/parcels/:lp/label.zpl":      {needs: account.Ship, names: aParcel},
	"POST /transaction/parcels/:lp/label":         {needs: account.Ship, names: aParcel, with: "kind=pdf"},
	"GET /transaction/label-test.pdf":             {needs: account.Ship},
	"POST /transaction/parcels/:lp/cancel":        {needs: account.Ship, names: aParcel},
	"POST /transaction/parcels/:lp/reroute":       {needs: account.Ship, names: aParcel},
	"POST /transaction/parcels/:lp/abandon":       {needs: account.Ship, names: aParcel},
	"POST /transaction/payments":                  {needs: account.Pay, names: aDue, field: "lp", with: "method=alipay"},
	"GET /transaction/payments/:number":           {needs: account.View, names: aPayment},
	"POST /transaction/payments/:number/continue": {needs: account.Pay, names: aPayment},
	"POST /transaction/payments/:number/check":    {needs: account.Pay, names: aPayment},
	"POST /transaction/payments/:number/release":  {needs: account.Pay, names: aPayment},

	"GET /transaction/freight-statistics":             {needs: account.Pay},
	"GET /transaction/freight-statistics/report.xlsx": {needs: account.Pay},
	"GET /transaction/freight-statistics/report.csv":  {needs: account.Pay},

	"GET /transaction/documents/packing-slips.pdf":       {needs: account.Ship, names: aParcel, field: "lp"},
	"GET /transaction/documents/pick-list.pdf":           {needs: account.Ship, names: aParcel, field: "lp"},
	"GET /transaction/documents/hand-over-list.pdf":      {needs: account.Ship, names: aParcel, field: "lp"},
	"GET /transaction/documents/commercial-invoices.pdf": {needs: account.Ship, names: anExpress, field: "lp"},

	"POST /transaction/freight-statistics/report": {needs: account.Pay, with: "format=csv"},

	"GET /transaction/orders/export":          {needs: account.ReadAddresses},
	"POST /transaction/orders/export":         {needs: account.ReadAddresses, with: "format=csv", file: true},
	"GET /transaction/parcels/export":         {needs: account.ReadAddresses},
	"POST /transaction/parcels/export":        {needs: account.ReadAddresses, with: "format=csv", file: true},
	"POST /transaction/selections/:id/export": {needs: account.ReadAddresses, names: aSelection, with: "format=csv"},

	"POST /transaction/selections":               {needs: account.View, with: "do=clear&list=parcels"},
	"POST /transaction/selections/paste":         {needs: account.View, with: "list=parcels&numbers=LP00000000000000"},
	"GET /transaction/selections/:id":            {needs: account.View, names: aSelection},
	"POST /transaction/selections/:id/labels":    {needs: account.Ship, names: aSelection},
	"POST /transaction/selections/:id/documents": {needs: account.Ship, names: aSelection, with: "document=pick_list"},
	"POST /transaction/selections/:id/notices":   {needs: account.Ship, names: aSelection},
	"POST /transaction/selections/:id/pay":       {needs: account.Pay, names: aSelection, with: "method=alipay"},

	"GET /jobs":                     {needs: account.View},
	"GET /jobs/:id":                 {needs: account.View, names: aJob},
	"GET /jobs/:id/files/:position": {needs: account.Ship, names: aJob, looks: account.ReadAddresses},
	"POST /jobs/:id/cancel":         {needs: account.Ship, names: aJob, looks: account.ReadAddresses},
	"POST /jobs/:id/retry":          {needs: account.Ship, names: aJob},

	"GET /logistics/channels":         {needs: account.View},
	"GET /logistics/channels/:code":   {needs: account.View, at: "CPAM"},
	"GET /logistics/calculator":       {needs: account.View},
	"GET /logistics/collection-rules": {needs: account.View},
	"GET /logistics/restrictions":     {needs: account.View},

	"GET /logistics/tariffs":                            {needs: account.View},
	"POST /logistics/tariffs/rates":                     {needs: account.Manage},
	"GET /logistics/tariffs/compare":                    {needs: account.View},
	"POST /logistics/tariffs/versions/:number/withdraw": {needs: account.Manage, names: aVersion},
	"GET /logistics/tariffs/template.xlsx":              {needs: account.ReadAddresses},
	"GET /logistics/tariffs/template.csv":               {needs: account.ReadAddresses},
	"GET /logistics/tariffs/import":                     {needs: account.Manage},
	"POST /logistics/tariffs/import":                    {needs: account.Manage},
	"GET /logistics/tariffs/import/:upload":             {needs: account.Manage, names: aTable},
	"POST /logistics/tariffs/import/:upload/apply":      {needs: account.Manage, names: aTable},
	"GET /logistics/channels/:code/change":              {needs: account.Manage, at: "CPAM"},
	"POST /logistics/channels/:code/change":             {needs: account.Manage, at: "CPAM"},
	"GET /logistics/channels/:code/change/:part":        {needs: account.Manage, at: "CPAM goods"},
	"POST /logistics/channels/:code/change/:part":       {needs: account.Manage, at: "CPAM goods"},
	"GET /logistics/warehouses/:code/change":            {needs: account.Manage, at: "CPAM_WLB_CPAMYW"},
	"POST /logistics/warehouses/:code/change":           {needs: account.Manage, at: "CPAM_WLB_CPAMYW"},
	"GET /logistics/collection-rules/holidays":          {needs: account.Manage},
	"POST /logistics/collection-rules/holidays":         {needs: account.Manage},
	"GET /logistics/restrictions/orders":                {needs: account.Manage},
	"POST /logistics/restrictions/orders":               {needs: account.Manage},
	"GET /logistics/tariffs/waiting-times":              {needs: account.Manage},
	"POST /logistics/tariffs/waiting-times":             {needs: account.Manage},

	"GET /products":       {needs: account.View},
	"GET /products/new":   {needs: account.Ship},
	"POST /products/new":  {needs: account.Ship},
	"GET /products/:sku":  {needs: account.View, names: aSKU},
	"POST /products/:sku": {needs: account.Ship, names: aSKU},

	"GET /messages":           {needs: account.View},
	"POST /messages":          {needs: account.Ship, names: anOrder, field: "order"},
	"GET /messages/new":       {needs: account.Ship, names: anOrder, field: "order"},
	"GET /messages/:id":       {needs: account.View, names: aThread},
	"POST /messages/:id/read": {needs: account.Ship, names: aThread},

	"GET /account/deduction-account":         {needs: account.View},
	"POST /account/deduction-account/bind":   {needs: account.Pay},
	"POST /account/deduction-account/check":  {needs: account.Pay},
	"POST /account/deduction-account/unbind": {needs: account.Pay},
	"GET /account/addresses":                 {needs: account.View},
	"GET /account/addresses/new":             {needs: account.Manage, with: "kind=sender"},
	"POST /account/addresses":                {needs: account.Manage, with: "kind=sender"},
	"GET /account/addresses/:id":             {needs: account.Manage, names: anEntry},
	"POST /account/addresses/:id":            {needs: account.Manage, names: anEntry},
	"POST /account/addresses/:id/prefer":     {needs: account.Manage, names: anEntry},
	"POST /account/addresses/:id/remove":     {needs: account.Manage, names: anEntry},

	"GET /transaction/batch-shipping/rules":               {needs: account.View},
	"GET /transaction/batch-shipping/rules/trial":         {needs: account.View},
	"GET /transaction/batch-shipping/rules/new":           {needs: account.Ship},
	"POST /transaction/batch-shipping/rules":              {needs: account.Ship},
	"GET /transaction/batch-shipping/rules/:rule":         {needs: account.Ship, names: aRule},
	"POST /transaction/batch-shipping/rules/:rule":        {needs: account.Ship, names: aRule},
	"POST /transaction/batch-shipping/rules/:rule/move":   {needs: account.Ship, names: aRule},
	"POST /transaction/batch-shipping/rules/:rule/remove": {needs: account.Ship, names: aRule},

	"GET /account/offline-prices":             {needs: account.View},
	"GET /account/offline-prices/export":      {needs: account.ReadAddresses},
	"GET /account/offline-prices/new":         {needs: account.Manage},
	"POST /account/offline-prices":            {needs: account.Manage},
	"POST /account/offline-prices/check":      {needs: account.Manage},
	"POST /account/offline-prices/replace":    {needs: account.Manage},
	"GET /account/offline-prices/:id":         {needs: account.Manage, names: aPrice},
	"POST /account/offline-prices/:id":        {needs: account.Manage, names: aPrice},
	"POST /account/offline-prices/:id/remove": {needs: account.Manage, names: aPrice},

	"GET /rehearsal":                      {needs: account.View},
	"POST /rehearsal/clock":               {needs: account.Rehearse},
	"POST /rehearsal/buyer":               {needs: account.Rehearse},
	"POST /rehearsal/orders":              {needs: account.Rehearse},
	"POST /rehearsal/parcels/:lp/step":    {needs: account.Rehearse, names: aParcel},
	"POST /rehearsal/parcels/:lp/trouble": {needs: account.Rehearse, names: aParcel, with: "trouble=reject"},
	"GET /rehearsal/alipay":               {needs: account.Pay, names: aBill, field: whole},
	"POST /rehearsal/alipay/payment":      {needs: account.Pay, names: aBill, field: "request", with: "decision=wait"},
	"POST /rehearsal/alipay/agreement":    {needs: account.Pay, names: anAgreement, field: "request"},
	"POST /rehearsal/alipay/money":        {needs: account.Rehearse, with: "money=put"},

	"POST /alipay/notice": {needs: everybody},
	"GET /alipay/return":  {needs: account.Pay, names: aPayment, field: "out_trade_no"},
}

// TestEveryRouteAnswersEveryRole asks for every route of the program as nobody
// and in every role, with numbers of the own store and of another one.
func TestEveryRouteAnswersEveryRole(t *testing.T) {
	t.Parallel()
	w := newTwoStores(t)
	for _, r := range w.routes(t) {
		t.Run(r, func(t *testing.T) {
			rule, ok := rules[r]
			if !ok {
				t.Fatal("nobody has decided who may ask for this route")
			}
			w.nobody(t, r, rule)
			for _, role := range account.Roles {
				w.somebody(t, r, rule, role)
			}
		})
	}
	for r := range rules {
		if !slices.Contains(w.routes(t), r) {
			t.Errorf("%s is decided about and does not exist", r)
		}
	}
}

// TestTheMapOfTheSiteIsTheProgramsOwn compares the map, which is made without
// the program, with what the program serves.
func TestTheMapOfTheSiteIsTheProgramsOwn(t *testing.T) {
	lines, err := os.ReadFile(filepath.Join("..", "..", "internal", "web", "testdata", "routes.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var mapped []string
	for line := range strings.Lines(string(lines)) {
		parts := strings.Fields(line)
		mapped = append(mapped, parts[1]+" "+parts[0])
	}
	slices.Sort(mapped)
	if diff := cmp.Diff(mapped, newTwoStores(t).routes(t)); diff != "" {
		t.Errorf("on the map (-) and served (+):\n%s", diff)
	}
}

// twoStores is the site with two stores that know nothing of each other.
type twoStores struct {
	site       *echo.Echo
	own, other map[kind]string
	cookies    map[account.Role]string // sessions of people of the own store
}

func newTwoStores(t *testing.T) *twoStores {
	t.Helper()
	a := opened(t, t.TempDir())
	own := newStock(t, a, "Bright Goods", owner)
	w := &twoStores{own: own.things(), other: newStock(t, a, "Other Goods", "wang@example.com").things(), cookies: map[account.Role]string{}}
	base, err := url.Parse("http://sellerdesk.test")
	own.must(err)
	h, err := a.site(siteSettings{base: base, key: []byte(strings.Repeat("k", 32))})
	own.must(err)
	w.site = h.(*echo.Echo)
	for _, role := range account.Roles {
		email := owner
		if role != account.Owner {
			email = string(role) + "@example.com"
			own.must(a.accounts.AddMember(own.ctx, own.store, email, role))
			own.must(a.accounts.SetPassword(own.ctx, email, password))
		}
		b := browser.New(w.site)
		b.Post("/login", "email", email, "password", password).Has(t, 200, "My Orders")
		w.cookies[role] = b.Cookie("session")
	}
	return w
}

// things makes one of each kind in a store.
func (s stock) things() map[kind]string {
	s.t.Helper()
	free, shipped, paid := s.place(1), s.place(2), s.place(3)
	first, due := s.ship(shipped), s.charged(s.place(4))
	p, bill, err := s.paying.Start(s.ctx, s.store, s.by, []parcel.Number{s.charged(paid).Number}, paying.Methods[0])
	s.must(err)
	o, err := s.orders.Get(s.ctx, s.store, free)
	s.must(err)
	thread, err := s.messages.Post(s.ctx, message.Draft{Store: s.store, Order: o.ID, Buyer: o.Buyer.Name, Sender: message.Buyer, Body: "Hello"})
	s.must(err)
	agreement, err := s.paying.Bind(s.ctx, s.store, s.by, paying.Methods[0])
	s.must(err)
	entries, err := s.book.List(s.ctx, s.store)
	s.must(err)
	upload, err := s.imports.Upload(s.ctx, s.store, s.by, "orders.csv", []byte(typedOrders))
	s.must(err)
	price := offline.Price{Store: s.store, Carrier: "Own", UpTo: 2000, From: 1, PerKilo: money.Of(5000, money.CNY), Fee: money.Of(0, money.CNY)}
	s.must(s.offline.Save(s.ctx, s.by, price))
	prices, err := s.lists.List(s.ctx, s.store)
	s.must(err)
	priceTable, err := s.prices.Upload(s.ctx, s.store, s.by, "prices.csv", []byte(typedPrices))
	s.must(err)
	version := s.versionToCome()
	mine := batch.Whose{Store: s.store, Person: s.by, List: batch.ParcelList}
	_, err = s.batch.Tick(s.ctx, mine, []string{string(first.Number)}, []string{string(first.Number)})
	s.must(err)
	selection, err := s.batch.Mine(s.ctx, mine)
	s.must(err)
	printed, err := s.batch.StartLabels(s.ctx, s.by, selection, batch.LabelOptions{Start: 1})
	s.must(err)
	s.must(s.jobs.All(s.ctx))
	return map[kind]string{
		aSelection: fmt.Sprint(selection.ID), aJob: fmt.Sprint(printed),
		aTable: fmt.Sprint(priceTable), aVersion: version, aRule: s.lastRule(),
		aPrice:   fmt.Sprint(prices[0].ID),
		anUpload: fmt.Sprint(upload), anOrderTable: fmt.Sprint(s.uploadTable()),
		anExpress: string(s.shipBy(channel.Premium, s.place(5)).Number),
		anOrder:   string(free), aShipped: string(shipped), aParcel: string(first.Number), aDue: string(due.Number),
		anAgreement: strings.TrimPrefix(agreement, link.RehearsalCashier()+"?"),
		aBill:       strings.TrimPrefix(bill, link.RehearsalCashier()+"?"),
		aPayment:    string(p.Number), aSKU: s.sku(), anEntry: fmt.Sprint(entries[0].ID), aThread: fmt.Sprint(thread), aStore: fmt.Sprint(s.store),
	}
}

// versionToCome adds as many exchange rates as the store's id, and returns the number of
// the last: so many the stores before it do not have.
func (s stock) versionToCome() (number string) {
	s.t.Helper()
	for i := range s.store {
		made, err := s.prices.AddRate(s.ctx, s.store, s.by, money.Rate(70000+i), "2126-11-20", "bank")
		s.must(err)
		number = made.Number
	}
	return number
}

// lastRule adds as many rules as the store's id, and returns the number of the last:
// so many the stores before it do not have.
func (s stock) lastRule() (number string) {
	s.t.Helper()
	for i := range int(s.store) {
		r := shiprule.Rule{WeightFrom: measure.Weight(i + 1), Channel: channel.ChinaPostRegistered}
		s.must(s.rules.Add(s.ctx, shiprule.Change{Store: s.store, By: s.by, Version: i}, r))
		number = fmt.Sprint(i + 1)
	}
	return number
}

// routes are all routes of the site.
func (w *twoStores) routes(t *testing.T) []string {
	t.Helper()
	var all []string
	for _, r := range w.site.Routes() {
		if r.Method != echo.RouteNotFound {
			all = append(all, r.Method+" "+r.Path)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func (w *twoStores) nobody(t *testing.T, route string, rule access) {
	t.Helper()
	answer := w.ask(t, route, rule, w.own, "")
	if rule.needs == everybody {
		if answer.Code >= 500 || answer.Code == http.StatusForbidden {
			t.Errorf("nobody gets %d", answer.Code)
		}
		return
	}
	if to := answer.Header().Get("Location"); answer.Code != http.StatusSeeOther || !strings.HasPrefix(to, link.Login("")) {
		t.Errorf("nobody gets %d and is led to %q, want the sign-in page", answer.Code, to)
	}
}

func (w *twoStores) somebody(t *testing.T, route string, rule access, role account.Role) {
	t.Helper()
	if rule.needs == everybody {
		return
	}
	may := rule.needs == anybody || role.May(rule.needs)
	for name, things := range map[string]map[kind]string{"own": w.own, "another store's": w.other} {
		got := w.ask(t, route, rule, things, w.cookies[role]).Code
		want := []int{http.StatusForbidden}
		switch {
		case (may || role.May(rule.looks)) && rule.names != nothing && name != "own":
			want = []int{http.StatusNotFound}
		case may && rule.file:
			want = []int{http.StatusOK}
		case may:
			want = welcome(route)
		}
		if !slices.Contains(want, got) {
			t.Errorf("%s with %s number gets %d, want %v", role, name, got, want)
		}
	}
}

// welcome is how a route answers somebody who may ask for it. A form was sent
// without its fields: it may be refused for that.
func welcome(route string) []int {
	if strings.HasPrefix(route, http.MethodGet) {
		return []int{http.StatusOK, http.StatusSeeOther}
	}
	return []int{http.StatusSeeOther, http.StatusConflict, http.StatusUnprocessableEntity}
}

// ask asks for a route with the name of a thing, as the person of a session.
func (w *twoStores) ask(t *testing.T, route string, rule access, things map[kind]string, session string) *httptest.ResponseRecorder {
	t.Helper()
	method, path, _ := strings.Cut(route, " ")
	fields, err := url.ParseQuery(rule.with)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case rule.at != "":
		path = fillIn(path, strings.Fields(rule.at)...)
	case rule.field == "":
		path = fillIn(path, things[rule.names])
	case rule.field == whole:
		fields, err = url.ParseQuery(things[rule.names])
		if err != nil {
			t.Fatal(err)
		}
	default:
		fields.Set(rule.field, things[rule.names])
	}
	var body io.Reader
	if method == http.MethodGet {
		path += "?" + fields.Encode()
	} else {
		body = strings.NewReader(fields.Encode())
	}
	r := httptest.NewRequest(method, "http://sellerdesk.test"+path, body)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if session != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: session})
	}
	answer := httptest.NewRecorder()
	w.site.ServeHTTP(answer, r)
	return answer
}

// fillIn puts names in the place of the parameters of a route. What counts below them, such as files, begins with 1.
func fillIn(path string, names ...string) string {
	segments := strings.Split(path, "/")
	names = append(names, "1")
	for i, s := range segments {
		if strings.HasPrefix(s, ":") {
			segments[i] = url.PathEscape(names[0])
			if len(names) > 1 {
				names = names[1:]
			}
		}
	}
	return strings.Join(segments, "/")
}
