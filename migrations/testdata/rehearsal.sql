CREATE TABLE cashier_agreements (
    number    TEXT    PRIMARY KEY, -- the shop's number of it
    store_id  INTEGER NOT NULL,
    method    TEXT    NOT NULL,
    state     TEXT    NOT NULL, -- open, signed, declined
    payer     TEXT    NOT NULL DEFAULT '', -- sign-in name of the payer
    agreement TEXT    NOT NULL, -- the cashier's own number
    asked_at  INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX cashier_agreements_id ON cashier_agreements (agreement);

CREATE TABLE cashier_broke (
    store_id INTEGER NOT NULL PRIMARY KEY
) STRICT;

CREATE TABLE cashier_keys (
    name TEXT NOT NULL PRIMARY KEY, -- whose
    pem  TEXT NOT NULL -- private key
) STRICT;

CREATE TABLE cashier_payments (
    number       TEXT    PRIMARY KEY, -- the shop's number of it
    store_id     INTEGER NOT NULL,
    method       TEXT    NOT NULL, -- alipay, alipay_international
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency     TEXT    NOT NULL,
    state        TEXT    NOT NULL, -- alipay.State: open, paid, declined, closed
    paid_minor   INTEGER NOT NULL DEFAULT 0, -- what the payer really paid
    gateway      TEXT    NOT NULL, -- the cashier's own number
    started_at   INTEGER NOT NULL,
    decided_at   INTEGER,
    notice_due   INTEGER -- when the shop is told; NULL: nothing to tell, or told
, told_minor INTEGER NOT NULL DEFAULT 0, agreement TEXT NOT NULL DEFAULT '', expires_at INTEGER, notices INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX cashier_notices ON cashier_payments (store_id, notice_due) WHERE notice_due IS NOT NULL;

CREATE TABLE cashier_refunds (
    request      TEXT    NOT NULL PRIMARY KEY,
    number       TEXT    NOT NULL REFERENCES cashier_payments (number),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0)
) STRICT;

CREATE INDEX cashier_refunds_payment ON cashier_refunds (number);

CREATE TABLE network_events (
    store_id INTEGER NOT NULL,
    sequence INTEGER NOT NULL, -- 1, 2, 3, … of the store
    reference TEXT NOT NULL,
    waybill TEXT NOT NULL,
    code TEXT NOT NULL, -- tracking.Code
    at INTEGER NOT NULL,
    place TEXT NOT NULL,
    place_cn TEXT NOT NULL,
    grams INTEGER NOT NULL CHECK (grams >= 0), -- measured; 0: not weighed
    reason TEXT NOT NULL, -- carrier.Reason
    PRIMARY KEY (store_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE network_parcels (
    reference TEXT NOT NULL PRIMARY KEY, -- logistics order number, unique over all stores
    store_id INTEGER NOT NULL,
    outcome TEXT NOT NULL, -- carrier.Outcome
    waybill TEXT UNIQUE, -- unique over all stores; NULL: refused
    sorting_code TEXT NOT NULL,
    warehouse TEXT NOT NULL,
    reason TEXT NOT NULL, -- carrier.Reason
    trip TEXT NOT NULL, -- JSON: rehearsal.Trip
    steps TEXT NOT NULL, -- JSON: list of rehearsal.Planned, in the order in which they are reported
    next_at INTEGER, -- when the first of the steps is reported; NULL: nothing will happen
    cancelled INTEGER NOT NULL,
    scanned INTEGER NOT NULL
) STRICT;

CREATE INDEX network_parcels_next ON network_parcels (store_id, next_at, reference) WHERE next_at IS NOT NULL;

CREATE TABLE network_series (
    name TEXT NOT NULL PRIMARY KEY, -- number format and prefix
    last INTEGER NOT NULL CHECK (last > 0)
) STRICT;

