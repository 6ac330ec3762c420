CREATE TABLE addresses (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id   INTEGER NOT NULL REFERENCES stores (id),
    kind       TEXT    NOT NULL, -- sender, pickup, return
    preferred  INTEGER NOT NULL DEFAULT 0, -- prefilled on Create Logistics Order
    name       TEXT    NOT NULL,
    street     TEXT    NOT NULL,
    district   TEXT    NOT NULL,
    city       TEXT    NOT NULL,
    province   TEXT    NOT NULL,
    country    TEXT    NOT NULL,
    postal     TEXT    NOT NULL,
    phone      TEXT    NOT NULL,
    mobile     TEXT    NOT NULL,
    email      TEXT    NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1,
    removed    INTEGER NOT NULL DEFAULT 0, -- hidden: taken out of the book
    UNIQUE (store_id, id)
) STRICT;

CREATE UNIQUE INDEX addresses_preferred ON addresses (store_id, kind) WHERE preferred = 1;

CREATE TABLE catalogue_versions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id  INTEGER NOT NULL, -- 0 is the installation
    number    TEXT    NOT NULL, -- as people call it: 2026.1
    from_date TEXT    NOT NULL, -- when its newest rows come into force
    UNIQUE (store_id, number),
    UNIQUE (store_id, id)
) STRICT;

CREATE TABLE channels (
    id            INTEGER PRIMARY KEY,
    store_id      INTEGER NOT NULL,
    version_id    INTEGER NOT NULL,
    code          TEXT    NOT NULL, -- channel.Code
    from_date     TEXT    NOT NULL,
    sample        INTEGER NOT NULL, -- neither limits nor promise have a source
    source        TEXT    NOT NULL,
    name_en       TEXT    NOT NULL,
    name_cn       TEXT    NOT NULL,
    tier          TEXT    NOT NULL, -- channel.Tier
    tracking      TEXT    NOT NULL, -- channel.Tracking
    min_days      INTEGER NOT NULL,
    max_days      INTEGER NOT NULL,
    max_grams     INTEGER NOT NULL,
    max_grams_to  TEXT    NOT NULL, -- JSON: limits by country
    longest_mm    INTEGER NOT NULL, -- 0 does not limit, here and below
    sum_mm        INTEGER NOT NULL,
    max_value_cents INTEGER NOT NULL, -- order amount in USD
    countries     TEXT    NOT NULL, -- JSON: the only ones; none is all with a price
    suspended     TEXT    NOT NULL, -- JSON
    accepted      TEXT    NOT NULL, -- JSON: channel.Category
    safety_sheet  INTEGER NOT NULL,
    return_offered INTEGER NOT NULL,
    return_to     TEXT    NOT NULL, -- JSON: the only countries parcels return from
    return_fee_fen INTEGER NOT NULL,
    compensation_fen INTEGER NOT NULL, -- 0 is unknown
    waybill_pattern TEXT  NOT NULL, -- channel.WaybillPattern
    waybill_prefix TEXT   NOT NULL,
    label         TEXT    NOT NULL, -- channel.LabelFormat
    collection    TEXT    NOT NULL, min_grams       INTEGER NOT NULL DEFAULT 0, roll_longest_mm INTEGER NOT NULL DEFAULT 0, roll_sum_mm     INTEGER NOT NULL DEFAULT 0, face_long_mm    INTEGER NOT NULL DEFAULT 0, face_short_mm   INTEGER NOT NULL DEFAULT 0, accepted_to TEXT NOT NULL DEFAULT '{}', waybill_post TEXT NOT NULL DEFAULT '', discount_percent INTEGER NOT NULL DEFAULT 0 CHECK (discount_percent BETWEEN 0 AND 100), part    TEXT NOT NULL DEFAULT '', samples TEXT NOT NULL DEFAULT '[]', source_cn TEXT NOT NULL DEFAULT '', -- JSON: channel.CollectionMode
    UNIQUE (store_id, version_id, code, from_date),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

CREATE TABLE cities (
    id         INTEGER PRIMARY KEY,
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    cn         TEXT    NOT NULL,
    en         TEXT    NOT NULL,
    prefecture TEXT    NOT NULL, -- the city it belongs to, or itself
    province   TEXT    NOT NULL, -- provinces.cn
    UNIQUE (store_id, version_id, cn),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

CREATE TABLE clocks (
    store_id INTEGER NOT NULL PRIMARY KEY REFERENCES stores (id),
    base INTEGER NOT NULL,
    wall_base INTEGER NOT NULL,
    rate INTEGER NOT NULL CHECK (rate >= 0) -- seconds of the store per second; 0 stands still
) STRICT;

CREATE TABLE collection_areas (
    id         INTEGER PRIMARY KEY,
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    channel    TEXT    NOT NULL,
    city       TEXT    NOT NULL, -- cities.cn; * is everywhere
    from_date  TEXT    NOT NULL,
    sample     INTEGER NOT NULL,
    source     TEXT    NOT NULL, source_cn TEXT NOT NULL DEFAULT '',
    UNIQUE (store_id, version_id, channel, city),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

CREATE TABLE collection_holidays (
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    day        TEXT    NOT NULL,
    from_date  TEXT    NOT NULL,
    sample     INTEGER NOT NULL,
    source     TEXT    NOT NULL, source_cn TEXT NOT NULL DEFAULT '', collects INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (store_id, version_id, day),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

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

CREATE INDEX deduction_accounts_agreement ON deduction_accounts (agreement) WHERE agreement <> '';

CREATE UNIQUE INDEX deduction_accounts_asked ON deduction_accounts (asked_number) WHERE asked_number <> '';

CREATE TABLE deductions (
    store_id  INTEGER NOT NULL,
    parcel_id INTEGER NOT NULL,
    due_at    INTEGER, -- by the store's clock; NULL: not any more, the last try has failed
    failed    INTEGER NOT NULL DEFAULT 0, -- tries that have failed
    PRIMARY KEY (store_id, parcel_id),
    FOREIGN KEY (store_id, parcel_id) REFERENCES parcels (store_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX deductions_due ON deductions (store_id, due_at, parcel_id) WHERE due_at IS NOT NULL;

CREATE TABLE ending_agreements (
    store_id INTEGER NOT NULL REFERENCES stores (id),
    number   TEXT    NOT NULL, -- the gateway's number of it; where it was only asked for, the store's
    asked    INTEGER NOT NULL, -- 1: it was asked for, and perhaps signed since; 0: it was bound
    account  TEXT    NOT NULL, kind TEXT NOT NULL DEFAULT 'alipay', until INTEGER, -- sign-in name of the account it was for; empty: not known
    PRIMARY KEY (store_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE exchange_rates (
    id         INTEGER PRIMARY KEY,
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    currency   TEXT    NOT NULL,
    from_date  TEXT    NOT NULL,
    sample     INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    rate       INTEGER NOT NULL CHECK (rate > 0), source_cn TEXT NOT NULL DEFAULT '', -- CNY for one unit, ten-thousandths
    UNIQUE (store_id, version_id, currency, from_date),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

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

CREATE INDEX freight_open_owed ON freight_open (store_id, parcel_id) WHERE due_fen < 0;

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

CREATE TRIGGER freight_rows_never_change BEFORE UPDATE ON freight_rows BEGIN
    SELECT RAISE(ABORT, 'freight rows are never changed');
END;

CREATE TRIGGER freight_rows_never_go BEFORE DELETE ON freight_rows BEGIN
    SELECT RAISE(ABORT, 'freight rows are never deleted');
END;

CREATE TABLE history (
    id INTEGER PRIMARY KEY,
    store_id INTEGER NOT NULL REFERENCES stores (id),
    subject_kind TEXT NOT NULL, -- history.Kind
    subject_id INTEGER NOT NULL,
    actor TEXT NOT NULL, -- history.ActorKind
    person_id INTEGER REFERENCES people (id), -- when the actor is a person
    at INTEGER NOT NULL, -- by the store's clock
    wall_at INTEGER NOT NULL, -- by the wall clock
    action TEXT NOT NULL CHECK (action <> ''), -- key of a message
    args TEXT NOT NULL, -- JSON object of texts for the message
    before TEXT NOT NULL, -- JSON object of the values changed, as they were
    after TEXT NOT NULL -- and as they are
) STRICT;

CREATE INDEX history_by_subject ON history (store_id, subject_kind, subject_id, id);

CREATE TABLE job_file_parts (
    store_id INTEGER NOT NULL,
    job_id   INTEGER NOT NULL,
    file     INTEGER NOT NULL, -- job_files.position
    part     INTEGER NOT NULL, -- from 1
    content  BLOB    NOT NULL,
    PRIMARY KEY (store_id, job_id, file, part),
    FOREIGN KEY (store_id, job_id, file) REFERENCES job_files (store_id, job_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_files (
    store_id INTEGER NOT NULL,
    job_id   INTEGER NOT NULL,
    position INTEGER NOT NULL, -- from 1
    name     TEXT    NOT NULL,
    type     TEXT    NOT NULL, -- media type
    size INTEGER NOT NULL DEFAULT 0, parts INTEGER NOT NULL DEFAULT 1, state TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (store_id, job_id, position),
    FOREIGN KEY (store_id, job_id) REFERENCES jobs (store_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_items (
    store_id INTEGER NOT NULL,
    job_id   INTEGER NOT NULL,
    position INTEGER NOT NULL, -- from 1, in the order of the work
    subject  INTEGER NOT NULL, -- id of the thing
    number   TEXT    NOT NULL, -- by which people know it
    outcome  TEXT    NOT NULL, -- job.Outcome; empty while it waits
    reason   TEXT    NOT NULL, -- JSON: key of the sentence that explains the outcome, and its values
    PRIMARY KEY (store_id, job_id, position),
    FOREIGN KEY (store_id, job_id) REFERENCES jobs (store_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_items_outcome ON job_items (store_id, job_id, outcome, position);

CREATE TABLE jobs (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id   INTEGER NOT NULL REFERENCES stores (id),
    person_id  INTEGER NOT NULL REFERENCES people (id), -- who started it
    kind       TEXT    NOT NULL, -- job.Kind
    argument   TEXT    NOT NULL, -- JSON, of the kind's own
    state      TEXT    NOT NULL, -- job.State
    total      INTEGER NOT NULL CHECK (total >= 0), -- items
    done       INTEGER NOT NULL CHECK (done >= 0 AND done <= total), -- items with an outcome
    failed     INTEGER NOT NULL CHECK (failed >= 0 AND failed <= done),
    started_at INTEGER NOT NULL, -- by the store's clock, as below
    ended_at   INTEGER,
    UNIQUE (store_id, id)
) STRICT;

CREATE INDEX jobs_open ON jobs (store_id, id) WHERE ended_at IS NULL;

CREATE INDEX jobs_recent ON jobs (store_id, id);

CREATE TABLE label_countries (
    store_id        INTEGER NOT NULL,
    version_id      INTEGER NOT NULL,
    country         TEXT    NOT NULL,
    name_en         TEXT    NOT NULL,
    name_cn         TEXT    NOT NULL,
    sort_number     TEXT    NOT NULL, -- empty for most
    registered_zone INTEGER NOT NULL, -- 0 is unknown
    ordinary_zone   INTEGER NOT NULL, -- 0 is unknown
    PRIMARY KEY (store_id, version_id, country),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

CREATE TABLE label_prints (
    store_id  INTEGER NOT NULL,
    parcel_id INTEGER NOT NULL,
    copy      INTEGER NOT NULL CHECK (copy > 0), -- from 1
    person_id INTEGER NOT NULL REFERENCES people (id),
    at        INTEGER NOT NULL, -- by the store's clock
    kind      TEXT    NOT NULL, -- parcel.LabelKind
    paper     TEXT    NOT NULL, -- parcel.Paper; empty: the label's own size
    PRIMARY KEY (store_id, parcel_id, copy),
    FOREIGN KEY (store_id, parcel_id) REFERENCES parcels (store_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE members (
    store_id INTEGER NOT NULL REFERENCES stores (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL, -- account.Role
    PRIMARY KEY (store_id, person_id)
) STRICT;

CREATE INDEX members_by_person ON members (person_id, store_id);

CREATE TABLE messages (
    id        INTEGER PRIMARY KEY,
    store_id  INTEGER NOT NULL,
    thread_id INTEGER NOT NULL,
    sender    TEXT    NOT NULL, -- buyer, seller, system
    person_id INTEGER REFERENCES people (id),
    once      TEXT, -- the id of the form that sent it, so that a second post adds nothing
    body      TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    UNIQUE (store_id, id),
    UNIQUE (store_id, once),
    FOREIGN KEY (store_id, thread_id) REFERENCES threads (store_id, id)
) STRICT;

CREATE INDEX messages_thread ON messages (store_id, thread_id, id);

CREATE TABLE network_cursors (
    store_id INTEGER PRIMARY KEY REFERENCES stores (id),
    sequence INTEGER NOT NULL
) STRICT;

CREATE TABLE notice_pieces (
    store_id  INTEGER NOT NULL,
    notice_id INTEGER NOT NULL,
    line_id   INTEGER NOT NULL,
    quantity  INTEGER NOT NULL CHECK (quantity > 0),
    PRIMARY KEY (store_id, notice_id, line_id),
    FOREIGN KEY (store_id, notice_id) REFERENCES notices (store_id, id),
    FOREIGN KEY (store_id, line_id) REFERENCES order_lines (store_id, id)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX notices_declared ON notices (store_id, declared_at);

CREATE INDEX notices_due ON notices (store_id, scan_due, id) WHERE status = 'declared';

CREATE INDEX notices_need_number ON notices (store_id, declared_at, id) WHERE status = 'needs_number';

CREATE INDEX notices_number ON notices (store_id, tracking);

CREATE INDEX notices_order ON notices (store_id, order_id);

CREATE TABLE numbers (
    name TEXT    PRIMARY KEY, -- parcel, payment
    next INTEGER NOT NULL CHECK (next > 0)
) STRICT;

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

CREATE TABLE order_lines (
    id          INTEGER PRIMARY KEY,
    store_id    INTEGER NOT NULL,
    order_id    INTEGER NOT NULL,
    number      INTEGER NOT NULL, -- 1, 2, 3 … within the order
    title       TEXT    NOT NULL,
    attributes  TEXT    NOT NULL,
    sku         TEXT    NOT NULL,
    variant_id  INTEGER, -- NULL where no product has the SKU
    category    TEXT    NOT NULL,
    quantity    INTEGER NOT NULL CHECK (quantity > 0),
    taken       INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0), -- pieces in an open parcel or a valid notice
    refunded    INTEGER NOT NULL DEFAULT 0 CHECK (refunded >= 0), -- pieces that are not shipped any more
    price_minor INTEGER, -- of one piece, US cents; NULL is unknown
    UNIQUE (store_id, id),
    UNIQUE (store_id, order_id, number),
    CONSTRAINT one_piece_once CHECK (taken + refunded <= quantity),
    FOREIGN KEY (store_id, order_id) REFERENCES orders (store_id, id),
    FOREIGN KEY (store_id, variant_id) REFERENCES variants (store_id, id)
) STRICT;

CREATE VIRTUAL TABLE order_search USING fts4 (
    content="order_text", tenant, body, tokenize=unicode61 "remove_diacritics=2" "tokenchars=#"
);

CREATE TABLE order_text (
    id     INTEGER PRIMARY KEY, -- the order's id
    tenant TEXT NOT NULL, -- "#" and the store's id
    body   TEXT NOT NULL  -- folded words: buyer, titles, SKUs; Han characters apart
) STRICT;

CREATE TRIGGER order_text_after_insert AFTER INSERT ON order_text BEGIN
    INSERT INTO order_search (docid, tenant, body) VALUES (new.id, new.tenant, new.body);
END;

CREATE TRIGGER order_text_after_update AFTER UPDATE ON order_text BEGIN
    INSERT INTO order_search (docid, tenant, body) VALUES (new.id, new.tenant, new.body);
END;

CREATE TRIGGER order_text_before_delete BEFORE DELETE ON order_text BEGIN
    DELETE FROM order_search WHERE docid = old.id;
END;

CREATE TRIGGER order_text_before_update BEFORE UPDATE ON order_text BEGIN
    DELETE FROM order_search WHERE docid = old.id;
END;

CREATE TABLE orders (
    id             INTEGER PRIMARY KEY,
    store_id       INTEGER NOT NULL REFERENCES stores (id),
    number         TEXT    NOT NULL, -- 14 to 16 digits
    status         TEXT    NOT NULL, -- order.Status
    finish_reason  TEXT    NOT NULL DEFAULT '', -- order.FinishReason, of a finished order
    tab            TEXT    NOT NULL, -- order.Tab of status and reason
    in_dispute     INTEGER NOT NULL DEFAULT 0,
    frozen         INTEGER NOT NULL DEFAULT 0,
    category       TEXT    NOT NULL, -- strictest goods category of its lines
    buyer_name     TEXT    NOT NULL,
    buyer_email    TEXT    NOT NULL,
    channel        TEXT    NOT NULL DEFAULT '', -- the channel the buyer chose; empty is none
    to_name        TEXT    NOT NULL,
    to_street      TEXT    NOT NULL,
    to_district    TEXT    NOT NULL,
    to_city        TEXT    NOT NULL,
    to_province    TEXT    NOT NULL,
    country        TEXT    NOT NULL,
    to_postal      TEXT    NOT NULL,
    to_phone       TEXT    NOT NULL,
    to_mobile      TEXT    NOT NULL,
    goods_minor    INTEGER NOT NULL, -- US cents, as all amounts of an order
    shipping_minor INTEGER NOT NULL,
    discount_minor INTEGER NOT NULL,
    total_minor    INTEGER NOT NULL,
    note           TEXT    NOT NULL DEFAULT '', -- the buyer's or seller's memo
    placed_at      INTEGER NOT NULL,
    paid_at        INTEGER,
    ship_by        INTEGER, -- the order closes unshipped after this
    ship_by_left   INTEGER, -- milliseconds that were left when a cancellation stopped ship_by
    cancel_asked_at INTEGER,
    cancel_reason  TEXT    NOT NULL DEFAULT '',
    shipped_at     INTEGER, -- when the newest notice was filled
    finished_at    INTEGER,
    to_ship        INTEGER NOT NULL CHECK (to_ship >= 0), -- pieces that may be shipped now, order.Order.ToShip
    urgent_at      INTEGER NOT NULL, -- what orders to ship are sorted by, order.Order.UrgentAt
    version        INTEGER NOT NULL DEFAULT 1, confirmed_at INTEGER,
    UNIQUE (store_id, id),
    UNIQUE (store_id, number)
) STRICT;

CREATE INDEX orders_all ON orders (store_id, placed_at, id, country, channel, category, paid_at);

CREATE INDEX orders_buyer ON orders (store_id, buyer_name, country, placed_at, id) WHERE to_ship > 0;

CREATE INDEX orders_cancel ON orders (store_id, cancel_asked_at, id) WHERE status = 'in_cancel';

CREATE INDEX orders_dispute ON orders (store_id, placed_at, id) WHERE in_dispute = 1;

CREATE INDEX orders_funds ON orders (store_id, confirmed_at, id) WHERE status = 'fund_processing' AND in_dispute = 0;

CREATE INDEX orders_receipt ON orders (store_id, shipped_at, id) WHERE status = 'wait_buyer_accept_goods' AND in_dispute = 0;

CREATE INDEX orders_risk ON orders (store_id, paid_at, id) WHERE status = 'risk_control';

CREATE INDEX orders_ship_by ON orders (store_id, ship_by, id) WHERE ship_by IS NOT NULL;

CREATE INDEX orders_tab ON orders (store_id, tab, placed_at, id, country, channel, category, paid_at);

CREATE INDEX orders_to_ship ON orders (store_id, urgent_at, id, to_ship, ship_by, country, channel, category, paid_at) WHERE to_ship > 0;

CREATE TABLE parcel_events (
    id        INTEGER PRIMARY KEY,
    store_id  INTEGER NOT NULL,
    parcel_id INTEGER NOT NULL,
    code      TEXT    NOT NULL, -- tracking.Code
    at        INTEGER NOT NULL,
    place     TEXT    NOT NULL DEFAULT '',
    grams     INTEGER, -- of an event that weighed
    reason    TEXT    NOT NULL DEFAULT '', place_cn TEXT NOT NULL DEFAULT '',
    UNIQUE (store_id, parcel_id, code, at),
    FOREIGN KEY (store_id, parcel_id) REFERENCES parcels (store_id, id)
) STRICT;

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
    version          INTEGER NOT NULL DEFAULT 1, roll INTEGER NOT NULL DEFAULT 0, discount_percent INTEGER NOT NULL DEFAULT 0 CHECK (discount_percent BETWEEN 0 AND 100),
    UNIQUE (store_id, id),
    UNIQUE (store_id, offer_id),
    FOREIGN KEY (store_id, order_id) REFERENCES orders (store_id, id),
    FOREIGN KEY (store_id, notice_id) REFERENCES notices (store_id, id)
) STRICT;

CREATE INDEX parcels_abnormal ON parcels (store_id, created_at, id, abnormal) WHERE abnormal <> '';

CREATE INDEX parcels_all ON parcels (store_id, created_at, id);

CREATE INDEX parcels_cancelling ON parcels (store_id, id) WHERE cancel_asked_at IS NOT NULL AND closed_at IS NULL;

CREATE INDEX parcels_notice ON parcels (store_id, created_at, id, order_id, closed_at, notice_id, waybill)
    WHERE closed_at IS NULL AND notice_id IS NULL AND waybill IS NOT NULL;

CREATE INDEX parcels_of_notice ON parcels (store_id, notice_id) WHERE notice_id IS NOT NULL;

CREATE UNIQUE INDEX parcels_one_chance ON parcels (store_id, order_id) WHERE closed_at IS NULL AND notice_id IS NULL;

CREATE INDEX parcels_order ON parcels (store_id, order_id, id);

CREATE INDEX parcels_order_number ON parcels (store_id, order_number);

CREATE INDEX parcels_silent ON parcels (store_id, event_at, id) WHERE stage = 'in_transit' AND abnormal = '';

CREATE INDEX parcels_stage ON parcels (store_id, stage, created_at, id);

CREATE INDEX parcels_unbooked ON parcels (store_id, created_at, id) WHERE status = 'init';

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

CREATE UNIQUE INDEX payment_parcels_once ON payment_parcels (store_id, parcel_id) WHERE pending = 1;

CREATE INDEX payment_parcels_parcel ON payment_parcels (store_id, parcel_id, payment_id);

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
    version      INTEGER NOT NULL DEFAULT 1, agreement TEXT NOT NULL DEFAULT '',
    UNIQUE (store_id, id)
) STRICT;

CREATE INDEX payments_debited ON payments (store_id, id) WHERE agreement <> '';

CREATE INDEX payments_pending ON payments (store_id, started_at) WHERE status = 'pending';

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE CHECK (email <> ''), -- in small letters
    name TEXT NOT NULL,
    password TEXT NOT NULL, -- argon2id hash; empty: none was set, nobody can sign in
    language TEXT NOT NULL, -- account.Language
    theme TEXT NOT NULL, -- account.Theme
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE platform_permissions (
    id         INTEGER PRIMARY KEY,
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    country    TEXT    NOT NULL, -- empty is every country without a row of its own
    from_date  TEXT    NOT NULL,
    sample     INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    allowances TEXT    NOT NULL, source_cn TEXT NOT NULL DEFAULT '', -- JSON, by rising amount
    UNIQUE (store_id, version_id, country, from_date),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

CREATE TABLE products (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id     INTEGER NOT NULL REFERENCES stores (id),
    title        TEXT    NOT NULL,
    title_folded TEXT    NOT NULL,
    category     TEXT    NOT NULL, -- goods category, channel.Category
    name_cn      TEXT    NOT NULL, -- declaration names, 1-20 and 1-60 characters
    name_en      TEXT    NOT NULL,
    hs_code      TEXT    NOT NULL,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (store_id, id)
) STRICT;

CREATE TABLE provinces (
    id         INTEGER PRIMARY KEY,
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    cn         TEXT    NOT NULL,
    en         TEXT    NOT NULL,
    latitude   INTEGER NOT NULL, -- hundredths of a degree north
    longitude  INTEGER NOT NULL, -- hundredths of a degree east
    UNIQUE (store_id, version_id, cn),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

CREATE TABLE rehearsal_purchases (
    store_id  INTEGER NOT NULL REFERENCES stores (id),
    once      TEXT    NOT NULL, -- id of the form that asked for them
    first     INTEGER NOT NULL, -- number of the first: 1, 2, 3, … in the store
    purchases INTEGER NOT NULL CHECK (purchases > 0),
    PRIMARY KEY (store_id, once),
    UNIQUE (store_id, first)
) STRICT, WITHOUT ROWID;

CREATE TABLE selection_items (
    store_id     INTEGER NOT NULL,
    selection_id INTEGER NOT NULL,
    subject      INTEGER NOT NULL, -- id of the thing
    PRIMARY KEY (store_id, selection_id, subject),
    FOREIGN KEY (store_id, selection_id) REFERENCES selections (store_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE selections (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id  INTEGER NOT NULL REFERENCES stores (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    list      TEXT    NOT NULL, -- parcels
    pasted    TEXT    NOT NULL, -- JSON: what became of the numbers pasted last; null after other ticks
    UNIQUE (store_id, person_id, list),
    UNIQUE (store_id, id)
) STRICT;

CREATE TABLE sessions (
    digest TEXT NOT NULL PRIMARY KEY, -- SHA-256 of the token in the cookie, in hex
    store_id INTEGER NOT NULL, -- the store the person works in now
    person_id INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL, -- up to five minutes old
    FOREIGN KEY (store_id, person_id) REFERENCES members (store_id, person_id) ON DELETE CASCADE
) STRICT;

CREATE INDEX sessions_by_member ON sessions (store_id, person_id);

CREATE INDEX sessions_by_person ON sessions (person_id);

CREATE TABLE ship_rule_lists (
    store_id    INTEGER PRIMARY KEY REFERENCES stores (id),
    version     INTEGER NOT NULL, -- grows with every change of the list
    last_number INTEGER NOT NULL -- the last number that a rule got
) STRICT;

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

CREATE TABLE sign_in_attempts (
    kind TEXT NOT NULL, -- account.Counter: account or address
    subject TEXT NOT NULL, -- e-mail or network
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    last_at INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT;

CREATE TABLE stores (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    live INTEGER NOT NULL,
    zone TEXT NOT NULL, -- IANA name of the time zone of its days
    packing_grams INTEGER NOT NULL CHECK (packing_grams >= 0), -- added to the lines of every parcel
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tariff_changes (
    store_id   INTEGER NOT NULL REFERENCES stores (id),
    version_id INTEGER NOT NULL,
    kind       TEXT    NOT NULL, -- tariffimport.ChangeKind
    person_id  INTEGER NOT NULL REFERENCES people (id),
    at         INTEGER NOT NULL, -- by the store's clock
    upload_id  INTEGER, -- the file of a price table; NULL for other kinds
    about      TEXT    NOT NULL, -- name of the file, currency, or code of the channel
    rows       INTEGER NOT NULL CHECK (rows > 0), withdrawn_at INTEGER, -- that the version has
    PRIMARY KEY (store_id, version_id),
    UNIQUE (store_id, upload_id), -- a file makes one version
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id),
    FOREIGN KEY (store_id, upload_id) REFERENCES uploads (store_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tariff_prices (
    id         INTEGER PRIMARY KEY,
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    channel    TEXT    NOT NULL,
    country    TEXT    NOT NULL, -- empty is every country without a row of its own
    from_date  TEXT    NOT NULL,
    sample     INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    currency   TEXT    NOT NULL,
    min_grams  INTEGER NOT NULL CHECK (min_grams >= 0), -- billed at least
    divisor    INTEGER NOT NULL CHECK (divisor >= 0), -- cm³ per kg of volumetric weight; 0 is none
    bands      TEXT    NOT NULL, source_cn TEXT NOT NULL DEFAULT '', -- JSON, from light to heavy
    UNIQUE (store_id, version_id, channel, country, from_date),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

CREATE TABLE threads (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id   INTEGER NOT NULL,
    order_id   INTEGER NOT NULL,
    buyer_name TEXT    NOT NULL,
    last_at    INTEGER NOT NULL,
    unread     INTEGER NOT NULL DEFAULT 0 CHECK (unread >= 0), -- messages of the buyer not read yet
    UNIQUE (store_id, id),
    UNIQUE (store_id, order_id),
    FOREIGN KEY (store_id, order_id) REFERENCES orders (store_id, id)
) STRICT;

CREATE INDEX threads_last ON threads (store_id, last_at, id);

CREATE INDEX threads_unread ON threads (store_id, last_at, id) WHERE unread > 0;

CREATE TABLE upload_jobs (
    store_id  INTEGER NOT NULL,
    upload_id INTEGER NOT NULL,
    job_id    INTEGER NOT NULL,
    PRIMARY KEY (store_id, upload_id, job_id),
    FOREIGN KEY (store_id, upload_id) REFERENCES uploads (store_id, id),
    FOREIGN KEY (store_id, job_id) REFERENCES jobs (store_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "upload_rows" (
    store_id  INTEGER NOT NULL,
    upload_id INTEGER NOT NULL,
    row       INTEGER NOT NULL, -- of the file, from 1; the first one where several tell of an order
    rows      TEXT    NOT NULL, -- JSON: all of them
    number    TEXT    NOT NULL, -- of the order, as the file has it
    buyer     TEXT    NOT NULL,
    country   TEXT    NOT NULL,
    lines     INTEGER NOT NULL, -- of the order
    pieces    INTEGER NOT NULL,
    channel   TEXT    NOT NULL, -- by which it is shipped; empty if it is not
    price_fen INTEGER,          -- what shipping it costs; NULL if it is not shipped
    verdict   TEXT    NOT NULL, -- upload.Verdict
    notes     TEXT    NOT NULL, -- JSON: places, codes and values of what is wrong or should be known
    given     TEXT    NOT NULL, -- JSON: what is to be done; empty where nothing is
    order_id  INTEGER, -- the order made from the row; NULL while there is none
    parcel_id INTEGER, -- the logistics order made from the row; NULL while there is none
    PRIMARY KEY (store_id, upload_id, row),
    FOREIGN KEY (store_id, upload_id) REFERENCES uploads (store_id, id),
    FOREIGN KEY (store_id, order_id) REFERENCES orders (store_id, id),
    FOREIGN KEY (store_id, parcel_id) REFERENCES parcels (store_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX upload_rows_verdict ON upload_rows (store_id, upload_id, verdict, row, order_id, parcel_id, price_fen);

CREATE TABLE uploads (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id  INTEGER NOT NULL REFERENCES stores (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    kind      TEXT    NOT NULL, -- orders
    name      TEXT    NOT NULL, -- of the file, as the visitor's machine called it
    content   BLOB    NOT NULL CHECK (length(content) <= 20971520), -- at most 20 MiB
    sha256    TEXT    NOT NULL, -- of the content, hexadecimal
    at        INTEGER NOT NULL, -- by the store's clock
    state     TEXT    NOT NULL, -- checking, checked
    result    TEXT    NOT NULL, -- JSON: what was found about the file as a whole
    UNIQUE (store_id, id)
) STRICT;

CREATE INDEX uploads_content ON uploads (store_id, sha256, id);

CREATE INDEX uploads_kind ON uploads (store_id, kind, state, id);

CREATE TABLE variants (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id   INTEGER NOT NULL,
    product_id INTEGER NOT NULL,
    sku        TEXT    NOT NULL,
    sku_folded TEXT    NOT NULL,
    attributes TEXT    NOT NULL, -- such as "Colour: White · Plug: EU"
    stock      INTEGER CHECK (stock >= 0), -- pieces on hand; NULL is unknown
    reserved   INTEGER NOT NULL DEFAULT 0 CHECK (reserved >= 0), -- pieces of orders paid and not shipped
    grams      INTEGER NOT NULL CHECK (grams >= 0), -- one piece; 0 is unknown
    length_mm  INTEGER NOT NULL DEFAULT 0,
    width_mm   INTEGER NOT NULL DEFAULT 0,
    height_mm  INTEGER NOT NULL DEFAULT 0,
    value_minor INTEGER NOT NULL DEFAULT 0 CHECK (value_minor >= 0), -- declared value of one piece, US cents; 0 is unknown
    version    INTEGER NOT NULL DEFAULT 1,
    UNIQUE (store_id, id),
    UNIQUE (store_id, sku_folded),
    FOREIGN KEY (store_id, product_id) REFERENCES products (store_id, id)
) STRICT;

CREATE INDEX variants_product ON variants (store_id, product_id, id);

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

CREATE TABLE warehouses (
    id            INTEGER PRIMARY KEY,
    store_id      INTEGER NOT NULL,
    version_id    INTEGER NOT NULL,
    code          TEXT    NOT NULL, -- the platform's solution code
    channel       TEXT    NOT NULL,
    city          TEXT    NOT NULL, -- cities.cn
    from_date     TEXT    NOT NULL,
    sample        INTEGER NOT NULL,
    source        TEXT    NOT NULL,
    name_cn       TEXT    NOT NULL,
    name_en       TEXT    NOT NULL,
    address_cn    TEXT    NOT NULL,
    contact_name  TEXT    NOT NULL,
    contact_phone TEXT    NOT NULL,
    opens         INTEGER NOT NULL, -- minutes since midnight in China, here and below
    closes        INTEGER NOT NULL,
    cut_off       INTEGER NOT NULL,
    free_from     INTEGER NOT NULL, source_cn TEXT NOT NULL DEFAULT '', -- parcels per visit
    UNIQUE (store_id, version_id, code),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

