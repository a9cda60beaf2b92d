package lobby_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

// TestI21_NothingOfAnotherAuthorityIsFeltAnywhere does the same in Leeds while
// York is empty and while York is full, with the same ids, keys and people.
func TestI21_NothingOfAnotherAuthorityIsFeltAnywhere(t *testing.T) {
	run := func(full bool) string {
		w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
			o.Now = fixed
			o.NewID = nil
			o.IntakeSecret = []byte("a secret of sixteen bytes")
		})
		if full {
			york := lobby.Actor{ID: "portal", Authority: "york", Role: lobby.IntakeMachine}
			yorkHost := lobby.Actor{ID: "casework", Authority: "york", Role: lobby.Host}
			var cs []lobby.ClientUpdate
			for i := range 300 {
				cs = append(cs, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", i)), Person: &jane, Reference: fmt.Sprint(i)})
			}
			_, err := w.PutClients(t.Context(), yorkHost, cs)
			require.NoError(t, err)
			for i := range 20 {
				_, err := w.Receive(t.Context(), york, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint(i), Person: jane})
				require.NoError(t, err)
			}
		}
		put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Reference: "1"})
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
		v := w.held(amy, id)
		v.Token = "" // is like no other
		out := dump(v)
		f, err := w.Search(t.Context(), amy, jane)
		require.NoError(t, err)
		out += dump(f)
		r, err := w.Report(t.Context(), lena, lobby.Period{})
		require.NoError(t, err)
		p, err := w.Waiting(t.Context(), amy, lobby.Filter{})
		require.NoError(t, err)
		digests := regexp.MustCompile(`[0-9a-f]{64}`) // of events, whose ids are random here
		return digests.ReplaceAllString(out+dump(r)+dump(p), "#")
	}
	require.Equal(t, run(false), run(true))
}
