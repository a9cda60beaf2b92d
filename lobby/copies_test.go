package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// scribbling is a policy that writes to whatever it is handed.
type scribbling struct{ lobby.Policy }

func (p scribbling) Place(in store.Case, onto store.Client) lobby.Placement {
	in.Details[0] = '!'
	in.Tasks[0].Note = "scribbled"
	onto.Person.Phones[0] = "07700 900999" // somebody is placed onto, also if yet to be created
	for i := range onto.Cases {
		onto.Cases[i].Closed, onto.Cases[i].ClosedBecause = in.Opened, "scribbled"
	}
	return lobby.Placement{}
}

func (p scribbling) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if r != nil && !r.State.Decided() {
		r.Urgent, r.Person.Given, r.Person.Phones[0] = true, "Scribbled", "07700 900999"
		r.Tasks[0].Note, r.Details[0] = "scribbled", '!'
		if r.Claim != nil {
			r.Claim.Officer = a.ID
		}
		return p.Policy.Permit(a, act, nil)
	}
	return p.Policy.Permit(a, act, r)
}

func TestH7_WhatAPolicyWritesToItsArgumentsIsNotKept(t *testing.T) {
	w := newWorld(t, scribbling{lobby.HPA2()})
	w.client("c-1", jane, open("older", "hpa2"))
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("as sent"),
		Tasks: []store.Task{{ID: "t", Note: "as sent"}}})
	_, err := w.Claim(t.Context(), amy, id)
	require.NoError(t, err)
	_, err = w.Review(t.Context(), ben, id)
	require.NoError(t, err)
	r := w.row(id)
	require.Equal(t, jane, r.Person)
	require.Equal(t, []any{false, "as sent", "as sent", store.ActorID("amy")}, []any{r.Urgent, r.Tasks[0].Note, string(r.Details), r.Claim.Officer})

	_, err = w.Assign(t.Context(), amy, id, "c-1", w.look(amy, id).Token)
	require.NoError(t, err)
	c := w.register("c-1")
	require.Equal(t, jane, c.Person)
	require.Equal(t, open("older", "hpa2"), c.Cases[0])
	require.Equal(t, jane, w.row(id).Person)
}
