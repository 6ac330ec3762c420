-- +goose Up

-- tariff_changes say who made a version of the catalogue that belongs to a store, when
-- and of what. Its rows are in tariff_prices, exchange_rates or channels, and never change.
CREATE TABLE tariff_changes (
    store_id   INTEGER NOT NULL REFERENCES stores (id),
    version_id INTEGER NOT NULL,
    kind       TEXT    NOT NULL, -- tariffimport.ChangeKind
    person_id  INTEGER NOT NULL REFERENCES people (id),
    at         INTEGER NOT NULL, -- by the store's clock
    upload_id  INTEGER, -- the file of a price table; NULL for other kinds
    about      TEXT    NOT NULL, -- name of the file, currency, or code of the channel
    rows       INTEGER NOT NULL CHECK (rows > 0), -- that the version has
    PRIMARY KEY (store_id, version_id),
    UNIQUE (store_id, upload_id), -- a file makes one version
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id),
    FOREIGN KEY (store_id, upload_id) REFERENCES uploads (store_id, id)
) STRICT, WITHOUT ROWID;
