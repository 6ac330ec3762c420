-- +goose Up

-- notices tell a buyer that pieces of an order are on their way under a number.
CREATE TABLE notices (
    id             INTEGER PRIMARY KEY,
    store_id       INTEGER NOT NULL,
    order_id       INTEGER NOT NULL,
    status         TEXT    NOT NULL, -- notice.Status
    carrier        TEXT    NOT NULL, -- channel code of an online parcel, carrier code of an offline one
    tracking       TEXT    NOT NULL, -- the number
    website        TEXT    NOT NULL DEFAULT '', -- where to track, needed for carrier "other"
    remark         TEXT    NOT NULL DEFAULT '', -- English, at most 512 characters
    changes        INTEGER NOT NULL DEFAULT 0 CHECK (changes >= 0 AND changes <= 2),
    declared_at    INTEGER NOT NULL, -- the first declaration; changes are possible for five days from here
    changed_at     INTEGER NOT NULL,
    scan_due       INTEGER NOT NULL, -- first scan expected: five working days from the last declaration
    verified_at    INTEGER,
    version        INTEGER NOT NULL DEFAULT 1,
    UNIQUE (store_id, id),
    FOREIGN KEY (store_id, order_id) REFERENCES orders (store_id, id)
) STRICT;
CREATE INDEX notices_order ON notices (store_id, order_id);
CREATE INDEX notices_due ON notices (store_id, scan_due, id) WHERE status = 'declared';
CREATE INDEX notices_need_number ON notices (store_id, declared_at, id) WHERE status = 'needs_number';
CREATE INDEX notices_number ON notices (store_id, tracking);

-- notice_pieces are the pieces a notice covers.
CREATE TABLE notice_pieces (
    store_id  INTEGER NOT NULL,
    notice_id INTEGER NOT NULL,
    line_id   INTEGER NOT NULL,
    quantity  INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (store_id, notice_id, line_id),
    FOREIGN KEY (store_id, notice_id) REFERENCES notices (store_id, id),
    FOREIGN KEY (store_id, line_id) REFERENCES order_lines (store_id, id)
) STRICT, WITHOUT ROWID;

-- parcels are logistics orders.
CREATE TABLE parcels (
    id               INTEGER PRIMARY KEY,
    store_id         INTEGER NOT NULL,
    number           TEXT    NOT NULL UNIQUE, -- LP and 14 digits
    order_id         INTEGER NOT NULL,
    order_number     TEXT    NOT NULL,
    offer_id         TEXT    NOT NULL, -- of the offer that was accepted; a second post finds it
    status           TEXT    NOT NULL, -- parcel.Status
    stage            TEXT    NOT NULL, -- parcel.Stage, the status option of the list
    abnormal         TEXT    NOT NULL DEFAULT '', -- parcel.Abnormal; empty is normal
    close_reason     TEXT    NOT NULL DEFAULT '', -- parcel.CloseReason
    close_note       TEXT    NOT NULL DEFAULT '', -- key of the network's own reason
    waybill          TEXT    UNIQUE,
    notice_id        INTEGER,
    channel          TEXT    NOT NULL,
    category         TEXT    NOT NULL,
    country          TEXT    NOT NULL,
    buyer_name       TEXT    NOT NULL,
    warehouse        TEXT    NOT NULL,
    sorting_code     TEXT    NOT NULL DEFAULT '',
    collection       TEXT    NOT NULL, -- parcel.CollectionMode
    domestic_company TEXT    NOT NULL DEFAULT '',
    domestic_number  TEXT    NOT NULL DEFAULT '',
    collection_note  TEXT    NOT NULL DEFAULT '',
    undeliverable    TEXT    NOT NULL, -- return, destroy
    declared_grams   INTEGER NOT NULL CHECK (declared_grams > 0),
    measured_grams   INTEGER,
    length_mm        INTEGER NOT NULL,
    width_mm         INTEGER NOT NULL,
    height_mm        INTEGER NOT NULL,
    quote_fen        INTEGER NOT NULL, -- the price the offer showed
    return_fee_fen   INTEGER NOT NULL,
    tariff_version   TEXT    NOT NULL,
    documents        TEXT    NOT NULL, -- JSON: addresses as they were at Submit
    receipt          TEXT    NOT NULL, -- JSON: plans offered, checks and their results, choices
    created_at       INTEGER NOT NULL,
    booked_at        INTEGER, -- when the network accepted
    cancel_asked_at  INTEGER,
    delivered_at     INTEGER,
    closed_at        INTEGER,
    event_at         INTEGER NOT NULL, -- the newest event
    moved_at         INTEGER, -- when what moved the parcel last happened, of the network's reports
    moved_by         TEXT    NOT NULL DEFAULT '', -- tracking.Code of that report
    version          INTEGER NOT NULL DEFAULT 1,
    UNIQUE (store_id, id),
    UNIQUE (store_id, offer_id),
    FOREIGN KEY (store_id, order_id) REFERENCES orders (store_id, id),
    FOREIGN KEY (store_id, notice_id) REFERENCES notices (store_id, id)
) STRICT;
-- one chance: at most one open parcel of an order has no notice
CREATE UNIQUE INDEX parcels_one_chance ON parcels (store_id, order_id) WHERE closed_at IS NULL AND notice_id IS NULL;
CREATE INDEX parcels_all ON parcels (store_id, created_at, id);
CREATE INDEX parcels_stage ON parcels (store_id, stage, created_at, id);
CREATE INDEX parcels_order ON parcels (store_id, order_id, id);
CREATE INDEX parcels_order_number ON parcels (store_id, order_number);
CREATE INDEX parcels_notice ON parcels (store_id, created_at, id, order_id, closed_at, notice_id, waybill)
    WHERE closed_at IS NULL AND notice_id IS NULL AND waybill IS NOT NULL;
CREATE INDEX parcels_of_notice ON parcels (store_id, notice_id) WHERE notice_id IS NOT NULL;
CREATE INDEX parcels_unbooked ON parcels (store_id, created_at, id) WHERE status = 'init';
CREATE INDEX parcels_cancelling ON parcels (store_id, id) WHERE cancel_asked_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX parcels_silent ON parcels (store_id, event_at, id) WHERE stage = 'in_transit' AND abnormal = '';
CREATE INDEX parcels_abnormal ON parcels (store_id, created_at, id, abnormal) WHERE abnormal <> '';

-- parcel_goods are the pieces in a parcel, and what is declared for them.
CREATE TABLE parcel_goods (
    store_id   INTEGER NOT NULL,
    parcel_id  INTEGER NOT NULL,
    line_id    INTEGER NOT NULL,
    quantity   INTEGER NOT NULL CHECK (quantity > 0 AND quantity <= 999),
    sku        TEXT    NOT NULL,
    name_cn    TEXT    NOT NULL,
    name_en    TEXT    NOT NULL,
    value_minor INTEGER NOT NULL CHECK (value_minor > 0), -- all pieces of the line, US cents
    grams      INTEGER NOT NULL CHECK (grams > 0), -- all pieces of the line
    hs_code    TEXT    NOT NULL DEFAULT '',
    battery    INTEGER NOT NULL DEFAULT 0,
    only_battery INTEGER NOT NULL DEFAULT 0,
    cosmetics  INTEGER NOT NULL DEFAULT 0, -- non-liquid cosmetics
    special    INTEGER NOT NULL DEFAULT 0,
    breakable  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (store_id, parcel_id, line_id),
    FOREIGN KEY (store_id, parcel_id) REFERENCES parcels (store_id, id),
    FOREIGN KEY (store_id, line_id) REFERENCES order_lines (store_id, id)
) STRICT, WITHOUT ROWID;

-- parcel_events are what the network reported, each once.
CREATE TABLE parcel_events (
    id        INTEGER PRIMARY KEY,
    store_id  INTEGER NOT NULL,
    parcel_id INTEGER NOT NULL,
    code      TEXT    NOT NULL, -- tracking.Code
    at        INTEGER NOT NULL,
    place     TEXT    NOT NULL DEFAULT '',
    grams     INTEGER, -- of an event that weighed
    reason    TEXT    NOT NULL DEFAULT '',
    UNIQUE (store_id, parcel_id, code, at),
    FOREIGN KEY (store_id, parcel_id) REFERENCES parcels (store_id, id)
) STRICT;

-- network_cursors remember up to where the events of a store's network were read.
CREATE TABLE network_cursors (
    store_id INTEGER PRIMARY KEY REFERENCES stores (id),
    sequence INTEGER NOT NULL
) STRICT;
