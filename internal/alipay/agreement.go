package alipay

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"sellerdesk/internal/account"
	"sellerdesk/internal/paying"
)

// Methods of the protocol about agreements for debits.
const (
	PageSign        = "alipay.user.agreement.page.sign"
	AgreementQuery  = "alipay.user.agreement.query"
	AgreementUnsign = "alipay.user.agreement.unsign"
)

// productSigned is Alipay's product of an agreement that one person signs.
const productSigned = "GENERAL_WITHHOLDING_P"

// States of an agreement.
const (
	AgreementNormal = "NORMAL"
	AgreementWaits  = "TEMP"
	AgreementOver   = "STOP"
)

// named names an agreement by our number of it.
func (c *Client) named(number string) map[string]any {
	return map[string]any{"external_agreement_no": number, "personal_product_code": productSigned, "sign_scene": c.Scene}
}

// Agree returns the address of the page where the payer signs an agreement for debits.
func (c *Client) Agree(ctx context.Context, store account.StoreID, number string) (string, error) {
	content := c.named(number)
	content["product_code"], content["access_params"] = productDebit, map[string]string{"channel": "QRCODEORSMS"}
	content["external_logon_id"] = strconv.FormatInt(int64(store), 10)
	content["effect_time"] = int(paying.SignWithin.Seconds())
	return c.page(ctx, PageSign, content)
}

// agreement is an answer about an agreement.
type agreement struct {
	Answer
	Number string `json:"external_agreement_no"`
	ID     string `json:"agreement_no"`
	Status string `json:"status"`
	Name   string `json:"alipay_logon_id"`
}

// Agreement says what became of an agreement, once that is decided.
func (c *Client) Agreement(ctx context.Context, number string) (paying.Agreement, bool, error) {
	var a agreement
	if err := c.ask(ctx, AgreementQuery, c.named(number), &a); err != nil {
		return paying.Agreement{}, false, err
	}
	switch {
	case noAgreement(a.Answer):
		return paying.Agreement{}, false, nil
	case a.Code != Success:
		return paying.Agreement{}, false, fmt.Errorf("%w: %s", ErrSilent, a.Sub)
	case a.Number != number:
		return paying.Agreement{}, false, errOther.With("Asked", number, "Answered", a.Number)
	case a.Status == AgreementWaits:
		return paying.Agreement{}, false, nil
	}
	return paying.Agreement{Number: number, Signed: a.Status == AgreementNormal, ID: a.ID, Method: c.Method, Name: a.Name}, true, nil
}

func noAgreement(a Answer) bool {
	return a.Code == Failed && strings.Contains(a.Sub, "AGREEMENT_NOT_EXIST")
}

// End ends a signed agreement, by the gateway's number. One that has ended stays so.
func (c *Client) End(ctx context.Context, number string) error {
	_, err := c.unsign(ctx, map[string]any{"agreement_no": number})
	return err
}

// Withdraw ends an agreement that was asked for, by our number, if it was signed.
func (c *Client) Withdraw(ctx context.Context, number string) (ended bool, err error) {
	return c.unsign(ctx, c.named(number))
}

// unsign reports whether there was an agreement, which has ended now.
func (c *Client) unsign(ctx context.Context, content map[string]any) (bool, error) {
	var a agreement
	if err := c.ask(ctx, AgreementUnsign, content, &a); err != nil {
		return false, err
	}
	if a.Code == Success {
		return true, nil
	}
	if noAgreement(a.Answer) {
		return false, nil
	}
	return false, ErrRefused.With("Code", a.Sub)
}
