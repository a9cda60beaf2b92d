package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestH5_TheHostReadsWhatItsEventsTellOf(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Key: "h-1", Person: jane, Tasks: []store.Task{{ID: "t", Type: "none"}}})
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "floating-support"))

	r, err := w.Record(t.Context(), host, id)
	require.NoError(t, err)
	require.Equal(t, "floating-support", r.WaitingList.Service, "the service that an event of it does not name")
	require.Len(t, r.Tasks, 1)
	o, err := w.Outcome(t.Context(), host, id)
	require.NoError(t, err)
	require.Equal(t, lobby.Outcome{Record: id, Key: "h-1", Status: lobby.OutcomePending}, o)

	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	_, err = w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: d.Client, Person: &jane, Restricted: new(true)}})
	require.NoError(t, err)
	es, err := w.Events(t.Context(), host, store.EventQuery{Limit: store.MaxPage})
	require.NoError(t, err)
	for _, e := range es {
		if e.Record != "" {
			_, err := w.Record(t.Context(), host, e.Record)
			require.NoError(t, err, e.Kind)
		}
		if e.Client != "" {
			c, err := w.Client(t.Context(), host, e.Client)
			require.NoError(t, err, "%s: the register is the host's own, restricted clients too", e.Kind)
			require.Equal(t, jane, c.Person)
		}
	}
	o, err = w.Outcome(t.Context(), host, id)
	require.NoError(t, err)
	require.Equal(t, lobby.OutcomeAccepted, o.Status)
	r, err = w.Record(t.Context(), host, id)
	require.NoError(t, err)
	require.Equal(t, d.Client, r.Decision.Client)
}

func TestH5_TheHostReadsAndDecidesNothing(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	_, err := w.Claim(t.Context(), host, id)
	refusal(t, err, lobby.ErrDenied)
	_, err = w.Review(t.Context(), host, id)
	refusal(t, err, lobby.ErrDenied)
	_, err = w.Search(t.Context(), host, jane)
	refusal(t, err, lobby.ErrDenied)
	refusal(t, w.EraseClient(t.Context(), host, "c-1"), lobby.ErrDenied)
	york := host
	york.Authority = "york"
	_, err = w.Record(t.Context(), york, id)
	refusal(t, err, lobby.ErrNotFound)
}
