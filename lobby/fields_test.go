package lobby_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// whole is a person of whom every field is filled, each with words of its own.
func whole() matching.Person {
	var p matching.Person
	for _, f := range p.Fields() {
		if f.List != nil {
			*f.List = []string{"first " + f.Name, "second " + f.Name}
		} else {
			*f.Text = "the " + f.Name
		}
	}
	return p
}

// changed is the person with one value of one field changed.
func changed(i int, to func(string) string) matching.Person {
	p := whole()
	if f := p.Fields()[i]; f.List != nil {
		(*f.List)[1] = to((*f.List)[1])
	} else {
		*f.Text = to(*f.Text)
	}
	return p
}

// A field that is added to a person is under every rule, or one of these fails.
func TestEveryFieldOfAPersonIsUnderEveryRule(t *testing.T) {
	p := whole()
	for i, f := range p.Fields() {
		t.Run(f.Name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			w.client("c-1", whole())
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: whole()})
			v, err := w.Review(t.Context(), amy, w.claim(id), "c-1")
			require.NoError(t, err)

			t.Run("a change of it is a change of the person", func(t *testing.T) {
				other := changed(i, func(s string) string { return s + "!" })
				require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Person: other}))
				require.Equal(t, store.Version(2), w.row(id).Identity)
				_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
				require.Equal(t, lobby.ChangedIdentity, refusal(t, err, lobby.ErrStale).Changed[0].What)
			})
			t.Run("a change of it in the client voids the review", func(t *testing.T) {
				v, err := w.Review(t.Context(), amy, id, "c-1")
				require.NoError(t, err)
				w.client("c-1", changed(i, strings.ToUpper))
				_, err = w.Assign(t.Context(), amy, id, "c-1", v.Token)
				require.Equal(t, lobby.ChangedClient, refusal(t, err, lobby.ErrStale).Changed[0].What)
			})
			for name, bad := range map[string]string{"a NUL": "a\x00b", "what is too long": strings.Repeat("x", store.MaxText+1)} {
				t.Run(name+" is refused in it", func(t *testing.T) {
					person := changed(i, func(string) string { return bad })
					_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: person})
					require.Error(t, err)
					require.NotContains(t, err.Error(), bad)
					require.Error(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Person: person}))
					res, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-2", Person: person}})
					require.NoError(t, err)
					require.Len(t, res.Failed, 1)
					_, err = w.Search(t.Context(), amy, person)
					require.Error(t, err)
				})
			}
			t.Run("the subject's file holds it", func(t *testing.T) {
				w.client("c-1", whole())
				file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-1"})
				require.NoError(t, err)
				for _, value := range f.Values() {
					require.Contains(t, string(file), value)
				}
			})
		})
	}
}

// claim claims a record for amy.
func (w *world) claim(id store.RecordID) store.RecordID {
	w.t.Helper()
	_, err := w.Claim(w.t.Context(), amy, id)
	require.NoError(w.t, err)
	return id
}
