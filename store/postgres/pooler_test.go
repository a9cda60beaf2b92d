package postgres_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

// pgBouncer runs one before a server and returns the address to connect to.
func pgBouncer(t *testing.T, s *server, mode string, size int) string {
	bin, err := exec.LookPath("pgbouncer")
	if err != nil {
		if bin = "/usr/sbin/pgbouncer"; os.Getenv("CI") == "" {
			if _, err := os.Stat(bin); err != nil {
				t.Skip("skipped: no PgBouncer is installed")
			}
		}
	}
	dir, err := os.MkdirTemp("", "lobby-bouncer-")
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	config := filepath.Join(dir, "ini")
	require.NoError(t, os.WriteFile(config, fmt.Appendf(nil, `[databases]
postgres = host=%s user=postgres dbname=postgres
[pgbouncer]
unix_socket_dir = %s
listen_addr =
auth_type = any
pool_mode = %s
default_pool_size = %d
`, s.dir, dir, mode, size), 0o600))
	require.NoError(t, own(dir))
	cmd := exec.Command(bin, "-q", config)
	cmd.SysProcAttr = unprivileged()
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	url := "host=" + dir + " port=6432 user=postgres dbname=postgres"
	require.Eventually(t, func() bool {
		c, err := pgx.Connect(t.Context(), url)
		return err == nil && c.Close(t.Context()) == nil
	}, 2*time.Minute, 5*time.Millisecond)
	return url
}

func TestA11d_APoolerThatLosesStatementsDoesNotValidate(t *testing.T) {
	if !apart(t) {
		return
	}
	server, err := startServer(careless...)
	if err != nil {
		skipOrFail(t, err)
	}
	t.Cleanup(server.stop)
	o := fresh(t, openPool(t, server.url), postgres.Options{})
	for _, c := range []struct {
		pool string
		size int
		mode pgx.QueryExecMode
		want error
	}{
		{"transaction", 10, pgx.QueryExecModeCacheStatement, postgres.ErrPooler},
		{"transaction", 10, pgx.QueryExecModeCacheDescribe, nil},
		{"transaction", 10, pgx.QueryExecModeExec, nil},
		{"session", 10, pgx.QueryExecModeCacheStatement, nil},
		{"transaction", 1, pgx.QueryExecModeCacheStatement, nil},
	} {
		t.Run(fmt.Sprintf("%s of %d, %s", c.pool, c.size, c.mode), func(t *testing.T) {
			pool := openPool(t, pgBouncer(t, server, c.pool, c.size), func(config *pgxpool.Config) { config.ConnConfig.DefaultQueryExecMode = c.mode })
			err := postgres.New(pool, o).Validate(t.Context())
			if c.want == nil {
				require.NoError(t, err)
			} else {
				require.ErrorIs(t, err, c.want)
			}
		})
	}
}

func TestARoleThatMayNotWriteDoesNotValidate(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	_, err := pool.Exec(t.Context(), fmt.Sprintf(`CREATE ROLE %s_reader; GRANT USAGE ON SCHEMA %[1]s TO %[1]s_reader; GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA %[1]s TO %[1]s_reader`, o.Schema))
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := pool.Exec(context.Background(), fmt.Sprintf("DROP OWNED BY %s_reader; DROP ROLE %[1]s_reader", o.Schema))
		require.NoError(t, err)
	})
	reader := postgres.New(openPool(t, sharedURL(t), as(o.Schema+"_reader")), o)
	require.ErrorIs(t, reader.Validate(t.Context()), postgres.ErrSchema)
	_, err = pool.Exec(t.Context(), fmt.Sprintf("GRANT DELETE ON ALL TABLES IN SCHEMA %s TO %[1]s_reader", o.Schema))
	require.NoError(t, err)
	require.NoError(t, reader.Validate(t.Context()))
}
