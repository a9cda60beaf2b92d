package main

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// failing is a store that fails to write clients. Before: nothing is written. After: all is
// written, the answer is lost, and so is every later read of rows.
type failing struct {
	store.Store
	before, after bool
	lost          bool
}

var errDown = errors.New("down")

func (f *failing) Commit(ctx context.Context, b store.Batch) error {
	if len(b.Clients) == 0 {
		return f.Store.Commit(ctx, b)
	}
	if f.before || f.lost {
		return errDown
	}
	f.lost = f.after
	if err := f.Store.Commit(ctx, b); err != nil || !f.after {
		return err
	}
	return errDown
}

func (f *failing) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	if f.lost {
		return store.Rows{}, errDown
	}
	return f.Store.Rows(ctx, a, ids)
}

// It fails creations before and after they are written.
func TestNumbersHaveNoGaps(t *testing.T) {
	refs, rows := new(numbers), &failing{Store: new(memory.Store)}
	l := lobby.New(rows, matching.UK(nil), lobby.HRS(), &lobby.Options{Mint: refs.mint, Tries: 2, Backoff: func(int) time.Duration { return 0 }})
	ctx := t.Context()
	for i, fails := range []failing{{}, {before: true}, {}, {after: true}, {}} {
		in, err := l.Receive(ctx, partner, lobby.Arrival{Channel: store.ChannelPartner, Key: fmt.Sprint(i), Person: matching.Person{Given: "Mia", Born: fmt.Sprintf("4 July %d", 1950+i)}})
		require.NoError(t, err)
		v, err := look(ctx, l, amy, in.ID)
		require.NoError(t, err)
		rows.before, rows.after = fails.before, fails.after
		_, err = refs.create(ctx, l, amy, in.ID, v.Token)
		rows.before, rows.after, rows.lost = false, false, false
		if fails.before || fails.after {
			require.ErrorIs(t, err, lobby.ErrUnknown)
			continue
		}
		require.NoError(t, err)
	}
	require.ElementsMatch(t, []string{"HRS-000001", "HRS-000002", "HRS-000003", "HRS-000004"}, given(t, rows))
}

// given are the references that clients have.
func given(t *testing.T, rows store.Store) (refs []string) {
	t.Helper()
	p, err := rows.Clients(t.Context(), store.ClientQuery{Authority: "leeds", Limit: 100})
	require.NoError(t, err)
	for _, c := range p.Clients {
		refs = append(refs, c.Reference)
	}
	return refs
}
