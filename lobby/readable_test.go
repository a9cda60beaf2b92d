package lobby_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

func TestEveryTextOfAnArrivalMayBeWindows1252(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	sent := lobby.Arrival{
		Channel: store.ChannelProvider, Key: "k-1",
		Household: []store.Member{{Relation: "fianc\xe9", Person: matching.Person{Family: "N\xfa\xf1ez"}}},
		Referrer:  store.Referrer{Organisation: "Caf\xe9 Refuge", Body: "caf\xe9", Contact: "Zo\xeb"},
		Tasks:     []store.Task{{Title: "Ask for caf\xe9", Note: "met \x96 once", Type: "full"}},
		Details:   []byte("\xff"),
	}
	want := []string{"household.relation", "household.family", "task.title", "task.note", "referrer.organisation", "referrer.body", "referrer.contact"}
	fields := map[string]string{}
	for _, f := range sent.Person.Fields() {
		if want = append(want, f.Name); f.Text != nil {
			*f.Text = f.Name + " Jos\xe9"
		} else {
			*f.List = []string{"plain", f.Name + " O\x92Brien", f.Name + " Se\xe1n"}
		}
		fields[f.Name] = strings.Join(f.Values(), "|")
	}

	rec, err := w.Receive(t.Context(), haven, sent)
	require.NoError(t, err)
	require.ElementsMatch(t, want, rec.Repaired, "each field once")
	r := w.row(rec.ID)
	for _, f := range r.Person.Fields() {
		if f.Text != nil {
			require.Equal(t, f.Name+" José", *f.Text)
		} else {
			require.Equal(t, []string{"plain", f.Name + " O’Brien", f.Name + " Seán"}, *f.List)
		}
	}
	require.Equal(t, []store.Member{{Relation: "fiancé", Person: matching.Person{Family: "Núñez"}}}, r.Household)
	require.Equal(t, store.Referrer{Organisation: "Café Refuge", Body: "café", Contact: "Zoë"}, r.Referrer)
	require.Equal(t, "met – once", r.Tasks[0].Note)
	require.Equal(t, []byte("\xff"), r.Details, "opaque bytes stay as they are")
	for _, f := range sent.Person.Fields() {
		require.Equal(t, fields[f.Name], strings.Join(f.Values(), "|"), "the sender's own are not written to")
	}

	again, err := w.Receive(t.Context(), haven, sent)
	require.NoError(t, err)
	require.True(t, again.Duplicate)
	require.Empty(t, again.Repaired, "the first arrival stands")
}

func TestAnArrivalInUTF8IsNotRepaired(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for _, name := range []string{"José", "Ołeksandr", "李", "O’Brien", "\ufffd"} {
		rec, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: name}})
		require.NoError(t, err, name)
		require.Nil(t, rec.Repaired, name)
		require.Equal(t, name, w.row(rec.ID).Person.Given)
	}
}

func TestTheLimitHoldsForWhatIsStored(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	name := strings.Repeat("\x92", store.MaxText) // three bytes each once they are readable
	_, err := w.Receive(t.Context(), portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: name}})
	require.Equal(t, "too-long", refusal(t, err, lobby.ErrTooLarge).Code)
}

func TestClientsMayBeWindows1252(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	given := lobby.ClientUpdate{ID: "c-2", Person: &matching.Person{Given: "Se\xe1n", Emails: []string{"a\xe9@example.com"}},
		Cases: []store.Case{{ID: "x", System: "hpa2", Household: []store.Member{{Relation: "fianc\xe9"}}, Tasks: []store.Task{{ID: "t", Note: "caf\xe9"}}}}}
	res, err := w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-1", Person: &jane}, given, {ID: "bad\xff", Person: &matching.Person{Given: "\xe9"}}})
	require.ErrorIs(t, err, lobby.ErrInvalid)
	require.Equal(t, 2, res.Inserted)
	require.Len(t, res.Failed, 1, "an id is not text")
	require.Equal(t, []lobby.PutRepair{
		{Client: "c-2", Index: 1, Fields: []string{"given", "emails", "household.relation", "task.note"}},
		{Index: 2, Fields: []string{"given"}},
	}, res.Repaired)
	c := w.register("c-2")
	require.Equal(t, "Seán", c.Person.Given)
	require.Equal(t, []string{"aé@example.com"}, c.Person.Emails)
	require.Equal(t, "fiancé", c.Cases[0].Household[0].Relation)
	require.Equal(t, "café", c.Cases[0].Tasks[0].Note)
	require.Equal(t, "fianc\xe9", given.Cases[0].Household[0].Relation, "the host's own are not written to")
	require.Equal(t, 1, put(t, w, given).Unchanged, "the same bytes are the same client")
}

func TestCorrectionsAndSearchesMayBeWindows1252(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{ID: "t", Type: "full"}}})
	require.NoError(t, w.Amend(t.Context(), haven, id, lobby.Amendment{Person: matching.Person{Given: "Jos\xe9"}, Household: []store.Member{{Relation: "fianc\xe9"}}}))
	note := "caf\xe9"
	require.NoError(t, w.UpdateTask(t.Context(), haven, id, lobby.TaskUpdate{ID: "t", Note: &note}))
	r := w.row(id)
	require.Equal(t, "José", r.Person.Given)
	require.Equal(t, "fiancé", r.Household[0].Relation)
	require.Equal(t, "café", r.Tasks[0].Note)
	require.Equal(t, "caf\xe9", note)
	_, err := w.Search(t.Context(), amy, matching.Person{Given: "Jos\xe9"})
	require.NoError(t, err)
}
