package lobby_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"reflect"
	"slices"
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
// writing ones included: what they refuse, and how, is an output too. Nothing that
// would change what the others are asked about succeeds.
var outputs = map[string]func(ask){
	"Record":  func(q ask) { q.record(func(id store.RecordID) { q.add(q.w.Record(q.ctx, q.a, id)) }) },
	"Tasks":   func(q ask) { q.record(func(id store.RecordID) { q.add(q.w.Tasks(q.ctx, q.a, id)) }) },
	"Outcome": func(q ask) { q.record(func(id store.RecordID) { q.add(q.w.Outcome(q.ctx, q.a, id)) }) },
	"Claim":   func(q ask) { q.record(func(id store.RecordID) { q.add(q.w.Claim(q.ctx, q.a, id)) }) },
	"Review": func(q ask) {
		q.record(func(id store.RecordID) {
			v, err := q.w.Review(q.ctx, q.a, id)
			q.add(v, err)
			q.add(base64.RawURLEncoding.DecodeString(string(v.Token)))
			q.add(v.AskManager(), nil)
			for _, c := range q.clients {
				q.add(q.w.Review(q.ctx, q.a, id, c))
			}
		})
	},
	"LinkMember": func(q ask) {
		q.both(func(id store.RecordID, c store.ClientID) { q.add(nil, q.w.LinkMember(q.ctx, q.a, id, "1-0000", c)) })
	},
	"Assign": func(q ask) {
		q.both(func(id store.RecordID, c store.ClientID) { q.add(q.w.Assign(q.ctx, q.a, id, c, "none")) })
	},
	"Create": func(q ask) { q.record(func(id store.RecordID) { q.add(q.w.Create(q.ctx, q.a, id, "none")) }) },
	"Remove": func(q ask) {
		q.record(func(id store.RecordID) {
			q.add(q.w.Remove(q.ctx, q.a, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: "none"}))
		})
	},
	"Release":    func(q ask) { q.record(func(id store.RecordID) { q.add(nil, q.w.Release(q.ctx, q.a, id)) }) },
	"ReleaseAll": func(q ask) { q.add(q.w.ReleaseAll(q.ctx, q.a, "nobody")) },
	"Reassign":   func(q ask) { q.record(func(id store.RecordID) { q.add(nil, q.w.Reassign(q.ctx, q.a, id, q.a.ID)) }) },
	"Amend": func(q ask) {
		q.record(func(id store.RecordID) { q.add(nil, q.w.Amend(q.ctx, q.a, id, lobby.Amendment{})) })
	},
	"Withdraw": func(q ask) {
		q.record(func(id store.RecordID) { q.add(nil, q.w.Withdraw(q.ctx, q.a, id, "no such reason")) })
	},
	"AddTask": func(q ask) {
		q.record(func(id store.RecordID) { q.add(q.w.AddTask(q.ctx, q.a, id, store.Task{ID: "a\nb"})) })
	},
	"UpdateTask": func(q ask) {
		q.record(func(id store.RecordID) { q.add(nil, q.w.UpdateTask(q.ctx, q.a, id, lobby.TaskUpdate{ID: "none"})) })
	},
	"JoinWaitingList":  func(q ask) { q.record(func(id store.RecordID) { q.add(nil, q.w.JoinWaitingList(q.ctx, q.a, id, "")) }) },
	"LeaveWaitingList": func(q ask) { q.record(func(id store.RecordID) { q.add(nil, q.w.LeaveWaitingList(q.ctx, q.a, id)) }) },
	"StartSupport":     func(q ask) { q.record(func(id store.RecordID) { q.add(nil, q.w.StartSupport(q.ctx, q.a, id, "")) }) },
	"UndoSupport":      func(q ask) { q.record(func(id store.RecordID) { q.add(nil, q.w.UndoSupport(q.ctx, q.a, id)) }) },
	"Audit":            func(q ask) { q.record(func(id store.RecordID) { q.add(nil, q.w.Audit(q.ctx, q.a, id)) }) },
	"SubjectAccess": func(q ask) {
		q.record(func(id store.RecordID) { q.add(q.w.SubjectAccess(q.ctx, q.a, lobby.Subject{Record: id})) })
		q.client(func(c store.ClientID) { q.add(q.w.SubjectAccess(q.ctx, q.a, lobby.Subject{Client: c})) })
	},
	"Events": func(q ask) {
		q.add(q.w.Events(q.ctx, q.a, store.EventQuery{}))
		q.record(func(id store.RecordID) { q.add(q.w.Events(q.ctx, q.a, store.EventQuery{Record: id})) })
		q.client(func(c store.ClientID) { q.add(q.w.Events(q.ctx, q.a, store.EventQuery{Client: c})) })
	},
	"Readings": func(q ask) {
		q.add(collected(q.w.Readings(q.ctx, q.a, lobby.ReadingQuery{})))
		q.client(func(c store.ClientID) { q.add(collected(q.w.Readings(q.ctx, q.a, lobby.ReadingQuery{Client: c}))) })
	},
	"Client":        func(q ask) { q.client(func(c store.ClientID) { q.add(q.w.Client(q.ctx, q.a, c)) }) },
	"ClientRecords": func(q ask) { q.client(func(c store.ClientID) { q.add(q.w.ClientRecords(q.ctx, q.a, c)) }) },
	"Search": func(q ask) {
		for _, p := range q.people {
			f, err := q.w.Search(q.ctx, q.a, p)
			q.add(f, err)
			q.add(f.AskManager(), nil)
		}
	},
	"Find": func(q ask) {
		for _, t := range q.texts {
			q.add(q.w.Find(q.ctx, q.a, t))
		}
	},
	"Waiting":     func(q ask) { q.add(q.w.Waiting(q.ctx, q.a, lobby.Filter{})) },
	"All":         func(q ask) { q.add(collected(q.w.All(q.ctx, q.a, lobby.Filter{}))) },
	"Decided":     func(q ask) { q.add(q.w.Decided(q.ctx, q.a, lobby.DecidedFilter{})) },
	"Badge":       func(q ask) { q.add(q.w.Badge(q.ctx, q.a)) },
	"Report":      func(q ask) { q.add(q.w.Report(q.ctx, q.a, lobby.Period{})) },
	"Head":        func(q ask) { q.add(q.w.Head(q.ctx, q.a, lobby.Period{})) },
	"AuditHead":   func(q ask) { q.add(nil, q.w.AuditHead(q.ctx, q.a, lobby.Head{})) },
	"Labels":      func(q ask) { q.add(collected(q.w.Labels(q.ctx, q.a, lobby.Period{}))) },
	"Receive":     func(q ask) { q.add(q.w.Receive(q.ctx, q.a, lobby.Arrival{Channel: "none"})) },
	"Acknowledge": func(q ask) { q.add(nil, q.w.Acknowledge(q.ctx, q.a, "none")) },
	"Retire":      func(q ask) { q.add(q.w.Retire(q.ctx, q.a, lobby.Retention{})) },
	"Relay": func(q ask) {
		none := func(context.Context, store.Event) error { return errors.New("not now") }
		told := func(_ context.Context, u *lobby.Undelivered) error { q.add(*u, u); return u }
		q.add(nil, q.w.Relay(q.ctx, q.a, "none", none, &lobby.RelayOptions{Once: true, Tries: 1, SetAside: told}))
	},
	"Reindex": func(q ask) { q.add(q.w.Reindex(cancelled(), q.a, lobby.ReindexOptions{})) },
	"PutClient": func(q ask) {
		q.client(func(c store.ClientID) { q.add(nil, q.w.PutClient(cancelled(), q.a, lobby.ClientUpdate{ID: c})) })
	},
	"PutClients": func(q ask) {
		q.client(func(c store.ClientID) { q.add(q.w.PutClients(cancelled(), q.a, []lobby.ClientUpdate{{ID: c}})) })
	},
	"ImportClients": func(q ask) {
		q.add(q.w.ImportClients(cancelled(), q.a, slices.Values([]lobby.ClientUpdate{{ID: "c"}}), nil))
	},
	"ClientRow": func(q ask) {
		q.client(func(c store.ClientID) { q.add(q.w.ClientRow(q.ctx, q.a, lobby.ClientUpdate{ID: c})) })
	},
	"PutCase": func(q ask) {
		q.client(func(c store.ClientID) { q.add(nil, q.w.PutCase(cancelled(), q.a, c, store.Case{ID: "k"})) })
	},
	"CloseCase": func(q ask) {
		q.client(func(c store.ClientID) { q.add(nil, q.w.CloseCase(cancelled(), q.a, c, "k", "moved")) })
	},
	"MergeClients": func(q ask) {
		q.client(func(c store.ClientID) { q.add(q.w.MergeClients(cancelled(), q.a, c, "c-ada")) })
	},
	"UnmergeClient": func(q ask) { q.client(func(c store.ClientID) { q.add(q.w.UnmergeClient(cancelled(), q.a, c)) }) },
	"EraseClient":   func(q ask) { q.client(func(c store.ClientID) { q.add(nil, q.w.EraseClient(cancelled(), q.a, c)) }) },
}

// Whoever exports another method has it among the outputs, of whatever interface it is,
// or says here why it hands out nothing.
func TestEveryOperationIsAmongTheOutputs(t *testing.T) {
	silent := map[string]string{"On": "the same service on another store"}
	var all []string
	for m := range reflect.TypeFor[*lobby.Service]().Methods() {
		if silent[m.Name] == "" {
			all = append(all, m.Name)
		}
	}
	require.ElementsMatch(t, all, slices.Collect(maps.Keys(outputs)))
}

// ask is a question, who asks it, and where the answers go.
type ask struct {
	question
	w   *lobby.Service
	ctx context.Context
	a   lobby.Actor
	add func(any, error)
}

func (q ask) record(f func(store.RecordID)) {
	for _, id := range q.records {
		f(id)
	}
}

func (q ask) client(f func(store.ClientID)) {
	for _, c := range q.clients {
		f(c)
	}
}

func (q ask) both(f func(store.RecordID, store.ClientID)) {
	q.record(func(id store.RecordID) { q.client(func(c store.ClientID) { f(id, c) }) })
}

func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// toldTo is all of that, to some actor, as text.
func toldTo(w *world, a lobby.Actor, q question) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(outputs)) {
		outputs[name](ask{q, w.Service, w.t.Context(), a, func(v any, err error) {
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
		}})
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
			out.WriteString(w.stored() + log.String())
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
