package lobby_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// newest is a policy under which the newest case of a client is the one that
// stays open.
type newest struct{ lobby.Policy }

func (newest) Place(in store.Case, onto store.Client) (p lobby.Placement) {
	for _, k := range onto.Cases {
		if k.System == in.System && k.Open() {
			p.Closes = append(p.Closes, lobby.Closing{Case: k.ID, Because: "superseded"})
		}
	}
	return p
}

func TestAPolicyMayCloseTheOlderCaseAndTheReviewSaysSo(t *testing.T) {
	w := newWorld(t, newest{lobby.HPA2()})
	elsewhere, past := open("elsewhere", "hrs"), open("past", "hpa2")
	past.Closed, past.ClosedBecause = start, "need-resolved"
	w.client("c-1", jane, open("older", "hpa2"), elsewhere, past)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	require.Equal(t, []lobby.Effect{
		{Code: lobby.EffectCaseOpened, Text: "The new case will be opened for this client."},
		{Code: lobby.EffectOlderCaseClosed, Case: "older", Reason: "superseded", Text: "Open case older of this client will be closed: superseded."},
	}, v.Clients[0].Effects)

	d, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	require.False(t, d.Closed)
	require.Equal(t, []store.CaseID{"older"}, d.Superseded)
	again, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
	require.NoError(t, err)
	require.Equal(t, d, again, "the same request again gets the same answer")

	cs := w.register("c-1").Cases
	require.Len(t, cs, 4)
	require.Equal(t, []any{d.At, "superseded"}, []any{cs[0].Closed, cs[0].ClosedBecause})
	require.Equal(t, []store.Case{elsewhere, past}, cs[1:3], "cases of other systems, and closed ones, are as they were")
	require.True(t, cs[3].Open())

	es, err := w.Events(t.Context(), host, store.EventQuery{Client: "c-1", Limit: 9})
	require.NoError(t, err)
	var told []store.Event
	for _, e := range es {
		if e.Kind == lobby.KindCaseSuperseded {
			told = append(told, e)
		}
	}
	require.Len(t, told, 1)
	require.Equal(t, []any{store.CaseID("older"), "superseded", store.ActorID("amy"), store.System("hpa2"), store.RecordID(""), d.At},
		[]any{told[0].Case, told[0].Code, told[0].Actor, told[0].System, told[0].Record, told[0].At})
	require.NoError(t, w.Audit(t.Context(), auditor, id), "the record's own chain holds")
}

func TestAReviewNoLongerHoldsOnceAnotherCaseWouldBeClosed(t *testing.T) {
	for name, change := range map[string]store.Case{
		"the older case is closed elsewhere": {ID: "older", System: "hpa2", Opened: start, Closed: start, ClosedBecause: "done"},
		"one more is opened":                 open("third", "hpa2"),
	} {
		w := newWorld(t, newest{lobby.HPA2()})
		w.client("c-1", jane, open("older", "hpa2"))
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		v := w.held(amy, id)
		w.client("c-1", jane, change)
		_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
		require.Equal(t, lobby.ChangedEffect, refusal(t, err, lobby.ErrStale).Changed[0].What, name)
	}
}

// closingFor closes every new case for a reason that may change.
type closingFor struct {
	lobby.Policy
	reason *string
}

func (p closingFor) Place(store.Case, store.Client) lobby.Placement {
	return lobby.Placement{ClosedBecause: *p.reason}
}

func TestAReviewNoLongerHoldsOnceTheCaseWouldBeClosedForAnotherReason(t *testing.T) {
	for _, reason := range []string{"moved", "duplicate"} {
		is := "duplicate"
		w := newWorld(t, closingFor{lobby.HPA2(), &is})
		w.client("c-1", jane, open("older", "hpa2"))
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		v := w.held(amy, id)
		is = reason
		_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
		if reason == "duplicate" {
			require.NoError(t, err)
			continue
		}
		require.Equal(t, lobby.ChangedEffect, refusal(t, err, lobby.ErrStale).Changed[0].What)
	}
}

func TestTheOlderCasesOfARestrictedClientStayHidden(t *testing.T) {
	w := newWorld(t, newest{lobby.HPA2()})
	w.client("c-1", jane, open("older", "hpa2"))
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	_, err := w.Assign(t.Context(), amy, id, "c-1", w.held(amy, id).Token)
	require.NoError(t, err)
	_, err = w.PutClients(t.Context(), host, []lobby.ClientUpdate{{ID: "c-1", Person: &jane, Restricted: new(true)}})
	require.NoError(t, err)
	r, err := w.Record(t.Context(), amy, id)
	require.NoError(t, err)
	require.Empty(t, r.Decision.Superseded)
	r, err = w.Record(t.Context(), lena, id)
	require.NoError(t, err)
	require.Equal(t, []store.CaseID{"older"}, r.Decision.Superseded)
}

// placingAs places every case in the one way that it is given.
type placingAs struct {
	lobby.Policy
	lobby.Placement
}

func (p placingAs) Place(store.Case, store.Client) lobby.Placement { return p.Placement }

func TestAPlacementThatNoPolicyMayGiveIsShownAndRefused(t *testing.T) {
	closing := func(ids ...store.CaseID) (p lobby.Placement) {
		for _, id := range ids {
			p.Closes = append(p.Closes, lobby.Closing{Case: id, Because: "superseded"})
		}
		return p
	}
	past := open("past", "hpa2")
	past.Closed = start
	for name, p := range map[string]lobby.Placement{
		"closes a case that is not there":        closing("unheard-of"),
		"closes a case of another system":        closing("elsewhere"),
		"closes what is closed":                  closing("past"),
		"closes a case twice":                    closing("older", "older"),
		"closes without a reason":                {Closes: []lobby.Closing{{Case: "older"}}},
		"closes for what is no code":             {Closes: []lobby.Closing{{Case: "older", Because: "two\nlines"}}},
		"closes the new one for what is no code": {ClosedBecause: "two\nlines"},
	} {
		w := newWorld(t, placingAs{lobby.HPA2(), p})
		w.client("c-1", jane, open("older", "hpa2"), open("elsewhere", "hrs"), past)
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		v := w.held(amy, id)
		require.Len(t, v.Clients[0].Effects, 1, name)
		require.Equal(t, lobby.EffectRefused, v.Clients[0].Effects[0].Code, name)
		require.Contains(t, v.Clients[0].Effects[0].Text, "whoever keeps them has to be told", name)
		before := w.register("c-1")
		_, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
		require.Equal(t, "policy.place", refusal(t, err, lobby.ErrInvalid).Field, name)
		require.Equal(t, before, w.register("c-1"), name)
	}
	for name, p := range map[string]lobby.Placement{"closes a case of nobody's": closing("older")} {
		w := newWorld(t, placingAs{lobby.HPA2(), p})
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		v := w.held(amy, id)
		require.Equal(t, lobby.EffectRefused, v.Create[0].Code, name)
		_, err := w.Create(t.Context(), amy, id, v.Token)
		refusal(t, err, lobby.ErrInvalid)
	}
}

func TestAPolicyClosesOnlySoManyCasesAsFitIntoOneWrite(t *testing.T) {
	for _, n := range []int{lobby.MaxCloses, lobby.MaxCloses + 1} {
		w := newWorld(t, newest{lobby.HPA2()})
		var cs []store.Case
		for i := range n {
			cs = append(cs, open(store.CaseID(fmt.Sprint("k", i)), "hpa2"))
		}
		w.client("c-1", jane, cs...)
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		v := w.held(amy, id)
		d, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
		if n > lobby.MaxCloses {
			require.Equal(t, "too-many", refusal(t, err, lobby.ErrTooLarge).Code)
			require.Equal(t, lobby.EffectRefused, v.Clients[0].Effects[0].Code)
			continue
		}
		require.NoError(t, err)
		require.Len(t, d.Superseded, n)
	}
}

// advising closes at once what was settled by advice, as the sender says in the details,
// and mints references once it is told to.
type advising struct {
	lobby.Policy
	mints *bool
}

func (advising) Place(in store.Case, _ store.Client) (p lobby.Placement) {
	if string(in.Details) == "advised" {
		p.ClosedBecause = "advised"
	}
	return p
}

func (p advising) MintsReference() bool { return *p.mints }

// What a review said that a creation does is what it does, as with an assignment: details
// void no review by themselves, and what follows from them does.
func TestACreationDoesWhatTheReviewSaid(t *testing.T) {
	p := advising{lobby.HPA2(), new(bool)}
	w := newWorld(t, p)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	create := func(v lobby.Review) error { _, err := w.Create(t.Context(), amy, id, v.Token); return err }
	stale := func(v lobby.Review) {
		t.Helper()
		require.Equal(t, []lobby.Changed{{What: lobby.ChangedEffect}}, refusal(t, create(v), lobby.ErrStale).Changed)
	}
	v := w.held(amy, id)
	require.Equal(t, lobby.EffectCaseOpened, v.Create[1].Code)
	require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Details: []byte("advised")}))
	stale(v)
	v = w.look(amy, id)
	require.Equal(t, lobby.EffectCaseClosed, v.Create[1].Code)
	*p.mints = true
	stale(v)
	v = w.look(amy, id)
	require.Equal(t, lobby.EffectReferenceMinted, v.Create[2].Code)
	require.NoError(t, w.Amend(t.Context(), portal, id, lobby.Amendment{Household: []store.Member{{Relation: "child", Person: omar}}}), "from which nothing follows")
	require.NoError(t, create(v))
	require.True(t, w.row(id).Decision.Closed)
	require.NotEmpty(t, w.row(id).Decision.Reference)
}

// closesAll closes every open case of its system.
type closesAll struct{ lobby.Policy }

func (closesAll) Place(in store.Case, onto store.Client) (p lobby.Placement) {
	for _, k := range onto.Cases {
		if k.Open() && k.System == in.System {
			p.Closes = append(p.Closes, lobby.Closing{Case: k.ID, Because: "superseded"})
		}
	}
	return p
}

// A decision is written at once, so that it closes no more cases than a batch has room for
// beside the record, its event, the client and whoever is linked.
func TestAPolicyClosesAsMuchAsABatchTakes(t *testing.T) {
	for links, most := range []int{store.MinChanges - 3, store.MinChanges - 5} {
		for _, n := range []int{most, most + 1} {
			w := newWorldOver(t, &answering{Store: new(memory.Store), room: store.MinChanges}, closesAll{lobby.HPA2()})
			w.client("c-sam", sam)
			w.client("c-1", ada)
			for i := range n {
				require.NoError(t, w.PutCase(t.Context(), host, "c-1", open(store.CaseID(fmt.Sprint("k-", i)), store.HPA2)))
			}
			id := w.receive(portal, withSam())
			_, err := w.Claim(t.Context(), amy, id)
			require.NoError(t, err)
			for range links {
				r, err := w.Review(t.Context(), amy, id)
				require.NoError(t, err)
				require.NoError(t, w.LinkMember(t.Context(), amy, id, r.Household[0].ID, "c-sam"))
			}
			v := w.look(amy, id)
			d, err := w.Assign(t.Context(), amy, id, "c-1", v.Token)
			if n > most {
				require.Equal(t, "too-many", refusal(t, err, lobby.ErrTooLarge).Code)
				continue
			}
			require.NoError(t, err)
			require.Len(t, d.Superseded, n)
		}
	}
}
