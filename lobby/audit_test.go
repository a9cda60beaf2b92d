package lobby_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
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

// doctored shows events otherwise than they were written.
type doctored struct {
	store.Store
	doctor func([]store.Event) []store.Event
	head   string
}

func (d doctored) Events(ctx context.Context, q store.EventQuery) ([]store.Event, error) {
	es, err := d.Store.Events(ctx, q)
	if d.doctor == nil {
		return es, err
	}
	return d.doctor(es), err
}

func (d doctored) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	rows, err := d.Store.Rows(ctx, a, ids)
	for i := range rows.Records {
		if d.head != "" {
			rows.Records[i].Head = d.head
		}
	}
	return rows, err
}

func TestI22_TheAuditTrailIsVerified(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token})
	require.NoError(t, err)
	require.NoError(t, w.Audit(t.Context(), auditor, id))
	for name, tc := range map[string]struct {
		doctored
		code string
	}{
		"the last is missing":  {doctored{doctor: func(es []store.Event) []store.Event { return es[:2] }}, "head"},
		"one is missing":       {doctored{doctor: func(es []store.Event) []store.Event { return append(es[:1:1], es[2:]...) }}, "gap"},
		"the first is missing": {doctored{doctor: func(es []store.Event) []store.Event { return es[1:] }}, "gap"},
		"none is there":        {doctored{doctor: func([]store.Event) []store.Event { return nil }}, "head"},
		"one is rewritten":     {doctored{doctor: func(es []store.Event) []store.Event { es[1].Actor = "ben"; return es }}, "digest"},
		"one is of another":    {doctored{doctor: func(es []store.Event) []store.Event { es[2].Previous = "x"; return es }}, "link"},
		"time turns around": {doctored{doctor: func(es []store.Event) []store.Event {
			es[1].At = es[0].At
			return es
		}}, "digest"},
		"the record names another": {doctored{head: "x"}, "head"},
		"time stands still, and all digests are forged": {doctored{doctor: func(es []store.Event) []store.Event {
			for i := range es {
				es[i].At = es[0].At
				if i > 0 {
					es[i].Previous = es[i-1].Digest
				}
				es[i].Digest = lobby.Digest(es[i])
			}
			return es
		}}, "time"},
	} {
		tc.Store = w.store
		s := lobby.New(tc.doctored, plainMatcher{}, lobby.HPA2(), &w.o)
		require.Equal(t, tc.code, refusal(t, s.Audit(t.Context(), auditor, id), lobby.ErrBroken).Code, name)
	}
}

// An event that the lobby never wrote, after the last one of its record.
func TestI22_AnEventTooManyBreaksTheChain(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	r := w.row(id)
	forged := store.Event{Authority: leeds, ID: "forged", At: r.Updated.Add(time.Hour), Kind: lobby.KindClaimed, System: "hpa2",
		Actor: "amy", Record: id, Version: r.Version + 1, Previous: r.Head}
	forged.Digest = lobby.Digest(forged)
	require.NoError(t, w.store.Commit(t.Context(), store.Batch{Authority: leeds, Events: []store.Event{forged}}))
	require.Equal(t, "head", refusal(t, w.Audit(t.Context(), auditor, id), lobby.ErrBroken).Code)
}

func TestI23_EventsAreDeliveredUntilTheyAreAcknowledged(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 40 {
		w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i)}))
	}
	versions := map[store.RecordID]store.Version{}
	for round := 0; ; round++ {
		es, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "mailer", Limit: 30, Authority: "york"})
		require.NoError(t, err)
		if len(es) == 0 {
			require.Equal(t, 3, round)
			break
		}
		again, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "mailer", Limit: 30})
		require.NoError(t, err)
		require.Equal(t, es, again)
		var ids []store.EventID
		for _, e := range es {
			require.Equal(t, versions[e.Record]+1, e.Version, "in order within a record")
			versions[e.Record] = e.Version
			ids = append(ids, e.ID)
		}
		require.NoError(t, w.Acknowledge(t.Context(), host, "mailer", ids...))
		require.NoError(t, w.Acknowledge(t.Context(), host, "mailer", ids...))
	}
	es, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "another", Limit: 500})
	require.NoError(t, err)
	require.Len(t, es, 80)
	var ids []store.EventID
	for _, e := range es {
		ids = append(ids, e.ID)
	}
	require.NoError(t, w.Acknowledge(t.Context(), host, "another", ids...), "more than one batch of them")
	es, err = w.Events(t.Context(), host, store.EventQuery{Unacked: "another"})
	require.NoError(t, err)
	require.Empty(t, es)
	for _, q := range []store.EventQuery{{Limit: -1}, {Limit: store.MaxPage + 1}, {Record: "\n"}, {Client: "\n"}, {Unacked: "\n"}, {After: store.EventCursor{ID: "\n"}}} {
		_, err := w.Events(t.Context(), host, q)
		refusal(t, err, lobby.ErrInvalid)
	}
	refusal(t, w.Acknowledge(t.Context(), host, "", "e"), lobby.ErrInvalid)
	refusal(t, w.Acknowledge(t.Context(), host, "c", "\n"), lobby.ErrInvalid)
}

func TestLabelsSayWhatWasDecidedOfWhomThatWasShown(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", matching.Person{Given: "Jane", Family: "Doe", Born: "1971-01-01"})
	one := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, one)
	w.client("c-3", jane) // was not shown
	_, err := w.Assign(t.Context(), amy, one, "c-1", v.Token)
	require.NoError(t, err)
	two := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "Jane", Family: "Doe"}})
	_, err = w.Create(t.Context(), amy, two, w.held(amy, two).Token)
	require.NoError(t, err)
	labels := func(p lobby.Period) map[store.ClientID][]bool {
		out := map[store.ClientID][]bool{}
		for v, err := range w.Labels(t.Context(), auditor, p) {
			require.NoError(t, err)
			require.Len(t, v.Levels, len(fields))
			out[v.Client] = append(out[v.Client], v.Same)
		}
		return out
	}
	require.Equal(t, map[store.ClientID][]bool{"c-1": {true, false}, "c-2": {false, false}, "c-3": {false}}, labels(lobby.Period{}))
	at := w.row(two).Decision.At
	require.Equal(t, map[store.ClientID][]bool{"c-1": {false}, "c-2": {false}, "c-3": {false}}, labels(lobby.Period{From: at}))
	require.Equal(t, map[store.ClientID][]bool{"c-1": {true}, "c-2": {false}}, labels(lobby.Period{Before: at}))
	for v, err := range w.Labels(t.Context(), amy, lobby.Period{}) {
		require.Zero(t, v)
		refusal(t, err, lobby.ErrDenied)
	}
}

// A client who was merged into one that is erased is not labelled; where that cannot be
// looked up, the labels end in an error.
func TestLabelsFollowWhoWasMerged(t *testing.T) {
	f := &faulty{Store: new(memory.Store)}
	w := newWorldOver(t, f, lobby.HPA2())
	for _, id := range []store.ClientID{"c-1", "c-2", "c-3"} {
		w.client(id, jane)
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	w.client("c-4", omar)
	w.merge("c-2", "c-4")
	f.arm(0, 0, false)
	want := w.labels()
	require.Len(t, want, 3)
	for call := range f.calls {
		f.arm(call+1, call+2, false)
		_, err := collected(w.Labels(t.Context(), auditor, lobby.Period{}))
		refusal(t, err, lobby.ErrStore)
	}
	f.arm(0, 0, false)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-4"))
	require.ElementsMatch(t, []store.ClientID{"c-1", "c-3"}, clientsOf(w.labels()))
}

// An officer chose one of two rows, and the host has found that they are one person: the
// label that they are two is no lesson.
func TestNobodyIsToldApartFromWhoeverTheyWereMergedWith(t *testing.T) {
	for name, merges := range map[string][][2]store.ClientID{
		"the other into the chosen": {{"c-2", "c-1"}},
		"the chosen into the other": {{"c-1", "c-2"}},
		"both into a third":         {{"c-1", "c-4"}, {"c-2", "c-4"}},
		"one after the other":       {{"c-2", "c-4"}, {"c-4", "c-1"}},
	} {
		w := newWorld(t, lobby.HPA2())
		for _, id := range []store.ClientID{"c-1", "c-2", "c-3"} {
			w.client(id, jane)
		}
		w.client("c-4", omar)
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
		require.NoError(t, err)
		require.ElementsMatch(t, []store.ClientID{"c-1", "c-2", "c-3"}, clientsOf(w.labels()))
		for _, m := range merges {
			w.merge(m[0], m[1])
		}
		vs := w.labels()
		require.ElementsMatch(t, []store.ClientID{"c-1", "c-3"}, clientsOf(vs), name)
		for _, v := range vs {
			require.Equal(t, v.Client == "c-1", v.Same, name)
		}
	}
}
