package cashier

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sellerdesk/internal/account"
	"sellerdesk/internal/alipay"
)

// repeatAfter is how long after a notice that was not taken the next one is sent.
var repeatAfter = [...]time.Duration{4 * time.Minute, 10 * time.Minute, 10 * time.Minute, time.Hour, 2 * time.Hour, 6 * time.Hour, 15 * time.Hour}

// signed are facts with what goes with them, signed by the cashier.
func (c *Cashier) signed(ctx context.Context, app string, said fields, more ...string) (url.Values, error) {
	v := url.Values{
		"app_id": {app}, "auth_app_id": {app}, "charset": {"utf-8"}, "seller_id": {Seller},
		"timestamp": {c.wall().In(alipay.Zone).Format(alipay.TimeLayout)},
	}
	for name, value := range said {
		v.Set(name, value)
	}
	for i := 0; i+1 < len(more); i += 2 {
		v.Set(more[i], more[i+1])
	}
	keys, err := c.keys(ctx)
	if err != nil {
		return nil, err
	}
	signature, err := alipay.Sign(keys.own, alipay.Text(v))
	v.Set("sign", signature)
	v.Set("sign_type", "RSA2")
	return v, err
}

// post sends the shop a notice, and reports an error unless it was taken.
func (c *Cashier) post(ctx context.Context, app, kind string, said fields) error {
	v, err := c.signed(ctx, app, said, "notify_type", kind, "version", "1.0",
		"notify_time", c.wall().In(alipay.Zone).Format(alipay.TimeLayout))
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://shop.invalid/", strings.NewReader(v.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
	w := &word{header: http.Header{}}
	c.shop.ServeHTTP(w, r)
	if w.said.String() != alipay.Taken {
		return fmt.Errorf("the shop answers %q", w.said.String())
	}
	return nil
}

// word is the shop's answer.
type word struct {
	header http.Header
	said   bytes.Buffer
}

// Header is that of the answer.
func (w *word) Header() http.Header { return w.header }

// Write takes the answer.
func (w *word) Write(p []byte) (int, error) { return w.said.Write(p) }

// WriteHeader takes nothing: the word alone counts.
func (w *word) WriteHeader(int) {}

// tell sends the shop the notice about a trade; again: another one is to follow. One that
// is not taken is sent again later, until the cashier gives up.
func (c *Cashier) tell(ctx context.Context, t Trade, again bool) error {
	said := t.facts(t.Told)
	said["notify_id"] = t.ID + strconv.Itoa(t.Notices)
	if err := c.post(ctx, apps[t.Method], alipay.NoticeTrade, said); err != nil {
		t.NoticeDue = time.Time{}
		if t.Notices < len(repeatAfter) {
			t.NoticeDue = c.clock.Now(t.Store).Add(repeatAfter[t.Notices])
		}
		t.Notices++
		return c.records.Tell(ctx, t)
	}
	if again {
		return nil
	}
	t.NoticeDue = time.Time{}
	return c.records.Tell(ctx, t)
}

// SendNotices sends the notices that are due by the store's clock, and returns how many.
func (c *Cashier) SendNotices(ctx context.Context, store account.StoreID) (int, error) {
	due, err := c.records.DueNotices(ctx, store, c.clock.Now(store))
	if err != nil {
		return 0, err
	}
	for i, t := range due {
		if err := c.tell(ctx, t, false); err != nil {
			return i, err
		}
	}
	return len(due), nil
}
