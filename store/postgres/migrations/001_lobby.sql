-- The tables of the lobby. Authority leads every key: it is the tenant wall and
-- the column to distribute by. Text compares byte for byte.
--
-- Columns with personal data, and keys made of it, keep no statistics: nothing
-- of a person is copied into pg_statistic.

CREATE TABLE lobby_record (
    authority text COLLATE "C" NOT NULL,
    id        text COLLATE "C" NOT NULL,
    version   bigint NOT NULL,
    undecided boolean NOT NULL,
    received  timestamptz NOT NULL,
    system    text COLLATE "C" NOT NULL,
    state     text COLLATE "C" NOT NULL,
    channel   text COLLATE "C" NOT NULL,
    holder    text COLLATE "C" NOT NULL,
    provider  text COLLATE "C" NOT NULL,
    person    text COLLATE "C" NOT NULL, -- fields parted by U+001F
    keys      bigint[] NOT NULL,         -- followed to candidates
    counted   bigint[] NOT NULL,         -- only ever counted
    body      json NOT NULL,             -- the rest of the row
    PRIMARY KEY (authority, id)
) WITH (fillfactor = 85);

ALTER TABLE lobby_record
    ALTER COLUMN person SET STATISTICS 0,
    ALTER COLUMN keys SET STATISTICS 0,
    ALTER COLUMN counted SET STATISTICS 0,
    ALTER COLUMN body SET STATISTICS 0;

CREATE INDEX lobby_record_arrival ON lobby_record (authority, received, id);
CREATE INDEX lobby_record_undecided ON lobby_record (authority, received, id) WHERE undecided;

-- A pending list makes every search read what has not been merged yet, so
-- that searches slow down with the inserts since the last vacuum.
CREATE INDEX lobby_record_keys ON lobby_record USING gin (keys) WITH (fastupdate = off) WHERE undecided;

CREATE TABLE lobby_client (
    authority text COLLATE "C" NOT NULL,
    id        text COLLATE "C" NOT NULL,
    version   bigint NOT NULL,
    reference bytea,                     -- digest of the reference, null without one
    person    text COLLATE "C" NOT NULL,
    keys      bigint[] NOT NULL,
    counted   bigint[] NOT NULL,         -- keys of lobby_tally that count this row
    body      json NOT NULL,
    PRIMARY KEY (authority, id),
    UNIQUE (authority, reference)
) WITH (fillfactor = 85);

ALTER TABLE lobby_client
    ALTER COLUMN person SET STATISTICS 0,
    ALTER COLUMN keys SET STATISTICS 0,
    ALTER COLUMN counted SET STATISTICS 0,
    ALTER COLUMN body SET STATISTICS 0;

CREATE INDEX lobby_client_keys ON lobby_client USING gin (keys) WITH (fastupdate = off);

-- How many clients carry a key that is only counted; keys 0 to 7 add up to the
-- number of clients.
CREATE TABLE lobby_tally (
    authority text COLLATE "C" NOT NULL,
    key       bigint NOT NULL,
    clients   bigint NOT NULL,
    PRIMARY KEY (authority, key)
) WITH (fillfactor = 70);

ALTER TABLE lobby_tally
    ALTER COLUMN key SET STATISTICS 0;

-- Audit trail and outbox: ids and codes only.
CREATE TABLE lobby_event (
    authority text COLLATE "C" NOT NULL,
    id        text COLLATE "C" NOT NULL,
    at        timestamptz NOT NULL,
    kind      text COLLATE "C" NOT NULL,
    system    text COLLATE "C" NOT NULL,
    actor     text COLLATE "C" NOT NULL,
    record    text COLLATE "C" NOT NULL,
    version   bigint NOT NULL,
    client    text COLLATE "C" NOT NULL,
    case_id   text COLLATE "C" NOT NULL,
    code      text COLLATE "C" NOT NULL,
    previous  text COLLATE "C" NOT NULL,
    digest    text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, id)
);

CREATE INDEX lobby_event_at ON lobby_event (authority, at, id);
CREATE INDEX lobby_event_record ON lobby_event (authority, record, at, id) WHERE record <> '';
CREATE INDEX lobby_event_client ON lobby_event (authority, client, at, id) WHERE client <> '';

CREATE TABLE lobby_ack (
    authority text COLLATE "C" NOT NULL,
    consumer  text COLLATE "C" NOT NULL,
    event     text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, consumer, event)
);
