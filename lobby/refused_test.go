package lobby_test

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// refusalKinds are the kinds of refusal by their names.
var refusalKinds = map[string]error{
	"ErrNotFound": lobby.ErrNotFound, "ErrDenied": lobby.ErrDenied, "ErrInvalid": lobby.ErrInvalid, "ErrTooLarge": lobby.ErrTooLarge,
	"ErrChannel": lobby.ErrChannel, "ErrDraft": lobby.ErrDraft, "ErrClaimed": lobby.ErrClaimed, "ErrNotHeld": lobby.ErrNotHeld,
	"ErrDecided": lobby.ErrDecided, "ErrRemoved": lobby.ErrRemoved, "ErrStale": lobby.ErrStale, "ErrNotConfirmed": lobby.ErrNotConfirmed,
	"ErrSupportStarted": lobby.ErrSupportStarted, "ErrGone": lobby.ErrGone, "ErrReference": lobby.ErrReference, "ErrBusy": lobby.ErrBusy,
	"ErrRestart": lobby.ErrRestart, "ErrUnknown": lobby.ErrUnknown, "ErrUnreadable": lobby.ErrUnreadable, "ErrStore": lobby.ErrStore, "ErrBroken": lobby.ErrBroken,
}

// everyMethods are those that the comment of Service tells of for all methods.
var everyMethods = []string{"ErrDenied", "ErrInvalid", "ErrTooLarge", "ErrStore", "ErrRestart", "ErrBusy", "ErrUnknown"}

// troubles is a lobby in which everything is there that an operation can be refused for.
type troubles struct {
	*world
	q        question
	amys     store.RecordID // held by amy, with a member of the household and a task, supported
	review   lobby.Review   // of that
	task     store.Task
	keyed    map[string]store.RecordID // by sender's key
	tampered store.RecordID
}

func newTroubles(t *testing.T) *troubles {
	lost := &damaged{Store: new(memory.Store), clients: []store.ClientID{"c-damaged"}}
	w := newWorldOver(t, lost, lobby.HRS(), func(o *lobby.Options) { o.TaskAccess = fully })
	s := &troubles{world: w, keyed: make(map[string]store.RecordID)}
	for _, id := range []store.ClientID{"c-1", "c-2", "c-merged", "c-erased", "c-damaged"} {
		w.client(id, ada)
		s.q.clients = append(s.q.clients, id)
	}
	s.q.clients = append(s.q.clients, "c-none")
	put(t, w, lobby.ClientUpdate{ID: "c-2", Reference: "R-2"})
	w.merge("c-merged", "c-2")
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-erased"))
	arrive := func(key string, p matching.Person) store.RecordID {
		id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Key: key, Person: p, Household: []store.Member{{Relation: "child", Person: kid}}, Tasks: []store.Task{{Title: "call"}}})
		s.q.records, s.keyed[key] = append(s.q.records, id), id
		return id
	}
	arrive("waits", jane)
	s.amys = arrive("held", omar)
	decided := arrive("decided", jane)
	_, err := w.Create(t.Context(), amy, decided, w.held(amy, decided).Token)
	require.NoError(t, err)
	removed := arrive("removed", jane)
	_, err = w.Remove(t.Context(), amy, removed, lobby.Removal{Reason: "test", Confirm: string(removed), Token: w.held(amy, removed).Token})
	require.NoError(t, err)
	s.tampered = arrive("tampered", jane)
	row := w.row(s.tampered)
	next := row.Clone()
	next.Version, next.Head = row.Version+1, "forged"
	require.NoError(t, w.store.Commit(t.Context(), store.Batch{Authority: leeds, Records: []store.Change[store.RecordID, store.Record]{{ID: row.ID, Expect: row.Version, Was: &row, Next: &next}}}))
	unread := arrive("damaged", jane)
	w.held(amy, unread)
	lost.records = []store.RecordID{unread}
	s.q.records = append(s.q.records, "none")
	require.NoError(t, w.StartSupport(t.Context(), haven, s.amys, "floating support"))
	s.review, s.task = w.held(amy, s.amys), w.row(s.amys).Tasks[0]
	return s
}

// refusers are calls that are refused in ways that no operation among the outputs is.
var refusers = map[string]func(*troubles, ask){
	"Receive": func(s *troubles, q ask) {
		for _, v := range []lobby.Arrival{{Key: "removed"}, {Key: "damaged"}, {Draft: true}} {
			v.Channel, v.Person = store.ChannelProvider, jane
			q.add(s.Receive(q.ctx, haven, v))
		}
	},
	"LinkMember": func(s *troubles, q ask) {
		for _, c := range s.q.clients {
			q.add(nil, s.LinkMember(q.ctx, amy, s.amys, s.review.Household[0].ID, c))
		}
	},
	"Create": func(s *troubles, q ask) {
		o := s.o
		o.Mint = func(context.Context, store.Store, store.Authority) (string, error) {
			return "", errors.New("no number")
		}
		s.Service = lobby.New(s.store, s.match, lobby.HRS(), &o)
		q.add(s.Service.Create(q.ctx, amy, s.amys, s.look(amy, s.amys).Token))
	},
	"Remove": func(s *troubles, q ask) {
		v := lobby.Removal{Reason: "test", Token: s.review.Token}
		q.add(s.Remove(q.ctx, amy, s.amys, v))
		v.Confirm = string(s.amys)
		q.add(s.Remove(q.ctx, amy, s.amys, v))
		require.NoError(s.t, s.UndoSupport(q.ctx, haven, s.amys))
		q.add(s.Remove(q.ctx, amy, s.amys, v))
	},
	"UpdateTask": func(s *troubles, q ask) {
		q.add(nil, s.UpdateTask(q.ctx, amy, s.amys, lobby.TaskUpdate{ID: s.task.ID, Done: new(true), Expect: start}))
	},
	"AddTask": func(s *troubles, q ask) {
		q.record(func(id store.RecordID) { q.add(s.AddTask(q.ctx, q.a, id, store.Task{Title: "write"})) })
	},
	"Amend": func(s *troubles, q ask) {
		q.record(func(id store.RecordID) { q.add(nil, s.Amend(q.ctx, q.a, id, lobby.Amendment{Person: omar})) })
	},
	"Withdraw": func(s *troubles, q ask) {
		q.record(func(id store.RecordID) { q.add(nil, s.Withdraw(q.ctx, q.a, id, "test")) })
	},
	"JoinWaitingList": func(s *troubles, q ask) {
		q.record(func(id store.RecordID) { q.add(nil, s.JoinWaitingList(q.ctx, q.a, id, "hostel")) })
	},
	"StartSupport": func(s *troubles, q ask) {
		q.record(func(id store.RecordID) { q.add(nil, s.StartSupport(q.ctx, q.a, id, "hostel")) })
	},
	"ReleaseAll": func(s *troubles, q ask) { q.add(s.ReleaseAll(q.ctx, lena, "amy")) },
	"PutClient": func(s *troubles, q ask) {
		s.puts(func(u lobby.ClientUpdate) { q.add(nil, s.PutClient(q.ctx, host, u)) })
	},
	"PutClients": func(s *troubles, q ask) {
		s.puts(func(u lobby.ClientUpdate) { q.add(s.PutClients(q.ctx, host, []lobby.ClientUpdate{u})) })
	},
	"ImportClients": func(s *troubles, q ask) {
		s.puts(func(u lobby.ClientUpdate) {
			q.add(s.ImportClients(q.ctx, host, slices.Values([]lobby.ClientUpdate{u}), nil))
		})
	},
	"ClientRow": func(s *troubles, q ask) {
		s.puts(func(u lobby.ClientUpdate) { q.add(s.ClientRow(q.ctx, host, u)) })
	},
	"PutCase": func(s *troubles, q ask) {
		q.client(func(c store.ClientID) { q.add(nil, s.PutCase(q.ctx, host, c, open("k", store.HRS))) })
	},
	"CloseCase": func(s *troubles, q ask) {
		q.client(func(c store.ClientID) { q.add(nil, s.CloseCase(q.ctx, host, c, "k", "moved")) })
	},
	"MergeClients": func(s *troubles, q ask) {
		q.client(func(c store.ClientID) { q.add(s.MergeClients(q.ctx, host, c, "c-1")) })
	},
	"UnmergeClient": func(s *troubles, q ask) { q.client(func(c store.ClientID) { q.add(s.UnmergeClient(q.ctx, host, c)) }) },
	"EraseClient": func(s *troubles, q ask) {
		q.client(func(c store.ClientID) { q.add(nil, s.EraseClient(q.ctx, dora, c)) })
	},
	"AuditHead": func(s *troubles, q ask) {
		q.add(nil, s.AuditHead(q.ctx, auditor, lobby.Head{Period: lobby.Period{Before: start.Add(time.Second)}, Events: lobby.Sum{Count: 9}}))
	},
	"Reindex": func(s *troubles, q ask) { q.add(s.Reindex(q.ctx, host, lobby.ReindexOptions{})) },
	"Retire": func(s *troubles, q ask) {
		o := s.o
		o.Consumers = []store.Consumer{}
		now := s.clock.Now()
		q.add(lobby.New(s.store, s.match, lobby.HRS(), &o).Retire(q.ctx, host, lobby.Retention{Records: now, Events: now, Readings: now}))
	},
}

// puts are updates of every client.
func (s *troubles) puts(f func(lobby.ClientUpdate)) {
	for _, c := range s.q.clients {
		f(lobby.ClientUpdate{ID: c})
		f(lobby.ClientUpdate{ID: c, Cases: []store.Case{open("k", store.HRS)}})
		f(lobby.ClientUpdate{ID: c, Person: &ada, Reference: "R-2"})
	}
}

// Every method says in its comment with which kinds it is refused, and is refused with no
// others, beside those of all methods.
func TestEveryMethodTellsWhatItIsRefusedWith(t *testing.T) {
	comments := serviceComments(t)
	kinds := regexp.MustCompile(`Err[A-Z]\w+`)
	service := kinds.FindAllString(comments["Service"], -1)
	require.ElementsMatch(t, everyMethods, service)
	require.Len(t, refusalKinds, len(sentinels(t)), "all of them")
	for _, op := range slices.Sorted(maps.Keys(outputs)) {
		met := make(map[string]bool)
		add := func(_ any, err error) {
			for name, kind := range refusalKinds {
				if errors.Is(err, kind) && !slices.Contains(everyMethods, name) {
					met[name] = true
				}
			}
		}
		for _, a := range []lobby.Actor{host, portal, shelter, haven, amy, lena, dora, auditor} {
			a.Rights = ^lobby.Rights(0)
			s := newTroubles(t)
			outputs[op](ask{s.q, s.Service, t.Context(), a, add})
			if more := refusers[op]; more != nil {
				s := newTroubles(t)
				more(s, ask{s.q, s.Service, t.Context(), a, add})
			}
		}
		told := make(map[string]bool)
		for _, name := range kinds.FindAllString(comments[op], -1) {
			require.Contains(t, refusalKinds, name, op)
			if !slices.Contains(everyMethods, name) {
				told[name] = true
			}
		}
		require.Equal(t, strings.Join(slices.Sorted(maps.Keys(met)), " "), strings.Join(slices.Sorted(maps.Keys(told)), " "), op)
	}
}

// serviceComments are those of Service and of its methods.
func serviceComments(t *testing.T) map[string]string {
	comments := make(map[string]string)
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		require.NoError(t, err)
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv != nil && d.Name.IsExported() && types.ExprString(d.Recv.List[0].Type) == "*Service" {
					comments[d.Name.Name] = d.Doc.Text()
				}
			case *ast.GenDecl:
				if ts, ok := d.Specs[0].(*ast.TypeSpec); ok && ts.Name.Name == "Service" {
					comments["Service"] = d.Doc.Text()
				}
			}
		}
	}
	return comments
}
