-- +goose Up

-- A seller's shop: live, or in rehearsal with a simulated world around it.
CREATE TABLE stores (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    live INTEGER NOT NULL,
    zone TEXT NOT NULL, -- IANA name of the time zone of its days
    packing_grams INTEGER NOT NULL CHECK (packing_grams >= 0), -- added to the lines of every parcel
    created_at INTEGER NOT NULL
) STRICT;

-- Somebody who can sign in.
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE CHECK (email <> ''), -- in small letters
    name TEXT NOT NULL,
    password TEXT NOT NULL, -- argon2id hash; empty: none was set, nobody can sign in
    language TEXT NOT NULL, -- account.Language
    theme TEXT NOT NULL, -- account.Theme
    created_at INTEGER NOT NULL
) STRICT;

-- What a person may do in a store.
CREATE TABLE members (
    store_id INTEGER NOT NULL REFERENCES stores (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL, -- account.Role
    PRIMARY KEY (store_id, person_id)
) STRICT;

-- The stores of a person, asked for at every request: the one index here that does not begin with the store.
CREATE INDEX members_by_person ON members (person_id, store_id);

-- A browser in which a person is signed in. Leaving the store ends it.
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

-- Attempts to sign in that failed or are under way, by account and by network address, forgotten after a day.
CREATE TABLE sign_in_attempts (
    kind TEXT NOT NULL, -- account.Counter: account or address
    subject TEXT NOT NULL, -- e-mail or network
    attempts INTEGER NOT NULL CHECK (attempts >= 0),
    last_at INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT;

-- The clock of a store in rehearsal. It reads base + (wall clock - wall_base) * rate.
CREATE TABLE clocks (
    store_id INTEGER NOT NULL PRIMARY KEY REFERENCES stores (id),
    base INTEGER NOT NULL,
    wall_base INTEGER NOT NULL,
    rate INTEGER NOT NULL CHECK (rate >= 0) -- seconds of the store per second; 0 stands still
) STRICT;

-- A change: who did what to what, when. Rows are only added.
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
