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

func TestAReindexGoesOnWhereItWasStopped(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 200 {
		w.client(store.ClientID(fmt.Sprintf("c %03d", i)), jane)
	}
	for i := range 70 {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: jane})
	}
	n := w.over(newMatcher{})
	var next lobby.Checkpoint
	runs, prepared := 0, 0
	for done := false; !done; runs++ {
		require.Less(t, runs, 20)
		ctx, cancel := context.WithCancel(t.Context())
		r, err := n.Reindex(ctx, host, lobby.ReindexOptions{After: next, Progress: func(lobby.ReindexResult) { cancel() }})
		cancel()
		require.Equal(t, r.Done, err == nil)
		if err != nil {
			require.ErrorIs(t, err, context.Canceled)
		}
		next, done, prepared = r.Next, r.Done, prepared+r.Clients.Prepared+r.Records.Prepared
	}
	require.Greater(t, runs, 3, "it was stopped again and again")
	require.Equal(t, 270, prepared, "each was prepared once")
	require.Zero(t, n.over(newMatcher{}).look(amy, n.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})).Unprepared)
}

func TestAReindexRefusesWhatIsNoCheckpoint(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for _, bad := range []lobby.Checkpoint{"x", "record", "record x y", " ", "client \x00", "record 1 \xff"} {
		_, err := w.Reindex(t.Context(), host, lobby.ReindexOptions{After: bad})
		refusal(t, err, lobby.ErrInvalid)
	}
	for _, by := range []lobby.Actor{amy, lena, dora, portal, auditor} {
		_, err := w.Reindex(t.Context(), by, lobby.ReindexOptions{})
		refusal(t, err, lobby.ErrDenied)
	}
}

// A store that fails is not asked for each client by itself.
func TestAReindexEndsWhereTheStoreFails(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 3 {
		w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
	}
	s := &answering{Store: w.store, room: store.MaxChanges, forever: errLost}
	w.o.Tries = 1
	_, err := lobby.New(s, newMatcher{}, lobby.HPA2(), &w.o).Reindex(t.Context(), host, lobby.ReindexOptions{})
	require.ErrorIs(t, err, lobby.ErrUnknown)
	require.Equal(t, 1, s.commits)
}

// A page that could not be read is not an empty one, after which all would be done.
func TestAReindexThatCannotReadIsNotDone(t *testing.T) {
	s, f := faultScene(t)
	f.arm(1, 2, false)
	r, err := lobby.New(f, newMatcher{}, lobby.HRS(), &s.o).Reindex(t.Context(), host, lobby.ReindexOptions{})
	refusal(t, err, lobby.ErrStore)
	require.False(t, r.Done)
}

// A run that is over says where it ended, also where its last page had nobody on it: to
// go on from there is to look at nobody again.
func TestAReindexThatIsOverIsNotBegunAnew(t *testing.T) {
	for n := range 3 {
		w := newWorldOver(t, limited{new(memory.Store)}, lobby.HPA2())
		for i := range n * store.MinChanges {
			w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i)})
		}
		done, err := w.Reindex(t.Context(), host, lobby.ReindexOptions{})
		require.NoError(t, err)
		require.Equal(t, n*store.MinChanges, done.Records.Checked)
		again, err := w.Reindex(t.Context(), host, lobby.ReindexOptions{After: done.Next})
		require.NoError(t, err)
		require.Zero(t, again.Records.Checked, n)
	}
}

// A run that is stopped in the middle of a page goes on where it stopped: each record is
// looked at once.
func TestAReindexThatIsStoppedWithinAPageGoesOnThere(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 5 {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i)})
	}
	checked, at := 0, lobby.Checkpoint("")
	for stops := 0; ; stops++ {
		ctx, cancel := context.WithCancel(t.Context())
		s := newWorldWith(t, &cancelsAfter{w.store, cancel}, newMatcher{}, lobby.HPA2(), func(o *lobby.Options) { o.Now, o.NewID = w.o.Now, w.o.NewID })
		done, err := s.Reindex(ctx, host, lobby.ReindexOptions{After: at})
		checked, at = checked+done.Records.Checked, done.Next
		if err == nil {
			require.Equal(t, []int{4, 5}, []int{stops, checked})
			return
		}
		require.ErrorIs(t, err, context.Canceled)
	}
}

// cancelsAfter cancels the caller's context as soon as something is written.
type cancelsAfter struct {
	store.Store
	cancel func()
}

func (c *cancelsAfter) Commit(ctx context.Context, b store.Batch) error {
	defer c.cancel()
	return c.Store.Commit(ctx, b)
}
