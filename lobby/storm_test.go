package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// storm is what many officers do at once.
type storm struct {
	*world
	ids       []store.RecordID
	decisions []atomic.Int32 // by record: decisions that somebody was told of
}

// person of record i: 40 who are clients, and 40 whom nobody knows.
func stormPerson(i int) matching.Person {
	n := i % 80
	return matching.Person{Given: fmt.Sprint("G", n), Family: fmt.Sprint("F", n), Born: fmt.Sprintf("1990-01-%02d", n), NINO: fmt.Sprintf("QQ%06dA", n)}
}

// officer tries to decide every record, in an order of its own.
func (s *storm) officer(ctx context.Context, n int) error {
	rnd := rand.New(rand.NewPCG(1, uint64(n)))
	a := lobby.Actor{ID: store.ActorID(fmt.Sprint("officer-", n)), Authority: leeds, Role: lobby.Officer, Rights: lobby.MayRemove}
	if n%4 == 0 {
		a.Role = lobby.Lead
	}
	for _, i := range rnd.Perm(len(s.ids)) {
		if err := s.handle(ctx, rnd, a, i); err != nil {
			return fmt.Errorf("record %d by %s: %w", i, a.ID, err)
		}
	}
	return nil
}

// handle claims, reviews and decides, and accepts every refusal that a race can
// bring. An officer who is refused leaves the record to the others, a lead
// sometimes takes it over.
func (s *storm) handle(ctx context.Context, rnd *rand.Rand, a lobby.Actor, i int) error {
	id := s.ids[i]
	_, err := s.Claim(ctx, a, id)
	if errors.Is(err, lobby.ErrClaimed) && a.Role == lobby.Lead && rnd.IntN(3) == 0 {
		err = s.Reassign(ctx, a, id, a.ID)
	}
	for err == nil {
		var v lobby.Review
		if v, err = s.Review(ctx, a, id); err != nil {
			break
		}
		if rnd.IntN(20) == 0 {
			err = s.Release(ctx, a, id)
			break
		}
		var d lobby.Decided
		switch choice := rnd.IntN(10); {
		case len(v.Clients) > 0 && choice < 8:
			d, err = s.Assign(ctx, a, id, v.Clients[0].Client.ID, v.Token)
		case choice < 9:
			d, err = s.Create(ctx, a, id, v.Token)
		default:
			d, err = s.Remove(ctx, a, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token})
		}
		if err == nil {
			s.decisions[i].Add(1)
			if d.By != a.ID {
				return errors.New("told of another's decision")
			}
			return nil
		}
		if errors.Is(err, lobby.ErrStale) || errors.Is(err, lobby.ErrBusy) {
			err = nil // look again
		}
	}
	for _, kind := range []error{nil, lobby.ErrClaimed, lobby.ErrNotHeld, lobby.ErrDecided, lobby.ErrRemoved, lobby.ErrBusy} {
		if kind == nil && err == nil || kind != nil && errors.Is(err, kind) {
			return nil
		}
	}
	return err
}

// TestI01_Storm lets 64 officers at 1,000 records. In the end each record has
// one decision, of which one officer was told, and under HPA2 no client has two
// open cases.
func TestI01_Storm(t *testing.T) {
	officers, records := 64, 1000
	if testing.Short() {
		officers, records = 16, 200
	}
	s := &storm{world: newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Backoff = nil }), decisions: make([]atomic.Int32, records)}
	for n := range 40 {
		s.client(store.ClientID(fmt.Sprint("c-", n)), stormPerson(n))
	}
	for i := range records {
		s.ids = append(s.ids, s.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: stormPerson(i)}))
	}
	var all sync.WaitGroup
	for n := range officers {
		all.Go(func() {
			if err := s.officer(context.Background(), n); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()

	// Whatever was released last, or held by one who met a refusal and went on, is
	// decided by one who comes after.
	rnd := rand.New(rand.NewPCG(7, 7))
	count := map[store.State]int{}
	clients := map[store.ClientID]bool{}
	for i, id := range s.ids {
		r := s.row(id)
		for ; !r.State.Decided(); r = s.row(id) {
			require.NoError(t, s.Reassign(t.Context(), lena, id, "lena"))
			require.NoError(t, s.handle(t.Context(), rnd, lena, i))
		}
		count[r.State]++
		require.Equal(t, int32(1), s.decisions[i].Load(), "record %d", i)
		require.Equal(t, 1, decisionsOf(t, s.world, id))
		clients[r.Decision.Client] = true
		require.NoError(t, s.Audit(t.Context(), auditor, id))
	}
	opened := 0
	for c := range clients {
		if c == "" {
			continue
		}
		n := 0
		for _, k := range s.register(c).Cases {
			if k.Open() {
				n++
			}
		}
		require.Equal(t, 1, n, "client %s has one open case", c)
		opened += len(s.register(c).Cases)
	}
	require.Equal(t, count[store.StateAssigned]+count[store.StateCreated], opened, "every case came of one decision")
	t.Log(count)
}

// decisionsOf counts the decisions in a record's trail.
func decisionsOf(t *testing.T, w *world, id store.RecordID) (n int) {
	es, err := w.store.Events(t.Context(), store.EventQuery{Authority: leeds, Record: id, Limit: store.MaxPage})
	require.NoError(t, err)
	for _, e := range es {
		if e.Kind == lobby.KindAssigned || e.Kind == lobby.KindCreated || e.Kind == lobby.KindRemoved {
			n++
		}
	}
	return n
}
