-- +goose Up

-- offline_prices are the rows of stores' own price lists for shipping without the platform.
CREATE TABLE offline_prices (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id     INTEGER NOT NULL REFERENCES stores (id),
    carrier      TEXT    NOT NULL, -- as the seller calls it
    country      TEXT    NOT NULL, -- empty: every country for which the carrier has no row
    up_to_grams  INTEGER NOT NULL CHECK (up_to_grams > 0), -- the heaviest parcel
    from_parcels INTEGER NOT NULL CHECK (from_parcels > 0), -- a month
    kilo_fen     INTEGER NOT NULL CHECK (kilo_fen >= 0), -- for a kilogram
    fee_fen      INTEGER NOT NULL CHECK (fee_fen >= 0), -- for the parcel
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (store_id, country, carrier, up_to_grams, from_parcels)
) STRICT;

-- the steps of a price list go by the parcels of the last 30 days
CREATE INDEX notices_declared ON notices (store_id, declared_at);
