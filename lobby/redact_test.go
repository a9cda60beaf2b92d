package lobby_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
)

func TestWhatIsPrintedNamesItsKindAndItsID(t *testing.T) {
	for want, v := range map[string]any{
		"[task update t-1]":   lobby.TaskUpdate{ID: "t-1"},
		"[client update c-1]": lobby.ClientUpdate{ID: "c-1"},
		"[client update]":     lobby.ClientUpdate{ID: "\n"},
	} {
		require.Equal(t, want, fmt.Sprint(v))
	}
}

// What a host hands in, and what it gets, reaches a log sooner or later. What it
// keeps in an unexported field of its own is beyond anybody's help: package fmt
// asks no method there.
func TestA10_NothingThatIsHandedInOrOutPrintsAPerson(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	note := "markNote"
	arrival := lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte("markDetails"), Referrer: store.Referrer{Contact: "markContact"},
		Household: []store.Member{{Relation: "markRelation", Person: omar}}, Tasks: []store.Task{{ID: "t-1", Title: "markTitle", Note: note}}}
	w.client("c-1", jane, store.Case{ID: "k-1", System: "hrs", Details: []byte("markDetails")})
	id := w.receive(portal, arrival)
	w.receive(portal, arrival)
	review := w.held(amy, id)
	review.Token = "" // random letters, among which a short name comes up by chance
	found, err := w.Search(t.Context(), amy, jane)
	require.NoError(t, err)
	page, err := w.Waiting(t.Context(), amy, lobby.Filter{})
	require.NoError(t, err)
	values := map[string]any{
		"arrival":      arrival,
		"amendment":    lobby.Amendment{Person: jane, Household: arrival.Household, Details: arrival.Details},
		"task update":  lobby.TaskUpdate{ID: "t-1", Note: &note},
		"client":       lobby.ClientUpdate{ID: "c-1", Person: &jane, Reference: "R-1", Cases: []store.Case{{Details: []byte("markDetails")}}},
		"review":       review,
		"client match": review.Clients[0],
		"record match": review.Records[0],
		"found":        found,
		"page":         page,
	}
	type wrapped struct{ Value any }
	for name, v := range values {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			for _, form := range []any{v, &v, []any{v}, map[string]any{"x": v}, wrapped{v}} {
				for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
					fmt.Fprintf(&out, verb+"\n", form)
				}
				slog.New(slog.NewTextHandler(&out, nil)).Info("m", "v", form)
				slog.New(slog.NewJSONHandler(&out, nil)).Info("m", "v", form)
				b, err := json.Marshal(form)
				require.NoError(t, err)
				out.Write(b)
			}
			for _, mark := range []string{"Jane", "Doe", "QQ123456C", "1990-05-17", "Khan", "markNote", "markDetails", "markContact", "markRelation", "markTitle"} {
				for _, guise := range append(guises(mark), fmt.Sprint([]byte(mark)), fmt.Sprintf("%x", mark)) {
					require.False(t, strings.Contains(out.String(), guise), guise)
				}
			}
		})
	}
}
