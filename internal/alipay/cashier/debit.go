package cashier

import (
	"context"

	"sellerdesk/internal/alipay"
	"sellerdesk/internal/errs"
	"sellerdesk/internal/money"
)

// debit takes a trade from the account of a signed agreement.
func (c *Cashier) debit(ctx context.Context, r request) (fields, error) {
	t, err := c.trade(r)
	if err != nil {
		return nil, err
	}
	if before, ok, err := c.known(ctx, r); err != nil || ok {
		return repeated(before, t), err
	}
	k, err := c.records.ContractByID(ctx, r.Params["agreement_no"])
	if errs.KindOf(err) == errs.NotFound || err == nil && (k.State != Signed || k.Store != t.Store || k.Method != r.paid) {
		return failed("ACQ.AGREEMENT_NOT_EXIST"), nil
	}
	if err != nil {
		return nil, err
	}
	broke, err := c.records.Broke(ctx, t.Store)
	if err != nil || broke {
		return failed(alipay.NoMoney), err
	}
	now := c.clock.Now(t.Store)
	if t.at(now).State != Open {
		return failed(alipay.TradeClosed), nil
	}
	t.State, t.Agreement, t.Paid, t.Told, t.DecidedAt, t.NoticeDue = Paid, k.ID, t.Amount, t.Amount, now, now
	if err := c.records.PutTrade(ctx, t); err != nil {
		return nil, err
	}
	if t, err = c.records.Trade(ctx, t.Number); err != nil {
		return nil, err
	}
	return succeeded(t.facts(t.Paid)), nil
}

// repeated answers a request for a trade that is there already.
func repeated(before, now Trade) fields {
	switch {
	case before.Amount != now.Amount:
		return failed(alipay.OtherTrade)
	case before.State == Paid:
		return failed(alipay.TradePaid)
	}
	return failed(alipay.TradeClosed)
}

// refund gives back a part of a paid trade, once for each number of the shop.
func (c *Cashier) refund(ctx context.Context, r request) (fields, error) {
	t, ok, err := c.known(ctx, r)
	if err != nil || !ok {
		return failed(alipay.NoTrade), err
	}
	f := Refund{Request: r.Request, Number: t.Number}
	if f.Amount, err = money.Parse(r.Refund, t.Amount.Currency); err != nil || f.Amount.Minor <= 0 || f.Request == "" {
		return nil, errArguments
	}
	said := func(changed string) fields {
		return succeeded(fields{"out_trade_no": string(t.Number), "trade_no": t.ID, "refund_fee": f.Amount.Decimal(), "fund_change": changed})
	}
	if before, err := c.records.Refund(ctx, f.Request); err == nil {
		if before != f {
			return failed("ACQ.DISCORDANT_REPEAT_REQUEST"), nil
		}
		return said("N"), nil
	} else if errs.KindOf(err) != errs.NotFound {
		return nil, err
	}
	back, err := c.records.Refunded(ctx, t.Number)
	if err != nil || t.State != Paid || back+f.Amount.Minor > t.Paid.Minor {
		return failed("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"), err
	}
	if err := c.records.PutRefund(ctx, f); err != nil {
		return nil, err
	}
	return said(alipay.FundsChanged), nil
}

// refunded says whether a refund was made.
func (c *Cashier) refunded(ctx context.Context, r request) (fields, error) {
	t, ok, err := c.known(ctx, r)
	if err != nil || !ok {
		return failed(alipay.NoTrade), err
	}
	f, err := c.records.Refund(ctx, r.Request)
	if errs.KindOf(err) == errs.NotFound || err == nil && f.Number != t.Number {
		return succeeded(fields{}), nil // as Alipay answers: success, and nothing about it
	}
	if err != nil {
		return nil, err
	}
	return succeeded(fields{
		"out_trade_no": string(t.Number), "trade_no": t.ID, "out_request_no": f.Request,
		"refund_amount": f.Amount.Decimal(), "refund_status": alipay.RefundMade,
	}), nil
}

// agreement says what became of an agreement.
func (c *Cashier) agreement(ctx context.Context, r request) (fields, error) {
	k, err := c.records.Contract(ctx, r.Contract)
	if errs.KindOf(err) == errs.NotFound || err == nil && k.Method != r.paid {
		return failed(alipay.NoAgreement), nil
	}
	if err != nil {
		return nil, err
	}
	return succeeded(k.facts()), nil
}

// facts are what answers and notices say about an agreement.
func (k Contract) facts() fields {
	status := alipay.AgreementOver
	if k.State == Signed {
		status = alipay.AgreementNormal
	}
	return fields{"external_agreement_no": k.Number, "agreement_no": k.ID, "alipay_logon_id": k.Payer, "status": status}
}

// unsign ends a signed agreement, by either number.
func (c *Cashier) unsign(ctx context.Context, r request) (fields, error) {
	find, number := c.records.Contract, r.Contract
	if r.Agreement != "" {
		find, number = c.records.ContractByID, r.Agreement
	}
	k, err := find(ctx, number)
	if errs.KindOf(err) == errs.NotFound || err == nil && (k.State != Signed || k.Method != r.paid) {
		return failed(alipay.NoAgreement), nil
	}
	if err == nil {
		err = c.records.EndContract(ctx, k.Number)
	}
	if err != nil {
		return nil, err
	}
	return succeeded(fields{}), nil
}
