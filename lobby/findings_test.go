package lobby_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// tellsOf is a matcher that says of everybody who is found what it is told to.
type tellsOf struct {
	plainMatcher
	say func(*matching.Ranking)
}

func (m tellsOf) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	r := m.plainMatcher.Rank(asker, pool)
	r.Absent, r.Missed = .75*r.None, .25*r.None
	m.say(&r)
	return r
}

func commonly(field string, clients int) func(*matching.Ranking) {
	return func(r *matching.Ranking) {
		r.Common, r.Ungrouped = []matching.Common{{Field: field, Clients: clients, Truncated: true}}, true
	}
}

func TestAReviewAndASearchPassOnWhatTheRankingSaysOfTheWhole(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), tellsOf{say: commonly("surname", 1234)}, lobby.HPA2())
	w.client("c-1", matching.Person{Given: "Jane", Family: "Doe"})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.look(lena, id)
	f, err := w.Search(t.Context(), lena, jane)
	require.NoError(t, err)
	require.InDelta(t, v.None, v.Absent+v.Missed, 1e-12)
	require.InDelta(t, 3, v.Absent/v.Missed, 1e-9)
	require.Equal(t, []float64{v.None, v.Absent, v.Missed}, []float64{f.None, f.Absent, f.Missed})
	require.Equal(t, []matching.Common{{Field: "surname", Clients: 1234, Truncated: true}}, v.Common)
	require.Equal(t, v.Common, f.Common)
	require.True(t, v.Ungrouped && f.Ungrouped)
}

func TestTheUKMatcherTellsALobbyHowManyHaveASurname(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2())
	for i := range 22 {
		w.client(store.ClientID(fmt.Sprint("c-", i)), matching.Person{Given: string(rune('A'+i)) + "lex", Family: "Smith"})
	}
	f, err := w.Search(t.Context(), lena, matching.Person{Family: "Smith"})
	require.NoError(t, err)
	require.Contains(t, f.Common, matching.Common{Field: "surname", Clients: 22})
	require.Len(t, f.Clients, 22)
	require.False(t, f.TooFew)
}

func TestI18_WhatARestrictedClientTakesFromAbsentAndMissedIsNotTold(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), tellsOf{say: func(*matching.Ranking) {}}, lobby.HPA2())
	put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &matching.Person{Given: "Jane", Family: "Doe", Phones: jane.Phones}})
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &matching.Person{Postcodes: jane.Postcodes}, Restricted: new(true)})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})

	v := w.look(amy, id)
	require.Zero(t, v.Restricted, "whoever shares a postcode is not told of")
	require.InDelta(t, v.None, v.Absent+v.Missed, 1e-12, "no gap to work back from")
	require.InDelta(t, 3, v.Absent/v.Missed, 1e-9, "nor a share that is not as it always is")

	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
	v = w.look(amy, id)
	f, err := w.Search(t.Context(), amy, jane)
	require.NoError(t, err)
	require.Equal(t, 1, v.Restricted)
	for _, p := range []float64{v.None, v.Absent, v.Missed, f.None, f.Absent, f.Missed} {
		require.Contains(t, []float64{0, .10, .50, .90, .99}, p)
	}
	hers := w.look(lena, id).Clients[0]
	require.Equal(t, "c-hidden", hers.ID)
	require.Greater(t, hers.Probability, .9)
	require.GreaterOrEqual(t, min(v.None, v.Missed), .9, "she is on the register, and this list does not show her")
}

func TestI18_AGroupDoesNotTellOfItsHiddenMember(t *testing.T) {
	for name, c := range map[string]struct {
		groups     map[string]int
		restricted []store.ClientID
		want       map[string]int
	}{
		"nobody hidden":                       {map[string]int{"c-1": 1, "c-2": 1, "c-3": 2, "c-4": 2}, nil, map[string]int{"c-1": 1, "c-2": 1, "c-3": 2, "c-4": 2}},
		"one of two hidden":                   {map[string]int{"c-1": 1, "c-2": 1}, []store.ClientID{"c-2"}, map[string]int{"c-1": 0, "c-3": 0, "c-4": 0}},
		"one of three hidden":                 {map[string]int{"c-1": 1, "c-2": 1, "c-3": 1}, []store.ClientID{"c-2"}, map[string]int{"c-1": 1, "c-3": 1, "c-4": 0}},
		"the whole first group hidden":        {map[string]int{"c-1": 1, "c-2": 1, "c-3": 2, "c-4": 2}, []store.ClientID{"c-1", "c-2"}, map[string]int{"c-3": 1, "c-4": 1}},
		"the first of two groups is one left": {map[string]int{"c-1": 1, "c-2": 1, "c-3": 2, "c-4": 2}, []store.ClientID{"c-2"}, map[string]int{"c-1": 0, "c-3": 1, "c-4": 1}},
		"somebody without a group hidden":     {map[string]int{"c-1": 1, "c-2": 1}, []store.ClientID{"c-4"}, map[string]int{"c-1": 1, "c-2": 1, "c-3": 0}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorldWith(t, new(memory.Store), tellsOf{say: func(r *matching.Ranking) {
				for i := range r.Clients {
					r.Clients[i].Group = c.groups[r.Clients[i].ID]
				}
			}}, lobby.HPA2())
			for _, id := range []store.ClientID{"c-1", "c-2", "c-3", "c-4"} {
				w.client(id, jane)
			}
			for _, id := range c.restricted {
				put(t, w, lobby.ClientUpdate{ID: id, Person: &jane, Restricted: new(true)})
			}
			got := map[string]int{}
			for _, m := range w.look(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})).Clients {
				got[m.ID] = m.Group
			}
			for id, g := range c.want {
				require.Equal(t, g, got[id], id)
			}
			require.Len(t, got, 4-len(c.restricted))
		})
	}
}

func TestI18_ANumberOfCarriersSpeaksOfNoOnePerson(t *testing.T) {
	for _, c := range []struct{ carriers, hidden, others, want int }{
		{1, 0, 0, 0}, {9, 0, 0, 0}, {10, 0, 0, 10}, {22, 0, 0, 20}, {34, 0, 0, 30}, // cut, whoever is hidden
		{22, 1, 0, 20}, {30, 1, 0, 20}, {10, 1, 0, 0}, {1, 1, 0, 0}, {2, 2, 0, 0}, // and without those who are
		{10, 0, 1, 10}, {30, 0, 2, 30}, // and with those who are not, whoever else is
	} {
		t.Run(fmt.Sprintf("%d carry it, %d of them and %d others are hidden", c.carriers, c.hidden, c.others), func(t *testing.T) {
			w := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2())
			asked := matching.Person{Phones: jane.Phones, Emails: jane.Emails}
			for i := range c.carriers {
				put(t, w, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", i)), Person: &matching.Person{Phones: asked.Phones}, Restricted: new(i < c.hidden)})
			}
			for i := range c.others {
				put(t, w, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("d-", i)), Person: &matching.Person{Emails: asked.Emails}, Restricted: new(true)})
			}
			count := func(a lobby.Actor) (n int) {
				f, err := w.Search(t.Context(), a, asked)
				require.NoError(t, err)
				for _, has := range f.Common {
					if has.Field == "phone" {
						n = has.Clients
					}
				}
				return n
			}
			require.Equal(t, c.want, count(amy))
			require.Equal(t, c.carriers, count(lena), "exact for whoever sees all")
		})
	}
}

// Whoever is hidden from the officer was in the review all the same, whether or not they
// were likely: they have not appeared since, and a creation does not wait for them.
func TestI18_WhoeverWasHiddenInTheReviewHasNotAppearedSince(t *testing.T) {
	w := newWorld(t, lobby.HPA2(), func(o *lobby.Options) { o.Guard = matching.VeryWeak })
	unlikely := omar
	unlikely.Postcodes = jane.Postcodes
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &unlikely, Restricted: new(true)})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	require.Zero(t, v.Restricted)
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
}

// Whom the officer may see by now, and did not see in the review, is looked at before
// somebody is created who may be the same.
func TestI13_WhoeverIsHiddenNoMoreStopsACreation(t *testing.T) {
	trusted := amy
	trusted.Rights |= lobby.MaySeeRestricted
	for name, since := range map[string]struct {
		by         lobby.Actor
		restricted bool
	}{"still hidden": {amy, true}, "restricted no more": {amy, false}, "the officer has the right now": {trusted, true}} {
		w := newWorld(t, lobby.HPA2())
		put(t, w, lobby.ClientUpdate{ID: "c-1", Person: &jane, Restricted: new(true)})
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		v := w.held(amy, id)
		require.Equal(t, 1, v.Restricted)
		put(t, w, lobby.ClientUpdate{ID: "c-1", Restricted: &since.restricted})
		_, err := w.Create(t.Context(), since.by, id, v.Token)
		if name == "still hidden" {
			require.NoError(t, err)
			continue
		}
		require.Equal(t, []lobby.Changed{{What: lobby.ChangedNew, Client: "c-1"}}, refusal(t, err, lobby.ErrStale).Changed, name)
		_, err = w.Create(t.Context(), since.by, id, w.look(since.by, id).Token)
		require.NoError(t, err, "and now it was seen")
	}
}
