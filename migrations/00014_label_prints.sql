-- +goose Up

-- Every printing of a parcel's label; see parcel.Print.
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
