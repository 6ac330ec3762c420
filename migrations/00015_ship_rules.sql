-- +goose Up

-- The rules of a store by which the orders of a batch get their channel; see shiprule.List.
CREATE TABLE ship_rule_lists (
    store_id    INTEGER PRIMARY KEY REFERENCES stores (id),
    version     INTEGER NOT NULL, -- grows with every change of the list
    last_number INTEGER NOT NULL -- the last number that a rule got
) STRICT;

-- One rule. Bounds are included; an upper bound of 0 is none.
CREATE TABLE ship_rules (
    store_id          INTEGER NOT NULL REFERENCES ship_rule_lists (store_id),
    position          INTEGER NOT NULL CHECK (position > 0), -- from 1: the first that matches decides
    number            INTEGER NOT NULL, -- its name, wherever it stands
    countries         TEXT    NOT NULL, -- JSON; none: every country
    value_from_cents  INTEGER NOT NULL CHECK (value_from_cents >= 0), -- of the order, USD
    value_to_cents    INTEGER NOT NULL CHECK (value_to_cents >= 0),
    weight_from_grams INTEGER NOT NULL CHECK (weight_from_grams >= 0), -- of the parcel
    weight_to_grams   INTEGER NOT NULL CHECK (weight_to_grams >= 0),
    categories        TEXT    NOT NULL, -- JSON, channel.Category; none: all
    channel           TEXT    NOT NULL, -- channel.Code
    collection        TEXT    NOT NULL, -- parcel.CollectionMode; empty: the way the channel prefers
    undeliverable     TEXT    NOT NULL, -- parcel.Undeliverable; empty: as every parcel is prefilled
    PRIMARY KEY (store_id, position),
    UNIQUE (store_id, number)
) STRICT, WITHOUT ROWID;
