package postgres_test

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store/postgres"
)

const partitions = 4

// partitioned makes the same tables again, each of several parts by a hash of the authority.
func partitioned(t testing.TB, pool *pgxpool.Pool) *postgres.Options {
	from, to := fresh(t, pool, postgres.Options{}), fresh(t, pool, postgres.Options{})
	var b strings.Builder
	for _, table := range postgres.Tables {
		fmt.Fprintf(&b, "DROP TABLE %s.%s; CREATE TABLE %[1]s.%[2]s (LIKE %[3]s.%[2]s INCLUDING ALL) PARTITION BY HASH (authority);\n",
			to.Schema, table, from.Schema)
		for p := range partitions {
			fmt.Fprintf(&b, "CREATE TABLE %[1]s.%[2]s_%[3]d PARTITION OF %[1]s.%[2]s FOR VALUES WITH (MODULUS %[4]d, REMAINDER %[3]d);\n",
				to.Schema, table, p, partitions)
		}
	}
	_, err := pool.Exec(context.Background(), b.String())
	require.NoError(t, err)
	return to
}

func TestEveryStatementTouchesOnePartitionOfATable(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := partitioned(t, pool)
	require.NoError(t, postgres.New(pool, o).Validate(t.Context()))
	conn, err := pool.Acquire(t.Context())
	require.NoError(t, err)
	defer conn.Release()
	_, err = conn.Exec(t.Context(), "SET search_path = "+o.Schema)
	require.NoError(t, err)
	defer func() { _, _ = conn.Exec(context.Background(), "RESET ALL") }()

	var seen int
	for n, s := range postgres.Samples(hackney) {
		require.Contains(t, s.Text, "authority", s.Text)
		name := fmt.Sprintf("sample_%d", n)
		_, err := conn.Conn().Prepare(t.Context(), name, s.Text)
		require.NoError(t, err, s.Text)
		for _, mode := range []string{"force_custom_plan", "force_generic_plan"} {
			scans := explain(t, conn, mode, "EXECUTE "+name+literals(s.Args))
			seen += len(scans)
			for table, parts := range scans {
				require.LessOrEqual(t, len(parts), 1, "%s of %s with %s in\n%s", parts, table, mode, s.Text)
			}
		}
	}
	require.Greater(t, seen, len(postgres.Samples(hackney)), "the plans were read")
}

func TestAStatementWithoutTheAuthorityIsSeenToTouchEveryPartition(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := partitioned(t, pool)
	conn, err := pool.Acquire(t.Context())
	require.NoError(t, err)
	defer conn.Release()
	scans := explain(t, conn, "force_custom_plan", "SELECT FROM "+o.Schema+".lobby_client WHERE id = 'id'")
	require.Len(t, scans["lobby_client"], partitions)
}

// explain returns, for each table, the partitions that the plan reads.
func explain(t *testing.T, conn *pgxpool.Conn, mode, statement string) map[string]map[string]bool {
	_, err := conn.Exec(t.Context(), "SET plan_cache_mode = "+mode)
	require.NoError(t, err)
	var text []byte
	require.NoError(t, conn.QueryRow(t.Context(), "EXPLAIN (FORMAT JSON) "+statement).Scan(&text), statement)
	var plans []struct{ Plan node }
	require.NoError(t, json.Unmarshal(text, &plans))
	scans := map[string]map[string]bool{}
	plans[0].Plan.collect(scans)
	return scans
}

type node struct {
	Type     string `json:"Node Type"`
	Relation string `json:"Relation Name"`
	Plans    []node
}

var partName = regexp.MustCompile(`^(\w+)_(\d+)$`)

func (n node) collect(scans map[string]map[string]bool) {
	if m := partName.FindStringSubmatch(n.Relation); m != nil && strings.Contains(n.Type, "Scan") {
		if scans[m[1]] == nil {
			scans[m[1]] = map[string]bool{}
		}
		scans[m[1]][n.Relation] = true
	}
	for _, p := range n.Plans {
		p.collect(scans)
	}
}

// literals writes arguments as SQL.
func literals(args []any) string {
	quote := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	out := make([]string, len(args))
	for i, arg := range args {
		switch v := arg.(type) {
		case string:
			out[i] = quote(v)
		case []byte:
			out[i] = fmt.Sprintf(`'\x%x'`, v)
		case []string:
			out[i] = quote("{" + strings.Join(v, ",") + "}")
		case []int64:
			out[i] = quote("{" + strings.Trim(strings.Join(strings.Fields(fmt.Sprint(v)), ","), "[]") + "}")
		case time.Time:
			out[i] = quote(v.Format(time.RFC3339))
		default:
			out[i] = fmt.Sprint(v)
		}
	}
	return "(" + strings.Join(out, ", ") + ")"
}
