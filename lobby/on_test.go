package lobby_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestM10_TheSameServiceOnAnotherStoreTakesItsTokens(t *testing.T) {
	s := new(memory.Store)
	l := lobby.New(s, plainMatcher{}, lobby.HPA2(), nil) // whose key is random
	receipt, err := l.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	require.NoError(t, err)
	_, err = l.Claim(t.Context(), amy, receipt.ID)
	require.NoError(t, err)
	v, err := l.Review(t.Context(), amy, receipt.ID)
	require.NoError(t, err)

	_, err = lobby.New(s, plainMatcher{}, lobby.HPA2(), nil).Create(t.Context(), amy, receipt.ID, v.Token)
	require.ErrorIs(t, err, lobby.ErrStale, "a service of its own has another key")
	seen := &capped{Store: s}
	_, err = l.On(seen).Create(t.Context(), amy, receipt.ID, v.Token)
	require.NoError(t, err)
	require.Equal(t, 1, seen.commits, "written to that store")
	_, err = l.Record(t.Context(), amy, receipt.ID)
	require.NoError(t, err)
	require.Equal(t, 1, seen.commits, "the service itself is as it was")
}

// TestADecisionIsNumberedOnceInTheStoreThatItIsWrittenTo has others in the way of it.
func TestADecisionIsNumberedOnceInTheStoreThatItIsWrittenTo(t *testing.T) {
	asked := map[string][]store.Store{}
	n := counter("N")
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		number := func(what string) func(store.Store) string {
			return func(in store.Store) string {
				asked[what] = append(asked[what], in)
				return n()
			}
		}
		reference, client := number("reference"), number("client")
		o.Mint = func(_ context.Context, in store.Store, _ store.Authority) (string, error) { return reference(in), nil }
		o.NewClientID = func(_ context.Context, in store.Store, _ store.Authority) (store.ClientID, error) {
			return store.ClientID(client(in)), nil
		}
		o.NewCaseID = func(_ context.Context, in store.Store, _ store.Authority) (store.CaseID, error) {
			asked["case"] = append(asked["case"], in)
			return store.CaseID(n()), nil
		}
	})
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	crossed := &refusing{Store: w.store, times: 3}
	token := w.held(amy, id).Token
	_, err := w.On(crossed).Create(t.Context(), amy, id, token)
	require.NoError(t, err)
	require.Len(t, asked, 3)
	for what, in := range asked {
		require.Len(t, in, 1, what)
		require.Same(t, crossed, in[0], what)
	}
}

func TestAServiceOnASmallerStoreWritesNoMoreThanItTakes(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 24 {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: jane})
	}
	es, err := w.Events(t.Context(), host, store.EventQuery{})
	require.NoError(t, err)
	var ids []store.EventID
	for _, e := range es {
		ids = append(ids, e.ID)
	}
	small := &capped{Store: w.store, takes: store.MinChanges}
	require.NoError(t, w.On(small).Acknowledge(t.Context(), host, "mailer", ids...))
	require.Equal(t, 2, small.commits)
	require.Equal(t, store.MinChanges, small.largest)
	require.PanicsWithValue(t, "lobby: On: the store is nil", func() { w.On(nil) })
	require.PanicsWithValue(t, "lobby: On: the store takes fewer than store.MinChanges in a batch", func() {
		w.On(&capped{Store: w.store, takes: store.MinChanges - 1})
	})
}

// capped is a store that counts what is committed to it.
type capped struct {
	store.Store
	takes, commits, largest int
}

func (c *capped) MaxChanges() int {
	if c.takes == 0 {
		return store.MaxChanges
	}
	return c.takes
}

func (c *capped) Commit(ctx context.Context, b store.Batch) error {
	c.commits++
	c.largest = max(c.largest, b.Len())
	return c.Store.Commit(ctx, b)
}
