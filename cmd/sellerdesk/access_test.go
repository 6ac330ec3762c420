package main

import "sellerdesk/internal/account"

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
