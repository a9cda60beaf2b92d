package host

// tables are the host's own. A real host has migrations for them.
const tables = `
CREATE TABLE IF NOT EXISTS owner (
	one       bool PRIMARY KEY DEFAULT true CHECK (one), -- one row: the database has one owner
	authority text NOT NULL,
	service   text NOT NULL
);
CREATE TABLE IF NOT EXISTS account (
	id       text PRIMARY KEY,
	role     text NOT NULL,
	rights   int  NOT NULL DEFAULT 0,
	provider text NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS session (
	token   text PRIMARY KEY,
	account text NOT NULL REFERENCES account
);
CREATE TABLE IF NOT EXISTS client (
	id         text PRIMARY KEY,
	reference  text NOT NULL DEFAULT '',
	given      text NOT NULL DEFAULT '',
	family     text NOT NULL DEFAULT '',
	born       text NOT NULL DEFAULT '',
	nino       text NOT NULL DEFAULT '',
	phones     text[] NOT NULL DEFAULT '{}',
	emails     text[] NOT NULL DEFAULT '{}',
	postcodes  text[] NOT NULL DEFAULT '{}',
	restricted bool NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX IF NOT EXISTS client_reference ON client (reference) WHERE reference <> '';
CREATE TABLE IF NOT EXISTS casework (
	id             text PRIMARY KEY,
	client         text NOT NULL REFERENCES client,
	closed_because text NOT NULL DEFAULT '', -- empty while open
	record         text NOT NULL DEFAULT ''  -- of the lobby; empty if the case did not come from it
);
CREATE TABLE IF NOT EXISTS counter (name text PRIMARY KEY, last bigint NOT NULL);
CREATE TABLE IF NOT EXISTS task_type (name text PRIMARY KEY, access text NOT NULL);
CREATE TABLE IF NOT EXISTS mail (
	event   text PRIMARY KEY, -- of the lobby, so that an event that is handled twice makes one mail
	address text NOT NULL,
	body    text NOT NULL
);`
