package postgres_test

import (
	"cmp"
	"context"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// damage writes into a row what a newer version of the library might.
func damage(s store.Store, a store.Authority, r store.RecordID, c store.ClientID) error {
	h, ctx := s.(*handle), context.Background()
	conn, err := pgx.Connect(ctx, h.url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	table := "lobby_client"
	if r != "" {
		table = "lobby_record"
	}
	_, err = conn.Exec(ctx, "UPDATE "+pgx.Identifier{h.options.Schema, table}.Sanitize()+
		` SET body = '{"v":1,"row":{"field of tomorrow":1}}' WHERE authority = $1 AND id = $2`, string(a), cmp.Or(string(r), string(c)))
	return err
}

// TestARowThatSaysItIsAnotherIsUnreadable gives two rows what their neighbours hold, as
// a copy that went wrong would.
func TestARowThatSaysItIsAnotherIsUnreadable(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	for _, id := range []string{"1", "2", "3"} {
		b := records(putRecord(0, record(id, func(r *store.Record) { r.Keys = []matching.Key{1} })))
		b.Clients = clients(putClient(0, client(id, func(c *store.Client) { c.Keys = []matching.Key{1} }))).Clients
		require.NoError(t, s.Commit(t.Context(), b))
	}
	_, err := pool.Exec(t.Context(), fmt.Sprintf(`UPDATE %[1]s.lobby_record SET body = (SELECT body FROM %[1]s.lobby_record WHERE id = '1') WHERE id = '2';
UPDATE %[1]s.lobby_client SET body = replace(body::text, '%[2]s', 'elsewhere')::json WHERE id = '3'`, o.Schema, hackney))
	require.NoError(t, err)
	all := store.IDs{Records: []store.RecordID{"1", "2", "3"}, Clients: []store.ClientID{"1", "2", "3"}}
	bad := store.IDs{Records: []store.RecordID{"2"}, Clients: []store.ClientID{"3"}}
	rows, err := s.Rows(t.Context(), hackney, all)
	require.NoError(t, err)
	_, came, err := s.Gather(t.Context(), hackney, []matching.Key{1}, 10)
	require.NoError(t, err)
	for _, rows := range []store.Rows{rows, came(all)} {
		require.Equal(t, bad, rows.Unreadable)
		require.Equal(t, []int{2, 2}, []int{len(rows.Records), len(rows.Clients)})
	}
	page, err := s.Records(t.Context(), store.Query{Authority: hackney, Limit: 10})
	require.NoError(t, err)
	require.Equal(t, store.RecordID("2"), page.Unreadable[0].ID)
	register, err := s.Clients(t.Context(), store.ClientQuery{Authority: hackney, Limit: 10})
	require.NoError(t, err)
	require.Equal(t, bad.Clients, register.Unreadable)
}
