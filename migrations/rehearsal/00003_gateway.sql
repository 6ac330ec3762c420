-- +goose Up

-- The keys by which the shop and the cashier know each other: made once.
CREATE TABLE cashier_keys (
    name TEXT NOT NULL PRIMARY KEY, -- whose
    pem  TEXT NOT NULL -- private key
) STRICT;

-- What the shop asks for comes with each request, and so does the page to return to.
ALTER TABLE cashier_payments DROP COLUMN return_to;
ALTER TABLE cashier_payments ADD COLUMN told_minor INTEGER NOT NULL DEFAULT 0; -- the amount that notices name
ALTER TABLE cashier_payments ADD COLUMN agreement TEXT NOT NULL DEFAULT ''; -- under which it was debited
ALTER TABLE cashier_payments ADD COLUMN expires_at INTEGER; -- when it can be paid no more
ALTER TABLE cashier_payments ADD COLUMN notices INTEGER NOT NULL DEFAULT 0; -- that were sent and not taken
UPDATE cashier_payments SET told_minor = paid_minor;

ALTER TABLE cashier_agreements DROP COLUMN return_to;
CREATE UNIQUE INDEX cashier_agreements_id ON cashier_agreements (agreement);

-- What was given back, by the shop's number of the refund.
CREATE TABLE cashier_refunds (
    request      TEXT    NOT NULL PRIMARY KEY,
    number       TEXT    NOT NULL REFERENCES cashier_payments (number),
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0)
) STRICT;
CREATE INDEX cashier_refunds_payment ON cashier_refunds (number);

-- Stores from whose account nothing can be debited, because there is no money on it.
CREATE TABLE cashier_broke (
    store_id INTEGER NOT NULL PRIMARY KEY
) STRICT;
