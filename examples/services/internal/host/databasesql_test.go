package host_test

import (
	"database/sql"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/examples/services/internal/host"
	"github.com/caselobby/caselobby/examples/services/internal/hosttest"
	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// The host's row and the lobby's decision take effect together, or not at all, in a transaction
// of database/sql too.
func TestAHostOfDatabaseSQLDecidesInItsTransaction(t *testing.T) {
	url := hosttest.Postgres(t)
	h, err := host.Open(t.Context(), host.Config{Database: url, Authority: "leeds", TokenKey: make([]byte, 32)}, lobby.HPA2(), lobby.Options{})
	require.NoError(t, err)
	defer h.Close()
	hosttest.Exec(t, url, "CREATE TABLE letters (client text)")
	portal := lobby.Actor{ID: "portal", Authority: "leeds", Role: lobby.IntakeMachine}
	amy := lobby.Actor{ID: "amy", Authority: "leeds", Role: lobby.Officer}
	in, err := h.Lobby.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "Kate", Family: "O'Brien"}})
	require.NoError(t, err)
	_, err = h.Lobby.Claim(t.Context(), amy, in.ID)
	require.NoError(t, err)
	v, err := h.Lobby.Review(t.Context(), amy, in.ID)
	require.NoError(t, err)

	db, err := sql.Open("pgx", url)
	require.NoError(t, err)
	defer db.Close()
	for _, tc := range []struct {
		end  func(*sql.Tx) error
		rows int
	}{{(*sql.Tx).Rollback, 0}, {(*sql.Tx).Commit, 1}} {
		conn, err := db.Conn(t.Context())
		require.NoError(t, err)
		tx, err := conn.BeginTx(t.Context(), nil)
		require.NoError(t, err)
		require.NoError(t, host.WithinSQL(conn, h.Lobby, func(l *lobby.Service) error {
			d, err := l.Create(t.Context(), amy, in.ID, v.Token)
			require.Equal(t, store.StateCreated, d.Kind)
			return err
		}))
		_, err = tx.ExecContext(t.Context(), "INSERT INTO letters VALUES ('Kate')")
		require.NoError(t, err)
		require.NoError(t, tc.end(tx))
		require.NoError(t, conn.Close())
		require.Equal(t, tc.rows, hosttest.Count(t, url, "SELECT count(*) FROM letters"))
		require.Equal(t, tc.rows, hosttest.Count(t, url, "SELECT count(*) FROM lobby_client"))
	}
	r, err := h.Lobby.Record(t.Context(), h.Self, in.ID)
	require.NoError(t, err)
	require.Equal(t, store.StateCreated, r.State)
}
