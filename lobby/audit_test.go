package lobby_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// rewritten is a store in which somebody has changed records beside the library,
// and left events and heads alone.
type rewritten struct {
	store.Store
	change func(*store.Record)
}

func (s rewritten) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	rows, err := s.Store.Rows(ctx, a, ids)
	for i := range rows.Records {
		s.change(&rows.Records[i])
	}
	return rows, err
}

func TestI22_A5_ARecordSaysOfItsDecisionWhatItsEventDoes(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	var ids []store.RecordID
	for _, key := range []string{"assigned", "created", "removed", "waiting"} {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: key, Person: jane}))
	}
	_, err := w.Assign(t.Context(), amy, ids[0], "c-1", w.held(amy, ids[0]).Token)
	require.NoError(t, err)
	_, err = w.Create(t.Context(), amy, ids[1], w.held(amy, ids[1]).Token)
	require.NoError(t, err)
	_, err = w.Remove(t.Context(), amy, ids[2], lobby.Removal{Reason: "test", Confirm: string(ids[2]), Token: w.held(amy, ids[2]).Token})
	require.NoError(t, err)
	for name, change := range map[string]func(*store.Record){
		"another client":  func(r *store.Record) { r.Decision.Client = "c-2" },
		"another officer": func(r *store.Record) { r.Decision.By = "off-9" },
		"another case":    func(r *store.Record) { r.Decision.Case = "k-9" },
		"another time":    func(r *store.Record) { r.Decision.At = r.Decision.At.Add(time.Microsecond) },
		"another kind":    func(r *store.Record) { r.Decision.Kind = store.StateWaiting },
		"undecided again": func(r *store.Record) { r.State, r.Decision = store.StateClaimed, nil },
		"no decision":     func(r *store.Record) { r.Decision = nil },
		"another state": func(r *store.Record) {
			r.State = map[store.State]store.State{store.StateAssigned: store.StateCreated}[r.State]
		},
		"removed in truth": func(r *store.Record) { r.State, r.Decision.Kind = store.StateRemoved, store.StateRemoved },
	} {
		for _, id := range ids[:3] {
			if name == "removed in truth" && id == ids[2] {
				continue
			}
			require.NoError(t, w.Audit(t.Context(), auditor, id))
			s := lobby.New(rewritten{w.store, change}, plainMatcher{}, lobby.HPA2(), &w.o)
			require.Equal(t, "decision", refusal(t, s.Audit(t.Context(), auditor, id), lobby.ErrBroken).Code, "%s: %s", id, name)
		}
	}
	other := lobby.New(rewritten{w.store, func(r *store.Record) { r.Decision.Reason = "spam" }}, plainMatcher{}, lobby.HPA2(), &w.o)
	require.Equal(t, "decision", refusal(t, other.Audit(t.Context(), auditor, ids[2]), lobby.ErrBroken).Code)
	forged := lobby.New(rewritten{w.store, func(r *store.Record) {
		r.State, r.Decision = store.StateRemoved, &store.Decision{Kind: store.StateRemoved, By: "amy", At: start}
	}}, plainMatcher{}, lobby.HPA2(), &w.o)
	require.Equal(t, "decision", refusal(t, forged.Audit(t.Context(), auditor, ids[3]), lobby.ErrBroken).Code)
}
