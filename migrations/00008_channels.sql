-- +goose Up

-- What a channel takes besides weights and sides; see channel.Limits. 0 does not limit.
ALTER TABLE channels ADD COLUMN min_grams       INTEGER NOT NULL DEFAULT 0;
ALTER TABLE channels ADD COLUMN roll_longest_mm INTEGER NOT NULL DEFAULT 0; -- of parcels in roll form
ALTER TABLE channels ADD COLUMN roll_sum_mm     INTEGER NOT NULL DEFAULT 0;
ALTER TABLE channels ADD COLUMN face_long_mm    INTEGER NOT NULL DEFAULT 0; -- smallest face for the label
ALTER TABLE channels ADD COLUMN face_short_mm   INTEGER NOT NULL DEFAULT 0;

-- One list of countries for all goods that are not ordinary becomes a list for each category.
ALTER TABLE channels DROP COLUMN special_to;
ALTER TABLE channels ADD COLUMN accepted_to TEXT NOT NULL DEFAULT '{}'; -- JSON: the only countries of a channel.Category

-- Whose post a postal number names at its end; empty is China's.
ALTER TABLE channels ADD COLUMN waybill_post TEXT NOT NULL DEFAULT '';

-- A parcel in roll form: its width and height are both the diameter.
ALTER TABLE parcels ADD COLUMN roll INTEGER NOT NULL DEFAULT 0;
