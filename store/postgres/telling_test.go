package postgres_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// What tells who looks waits for the disk unless the host says otherwise, and nothing else is
// hurried by that: no commit, and no transaction of a host's.
func TestOnlyASearchThatTellsIsNotWaitedForIfTheHostSaysSo(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	_, err := pool.Exec(t.Context(), `CREATE TABLE `+o.Schema+`.noted (event text, waits text);
CREATE FUNCTION `+o.Schema+`.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	INSERT INTO `+o.Schema+`.noted VALUES (NEW.id, current_setting('synchronous_commit')); RETURN NEW; END $$;
CREATE TRIGGER note AFTER INSERT ON `+o.Schema+`.lobby_event FOR EACH ROW EXECUTE FUNCTION `+o.Schema+`.note()`)
	require.NoError(t, err)
	s, relaxed := postgres.New(pool, o), postgres.New(pool, &postgres.Options{Schema: o.Schema, RelaxedReadings: true})
	tell := func(s *postgres.Store, id string) {
		t.Helper()
		_, _, err := s.Gather(t.Context(), hackney, []matching.Key{1}, 10, event(id, "r"))
		require.NoError(t, err)
	}
	tell(s, "told")
	tell(relaxed, "told in haste")
	tx, err := pool.Begin(t.Context())
	require.NoError(t, err)
	_, err = tx.Exec(t.Context(), "SET LOCAL synchronous_commit = 'local'")
	require.NoError(t, err)
	tell(s.WithTx(tx), "told in the host's")
	require.NoError(t, tx.Commit(t.Context()))
	require.NoError(t, s.Commit(t.Context(), store.Batch{Authority: hackney, Events: []store.Event{event("committed", "r")}}))
	for id, want := range map[string]string{"told": "on", "told in haste": "off", "told in the host's": "local", "committed": "on"} {
		var waits string
		require.NoError(t, pool.QueryRow(t.Context(), "SELECT waits FROM "+o.Schema+".noted WHERE event = $1", id).Scan(&waits), id)
		require.Equal(t, want, waits, id)
	}
}

// The server commits once all has been answered. Where that fails, whoever looks is told.
func TestASearchWhoseTellingIsNotCommittedHasFailed(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	for _, secure := range []bool{false, true} {
		o := fresh(t, pool, postgres.Options{RowSecurity: secure})
		_, err := pool.Exec(t.Context(), `CREATE FUNCTION `+o.Schema+`.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
CREATE CONSTRAINT TRIGGER no AFTER INSERT ON `+o.Schema+`.lobby_event DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION `+o.Schema+`.no()`)
		require.NoError(t, err)
		s := postgres.New(pool, o)
		require.NoError(t, s.Commit(t.Context(), clients(putClient(0, client("c", func(c *store.Client) { c.Keys = []matching.Key{1} })))))
		for range 2 {
			_, _, err = s.Gather(t.Context(), hackney, []matching.Key{1}, 10, event("e", "r"))
			require.Error(t, err)
		}
		found, _, err := s.Gather(t.Context(), hackney, []matching.Key{1}, 10)
		require.NoError(t, err)
		require.Len(t, found.Clients, 1)
		es, err := s.Events(context.Background(), store.EventQuery{Authority: hackney, Limit: 9})
		require.NoError(t, err)
		require.Empty(t, es)
	}
}
