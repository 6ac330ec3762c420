-- +goose Up

-- A parcel as the rehearsal network knows it, and what will still happen to it.
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

-- Something that happened to a parcel, as it was told to the product. Never changed.
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

-- How many waybill numbers of a series were given out, over all stores.
CREATE TABLE network_series (
    name TEXT NOT NULL PRIMARY KEY, -- number format and prefix
    last INTEGER NOT NULL CHECK (last > 0)
) STRICT;
