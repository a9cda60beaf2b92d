-- The tally is appended to: whoever changes what clients are counted by adds rows
-- and waits for nobody, however long another's transaction stays open. The count
-- of a key is the sum of its rows, which later commits fold into one.
ALTER TABLE lobby_tally DROP CONSTRAINT lobby_tally_pkey;
ALTER TABLE lobby_tally RESET (fillfactor);
CREATE INDEX lobby_tally_key ON lobby_tally (authority, key);

-- What consumers have yet to acknowledge is an index of its own. An event is put
-- into a tray, as of the consumer ''; later commits sort it to every consumer that
-- is known, and an acknowledgement takes it out. A consumer is known from its first
-- acknowledgement on, and given what was told before in order: up to (at, event).
CREATE TABLE lobby_unread (
    authority text COLLATE "C" NOT NULL,
    consumer  text COLLATE "C" NOT NULL,
    at        timestamptz NOT NULL,
    event     text COLLATE "C" NOT NULL,
    system    text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, consumer, at, event)
);

CREATE TABLE lobby_consumer (
    authority text COLLATE "C" NOT NULL,
    consumer  text COLLATE "C" NOT NULL,
    at        timestamptz NOT NULL,
    event     text COLLATE "C" NOT NULL,
    PRIMARY KEY (authority, consumer)
);

-- Policies that hide every authority's rows would hide them here too.
SELECT set_config('lobby.forced', (SELECT relforcerowsecurity FROM pg_class WHERE oid = 'lobby_event'::regclass)::text, false);
ALTER TABLE lobby_event NO FORCE ROW LEVEL SECURITY;
ALTER TABLE lobby_ack NO FORCE ROW LEVEL SECURITY;

INSERT INTO lobby_consumer (authority, consumer, at, event) SELECT DISTINCT authority, consumer, 'infinity'::timestamptz, '' FROM lobby_ack;
INSERT INTO lobby_unread (authority, consumer, at, event, system)
SELECT k.authority, k.consumer, e.at, e.id, e.system FROM lobby_consumer k JOIN lobby_event e ON e.authority = k.authority
WHERE NOT EXISTS (SELECT FROM lobby_ack a WHERE a.authority = k.authority AND a.consumer = k.consumer AND a.event = e.id);

DO $$ BEGIN
	IF current_setting('lobby.forced')::boolean THEN
		ALTER TABLE lobby_event FORCE ROW LEVEL SECURITY;
		ALTER TABLE lobby_ack FORCE ROW LEVEL SECURITY;
	END IF;
END $$;
