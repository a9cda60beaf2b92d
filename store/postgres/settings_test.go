package postgres_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

// How the server writes times and bytes matters only where it is asked to write them as
// text, as behind some poolers. What it takes text for matters always: names would be kept
// as something else, and a name that the encoding lacks would be refused months later.
func TestSettingsThatSpoilWhatIsSentDoNotValidate(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	binary, text := pgx.QueryExecModeCacheStatement, pgx.QueryExecModeExec
	for _, c := range []struct {
		set, to string
		mode    pgx.QueryExecMode
		fits    bool
	}{
		{"DateStyle", "German", binary, true},
		{"DateStyle", "German", text, false},
		{"DateStyle", "ISO, DMY", text, true},
		{"bytea_output", "escape", binary, true},
		{"bytea_output", "escape", text, false},
		{"client_encoding", "LATIN1", binary, false},
		{"client_encoding", "WIN1252", text, false},
		{"client_encoding", "SQL_ASCII", binary, true},
		{"client_encoding", "LATIN1", pgx.QueryExecModeSimpleProtocol, false},
		{"standard_conforming_strings", "off", text, true},
		{"standard_conforming_strings", "off", pgx.QueryExecModeSimpleProtocol, false},
		{"gin_fuzzy_search_limit", "20", binary, false},
		{"gin_fuzzy_search_limit", "0", text, true},
		{"TimeZone", "Europe/London", text, true},
		{"TimeZone", "Africa/Monrovia", pgx.QueryExecModeSimpleProtocol, true},
		{"default_transaction_read_only", "on", binary, true},
		{"default_transaction_isolation", "serializable", binary, true},
	} {
		t.Run(fmt.Sprintf("%s %s, %s", c.set, c.to, c.mode), func(t *testing.T) {
			pool := openPool(t, url, func(config *pgxpool.Config) {
				config.ConnConfig.DefaultQueryExecMode = c.mode
				config.ConnConfig.RuntimeParams[c.set] = c.to
			})
			s := postgres.New(pool, fresh(t, admin, postgres.Options{}))
			if !c.fits {
				require.ErrorIs(t, s.Validate(t.Context()), postgres.ErrSchema)
				return
			}
			require.NoError(t, s.Validate(t.Context()))
			for _, call := range callsOf(t, s) {
				call()
			}
		})
	}
}

// A read whose answer is written as the settings ask is not one that nobody answered.
func TestAnAnswerThatIsNotUnderstoodIsSaidToBeThat(t *testing.T) {
	url := sharedURL(t)
	pool := openPool(t, url)
	o := fresh(t, pool, postgres.Options{})
	require.NoError(t, postgres.New(pool, o).Commit(t.Context(), records(putRecord(0, record("r")))))
	odd := postgres.New(openPool(t, url, func(c *pgxpool.Config) {
		c.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeExec
		c.ConnConfig.RuntimeParams["bytea_output"] = "escape"
	}), o)
	_, _, err := recordOf(t.Context(), odd, "r")
	require.ErrorContains(t, err, "not understood")
	require.NotContains(t, err.Error(), "no answer")
}

// openDatabase makes an empty database, which goes with the test, and opens it.
func openDatabase(t *testing.T, admin *pgxpool.Pool, name, with string) *pgxpool.Pool {
	t.Helper()
	_, err := admin.Exec(t.Context(), "CREATE DATABASE "+name+" TEMPLATE template0 "+with)
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := admin.Exec(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)")
		require.NoError(t, err)
	})
	config := admin.Config()
	config.ConnConfig.Database = name
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	require.NoError(t, err)
	t.Cleanup(pool.Close)
	return pool
}

func TestADatabaseInAnotherEncodingDoesNotValidate(t *testing.T) {
	url := sharedURL(t)
	admin := openPool(t, url)
	for _, encoding := range []string{"LATIN1", "EUC_JP"} {
		name := strings.ToLower(encoding) + "_only"
		pool := openDatabase(t, admin, name, "ENCODING '"+encoding+"' LC_COLLATE 'C' LC_CTYPE 'C'")
		require.NoError(t, postgres.Migrate(t.Context(), pool, nil))
		require.ErrorIs(t, postgres.New(pool, nil).Validate(t.Context()), postgres.ErrSchema, encoding)
	}
}
