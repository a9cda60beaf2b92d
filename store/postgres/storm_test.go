package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/postgres"
)

const perClient = 8

var (
	casework = lobby.Actor{ID: "casework", Authority: hackney, Role: lobby.Host}
	portal   = lobby.Actor{ID: "portal", Authority: hackney, Role: lobby.IntakeMachine}
)

func officer(n int) lobby.Actor {
	return lobby.Actor{ID: store.ActorID(name("officer", n)), Authority: hackney, Role: lobby.Officer, Rights: lobby.MayRemove}
}

// stormPerson returns one of 60 people whom nobody takes for one another.
func stormPerson(n int) matching.Person { return matchtest.New(7, 60).Client(n).Person }

func stormSize() (clients, officers int) {
	if os.Getenv("CASELOBBY_LONG") != "" {
		return 60, 64
	}
	return 12, 64
}

// TestNoClientEverHasTwoOpenCases has all officers fall upon the eight records
// of one client, client after client: under HPA2 the first case assigned is the
// open one, and every later one is closed as it is assigned.
func TestNoClientEverHasTwoOpenCases(t *testing.T) {
	pool := openPool(t, sharedURL(t), func(c *pgxpool.Config) { c.MaxConns = 16 })
	s := postgres.New(pool, fresh(t, pool, postgres.Options{LockTimeout: 20 * time.Second}))
	desk := lobby.New(s, matching.UK(nil), lobby.HPA2(), nil)
	clients, officers := stormSize()
	ids := make([][]store.RecordID, clients)
	for c := range clients {
		_, err := desk.PutClients(t.Context(), casework, []lobby.ClientUpdate{{ID: store.ClientID(name("client", c)), Person: new(stormPerson(c))}})
		require.NoError(t, err)
		for n := range perClient {
			receipt, err := desk.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(c, "-", n), Person: stormPerson(c)})
			require.NoError(t, err)
			ids[c] = append(ids[c], receipt.ID)
		}
	}
	begun := time.Now()
	for c := range clients {
		var all sync.WaitGroup
		for n := range officers {
			all.Go(func() {
				if err := assign(t.Context(), desk, officer(n), ids[c][n%perClient], store.ClientID(name("client", c))); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
	took := time.Since(begun)

	var twoOpen, open, cases int
	for c := range clients {
		row := mustClient(t, s, store.ClientID(name("client", c)))
		var now int
		for _, k := range row.Cases {
			if k.Open() {
				now++
			}
		}
		cases, open = cases+len(row.Cases), open+now
		if now > 1 {
			twoOpen++
		}
	}
	t.Logf("%d officers, %d clients, %d records: %d clients with two open cases; %.0f decisions/s, each claimed, reviewed and assigned",
		officers, clients, clients*perClient, twoOpen, float64(clients*perClient)/took.Seconds())
	require.Zero(t, twoOpen)
	require.Equal(t, clients, open)
	require.Equal(t, clients*perClient, cases, "every record was decided, and once")
}

// assign claims, reviews and assigns, and looks again for as long as others
// change the client in between. A record that another holds is left to them.
func assign(ctx context.Context, desk *lobby.Service, a lobby.Actor, id store.RecordID, to store.ClientID) error {
	_, err := desk.Claim(ctx, a, id)
	if errors.Is(err, lobby.ErrClaimed) || errors.Is(err, lobby.ErrDecided) {
		return nil
	}
	for err == nil {
		var v lobby.Review
		if v, err = desk.Review(ctx, a, id); err != nil {
			break
		}
		_, err = desk.Assign(ctx, a, id, to, v.Token)
		if err == nil {
			return nil
		}
		if errors.Is(err, lobby.ErrStale) || errors.Is(err, lobby.ErrBusy) {
			err = nil
		}
	}
	return err
}
