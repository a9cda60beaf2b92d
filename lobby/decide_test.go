package lobby_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func mintWith(next func() string) func(context.Context, store.Store, store.Authority) (string, error) {
	return func(context.Context, store.Store, store.Authority) (string, error) { return next(), nil }
}

func TestI09_HPA2ClosesTheNewCaseWhenOneIsOpen(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane, open("case-1", "hpa2"))
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1", Person: jane})
	v := w.held(amy, id)
	require.Len(t, v.Clients, 1)
	require.Equal(t, lobby.EffectCaseClosed, v.Clients[0].Effects[0].Code)
	require.Equal(t, store.CaseID("case-1"), v.Clients[0].Effects[0].Case)

	d, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	require.True(t, d.Closed)
	require.Equal(t, lobby.DuplicateReferral, d.Reason)
	c := w.register("c-1")
	require.Len(t, c.Cases, 2)
	require.True(t, c.Cases[0].Open(), "the case that was open stays open")
	require.False(t, c.Cases[1].Open(), "the new case is the one closed")
	require.Equal(t, d.At, c.Cases[1].Closed)
}

func TestI10_HRSKeepsTheNewCaseOpen(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	w.client("c-1", jane, open("case-1", "hrs"))
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "k-1", Person: jane})
	v := w.held(amy, id)
	d, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	require.False(t, d.Closed)
	require.Empty(t, d.Reference, "a reference is minted on creation only")
	c := w.register("c-1")
	require.True(t, c.Cases[0].Open() && c.Cases[1].Open())
}

func TestI08_CreateMintsTheReferenceWithTheClient(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Key: "k-1", Person: jane})
	v := w.held(amy, id)
	d, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
	require.Equal(t, "REF-00000001", d.Reference)
	c := w.register(d.Client)
	require.Equal(t, d.Reference, c.Reference)
	require.Equal(t, jane, c.Person)
	require.Equal(t, id, c.From)
	require.True(t, c.Cases[0].Open())
	require.NoError(t, w.Audit(t.Context(), auditor, id))
}

func TestI14_RemoveLeavesATombstone(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	a := lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k-1", Person: jane}
	id := w.receive(portal, a)
	v := w.held(amy, id)
	d, err := w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: lobby.Short(id), Token: v.Token})
	require.NoError(t, err)
	r := w.row(id)
	require.NotEmpty(t, r.Head)
	r.Head = ""
	require.Equal(t, store.Record{
		Authority: leeds, ID: id, Version: 3, System: "hpa2", State: store.StateRemoved,
		Decision: &store.Decision{Kind: store.StateRemoved, By: "amy", At: d.At, Reason: "test"},
	}, r)
	_, err = w.Receive(t.Context(), portal, a)
	refusal(t, err, lobby.ErrRemoved)
	require.NoError(t, w.Audit(t.Context(), auditor, id))
}

func TestI01_TheSameRequestAgainGetsTheSameAnswer(t *testing.T) {
	type decision func(w *world, a lobby.Actor, id store.RecordID, token lobby.Token) (lobby.Decided, error)
	for name, decide := range map[string]decision{
		"assign": func(w *world, a lobby.Actor, id store.RecordID, token lobby.Token) (lobby.Decided, error) {
			return w.Assign(w.t.Context(), a, id, "c-1", token)
		},
		"create": func(w *world, a lobby.Actor, id store.RecordID, token lobby.Token) (lobby.Decided, error) {
			return w.Create(w.t.Context(), a, id, token)
		},
		"remove": func(w *world, a lobby.Actor, id store.RecordID, token lobby.Token) (lobby.Decided, error) {
			return w.Remove(w.t.Context(), a, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: token})
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HRS())
			w.client("c-1", jane)
			id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane})
			v := w.held(amy, id)
			first, err := decide(w, amy, id, v.Token)
			require.NoError(t, err)
			before := w.row(id)
			again, err := decide(w, amy, id, v.Token)
			require.NoError(t, err)
			require.Equal(t, first, again)
			restarted := newWorldOver(t, w.store, lobby.HRS(), func(o *lobby.Options) { o.TokenKey = nil })
			again, err = decide(restarted, amy, id, v.Token)
			require.NoError(t, err, "also after a restart with another key")
			require.Equal(t, first, again)
			require.Equal(t, before, w.row(id), "nothing was written again")
			require.Empty(t, before.Keys, "a decided record is nobody's candidate")

			_, err = decide(w, ben, id, v.Token)
			if name == "remove" {
				refusal(t, err, lobby.ErrRemoved)
				return
			}
			e := refusal(t, err, lobby.ErrDecided)
			require.Equal(t, store.ActorID("amy"), e.Decision.By)
			require.Equal(t, first.Client, e.Decision.Client)
			require.Equal(t, first.Case, e.Decision.Case)
			_, err = decide(w, amy, id, v.Token+"x")
			refusal(t, err, lobby.ErrDecided)
		})
	}
}

// A click too many reaches two nodes at once. The second has read the record when the first
// decides it, and then meets the case, or the client, that the first has made.
func TestI01_TheSameRequestTwiceAtOnceGetsOneAnswer(t *testing.T) {
	type decision func(w *lobby.Service, id store.RecordID, token lobby.Token) (lobby.Decided, error)
	assign := func(w *lobby.Service, id store.RecordID, token lobby.Token) (lobby.Decided, error) {
		return w.Assign(t.Context(), amy, id, "c-1", token)
	}
	create := func(w *lobby.Service, id store.RecordID, token lobby.Token) (lobby.Decided, error) {
		return w.Create(t.Context(), amy, id, token)
	}
	remove := func(w *lobby.Service, id store.RecordID, token lobby.Token) (lobby.Decided, error) {
		return w.Remove(t.Context(), amy, id, lobby.Removal{Reason: "test", Confirm: string(id), Token: token})
	}
	// late is what the second request is told, and how often it has looked again.
	late := func(then, decide decision) (first, second lobby.Decided, again int, err error) {
		seen := new(observed)
		w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Observer = seen })
		w.client("c-1", jane)
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		v := w.held(amy, id)
		s := w.On(&interrupted{Store: w.store, afterRows: func() {
			first, err = then(w.Service, id, v.Token)
			require.NoError(t, err)
		}})
		second, err = decide(s, id, v.Token)
		return first, second, seen.all[len(seen.all)-1].Conflicts, err
	}
	for name, decide := range map[string]decision{"assign": assign, "create": create, "remove": remove} {
		first, second, again, err := late(decide, decide)
		require.NoError(t, err, name)
		require.Equal(t, first, second, name)
		require.Equal(t, 1, again, name)
	}
	for name, tc := range map[string]struct {
		then, decide decision
		kind         error
	}{
		"assigned, and to be created": {assign, create, lobby.ErrDecided},
		"created, and to be assigned": {create, assign, lobby.ErrDecided},
		"removed, and to be assigned": {remove, assign, lobby.ErrRemoved},
		"taken over": {func(w *lobby.Service, id store.RecordID, _ lobby.Token) (lobby.Decided, error) {
			return lobby.Decided{}, errors.Join(w.Reassign(t.Context(), lena, id, "ben"), w.PutCase(t.Context(), host, "c-1", open("k", store.HPA2)))
		}, assign, lobby.ErrNotHeld},
		"worked on, and with another effect": {func(w *lobby.Service, id store.RecordID, _ lobby.Token) (lobby.Decided, error) {
			_, err := w.AddTask(t.Context(), amy, id, store.Task{Title: "call"})
			return lobby.Decided{}, errors.Join(err, w.PutCase(t.Context(), host, "c-1", open("k", store.HPA2)))
		}, assign, lobby.ErrStale},
		"with another effect": {func(w *lobby.Service, _ store.RecordID, _ lobby.Token) (lobby.Decided, error) {
			return lobby.Decided{}, w.PutCase(t.Context(), host, "c-1", open("k", store.HPA2))
		}, assign, lobby.ErrStale},
	} {
		_, _, _, err := late(tc.then, tc.decide)
		require.ErrorIs(t, err, tc.kind, name)
	}
}

func TestI01_AnotherChoiceOfTheSameReviewIsAnotherRequest(t *testing.T) {
	w := newWorld(t, lobby.HRS())
	w.client("c-1", jane)
	w.client("c-2", jane)
	id := w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane})
	v := w.held(amy, id)
	_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	_, err = w.Assign(t.Context(), amy, id, "c-2", v.Token)
	refusal(t, err, lobby.ErrDecided)
	_, err = w.Create(t.Context(), amy, id, v.Token)
	refusal(t, err, lobby.ErrDecided)
	require.Len(t, w.register("c-1").Cases, 1)
	require.Empty(t, w.register("c-2").Cases)
}

func TestI06_BeforeADecisionThereIsNoClientNoCaseAndNoReference(t *testing.T) {
	minted := 0
	w := newWorld(t, lobby.HRS(), func(o *lobby.Options) {
		o.Mint = func(context.Context, store.Store, store.Authority) (string, error) { minted++; return "R", nil }
	})
	id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Tasks: []store.Task{{ID: "t-1", Type: "full"}}})
	require.NoError(t, w.JoinWaitingList(t.Context(), haven, id, "x"))
	require.NoError(t, w.StartSupport(t.Context(), haven, id, "x"))
	require.NoError(t, tick("t-1")(t.Context(), scene{world: w, id: id}, haven))
	v := w.held(amy, id)
	require.Zero(t, w.clients())
	_, err := w.Create(t.Context(), amy, id, "not a token")
	refusal(t, err, lobby.ErrStale)
	require.Zero(t, minted, "a refused creation mints nothing")
	_, err = w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
	require.Equal(t, 1, minted)
}

func TestI13_CreateLooksOnceMore(t *testing.T) {
	weak := matching.Person{Given: "Jane", Family: "Doe", Born: "1971-01-01", NINO: "QQ111111A", Phones: []string{"1"}}
	for name, tc := range map[string]struct {
		happens func(w *world)
		changed []lobby.Changed
	}{
		"a likely client appears":            {func(w *world) { w.client("c-2", jane) }, []lobby.Changed{{What: lobby.ChangedNew, Client: "c-2"}}},
		"an unlikely one appears":            {func(w *world) { w.client("c-2", weak) }, nil},
		"one that was shown stays as it is":  {func(w *world) {}, nil},
		"one shown as unlikely is corrected": {func(w *world) { w.client("c-1", jane) }, []lobby.Changed{{What: lobby.ChangedNew, Client: "c-1"}}},
		"a likely one appears and is merged away": {func(w *world) {
			w.client("c-2", jane)
			w.merge("c-2", "c-1")
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			w.client("c-1", weak)
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
			v := w.held(amy, id)
			require.Len(t, v.Clients, 1)
			tc.happens(w)
			_, err := w.Create(t.Context(), amy, id, v.Token)
			if tc.changed == nil {
				require.NoError(t, err)
				return
			}
			require.Equal(t, tc.changed, refusal(t, err, lobby.ErrStale).Changed)
			_, err = w.Create(t.Context(), amy, id, w.look(amy, id).Token)
			require.NoError(t, err, "seen and decided all the same")
		})
	}
}

func TestI13_TheGuardIsTheHostsToSet(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Guard = matching.VeryStrong })
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	w.client("c-2", jane)
	w.client("c-3", jane) // two alike: neither is very strong
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
}

// Two officers press "create" in the same moment for two records of one new
// person. Neither could have seen the other's client.
func TestI13_TwoCreationsOfOnePersonAtOnceMakeOneClient(t *testing.T) {
	for range 100 {
		w := newWorld(t, lobby.HRS(), func(o *lobby.Options) { o.Backoff = nil })
		var done sync.WaitGroup
		results := make(chan error, 2)
		reviews := map[store.ActorID]lobby.Review{}
		for _, a := range []lobby.Actor{amy, ben} {
			reviews[a.ID] = w.held(a, w.receive(shelter, lobby.Arrival{Channel: store.ChannelPartner, Person: jane}))
		}
		for _, a := range []lobby.Actor{amy, ben} {
			v := reviews[a.ID]
			done.Go(func() {
				_, err := w.Create(context.Background(), a, v.Record.ID, v.Token)
				results <- err
			})
		}
		done.Wait()
		close(results)
		var won int
		for err := range results {
			if err == nil {
				won++
				continue
			}
			require.Equal(t, lobby.ChangedNew, refusal(t, err, lobby.ErrStale).Changed[0].What)
		}
		require.Equal(t, 1, won)
		require.Equal(t, 1, w.clients())
	}
}

func TestADecisionCarriesEverythingIntoTheCase(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane, open("case-1", "hpa2"))
	v := lobby.Arrival{Channel: store.ChannelThirdParty, Person: jane, Details: []byte(`{"need":"a roof"}`),
		Household: []store.Member{{Relation: "child", Person: omar}}, Tasks: []store.Task{{ID: "t-1", Title: "call back"}}}
	id := w.receive(shelter, v)
	d, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	c, err := w.Client(t.Context(), amy, "c-1")
	require.NoError(t, err)
	require.Equal(t, store.Case{
		ID: d.Case, System: "hpa2", Channel: store.ChannelThirdParty, Opened: d.At, Closed: d.At, ClosedBecause: lobby.DuplicateReferral, From: id,
		Details: v.Details, Household: v.Household,
		Tasks: []store.Task{{ID: "t-1", Title: "call back", Updated: w.row(id).Received, By: "shelter-worker"}},
	}, c.Cases[1])
}

// unsearched is a store whose first commit conflicts, and that cannot search from then on.
type unsearched struct {
	store.Store
	conflicts int
}

func (u *unsearched) Commit(ctx context.Context, b store.Batch) error {
	if u.conflicts++; u.conflicts == 1 {
		return store.ErrConflict
	}
	return u.Store.Commit(ctx, b)
}

func (u *unsearched) Candidates(ctx context.Context, a store.Authority, keys []matching.Key, limit int) (matching.Pool, error) {
	if u.conflicts > 0 && len(keys) == 1 {
		return matching.Pool{}, errLost
	}
	return u.Store.Candidates(ctx, a, keys, limit)
}

// TestAnOfficerIsToldWhoIsLeftOfAClientMergedOn has a client merged on and on, into somebody
// who is there, who is not, who cannot be read, and in a ring.
func TestAnOfficerIsToldWhoIsLeftOfAClientMergedOn(t *testing.T) {
	chain := func(w *world, ids ...store.ClientID) {
		for i, id := range ids[:len(ids)-1] {
			c := w.register(id)
			c.MergedInto = ids[i+1]
			w.overwrite(c)
		}
	}
	for name, tc := range map[string]struct {
		merge func(w *world)
		left  store.ClientID
	}{
		"once":      {func(w *world) { w.merge("a", "b") }, "b"},
		"on and on": {func(w *world) { w.merge("a", "b"); w.merge("b", "c"); w.merge("c", "d") }, "d"},
		"forty times": {func(w *world) {
			ids := []store.ClientID{"a"}
			for i := range 40 {
				ids = append(ids, store.ClientID(fmt.Sprint("e-", i)))
				w.client(ids[i+1], omar)
			}
			chain(w, ids...)
		}, "e-39"},
		"nobody": {func(w *world) { chain(w, "a", "b", "nobody") }, "nobody"},
		"a ring": {func(w *world) { chain(w, "a", "b", "a") }, "b"},
	} {
		f := &faulty{Store: new(memory.Store)}
		w := newWorldOver(t, f, lobby.HPA2())
		for _, id := range []store.ClientID{"a", "b", "c", "d"} {
			w.client(id, jane)
		}
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane, Household: []store.Member{{Relation: "partner", Person: omar}}})
		v := w.held(lena, id)
		tc.merge(w)
		link := w.LinkMember(t.Context(), lena, id, v.Household[0].ID, "a")
		f.arm(0, 0, false)
		_, assign := w.Assign(t.Context(), lena, id, "a", v.Token)
		calls := f.calls
		for what, err := range map[string]error{"assign": assign, "link": link} {
			e := refusal(t, err, lobby.ErrStale)
			require.Equal(t, []lobby.Changed{{What: lobby.ChangedMerged, Client: "a", Into: tc.left}}, e.Changed, "%s: %s", name, what)
		}
		for call := 1; call <= calls; call++ {
			f.arm(call, call+1, false)
			_, err := w.Assign(t.Context(), lena, id, "a", v.Token)
			refusal(t, err, lobby.ErrStore)
		}
	}
}
