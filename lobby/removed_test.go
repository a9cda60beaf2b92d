package lobby_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// removable is a world in which a case waits of somebody, with a household, who is like
// others: clients, and people who wait. All of it is marked with what only that case has.
func removable(t *testing.T, m matching.Matcher, log *bytes.Buffer) (w *world, id store.RecordID, q question, marks []string) {
	w = newWorldWith(t, new(memory.Store), m, lobby.HRS(), func(o *lobby.Options) {
		o.TaskAccess = fully
		o.Logger = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	mark := func(m string) string { marks = append(marks, m); return m }
	applicant, of := markedPerson("Gone", matching.Person{Given: "Jane", Family: "Doe", Phones: jane.Phones, Postcodes: jane.Postcodes})
	member, more := markedPerson("Member", matching.Person{Given: "Ada", Family: "Quarmby", Phones: ada.Phones})
	marks = append(of, more...)
	w.client("c-jane", jane)
	w.client("c-ada", ada)
	arrive := func(v lobby.Arrival) store.RecordID {
		v.Channel, v.Provider = store.ChannelProvider, "haven"
		id := w.receive(haven, v)
		q.records, q.texts = append(q.records, id), append(q.texts, string(id), lobby.Short(id))
		return id
	}
	id = arrive(lobby.Arrival{
		Key: mark("mårkKey"), Person: applicant, Details: []byte(mark("mårkDetails")),
		Household: []store.Member{{Relation: mark("mårkRelation"), Person: member}, {Relation: "child", Person: kid}},
		Referrer:  store.Referrer{Organisation: mark("mårkAgency"), Contact: mark("mårkContact")},
		Tasks:     []store.Task{{Title: mark("mårkTask"), Note: mark("mårkNote")}},
	})
	arrive(lobby.Arrival{Key: "jane", Person: jane})
	arrive(lobby.Arrival{Key: "ada", Person: ada, Household: []store.Member{{Relation: "partner", Person: jane}}})
	w.link(lena, w.held(lena, id), 0, "c-ada")
	q.clients = []store.ClientID{"c-jane", "c-ada"}
	q.people = []matching.Person{jane, ada, applicant, member}
	return w, id, q, marks
}

// Once a case is removed nothing of whoever it was about, and of their household, is in
// what the lobby hands out by any operation to anybody, in what it stores or in its log.
func TestI14_NoOutputTellsOfARemovedCase(t *testing.T) {
	all := ^lobby.Rights(0)
	for name, m := range map[string]matching.Matcher{"plain": plainMatcher{}, "uk": matching.UK(nil)} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			w, id, q, marks := removable(t, m, &log)
			seen := toldTo(w, lena, q) + toldTo(w, lobby.Actor{ID: "doris", Authority: leeds, Role: lobby.DataProtection, Rights: all}, q)
			for _, m := range marks {
				require.Contains(t, seen, m, "the scan does find what is there")
			}
			_, err := w.Remove(t.Context(), lena, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: w.held(lena, id).Token})
			require.NoError(t, err)

			q.texts = append(q.texts, marks...)
			var out strings.Builder
			for _, role := range lobby.Roles() {
				out.WriteString(toldTo(w, lobby.Actor{ID: store.ActorID(role), Authority: leeds, Role: role, Rights: all, Provider: "haven"}, q))
			}
			out.WriteString(w.stored() + log.String())
			for _, m := range marks {
				for _, g := range guises(m) {
					require.NotContains(t, out.String(), g, m)
				}
			}
			require.Contains(t, out.String(), "Quarmby", "the others stay")
			require.NotContains(t, out.String(), "Lily", "whose household it was")
		})
	}
}
