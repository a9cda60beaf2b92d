package postgres_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

// TestWhoAcknowledgesAndWhoRetiresDoNotDeadlock has commits name the same events, each in an
// order of its own. The server looks for no deadlock: whoever is in one is told so as busy.
func TestWhoAcknowledgesAndWhoRetiresDoNotDeadlock(t *testing.T) {
	pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.ConnConfig.RuntimeParams["deadlock_timeout"] = "20min" })
	s := postgres.New(pool, fresh(t, pool, postgres.Options{LockTimeout: 10 * time.Second}))
	for round := range 12 {
		told := store.Batch{Authority: hackney}
		for i := range 60 {
			told.Events = append(told.Events, store.Event{Authority: hackney, ID: store.EventID(fmt.Sprint(round, "-", i)), At: noon.Add(time.Duration(60*round+i) * time.Second)})
		}
		require.NoError(t, s.Commit(t.Context(), told))
		var all sync.WaitGroup
		var errs [12]error
		for i := range errs {
			b := store.Batch{Authority: hackney}
			for at, n := range rand.Perm(len(told.Events)) {
				if id := told.Events[n].ID; i < 5 || i >= 8 && at%2 == 0 { // some do both
					b.Acks = append(b.Acks, store.Ack{Consumer: store.Consumer(fmt.Sprint("consumer-", (i+n)%2)), Event: id})
				} else {
					b.Retired = append(b.Retired, id)
				}
			}
			all.Go(func() { errs[i] = s.Commit(t.Context(), b) })
		}
		all.Wait()
		for _, err := range errs {
			require.NoError(t, err)
		}
	}
}

// TestNewConsumersDoNotDeadlockEither has commits tell, acknowledge and retire at once, for
// consumers of whom some are new each time. The server looks for no deadlock here either.
func TestNewConsumersDoNotDeadlockEither(t *testing.T) {
	pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) {
		c.MaxConns = 12
		c.ConnConfig.RuntimeParams["deadlock_timeout"] = "20min"
	})
	s := postgres.New(pool, fresh(t, pool, postgres.Options{LockTimeout: 10 * time.Second}))
	const hands, each, perCommit = 12, 25, 4
	told := make([]atomic.Int32, hands) // commits, by hand
	old := func() store.EventID {       // of a commit that has ended
		for {
			if hand := rand.IntN(hands); told[hand].Load() > 0 {
				return store.EventID(fmt.Sprint(hand, "-", rand.Int32N(told[hand].Load()), "-", rand.IntN(perCommit)))
			}
		}
	}
	var all sync.WaitGroup
	for hand := range hands {
		all.Go(func() {
			for n := range each {
				b := store.Batch{Authority: hackney}
				for i := range perCommit {
					b.Events = append(b.Events, event(fmt.Sprint(hand, "-", n, "-", i), ""))
				}
				retired := make(map[store.EventID]bool)
				for range min(n, 1) * 6 {
					b.Acks = append(b.Acks, store.Ack{Consumer: store.Consumer(fmt.Sprint(n/5, "-", rand.IntN(3))), Event: old()})
					if id := old(); hand%3 == 0 && !retired[id] {
						b.Retired, retired[id] = append(b.Retired, id), true
					}
				}
				if err := s.Commit(t.Context(), b); err != nil {
					t.Error(err)
				}
				told[hand].Add(1)
			}
		})
	}
	all.Wait()
}

// TestNothingIsLeftToReadOfWhatIsRetiredMeanwhile has a commit retire events while another
// sorts them to a consumer who is known, and while another gives them to one who is new.
func TestNothingIsLeftToReadOfWhatIsRetiredMeanwhile(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	s := postgres.New(pool, o)
	commit := func(b store.Batch) {
		b.Authority = hackney
		require.NoError(t, s.Commit(t.Context(), b))
	}
	ack := func(c store.Consumer) { commit(store.Batch{Acks: []store.Ack{{Consumer: c, Event: "e-read"}}}) }
	left := func() (n int) {
		require.NoError(t, pool.QueryRow(t.Context(), "SELECT count(*) FROM "+o.Schema+".lobby_unread").Scan(&n))
		return n
	}
	commit(store.Batch{Events: []store.Event{event("e-old", ""), event("e-read", "")}})
	ack("mailer")
	ack("mailer") // who is known now, and given e-old
	commit(store.Batch{Events: []store.Event{event("e-1", ""), event("e-2", "")}})

	sorting := within(t, pool, o.Schema, postgres.SortTray, string(hackney))
	retired := make(chan error, 1)
	go func() {
		retired <- s.Commit(t.Context(), store.Batch{Authority: hackney, Retired: []store.EventID{"e-2", "e-old", "e-1"}})
	}()
	waitsFor(t, pool, sorting.Conn().PgConn().PID())
	require.NoError(t, sorting.Commit(t.Context()))
	require.NoError(t, <-retired)
	require.Zero(t, left())

	commit(store.Batch{Events: []store.Event{event("e-3", "")}})
	ack("mailer")
	ack("archive") // who is given nothing yet
	giving := within(t, pool, o.Schema, postgres.GiveMore, string(hackney), "archive")
	commit(store.Batch{Retired: []store.EventID{"e-3"}})
	require.NoError(t, giving.Commit(t.Context()))
	require.Empty(t, unacknowledged(t, s, "archive"))
	require.Positive(t, left(), "what was given and not seen")
	ack("archive")
	require.Zero(t, left())
}

// TestWhatIsToldWhileItIsRetiredStaysWhole has events told after a commit that retires them
// has begun: one of them is just being acknowledged, and is not waited for. The server looks
// for no deadlock.
func TestWhatIsToldWhileItIsRetiredStaysWhole(t *testing.T) {
	pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.ConnConfig.RuntimeParams["deadlock_timeout"] = "20min" })
	o := fresh(t, pool, postgres.Options{LockTimeout: 5 * time.Second})
	s := postgres.New(pool, o)
	tell := store.Batch{Authority: hackney, Events: []store.Event{event("e-old", ""), event("e-known", "")}}
	require.NoError(t, s.Commit(t.Context(), tell))
	for range 2 { // known, and then given the other
		require.NoError(t, s.Commit(t.Context(), store.Batch{Authority: hackney, Acks: []store.Ack{{Consumer: "audit", Event: "e-known"}}}))
	}
	before := within(t, pool, o.Schema, "SELECT FROM lobby_unread WHERE event = 'e-old' AND consumer = 'audit' FOR UPDATE")
	retired := make(chan error, 1)
	go func() {
		retired <- s.Commit(t.Context(), store.Batch{Authority: hackney, Retired: []store.EventID{"e-old", "e-new", "e-newer"}})
	}()
	waitsFor(t, pool, before.Conn().PgConn().PID())
	meanwhile := store.Batch{Authority: hackney, Events: []store.Event{event("e-new", ""), event("e-newer", "")}}
	require.NoError(t, s.Commit(t.Context(), meanwhile))
	acknowledging := within(t, pool, o.Schema, postgres.InsertAck, string(hackney), "mailer", "e-new")
	require.NoError(t, before.Rollback(t.Context()))
	require.NoError(t, <-retired)
	require.NoError(t, acknowledging.Commit(t.Context()))
	require.NoError(t, s.Commit(t.Context(), meanwhile), "told again, as after an unknown outcome")
	require.Equal(t, []store.EventID{"e-known", "e-new", "e-newer"}, unacknowledged(t, s, "newcomer"))
	require.Equal(t, []store.EventID{"e-new", "e-newer"}, unacknowledged(t, s, "audit"))
	require.Equal(t, []store.EventID{"e-known", "e-newer"}, unacknowledged(t, s, "mailer"))
}

// within is a transaction that has run a statement, and stays open.
func within(t *testing.T, pool *pgxpool.Pool, schema, text string, args ...any) pgx.Tx {
	t.Helper()
	tx := begun(t, pool)
	_, err := tx.Exec(t.Context(), "SET LOCAL search_path = "+schema)
	require.NoError(t, err)
	_, err = tx.Exec(t.Context(), text, args...)
	require.NoError(t, err)
	return tx
}

// TestToRetireReadsLittleOfWhatWasAcknowledged retires a few events of a table of many,
// before and after the server has looked at it.
func TestToRetireReadsLittleOfWhatWasAcknowledged(t *testing.T) {
	pool := openPool(t, sharedURL(t))
	o := fresh(t, pool, postgres.Options{})
	tx := begun(t, pool)
	for _, text := range []string{
		"SET LOCAL search_path = " + o.Schema,
		"INSERT INTO lobby_ack SELECT '" + string(hackney) + "', 'consumer-' || c, 'e-' || e FROM generate_series(1, 3) c, generate_series(1, 20000) e",
		"INSERT INTO lobby_ack SELECT '" + string(hackney) + "/2', 'consumer-' || c, 'e-' || e FROM generate_series(1, 3) c, generate_series(1, 20000) e",
		"INSERT INTO lobby_event (authority, at, id, kind, system, actor, record, version, client, case_id, code, previous, digest) SELECT '" + string(hackney) +
			"', '2026-05-04', 'e-' || e, '', '', '', '', 1, '', '', '', '', '' FROM generate_series(1, 20000) e",
		"PREPARE retire AS " + postgres.RetireEvents,
	} {
		_, err := tx.Exec(t.Context(), text)
		require.NoError(t, err)
	}
	for n, looked := range []string{"", "ANALYZE lobby_ack"} {
		for i, mode := range []string{"force_custom_plan", "force_generic_plan"} {
			_, err := tx.Exec(t.Context(), "SET LOCAL plan_cache_mode = "+mode+"; "+looked)
			require.NoError(t, err)
			var plan []struct {
				Plan struct {
					Hit  int `json:"Shared Hit Blocks"`
					Read int `json:"Shared Read Blocks"`
				}
			}
			events := []string{fmt.Sprintf("e-7%d%d", n, i), fmt.Sprintf("e-150%d%d", n, i)}
			_, err = tx.Exec(t.Context(), postgres.HoldRetired, string(hackney), events, events)
			require.NoError(t, err)
			require.NoError(t, tx.QueryRow(t.Context(), "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE retire"+literals([]any{string(hackney)})).Scan(&plan))
			require.Less(t, plan[0].Plan.Hit+plan[0].Plan.Read, 150, "blocks, with %s", mode)
		}
	}
	var left int
	require.NoError(t, tx.QueryRow(t.Context(), "SELECT count(*) FROM lobby_ack").Scan(&left))
	require.Equal(t, 6*20000-4*2*3, left)
}
