package lobby_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestI04_OfManyWhoClaimOneHolds(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	var (
		mu      sync.Mutex
		winners []store.ActorID
		all     sync.WaitGroup
	)
	for _, name := range []store.ActorID{"o-1", "o-2", "o-3", "o-4", "o-5", "o-6", "o-7", "o-8"} {
		all.Go(func() {
			a := amy
			a.ID = name
			_, err := w.Claim(t.Context(), a, id)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				winners = append(winners, name)
				return
			}
			var e *lobby.Error
			if !errors.As(err, &e) || !errors.Is(err, lobby.ErrClaimed) || e.Holder == "" || e.Since.IsZero() {
				t.Errorf("claim of %s: %v", name, err)
			}
		})
	}
	all.Wait()
	require.Len(t, winners, 1)
	r := w.row(id)
	require.Equal(t, winners[0], r.Claim.Officer)
	require.Equal(t, store.Version(2), r.Version, "the others wrote nothing")
}

func TestASecondOfficerSeesWhoHoldsTheRecordAndSinceWhen(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	r, err := w.Claim(t.Context(), amy, id)
	require.NoError(t, err)
	for _, op := range []func() error{
		func() error { _, err := w.Claim(t.Context(), ben, id); return err },
		func() error { return w.Release(t.Context(), ben, id) },
		func() error { _, err := w.Create(t.Context(), ben, id, ""); return err },
	} {
		err := op()
		var e *lobby.Error
		require.ErrorAs(t, err, &e)
		require.Equal(t, id, e.Record)
		require.Equal(t, store.ActorID("amy"), e.Holder)
		require.Equal(t, r.Claim.Since, e.Since)
		require.Contains(t, e.Error(), "by amy since 2026-03-02T09:00:")
	}
}

func TestI03_EveryChangeOfHandsVoidsWhatWasPrepared(t *testing.T) {
	for name, hand := range map[string]func(w *world, id store.RecordID) error{
		"released and claimed again": func(w *world, id store.RecordID) error {
			err := w.Release(w.t.Context(), amy, id)
			w.held(amy, id)
			return err
		},
		"taken over and given back": func(w *world, id store.RecordID) error {
			return errors.Join(w.Reassign(w.t.Context(), lena, id, "lena"), w.Reassign(w.t.Context(), lena, id, "amy"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
			old := w.held(amy, id)
			fence := w.row(id).Fence
			require.NoError(t, hand(w, id))
			require.Greater(t, w.row(id).Fence, fence)
			_, err := w.Create(t.Context(), amy, id, old.Token)
			require.Equal(t, []lobby.Changed{{What: lobby.ChangedClaim}}, refusal(t, err, lobby.ErrStale).Changed)
			_, err = w.Create(t.Context(), amy, id, w.look(amy, id).Token)
			require.NoError(t, err)
		})
	}
}

// What was prepared decides nothing while it is in no hands, or in another's, whichever
// decision it is.
func TestI03_WhoeverHoldsARecordNoMoreDecidesNothing(t *testing.T) {
	decisions := map[string]func(*world, store.RecordID, lobby.Token) error{
		"assign": func(w *world, id store.RecordID, tk lobby.Token) error {
			_, err := w.Assign(w.t.Context(), amy, id, "c-1", tk)
			return err
		},
		"create": func(w *world, id store.RecordID, tk lobby.Token) error {
			_, err := w.Create(w.t.Context(), amy, id, tk)
			return err
		},
		"remove": func(w *world, id store.RecordID, tk lobby.Token) error {
			_, err := w.Remove(w.t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: tk})
			return err
		},
	}
	for name, decide := range decisions {
		w := newWorld(t, lobby.HPA2())
		w.client("c-1", jane)
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		prepared := w.held(amy, id).Token
		require.NoError(t, w.Release(t.Context(), amy, id))
		require.Equal(t, "unclaimed", refusal(t, decide(w, id, prepared), lobby.ErrNotHeld).Code, "%s, put back", name)
		require.NoError(t, w.Reassign(t.Context(), lena, id, "ben"))
		require.Equal(t, store.ActorID("ben"), refusal(t, decide(w, id, prepared), lobby.ErrNotHeld).Holder, "%s, given to another", name)
		require.Nil(t, w.row(id).Decision)
	}
}

func TestWhatChangesNothingWritesNothing(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "k", Person: jane, Tasks: []store.Task{{ID: "t-1", Type: "full"}}})
	w.held(amy, id)
	require.NoError(t, w.JoinWaitingList(t.Context(), amy, id, "x"))
	require.NoError(t, w.StartSupport(t.Context(), amy, id, "x"))
	require.NoError(t, w.Withdraw(t.Context(), shelter, id, "no-consent"))
	before := w.row(id)
	done := false
	for name, err := range map[string]error{
		"amended to what is there":    w.Amend(t.Context(), shelter, id, lobby.Amendment{Person: jane}),
		"reassigned to the holder":    w.Reassign(t.Context(), lena, id, "amy"),
		"a task as it is":             w.UpdateTask(t.Context(), amy, id, lobby.TaskUpdate{ID: "t-1", Done: &done}),
		"the same waiting list again": w.JoinWaitingList(t.Context(), amy, id, "x"),
		"the same support again":      w.StartSupport(t.Context(), amy, id, "x"),
		"withdrawn again":             w.Withdraw(t.Context(), shelter, id, "other"),
	} {
		require.NoError(t, err, name)
	}
	_, err := w.Claim(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, before, w.row(id))
}

func TestReleaseAllReleasesMoreThanOnePage(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	const n = store.MaxPage + 7
	for range n {
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
		_, err := w.Claim(t.Context(), amy, id)
		require.NoError(t, err)
	}
	mine := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	_, err := w.Claim(t.Context(), ben, mine)
	require.NoError(t, err)
	got, err := w.ReleaseAll(t.Context(), amy, "amy")
	require.NoError(t, err)
	require.Equal(t, n, got)
	require.Equal(t, store.StateClaimed, w.row(mine).State)
	got, err = w.ReleaseAll(t.Context(), lena, "amy")
	require.NoError(t, err)
	require.Zero(t, got)
}

func TestAClockThatGoesBackDoesNotTurnTimeAround(t *testing.T) {
	now := start
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.Now = func() time.Time { now = now.Add(-time.Hour); return now.In(time.FixedZone("far", 3600)) }
	})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	last := w.row(id).Updated
	for range 3 {
		w.held(amy, id)
		require.Equal(t, last.Add(time.Microsecond), w.row(id).Updated)
		require.NoError(t, w.Release(t.Context(), amy, id))
		last = w.row(id).Updated
	}
	require.Equal(t, time.UTC, last.Location())
	require.NoError(t, w.Audit(t.Context(), auditor, id))
}

// contended is a store in which somebody else is always faster.
type contended struct{ store.Store }

func (contended) Commit(_ context.Context, b store.Batch) error {
	if len(b.Records) > 0 && b.Records[0].Expect > 0 {
		return store.ErrConflict
	}
	return nil
}

func TestRetriesAreFewShortAndEndWithTheContext(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	synctest.Test(t, func(t *testing.T) {
		s := lobby.New(contended{w.store}, plainMatcher{}, lobby.HPA2(), nil)
		began := time.Now()
		_, err := s.Claim(t.Context(), amy, id)
		refusal(t, err, lobby.ErrBusy)
		require.Less(t, time.Since(began), 256*time.Millisecond, "2+4+8+16+32+64+64 ms at most")

		short, cancel := context.WithTimeout(t.Context(), time.Microsecond)
		defer cancel()
		_, err = s.Claim(short, amy, id)
		require.ErrorIs(t, err, context.DeadlineExceeded)

		gone, cancel := context.WithCancel(t.Context())
		cancel()
		_, err = s.Claim(gone, amy, id)
		require.ErrorIs(t, err, context.Canceled)
	})
}

func TestA11h_AClaimIsTakenOverOnlyOnceItsLeaseIsOver(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Lease = 2 * time.Hour })
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	w.clock.move(time.Hour + 59*time.Minute)
	_, err := w.Claim(t.Context(), ben, id)
	require.Equal(t, store.ActorID("amy"), refusal(t, err, lobby.ErrClaimed).Holder)
	w.clock.move(time.Minute)
	r, err := w.Claim(t.Context(), ben, id)
	require.NoError(t, err)
	require.Equal(t, store.ActorID("ben"), r.Claim.Officer)
	require.Equal(t, []string{"amy"}, w.codes(id, lobby.KindTakenOver))

	_, err = w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.Equal(t, store.ActorID("ben"), refusal(t, err, lobby.ErrNotHeld).Holder, "whoever is late is told")
	require.NoError(t, w.Reassign(t.Context(), lena, id, amy.ID))
	_, err = w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.Equal(t, lobby.ChangedClaim, refusal(t, err, lobby.ErrStale).Changed[0].What, "and looks again")
	require.NoError(t, w.Audit(t.Context(), auditor, id))
}

func TestAHolderRenewsALeaseAndKeepsTheReview(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Lease = 2 * time.Hour })
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	_, err := w.Claim(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, []string{""}, w.codes(id, lobby.KindClaimed), "a second click writes nothing")
	w.clock.move(time.Hour)
	r, err := w.Claim(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, r.Updated, r.Claim.Since)
	require.Equal(t, []string{"", "renewed"}, w.codes(id, lobby.KindClaimed))
	w.clock.move(time.Hour + 59*time.Minute)
	_, err = w.Claim(t.Context(), ben, id)
	refusal(t, err, lobby.ErrClaimed)
	_, err = w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
}

// A lead who gives a record to whoever holds it already gives it for another lease, and
// voids no review by that.
func TestReassigningToItsHolderRenewsTheLease(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Lease = time.Hour })
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	w.clock.move(2 * time.Hour)
	require.NoError(t, w.Reassign(t.Context(), lena, id, "amy"))
	require.NoError(t, w.Reassign(t.Context(), lena, id, "amy"), "a second click writes nothing")
	require.Equal(t, []string{""}, w.codes(id, lobby.KindClaimed), "nobody claimed it again")
	require.Equal(t, []string{"amy"}, w.codes(id, lobby.KindReassigned))
	_, err := w.Claim(t.Context(), ben, id)
	refusal(t, err, lobby.ErrClaimed)
	_, err = w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
}

func TestALapsedClaimStillDecidesUntilSomebodyTakesIt(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Lease = time.Hour })
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	w.clock.move(48 * time.Hour)
	_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
}

func TestWithoutALeaseAClaimHoldsForEver(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(amy, id)
	w.clock.move(10 * 365 * 24 * time.Hour)
	_, err := w.Claim(t.Context(), ben, id)
	refusal(t, err, lobby.ErrClaimed)
	_, err = w.Claim(t.Context(), amy, id)
	require.NoError(t, err)
	require.Len(t, w.codes(id, lobby.KindClaimed), 1)
}

func TestL16_ARecordIsReassignedToWhomTheHostKnows(t *testing.T) {
	down := errors.New("directory of Jane Doe is down")
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.Officer = func(_ context.Context, a store.Authority, id store.ActorID) (bool, error) {
			if id == "oops" {
				return true, down
			}
			return a == leeds && id == ben.ID, nil
		}
	})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	e := refusal(t, w.Reassign(t.Context(), lena, id, "bne"), lobby.ErrInvalid)
	require.Equal(t, []string{"officer", "unknown"}, []string{e.Field, e.Code})
	err := w.Reassign(t.Context(), lena, id, "oops")
	require.ErrorIs(t, err, down)
	require.NotContains(t, refusal(t, err, lobby.ErrStore).Error(), "Jane", "what the host says is not printed")
	require.Nil(t, w.row(id).Claim)
	require.NoError(t, w.Reassign(t.Context(), lena, id, ben.ID))
	require.NoError(t, w.Reassign(t.Context(), lena, id, lena.ID), "whoever takes over is known")
	refusal(t, w.Reassign(t.Context(), amy, id, "bne"), lobby.ErrDenied)
}

func TestAClaimLapsesInTheMomentThatItsLeaseIsOver(t *testing.T) {
	now := start
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.Lease, o.Now = time.Hour, func() time.Time { return now }
	})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	r, err := w.Claim(t.Context(), amy, id)
	require.NoError(t, err)
	now = r.Claim.Since.Add(time.Hour - time.Microsecond)
	_, err = w.Claim(t.Context(), ben, id)
	refusal(t, err, lobby.ErrClaimed)
	now = r.Claim.Since.Add(time.Hour)
	_, err = w.Claim(t.Context(), ben, id)
	require.NoError(t, err)
}

func TestReassignHeedsACallerWhoLeavesWhileTheHostLooksUpTheOfficer(t *testing.T) {
	ctx, leave := context.WithCancel(t.Context())
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.Officer = func(ctx context.Context, _ store.Authority, _ store.ActorID) (bool, error) {
			leave()
			return false, ctx.Err()
		}
	})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	err := w.Reassign(ctx, lena, id, ben.ID)
	require.ErrorIs(t, err, context.Canceled)
	require.NotErrorIs(t, err, lobby.ErrStore, "nothing has failed")
}

func TestWhoMayNotReleaseHasReleasedNone(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral}))
	n, err := w.ReleaseAll(t.Context(), ben, "amy")
	refusal(t, err, lobby.ErrDenied)
	require.Zero(t, n)
}

// lastRead is a store whose reader goes away once it has read rows.
type lastRead struct {
	store.Store
	leaves context.CancelFunc
}

func (s lastRead) Rows(ctx context.Context, a store.Authority, ids store.IDs) (store.Rows, error) {
	defer s.leaves()
	return s.Store.Rows(context.WithoutCancel(ctx), a, ids)
}

// Whoever goes away before anything is written is not told that it was.
func TestWhoGoesAwayBeforeTheWriteHasWrittenNothing(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	ctx, cancel := context.WithCancel(t.Context())
	_, err := w.On(lastRead{w.store, cancel}).Claim(ctx, amy, id)
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, store.StateWaiting, w.row(id).State)
}

// What the officer is shown of a claim is looked up before it is written: a read that fails
// claims nothing.
func TestI07_AClaimThatIsRefusedHasClaimedNothing(t *testing.T) {
	s, f := faultScene(t)
	require.NoError(t, s.Release(t.Context(), amy, s.id))
	f.arm(0, 0, false)
	_, err := s.Claim(t.Context(), ben, s.id)
	require.NoError(t, err)
	for call, calls := 1, f.calls; call <= calls; call++ {
		f.arm(0, 0, false)
		require.NoError(t, s.Release(t.Context(), ben, s.id))
		f.arm(call, call+1, false)
		if _, err := s.Claim(t.Context(), ben, s.id); err != nil {
			refusal(t, err, lobby.ErrStore)
			require.Equal(t, store.StateWaiting, s.row(s.id).State, "call %d of %d", call, calls)
		}
	}
}
