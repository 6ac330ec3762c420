-- +goose Up

-- A job that works on the rows of a file, or did.
CREATE TABLE upload_jobs (
    store_id  INTEGER NOT NULL,
    upload_id INTEGER NOT NULL,
    job_id    INTEGER NOT NULL,
    PRIMARY KEY (store_id, upload_id, job_id),
    FOREIGN KEY (store_id, upload_id) REFERENCES uploads (store_id, id),
    FOREIGN KEY (store_id, job_id) REFERENCES jobs (store_id, id)
) STRICT, WITHOUT ROWID;

-- upload_rows are what the check found about each order of an upload, and what became of it:
-- an order, or a logistics order.
CREATE TABLE upload_rows_of_kinds (
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

-- Rows of before say nothing of what was to be done: what was not imported yet is refused.
INSERT INTO upload_rows_of_kinds
SELECT r.store_id, r.upload_id, r.row, '[' || r.row || ']', r.number, r.buyer, r.country, r.lines, r.pieces, '', NULL,
    CASE WHEN r.order_id IS NULL AND r.verdict IN ('ready', 'warned') THEN 'refused' ELSE r.verdict END,
    CASE WHEN r.order_id IS NULL AND r.verdict IN ('ready', 'warned') THEN '[{"Text":{"Key":"upload_again"}}]' ELSE (
        SELECT json_group_array(json_object('Text', json_object('Key', n.value ->> 'code', 'Values', json((
            SELECT json_group_object(a.key, json_object('Text', a.value))
            FROM json_each(COALESCE(n.value -> 'args', '{}')) a)))))
        FROM json_each(r.notes) n) END,
    '', r.order_id, NULL
FROM upload_rows r;

DROP TABLE upload_rows;
ALTER TABLE upload_rows_of_kinds RENAME TO upload_rows;
CREATE INDEX upload_rows_verdict ON upload_rows (store_id, upload_id, verdict, row, order_id, parcel_id, price_fen);
