package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

// A backup that is restored in part takes every statement, and lets two take one decision:
// a write tells whether it was the first by the keys of the tables alone.
func TestTablesThatKeepNoPromiseDoNotValidate(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	for what, c := range map[string]struct{ spoil, says string }{
		"records without a key":        {"ALTER TABLE lobby_record DROP CONSTRAINT lobby_record_pkey", "unique key"},
		"clients without a key":        {"ALTER TABLE lobby_client DROP CONSTRAINT lobby_client_pkey", "unique key"},
		"references of several":        {"ALTER TABLE lobby_client DROP CONSTRAINT lobby_client_authority_reference_key", "unique key"},
		"events without a key":         {"ALTER TABLE lobby_event DROP CONSTRAINT lobby_event_pkey", "unique key"},
		"events that come twice":       {"ALTER TABLE lobby_unread DROP CONSTRAINT lobby_unread_pkey", "unique key"},
		"acknowledgements, twice":      {"ALTER TABLE lobby_ack DROP CONSTRAINT lobby_ack_pkey", "unique key"},
		"consumers that begin twice":   {"ALTER TABLE lobby_consumer DROP CONSTRAINT lobby_consumer_pkey", "unique key"},
		"a key of some records":        {"ALTER TABLE lobby_record DROP CONSTRAINT lobby_record_pkey; CREATE UNIQUE INDEX ON lobby_record (authority, id) WHERE undecided", "unique key"},
		"a key that is not unique":     {"ALTER TABLE lobby_record DROP CONSTRAINT lobby_record_pkey; CREATE INDEX ON lobby_record (authority, id)", "unique key"},
		"a key across councils":        {"ALTER TABLE lobby_record DROP CONSTRAINT lobby_record_pkey; CREATE UNIQUE INDEX ON lobby_record (id)", "unique key"},
		"a key that is no constraint":  {"ALTER TABLE lobby_record DROP CONSTRAINT lobby_record_pkey; CREATE UNIQUE INDEX ON lobby_record (id, authority)", ""},
		"a key that brings more along": {"ALTER TABLE lobby_record DROP CONSTRAINT lobby_record_pkey; CREATE UNIQUE INDEX ON lobby_record (authority, id) INCLUDE (version)", ""},
		"a key of what ids begin with": {"ALTER TABLE lobby_record DROP CONSTRAINT lobby_record_pkey; CREATE UNIQUE INDEX ON lobby_record (authority, left(id, 8), id)", "unique key"},
		"ids by another collation":     {`ALTER TABLE lobby_record ALTER COLUMN holder TYPE text COLLATE "und-x-icu"`, "collation"},
		"by C under another name":      {`CREATE COLLATION bytes (provider = libc, locale = 'POSIX'); ALTER TABLE lobby_record ALTER COLUMN holder TYPE text COLLATE bytes`, ""},
		"searches of all records":      {"DROP INDEX lobby_record_keys", "key index"},
		"an index that is half made":   {"UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'lobby_client_keys'::regclass", "key index"},
		"an index by another name":     {"ALTER INDEX lobby_client_keys RENAME TO keys", ""},
		"a table that a crash empties": {"ALTER TABLE lobby_record SET UNLOGGED", "not logged"},
	} {
		o := fresh(t, pool, postgres.Options{})
		_, err := pool.Exec(t.Context(), "SET search_path = "+o.Schema+"; "+c.spoil+"; RESET search_path")
		require.NoError(t, err, what)
		err = postgres.New(pool, o).Validate(t.Context())
		if c.says == "" {
			require.NoError(t, err, what)
			continue
		}
		require.ErrorIs(t, err, postgres.ErrSchema, what)
		require.ErrorContains(t, err, c.says, what)
	}
}

// A column that names no collation has the database's.
func TestAColumnComparesAsItsDatabaseDoes(t *testing.T) {
	admin := openPool(t, sharedURL(t))
	for name, c := range map[string]struct {
		locale string
		sound  bool
	}{
		"bytewise": {"LOCALE 'C'", true},
		"by_words": {"LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C'", false},
	} {
		pool := openDatabase(t, admin, name, "ENCODING 'UTF8' "+c.locale)
		require.NoError(t, postgres.Migrate(t.Context(), pool, nil))
		require.NoError(t, postgres.New(pool, nil).Validate(t.Context()), "its tables name theirs")
		_, err := pool.Exec(t.Context(), `ALTER TABLE lobby_record ALTER COLUMN holder TYPE text COLLATE "default"`)
		require.NoError(t, err)
		require.Equal(t, c.sound, postgres.New(pool, nil).Validate(t.Context()) == nil, name)
	}
}

// Each part of a table is logged or not by itself.
func TestAPartitionThatACrashEmptiesDoesNotValidate(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := partitioned(t, pool)
	require.NoError(t, postgres.New(pool, o).Validate(t.Context()))
	_, err := pool.Exec(t.Context(), "ALTER TABLE "+o.Schema+".lobby_record_2 SET UNLOGGED")
	require.NoError(t, err)
	require.ErrorContains(t, postgres.New(pool, o).Validate(t.Context()), "not logged")
}

// A service that names no authority meets no rows, and would be told that nobody waits.
func TestTablesThatHideTheirRowsDoNotValidateWithoutRowSecurity(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	o := *secured(t, admin)
	o.RowSecurity = false
	app := openPool(t, url, as(appRole))
	require.ErrorIs(t, postgres.New(app, &o).Validate(t.Context()), postgres.ErrSchema)
	require.NoError(t, postgres.New(admin, &o).Validate(t.Context()), "a superuser sees them all")
}

// Row security that somebody has switched on, with no policy, hides all: a lobby that
// looks empty.
func TestATableThatShowsNothingToItsServiceDoesNotValidate(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	for policy, sound := range map[string]bool{
		"": false,
		"CREATE POLICY hosts ON lobby_record USING (authority <> 'closed')": true,
	} {
		o := fresh(t, admin, postgres.Options{})
		role := roled(t, admin, "GRANT USAGE ON SCHEMA "+o.Schema+" TO ?; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "+o.Schema+" TO ?")
		_, err := admin.Exec(t.Context(), "SET search_path = "+o.Schema+"; ALTER TABLE lobby_record ENABLE ROW LEVEL SECURITY; "+policy+"; RESET search_path")
		require.NoError(t, err)
		require.Equal(t, sound, postgres.New(openPool(t, url, as(role)), o).Validate(t.Context()) == nil, policy)
	}
}
