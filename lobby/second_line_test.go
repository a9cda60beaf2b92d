package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// What stands behind another check, and is as easily lost.

func TestI21_NoKeyOfOneAuthorityIsAKeyOfAnother(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	york := portal
	york.Authority = "york"
	v := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1"}
	here := w.row(w.receive(portal, v))
	there := rowIn(t, w.store, "york", w.receive(york, v))
	require.Len(t, here.Keys, 4, "its short form, its sender's key, its content and the mark of who prepared it")
	for _, k := range here.Keys {
		require.NotContains(t, there.Keys, k)
	}
	require.NotEqual(t, here.ID, there.ID, "nor is an id derived from the sender's key")

	u := lobby.ClientUpdate{ID: "c-1", Reference: "R-1", Person: &matching.Person{Gender: "f"}}
	elsewhere := host
	elsewhere.Authority = "york"
	own, err := w.ClientRow(t.Context(), host, u)
	require.NoError(t, err)
	other, err := w.ClientRow(t.Context(), elsewhere, u)
	require.NoError(t, err)
	require.Len(t, own.Keys, 2, "its reference and the mark of who prepared it")
	for _, k := range own.Keys {
		require.NotContains(t, other.Keys, k)
	}
}

func TestI18_ARestrictedClientThatIsHardlyThePersonIsNotEvenCounted(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Restricted: new(true), Person: &matching.Person{Given: "Omar", Family: "Khan", Born: "1985-11-30",
		Postcodes: jane.Postcodes}})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.look(amy, id)
	require.Zero(t, v.Restricted)
	require.Equal(t, 1, v.Results)
	require.Equal(t, 2, w.look(lena, id).Results)
}

// reticent does not list what is urgent.
type reticent struct{ lobby.Policy }

func (p reticent) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if act == lobby.ActList && r != nil && r.Urgent {
		return lobby.ErrDenied
	}
	return p.Policy.Permit(a, act, r)
}

func TestWhatAPolicyDoesNotListIsNotListed(t *testing.T) {
	w := newWorld(t, reticent{lobby.HPA2()})
	calm := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Urgent: true})
	p, err := w.Waiting(t.Context(), amy, lobby.Filter{})
	require.NoError(t, err)
	require.Len(t, p.Records, 1)
	require.Equal(t, calm, p.Records[0].ID)
}

func TestI11_AMergedClientDoesNotCompeteEitherWhenItIsNamed(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	w.client("c-2", jane)
	w.merge("c-2", "c-1")
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	want := w.look(amy, id)
	got, err := w.Review(t.Context(), amy, id, "c-2")
	require.NoError(t, err)
	require.Equal(t, want.Clients, got.Clients)
	require.Equal(t, want.None, got.None)
}

func TestI03_ReleaseAllLeavesWhatSomebodyElseHasTakenOver(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	one := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	two := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	for _, id := range []store.RecordID{one, two} {
		w.held(amy, id)
	}
	s := lobby.New(&interrupted{Store: w.store, afterRecords: func() { require.NoError(t, w.Reassign(t.Context(), lena, one, "ben")) }}, plainMatcher{}, lobby.HPA2(), &w.o)
	n, err := s.ReleaseAll(t.Context(), lena, "amy")
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.Equal(t, store.ActorID("ben"), w.row(one).Claim.Officer)
	require.Equal(t, store.StateWaiting, w.row(two).State)
}

func TestI02_ReleaseAllLeavesWhatIsDecidedMeanwhile(t *testing.T) {
	for what, decide := range map[string]func(*world, store.RecordID, lobby.Token) error{
		"assigned": func(w *world, id store.RecordID, token lobby.Token) error {
			_, err := w.Assign(t.Context(), amy, id, "c-1", token)
			return err
		},
		"created": func(w *world, id store.RecordID, token lobby.Token) error {
			_, err := w.Create(t.Context(), amy, id, token)
			return err
		},
		"removed": func(w *world, id store.RecordID, token lobby.Token) error {
			_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: token})
			return err
		},
	} {
		w := newWorld(t, lobby.HPA2())
		w.client("c-1", jane)
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		token := w.held(amy, id).Token
		s := lobby.New(&interrupted{Store: w.store, afterRecords: func() { require.NoError(t, decide(w, id, token)) }}, plainMatcher{}, lobby.HPA2(), &w.o)
		n, err := s.ReleaseAll(t.Context(), lena, "amy")
		require.NoError(t, err)
		require.Zero(t, n, what)
		require.Equal(t, store.State(what), w.row(id).State)
		require.NoError(t, w.Audit(t.Context(), auditor, id))
	}
}
