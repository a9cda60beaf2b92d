package lobby_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// stored are tasks without what the lobby says beside them.
func stored(ts []lobby.Task) (out []store.Task) {
	for _, t := range ts {
		out = append(out, t.Task)
	}
	return out
}

func TestI17_WhatAProviderMayNotTouchItCannotTouchAtAnyTime(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane, Provider: "haven", Tasks: []store.Task{
		{ID: "full", Type: "full"}, {ID: "read", Type: "read-only"}, {ID: "none", Type: "none"}, {ID: "unsaid", Title: "call"}, {ID: "odd", Type: "Full"},
	}})
	note := "seen"
	write := func(task store.TaskID) error {
		return w.UpdateTask(t.Context(), haven, id, lobby.TaskUpdate{ID: task, Note: &note})
	}
	for _, state := range store.Undecided() {
		if state == store.StateClaimed {
			w.held(amy, id)
		}
		require.Equal(t, state, w.row(id).State)
		before := w.row(id).Tasks[1:]
		require.Equal(t, "read-only", refusal(t, write("read"), lobby.ErrDenied).Code)
		never := refusal(t, write("never"), lobby.ErrNotFound)
		for _, hidden := range []store.TaskID{"none", "unsaid", "odd"} {
			require.Equal(t, never, refusal(t, write(hidden), lobby.ErrNotFound), "a hidden task is one that never was")
		}
		require.Equal(t, before, w.row(id).Tasks[1:])
		require.NoError(t, write("full"))

		ts, err := w.Tasks(t.Context(), haven, id)
		require.NoError(t, err)
		require.Len(t, ts, 2)
		require.Equal(t, []store.Access{store.AccessFull, store.AccessReadOnly}, []store.Access{ts[0].Access, ts[1].Access})
		r, err := w.Record(t.Context(), haven, id)
		require.NoError(t, err)
		require.Equal(t, stored(ts), r.Tasks)
		p, err := w.Waiting(t.Context(), haven, lobby.Filter{})
		require.NoError(t, err)
		require.Equal(t, stored(ts), p.Records[0].Tasks)
	}
}

func TestM8_TheTypeOfATaskDecidesAndItsChangeHoldsAtOnce(t *testing.T) {
	access, fails := map[string]store.Access{}, error(nil)
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.TaskAccess = func(_ context.Context, a store.Authority, taskType string) (store.Access, error) {
			if a != leeds {
				return store.AccessFull, nil
			}
			return access[taskType], fails
		}
	})
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{ID: "t", Type: "risk"}}})
	done := true
	tick := func() error { return w.UpdateTask(t.Context(), haven, id, lobby.TaskUpdate{ID: "t", Done: &done}) }
	seen := func() int {
		ts, err := w.Tasks(t.Context(), haven, id)
		require.NoError(t, err)
		return len(ts)
	}
	require.Zero(t, seen(), "what nobody has opened is closed, also to whoever sent it")
	refusal(t, tick(), lobby.ErrNotFound)
	access["risk"] = store.AccessReadOnly
	require.Equal(t, 1, seen())
	refusal(t, tick(), lobby.ErrDenied)
	access["risk"] = store.AccessFull
	require.NoError(t, tick())
	access["risk"] = "fully"
	require.Zero(t, seen(), "what is no access gives none")
	access["risk"] = store.AccessNone
	require.Zero(t, seen())
	w.held(amy, id)
	ts, err := w.Tasks(t.Context(), amy, id)
	require.NoError(t, err)
	require.Equal(t, store.AccessNone, ts[0].Access, "an officer sees every task, and what a provider may")

	// While nobody can say, no task is shown and none is written to.
	access["risk"] = store.AccessFull
	fails = errors.New("the types of jane@example.com")
	_, record := w.Record(t.Context(), haven, id)
	_, list := w.Waiting(t.Context(), haven, lobby.Filter{})
	_, tasks := w.Tasks(t.Context(), haven, id)
	_, officers := w.Tasks(t.Context(), amy, id)
	_, adding := w.AddTask(t.Context(), haven, id, store.Task{Type: "risk"})
	done = false
	for what, err := range map[string]error{"record": record, "list": list, "tasks": tasks, "an officer's": officers, "adding": adding, "ticking": tick()} {
		e := refusal(t, err, lobby.ErrStore)
		require.Equal(t, "task-access", e.Field, what)
		require.ErrorIs(t, err, fails)
		require.NotContains(t, e.Error(), "jane")
	}
	require.Len(t, w.row(id).Tasks, 1)
	require.True(t, w.row(id).Tasks[0].Done)
	_, err = w.Record(t.Context(), amy, id)
	require.NoError(t, err, "an officer's access does not hang on it")
}

// Whoever gives up while the host is asked is told so, and not that there is no task.
func TestM8_WhoGivesUpWhileTheAccessIsAskedForIsToldSo(t *testing.T) {
	give, up := context.WithCancel(t.Context())
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.TaskAccess = func(context.Context, store.Authority, string) (store.Access, error) {
			up()
			return store.AccessFull, errors.New("no answer")
		}
	})
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane, Provider: "haven", Tasks: []store.Task{{Type: "full"}}})
	ts, err := w.Tasks(give, haven, id)
	require.ErrorIs(t, err, context.Canceled)
	require.NotErrorIs(t, err, lobby.ErrStore, "nothing is wrong with the host")
	require.Empty(t, ts)
}

// Two write one task. Whoever says which task they read takes nothing away unseen, also
// where the other is faster by no more than the write.
func TestATaskThatSomebodyElseChangedIsNotWrittenOver(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane, Provider: "haven", Tasks: []store.Task{{ID: "t", Type: "full"}, {ID: "other", Type: "full"}}})
	task := func() lobby.Task {
		ts, err := w.Tasks(t.Context(), haven, id)
		require.NoError(t, err)
		return ts[0]
	}
	write := func(note string, expect time.Time) error {
		return w.UpdateTask(t.Context(), haven, id, lobby.TaskUpdate{ID: "t", Note: &note, Expect: expect})
	}
	read := task().Updated
	require.NoError(t, w.UpdateTask(t.Context(), haven, id, lobby.TaskUpdate{ID: "other", Done: new(true)}))
	require.NoError(t, write("theirs", read), "another task is another matter")
	e := refusal(t, write("mine", read), lobby.ErrStale)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedTask}}, e.Changed)
	require.Equal(t, store.TaskID("t"), e.Task)
	require.Equal(t, "theirs", task().Note)
	require.NoError(t, write("theirs", read), "the answer was lost, and the task is as it should be")
	require.NoError(t, write("mine", task().Updated))
	require.NoError(t, write("whatever", time.Time{}))

	read = task().Updated
	faster := sync.OnceFunc(func() { require.NoError(t, write("theirs", read)) })
	slow := w.On(hurried{&answering{Store: w.store, room: store.MaxChanges}, faster})
	mine := "mine"
	err := slow.UpdateTask(t.Context(), haven, id, lobby.TaskUpdate{ID: "t", Note: &mine, Expect: read})
	refusal(t, err, lobby.ErrStale)
	require.Equal(t, "theirs", task().Note)
}

func TestM8_TasksAreAddedWhileTheCaseWaits(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	w.client("c-1", jane)
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	v := w.held(amy, id)
	added, err := w.AddTask(t.Context(), amy, id, store.Task{ID: "t", Type: "full", Title: "Call back", Note: "caf\xe9", By: "somebody", Updated: start})
	require.NoError(t, err)
	require.Equal(t, store.TaskID("t"), added)
	r := w.row(id)
	require.Equal(t, store.Task{ID: "t", Type: "full", Title: "Call back", Note: "café", By: "amy", Updated: r.Updated}, r.Tasks[0])

	again, err := w.AddTask(t.Context(), amy, id, store.Task{ID: "t", Type: "full", Title: "Call back"})
	require.NoError(t, err)
	require.Equal(t, added, again)
	require.Equal(t, r.Version, w.row(id).Version, "the same task again changes nothing")
	_, err = w.AddTask(t.Context(), amy, id, store.Task{ID: "t", Title: "Something else"})
	require.Equal(t, "repeated", refusal(t, err, lobby.ErrInvalid).Code)

	fresh, err := w.AddTask(t.Context(), haven, id, store.Task{Type: "full", Done: true})
	require.NoError(t, err)
	require.NotEqual(t, added, fresh)
	for _, kind := range []string{"read-only", "none", ""} {
		_, err = w.AddTask(t.Context(), haven, id, store.Task{Type: kind})
		refusal(t, err, lobby.ErrDenied)
	}
	_, err = w.AddTask(t.Context(), amy, id, store.Task{ID: "nothing", Title: "\u200b"})
	require.Equal(t, "task", refusal(t, err, lobby.ErrInvalid).Field, "nothing is no task")
	_, err = w.AddTask(t.Context(), host, id, store.Task{Type: "none", Title: "By the host's own rules"})
	require.NoError(t, err)

	require.Equal(t, []string{"open", "done", "open"}, w.codes(id, lobby.KindTaskAdded))
	d, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err, "a review holds whatever is added")
	require.Len(t, w.opened(d.Client).Cases[0].Tasks, 3)
	_, err = w.AddTask(t.Context(), haven, id, store.Task{Type: "full"})
	refusal(t, err, lobby.ErrDecided)
}

// TestATaskIsNotTakenForAnotherWhoseIDIsRepeated has ids made that are there already.
func TestATaskIsNotTakenForAnotherWhoseIDIsRepeated(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		fresh := counter("id")
		o.NewID = func() string { return strings.Replace(fresh(), "id-00000004", "id-00000001", 1) }
	})
	in := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane, Tasks: []store.Task{{ID: "id-00000002", Title: "Call"}, {Title: "Write"}, {Title: "Call"}}}
	_, err := w.Receive(t.Context(), portal, in)
	e := refusal(t, err, lobby.ErrInvalid)
	require.Equal(t, []string{"task.id", "repeated"}, []string{e.Field, e.Code})

	in.Tasks = []store.Task{{ID: "id-00000001", Title: "Call"}}
	id := w.receive(portal, in) // its event has id-00000003
	_, err = w.AddTask(t.Context(), host, id, store.Task{Title: "Call"})
	e = refusal(t, err, lobby.ErrInvalid)
	require.Equal(t, []string{"task.id", "repeated"}, []string{e.Field, e.Code})
	require.Len(t, w.row(id).Tasks, 1, "and nobody is told that it was added")
	_, err = w.AddTask(t.Context(), host, id, store.Task{Title: "Call"})
	require.NoError(t, err)
	require.Len(t, w.row(id).Tasks, 2)
}

func TestTasksAreAddedUpToTheLimit(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	for range lobby.MaxTasks {
		_, err := w.AddTask(t.Context(), haven, id, store.Task{Type: "full"})
		require.NoError(t, err)
	}
	_, err := w.AddTask(t.Context(), haven, id, store.Task{Type: "full"})
	require.Equal(t, "tasks", refusal(t, err, lobby.ErrTooLarge).Field)
	_, err = w.AddTask(t.Context(), haven, id, store.Task{Type: "full", Note: strings.Repeat("x", lobby.MaxNote+1)})
	require.Equal(t, "task.note", refusal(t, err, lobby.ErrTooLarge).Field)
}

// Whatever lets a record grow is refused in words, and before the store sees it, where it
// would grow beyond a row.
func TestARecordThatWouldGrowBeyondARowStaysAsItIs(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	ctx := t.Context()
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Details: make([]byte, lobby.MaxDetails),
		Household: []store.Member{{Relation: "child", Person: kid}}, Tasks: []store.Task{{ID: "t", Type: "full"}}})
	who := store.ClientID(strings.Repeat("c", store.MaxID))
	w.client(who, kid)
	member := w.held(amy, id).Household[0].ID
	for note := lobby.MaxNote; note > 0; { // until it is full
		if _, err := w.AddTask(ctx, haven, id, store.Task{Type: "full", Note: strings.Repeat("n", note)}); err != nil {
			refusal(t, err, lobby.ErrTooLarge)
			note /= 2
		}
	}
	before := w.row(id)
	require.Less(t, len(before.Tasks), lobby.MaxTasks)
	long := strings.Repeat("n", store.MaxID)
	for name, err := range map[string]error{
		"a link":         w.LinkMember(ctx, amy, id, member, who),
		"a waiting list": w.JoinWaitingList(ctx, haven, id, long),
		"support":        w.StartSupport(ctx, haven, id, long),
		"a task":         w.UpdateTask(ctx, haven, id, lobby.TaskUpdate{ID: "t", Note: &long}),
		"a person":       w.Amend(ctx, haven, id, lobby.Amendment{Person: matching.Person{Middle: long}}),
	} {
		require.Equal(t, "record", refusal(t, err, lobby.ErrTooLarge).Field, name)
	}
	require.Equal(t, before, w.row(id))
}

func TestM8_AnIDOfATaskIsOfOneTypeAndOneTitle(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{ID: "t", Type: "full", Title: "call"}}})
	for _, other := range []store.Task{{ID: "t", Type: "full", Title: "write"}, {ID: "t", Type: "read-only", Title: "call"}} {
		w.held(lena, id)
		_, err := w.AddTask(t.Context(), lena, id, other)
		require.Equal(t, "repeated", refusal(t, err, lobby.ErrInvalid).Code)
		require.NoError(t, w.Release(t.Context(), lena, id))
	}
	again, err := w.AddTask(t.Context(), haven, id, store.Task{ID: "t", Type: "full", Title: "call", Note: "again"})
	require.NoError(t, err)
	require.Equal(t, store.TaskID("t"), again)
	require.Len(t, w.row(id).Tasks, 1)
}

func TestB4_ATaskThatArrivesWithoutAnIDGetsOne(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{Title: "a"}, {ID: "t", Title: "b"}, {Title: "c"}}})
	ts := w.row(id).Tasks
	require.Equal(t, store.TaskID("t"), ts[1].ID)
	require.NotEmpty(t, ts[0].ID)
	require.NotEmpty(t, ts[2].ID)
	require.NotEqual(t, ts[0].ID, ts[2].ID)
	require.NoError(t, w.UpdateTask(t.Context(), amy, w.claim(id), lobby.TaskUpdate{ID: ts[2].ID, Done: new(true)}))
}

func TestTheAccessOfATypeIsAskedOnceACall(t *testing.T) {
	asked := 0
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.TaskAccess = func(context.Context, store.Authority, string) (store.Access, error) {
			asked++
			return store.AccessFull, nil
		}
	})
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{Type: "a", Title: "1"}, {Type: "a", Title: "2"}, {Type: "b"}}})
	_, err := w.Tasks(t.Context(), haven, id)
	require.NoError(t, err)
	require.Equal(t, 2, asked)
}
