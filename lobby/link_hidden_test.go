package lobby_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestI18_ALinkToARestrictedClientIsNotTold(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	id, v := withSamHeld(w)
	plain := lobby.Actor{ID: "luke", Authority: leeds, Role: lobby.Lead, Rights: lobby.MayRemove}
	require.NoError(t, w.Reassign(t.Context(), lena, id, "lena"))
	put(t, w, lobby.ClientUpdate{ID: "c-sam", Restricted: new(true)})
	v = w.link(lena, v, 0, "c-sam")
	require.Contains(t, dump(v.Record), "c-sam")
	told := func(a lobby.Actor) string {
		r, err := w.Record(t.Context(), a, id)
		require.NoError(t, err)
		out := dump(r)
		c, err := w.Client(t.Context(), a, "c-ada")
		require.NoError(t, err)
		out += dump(c)
		es, err := w.Events(t.Context(), plain, store.EventQuery{})
		require.NoError(t, err)
		out += dump(es)
		require.NotContains(t, dump(es), lobby.KindMemberLinked, "nor that there was a link to take back")
		all, err := w.Events(t.Context(), lena, store.EventQuery{})
		require.NoError(t, err)
		require.Contains(t, dump(all), lobby.KindMemberLinked)
		f, err := w.Search(t.Context(), a, ada)
		require.NoError(t, err)
		out += dump(f)
		f, err = w.Find(t.Context(), a, string(id))
		require.NoError(t, err)
		return out + dump(f)
	}
	require.NotContains(t, told(amy), "c-sam")
	require.NoError(t, w.Reassign(t.Context(), lena, id, "amy"))
	v = w.look(amy, id)
	require.NotContains(t, dump(v), "c-sam")
	require.NotContains(t, dump(v), "linked to a client", "nor that there is a link")
	_, err := w.Assign(t.Context(), amy, id, "c-ada", v.Token)
	require.NoError(t, err)
	after := told(amy)
	for _, mark := range []string{"c-sam", "Sam", "AB123456C", "1983-02-11"} {
		require.NotContains(t, after, mark, "the member is that client now")
	}
	require.Contains(t, after, "Lily")
	r, err := w.Record(t.Context(), lena, id)
	require.NoError(t, err)
	require.Equal(t, store.ClientID("c-sam"), r.Household[0].Client)

	// And the other way round: whose household a client is in is told to who may know of it.
	put(t, w, lobby.ClientUpdate{ID: "c-sam", Restricted: new(false)})
	put(t, w, lobby.ClientUpdate{ID: "c-ada", Restricted: new(true)})
	c, err := w.Client(t.Context(), amy, "c-sam")
	require.NoError(t, err)
	require.Empty(t, c.Within)
	require.Equal(t, []store.RecordID{id}, w.opened("c-sam").Within)
}

func TestI18_NobodyIsLinkedToWhoeverIsHidden(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &sam, Restricted: new(true)})
	id := w.receive(portal, withSam())
	v := w.held(amy, id)
	for _, c := range []store.ClientID{"c-hidden", "c-never"} {
		refusal(t, w.LinkMember(t.Context(), amy, id, v.Household[0].ID, c), lobby.ErrNotFound)
	}
	require.Empty(t, w.row(id).Household[0].Client)
}

// Whoever says a link is told what they see of it: nobody finds out by trying.
func TestI18_ALinkIsNotFoundOutByTrying(t *testing.T) {
	f := &faulty{Store: new(memory.Store)}
	w := newWorldOver(t, f, lobby.HPA2())
	id, v := withSamHeld(w)
	w.link(amy, v, 0, "c-sam")
	amend := func(by lobby.Actor, c store.ClientID) error {
		household := withSam().Household
		household[0].Client = c
		return w.Amend(t.Context(), by, id, lobby.Amendment{Household: household})
	}
	tried := func(by lobby.Actor) {
		t.Helper()
		for _, c := range []store.ClientID{"c-sam", "c-never"} {
			e := refusal(t, amend(by, c), lobby.ErrInvalid)
			require.Equal(t, []string{"household.client", "not-linked"}, []string{e.Field, e.Code}, c)
		}
		require.Equal(t, store.ClientID("c-sam"), w.row(id).Household[0].Client)
	}
	tried(portal) // which sees no link
	require.NoError(t, amend(amy, "c-sam"), "an officer gives back what was read")
	refusal(t, amend(amy, "c-never"), lobby.ErrInvalid)

	put(t, w, lobby.ClientUpdate{ID: "c-sam", Restricted: new(true)})
	tried(amy)
	for _, c := range []store.ClientID{"c-sam", "c-never"} {
		e := refusal(t, w.LinkMember(t.Context(), amy, id, v.Household[0].ID, c), lobby.ErrNotFound)
		require.Equal(t, "client", e.Field, c)
	}
	require.NoError(t, amend(amy, ""), "and keeps the link that it does not say")
	require.Equal(t, store.ClientID("c-sam"), w.row(id).Household[0].Client)
	require.Empty(t, w.codes(id, lobby.KindAmended))
	f.arm(0, 0, false)
	require.NoError(t, amend(amy, ""))
	require.Equal(t, 2, f.calls, "the record, and the client to whom the link leads")
	for call, calls := 1, f.calls; call <= calls; call++ {
		f.arm(call, call+1, false)
		refusal(t, amend(amy, ""), lobby.ErrStore)
	}
}

// A provider's user who sees a member vanish with the decision would know that this is
// somebody who must not be found.
func TestI18_AProviderIsNotToldWhichMemberIsARestrictedClient(t *testing.T) {
	seen := func(restricted bool) string {
		w := newWorld(t, lobby.HRS())
		w.client("c-omar", omar)
		put(t, w, lobby.ClientUpdate{ID: "c-omar", Restricted: &restricted})
		id := w.receive(haven, lobby.Arrival{Channel: store.ChannelProvider, Person: jane, Household: []store.Member{{Relation: "partner", Person: omar}}})
		v := w.link(lena, w.held(lena, id), 0, "c-omar")
		_, err := w.Create(t.Context(), lena, id, v.Token)
		require.NoError(t, err)
		r, err := w.Record(t.Context(), haven, id)
		require.NoError(t, err)
		require.Equal(t, omar.Family, r.Household[0].Person.Family)
		page, err := w.Decided(t.Context(), haven, lobby.DecidedFilter{})
		require.NoError(t, err)
		return dump(r.Household) + dump(page.Records[0].Household)
	}
	require.Equal(t, seen(false), seen(true))
	require.NotContains(t, seen(true), "c-omar")
}
