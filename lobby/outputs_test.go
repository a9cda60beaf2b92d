package lobby_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// question is what somebody asks the lobby about.
type question struct {
	records []store.RecordID
	clients []store.ClientID
	people  []matching.Person
	texts   []string
}

// outputs are all that the lobby hands out to whoever asks, one for each operation,
// writing ones included: what they refuse and how is an output too.
var outputs = map[string]func(w *world, a lobby.Actor, q question, add func(any, error)){
	"records": func(w *world, a lobby.Actor, q question, add func(any, error)) {
		ctx := w.t.Context()
		for _, id := range q.records {
			add(w.Record(ctx, a, id))
			add(w.Tasks(ctx, a, id))
			add(w.Outcome(ctx, a, id))
			add(w.Claim(ctx, a, id))
			v, err := w.Review(ctx, a, id)
			add(v, err)
			token, err := base64.RawURLEncoding.DecodeString(string(v.Token))
			add(token, err)
			add(v.AskManager(), nil)
			for _, c := range q.clients {
				add(w.Review(ctx, a, id, c))
				add(nil, w.LinkMember(ctx, a, id, "1-0000", c))
				for _, m := range v.Household {
					add(nil, w.LinkMember(ctx, lobby.Actor{ID: a.ID, Authority: a.Authority, Role: lobby.Auditor}, id, m.ID, c))
				}
				if err := assign(ctx, w, a, id, c, v.Token+"x"); err != nil { // decides nothing
					add(nil, err)
				}
			}
			add(nil, w.Audit(ctx, a, id))
			add(nil, w.Amend(ctx, a, id, lobby.Amendment{Clear: []string{"no such field"}}))
			add(nil, w.UpdateTask(ctx, a, id, lobby.TaskUpdate{ID: "none"}))
			add(w.SubjectAccess(ctx, a, lobby.Subject{Record: id}))
			add(w.Events(ctx, a, store.EventQuery{Record: id}))
		}
	},
	"clients": func(w *world, a lobby.Actor, q question, add func(any, error)) {
		for _, c := range q.clients {
			add(w.Client(w.t.Context(), a, c))
			add(w.SubjectAccess(w.t.Context(), a, lobby.Subject{Client: c}))
			add(w.Events(w.t.Context(), a, store.EventQuery{Client: c}))
		}
	},
	"searches": func(w *world, a lobby.Actor, q question, add func(any, error)) {
		for _, p := range q.people {
			f, err := w.Search(w.t.Context(), a, p)
			add(f, err)
			add(f.AskManager(), nil)
		}
		for _, t := range q.texts {
			add(w.Find(w.t.Context(), a, t))
		}
	},
	"lists": func(w *world, a lobby.Actor, _ question, add func(any, error)) {
		add(w.Waiting(w.t.Context(), a, lobby.Filter{}))
		add(collected(w.All(w.t.Context(), a, lobby.Filter{})))
		add(w.Report(w.t.Context(), a, lobby.Period{}))
		add(w.Events(w.t.Context(), a, store.EventQuery{}))
		add(collected(w.Labels(w.t.Context(), a, lobby.Period{})))
	},
}

func assign(ctx context.Context, w *world, a lobby.Actor, id store.RecordID, c store.ClientID, t lobby.Token) error {
	_, err := w.Assign(ctx, a, id, c, t)
	return err
}

// toldTo is all of that, to some actor, as text.
func toldTo(w *world, a lobby.Actor, q question) string {
	var b strings.Builder
	for _, ask := range outputs {
		ask(w, a, q, func(v any, err error) {
			b.WriteString(dump(v))
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
				if err != nil {
					fmt.Fprintf(&b, verb+"\n", err)
				}
			}
			var e *lobby.Error
			if errors.As(err, &e) {
				b.WriteString(dump(*e) + fmt.Sprintf("%v %v", e.Unwrap(), slog.AnyValue(err)))
			}
		})
	}
	return b.String()
}

// markedPerson is a person in whom everything but what is kept is a mark.
func markedPerson(name string, keep matching.Person) (p matching.Person, marks []string) {
	p = keep.Clone()
	for _, f := range p.Fields() {
		if blank := len(f.Values()) == 0 || f.Values()[0] == ""; !blank {
			continue
		}
		mark := "mårk" + name + strings.ReplaceAll(f.Name, "-", "")
		marks = append(marks, mark)
		if f.List != nil {
			*f.List = []string{mark}
		} else {
			*f.Text = mark
		}
	}
	return p, marks
}

// secrets is a world in which somebody is a client with a case, came through the lobby,
// is a member in a case that waits and in one that is decided, and is like somebody who
// waits: all of it marked with what only she has.
func secrets(t *testing.T, m matching.Matcher, log *bytes.Buffer) (w *world, q question, marks []string) {
	w = newWorldWith(t, new(memory.Store), m, lobby.HRS(), func(o *lobby.Options) {
		o.TaskAccess = fully
		o.Logger = slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	shared := matching.Person{Given: "Jane", Family: "Doe", Phones: jane.Phones, Postcodes: jane.Postcodes}
	secret, marks := markedPerson("Own", shared)
	mark := func(m string) string { marks = append(marks, m); return m }
	require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-secret", Person: &secret, Reference: mark("mårkReference")}))
	require.NoError(t, w.PutCase(t.Context(), host, "c-secret", store.Case{ID: store.CaseID(mark("mårkCase")), System: store.HPA2, Opened: start, Details: []byte(mark("mårkCaseDetails"))}))

	arrive := func(key string, v lobby.Arrival) store.RecordID {
		v.Channel, v.Key, v.Provider = store.ChannelProvider, key, "haven"
		id := w.receive(haven, v)
		q.records, q.texts = append(q.records, id), append(q.texts, string(id), lobby.Short(id))
		return id
	}
	// Hers, decided.
	own := arrive(mark("mårkKey"), lobby.Arrival{Person: secret, Details: []byte(mark("mårkDetails")), Tasks: []store.Task{{Title: mark("mårkTask")}}})
	_, err := w.Assign(t.Context(), lena, own, "c-secret", w.held(lena, own).Token)
	require.NoError(t, err)
	// Ada's, decided, with her in the household.
	w.client("c-ada", ada)
	adas := arrive("ada", lobby.Arrival{Person: ada, Household: []store.Member{{Relation: mark("mårkRelation"), Person: secret}, {Relation: "child", Person: kid}}})
	v := w.link(lena, w.held(lena, adas), 0, "c-secret")
	_, err = w.Assign(t.Context(), lena, adas, "c-ada", v.Token)
	require.NoError(t, err)
	// Somebody's who shares a name and a phone with her, and waits.
	arrive("like", lobby.Arrival{Person: shared})
	// And one that shares her phone only.
	arrive("phone", lobby.Arrival{Person: matching.Person{Given: "Omar", Family: "Khan", Phones: jane.Phones}})

	q.clients = []store.ClientID{"c-secret", "c-ada", "c-never"}
	q.people = []matching.Person{shared, ada, {Phones: jane.Phones}, {Postcodes: jane.Postcodes}}
	q.texts = append(q.texts, "c-secret", "c-ada")
	return w, q, marks
}

func TestI18_NoOutputTellsOfARestrictedClient(t *testing.T) {
	all := ^lobby.Rights(0)
	for name, m := range map[string]matching.Matcher{"plain": plainMatcher{}, "uk": matching.UK(nil)} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			w, q, marks := secrets(t, m, &log)
			seen := toldTo(w, lena, q) + toldTo(w, lobby.Actor{ID: "doris", Authority: leeds, Role: lobby.DataProtection, Rights: all}, q)
			for _, m := range append(marks, "c-secret") {
				require.Contains(t, seen, m, "the scan does find what is there")
			}
			put(t, w, lobby.ClientUpdate{ID: "c-secret", Restricted: new(true)})
			q.texts = append(q.texts, marks...)
			for _, a := range []lobby.Actor{
				amy, {ID: "luke", Authority: leeds, Role: lobby.Lead, Rights: all &^ lobby.MaySeeRestricted},
				{ID: "dora", Authority: leeds, Role: lobby.DataProtection, Rights: all &^ lobby.MaySeeRestricted},
				portal, shelter,
			} {
				out := toldTo(w, a, q)
				for _, m := range marks {
					for _, g := range guises(m) {
						require.NotContains(t, out, g, "%s is told %s", a.ID, m)
					}
				}
			}
			for _, m := range marks {
				for _, g := range guises(m) {
					require.NotContains(t, log.String(), g, "no log holds more than ids and codes")
				}
			}
			require.Contains(t, toldTo(w, lena, q), marks[0], "whoever has the right sees it as it is")
		})
	}
}

func TestI14_NoOutputTellsOfAnErasedClient(t *testing.T) {
	all := ^lobby.Rights(0)
	for name, m := range map[string]matching.Matcher{"plain": plainMatcher{}, "uk": matching.UK(nil)} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			w, q, marks := secrets(t, m, &log)
			require.NoError(t, w.EraseClient(t.Context(), dora, "c-secret"))
			q.texts = append(q.texts, marks...)
			var out strings.Builder
			for _, a := range []lobby.Actor{host, lena, {ID: "doris", Authority: leeds, Role: lobby.DataProtection, Rights: all}, auditor, haven, portal, shelter} {
				out.WriteString(toldTo(w, a, q))
			}
			rs, err := w.store.Records(t.Context(), store.Query{Authority: leeds, Limit: store.MaxPage})
			require.NoError(t, err)
			cs, err := w.store.Clients(t.Context(), store.ClientQuery{Authority: leeds, Limit: store.MaxPage})
			require.NoError(t, err)
			es, err := w.store.Events(t.Context(), store.EventQuery{Authority: leeds, Limit: store.MaxPage})
			require.NoError(t, err)
			out.WriteString(dump(rs) + dump(cs) + dump(es) + log.String())
			for _, m := range marks {
				if m == "mårkCase" { // an id: that there was a case is no secret
					continue
				}
				for _, g := range guises(m) {
					require.NotContains(t, out.String(), g, m)
				}
			}
			require.Contains(t, out.String(), "Lily", "the others stay")
		})
	}
}
