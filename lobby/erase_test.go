package lobby_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestI14_B2_AnErasedRecordKeepsNothingThatLeadsToTheClientOrToOthers(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	w.client("c-1", jane)
	w.client("c-2", jane)
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Details: []byte("d")})
	d, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	other := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: omar})
	created, err := w.Create(t.Context(), amy, other, w.held(amy, other).Token)
	require.NoError(t, err)
	before := w.row(id).Decision
	require.Len(t, before.Compared, 2)
	require.NotEmpty(t, before.Key)
	require.NotEmpty(t, w.row(other).Decision.Reference)

	require.NoError(t, w.EraseClient(t.Context(), dora, "c-1"))
	require.NoError(t, w.EraseClient(t.Context(), dora, created.Client))
	for _, id := range []store.RecordID{id, other} {
		after := w.row(id).Decision
		require.Empty(t, after.Compared)
		require.Empty(t, after.Key)
		require.Empty(t, after.Reference)
	}
	require.Equal(t, d.Case, w.row(id).Decision.Case)
	require.Equal(t, d.At, w.row(id).Decision.At)
	version := w.row(id).Version
	c := w.register("c-1") // as if the erasure had stopped between the record and the client
	c.Erased, c.Cases = false, []store.Case{{ID: d.Case, System: store.HRS, Opened: d.At, From: id}}
	w.overwrite(c)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-1"))
	require.Equal(t, version, w.row(id).Version, "what is bare is not stripped again")
}

func TestA11a_TheDecisionsOfOthersForgetAnErasedClient(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	twin := jane
	twin.Given = "June"
	w.client("c-1", jane)
	w.client("c-2", twin)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	d, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	require.Contains(t, dump(w.row(id)), "c-2", "the twin was compared")
	require.Contains(t, dump(w.labels()), "c-2")

	require.NoError(t, w.EraseClient(t.Context(), dora, "c-2"))
	require.NotContains(t, dump(w.row(id)), "c-2")
	require.NotContains(t, dump(w.labels()), "c-2")
	require.Contains(t, dump(w.labels()), "c-1", "who is not erased is still told")
	require.Equal(t, []string{""}, w.codes(id, lobby.KindForgotten))
	require.Equal(t, d.Case, w.row(id).Decision.Case)
	require.NoError(t, w.Audit(t.Context(), lena, id))

	version := w.row(id).Version
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-2"))
	require.Equal(t, version, w.row(id).Version, "erased twice is erased once")
}

// An erasure misses a decision that read the client before it and is written after it.
// What that keeps is in no label, and the same call takes it out.
func TestA11a_ADecisionThatErasureHasMissedIsNoLabelAndForgetsWhenAskedAgain(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	erase := func() { require.NoError(t, w.EraseClient(t.Context(), dora, "c-2")) }
	_, err := w.On(hurried{&answering{Store: w.store, room: store.MaxChanges}, sync.OnceFunc(erase)}).Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	require.Equal(t, []store.ClientID{"c-1"}, clientsOf(w.labels()))
	erase()
	require.Equal(t, []store.ClientID{"c-1"}, clientsOf(w.row(id).Decision.Compared))
	require.NoError(t, w.Audit(t.Context(), auditor, id))
}

// Of a decision nothing is told once its client is being erased, also of whoever else was
// compared: it is no decision to learn from.
func TestA11a_ADecisionForWhoeverIsBeingErasedIsNoLabel(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	require.Len(t, w.labels(), 2)
	c := w.register("c-1")
	c.Erased = true
	w.overwrite(c)
	require.Empty(t, w.labels())
}

// An erasure that stopped half-way is finished by the same call.
func TestA11a_AnErasureThatStoppedIsFinishedByTheSameCall(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	c := w.register("c-2")
	c.Erased, c.Person, c.Keys, c.Profile = true, matching.Person{}, nil, ""
	w.overwrite(c)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-2"))
	require.NotContains(t, dump(w.row(id)), "c-2")
}

// TestA11a_AnErasureThatStopsAnywhere has every call to the store fail in turn: whoever is
// half erased is shown to nobody, and the same call takes all the rest.
func TestA11a_AnErasureThatStopsAnywhereShowsNobodyAndIsFinished(t *testing.T) {
	half := 0
	for call := range 20 {
		f := &faulty{Store: new(memory.Store)}
		w := newWorldOver(t, f, lobby.HPA2(), func(o *lobby.Options) { o.Tries = 1 })
		w.client("c-1", omar)
		w.client("c-2", jane, open("k-1", store.HRS))
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar, Household: []store.Member{{Relation: "partner", Person: jane}}})
		_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
		require.NoError(t, err)
		own := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		_, err = w.Assign(t.Context(), amy, own, "c-2", w.held(amy, own).Token)
		require.NoError(t, err)
		f.arm(call+1, call+2, false)
		stopped := w.EraseClient(t.Context(), dora, "c-2")
		f.arm(0, 0, false)
		if c := w.opened("c-2"); c.Erased {
			if stopped != nil {
				half++
			}
			require.Equal(t, store.Client{Authority: leeds, ID: "c-2", Version: c.Version, Updated: c.Updated, Erased: true}, c, call)
			file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-2"})
			require.NoError(t, err)
			require.NotContains(t, string(file), "Jane", call)
			for _, who := range []lobby.Actor{amy, dora, host} {
				r, err := w.Record(t.Context(), who, own)
				require.NoError(t, err)
				require.NotContains(t, dump(r), "Jane", "%s at call %d", who.ID, call)
				require.Equal(t, store.ClientID("c-2"), r.Decision.Client)
			}
			page, err := w.Decided(t.Context(), amy, lobby.DecidedFilter{})
			require.NoError(t, err)
			require.NotContains(t, dump(page.Records[1]), "Jane", call)
			labels, err := collected(w.Labels(t.Context(), auditor, lobby.Period{}))
			require.NoError(t, err)
			require.Equal(t, []store.ClientID{"c-1"}, clientsOf(labels), "of the decision for another, and not of her at call %d", call)
			refusal(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-2", Person: &jane}), lobby.ErrGone)
		} else {
			require.Error(t, stopped)
		}
		require.NoError(t, w.EraseClient(t.Context(), dora, "c-2"))
		require.NotContains(t, contents(t, f.Store), "Jane", call)
		require.NotContains(t, dump(w.row(id)), "Jane", "found by who she was, whichever call it is")
	}
	require.Greater(t, half, 3, "calls at which it stopped half-way")
}

// What is left of a record shows no reference of a client whose erasure stopped before it.
func TestA11a_AnErasureThatStopsShowsNoReference(t *testing.T) {
	half := 0
	for call := 1; call < 8; call++ {
		f := &faulty{Store: new(memory.Store)}
		w := newWorldOver(t, f, lobby.HRS(), func(o *lobby.Options) { o.Tries = 1 })
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelPartner, Person: jane})
		d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
		require.NoError(t, err)
		require.NotEmpty(t, d.Reference)
		f.arm(call, call+1, false)
		_ = w.EraseClient(t.Context(), dora, d.Client)
		f.arm(0, 0, false)
		if !w.register(d.Client).Erased || w.row(id).Decision.Reference == "" {
			continue
		}
		half++
		r, err := w.Record(t.Context(), amy, id)
		require.NoError(t, err)
		require.NotContains(t, dump(r), d.Reference)
	}
	require.Positive(t, half)
}

// clientsOf are the clients of whom labels are.
func clientsOf(vs []store.Verdict) (ids []store.ClientID) {
	for _, v := range vs {
		ids = append(ids, v.Client)
	}
	return ids
}

// TestAnErasureReadsTheRecordsOnce counts the pages.
func TestAnErasureReadsTheRecordsOnce(t *testing.T) {
	counting := &counted{Store: new(memory.Store)}
	w := newWorldOver(t, counting, lobby.HPA2())
	w.client("c-1", jane)
	for range 3 {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	}
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-1"))
	require.Equal(t, 1, counting.pages)
}

// The one case that a client brought along when it was merged leads to its record, and no
// other case does.
func TestI14_ARecordIsErasedWithTheClientThatItsCaseWentTo(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	w.client("left", omar)
	w.merge(d.Client, "left")
	file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "left"})
	require.NoError(t, err)
	require.Contains(t, string(file), string(id))
	require.NoError(t, w.EraseClient(t.Context(), dora, "left"))
	require.NotContains(t, dump(w.row(id)), "Jane")
}

// TestErasingWhoWasMergedLeavesTheCasesOfWhoIsLeft erases a client whose case went over to
// another one. The case is in use there, however it had come to be.
func TestErasingWhoWasMergedLeavesTheCasesOfWhoIsLeft(t *testing.T) {
	for _, created := range []bool{false, true} {
		w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Consumers = []store.Consumer{} })
		w.client("merged", jane)
		w.client("left", omar)
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("in use")})
		v, client := w.held(amy, id), store.ClientID("merged")
		decide := func() (lobby.Decided, error) { return w.Assign(t.Context(), amy, id, client, v.Token) }
		if created {
			decide = func() (lobby.Decided, error) { return w.Create(t.Context(), amy, id, v.Token) }
		}
		d, err := decide()
		require.NoError(t, err)
		w.merge(d.Client, "left")
		before, err := w.Record(t.Context(), lena, id)
		require.NoError(t, err)

		require.NoError(t, w.EraseClient(t.Context(), dora, d.Client))
		require.NoError(t, w.EraseClient(t.Context(), dora, d.Client), "erased twice is erased once")
		require.Equal(t, store.ClientID("left"), w.register(d.Client).MergedInto)
		_, err = w.UnmergeClient(t.Context(), host, d.Client)
		refusal(t, err, lobby.ErrGone)
		left, err := w.Client(t.Context(), amy, "left")
		require.NoError(t, err)
		require.Equal(t, "in use", string(left.Cases[0].Details))
		after, err := w.Record(t.Context(), lena, id)
		require.NoError(t, err)
		require.Equal(t, []any{before.Person, before.Details, before.Decision}, []any{after.Person, after.Details, after.Decision})
		w.clock.move(time.Hour)
		done, err := w.Retire(t.Context(), host, lobby.Retention{Records: w.clock.Now()})
		require.NoError(t, err)
		require.Equal(t, lobby.Retired{Open: 1}, done, "its case is open")
		for v, err := range w.Labels(t.Context(), host, lobby.Period{}) {
			require.NoError(t, err)
			require.Failf(t, "of an erased client nothing is learnt", "%v", v)
		}

		require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "left", Restricted: new(true)}))
		hidden, err := w.Record(t.Context(), ben, id)
		require.NoError(t, err)
		require.Empty(t, hidden.Decision.Case, "whoever is left is protected")
		require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "left", Restricted: new(false)}))
		require.NoError(t, w.EraseClient(t.Context(), dora, "left"))
		require.NotContains(t, dump(w.row(id)), "Jane")
		require.NoError(t, w.Audit(t.Context(), auditor, id))
	}
}

// A record that cannot be read, and may be one that mentions an erased client, stops none
// of the others from forgetting it.
func TestA11a_AnErasureGoesOnAfterARecordThatCannotBeRead(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-sam", sam)
	var ids []store.RecordID
	for i := range 3 {
		v := withSam()
		v.Key = fmt.Sprint(i)
		ids = append(ids, w.receive(portal, v))
		w.link(amy, w.held(amy, ids[i]), 0, "c-sam")
		for range store.MaxPage / 2 { // the last is not on the page of the first
			w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
		}
	}
	err := w.On(&damaged{Store: w.store, records: ids[:1]}).EraseClient(t.Context(), dora, "c-sam")
	require.Equal(t, ids[0], refusal(t, err, lobby.ErrUnreadable).Record)
	for _, id := range ids[1:] {
		require.NotContains(t, dump(w.row(id).Household), sam.NINO)
	}
}

// From the first write on nobody finds a client who is being erased, whoever goes on with
// it and when.
func TestWhoIsBeingErasedIsFoundByNoKey(t *testing.T) {
	f := &faulty{Store: new(memory.Store)}
	w := newWorldOver(t, f, lobby.HPA2())
	w.client("c-1", jane)
	require.NotEmpty(t, w.register("c-1").Keys)
	for call := 2; !w.register("c-1").Erased; call++ {
		f.arm(call, 50, false)
		require.Error(t, w.EraseClient(t.Context(), dora, "c-1"))
		f.arm(0, 0, false)
	}
	c := w.register("c-1")
	require.Equal(t, jane, c.Person, "it was stopped, and the same call goes on")
	require.True(t, c.Erased)
	require.Empty(t, c.Keys)
	require.Empty(t, c.Profile)
}
