-- +goose Up

-- Where something happened to a parcel, in Chinese; place says it in English.
-- What was reported before is told in English only.
ALTER TABLE parcel_events ADD COLUMN place_cn TEXT NOT NULL DEFAULT '';

-- ending_agreements are agreements for debits that have no use any more and have
-- not ended at the gateway yet.
CREATE TABLE ending_agreements (
    store_id INTEGER NOT NULL REFERENCES stores (id),
    number   TEXT    NOT NULL, -- the gateway's number of it; where it was only asked for, the store's
    asked    INTEGER NOT NULL, -- 1: it was asked for, and perhaps signed since; 0: it was bound
    account  TEXT    NOT NULL, -- sign-in name of the account it was for; empty: not known
    PRIMARY KEY (store_id, number)
) STRICT, WITHOUT ROWID;

-- rehearsal_purchases are what the buyers of a rehearsal store bought at the push
-- of a button. Each is numbered, and from its number follows all there is in it.
CREATE TABLE rehearsal_purchases (
    store_id  INTEGER NOT NULL REFERENCES stores (id),
    once      TEXT    NOT NULL, -- id of the form that asked for them
    first     INTEGER NOT NULL, -- number of the first: 1, 2, 3, … in the store
    purchases INTEGER NOT NULL CHECK (purchases > 0),
    PRIMARY KEY (store_id, once),
    UNIQUE (store_id, first)
) STRICT, WITHOUT ROWID;
