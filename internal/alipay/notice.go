package alipay

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"

	"sellerdesk/internal/paying"
)

// Shop is who is told what a gateway says on its own.
type Shop interface {
	Heard(ctx context.Context, from paying.Gateway, r paying.Result) error
	HeardAgreement(ctx context.Context, from paying.Gateway, number, id string) error
}

// Notices takes the notices of gateways: forms, each answered by one word. It
// serves anybody; a notice is believed for its signature.
type Notices struct {
	Clients func() []*Client
	Shop    Shop
	Log     *slog.Logger
}

// Types of notices.
const (
	NoticeTrade  = "trade_status_sync"
	NoticeSign   = "dut_user_sign"
	NoticeUnsign = "dut_user_unsign"
)

// The words that answer a notice. What failed is sent again later.
const (
	Taken    = "success"
	NotTaken = "failure"
)

const longestNotice = 64 << 10 // bytes

// ServeHTTP takes a notice.
func (n *Notices) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	word := Taken
	if err := n.take(w, r); err != nil {
		word = NotTaken
		n.Log.WarnContext(r.Context(), "notice not taken", "error", err)
	}
	_, _ = io.WriteString(w, word) // who sent it asks again when nothing arrives
}

func (n *Notices) take(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, longestNotice)
	if err := r.ParseForm(); err != nil {
		return err
	}
	for _, c := range n.Clients() {
		if app := r.PostForm.Get("app_id"); app != "" && app == c.App {
			return c.notice(r.Context(), r.PostForm, n.Shop)
		}
	}
	return fmt.Errorf("app %q is not ours", r.PostForm.Get("app_id"))
}

// notice verifies a notice and passes on what it says.
func (c *Client) notice(ctx context.Context, v url.Values, shop Shop) error {
	keys, err := c.Keys(ctx)
	if err != nil {
		return err
	}
	for name, values := range v {
		if len(values) > 1 {
			return fmt.Errorf("%s comes more than once", name)
		}
	}
	if err := Verify(keys.Theirs, Text(v, "sign_type"), v.Get("sign")); err != nil {
		return err
	}
	if v.Get("sign_type") != "RSA2" {
		return fmt.Errorf("signed by %q", v.Get("sign_type"))
	}
	switch kind := v.Get("notify_type"); kind {
	case NoticeTrade:
		return c.tradeNotice(ctx, v, shop)
	case NoticeSign:
		return shop.HeardAgreement(ctx, c, v.Get("external_agreement_no"), v.Get("agreement_no"))
	default:
		return nil // what was ended elsewhere shows at the next debit
	}
}

// tradeNotice passes on what became of a payment. Waiting says nothing yet.
func (c *Client) tradeNotice(ctx context.Context, v url.Values, shop Shop) error {
	if c.Seller != "" && v.Get("seller_id") != c.Seller {
		return fmt.Errorf("seller %q is not ours", v.Get("seller_id"))
	}
	r, decided, err := c.result(trade{
		Number: paying.Number(v.Get("out_trade_no")), Gateway: v.Get("trade_no"), Status: v.Get("trade_status"),
		Amount: amount(v.Get("total_amount")), Currency: v.Get("trans_currency"),
	}, paying.Number(v.Get("out_trade_no")))
	if err != nil || !decided {
		return err
	}
	return shop.Heard(ctx, c, r)
}
