package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// imported leaves an import of 200 clients open in a transaction of the host's.
func imported(t testing.TB, pool *pgxpool.Pool, s *postgres.Store, from int) pgx.Tx {
	tx, err := pool.Begin(context.Background())
	require.NoError(t, err)
	inside := lobby.New(s.WithTx(tx), matching.UK(nil), lobby.HPA2(), nil)
	var updates []lobby.ClientUpdate
	w := matchtest.New(11, from+200)
	for n := range 200 {
		updates = append(updates, lobby.ClientUpdate{ID: store.ClientID(name("imported", from+n)), Person: new(w.Client(from + n).Person)})
	}
	r, err := inside.PutClients(context.Background(), casework, updates)
	require.NoError(t, err)
	require.Empty(t, r.Failed)
	return tx
}

// created receives, claims, reviews and creates.
func created(ctx context.Context, desk *lobby.Service, a lobby.Actor, key string, p matching.Person) error {
	r, err := desk.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: key, Person: p})
	if err == nil {
		_, err = desk.Claim(ctx, a, r.ID)
	}
	if err != nil {
		return err
	}
	for {
		v, err := desk.Review(ctx, a, r.ID)
		if err == nil {
			_, err = desk.Create(ctx, a, r.ID, v.Token)
		}
		if !errors.Is(err, lobby.ErrStale) { // a relative was created meanwhile
			return err
		}
	}
}

// TestA6_NobodyWaitsForAnImportOfTheHosts has officers create clients who share surnames
// and years of birth with 200 whom an open transaction has brought in.
func TestA6_NobodyWaitsForAnImportOfTheHosts(t *testing.T) {
	pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.MaxConns = 16 })
	o := fresh(t, pool, postgres.Options{LockTimeout: 20 * time.Second})
	s := postgres.New(pool, o)
	desk := lobby.New(s, matching.UK(nil), lobby.HPA2(), nil)
	tx := imported(t, pool, s, 0)
	defer func() { _ = tx.Rollback(context.Background()) }()
	w := matchtest.New(11, 400)
	var all sync.WaitGroup
	for n := range 40 {
		all.Go(func() {
			if err := created(t.Context(), desk, officer(n), fmt.Sprint("k-", n), w.Client(200+n).Person); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	require.Equal(t, 40, sizeOf(t, s), "each is created while the import is still open")
	require.NoError(t, tx.Commit(t.Context()))
	require.Equal(t, 240, sizeOf(t, s))
}

// BenchmarkBesideAnImport creates with and without an import that stays open, in turns
// of 50 by eight officers.
func BenchmarkBesideAnImport(b *testing.B) {
	pool := openPool(b, sharedURL(b), func(c *pgxpool.Config) { c.MaxConns = 16 })
	o := fresh(b, pool, postgres.Options{})
	s := postgres.New(pool, o)
	desk := lobby.New(s, matching.UK(nil), lobby.HPA2(), nil)
	people := matchtest.New(13, 100_000)
	n := 0
	round := func() (took time.Duration) {
		var all sync.WaitGroup
		begun := time.Now()
		for w := range 8 {
			from := n
			all.Go(func() {
				for i := w; i < 50; i += 8 {
					must(b, created(context.Background(), desk, officer(w), fmt.Sprint("k-", from+i), people.Client(from+i).Person))
				}
			})
		}
		all.Wait()
		n += 50
		return time.Since(begun)
	}
	round()
	var beside, alone time.Duration
	turn := 0
	for b.Loop() {
		alone += round()
		tx := imported(b, pool, s, 200*turn)
		turn++
		beside += round()
		must(b, tx.Rollback(context.Background()))
	}
	b.ReportMetric(50*float64(turn)/alone.Seconds(), "decisions/s-alone")
	b.ReportMetric(50*float64(turn)/beside.Seconds(), "decisions/s-beside")
	b.ReportMetric(alone.Seconds()/beside.Seconds(), "×-alone")
	b.ReportMetric(0, "ns/op")
}
