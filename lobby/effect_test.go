package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// The words of the effects are what an officer reads before the last click.
func TestB4_EveryEffectIsShownInWords(t *testing.T) {
	texts := func(es []lobby.Effect) (out []string) {
		for _, e := range es {
			out = append(out, string(e.Code)+": "+e.Text)
		}
		return out
	}
	w := newWorld(t, lobby.HRS())
	w.client("c-1", jane)
	bare := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane})
	v := w.look(amy, bare)
	require.Equal(t, []string{"case-opened: The new case will be opened for this client."}, texts(v.Clients[0].Effects))
	require.Equal(t, []string{
		"client-created: A new client will be created from this record.",
		"case-opened: The new case will be opened for this client.",
		"reference-minted: The client will be given a reference.",
	}, texts(v.Create))
	require.Equal(t, []string{"person-erased: Everything known of the person in this record will be erased, for good."}, texts(v.Remove))

	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{Title: "a"}, {Title: "b"}}})
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "x"))
	require.NoError(t, w.StartSupport(t.Context(), haven, id, "x"))
	v = w.look(amy, id)
	carried := []string{
		"tasks-carried: 2 tasks will be carried into the case.",
		"waiting-list-carried: The place on the waiting list will be carried into the case.",
		"support-carried: The support that has started will be carried into the case.",
	}
	require.Equal(t, carried, texts(v.Clients[0].Effects)[1:])
	require.Equal(t, carried, texts(v.Create)[3:])
	lost := texts(v.Remove)
	require.Equal(t, []string{
		"person-erased: Everything known of the person in this record will be erased, for good.",
		"tasks-lost: 2 tasks will be lost.",
		"waiting-list-lost: The place on the waiting list will be lost.",
		"support-lost: The record of the support that has started will be lost.",
	}, lost[:4])
	require.Contains(t, lost[4], "needs-override: ")
	require.Len(t, lost, 5)
	one := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: omar, Tasks: []store.Task{{Title: "a"}}})
	require.Equal(t, "1 task will be carried into the case.", w.look(amy, one).Create[3].Text)

	h := newWorld(t, lobby.HPA2())
	h.client("c-1", jane, open("case-1", store.HPA2))
	v = h.look(amy, h.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	require.Equal(t, lobby.Effect{Code: lobby.EffectCaseClosed, Case: "case-1", Reason: lobby.DuplicateReferral,
		Text: "The new case will be closed automatically: this client already has open case case-1."}, v.Clients[0].Effects[0])
	require.Len(t, v.Create, 2, "no reference is minted")

	a := newWorld(t, advising{lobby.HPA2(), new(bool)})
	a.client("c-1", jane, open("case-1", store.HPA2))
	v = a.look(amy, a.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("advised")}))
	require.Equal(t, lobby.Effect{Code: lobby.EffectCaseClosed, Case: "case-1", Reason: "advised",
		Text: "The new case will be closed automatically: advised. This client has open case case-1."}, v.Clients[0].Effects[0], "which may not be why")
}
