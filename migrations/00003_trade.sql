-- +goose Up

-- numbers holds the next value of every number the program gives out; unique over all stores.
CREATE TABLE numbers (
    name TEXT    PRIMARY KEY, -- parcel, payment
    next INTEGER NOT NULL CHECK (next > 0)
) STRICT;
INSERT INTO numbers (name, next) VALUES ('parcel', 143017180001), ('payment', 200000000001);

-- addresses are a store's sender (English), pick-up and return (Chinese) addresses.
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

-- products are what a store sells; what is declared at customs is prefilled from here.
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

-- variants are the forms of a product that are stocked and sold, one per SKU.
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

-- orders are placed by buyers.
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
    version        INTEGER NOT NULL DEFAULT 1,
    UNIQUE (store_id, id),
    UNIQUE (store_id, number)
) STRICT;
CREATE INDEX orders_all ON orders (store_id, placed_at, id, country, channel, category, paid_at);
CREATE INDEX orders_tab ON orders (store_id, tab, placed_at, id, country, channel, category, paid_at);
CREATE INDEX orders_to_ship ON orders (store_id, urgent_at, id, to_ship, ship_by, country, channel, category, paid_at) WHERE to_ship > 0;
CREATE INDEX orders_ship_by ON orders (store_id, ship_by, id) WHERE ship_by IS NOT NULL;
CREATE INDEX orders_risk ON orders (store_id, paid_at, id) WHERE status = 'risk_control';
CREATE INDEX orders_cancel ON orders (store_id, cancel_asked_at, id) WHERE status = 'in_cancel';
CREATE INDEX orders_dispute ON orders (store_id, placed_at, id) WHERE in_dispute = 1;
CREATE INDEX orders_buyer ON orders (store_id, buyer_name, country, placed_at, id) WHERE to_ship > 0;

-- order_lines are the products of an order.
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

-- order_text is what an order is found by: its store and its words. The sign "#" is
-- part of a word here and in no word of an order or a search, so that nothing typed
-- can name a store.
CREATE TABLE order_text (
    id     INTEGER PRIMARY KEY, -- the order's id
    tenant TEXT NOT NULL, -- "#" and the store's id
    body   TEXT NOT NULL  -- folded words: buyer, titles, SKUs; Han characters apart
) STRICT;
-- order_search is the index of the words in order_text.
CREATE VIRTUAL TABLE order_search USING fts4 (
    content="order_text", tenant, body, tokenize=unicode61 "remove_diacritics=2" "tokenchars=#"
);
-- +goose StatementBegin
CREATE TRIGGER order_text_before_update BEFORE UPDATE ON order_text BEGIN
    DELETE FROM order_search WHERE docid = old.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER order_text_before_delete BEFORE DELETE ON order_text BEGIN
    DELETE FROM order_search WHERE docid = old.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER order_text_after_update AFTER UPDATE ON order_text BEGIN
    INSERT INTO order_search (docid, tenant, body) VALUES (new.id, new.tenant, new.body);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER order_text_after_insert AFTER INSERT ON order_text BEGIN
    INSERT INTO order_search (docid, tenant, body) VALUES (new.id, new.tenant, new.body);
END;
-- +goose StatementEnd

-- threads are the conversations of a store with its buyers, one per order.
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

-- messages are what was written in a thread.
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
