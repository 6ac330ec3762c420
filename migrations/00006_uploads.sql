-- +goose Up

-- uploads are files that people of a store uploaded, whole, so that a backup holds
-- them, and what was found in them. Files are kept: they say where imported rows came from.
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
CREATE INDEX uploads_kind ON uploads (store_id, kind, state, id);
CREATE INDEX uploads_content ON uploads (store_id, sha256, id);

-- upload_rows are what the check of each row of an upload found, and what became of the row.
CREATE TABLE upload_rows (
    store_id  INTEGER NOT NULL,
    upload_id INTEGER NOT NULL,
    row       INTEGER NOT NULL, -- of the file, from 1; the first one where several tell of an order
    number    TEXT    NOT NULL, -- of the order, as the file has it
    buyer     TEXT    NOT NULL,
    country   TEXT    NOT NULL,
    lines     INTEGER NOT NULL, -- of the order
    pieces    INTEGER NOT NULL,
    verdict   TEXT    NOT NULL, -- orderimport.Verdict
    notes     TEXT    NOT NULL, -- JSON: codes and values of what is wrong or should be known
    order_id  INTEGER, -- the order made from the row; NULL while there is none
    PRIMARY KEY (store_id, upload_id, row),
    FOREIGN KEY (store_id, upload_id) REFERENCES uploads (store_id, id),
    FOREIGN KEY (store_id, order_id) REFERENCES orders (store_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_rows_verdict ON upload_rows (store_id, upload_id, verdict, row, order_id);
