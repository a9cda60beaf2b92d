package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// naming are the operations by which a host says what its clients are called.
var naming = map[string]bool{"PutClient": true, "PutClients": true, "ImportClients": true, "PutCase": true, "CloseCase": true, "ClientRow": true}

// ruleless is a policy that has no rule for anybody.
type ruleless struct{ lobby.Policy }

func (ruleless) Permit(lobby.Actor, lobby.Action, *store.Record) error { panic("no rule") }

// What is typed in the place of an id, such as a name, is repeated by no error and no log,
// whoever types it and whatever refuses it.
func TestI14_WhatIsTypedInPlaceOfAnIDIsNotRepeated(t *testing.T) {
	for name, refuser := range map[string]func(*world, context.Context) (*lobby.Service, context.Context){
		"nobody of that id": func(w *world, ctx context.Context) (*lobby.Service, context.Context) { return w.Service, ctx },
		"a store that fails": func(w *world, ctx context.Context) (*lobby.Service, context.Context) {
			return lobby.New(failing{w.store, store.ErrClosed}, w.match, lobby.HRS(), &w.o), ctx
		},
		"a policy that panics": func(w *world, ctx context.Context) (*lobby.Service, context.Context) {
			return lobby.New(w.store, w.match, ruleless{lobby.HRS()}, &w.o), ctx
		},
		"a caller who has gone": func(w *world, _ context.Context) (*lobby.Service, context.Context) { return w.Service, cancelled() },
	} {
		t.Run(name, func(t *testing.T) {
			w, log := logged(t, lobby.HRS())
			held := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
			token := w.held(lobby.Actor{ID: "officer", Authority: leeds, Role: lobby.Officer}, held).Token
			log.Reset()
			l, ctx := refuser(w, t.Context())
			for _, text := range []string{"Jane Doe", "QQ123456C", "jane@example.com", "1990-05-17"} {
				for _, role := range lobby.Roles() {
					a := lobby.Actor{ID: store.ActorID(role), Authority: leeds, Role: role, Rights: ^lobby.Rights(0), Provider: "haven"}
					unrepeated := func(_ any, err error) {
						var e *lobby.Error
						_ = errors.As(err, &e)
						require.NotContains(t, fmt.Sprint(err, dump(e)), text)
					}
					q := question{records: []store.RecordID{store.RecordID(text)}, clients: []store.ClientID{store.ClientID(text)}, texts: []string{text}}
					for op, asks := range outputs {
						if !naming[op] {
							unlessItPanics(func() { asks(ask{q, l, ctx, a, unrepeated}) })
						}
					}
					q.records[0] = held
					for _, op := range []string{"Review", "LinkMember", "Assign"} {
						unlessItPanics(func() { outputs[op](ask{q, l, ctx, a, unrepeated}) })
					}
					unlessItPanics(func() { unrepeated(l.Assign(ctx, a, held, q.clients[0], token)) })
				}
				require.NotContains(t, log.String(), text)
			}
			require.Contains(t, log.String(), "op=read-client", "the log is told that something was refused")
		})
	}
}

func unlessItPanics(f func()) {
	defer func() { _ = recover() }()
	f()
}

// What was found is named, whatever it is called, and what was not if its id is a UUID.
func TestErrorsNameWhatWasFound(t *testing.T) {
	w, log := logged(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}) // of NewID, and no UUID
	w.client("c-1", jane)
	w.client("c-2", omar)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-2"))
	const nobody = "0b0c5a5e-95a5-4f44-9d5a-0d6f7c2b8f10"
	for name, tc := range map[string]struct {
		err    error
		record store.RecordID
		client store.ClientID
	}{
		"a record that waits":                 {second(w.Create(t.Context(), amy, id, "")), id, ""},
		"a client whom the record is not for": {second(w.Assign(t.Context(), amy, id, "c-1", "")), id, ""},
		"an erased client":                    {second(w.UnmergeClient(t.Context(), host, "c-2")), "", "c-2"},
		"the one of two who is erased":        {second(w.MergeClients(t.Context(), host, "c-1", "c-2")), "", "c-2"},
		"a UUID that is no record's":          {second(w.Record(t.Context(), amy, nobody)), nobody, ""},
		"a UUID that is no client's":          {second(w.Client(t.Context(), amy, nobody)), "", nobody},
		"a UUID among those compared besides": {second(w.Review(t.Context(), amy, id, nobody)), id, nobody},
	} {
		var e *lobby.Error
		require.ErrorAs(t, tc.err, &e, name)
		require.Equal(t, []any{tc.record, tc.client}, []any{e.Record, e.Client}, name)
		require.Contains(t, log.String(), fmt.Sprintf("record=%s client=%s", quoted(tc.record), quoted(tc.client)), name)
	}
}

// quoted is an id as a log writes it.
func quoted[ID ~string](id ID) string {
	if id == "" {
		return `""`
	}
	return string(id)
}

// A store may fail at any call of an operation. From the one on that has found what the
// operation is about, the error names it.
func TestAFailureNamesWhatWasFoundBeforeIt(t *testing.T) {
	ctx := t.Context()
	for name, tc := range map[string]struct {
		do             func(l *lobby.Service, id store.RecordID, token lobby.Token) error
		record, client bool
	}{
		"record": {func(l *lobby.Service, id store.RecordID, _ lobby.Token) error { return second(l.Record(ctx, amy, id)) }, true, false},
		"review": {func(l *lobby.Service, id store.RecordID, _ lobby.Token) error { return second(l.Review(ctx, amy, id)) }, true, false},
		"file of a record": {func(l *lobby.Service, id store.RecordID, _ lobby.Token) error {
			return second(l.SubjectAccess(ctx, dora, lobby.Subject{Record: id}))
		}, true, false},
		"claim": {func(l *lobby.Service, id store.RecordID, _ lobby.Token) error {
			return l.Reassign(ctx, lena, id, "ben")
		}, true, false},
		"assign": {func(l *lobby.Service, id store.RecordID, v lobby.Token) error {
			return second(l.Assign(ctx, amy, id, "c-1", v))
		}, true, true},
		"client": {func(l *lobby.Service, _ store.RecordID, _ lobby.Token) error {
			return second(l.Client(ctx, amy, "c-1"))
		}, false, true},
		"records of a client": {func(l *lobby.Service, _ store.RecordID, _ lobby.Token) error {
			return second(l.ClientRecords(ctx, amy, "c-1"))
		}, false, true},
		"file of a client": {func(l *lobby.Service, _ store.RecordID, _ lobby.Token) error {
			return second(l.SubjectAccess(ctx, dora, lobby.Subject{Client: "c-1"}))
		}, false, true},
		"merge": {func(l *lobby.Service, _ store.RecordID, _ lobby.Token) error {
			return second(l.MergeClients(ctx, host, "c-1", "c-2"))
		}, false, true},
		"unmerge": {func(l *lobby.Service, _ store.RecordID, _ lobby.Token) error {
			return second(l.UnmergeClient(ctx, host, "c-3"))
		}, false, true},
		"erase": {func(l *lobby.Service, _ store.RecordID, _ lobby.Token) error { return l.EraseClient(ctx, dora, "c-1") }, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			named := [2][]bool{}
			for call := 1; ; call++ {
				f := &faulty{Store: new(memory.Store)}
				w := newWorldOver(t, f, lobby.HPA2())
				for _, c := range []store.ClientID{"c-1", "c-2", "c-3"} {
					w.client(c, jane)
				}
				w.merge("c-3", "c-2")
				id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}) // an id of NewID, and no UUID
				token := w.held(amy, id).Token
				f.arm(call, 1000, false)
				err := tc.do(w.Service, id, token)
				if err == nil {
					break
				}
				var e *lobby.Error
				require.ErrorAs(t, err, &e)
				named[0], named[1] = append(named[0], e.Record != ""), append(named[1], e.Client != "")
			}
			for i, is := range []bool{tc.record, tc.client} {
				n := slices.Index(named[i], true)
				require.Equal(t, is, n >= 0, named[i])
				if is {
					require.Positive(t, n, "not before it is found")
					require.NotContains(t, named[i][n:], false, "and always after")
				}
			}
		})
	}
}
