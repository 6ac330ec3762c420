-- +goose Up

-- What a store pays less than the list price, in per cent: a figure of its owner.
-- The program's own rows have none.
ALTER TABLE channels ADD COLUMN discount_percent INTEGER NOT NULL DEFAULT 0 CHECK (discount_percent BETWEEN 0 AND 100);

-- The discount by which a parcel was submitted, which its charge keeps.
ALTER TABLE parcels ADD COLUMN discount_percent INTEGER NOT NULL DEFAULT 0 CHECK (discount_percent BETWEEN 0 AND 100);

-- A version that was to come can be withdrawn before its day: its rows stay and count no more.
ALTER TABLE tariff_changes ADD COLUMN withdrawn_at INTEGER; -- by the store's clock; NULL: it was not
