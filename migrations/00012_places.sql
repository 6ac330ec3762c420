-- +goose Up

-- Where something happened to a parcel, in Chinese; place says it in English.
-- What was reported before is told in English only.
ALTER TABLE parcel_events ADD COLUMN place_cn TEXT NOT NULL DEFAULT '';
