package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestI17_WhatAProviderMayNotTouchItCannotTouchAtAnyTime(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane, Provider: "haven", Tasks: []store.Task{
		{ID: "full", Access: store.AccessFull}, {ID: "read", Access: store.AccessReadOnly}, {ID: "none", Access: store.AccessNone},
		{ID: "unsaid"},
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
		for _, hidden := range []store.TaskID{"none", "unsaid"} {
			require.Equal(t, never, refusal(t, write(hidden), lobby.ErrNotFound), "a hidden task is one that never was")
		}
		require.Equal(t, before, w.row(id).Tasks[1:])
		require.NoError(t, write("full"))

		ts, err := w.Tasks(t.Context(), haven, id)
		require.NoError(t, err)
		require.Len(t, ts, 2)
		r, err := w.Record(t.Context(), haven, id)
		require.NoError(t, err)
		require.Equal(t, ts, r.Tasks)
		p, err := w.Waiting(t.Context(), haven, lobby.Filter{})
		require.NoError(t, err)
		require.Equal(t, ts, p.Records[0].Tasks)
	}
}
