package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// answering is a store whose commits end as it is told, one after the other, and
// as they will once nothing more is told.
type answering struct {
	store.Store
	mu      sync.Mutex
	answers []error
	forever error // in the place of every answer that is not told
	commits int
	sizes   []int // of the batches
	room    int
}

func (s *answering) MaxChanges() int { return s.room }

func (s *answering) Commit(ctx context.Context, b store.Batch) error {
	s.mu.Lock()
	s.commits++
	s.sizes = append(s.sizes, b.Len())
	told := s.forever
	if len(s.answers) > 0 {
		told, s.answers = s.answers[0], s.answers[1:]
	}
	s.mu.Unlock()
	if told != nil {
		return told
	}
	return s.Store.Commit(ctx, b)
}

func answers(t *testing.T, p lobby.Policy, change ...func(*lobby.Options)) (*world, *answering) {
	s := &answering{Store: new(memory.Store), room: store.MaxChanges}
	return newWorldOver(t, s, p, change...), s
}

func TestA6_ABusyStoreIsAskedAgainAndNothingIsUnknown(t *testing.T) {
	w, s := answers(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	s.answers = []error{store.ErrBusy, fmt.Errorf("locked: %w", store.ErrBusy), store.ErrBusy}
	_, err := w.Claim(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, store.StateClaimed, w.row(id).State)

	s.forever = store.ErrBusy
	err = w.Release(t.Context(), amy, id)
	refusal(t, err, lobby.ErrBusy)
	require.NotErrorIs(t, err, lobby.ErrUnknown, "nothing was written, and that is known")
	res, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c", Person: &omar, Reference: "HRS-1"}})
	require.ErrorIs(t, err, lobby.ErrBusy)
	require.Len(t, res.Failed, 1)
	refusal(t, res.Failed[0].Err, lobby.ErrBusy)
	s.forever = nil
	require.EqualValues(t, 2, w.row(id).Version)
}

func TestABusyStoreDoesNotSettleWhatIsUnknown(t *testing.T) {
	w, s := answers(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	s.answers, s.forever = []error{errLost}, store.ErrBusy
	_, err := w.Claim(t.Context(), amy, id)
	refusal(t, err, lobby.ErrUnknown)
}

// A store that is busy is asked again for a quarter of the time that a commit may
// take, so that officers do not stand in line for a lock. Where all of the time goes by
// between two tries nothing is written either, and nothing is unknown.
func TestABusyStoreIsNotWaitedForToTheEnd(t *testing.T) {
	for pause, waits := range map[time.Duration]time.Duration{time.Millisecond: 50 * time.Millisecond, time.Hour: 200 * time.Millisecond} {
		synctest.Test(t, func(t *testing.T) {
			s := &answering{Store: new(memory.Store), room: store.MaxChanges, forever: store.ErrBusy}
			w := newWorldOver(t, s, lobby.HPA2(), func(o *lobby.Options) {
				o.Tries, o.CommitTimeout = 1<<30, 200*time.Millisecond
				o.Backoff = func(int) time.Duration { return pause }
			})
			begun := time.Now()
			_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
			refusal(t, err, lobby.ErrBusy)
			require.Equal(t, waits, time.Since(begun))
		})
	}
}

// Conflicts alone never say that a reference is taken: the client who has it does.
func TestAReferenceIsTakenOnlyByWhoeverHasIt(t *testing.T) {
	w, s := answers(t, lobby.HPA2())
	conflicts := slices.Repeat([]error{store.ErrConflict}, 5)
	for name, answers := range map[string][]error{"some": conflicts[:3], "more": conflicts} {
		s.answers = answers
		res, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: store.ClientID(name), Person: &omar, Reference: "HRS-" + name}})
		require.NoError(t, err)
		require.Empty(t, res.Failed, name)
	}
	s.forever = store.ErrConflict
	res, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "ever", Person: &omar, Reference: "HRS-ever"}})
	require.ErrorIs(t, err, lobby.ErrBusy)
	require.Len(t, res.Failed, 1)
	refusal(t, res.Failed[0].Err, lobby.ErrBusy)
	s.forever = nil
	res, err = w.PutClients(t.Context(), host, []lobby.ClientUpdate{
		{ID: "new", Person: &omar, Reference: "HRS-new"}, {ID: "other", Person: &jane, Reference: "HRS-new"}, {ID: "some", Person: &jane, Reference: "HRS-more"},
	})
	require.ErrorIs(t, err, lobby.ErrReference)
	require.Equal(t, []int{1, 0, 2}, []int{res.Inserted, res.Replaced, len(res.Failed)})
	for _, f := range res.Failed {
		e := refusal(t, f.Err, lobby.ErrReference)
		require.Equal(t, []string{"reference", "taken"}, []string{e.Field, e.Code})
	}
}

func TestAStoreThatTakesLessIsGivenLess(t *testing.T) {
	const clients = 100
	s := &answering{Store: new(memory.Store), room: store.MinChanges}
	w := newWorldOver(t, s, lobby.HPA2())
	var many []lobby.ClientUpdate
	for i := range clients {
		many = append(many, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", i)), Person: &matching.Person{Given: "Given", Family: fmt.Sprint("Family", i), Born: "1980-01-01"}})
	}
	res, err := w.PutClients(t.Context(), host, many)
	require.NoError(t, err)
	require.Equal(t, clients, res.Inserted)

	again := w.over(plainMatcher{model: "another"})
	done, err := again.Reindex(t.Context(), host, lobby.ReindexOptions{})
	require.NoError(t, err)
	require.True(t, done.Done)
	require.Equal(t, clients, done.Clients.Checked)

	var ids []store.RecordID
	for i := range 8 {
		ids = append(ids, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint("k", i), Person: jane}))
	}
	_, err = w.Create(t.Context(), amy, ids[0], w.held(amy, ids[0]).Token)
	require.NoError(t, err)
	require.Equal(t, 3+2*6, s.sizes[len(s.sizes)-1], "a creation takes along as many others as there is room for")

	for i := range store.MinChanges {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint("more", i), Person: omar})
	}
	es, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "mail", Limit: store.MaxPage})
	require.NoError(t, err)
	var names []store.EventID
	for _, e := range es {
		names = append(names, e.ID)
	}
	require.Greater(t, len(names), store.MinChanges)
	require.NoError(t, w.Acknowledge(t.Context(), host, "mail", names...))
	left, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "mail"})
	require.NoError(t, err)
	require.Empty(t, left)
	require.Equal(t, store.MinChanges, slices.Max(s.sizes))

	require.Panics(t, func() {
		lobby.New(&answering{Store: new(memory.Store), room: store.MinChanges - 1}, plainMatcher{}, lobby.HPA2(), nil)
	})
}

// Two workers of a consumer acknowledge one event at the same moment.
func TestWhateverIsAcknowledgedAtOnceIsAcknowledged(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	es, err := w.Events(t.Context(), host, store.EventQuery{Unacked: "mail"})
	require.NoError(t, err)
	require.Len(t, es, 1)
	errs := make(chan error)
	for range 16 {
		go func() { errs <- w.Acknowledge(t.Context(), host, "mail", es[0].ID) }()
	}
	for range 16 {
		err = errors.Join(err, <-errs)
	}
	require.NoError(t, err)
}

func TestEventsAreThoseOfASystem(t *testing.T) {
	s := new(memory.Store)
	w := newWorldOver(t, s, lobby.HPA2())
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	other := newWorldOver(t, s, lobby.HRS(), func(o *lobby.Options) { o.NewID = counter("hrs") })
	other.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "k", Person: jane})
	for system, want := range map[store.System]int{"": 2, "hpa2": 1, "hrs": 1, "h": 0} {
		for _, consumer := range []store.Consumer{"", "mail"} {
			es, err := w.Events(t.Context(), host, store.EventQuery{System: system, Unacked: consumer})
			require.NoError(t, err)
			require.Len(t, es, want, "%s %s", system, consumer)
		}
	}
}

// Times that no store can keep are refused before any is asked.
func TestA11b_TimesOutOfRangeAreTheCallersMistake(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for name, at := range map[string]time.Time{
		"before the year 1":         time.Time{}.Add(-1),
		"the year −5000":            time.Date(-5000, 1, 1, 0, 0, 0, 0, time.UTC),
		"the year 10000":            time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
		"the year 300000":           time.Date(300000, 1, 1, 0, 0, 0, 0, time.UTC),
		"a year that wraps round":   time.Date(146138514283, 1, 1, 0, 0, 0, 0, time.UTC),
		"year 1, but not in London": time.Date(1, 1, 1, 0, 0, 0, 0, time.FixedZone("", 3600)),
	} {
		for what, err := range timed(t, w, at) {
			require.ErrorIs(t, err, lobby.ErrInvalid, "%s: %s", what, name)
			require.NotErrorIs(t, err, lobby.ErrStore, "%s: %s", what, name)
		}
	}
	for _, at := range []time.Time{{}, time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)} {
		for what, err := range timed(t, w, at) {
			require.NoError(t, err, "%s: %v", what, at)
		}
	}
}

// timed is what becomes of every call that takes a time.
func timed(t *testing.T, w *world, at time.Time) map[string]error {
	errs := make(map[string]error)
	for what, f := range map[string]lobby.Filter{
		"after": {After: store.Cursor{Received: at}}, "received from": {ReceivedFrom: at}, "received before": {ReceivedBefore: at},
		"due before": {DueBefore: at}, "held since before": {HeldSinceBefore: at},
	} {
		_, errs["waiting, "+what] = w.Waiting(t.Context(), amy, f)
	}
	for what, f := range map[string]lobby.DecidedFilter{
		"after": {After: store.Cursor{Received: at}}, "received from": {ReceivedFrom: at}, "received before": {ReceivedBefore: at},
		"decided from": {DecidedFrom: at}, "decided before": {DecidedBefore: at},
	} {
		_, errs["decided, "+what] = w.Decided(t.Context(), amy, f)
	}
	for what, p := range map[string]lobby.Period{"from": {From: at}, "before": {Before: at}} {
		_, errs["report, "+what] = w.Report(t.Context(), lena, p)
		_, errs["labels, "+what] = collected(w.Labels(t.Context(), host, p))
		_, errs["readings, "+what] = collected(w.Readings(t.Context(), auditor, lobby.ReadingQuery{Period: p}))
	}
	_, errs["events"] = w.Events(t.Context(), host, store.EventQuery{After: store.EventCursor{At: at}})
	_, errs["client"] = w.ClientRow(t.Context(), host, lobby.ClientUpdate{ID: "c", Person: &jane, Cases: []store.Case{{ID: "k", System: "hpa2", Opened: at, Closed: at}}})
	return errs
}

// How long is waited between two tries is the host's to say.
func TestThePauseBetweenTriesIsTheHosts(t *testing.T) {
	var paused []int
	w, once := answers(t, lobby.HPA2(), func(o *lobby.Options) {
		o.Backoff = func(n int) time.Duration { paused = append(paused, n); return 0 }
	})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	once.answers = []error{store.ErrConflict, store.ErrConflict}
	_, err := w.Claim(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, []int{1, 2}, paused)
	paused, once.answers = nil, []error{store.ErrBusy, store.ErrBusy}
	require.NoError(t, w.Release(t.Context(), amy, id))
	require.Equal(t, []int{1, 2}, paused)
}

// What the store will not take, or has given up with the host's transaction, is asked for
// once.
func TestWhatCannotBeHelpedIsNotCommittedAgain(t *testing.T) {
	for told, want := range map[error]error{
		store.ErrInvalid: lobby.ErrStore, store.ErrRestart: lobby.ErrRestart, store.ErrClosed: lobby.ErrUnknown,
	} {
		w, s := answers(t, lobby.HPA2())
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
		s.commits, s.answers = 0, []error{told}
		_, err := w.Claim(t.Context(), amy, id)
		require.ErrorIs(t, err, want)
		require.Equal(t, 1, s.commits, told)
		require.Equal(t, store.StateWaiting, w.row(id).State)
	}
}

func TestACallThatIsCancelledAsksTheStoreForNothing(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: jane})
	c := &counting{Store: w.store}
	ctx, cancel := context.WithCancel(t.Context())
	o := w.o
	o.Backoff = func(int) time.Duration { cancel(); return time.Hour }
	s := lobby.New(&refusing{Store: c, times: 9}, plainMatcher{}, lobby.HPA2(), &o)
	_, err := s.Claim(ctx, amy, id)
	require.ErrorIs(t, err, context.Canceled)
	require.Equal(t, []string{"rows"}, c.calls, "it is cancelled while it waits to try again")
	_, err = s.Record(ctx, amy, id)
	require.ErrorIs(t, err, context.Canceled)
	_, err = s.Search(ctx, amy, jane)
	require.ErrorIs(t, err, context.Canceled)
	require.Len(t, c.calls, 1)
}
