-- +goose Up

-- One loading of catalogue rows: that of a program version (store 0, the installation), or a store's own import.
-- Of the installation's versions only the newest counts, for each is complete.
CREATE TABLE catalogue_versions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id  INTEGER NOT NULL, -- 0 is the installation
    number    TEXT    NOT NULL, -- as people call it: 2026.1
    from_date TEXT    NOT NULL, -- when its newest rows come into force
    UNIQUE (store_id, number),
    UNIQUE (store_id, id)
) STRICT;

-- A logistics service as it is from a date on; see channel.Channel.
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
    special_to    TEXT    NOT NULL, -- JSON: the only countries for goods that are not ordinary
    safety_sheet  INTEGER NOT NULL,
    return_offered INTEGER NOT NULL,
    return_to     TEXT    NOT NULL, -- JSON: the only countries parcels return from
    return_fee_fen INTEGER NOT NULL,
    compensation_fen INTEGER NOT NULL, -- 0 is unknown
    waybill_pattern TEXT  NOT NULL, -- channel.WaybillPattern
    waybill_prefix TEXT   NOT NULL,
    label         TEXT    NOT NULL, -- channel.LabelFormat
    collection    TEXT    NOT NULL, -- JSON: channel.CollectionMode
    UNIQUE (store_id, version_id, code, from_date),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

-- What a channel costs to a country from a date on; see tariff.Price.
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
    bands      TEXT    NOT NULL, -- JSON, from light to heavy
    UNIQUE (store_id, version_id, channel, country, from_date),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

-- What one unit of a currency costs in yuan from a date on.
CREATE TABLE exchange_rates (
    id         INTEGER PRIMARY KEY,
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    currency   TEXT    NOT NULL,
    from_date  TEXT    NOT NULL,
    sample     INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    rate       INTEGER NOT NULL CHECK (rate > 0), -- CNY for one unit, ten-thousandths
    UNIQUE (store_id, version_id, currency, from_date),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

-- Which channels the platform allows for orders to a country, by their amount.
CREATE TABLE platform_permissions (
    id         INTEGER PRIMARY KEY,
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    country    TEXT    NOT NULL, -- empty is every country without a row of its own
    from_date  TEXT    NOT NULL,
    sample     INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    allowances TEXT    NOT NULL, -- JSON, by rising amount
    UNIQUE (store_id, version_id, country, from_date),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

-- A destination as China Post's labels name it.
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

-- A place in China where a channel receives parcels; rows are in order of preference.
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
    free_from     INTEGER NOT NULL, -- parcels per visit
    UNIQUE (store_id, version_id, code),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

-- A city, county or district in which a channel collects at the door.
CREATE TABLE collection_areas (
    id         INTEGER PRIMARY KEY,
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    channel    TEXT    NOT NULL,
    city       TEXT    NOT NULL, -- cities.cn; * is everywhere
    from_date  TEXT    NOT NULL,
    sample     INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    UNIQUE (store_id, version_id, channel, city),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;

-- A city, county or district of China that collection areas and warehouses name.
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

-- A province of China with the place of its capital.
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

-- A public holiday, on which nothing is collected.
CREATE TABLE collection_holidays (
    store_id   INTEGER NOT NULL,
    version_id INTEGER NOT NULL,
    day        TEXT    NOT NULL,
    from_date  TEXT    NOT NULL,
    sample     INTEGER NOT NULL,
    source     TEXT    NOT NULL,
    PRIMARY KEY (store_id, version_id, day),
    FOREIGN KEY (store_id, version_id) REFERENCES catalogue_versions (store_id, id)
) STRICT;
