package postgres_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

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
