package postgres_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

func cpuOf(pid uint32) float64 {
	b, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	f := strings.Fields(string(b[strings.LastIndexByte(string(b), ')')+1:]))
	var u, s float64
	fmt.Sscan(f[11], &u)
	fmt.Sscan(f[12], &s)
	return (u + s) * 10
}
func selfCPU() float64 {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return float64(r.Utime.Sec+r.Stime.Sec)*1e3 + float64(r.Utime.Usec+r.Stime.Usec)/1e3
}

func TestCPU(t *testing.T) {
	if os.Getenv("CPU") == "" {
		t.Skip()
	}
	pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.MaxConns = 1 })
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	var pid uint32
	conn, err := pool.Acquire(t.Context())
	require.NoError(t, err)
	pid = conn.Conn().PgConn().PID()
	conn.Release()
	w, uk := matchtest.New(1, 30000), matching.UK(nil)
	_, err = s.Load(t.Context(), hackney, func(yield func(store.Client, error) bool) {
		for c := range w.Clients() {
			if !yield(store.Client{Authority: hackney, ID: store.ClientID(c.ID), Person: c.Person, Keys: uk.Keys(c.Person), Updated: noon}, nil) {
				return
			}
		}
	}, nil)
	require.NoError(t, err)
	require.NoError(t, s.Scrub(t.Context(), false))
	measure := func(name string, n int, f func(i int)) {
		for i := range 20 {
			f(-1 - i)
		}
		c0, s0 := cpuOf(pid), selfCPU()
		for i := range n {
			f(i)
		}
		t.Logf("%-30s server %6.0f µs  client %6.0f µs", name, (cpuOf(pid)-c0)/float64(n)*1e3, (selfCPU()-s0)/float64(n)*1e3)
	}
	ctx := context.Background()
	arr := []matchtest.Case{}
	for c := range w.Cases(3000, matchtest.Everyday()) {
		arr = append(arr, c)
	}
	keys := make([][]matching.Key, len(arr))
	total, counted := 0, 0
	for i, c := range arr {
		keys[i] = uk.Keys(c.Person)
		total += len(keys[i])
		for _, k := range keys[i] {
			if k.CountOnly() {
				counted++
			}
		}
	}
	t.Logf("keys %.1f counted %.1f", float64(total)/float64(len(arr)), float64(counted)/float64(len(arr)))
	pick := func(i int) int { return (i + 3000) % 3000 }
	put := func(kind string, with bool) func(int) {
		return func(i int) {
			c := store.Client{Authority: hackney, ID: store.ClientID(fmt.Sprint(kind, i, time.Now().UnixNano())), Person: arr[pick(i)].Person, Updated: noon}
			if with {
				c.Keys = keys[pick(i)]
			}
			require.NoError(t, s.Commit(ctx, clients(putClient(0, c))))
		}
	}
	_, err = pool.Exec(ctx, "CREATE TABLE "+o.Schema+".bare (LIKE "+o.Schema+".lobby_client, PRIMARY KEY (authority,id))")
	require.NoError(t, err)
	measure("one client", 3000, func(i int) { _, _ = s.Client(ctx, hackney, store.ClientID(matchtest.ClientID(pick(i)*7%30000))) })
	measure("raw pk", 3000, func(i int) {
		var b, p string
		_ = pool.QueryRow(ctx, "SELECT person, body::text FROM "+o.Schema+".lobby_client WHERE authority=$1 AND id=$2", string(hackney), matchtest.ClientID(pick(i)*7%30000)).Scan(&p, &b)
	})
	measure("candidates", 2000, func(i int) { _, err := s.Candidates(ctx, hackney, keys[pick(i)], 200); require.NoError(t, err) })
	measure("bare insert", 3000, func(i int) {
		_, err := pool.Exec(ctx, "INSERT INTO "+o.Schema+".bare VALUES ($1,$2,1,NULL,$3,'{}','{}','{\"a\":1}')", string(hackney), fmt.Sprint(i, time.Now().UnixNano()), "person person person person")
		require.NoError(t, err)
	})
	measure("without keys", 3000, put("w", false))
	measure("with keys", 3000, put("k", true))
	r := 0
	measure("receive (record+event)", 3000, func(i int) {
		r++
		b := records(putRecord(0, record(name("r", r))))
		b.Events = []store.Event{event(name("e", r), "r")}
		require.NoError(t, s.Commit(ctx, b))
	})
	v := store.Version(0)
	measure("claim (record+event)", 3000, func(i int) {
		b := records(putRecord(v, record("claimed")))
		b.Events = []store.Event{event(name("f", int(v)), "r")}
		require.NoError(t, s.Commit(ctx, b))
		v++
	})
}
