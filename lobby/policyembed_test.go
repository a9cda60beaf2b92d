package lobby_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// embedding changes one answer of a policy.
type embedding struct {
	lobby.Policy
}

func (embedding) Channels() []store.Channel { return []store.Channel{"letter"} }

func (e embedding) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if act == lobby.ActRead && r != nil && r.Urgent {
		return errors.New("a secret reason")
	}
	return e.Policy.Permit(a, act, r)
}

func TestAPolicyIsChangedByEmbedding(t *testing.T) {
	w := newWorld(t, embedding{lobby.HPA2()})
	_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	refusal(t, err, lobby.ErrChannel)
	calm := w.receive(portal, lobby.Arrival{Channel: "letter", Person: jane})
	urgent := w.receive(portal, lobby.Arrival{Channel: "letter", Person: jane, Urgent: true})
	_, err = w.Record(t.Context(), amy, calm)
	require.NoError(t, err)
	_, err = w.Record(t.Context(), amy, urgent)
	require.NotContains(t, refusal(t, err, lobby.ErrDenied).Error(), "secret")
	require.Empty(t, w.look(amy, calm).Records, "what may not be read is not listed beside either")
}

func TestPoliciesSayWhatWaitsAndWhatBecomesOfACase(t *testing.T) {
	jane := store.Client{ID: "c-1", Person: matching.Person{Family: "Doe"}}
	busy := jane
	busy.Cases = []store.Case{open("case-1", "hpa2"), open("case-2", "hrs")}
	for _, tc := range []struct {
		policy     lobby.Policy
		name       string
		waits      []store.Channel
		onBusy     string
		references bool
	}{
		{lobby.HPA2(), "hpa2", []store.Channel{store.ChannelSelfReferral, store.ChannelDutyToRefer, store.ChannelThirdParty}, lobby.DuplicateReferral, false},
		{lobby.HRS(), "hrs", []store.Channel{store.ChannelPartner, store.ChannelProvider}, "", true},
	} {
		require.Equal(t, tc.name, tc.policy.Name())
		require.Equal(t, tc.references, tc.policy.MintsReference())
		require.Equal(t, tc.waits, tc.policy.Channels())
		in := store.Case{ID: "new", System: store.System(tc.name), Opened: start}
		require.Equal(t, lobby.Placement{}, tc.policy.Place(in, jane))
		require.Equal(t, lobby.Placement{ClosedBecause: tc.onBusy}, tc.policy.Place(in, busy))
	}
}

type renamed struct{ lobby.Policy }

func (renamed) Name() string { return "homelessness" }

func TestI09_APolicyThatOnlyHasAnotherNameClosesTheNewCaseAllTheSame(t *testing.T) {
	w := newWorld(t, renamed{lobby.HPA2()})
	w.client("c-1", jane, open("case-1", "homelessness"))
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	d, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	require.True(t, d.Closed)
}
