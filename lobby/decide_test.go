package lobby_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func mintWith(next func() string) func(context.Context, store.Authority) (string, error) {
	return func(context.Context, store.Authority) (string, error) { return next(), nil }
}

func TestI09_HPA2ClosesTheNewCaseWhenOneIsOpen(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane, open("case-1", "hpa2"))
	id := w.receive(portal, lobby.Arrival{Channel: store.SelfReferral, Key: "k-1", Person: jane})
	v := w.held(amy, id)
	require.Len(t, v.Clients, 1)
	require.Equal(t, lobby.EffectCaseClosed, v.Clients[0].Effects[0].Code)
	require.Equal(t, store.CaseID("case-1"), v.Clients[0].Effects[0].Case)

	d, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	require.True(t, d.Closed)
	require.Equal(t, lobby.DuplicateReferral, d.Reason)
	c := w.register("c-1")
	require.Len(t, c.Cases, 2)
	require.True(t, c.Cases[0].Open(), "the case that was open stays open")
	require.False(t, c.Cases[1].Open(), "the new case is the one closed")
	require.Equal(t, d.At, c.Cases[1].Closed)
}

func TestI10_HRSKeepsTheNewCaseOpen(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	w.client("c-1", jane, open("case-1", "hrs"))
	id := w.receive(shelter, lobby.Arrival{Channel: store.Partner, Key: "k-1", Person: jane})
	v := w.held(amy, id)
	d, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	require.False(t, d.Closed)
	require.Empty(t, d.Reference, "a reference is minted on creation only")
	c := w.register("c-1")
	require.True(t, c.Cases[0].Open() && c.Cases[1].Open())
}

func TestI08_CreateMintsTheReferenceWithTheClient(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(shelter, lobby.Arrival{Channel: store.Partner, Key: "k-1", Person: jane})
	v := w.held(amy, id)
	d, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
	require.Equal(t, "REF-00000001", d.Reference)
	c := w.register(d.Client)
	require.Equal(t, d.Reference, c.Reference)
	require.Equal(t, jane, c.Person)
	require.Equal(t, id, c.From)
	require.True(t, c.Cases[0].Open())
	require.NoError(t, w.Audit(t.Context(), auditor, id))
}

func TestI14_RemoveLeavesATombstone(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	a := lobby.Arrival{Channel: store.SelfReferral, Key: "k-1", Person: jane}
	id := w.receive(portal, a)
	v := w.held(amy, id)
	d, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: lobby.Short(id), Token: v.Token})
	require.NoError(t, err)
	r := w.row(id)
	require.NotEmpty(t, r.Head)
	r.Head = ""
	require.Equal(t, store.Record{
		Authority: leeds, ID: id, Version: 3, System: "hpa2", State: store.Removed,
		Decision: &store.Decision{Kind: store.Removed, By: "amy", At: d.At, Reason: "test"},
	}, r)
	_, err = w.Receive(t.Context(), portal, a)
	refusal(t, err, lobby.ErrRemoved)
	require.NoError(t, w.Audit(t.Context(), auditor, id))
}
