package postgres_test

import (
	"context"
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// historyEvents is how many events an old authority has told, and a consumer has
// acknowledged; it has a tenth as many records, and counts as many keys:
//
//	go test -bench History -run '^$' -history.events 10000000 -benchtime 2000x -timeout 2h
var historyEvents = flag.Int("history.events", 100_000, "events of the old authority of BenchmarkHistory")

// youngEvents is how many a young one has told.
const youngEvents = 10_000

// BenchmarkHistory asks an old authority and a young one, in turns on one server, for
// what must not cost more the more there ever was: a record's trail, a page of events,
// a poll with nothing new, what keys are counted, and a commit that tells and
// acknowledges.
func BenchmarkHistory(b *testing.B) {
	server, err := startServer(append(careless, "shared_buffers=4GB", "max_wal_size=8GB", "jit=off")...)
	if err != nil {
		skipOrFail(b, err)
	}
	servers = append(servers, server)
	ctx := context.Background()
	pool, err := pgxpool.New(ctx, server.url)
	must(b, err)
	b.Cleanup(pool.Close)
	must(b, postgres.Migrate(ctx, pool, nil))
	s := postgres.New(pool, nil)
	told := map[store.Authority]int{"young": youngEvents, "old": *historyEvents}
	for a, n := range told {
		fillHistory(b, pool, a, n)
	}
	_, err = pool.Exec(ctx, "VACUUM ANALYZE")
	must(b, err)
	l, n := laps{}, 0
	turn := func(a store.Authority, of int) {
		at := n * 7919 % of
		trail := store.RecordID(fmt.Sprint("r", at/10))
		ask := func(what string, want int, q store.EventQuery) {
			q.Authority = a
			must(b, l.time(what+"-"+string(a), func() error {
				es, err := s.Events(ctx, q)
				if err == nil && len(es) != want {
					err = fmt.Errorf("%d events of %d", len(es), want)
				}
				return err
			}))
		}
		ask("trail", 10, store.EventQuery{Record: trail, Limit: 100})
		ask("page", 100, store.EventQuery{After: store.EventCursor{At: noon.Add(time.Duration(at%(of-200)) * time.Millisecond)}, Limit: 100})
		ask("poll", 0, store.EventQuery{Unacked: "mailer", Limit: 100})
		keys := make([]matching.Key, 16)
		for i := range keys {
			keys[i] = countOnly(uint64(at/10 + i))
		}
		must(b, l.time("counts-"+string(a), func() error { _, err := s.Candidates(ctx, a, keys, limit); return err }))
		must(b, l.time("commit-"+string(a), func() error {
			id := store.EventID(fmt.Sprint("new-", n))
			return s.Commit(ctx, store.Batch{
				Authority: a, Events: []store.Event{{Authority: a, ID: id, At: noon.Add(time.Duration(of+n) * time.Millisecond), Kind: "told"}},
				Acks: []store.Ack{{Consumer: "mailer", Event: id}},
			})
		}))
	}
	for b.Loop() {
		turn("young", youngEvents)
		turn("old", *historyEvents)
		n++
	}
	l.report(b)
	for _, what := range []string{"trail", "page", "poll", "counts", "commit"} {
		b.ReportMetric(l.at(what+"-old", .5)/l.at(what+"-young", .5), "×-"+what)
	}
}

// fillHistory writes what commits would have left: events, all of them acknowledged,
// and eight rows of the tally for each key, which is when a key is folded.
func fillHistory(b *testing.B, pool *pgxpool.Pool, a store.Authority, n int) {
	ctx := context.Background()
	for _, text := range []string{
		`INSERT INTO lobby_event (authority, id, at, kind, system, actor, record, version, client, case_id, code, previous, digest)
SELECT $1, 'e' || i, $3::timestamptz + i * interval '1 ms', 'claimed', 'hpa2', 'officer-' || i % 50, 'r' || i / 10, i % 10 + 1,
	CASE i % 10 WHEN 9 THEN 'c' || i / 10 ELSE '' END, '', '', md5(i::text) || md5($1), md5((i + 1)::text) || md5($1)
FROM generate_series(0, $2::int - 1) AS i`,
		`INSERT INTO lobby_ack (authority, consumer, event) SELECT $1, 'mailer', 'e' || i FROM generate_series(0, $2::int - 1) AS i WHERE $3::timestamptz IS NOT NULL`,
		`INSERT INTO lobby_consumer (authority, consumer, at, event) SELECT $1, 'mailer', 'infinity', '' WHERE $2::int > 0 AND $3::timestamptz IS NOT NULL`,
	} {
		_, err := pool.Exec(ctx, text, string(a), n, noon)
		must(b, err)
	}
	var keys []int64
	for i := range n / 10 {
		keys = append(keys, postgres.Mixed(a, countOnly(uint64(i))))
	}
	_, err := pool.Exec(ctx, "INSERT INTO lobby_tally (authority, key, clients) SELECT $1, k, 1 FROM unnest($2::bigint[]) AS k, generate_series(1, 8)", string(a), keys)
	must(b, err)
}
