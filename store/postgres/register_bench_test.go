package postgres_test

import (
	"context"
	"crypto/rand"
	"flag"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// registerSize is the number of clients that the benchmarks search among:
//
//	go test -bench . -run '^$' -register.size 1000000 -benchtime 6000x -timeout 1h
var registerSize = flag.Int("register.size", 20_000, "clients in the register of the benchmarks")

// registerURL is of a server that keeps the register from one run to the next:
// a million clients take minutes to bring in.
var registerURL = flag.String("register.url", "", "server that keeps the register; a throwaway one unless given")

// limit is the largest block that the lobby follows unless told otherwise.
const limit = 100

// register is a made-up register in a server of its own, made once.
var register struct {
	sync.Once
	pool  *pgxpool.Pool
	store *postgres.Store
	world *matchtest.World
	o     *postgres.Options
	uk    *matching.UKMatcher
}

func openRegister(b testing.TB) {
	b.Helper()
	register.Do(func() {
		url := *registerURL
		if url == "" {
			server, err := startServer(append(careless, "shared_buffers=4GB", "max_wal_size=8GB", "maintenance_work_mem=512MB", "jit=off")...)
			if err != nil {
				skipOrFail(b, err)
			}
			servers = append(servers, server)
			url = server.url
		}
		var err error
		register.pool, err = pgxpool.New(context.Background(), url)
		must(b, err)
		register.o = &postgres.Options{Schema: "bench"}
		register.world, register.uk = matchtest.New(1, *registerSize), matching.UK(nil)
		register.store = postgres.New(register.pool, register.o)
		if !kept(context.Background()) {
			_, err = register.pool.Exec(context.Background(), "DROP SCHEMA IF EXISTS bench CASCADE")
			must(b, err)
			must(b, postgres.Migrate(context.Background(), register.pool, register.o))
			fill(b)
		}
	})
}

// kept reports whether the register is there already, under today's keys.
func kept(ctx context.Context) bool {
	last := register.world.Client(*registerSize - 1)
	c, found, err := clientOf(ctx, register.store, store.ClientID(last.ID))
	return err == nil && found && slices.Equal(c.Keys, register.uk.Prepare(last.Person).Keys)
}

// fill loads the register. The key index is made afterwards, as a host that
// brings a million clients would.
func fill(b testing.TB) {
	const index = "bench.lobby_client_keys"
	var definition string
	ctx := context.Background()
	must(b, register.pool.QueryRow(ctx, "SELECT pg_get_indexdef('"+index+"'::regclass)").Scan(&definition))
	_, err := register.pool.Exec(ctx, "DROP INDEX "+index)
	must(b, err)
	begun := time.Now()
	n, err := register.store.Load(ctx, hackney, func(yield func(store.Client, error) bool) {
		for c := range register.world.Clients() {
			if !yield(madeUpClient(c), nil) {
				return
			}
		}
	}, nil)
	must(b, err)
	loaded := time.Since(begun)
	_, err = register.pool.Exec(ctx, definition)
	must(b, err)
	indexed := time.Since(begun) - loaded
	must(b, register.store.Scrub(ctx, false))
	b.Logf("%d clients loaded in %.1f s, indexed in %.1f s", n, loaded.Seconds(), indexed.Seconds())
	rows, err := register.pool.Query(ctx, `SELECT relname, pg_relation_size(oid) FROM pg_class
WHERE relnamespace = 'bench'::regnamespace AND relname ~ 'client|tally' ORDER BY 1`)
	must(b, err)
	var name string
	var size int64
	_, err = pgx.ForEachRow(rows, []any{&name, &size}, func() error {
		b.Logf("%s: %d bytes a client", name, size/int64(n))
		return nil
	})
	must(b, err)
}

func madeUpClient(c matchtest.Client) store.Client {
	return prepared(store.ClientID(c.ID), c.Person)
}

func prepared(id store.ClientID, p matching.Person) store.Client {
	q := register.uk.Prepare(p)
	return store.Client{Authority: hackney, ID: id, Person: p, Keys: q.Keys, Profile: q.Profile, Updated: noon}
}

func must(b testing.TB, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// laps are the times of several contenders who take turns, so that whatever
// else the machine does meets all of them alike.
type laps map[string][]time.Duration

func (l laps) time(name string, f func() error) error {
	begun := time.Now()
	err := f()
	l[name] = append(l[name], time.Since(begun))
	return err
}

func (l laps) at(name string, share float64) float64 {
	times := slices.Sorted(slices.Values(l[name]))
	return float64(times[min(int(share*float64(len(times))), len(times)-1)].Nanoseconds()) / 1e3
}

func (l laps) report(b *testing.B) {
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for n := range l {
			if !yield(n) {
				return
			}
		}
	}) {
		b.ReportMetric(l.at(name, .5), name+"-p50-µs")
		b.Logf("%-28s p50 %7.0f µs  p95 %7.0f µs  p99 %7.0f µs", name, l.at(name, .5), l.at(name, .95), l.at(name, .99))
	}
	b.ReportMetric(0, "ns/op")
}

// BenchmarkCandidates finds everybody who may be an arriving person, beside
// reading one client and beside what one would write with pg_trgm.
func BenchmarkCandidates(b *testing.B) {
	openRegister(b)
	ctx := context.Background()
	trigrams(b)
	l := laps{}
	var rows, known, ours, theirs int
	n := 0
	arrivals := slices.Collect(register.world.Cases(2000, matchtest.Everyday()))
	for b.Loop() {
		c := arrivals[n%len(arrivals)]
		id := store.ClientID(matchtest.ClientID(n * 7919 % *registerSize))
		n++
		keys := register.uk.Prepare(c.Person).Keys
		must(b, l.time("one-client", func() error { _, _, err := clientOf(ctx, register.store, id); return err }))
		var pool matching.Pool
		must(b, l.time("candidates", func() (err error) {
			pool, err = register.store.Candidates(ctx, hackney, keys, limit)
			return err
		}))
		rows += len(pool.Clients)
		var hits []string
		must(b, l.time("pg_trgm", func() (err error) {
			hits, err = byTrigrams(ctx, c.Person)
			return err
		}))
		if c.Known() {
			known++
			if slices.ContainsFunc(pool.Clients, func(p matching.Candidate) bool { return slices.Contains(c.Clients, p.ID) }) {
				ours++
			}
			if slices.ContainsFunc(hits, func(id string) bool { return slices.Contains(c.Clients, id) }) {
				theirs++
			}
		}
	}
	l.report(b)
	b.ReportMetric(l.at("candidates", .5)/l.at("one-client", .5), "×-one-client")
	b.ReportMetric(l.at("pg_trgm", .5)/l.at("candidates", .5), "×-faster-than-pg_trgm")
	b.Logf("%.1f candidates on average; of %d known people found %d, by pg_trgm %d", float64(rows)/float64(n), known, ours, theirs)
}

// BenchmarkCandidatesAlone takes turns with nothing but reading one client, so
// that both find the server's caches warm.
func BenchmarkCandidatesAlone(b *testing.B) {
	openRegister(b)
	ctx := context.Background()
	l := laps{}
	n := 0
	arrivals := slices.Collect(register.world.Cases(2000, matchtest.Everyday()))
	for b.Loop() {
		keys := register.uk.Prepare(arrivals[n%len(arrivals)].Person).Keys
		id := store.ClientID(matchtest.ClientID(n * 7919 % *registerSize))
		n++
		must(b, l.time("one-client", func() error { _, _, err := clientOf(ctx, register.store, id); return err }))
		must(b, l.time("candidates", func() error {
			_, err := register.store.Candidates(ctx, hackney, keys, limit)
			return err
		}))
	}
	l.report(b)
	b.ReportMetric(l.at("candidates", .5)/l.at("one-client", .5), "×-one-client")
}

// trigrams makes the table that one would make without keys: a column for each
// field, a trigram index on the name and a plain one on each of the others.
func trigrams(b *testing.B) {
	_, err := register.pool.Exec(context.Background(), `CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE TABLE IF NOT EXISTS bench.plain (authority text, id text, name text, born text, nino text, email text, phone text, postcode text)`)
	must(b, err)
	var n int
	must(b, register.pool.QueryRow(context.Background(), "SELECT count(*) FROM bench.plain").Scan(&n))
	if n > 0 {
		return
	}
	_, err = register.pool.CopyFrom(context.Background(), pgx.Identifier{"bench", "plain"},
		[]string{"authority", "id", "name", "born", "nino", "email", "phone", "postcode"}, rowsOf(register.world))
	must(b, err)
	_, err = register.pool.Exec(context.Background(), `CREATE INDEX ON bench.plain USING gin (name public.gin_trgm_ops);
CREATE INDEX ON bench.plain (authority, nino); CREATE INDEX ON bench.plain (authority, email); CREATE INDEX ON bench.plain (authority, phone);
CREATE INDEX ON bench.plain (authority, born); CREATE INDEX ON bench.plain (authority, postcode)`)
	must(b, err)
	_, err = register.pool.Exec(context.Background(), "VACUUM ANALYZE bench.plain")
	must(b, err)
}

func rowsOf(w *matchtest.World) pgx.CopyFromSource {
	ids := 0
	return pgx.CopyFromFunc(func() ([]any, error) {
		if ids == w.Len() {
			return nil, nil
		}
		c := w.Client(ids)
		ids++
		return append([]any{string(hackney), c.ID}, plainFields(c.Person)...), nil
	})
}

// plainFields are a person as one would normalise it without much thought.
func plainFields(p matching.Person) []any {
	first := func(list []string) any {
		if len(list) == 0 {
			return nil
		}
		return strings.ToUpper(strings.ReplaceAll(list[0], " ", ""))
	}
	orNil := func(s string) any {
		if s == "" {
			return nil
		}
		return strings.ToUpper(strings.ReplaceAll(s, " ", ""))
	}
	return []any{strings.ToLower(p.Given + " " + p.Family), orNil(p.Born), orNil(p.NINO), first(p.Emails), first(p.Phones), first(p.Postcodes)}
}

func byTrigrams(ctx context.Context, p matching.Person) ([]string, error) {
	rows, err := register.pool.Query(ctx, `SELECT id FROM bench.plain WHERE authority = $1
	AND (name OPERATOR(public.%) $2 OR born = $3 OR nino = $4 OR email = $5 OR phone = $6 OR postcode = $7)
ORDER BY public.similarity(name, $2) DESC LIMIT 50`, append([]any{string(hackney)}, plainFields(p)...)...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// BenchmarkSearchAfterInserts searches before and after b.N clients have come
// in one by one, without a vacuum in between: -benchtime 6000x.
func BenchmarkSearchAfterInserts(b *testing.B) {
	openRegister(b)
	ctx := context.Background()
	arrivals := slices.Collect(register.world.Cases(2000, matchtest.Everyday()))
	l := laps{}
	search := func(when string) {
		for _, c := range arrivals {
			keys := register.uk.Prepare(c.Person).Keys
			must(b, l.time(when, func() error {
				_, err := register.store.Candidates(ctx, hackney, keys, limit)
				return err
			}))
		}
	}
	search("warming")
	search("before")
	n := 0
	for b.Loop() {
		c := arrivals[n%len(arrivals)]
		n++
		row := prepared(store.ClientID(rand.Text()), c.Person)
		must(b, l.time("inserting", func() error { return register.store.Commit(ctx, clients(putClient(0, row))) }))
	}
	search("after")
	l.report(b)
	b.ReportMetric(l.at("after", .5)/l.at("before", .5), "×-before")
}

// BenchmarkInsert puts a client with its keys, one without, and a bare row.
func BenchmarkInsert(b *testing.B) {
	openRegister(b)
	ctx := context.Background()
	_, err := register.pool.Exec(ctx, `CREATE TABLE IF NOT EXISTS bench.bare (authority text, id text, version bigint, body json, PRIMARY KEY (authority, id));
INSERT INTO bench.bare SELECT authority, id, version, body FROM bench.lobby_client ON CONFLICT DO NOTHING`)
	must(b, err)
	arrivals := slices.Collect(register.world.Cases(2000, matchtest.Everyday()))
	l := laps{}
	n := 0
	for b.Loop() {
		n++
		c := arrivals[n%len(arrivals)]
		put := func(kind string, keys []matching.Key) {
			row := store.Client{Authority: hackney, ID: store.ClientID(rand.Text()), Person: c.Person, Keys: keys, Updated: noon}
			must(b, l.time(kind, func() error { return register.store.Commit(ctx, clients(putClient(0, row))) }))
		}
		put("with-keys", register.uk.Prepare(c.Person).Keys)
		put("without-keys", nil)
		row := store.Client{Authority: hackney, ID: store.ClientID(rand.Text()), Updated: noon}
		body, err := store.EncodeClient(row)
		must(b, err)
		must(b, l.time("bare-insert", func() error {
			_, err := register.pool.Exec(ctx, "INSERT INTO bench.bare VALUES ($1, $2, 1, $3, $4)", string(hackney), string(row.ID), c.Person.Given+c.Person.Family, string(body))
			return err
		}))
	}
	l.report(b)
	b.ReportMetric(l.at("with-keys", .5)/l.at("without-keys", .5), "×-without-keys")
	b.ReportMetric(l.at("with-keys", .5)/l.at("bare-insert", .5), "×-bare-insert")
}
