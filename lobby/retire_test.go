package lobby_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// retiring is a lobby whose events two consumers hear of.
func retiring(t *testing.T, s store.Store) *world {
	return newWorldOver(t, s, lobby.HPA2(), func(o *lobby.Options) { o.Consumers = []store.Consumer{"mail", "archive"} })
}

// hear acknowledges all that a consumer has yet to hear, but for some.
func (w *world) hear(c store.Consumer, but ...store.EventID) {
	w.t.Helper()
	es, err := w.Events(w.t.Context(), host, store.EventQuery{Unacked: c, Limit: store.MaxPage})
	require.NoError(w.t, err)
	for _, e := range es {
		if len(but) > 0 && e.ID == but[0] {
			continue
		}
		require.NoError(w.t, w.Acknowledge(w.t.Context(), host, c, e.ID))
	}
}

// told are the kinds of a record's events.
func (w *world) told(id store.RecordID) (kinds []string) {
	w.t.Helper()
	es, err := w.Events(w.t.Context(), host, store.EventQuery{Record: id, Limit: store.MaxPage})
	require.NoError(w.t, err)
	for _, e := range es {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}

func TestL16_TrailsAreRetiredOnceAllHaveHeardOfThem(t *testing.T) {
	w := retiring(t, new(memory.Store))
	ctx := t.Context()
	w.client("c-1", jane)
	arrive := func(key string) store.RecordID {
		return w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: key, Person: jane})
	}
	assigned, created, removed, waits := arrive("assigned"), arrive("created"), arrive("removed"), arrive("waits")
	_, err := w.Assign(ctx, amy, assigned, "c-1", w.held(amy, assigned).Token)
	require.NoError(t, err)
	_, err = w.Create(ctx, amy, created, w.held(amy, created).Token)
	require.NoError(t, err)
	_, err = w.Remove(ctx, amy, removed, lobby.Removal{Reason: "test", Confirm: string(removed), Token: w.held(amy, removed).Token})
	require.NoError(t, err)
	decided := map[store.RecordID]store.Record{}
	for _, id := range []store.RecordID{assigned, created, removed} {
		decided[id] = w.row(id)
	}
	before := w.clock.Now()

	for _, c := range []store.Consumer{"mail", "archive"} {
		done, err := w.Retire(ctx, host, lobby.Retention{Events: before})
		require.NoError(t, err)
		require.Equal(t, lobby.Retired{Kept: 3}, done, "%s has heard of nothing", c)
		w.hear(c)
	}
	done, err := w.Retire(ctx, host, lobby.Retention{Events: w.row(waits).Received})
	require.NoError(t, err)
	require.Zero(t, done.Records, "all that is decided has happened since")

	done, err = w.Retire(ctx, host, lobby.Retention{Events: before})
	require.NoError(t, err)
	require.Equal(t, 3, done.Trails)
	for id, was := range decided {
		require.Equal(t, []string{lobby.KindRetired}, w.told(id))
		require.NoError(t, w.Audit(ctx, auditor, id))
		now := w.row(id)
		require.Equal(t, was.Decision, now.Decision, "what was decided stands")
		require.Equal(t, was.Version+1, now.Version)
	}
	require.NotContains(t, w.told(waits), lobby.KindRetired)
	require.NoError(t, w.Audit(ctx, auditor, waits))
	_, err = w.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "removed", Person: jane})
	require.ErrorIs(t, err, lobby.ErrRemoved)

	again, err := w.Retire(ctx, host, lobby.Retention{Events: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{}, again, "once")

	// What happens later is retired later.
	require.NoError(t, w.EraseClient(ctx, dora, "c-1"))
	require.Equal(t, []string{lobby.KindRetired, lobby.KindErased}, w.told(assigned))
	require.NoError(t, w.Audit(ctx, auditor, assigned))
	w.hear("mail")
	w.hear("archive")
	done, err = w.Retire(ctx, host, lobby.Retention{Events: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{Events: 5, Trails: 2}, done, "the erasure's own event, of the register, and what the other record has forgotten, too")
	require.Equal(t, []string{lobby.KindRetired}, w.told(assigned))
	require.NoError(t, w.Audit(ctx, auditor, assigned))
}

// However late the one event comes that a consumer has not acknowledged, its trail
// stays whole.
func TestWhatAConsumerHasYetToHearIsNeverRetired(t *testing.T) {
	for missed := range 3 {
		w := retiring(t, new(memory.Store))
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
		_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
		require.NoError(t, err)
		es, err := w.Events(t.Context(), host, store.EventQuery{Record: id})
		require.NoError(t, err)
		require.Len(t, es, 3)
		w.hear("mail")
		w.hear("archive", es[missed].ID)
		done, err := w.Retire(t.Context(), host, lobby.Retention{Events: w.clock.Now()})
		require.NoError(t, err)
		require.Equal(t, lobby.Retired{Kept: 1}, done)
		left, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "archive"})
		require.NoError(t, err)
		require.Equal(t, es[missed:missed+1], left)
	}
}

func TestAClientsEventsAreRetiredOneByOne(t *testing.T) {
	w := retiring(t, new(memory.Store))
	for i := range 3 {
		id := store.ClientID(fmt.Sprint("c-", i))
		w.client(id, jane)
		require.NoError(t, w.EraseClient(t.Context(), dora, id))
	}
	es, err := w.Events(t.Context(), host, store.EventQuery{})
	require.NoError(t, err)
	require.Len(t, es, 3)
	w.hear("mail")
	w.hear("archive", es[1].ID)
	done, err := w.Retire(t.Context(), host, lobby.Retention{Events: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{Events: 2, Kept: 1}, done)
	left, err := w.Events(t.Context(), host, store.EventQuery{})
	require.NoError(t, err)
	require.Equal(t, es[1:2], left)
}

func TestOnlyWhoIsRegisteredHearsOfEvents(t *testing.T) {
	w := retiring(t, new(memory.Store))
	_, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "new"})
	require.Equal(t, "not-registered", refusal(t, err, lobby.ErrInvalid).Code)
	require.Equal(t, "not-registered", refusal(t, w.Acknowledge(t.Context(), host, "new", "e"), lobby.ErrInvalid).Code)
	_, err = w.Retire(t.Context(), host, lobby.Retention{Events: w.clock.now.Add(time.Hour)})
	require.Equal(t, "not-past", refusal(t, err, lobby.ErrInvalid).Code)
	_, err = newWorld(t, lobby.HPA2()).Retire(t.Context(), host, lobby.Retention{Events: start})
	require.Equal(t, "not-registered", refusal(t, err, lobby.ErrInvalid).Code)

	none := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Consumers = []store.Consumer{} })
	put(t, none, lobby.ClientUpdate{ID: "c", Person: &jane}, lobby.ClientUpdate{ID: "c", Restricted: new(true)})
	done, err := none.Retire(t.Context(), host, lobby.Retention{Events: none.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{Events: 1}, done, "nobody has yet to hear of it")
}

// A trail that is longer than a batch is a chain at every moment, and whoever is
// broken off goes on.
func TestALongTrailIsRetiredInParts(t *testing.T) {
	for stop := range 8 {
		s := &answering{Store: new(memory.Store), room: store.MinChanges}
		w := retiring(t, s)
		w.o.Tries = 1
		w.Service = lobby.New(s, plainMatcher{}, lobby.HPA2(), &w.o)
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
		for range 20 {
			_, err := w.Claim(t.Context(), amy, id)
			require.NoError(t, err)
			require.NoError(t, w.Release(t.Context(), amy, id))
		}
		_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
		require.NoError(t, err)
		w.hear("mail")
		w.hear("archive")
		for range stop {
			s.answers = append(s.answers, nil)
		}
		s.answers = append(s.answers, errLost)
		first, err := w.Retire(t.Context(), host, lobby.Retention{Events: w.clock.Now()})
		if err != nil {
			refusal(t, err, lobby.ErrUnknown)
			require.NoError(t, w.Audit(t.Context(), auditor, id), "broken off at batch %d", stop)
		}
		s.answers = nil
		done, err := w.Retire(t.Context(), host, lobby.Retention{Events: w.clock.Now()})
		require.NoError(t, err)
		require.Equal(t, []string{lobby.KindRetired}, w.told(id))
		require.NoError(t, w.Audit(t.Context(), auditor, id))
		require.Equal(t, 43, first.Events+done.Events)
	}
}

// Retirement is no way to hide what is missing, nor what was rewritten.
func TestI22_WhatIsLeftOfARetiredTrailIsVerified(t *testing.T) {
	w := retiring(t, new(memory.Store))
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	w.hear("mail")
	w.hear("archive")
	_, err = w.Retire(t.Context(), host, lobby.Retention{Events: w.clock.Now()})
	require.NoError(t, err)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-1"))
	require.NoError(t, w.Audit(t.Context(), auditor, id))
	for name, c := range map[string]struct {
		doctor func([]store.Event) []store.Event
		code   string
	}{
		"the retirement is missing":   {func(es []store.Event) []store.Event { return es[1:] }, "gap"},
		"the retirement is rewritten": {func(es []store.Event) []store.Event { es[0].Code = "created"; return es }, "digest"},
		"all is missing":              {func([]store.Event) []store.Event { return nil }, "head"},
	} {
		s := lobby.New(doctored{Store: w.store, doctor: c.doctor}, plainMatcher{}, lobby.HPA2(), &w.o)
		require.Equal(t, c.code, refusal(t, s.Audit(t.Context(), auditor, id), lobby.ErrBroken).Code, name)
	}
	s := lobby.New(rewritten{w.store, func(r *store.Record) { r.Decision.Client = "c-2" }}, plainMatcher{}, lobby.HPA2(), &w.o)
	require.Equal(t, "decision", refusal(t, s.Audit(t.Context(), auditor, id), lobby.ErrBroken).Code)
}

// A service knows who is to hear of its own system's events, and not of another's.
func TestEventsOfTheRegisterAreRetiredByTheSystemThatWroteThem(t *testing.T) {
	s := new(memory.Store)
	hpa2 := retiring(t, s)
	hrs := newWorldOver(t, s, lobby.HRS(), func(o *lobby.Options) {
		o.NewID, o.Consumers, o.Now = counter("hrs"), []store.Consumer{"post"}, hpa2.clock.Now
	})
	hpa2.client("c-1", jane)
	require.NoError(t, hpa2.EraseClient(t.Context(), dora, "c-1"))
	hrs.hear("post")
	before := hpa2.clock.Now()
	done, err := hrs.Retire(t.Context(), host, lobby.Retention{Events: before})
	require.NoError(t, err)
	require.Zero(t, done)
	require.Equal(t, []string{lobby.KindClientErased}, hpa2.told(""))

	hpa2.hear("mail")
	hpa2.hear("archive")
	done, err = hpa2.Retire(t.Context(), host, lobby.Retention{Events: before})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{Events: 1}, done)
}

// Nobody can tell whether a case is open whose client was merged in a ring.
func TestWhatBecameOfAClientMergedInARingIsKept(t *testing.T) {
	w := retiring(t, new(memory.Store))
	w.client("c-1", jane)
	w.client("c-2", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	for from, into := range map[store.ClientID]store.ClientID{"c-1": "c-2", "c-2": "c-1"} {
		c := w.register(from)
		c.Cases, c.MergedInto = nil, into
		w.overwrite(c)
	}
	keep := lobby.Retention{Records: w.clock.Now()}
	done, err := w.Retire(t.Context(), host, keep)
	require.NoError(t, err)
	require.Zero(t, done.Records)
	require.Equal(t, jane, w.row(id).Person)

	c := w.register("c-2")
	c.MergedInto = ""
	w.overwrite(c)
	done, err = w.Retire(t.Context(), host, keep)
	require.NoError(t, err)
	require.Equal(t, 1, done.Records, "a case that is nowhere is not open")
}

// Whatever call of it fails, a retirement that says nothing has done all.
func TestEveryCallOfARetirementThatFailsIsTold(t *testing.T) {
	scene := func() (*world, *faulty, lobby.Retention) {
		f := &faulty{Store: new(memory.Store)}
		small := &answering{Store: f, room: store.MinChanges}
		w := newWorldOver(t, small, lobby.HPA2(), func(o *lobby.Options) { o.Consumers, o.Tries = []store.Consumer{"mail"}, 1 })
		w.client("c-1", jane)
		for i := range 2 {
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: jane})
			_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
			require.NoError(t, err)
		}
		for _, k := range w.register("c-1").Cases {
			if k.Open() {
				require.NoError(t, w.CloseCase(t.Context(), host, "c-1", k.ID, "resolved"))
			}
		}
		for range 2 * store.MinChanges { // more readings than a batch drops
			w.opened("c-1")
		}
		w.hear("mail")
		now := w.clock.Now()
		return w, f, lobby.Retention{Events: now, Records: now, Readings: now}
	}
	w, f, keep := scene()
	f.arm(0, 0, false)
	whole, err := w.Retire(t.Context(), host, keep)
	require.NoError(t, err)
	require.Equal(t, 2, whole.Records)
	require.Positive(t, whole.Events)
	require.Positive(t, whole.Readings)
	for call, calls := 1, f.calls; call <= calls; call++ {
		w, f, keep := scene()
		f.arm(call, call+1, false)
		if done, err := w.Retire(t.Context(), host, keep); err == nil { // what is put again is done all the same
			require.Equal(t, whole, done, "call %d of %d", call, calls)
		} else {
			require.NotContains(t, err.Error(), "jane")
		}
	}
}

// What is not asked for is not looked through.
func TestOnlyWhatIsToBeRetiredIsRead(t *testing.T) {
	f := &faulty{Store: new(memory.Store)}
	w := newWorldOver(t, f, lobby.HPA2(), func(o *lobby.Options) { o.Consumers = []store.Consumer{"mail"} })
	now := w.clock.Now()
	for _, keep := range []lobby.Retention{{Events: now}, {Records: now}, {Readings: now}} {
		f.arm(0, 0, false)
		_, err := w.Retire(t.Context(), host, keep)
		require.NoError(t, err)
		require.Equal(t, 1, f.calls, "%+v", keep)
	}
}

func TestATrailThatIsInUseAfterAllIsLeftAndNoError(t *testing.T) {
	s := &answering{Store: new(memory.Store), room: store.MaxChanges}
	w := retiring(t, s)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	w.hear("mail")
	w.hear("archive")
	told := w.told(id)
	s.answers = []error{store.ErrConflict}
	done, err := w.Retire(t.Context(), host, lobby.Retention{Events: w.clock.Now()})
	require.NoError(t, err)
	require.Zero(t, done.Records+done.Events)
	require.Equal(t, told, w.told(id))
}

func TestATrailWhoseRecordCannotBeReadIsKept(t *testing.T) {
	w := retiring(t, new(memory.Store))
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	w.hear("mail")
	w.hear("archive")
	done, err := w.On(&damaged{Store: w.store, records: []store.RecordID{id}}).Retire(t.Context(), host, lobby.Retention{Events: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{Kept: 1}, done)
}

// A trail that is longer than what a store takes at once is dropped in several batches.
func TestATrailLongerThanABatchIsRetiredWhole(t *testing.T) {
	s := &answering{Store: new(memory.Store), room: store.MinChanges}
	w := retiring(t, s)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	for range store.MinChanges {
		w.held(amy, id)
		require.NoError(t, w.Release(t.Context(), amy, id))
	}
	_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	w.hear("mail")
	w.hear("archive")
	n := len(w.told(id))
	require.Greater(t, n, 2*store.MinChanges)
	done, err := w.Retire(t.Context(), host, lobby.Retention{Events: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{Trails: 1, Events: n}, done)
	require.LessOrEqual(t, slices.Max(s.sizes), store.MinChanges)
	require.Equal(t, []string{lobby.KindRetired}, w.told(id))
	require.NoError(t, w.Audit(t.Context(), auditor, id))
}

// TestATrailWithoutItsEndIsNotRetired takes the last event of a trail away, past the
// library. What would be put in the place of the rest would hide that.
func TestATrailWithoutItsEndIsNotRetired(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Consumers = []store.Consumer{} })
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.created(amy, id)
	es, err := w.Events(t.Context(), host, store.EventQuery{Record: id})
	require.NoError(t, err)
	require.NoError(t, w.store.Commit(t.Context(), store.Batch{Authority: leeds, Retired: []store.EventID{es[len(es)-1].ID}}))
	done, err := w.Retire(t.Context(), host, lobby.Retention{Events: w.clock.Now()})
	require.NoError(t, err)
	require.Zero(t, done.Trails)
	refusal(t, w.Audit(t.Context(), auditor, id), lobby.ErrBroken)
}
