-- +goose Up

-- A payment as the cashier of rehearsal stores knows it.
CREATE TABLE cashier_payments (
    number       TEXT    PRIMARY KEY, -- the shop's number of it
    store_id     INTEGER NOT NULL,
    method       TEXT    NOT NULL, -- alipay, alipay_international
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency     TEXT    NOT NULL,
    state        TEXT    NOT NULL, -- alipay.State: open, paid, declined, closed
    paid_minor   INTEGER NOT NULL DEFAULT 0, -- what the payer really paid
    gateway      TEXT    NOT NULL, -- the cashier's own number
    return_to    TEXT    NOT NULL, -- path of the shop's page
    started_at   INTEGER NOT NULL,
    decided_at   INTEGER,
    notice_due   INTEGER -- when the shop is told; NULL: nothing to tell, or told
) STRICT;
CREATE INDEX cashier_notices ON cashier_payments (store_id, notice_due) WHERE notice_due IS NOT NULL;

-- An agreement for debits as the cashier knows it.
CREATE TABLE cashier_agreements (
    number    TEXT    PRIMARY KEY, -- the shop's number of it
    store_id  INTEGER NOT NULL,
    method    TEXT    NOT NULL,
    state     TEXT    NOT NULL, -- open, signed, declined
    payer     TEXT    NOT NULL DEFAULT '', -- sign-in name of the payer
    agreement TEXT    NOT NULL, -- the cashier's own number
    return_to TEXT    NOT NULL,
    asked_at  INTEGER NOT NULL
) STRICT;
