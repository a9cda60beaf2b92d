package postgres_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// This file runs as it is on the build that beside.sh compares with, but for the
// names of beside_names_test.go.

var (
	waitingCases = flag.Int("beside.waiting", 2000, "undecided records beside the one reviewed")
	loadFor      = flag.Duration("beside.for", time.Minute, "how long the load lasts")
	loadBacklog  = flag.Int("beside.backlog", 0, "cases that wait when the load begins")
	loadPool     = flag.Int("beside.pool", 16, "connections of the load")
)

// besideDesk is a lobby over the register, through a pool that change has changed.
func besideDesk(b *testing.B, change ...func(*pgxpool.Config)) (*lobby.Service, *postgres.Store, *pgxpool.Pool) {
	openRegister(b)
	config := register.pool.Config()
	for _, c := range change {
		c(config)
	}
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	must(b, err)
	b.Cleanup(pool.Close)
	s := postgres.New(pool, besideOptions())
	return lobby.New(s, matching.UK(nil), lobby.HPA2(), nil), s, pool
}

// waiting are cases that the officer holds: received once, and found again later.
func waiting(b *testing.B, n int) (ids []store.RecordID, people []matching.Person) {
	desk, _, _ := besideDesk(b)
	for c := range register.world.Cases(n, matchtest.Everyday()) {
		r, err := desk.Receive(context.Background(), portal, lobby.Arrival{Channel: store.Channel("self-referral"), Key: fmt.Sprint("beside-", len(ids)), Person: c.Person})
		if err == nil && !r.Duplicate {
			_, err = desk.Claim(context.Background(), officer(1), r.ID)
		}
		must(b, err)
		ids, people = append(ids, r.ID), append(people, c.Person)
	}
	return ids, people
}

func benchmarkReview(b *testing.B, change ...func(*pgxpool.Config)) {
	openRegister(b)
	ids, people := waiting(b, *waitingCases)
	_, err := register.pool.Exec(context.Background(), `CREATE EXTENSION IF NOT EXISTS pg_prewarm SCHEMA public`)
	must(b, err)
	_, err = register.pool.Exec(context.Background(), "VACUUM ANALYZE bench.lobby_record")
	must(b, err)
	_, err = register.pool.Exec(context.Background(), "SELECT public.pg_prewarm(oid) FROM pg_class WHERE relnamespace = 'bench'::regnamespace AND relkind IN ('r', 'i')")
	must(b, err)
	var sent trips
	desk, s, _ := besideDesk(b, append(change, sent.watch, func(c *pgxpool.Config) { c.MaxConns = 4 })...)
	for i := range 200 { // plans are made, and pages read
		_, err := desk.Review(context.Background(), officer(1), ids[i*7%len(ids)])
		must(b, err)
	}
	l, n := laps{}, 0
	var reviewing int64
	for b.Loop() {
		i := n * 7919 % len(ids)
		n++
		before := sent.n.Load()
		must(b, l.time("review", func() error { _, err := desk.Review(context.Background(), officer(1), ids[i]); return err }))
		reviewing += sent.n.Load() - before
		keys := asked(people[(i+len(ids)/2)%len(ids)]) // of whom the review has read nothing
		must(b, l.time("candidates", func() error { _, err := s.Candidates(context.Background(), hackney, keys, limit); return err }))
	}
	l.report(b)
	b.ReportMetric(l.at("review", .99), "review-p99-µs")
	b.ReportMetric(l.at("review", .5)/l.at("candidates", .5), "×-candidates")
	b.ReportMetric(float64(reviewing)/float64(n), "trips") // of two at once both are counted
}

// BenchmarkReview reviews a case that waits beside many others.
func BenchmarkReview(b *testing.B) { benchmarkReview(b) }

// BenchmarkDistantReview does so over a proxy that takes a millisecond each way.
func BenchmarkDistantReview(b *testing.B) {
	benchmarkReview(b, func(c *pgxpool.Config) {
		dial := c.ConnConfig.DialFunc
		c.ConnConfig.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
			return net.Dial("unix", distant(b, func() (net.Conn, error) { return dial(ctx, network, addr) }))
		}
	})
}

// distant listens for one connection and passes it on, a millisecond later each way.
func distant(b *testing.B, dial func() (net.Conn, error)) (addr string) {
	dir, err := os.MkdirTemp("", "lobby-distant-")
	must(b, err)
	addr = filepath.Join(dir, "socket")
	l, err := net.Listen("unix", addr)
	must(b, err)
	go func() {
		near, err := l.Accept()
		_, _ = l.Close(), os.RemoveAll(dir)
		if err != nil {
			return
		}
		far, err := dial()
		if err != nil {
			_ = near.Close()
			return
		}
		go delay(near, far)
		delay(far, near)
	}()
	return addr
}

// delay passes on what it reads a millisecond after it was read.
func delay(from, to net.Conn) {
	type parcel struct {
		bytes []byte
		due   time.Time
	}
	parcels := make(chan parcel, 1024)
	go func() {
		defer to.Close()
		for p := range parcels {
			time.Sleep(time.Until(p.due))
			if _, err := to.Write(p.bytes); err != nil {
				_ = from.Close()
			}
		}
	}()
	defer close(parcels)
	for {
		b := make([]byte, 64<<10)
		n, err := from.Read(b)
		if n > 0 {
			parcels <- parcel{b[:n], time.Now().Add(time.Millisecond)}
		}
		if err != nil {
			return
		}
	}
}

// BenchmarkLoad has fifty officers take what comes in at 200 a second: each claims,
// reviews and decides. It tells the reviews' times, the decisions, and how long
// calls waited for a connection.
func BenchmarkLoad(b *testing.B) {
	waits := &waits{}
	desk, _, pool := besideDesk(b, func(c *pgxpool.Config) { c.MaxConns = int32(*loadPool) }, waits.watch)
	arrived := make(chan store.RecordID, 1<<20)
	backlog(b, desk, arrived)
	ctx, end := context.WithTimeout(context.Background(), *loadFor)
	defer end()
	var all sync.WaitGroup
	all.Go(func() { intake(ctx, desk, arrived) })
	var mu sync.Mutex
	var decided, failed atomic.Int64
	l := laps{}
	for n := range 50 {
		all.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case id := <-arrived:
					begun := time.Now()
					v, err := claimAndReview(ctx, desk, officer(n), id)
					took := time.Since(begun)
					if err == nil {
						mu.Lock()
						l["review"] = append(l["review"], took)
						mu.Unlock()
						err = decideOn(ctx, desk, officer(n), v)
					}
					switch {
					case err == nil:
						decided.Add(1)
					case ctx.Err() == nil && !errors.Is(err, lobby.ErrStale):
						failed.Add(1)
					}
				}
			}
		})
	}
	for range b.N { // once: the load lasts as long as it is told to
		all.Wait()
	}
	l.report(b)
	b.ReportMetric(float64(decided.Load()), "decisions")
	b.ReportMetric(float64(failed.Load()), "failed")
	b.ReportMetric(l.at("review", .99), "review-p99-µs")
	b.ReportMetric(waits.at(.99), "pool-wait-p99-µs")
	b.ReportMetric(float64(pool.Stat().EmptyAcquireCount())/float64(max(1, pool.Stat().AcquireCount())), "waits/acquire")
}

// backlog is what came in over a weekend, at as many a second as can be.
func backlog(b *testing.B, desk *lobby.Service, arrived chan<- store.RecordID) {
	run, n := time.Now().UnixNano(), atomic.Int64{}
	people := make(chan matching.Person)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for p := range people {
				r, err := desk.Receive(context.Background(), portal, lobby.Arrival{Channel: store.Channel("self-referral"), Key: fmt.Sprint("backlog-", run, "-", n.Add(1)), Person: p})
				must(b, err)
				arrived <- r.ID
			}
		})
	}
	for c := range register.world.Cases(*loadBacklog, matchtest.Everyday()) {
		people <- c.Person
	}
	close(people)
	all.Wait()
}

func intake(ctx context.Context, desk *lobby.Service, arrived chan<- store.RecordID) {
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	run, n := time.Now().UnixNano(), 0
	for c := range register.world.Cases(1<<20, matchtest.Everyday()) {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		n++
		key := fmt.Sprint("load-", run, "-", n)
		go func() {
			r, err := desk.Receive(ctx, portal, lobby.Arrival{Channel: store.Channel("self-referral"), Key: key, Person: c.Person})
			if err == nil {
				arrived <- r.ID
			}
		}()
	}
}

func claimAndReview(ctx context.Context, desk *lobby.Service, a lobby.Actor, id store.RecordID) (v lobby.Review, err error) {
	if _, err = desk.Claim(ctx, a, id); err == nil {
		v, err = desk.Review(ctx, a, id)
	}
	return v, err
}

// decideOn assigns to whom is likely, and creates whom nobody is like.
func decideOn(ctx context.Context, desk *lobby.Service, a lobby.Actor, v lobby.Review) (err error) {
	if len(v.Clients) > 0 && v.Clients[0].Probability > .5 {
		_, err = desk.Assign(ctx, a, v.Record.ID, v.Clients[0].Client.ID, v.Token)
	} else {
		_, err = desk.Create(ctx, a, v.Record.ID, v.Token)
	}
	return err
}

// waits are how long calls waited for a connection of a pool.
type waits struct {
	mu    sync.Mutex
	times laps
}

type askedAt struct{}

func (w *waits) watch(c *pgxpool.Config) { c.ConnConfig.Tracer, w.times = w, laps{} }

func (w *waits) TraceAcquireStart(ctx context.Context, _ *pgxpool.Pool, _ pgxpool.TraceAcquireStartData) context.Context {
	return context.WithValue(ctx, askedAt{}, time.Now())
}

func (w *waits) TraceAcquireEnd(ctx context.Context, _ *pgxpool.Pool, _ pgxpool.TraceAcquireEndData) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.times["wait"] = append(w.times["wait"], time.Since(ctx.Value(askedAt{}).(time.Time)))
}

func (w *waits) at(share float64) float64 { return w.times.at("wait", share) }

func (w *waits) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	return ctx
}

func (w *waits) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}
