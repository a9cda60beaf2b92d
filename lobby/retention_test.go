package lobby_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// aged is a lobby with a past: records that were decided, whose cases are open or were
// closed at some time, readings, and events that have been heard of or have not. The
// same seed is the same past.
func aged(t *testing.T, seed uint64) (w *world, half time.Time) {
	r := rand.New(rand.NewPCG(seed, 0))
	w = newWorldOver(t, new(memory.Store), lobby.HPA2(), func(o *lobby.Options) {
		o.Consumers, o.NewID = []store.Consumer{"mail"}, counter(fmt.Sprint("id", seed))
	})
	ctx := t.Context()
	past := func(n int) {
		for range n {
			w.clock.move(time.Hour)
			marked := matching.Person{Given: "markGiven", Family: fmt.Sprint("Family", w.somebodies), NINO: fmt.Sprint(w.somebodies)}
			w.somebodies++
			id := w.receive(portal, lobby.Arrival{
				Channel: store.ChannelDutyToRefer, Key: fmt.Sprint("markKey", w.somebodies), Person: marked, Details: []byte("markDetails"),
				Referrer: store.Referrer{Contact: "markContact"}, Household: []store.Member{{Relation: "markRelation", Person: marked}},
				Tasks: []store.Task{{ID: "t", Type: "full", Title: "markTitle"}},
			})
			v := w.held(amy, id)
			var d lobby.Decided
			var err error
			switch r.IntN(5) {
			case 0:
				continue
			case 1:
				_, err = w.Remove(ctx, amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token})
			default:
				d, err = w.Create(ctx, amy, id, v.Token)
			}
			require.NoError(t, err)
			if d.Client != "" && r.IntN(3) > 0 {
				require.NoError(t, w.CloseCase(ctx, host, d.Client, d.Case, "resolved"))
			}
			if d.Client != "" && r.IntN(4) == 0 {
				other := store.ClientID(fmt.Sprint("other", w.somebodies))
				w.client(other, marked)
				w.merge(d.Client, other)
			}
		}
	}
	past(12)
	w.hear("mail")
	half = w.clock.Now()
	past(8)
	return w, half
}

func TestADryRunSaysExactlyWhatTheRealOneDoes(t *testing.T) {
	sum := lobby.Retired{}
	for seed := range uint64(12) {
		w, half := aged(t, seed)
		keep := lobby.Retention{Records: half, Events: half, Readings: half, DryRun: true}
		before, log := contents(t, w.store), w.log(auditor, lobby.ReadingQuery{})
		dry, err := w.Retire(t.Context(), host, keep)
		require.NoError(t, err)
		require.Equal(t, before, contents(t, w.store), "a dry run writes nothing")
		require.Equal(t, log, w.log(auditor, lobby.ReadingQuery{}))

		keep.DryRun = false
		var told lobby.Retired
		keep.Progress = func(r lobby.Retired) {
			require.LessOrEqual(t, told.Records, r.Records)
			require.LessOrEqual(t, told.Events, r.Events)
			require.LessOrEqual(t, told.Readings, r.Readings)
			require.NotEqual(t, told, r)
			told = r
		}
		done, err := w.Retire(t.Context(), host, keep)
		require.NoError(t, err)
		require.Equal(t, dry, done)
		require.Equal(t, told, done)
		for _, r := range []int{done.Records, done.Open, done.Trails, done.Events, done.Readings} {
			require.Positive(t, r, "seed %d", seed)
		}

		keep.Progress = nil
		again, err := w.Retire(t.Context(), host, keep)
		require.NoError(t, err)
		require.Equal(t, lobby.Retired{Open: done.Open}, again, "what is done is done")
		sum.Records += done.Records
	}
	require.Greater(t, sum.Records, 20)
}

// Of each record whose time is over as little is left as of an erased client's, in its
// row and in what anybody can read; of the others all.
func TestI14_WhatIsKeptNoLongerIsGoneForGood(t *testing.T) {
	w, half := aged(t, 3)
	ctx := t.Context()
	rows := map[store.RecordID]store.Record{}
	page, err := w.store.Records(ctx, store.Query{Authority: leeds, Limit: store.MaxPage})
	require.NoError(t, err)
	for _, r := range page.Records {
		rows[r.ID] = r
	}
	done, err := w.Retire(ctx, host, lobby.Retention{Records: half})
	require.NoError(t, err)
	gone := 0
	for id, was := range rows {
		now := w.row(id)
		require.NoError(t, w.Audit(ctx, auditor, id))
		if now.Version == was.Version {
			require.Equal(t, was, now)
			continue
		}
		gone++
		require.True(t, was.Decision.At.Before(half))
		b, err := store.EncodeRecord(now)
		require.NoError(t, err)
		require.NotContains(t, strings.ToLower(string(b)), "mark")
		require.Empty(t, now.SenderKey)
		require.Empty(t, now.Arrived)
		require.Empty(t, now.Decision.Key)
		require.Empty(t, now.Decision.Compared)
		require.Equal(t, was.Decision.Client, now.Decision.Client)
		require.Equal(t, was.Decision.At, now.Decision.At)
		require.Equal(t, was.Claimed, now.Claimed)
		require.Equal(t, []string{""}, w.codes(id, lobby.KindExpired))
		file, err := w.SubjectAccess(ctx, dora, lobby.Subject{Record: id})
		if err == nil {
			require.NotContains(t, string(file), "markDetails")
		}
		_, err = w.Receive(ctx, portal, lobby.Arrival{Channel: store.ChannelDutyToRefer, Key: was.SenderKey, Person: was.Person, Referrer: was.Referrer})
		require.ErrorIs(t, err, lobby.ErrRemoved, "the sender's key never brings it back")
	}
	require.Equal(t, done.Records, gone)
	require.Positive(t, gone)

	rep, err := w.Report(ctx, lena, lobby.Period{})
	require.NoError(t, err)
	require.Equal(t, gone+done.Open, len(decidedBefore(t, w, half)), "they are still counted")
	require.GreaterOrEqual(t, rep.Assigned+rep.Created, gone)
}

func decidedBefore(t *testing.T, w *world, when time.Time) []store.Record {
	p, err := w.Decided(t.Context(), lena, lobby.DecidedFilter{DecidedBefore: when, Limit: store.MaxPage})
	require.NoError(t, err)
	return p.Records
}

// The case decides: one that is open, or was closed in time, keeps the content that it
// was given by the record, wherever a merger has put it.
func TestTheContentOfACaseInUseIsKept(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	ctx := t.Context()
	one := func(key string) (store.RecordID, lobby.Decided) {
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: key, Details: []byte("details")})
		d, err := w.Create(ctx, amy, id, w.held(amy, id).Token)
		require.NoError(t, err)
		return id, d
	}
	open, _ := one("open")
	closed, d := one("closed")
	require.NoError(t, w.CloseCase(ctx, host, d.Client, d.Case, "resolved"))
	late, dLate := one("late")
	moved, dMoved := one("moved")
	w.client("left", jane)
	w.merge(dMoved.Client, "left")
	before := w.clock.Now()
	require.NoError(t, w.CloseCase(ctx, host, dLate.Client, dLate.Case, "resolved"))
	after, _ := one("after")
	done, err := w.Retire(ctx, host, lobby.Retention{Records: before})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{Records: 1, Open: 3}, done)
	for _, id := range []store.RecordID{open, late, moved, after} {
		require.Equal(t, "details", string(w.row(id).Details))
	}
	require.Empty(t, w.row(closed).Details)
	require.Empty(t, w.opened(d.Client).Cases[0].Details)
	require.NoError(t, w.CloseCase(ctx, host, "left", dMoved.Case, "resolved"))
	done, err = w.Retire(ctx, host, lobby.Retention{Records: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{Records: 2, Open: 2}, done)
	require.Empty(t, w.row(moved).Details)
}

// Whoever is stopped, by a context or by the store, goes on where it stopped.
func TestRetirementGoesOnWhereItWasStopped(t *testing.T) {
	whole, half := aged(t, 5)
	want, err := whole.Retire(t.Context(), host, lobby.Retention{Records: half, Events: half, Readings: half})
	require.NoError(t, err)
	for stop := 1; ; stop += 3 {
		w, half := aged(t, 5)
		keep := lobby.Retention{Records: half, Events: half, Readings: half}
		ctx, cancel := context.WithCancel(t.Context())
		steps := 0
		keep.Progress = func(lobby.Retired) {
			if steps++; steps == stop {
				cancel()
			}
		}
		first, err := w.Retire(ctx, host, keep)
		if err == nil {
			require.Greater(t, stop, 15)
			break
		}
		require.ErrorIs(t, err, context.Canceled)
		keep.Progress = nil
		rest, err := w.Retire(t.Context(), host, keep)
		require.NoError(t, err)
		require.Equal(t, want.Records, first.Records+rest.Records)
		require.Equal(t, want.Events, first.Events+rest.Events)
		require.Equal(t, want.Readings, first.Readings+rest.Readings)
		require.Equal(t, want.Trails, first.Trails+rest.Trails)
		cancel()
	}
}

func TestATimeThatIsNotPastIsRefused(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	soon := w.clock.Now().Add(time.Hour)
	for field, keep := range map[string]lobby.Retention{"records": {Records: soon}, "events": {Events: soon}, "readings": {Readings: soon}} {
		_, err := w.Retire(t.Context(), host, keep)
		e := refusal(t, err, lobby.ErrInvalid)
		require.Equal(t, field+" not-past", e.Field+" "+e.Code)
	}
	_, err := w.Retire(t.Context(), host, lobby.Retention{Records: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)})
	require.Equal(t, "records", refusal(t, err, lobby.ErrInvalid).Field)
	_, err = w.Retire(t.Context(), amy, lobby.Retention{})
	refusal(t, err, lobby.ErrDenied)
	done, err := w.Retire(t.Context(), host, lobby.Retention{})
	require.NoError(t, err)
	require.Zero(t, done)
}

// A read that fails never looks like nothing that is old: each call of a dry run fails in
// turn, and each time it says so. A real one that says nothing has left nothing.
func TestARetirementThatFailsInTheMiddleSaysSo(t *testing.T) {
	w, half := aged(t, 5)
	f := &faulty{Store: w.store}
	keep := lobby.Retention{Records: half, Events: half, Readings: half, DryRun: true}
	want, err := w.On(f).Retire(t.Context(), host, keep)
	require.NoError(t, err)
	calls := f.calls
	require.Greater(t, calls, 40)
	for call := 1; call <= calls; call++ {
		f.arm(call, call+1, false)
		_, err := w.On(f).Retire(t.Context(), host, keep)
		refusal(t, err, lobby.ErrStore)
	}
	keep.DryRun = false
	for call := 1; call <= calls; call += 6 {
		w, _ := aged(t, 5)
		f := &faulty{Store: w.store}
		f.arm(call, call+8, false)
		_, err := w.On(f).Retire(t.Context(), host, keep)
		f.arm(0, 0, false)
		if err != nil {
			_, err = w.On(f).Retire(t.Context(), host, keep)
		}
		require.NoError(t, err)
		again, err := w.On(f).Retire(t.Context(), host, keep)
		require.NoError(t, err)
		require.Equal(t, lobby.Retired{Open: want.Open}, again)
	}
}

// What cannot be read may be in use: it is counted among what is kept.
func TestWhatCannotBeReadIsNotRetired(t *testing.T) {
	w, half := aged(t, 5)
	keep := lobby.Retention{Records: half, DryRun: true}
	want, err := w.Retire(t.Context(), host, keep)
	require.NoError(t, err)
	page, err := w.Decided(t.Context(), amy, lobby.DecidedFilter{DecidedBefore: half})
	require.NoError(t, err)
	one := page.Records[0]
	for name, d := range map[string]*damaged{
		"a record": {Store: w.store, records: []store.RecordID{one.ID}},
		"a client": {Store: w.store, clients: []store.ClientID{one.Decision.Client}},
	} {
		done, err := w.On(d).Retire(t.Context(), host, keep)
		require.NoError(t, err)
		require.Equal(t, 1, done.Kept, name)
		require.Equal(t, want.Records+want.Open-1, done.Records+done.Open, name)
	}
}

// A case is in use until it is known not to be: whatever cannot be looked up keeps it.
func TestWhatCannotBeLookedUpIsNotRetired(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Details: []byte("details")})
	_, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	for read := 1; ; read++ {
		blinks := &blinking{Store: w.store, fails: read}
		done, err := w.On(blinks).Retire(t.Context(), host, lobby.Retention{Records: w.clock.Now()})
		require.Equal(t, "details", string(w.row(id).Details))
		if blinks.reads < read {
			require.NoError(t, err)
			require.Equal(t, lobby.Retired{Open: 1}, done)
			require.Greater(t, read, 1)
			break
		}
		refusal(t, err, lobby.ErrStore)
		require.Zero(t, done)
	}
}

func TestAStoreOfSmallBatchesRetiresAsMuch(t *testing.T) {
	w, half := aged(t, 5)
	for range 2 * store.MinChanges {
		_, err := w.Search(t.Context(), amy, jane)
		require.NoError(t, err)
	}
	keep := lobby.Retention{Records: half, Events: half, Readings: w.clock.Now(), DryRun: true}
	want, err := w.Retire(t.Context(), host, keep)
	require.NoError(t, err)
	small := &answering{Store: w.store, room: store.MinChanges}
	keep.DryRun = false
	done, err := w.On(small).Retire(t.Context(), host, keep)
	require.NoError(t, err)
	require.Equal(t, want, done)
	require.LessOrEqual(t, slices.Max(small.sizes), store.MinChanges)
	require.Greater(t, done.Readings, store.MinChanges)
}

// A host may name the record of a case in another one: what counts is the case that the
// record became.
func TestTheContentOfARecordStaysWhileItsOwnCaseIsOpen(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	past := open("K", store.HRS)
	past.From, past.Closed = id, past.Opened
	w.client("C-1", jane, past)
	_, err := w.Assign(t.Context(), amy, id, "C-1", w.held(amy, id).Token)
	require.NoError(t, err)
	done, err := w.Retire(t.Context(), host, lobby.Retention{Records: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, lobby.Retired{Open: 1}, done)
}
