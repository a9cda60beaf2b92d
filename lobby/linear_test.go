package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// The operations on one record whose order can be told from their answers.
type linInput struct {
	record int
	op     string // claim, release, reassign, remove
	who    store.ActorID
	to     store.ActorID // of reassign
	fence  int64         // of remove: that of the review it relies on
}

// linState is all that they depend on.
type linState struct {
	holder  store.ActorID
	fence   int64
	removed store.ActorID
}

// step is the only lawful answer and what is so after it.
func (s linState) step(in linInput) (answer string, next linState) {
	switch {
	case s.removed == in.who && in.op == "remove":
		return "ok", s
	case s.removed != "":
		return "removed", s
	}
	switch in.op {
	case "claim":
		switch s.holder {
		case "":
			return "ok", linState{holder: in.who, fence: s.fence + 1}
		case in.who:
			return "ok", s
		}
		return "claimed by " + string(s.holder), s
	case "release":
		switch s.holder {
		case "", in.who:
			return "ok", linState{fence: s.fence}
		}
		return "held by " + string(s.holder), s
	case "reassign":
		if s.holder == in.to {
			return "ok", s
		}
		return "ok", linState{holder: in.to, fence: s.fence + 1}
	}
	switch {
	case s.holder != in.who:
		return "held by " + string(s.holder), s
	case s.fence != in.fence:
		return "stale", s
	}
	return "ok", linState{removed: in.who}
}

// answerOf puts an error in the words of step.
func answerOf(err error) string {
	var e *lobby.Error
	switch {
	case err == nil:
		return "ok"
	case errors.Is(err, lobby.ErrRemoved):
		return "removed"
	case errors.Is(err, lobby.ErrStale):
		return "stale"
	case errors.Is(err, lobby.ErrClaimed) && errors.As(err, &e):
		return "claimed by " + string(e.Holder)
	case errors.Is(err, lobby.ErrNotHeld) && errors.As(err, &e):
		return "held by " + string(e.Holder)
	}
	return err.Error()
}

// TestI03_HistoriesAreLinearizable records what eight officers do to a few
// records at once, with every tenth write losing its answer, and asks whether
// some order of the operations, one at a time, explains every answer.
func TestI03_HistoriesAreLinearizable(t *testing.T) {
	const officers, records, each = 8, 12, 150
	w := newWorld(t, lobby.HPA2())
	unsure := &unreliable{Store: w.store}
	s := lobby.New(unsure, plainMatcher{}, lobby.HPA2(), &lobby.Options{Tries: 50})
	var ids []store.RecordID
	for i := range records {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i)}))
	}
	var (
		mu      sync.Mutex
		history []porcupine.Operation
		all     sync.WaitGroup
		began   = time.Now()
	)
	for n := range officers {
		all.Go(func() {
			rnd := rand.New(rand.NewPCG(11, uint64(n)))
			a := lobby.Actor{ID: store.ActorID(fmt.Sprint("o-", n)), Authority: leeds, Role: lobby.Lead, Rights: lobby.MayRemove}
			for range each {
				in := linInput{record: rnd.IntN(records), who: a.ID, op: []string{"claim", "claim", "release", "reassign", "remove"}[rnd.IntN(5)]}
				in.to = store.ActorID(fmt.Sprint("o-", rnd.IntN(officers)))
				call := time.Since(began)
				answer := perform(s, a, ids[in.record], &in, rnd, func() { call = time.Since(began) })
				mu.Lock()
				history = append(history, porcupine.Operation{
					ClientId: n, Input: in, Output: answer, Call: int64(call), Return: int64(time.Since(began)),
				})
				mu.Unlock()
			}
		})
	}
	all.Wait()
	require.True(t, porcupine.CheckOperations(linModel, history))

	// The check sees a lie: an operation after a removal reported as done. One that ran
	// beside the removal may be true of another order.
	for i := range history {
		if history[i].Output == "removed" {
			history[i].Output = "ok"
			if !porcupine.CheckOperations(linModel, history) {
				return
			}
			history[i].Output = "removed"
		}
	}
	t.Fatal("no lie about an operation after a removal was seen: the history proves nothing")
}

// perform does one operation; a removal reviews first, and begins after that.
func perform(s *lobby.Service, a lobby.Actor, id store.RecordID, in *linInput, rnd *rand.Rand, begins func()) string {
	ctx := context.Background()
	switch in.op {
	case "claim":
		_, err := s.Claim(ctx, a, id)
		return answerOf(err)
	case "release":
		return answerOf(s.Release(ctx, a, id))
	case "reassign":
		return answerOf(s.Reassign(ctx, a, id, in.to))
	}
	v, _ := s.Review(ctx, a, id)
	in.fence = v.Record.Fence
	if rnd.IntN(2) == 0 { // let others come between
		time.Sleep(time.Millisecond)
	}
	begins()
	_, err := s.Remove(ctx, a, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token})
	return answerOf(err)
}

var linModel = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		parts := map[int][]porcupine.Operation{}
		for _, op := range history {
			r := op.Input.(linInput).record
			parts[r] = append(parts[r], op)
		}
		var out [][]porcupine.Operation
		for _, p := range parts {
			out = append(out, p)
		}
		return out
	},
	Init: func() any { return linState{} },
	Step: func(state, input, output any) (bool, any) {
		answer, next := state.(linState).step(input.(linInput))
		return answer == output, next
	},
}

// unreliable loses the answer of every tenth write, which was applied or not.
type unreliable struct {
	store.Store
	mu sync.Mutex
	n  int
}

func (u *unreliable) Commit(ctx context.Context, b store.Batch) error {
	u.mu.Lock()
	u.n++
	n := u.n
	u.mu.Unlock()
	if n%20 == 0 {
		return errLost
	}
	err := u.Store.Commit(ctx, b)
	if n%20 == 10 {
		return errLost
	}
	return err
}
