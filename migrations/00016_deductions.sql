-- +goose Up

-- deductions are the debits to come: when the freight of a parcel is debited from
-- the store's account.
CREATE TABLE deductions (
    store_id  INTEGER NOT NULL,
    parcel_id INTEGER NOT NULL,
    due_at    INTEGER, -- by the store's clock; NULL: not any more, the last try has failed
    failed    INTEGER NOT NULL DEFAULT 0, -- tries that have failed
    PRIMARY KEY (store_id, parcel_id),
    FOREIGN KEY (store_id, parcel_id) REFERENCES parcels (store_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deductions_due ON deductions (store_id, due_at, parcel_id) WHERE due_at IS NOT NULL;

-- The gateway's number of the agreement a payment is debited under; empty: its payer decides.
ALTER TABLE payments ADD COLUMN agreement TEXT NOT NULL DEFAULT '';
CREATE INDEX payments_debited ON payments (store_id, id) WHERE agreement <> '';

-- payment_refunds are what payments give back: each once for a parcel.
CREATE TABLE payment_refunds (
    store_id   INTEGER NOT NULL,
    payment_id INTEGER NOT NULL,
    parcel_id  INTEGER NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), -- in the payment's currency
    noted_at   INTEGER NOT NULL,
    done_at    INTEGER, -- NULL: the gateway has not said yet that it is made
    PRIMARY KEY (store_id, payment_id, parcel_id),
    FOREIGN KEY (store_id, payment_id, parcel_id) REFERENCES payment_parcels (store_id, payment_id, parcel_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX payment_refunds_open ON payment_refunds (store_id, parcel_id) WHERE done_at IS NULL;
CREATE INDEX freight_open_owed ON freight_open (store_id, parcel_id) WHERE due_fen < 0;

-- A gateway's notice names an agreement and no store.
CREATE INDEX deduction_accounts_agreement ON deduction_accounts (agreement) WHERE agreement <> '';

-- How an agreement that is to end was asked for, and until when it can be signed yet.
ALTER TABLE ending_agreements ADD COLUMN kind TEXT NOT NULL DEFAULT 'alipay';
ALTER TABLE ending_agreements ADD COLUMN until INTEGER; -- NULL: it was signed
