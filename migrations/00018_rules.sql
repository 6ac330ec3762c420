-- +goose Up

-- An owner's row of a channel is about one part of it; see channel.Part. Until now it was about the figures.
ALTER TABLE channels ADD COLUMN part    TEXT NOT NULL DEFAULT '';   -- channel.Part; empty for the program's rows
ALTER TABLE channels ADD COLUMN samples TEXT NOT NULL DEFAULT '[]'; -- JSON: channel.Figure without a source
UPDATE channels SET part = 'figures' WHERE store_id <> 0;

-- Where figures come from, in Chinese as well; empty for what an owner wrote.
ALTER TABLE channels             ADD COLUMN source_cn TEXT NOT NULL DEFAULT '';
ALTER TABLE tariff_prices        ADD COLUMN source_cn TEXT NOT NULL DEFAULT '';
ALTER TABLE exchange_rates       ADD COLUMN source_cn TEXT NOT NULL DEFAULT '';
ALTER TABLE platform_permissions ADD COLUMN source_cn TEXT NOT NULL DEFAULT '';
ALTER TABLE warehouses           ADD COLUMN source_cn TEXT NOT NULL DEFAULT '';
ALTER TABLE collection_areas     ADD COLUMN source_cn TEXT NOT NULL DEFAULT '';
ALTER TABLE collection_holidays  ADD COLUMN source_cn TEXT NOT NULL DEFAULT '';

-- An owner's row can say that parcels are collected on a day that is a holiday.
ALTER TABLE collection_holidays ADD COLUMN collects INTEGER NOT NULL DEFAULT 0;

-- How long things wait that nobody ends, from a date on; see tariff.Times. 0 days wait for ever.
CREATE TABLE waiting_times (
    store_id      INTEGER NOT NULL,
    version_id    INTEGER NOT NULL,
    from_date     TEXT    NOT NULL,
    sample        INTEGER NOT NULL,
    source        TEXT    NOT NULL,
    source_cn     TEXT    NOT NULL,
    receipt_days  INTEGER NOT NULL CHECK (receipt_days >= 0),
    release_days  INTEGER NOT NULL CHECK (release_days >= 0),
    silent_days   INTEGER NOT NULL CHECK (silent_days >= 0),
    stranded_days INTEGER NOT NULL CHECK (stranded_days >= 0),
    PRIMARY KEY (store_id, version_id, from_date),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT, WITHOUT ROWID;
