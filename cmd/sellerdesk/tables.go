package main

import (
	"sellerdesk/internal/batchshipping"
	"sellerdesk/internal/i18n"
	"sellerdesk/internal/sheet"
	"sellerdesk/internal/upload"
)

// newTables makes Batch Online Shipping.
func (a *app) newTables() *batchshipping.Service {
	words := batchshipping.Words(i18n.T)
	return &batchshipping.Service{
		Uploads: &upload.Service{
			Table:   sheet.FormReader(batchshipping.IsHeader(words)),
			Records: a.uploads.Records, Jobs: a.jobs, Tx: a.data.product,
		},
		Orders: a.orders, Rules: a.rules.Records, Shipping: a.shipping, Tariffs: a.tariffs, Clock: a.clocks, Words: words,
	}
}
