package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/lobby/lobbytest"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// What a host needs of the lobby, one need after the other, and how it is done: by one
// operation, or by the one place that is the host's.
func TestEveryNeedOfAHostIsOneOperation(t *testing.T) {
	for need, met := range map[string]func(*testing.T){
		"join a transaction":                 joinsATransaction,
		"open lobby records for a client":    listsAClientsRecords,
		"merge clients":                      mergesClients,
		"progress of a bulk import":          followsAnImport,
		"pages for an API":                   pagesThroughAddresses,
		"relay of events, webhooks, retries": callsAWebhook,
		"mapping of permissions":             grantsARightOfItsOwn,
		"form of the reference":              formsReferences,
		"due dates":                          setsDueDates,
		"own channels":                       hasAChannelOfItsOwn,
		"own fields":                         keepsFieldsOfItsOwn,
		"restricted clients":                 restrictsAClient,
		"households, joint applications":     takesAJointApplication,
		"attachments":                        deletesAttachments,
		"audit":                              audits,
		"HTTP":                               answersOverHTTP,
		"going live with waiting cases":      goesLive,
	} {
		t.Run(need, met)
	}
}

// What was reviewed outside is decided within, by the same service on another store.
func joinsATransaction(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	token := w.held(amy, id).Token
	within := &answering{Store: w.store, room: store.MaxChanges, answers: []error{store.ErrRestart}}
	_, err := w.On(within).Create(t.Context(), amy, id, token)
	refusal(t, err, lobby.ErrRestart) // a transaction that is given up is run again as a whole
	require.Equal(t, store.StateClaimed, w.row(id).State)
	_, err = w.On(within).Create(t.Context(), amy, id, token)
	require.NoError(t, err)
}

func listsAClientsRecords(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	was := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	_, err := w.Assign(t.Context(), amy, was, "c-1", w.held(amy, was).Token)
	require.NoError(t, err)
	waits := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: jane})
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "3", Person: omar})
	of, err := w.ClientRecords(t.Context(), host, "c-1")
	require.NoError(t, err)
	require.Equal(t, []store.RecordID{was}, ids(of.Decided))
	require.Len(t, of.Undecided, 1)
	require.Equal(t, waits, of.Undecided[0].Record.ID)
}

func mergesClients(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane, open("k-1", store.HPA2))
	w.client("c-2", jane, open("k-2", store.HPA2))
	m, err := w.MergeClients(t.Context(), host, "c-1", "c-2")
	require.NoError(t, err)
	require.Equal(t, lobby.Merged{From: "c-1", Into: "c-2", Cases: []store.CaseID{"k-1"}, Open: []store.CaseID{"k-2", "k-1"}}, m)
	require.NoError(t, w.CloseCase(t.Context(), host, "c-2", "k-1", "moved"), "which of two that are open is the host's to say")
	_, err = w.UnmergeClient(t.Context(), host, "c-1")
	require.NoError(t, err)
	require.Equal(t, store.CaseID("k-1"), w.opened("c-1").Cases[0].ID)
}

func followsAnImport(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	const clients = 3000
	var told []int
	r, err := w.ImportClients(t.Context(), host, func(yield func(lobby.ClientUpdate) bool) {
		for n := range clients {
			if !yield(lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", n)), Person: &matching.Person{Given: fmt.Sprint("g", n)}}) {
				return
			}
		}
	}, func(r lobby.PutResult) { told = append(told, r.Inserted) })
	require.NoError(t, err)
	require.Equal(t, clients, r.Inserted)
	require.Greater(t, len(told), 20)
	require.True(t, slices.IsSorted(told))
	require.Equal(t, clients, told[len(told)-1])
}

// A page's place goes into an address and comes back out of it.
func pagesThroughAddresses(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for range 7 {
		w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		f := lobby.Filter{Limit: 3}
		if f.After.UnmarshalText([]byte(r.URL.Query().Get("after"))) != nil {
			rw.WriteHeader(http.StatusBadRequest)
			return
		}
		p, err := w.Waiting(r.Context(), amy, f)
		if err == nil && p.More {
			next, _ := p.Next.MarshalText()
			rw.Header().Set("Next", "/lobby?after="+string(next))
		}
		_, _ = fmt.Fprint(rw, len(p.Records))
	}))
	defer server.Close()
	var sizes []int
	for next := "/lobby"; next != ""; {
		a, err := http.Get(server.URL + next)
		require.NoError(t, err)
		var n int
		_, err = fmt.Fscan(a.Body, &n)
		require.NoError(t, errors.Join(err, a.Body.Close()))
		sizes, next = append(sizes, n), a.Header.Get("Next")
	}
	require.Equal(t, []int{3, 3, 1}, sizes)
	a, err := http.Get(server.URL + "/lobby?after=elsewhere")
	require.NoError(t, errors.Join(err, a.Body.Close()))
	require.Equal(t, http.StatusBadRequest, a.StatusCode)
}

// A webhook that fails is called again; what it never takes goes where somebody looks at
// it, and holds nothing else up.
func callsAWebhook(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	never, once := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral}), w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	w.held(amy, once)
	calls := map[string]int{}
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		calls[r.URL.Path]++
		if calls[r.URL.Path] == 1 || r.URL.Path == "/"+string(never) {
			rw.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer server.Close()
	webhook := func(ctx context.Context, e store.Event) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+"/"+string(e.Record), strings.NewReader(string(e.ID)))
		if err != nil {
			return err
		}
		a, err := http.DefaultClient.Do(req)
		if err == nil && a.StatusCode >= 300 {
			err = errors.New(a.Status)
		}
		if a != nil {
			err = errors.Join(err, a.Body.Close())
		}
		return err
	}
	var aside []store.RecordID
	c := wall{now: start, sleeps: 4}
	err := w.Relay(t.Context(), host, "webhook", webhook, c.on(lobby.RelayOptions{
		Tries: 3, Every: time.Hour,
		SetAside: func(_ context.Context, u *lobby.Undelivered) error { aside = append(aside, u.Event.Record); return nil },
	}))
	require.ErrorIs(t, err, errWoken)
	require.Equal(t, []store.RecordID{never}, aside)
	require.Equal(t, map[string]int{"/" + string(never): 3, "/" + string(once): 3}, calls, "a failure and two events")
	require.Empty(t, w.unheard("webhook"))
}

// mayAudit is a right of the host's own: the library gives none of its bits a meaning
// from the ninth on.
const mayAudit lobby.Rights = 1 << 8

// officersAudit lets officers with a right of the host's own read the trail.
type officersAudit struct{ lobby.Policy }

func (p officersAudit) Permit(a lobby.Actor, act lobby.Action, r *store.Record) error {
	if act == lobby.ActAudit && a.Role == lobby.Officer && a.Rights.Has(mayAudit) {
		return nil
	}
	return p.Policy.Permit(a, act, r)
}

func grantsARightOfItsOwn(t *testing.T) {
	require.Empty(t, lobby.RightWords(^(mayAudit - 1)), "no right of the library's is among the host's")
	w := newWorld(t, officersAudit{lobby.HPA2()})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	refusal(t, w.Audit(t.Context(), amy, id), lobby.ErrDenied)
	trusted := amy
	trusted.Rights |= mayAudit
	require.NoError(t, w.Audit(t.Context(), trusted, id))
}

func formsReferences(t *testing.T) {
	n := 0
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.Mint = func(_ context.Context, _ store.Store, a store.Authority) (string, error) {
			n++
			return fmt.Sprintf("%s/HRS/%04d", a, n), nil
		}
	})
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider})
	d, err := w.Create(t.Context(), amy, id, w.held(amy, id).Token)
	require.NoError(t, err)
	require.Equal(t, "leeds/HRS/0001", d.Reference)
}

func setsDueDates(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) {
		o.DueIn, o.DueUrgent = map[store.Channel]time.Duration{store.ChannelDutyToRefer: 240 * time.Hour}, 4*time.Hour
	})
	due := func(v lobby.Arrival) (store.RecordID, time.Duration) {
		v.Channel = store.ChannelDutyToRefer
		r := w.row(w.receive(portal, v))
		return r.ID, r.Due.Sub(r.Received).Round(time.Minute)
	}
	_, in := due(lobby.Arrival{})
	require.Equal(t, 240*time.Hour, in)
	_, in = due(lobby.Arrival{Urgent: true})
	require.Equal(t, 4*time.Hour, in)
	id, in := due(lobby.Arrival{Due: start.Add(48 * time.Hour)})
	require.Equal(t, 48*time.Hour, in)
	w.held(amy, id)
	require.NoError(t, w.Amend(t.Context(), amy, id, lobby.Amendment{Due: start.Add(72 * time.Hour)}))
	require.Equal(t, start.Add(72*time.Hour), w.row(id).Due)
}

// walkIns is HPA2 with people who walk in.
type walkIns struct{ lobby.Policy }

func (p walkIns) Channels() []store.Channel { return append(p.Policy.Channels(), "walk-in") }

func hasAChannelOfItsOwn(t *testing.T) {
	w := newWorld(t, walkIns{lobby.HPA2()}, func(o *lobby.Options) { o.DueIn = map[store.Channel]time.Duration{"walk-in": time.Hour} })
	id := w.receive(portal, lobby.Arrival{Channel: "walk-in"})
	require.False(t, w.row(id).Due.IsZero())
	b, err := w.Badge(t.Context(), amy)
	require.NoError(t, err)
	require.Equal(t, lobby.ChannelBadge{Channel: "walk-in", Unclaimed: 1}, b.Channels[len(b.Channels)-1])
}

func keepsFieldsOfItsOwn(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte(`{"pets":1}`)})
	w.held(amy, id)
	require.NoError(t, w.Amend(t.Context(), amy, id, lobby.Amendment{Details: []byte(`{"pets":2}`)}))
	d, err := w.Create(t.Context(), amy, id, w.look(amy, id).Token)
	require.NoError(t, err)
	c, err := w.Client(t.Context(), host, d.Client)
	require.NoError(t, err)
	require.JSONEq(t, `{"pets":2}`, string(c.Cases[0].Details))
}

func restrictsAClient(t *testing.T) {
	w := newWorld(t, keptOut{lobby.HPA2()})
	w.client("c-1", jane)
	require.NoError(t, w.PutClient(t.Context(), host, lobby.ClientUpdate{ID: "c-1", Restricted: new(true)}))
	_, err := w.Client(t.Context(), amy, "c-1")
	refusal(t, err, lobby.ErrNotFound)
	_, err = w.Client(t.Context(), lena, "c-1")
	require.NoError(t, err)
	// A conflict of interest with whoever a case is about: the policy keeps that officer out.
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar, Details: []byte("knows amy")})
	_, err = w.Record(t.Context(), amy, id)
	refusal(t, err, lobby.ErrNotFound)
	_, err = w.Record(t.Context(), ben, id)
	require.NoError(t, err)
}

func takesAJointApplication(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-ada", ada)
	w.client("c-sam", sam)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: ada, Household: []store.Member{{Relation: "joint applicant", Person: sam}}})
	v := w.held(amy, id)
	require.Equal(t, store.ClientID("c-sam"), v.Household[0].Clients[0].Client.ID)
	_, err := w.Assign(t.Context(), amy, id, "c-ada", w.link(amy, v, 0, "c-sam").Token)
	require.NoError(t, err)
	require.Equal(t, store.ClientID("c-sam"), w.opened("c-ada").Cases[0].Household[0].Client)
	require.Equal(t, []store.RecordID{id}, w.opened("c-sam").Within)
}

// The host keeps attachments by the record's id. Once that is removed, its event says so.
func deletesAttachments(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Details: []byte(`{"attachments":["a"]}`)})
	kept := map[store.RecordID][]string{id: {"a"}, "another": {"b"}}
	_, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: w.held(amy, id).Token})
	require.NoError(t, err)
	require.NoError(t, w.Relay(t.Context(), host, "attachments", func(_ context.Context, e store.Event) error {
		if e.Kind == lobby.KindRemoved {
			delete(kept, e.Record)
		}
		return nil
	}, &lobby.RelayOptions{Once: true}))
	require.Equal(t, map[store.RecordID][]string{"another": {"b"}}, kept)
}

func audits(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	w.held(amy, id)
	require.NoError(t, w.Audit(t.Context(), auditor, id))
	head, err := w.Head(t.Context(), auditor, lobby.Period{Before: w.clock.Now()})
	require.NoError(t, err)
	require.Equal(t, 2, head.Events.Count)
	require.NoError(t, w.AuditHead(t.Context(), auditor, head))
}

// What a service answers is its own: the lobby's rows print placeholders by design. What
// it is to answer with when it refuses is a code that never changes.
func answersOverHTTP(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		_, err := w.Claim(r.Context(), ben, store.RecordID(r.URL.Path[1:]))
		if status := map[string]int{"": http.StatusOK, "not-found": http.StatusNotFound, "claimed": http.StatusConflict}[lobby.KindCode(err)]; status != 0 {
			rw.WriteHeader(status)
		}
	}))
	defer server.Close()
	status := func(of store.RecordID) int {
		a, err := http.Get(server.URL + "/" + string(of))
		require.NoError(t, errors.Join(err, a.Body.Close()))
		return a.StatusCode
	}
	require.Equal(t, http.StatusNotFound, status("none"))
	w.held(amy, id)
	require.Equal(t, http.StatusConflict, status(id))
	require.NoError(t, w.Release(t.Context(), amy, id))
	require.Equal(t, http.StatusOK, status(id))
}

func goesLive(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	fresh := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral})
	waited := w.receive(host, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "old-1", Received: start.AddDate(0, -2, 0)})
	p, err := w.Waiting(t.Context(), amy, lobby.Filter{})
	require.NoError(t, err)
	require.Equal(t, []store.RecordID{waited, fresh}, ids(p.Records), "the oldest first")
}

func TestTheHostsPoliciesHold(t *testing.T) {
	for _, p := range []lobby.Policy{discreet{lobby.HPA2()}, officersAudit{lobby.HPA2()}} {
		lobbytest.Policy(t, p)
	}
}
