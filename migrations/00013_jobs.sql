-- +goose Up

-- Work on many things that takes longer than a page may; see job.Job.
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
CREATE INDEX jobs_recent ON jobs (store_id, id);
CREATE INDEX jobs_open ON jobs (store_id, id) WHERE ended_at IS NULL;

-- One thing of a job, with what became of it. An outcome is written once, in the transaction of the work.
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

-- A file that a job made.
CREATE TABLE job_files (
    store_id INTEGER NOT NULL,
    job_id   INTEGER NOT NULL,
    position INTEGER NOT NULL, -- from 1
    name     TEXT    NOT NULL,
    type     TEXT    NOT NULL, -- media type
    content  BLOB    NOT NULL,
    PRIMARY KEY (store_id, job_id, position),
    FOREIGN KEY (store_id, job_id) REFERENCES jobs (store_id, id)
) STRICT, WITHOUT ROWID;

-- What a person has ticked in a list of a store. Ticks stay until they are taken back.
CREATE TABLE selections (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id  INTEGER NOT NULL REFERENCES stores (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    list      TEXT    NOT NULL, -- parcels
    pasted    TEXT    NOT NULL, -- JSON: what became of the numbers pasted last; null after other ticks
    UNIQUE (store_id, person_id, list),
    UNIQUE (store_id, id)
) STRICT;

-- One ticked thing.
CREATE TABLE selection_items (
    store_id     INTEGER NOT NULL,
    selection_id INTEGER NOT NULL,
    subject      INTEGER NOT NULL, -- id of the thing
    PRIMARY KEY (store_id, selection_id, subject),
    FOREIGN KEY (store_id, selection_id) REFERENCES selections (store_id, id)
) STRICT, WITHOUT ROWID;
