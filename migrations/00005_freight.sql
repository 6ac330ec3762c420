-- +goose Up

-- freight_rows is the ledger: rows are inserted, never changed.
CREATE TABLE freight_rows (
    id             INTEGER PRIMARY KEY,
    store_id       INTEGER NOT NULL,
    parcel_id      INTEGER NOT NULL,
    kind           TEXT    NOT NULL, -- freight.Kind
    once           TEXT    NOT NULL, -- what makes the row unique: kind, or kind and payment number
    amount_fen     INTEGER NOT NULL, -- CNY
    original_minor INTEGER NOT NULL, -- in the tariff's or payment's currency
    original_currency TEXT NOT NULL,
    rate           INTEGER NOT NULL DEFAULT 0, -- CNY for one unit of that currency, ten-thousandths; 0 without conversion
    grams          INTEGER, -- billed weight
    flagged        INTEGER NOT NULL DEFAULT 0, -- a charge far from its estimate
    note           TEXT    NOT NULL DEFAULT '', -- key of a reason
    day            TEXT    NOT NULL, -- the store's local date, statistics group by it
    at             INTEGER NOT NULL,
    UNIQUE (store_id, parcel_id, once),
    FOREIGN KEY (store_id, parcel_id) REFERENCES parcels (store_id, id)
) STRICT;
CREATE INDEX freight_rows_day ON freight_rows (store_id, day, id);
-- +goose StatementBegin
CREATE TRIGGER freight_rows_never_change BEFORE UPDATE ON freight_rows BEGIN
    SELECT RAISE(ABORT, 'freight rows are never changed');
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER freight_rows_never_go BEFORE DELETE ON freight_rows BEGIN
    SELECT RAISE(ABORT, 'freight rows are never deleted');
END;
-- +goose StatementEnd

-- freight_open has one row per parcel whose balance is not zero.
CREATE TABLE freight_open (
    store_id   INTEGER NOT NULL,
    parcel_id  INTEGER NOT NULL,
    order_id   INTEGER NOT NULL,
    due_fen    INTEGER NOT NULL CHECK (due_fen <> 0),
    charged_at INTEGER NOT NULL,
    PRIMARY KEY (store_id, parcel_id),
    FOREIGN KEY (store_id, parcel_id) REFERENCES parcels (store_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX freight_open_due ON freight_open (store_id, charged_at, parcel_id, order_id, due_fen) WHERE due_fen > 0;

-- payments are attempts to pay freight through a gateway.
CREATE TABLE payments (
    id           INTEGER PRIMARY KEY,
    store_id     INTEGER NOT NULL REFERENCES stores (id),
    number       TEXT    NOT NULL UNIQUE, -- FP and 14 digits
    method       TEXT    NOT NULL, -- alipay, alipay_international
    status       TEXT    NOT NULL, -- paying.Status
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), -- in currency
    currency     TEXT    NOT NULL,
    amount_fen   INTEGER NOT NULL CHECK (amount_fen > 0), -- in CNY
    rate         INTEGER NOT NULL DEFAULT 0,
    gateway_number TEXT  NOT NULL DEFAULT '', -- the gateway's own number of it
    reason       TEXT    NOT NULL DEFAULT '', -- why declined or held
    started_by   INTEGER REFERENCES people (id),
    started_at   INTEGER NOT NULL,
    decided_at   INTEGER,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (store_id, id)
) STRICT;
CREATE INDEX payments_pending ON payments (store_id, started_at) WHERE status = 'pending';

-- payment_parcels are the parcels a payment pays for.
CREATE TABLE payment_parcels (
    store_id   INTEGER NOT NULL,
    payment_id INTEGER NOT NULL,
    parcel_id  INTEGER NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), -- in the payment's currency
    pending    INTEGER NOT NULL, -- 1 until the payment is decided
    PRIMARY KEY (store_id, payment_id, parcel_id),
    FOREIGN KEY (store_id, payment_id) REFERENCES payments (store_id, id),
    FOREIGN KEY (store_id, parcel_id) REFERENCES parcels (store_id, id)
) STRICT, WITHOUT ROWID;
-- a parcel's freight is in at most one pending payment
CREATE UNIQUE INDEX payment_parcels_once ON payment_parcels (store_id, parcel_id) WHERE pending = 1;
CREATE INDEX payment_parcels_parcel ON payment_parcels (store_id, parcel_id, payment_id);

-- deduction_accounts are the accounts from which a store's freight may be debited.
CREATE TABLE deduction_accounts (
    store_id    INTEGER PRIMARY KEY REFERENCES stores (id),
    status      TEXT    NOT NULL, -- paying.AccountStatus
    kind        TEXT    NOT NULL DEFAULT '', -- alipay, alipay_international
    account     TEXT    NOT NULL DEFAULT '', -- the account's sign-in name
    agreement   TEXT    NOT NULL DEFAULT '', -- the gateway's number of the agreement
    asked_kind  TEXT    NOT NULL DEFAULT '', -- of a binding that waits for the gateway
    asked_number TEXT   NOT NULL DEFAULT '',
    bound_at    INTEGER,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX deduction_accounts_asked ON deduction_accounts (asked_number) WHERE asked_number <> '';
