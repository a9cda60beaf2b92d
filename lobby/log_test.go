package lobby_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestL16_TheLogNamesTheClientOfAnOperation(t *testing.T) {
	var log strings.Builder
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	w.client("c-2", omar)
	w.client("c-4", omar)
	for name, c := range map[string]struct {
		do   func(ctx context.Context) error
		want []string
	}{
		"put": {func(ctx context.Context) error {
			return w.PutClient(ctx, host, lobby.ClientUpdate{ID: "c-1", Person: &jane})
		}, []string{"lobby: done", "client=c-1"}},
		"case":         {func(ctx context.Context) error { return w.PutCase(ctx, host, "c-2", open("k-1", store.HPA2)) }, []string{"lobby: done", "client=c-2"}},
		"case of none": {func(ctx context.Context) error { return w.PutCase(ctx, host, "c-99", open("k-1", store.HPA2)) }, []string{"lobby: refused", "client=c-99"}},
		"opened":       {func(ctx context.Context) error { _, err := w.Client(ctx, amy, "c-99"); return err }, []string{"lobby: refused", `client=""`}},
		"erased":       {func(ctx context.Context) error { return w.EraseClient(ctx, dora, "c-4") }, []string{"lobby: done", "op=erase-client", "client=c-4"}},
		"erased, none": {func(ctx context.Context) error { return w.EraseClient(ctx, dora, "c-98") }, []string{"lobby: refused", `client=""`}},
		"one of two": {func(ctx context.Context) error {
			_, err := w.PutClients(ctx, host, []lobby.ClientUpdate{{ID: "c-3", Person: &jane}, {ID: "c-97"}})
			return err
		}, []string{"lobby: refused", "client=c-97", "lobby: done"}},
		"no identifier": {func(ctx context.Context) error { return w.EraseClient(ctx, dora, "a\nb") }, []string{"lobby: refused", `client=""`}},
	} {
		t.Run(name, func(t *testing.T) {
			log.Reset()
			_ = c.do(t.Context())
			for _, said := range c.want {
				require.Contains(t, log.String(), said)
			}
		})
	}
}

// Whoever has no receipt learns from the log that what is kept is not what was sent.
func TestTheLogTellsOfTextThatWasNotUTF8(t *testing.T) {
	var log strings.Builder
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	const typed = "Ren\xe9e"
	in := lobby.Arrival{Channel: store.ChannelProvider, Key: "1", Person: jane, Tasks: []store.Task{{ID: "t", Type: "full", Title: "call"}}}
	id := w.receive(haven, in)
	w.client("c-1", jane)
	in.Key, in.Person.Given = "2", typed
	renee, note := matching.Person{Given: typed}, typed
	for name, c := range map[string]struct {
		do    func(ctx context.Context) error
		field string
	}{
		"an arrival":   {func(ctx context.Context) error { _, err := w.Receive(ctx, haven, in); return err }, "given"},
		"an amendment": {func(ctx context.Context) error { return w.Amend(ctx, haven, id, lobby.Amendment{Person: renee}) }, "given"},
		"a task": {func(ctx context.Context) error {
			_, err := w.AddTask(ctx, haven, id, store.Task{Type: "full", Title: typed})
			return err
		}, "task.title"},
		"a note": {func(ctx context.Context) error {
			return w.UpdateTask(ctx, haven, id, lobby.TaskUpdate{ID: "t", Note: &note})
		}, "task.note"},
		"a client": {func(ctx context.Context) error {
			return w.PutClient(ctx, host, lobby.ClientUpdate{ID: "c-2", Person: &renee})
		}, "given"},
		"a client's case": {func(ctx context.Context) error {
			return w.PutCase(ctx, host, "c-1", store.Case{ID: "k", Household: []store.Member{{Person: renee}}})
		}, "household.given"},
	} {
		log.Reset()
		require.NoError(t, c.do(t.Context()), name)
		require.Contains(t, log.String(), "level=WARN msg=\"lobby: text was not UTF-8", name)
		require.Contains(t, log.String(), "fields=["+c.field+"]", name)
		require.NotContains(t, log.String(), "Ren", name)
	}
}

// The log of what changes is not filled with what was looked at.
func TestWhatOnlyReadsIsNotLogged(t *testing.T) {
	for name, read := range readings {
		var log strings.Builder
		s, _ := faultScene(t)
		o := s.o
		o.Logger = slog.New(slog.NewTextHandler(&log, nil))
		s.Service = lobby.New(s.store, plainMatcher{}, lobby.HRS(), &o)
		_, err := read(t.Context(), s)
		require.NoError(t, err)
		if !strings.HasPrefix(name, "file of") { // subject access hands out a file
			require.NotContains(t, log.String(), "lobby: done", name)
		}
	}
}

// A release of all that went well is no panic.
func TestAReleaseOfAllIsNotToldAsAPanic(t *testing.T) {
	var log strings.Builder
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral}))
	log.Reset()
	n, err := w.ReleaseAll(t.Context(), amy, amy.ID)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	_, err = w.ReleaseAll(t.Context(), auditor, amy.ID)
	require.Error(t, err)
	require.NotContains(t, log.String(), "panicked")
}

// Nor is that a head was made, and was found to hold.
func TestAHeadThatHoldsIsNotLogged(t *testing.T) {
	var log strings.Builder
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	log.Reset()
	h, err := w.Head(t.Context(), auditor, lobby.Period{Before: w.clock.Now()})
	require.NoError(t, err)
	require.NoError(t, w.AuditHead(t.Context(), auditor, h))
	require.Empty(t, log.String())
	h.Events.Count++
	require.Error(t, w.AuditHead(t.Context(), auditor, h))
	require.Contains(t, log.String(), "broken")
}

// A removal is told as one, and under one name, whether a lead has forced it or not: what
// was asked of the policy is another matter.
func TestARemovalThatALeadForcesIsToldAsARemoval(t *testing.T) {
	var log strings.Builder
	seen := new(observed)
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.Logger, o.Observer = slog.New(slog.NewTextHandler(&log, nil)), seen
	})
	for _, forced := range []bool{true, false} {
		id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
		if forced {
			require.NoError(t, w.StartSupport(t.Context(), haven, id, "x"))
		}
		v := w.held(lena, id)
		log.Reset()
		refused := lobby.Removal{Reason: "test", Confirm: "no", Token: v.Token, Override: forced}
		_, err := w.Remove(t.Context(), lena, id, refused)
		require.Equal(t, string(lobby.ActRemove), refusal(t, err, lobby.ErrNotConfirmed).Op)
		_, err = w.Remove(t.Context(), lena, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: v.Token, Override: forced})
		require.NoError(t, err)
		require.Contains(t, log.String(), "op=remove ")
		require.Equal(t, lobby.ActRemove, seen.all[len(seen.all)-1].Op)
	}
}

// What an operator has to look at is logged as an error, and names the row that was found.
func TestWhatFailsIsLoggedAsAnError(t *testing.T) {
	var log bytes.Buffer
	logs := func(o *lobby.Options) { o.Logger, o.Tries = slog.New(slog.NewTextHandler(&log, nil)), 1 }
	w := newWorld(t, lobby.HPA2(), logs)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	for kind, s := range map[string]store.Store{
		"store": failing{w.store, errLost}, "unreadable": &damaged{Store: w.store, records: []store.RecordID{id}},
		"unknown": &answering{Store: w.store, room: store.MaxChanges, forever: errLost},
	} {
		log.Reset()
		_, err := w.On(s).Claim(t.Context(), amy, id)
		require.Equal(t, kind, lobby.KindCode(err))
		require.Contains(t, log.String(), "level=ERROR msg=\"lobby: refused\"", kind)
		// An id that led nowhere so far may be anything that was typed, unless it is a UUID.
		require.Equal(t, kind != "store", strings.Contains(log.String(), "record="+string(id)), kind)
		require.Equal(t, kind == "unreadable", strings.Contains(log.String(), "level=ERROR msg=\"lobby: unreadable row\""), kind)
	}
	log.Reset()
	_, err := w.Claim(t.Context(), auditor, id)
	require.Error(t, err)
	require.Contains(t, log.String(), "level=WARN msg=\"lobby: refused\"")
}
