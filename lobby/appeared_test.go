package lobby_test

import (
	"cmp"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// ranking counts how often a matcher ranks.
type ranking struct {
	plainMatcher
	times atomic.Int32
}

func (m *ranking) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	m.times.Add(1)
	return m.plainMatcher.Rank(asker, pool)
}

func TestACreationRanksAgainOnlyIfWhoSharesAKeyHasChanged(t *testing.T) {
	like := func(change func(*matching.Person)) matching.Person {
		p := jane
		change(&p)
		return p
	}
	flat := like(func(p *matching.Person) { p.NINO, p.Born, p.Emails, p.Phones = "", "", nil, nil })
	for name, tc := range map[string]struct {
		happens func(w *world)
		ranks   bool
		refused error
	}{
		"nothing happens":             {happens: func(w *world) {}},
		"a stranger becomes a client": {happens: func(w *world) { w.client("c-9", omar) }},
		"a stranger's case arrives":   {happens: func(w *world) { w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar}) }},
		"one shown gets another name": {happens: func(w *world) { w.client("c-1", like(func(p *matching.Person) { *p = flat; p.Middle = "May" })) }, ranks: true, refused: lobby.ErrStale},
		"one shown is restricted":     {happens: func(w *world) { put(w.t, w, lobby.ClientUpdate{ID: "c-1", Restricted: new(true)}) }},
		"one shown opens a case":      {happens: func(w *world) { w.client("c-1", flat, open("case-1", "hpa2")) }},
		"one unlikely appears":        {happens: func(w *world) { w.client("c-2", flat) }, ranks: true},
		"one likely appears":          {happens: func(w *world) { w.client("c-2", jane) }, ranks: true, refused: lobby.ErrStale},
		"one shown becomes likely":    {happens: func(w *world) { w.client("c-1", jane) }, ranks: true, refused: lobby.ErrStale},
		"one shown is merged away":    {happens: func(w *world) { w.client("c-9", omar); w.merge("c-1", "c-9") }, ranks: true},
		"one shown is erased":         {happens: func(w *world) { require.NoError(w.t, w.EraseClient(w.t.Context(), dora, "c-1")) }, ranks: true},
		"the same person's other case arrives": {happens: func(w *world) {
			w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "another", Person: like(func(p *matching.Person) { p.Phones = nil })})
		}, ranks: true},
	} {
		t.Run(name, func(t *testing.T) {
			m := new(ranking)
			w := newWorldWith(t, newWorld(t, lobby.HPA2()).store, m, lobby.HPA2())
			w.client("c-1", flat)
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
			v := w.held(amy, id)
			require.Len(t, v.Clients, 1)
			tc.happens(w)
			before := m.times.Load()
			_, err := w.Create(t.Context(), amy, id, v.Token)
			require.Equal(t, tc.ranks, m.times.Load() > before)
			require.ErrorIs(t, err, tc.refused)
		})
	}
}

// voiceless is another version of the matcher, whose profiles tell nothing.
type voiceless struct{ plainMatcher }

func (m voiceless) Prepare(p matching.Person) matching.Prepared {
	prepared := m.plainMatcher.Prepare(p)
	prepared.Profile = "voiceless"
	return prepared
}

// Who was found and not shown is compared by the row, where the profile is not read.
func TestACreationLooksAgainAtWhomItsProfilesTellNothingOf(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	other := newWorldWith(t, w.store, voiceless{}, lobby.HPA2())
	for i := range 60 {
		other.client(store.ClientID(fmt.Sprintf("c-%02d", i)), matching.Person{Given: "Ann", Family: "Other", Postcodes: jane.Postcodes})
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	require.Len(t, v.Clients, 50)
	other.client("c-59", matching.Person{Given: "Jane", Family: "Doe", Born: jane.Born, Postcodes: jane.Postcodes})
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.Equal(t, []lobby.Changed{{What: lobby.ChangedNew, Client: "c-59"}}, refusal(t, err, lobby.ErrStale).Changed)
}

// Whoever cannot be read when the review is made, or only afterwards, stops a creation,
// whether or not anybody is ranked again.
func TestACreationThatRanksNobodyStillReadsWhomTheReviewShowed(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-1", jane)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	token := w.held(amy, id).Token
	d := newWorldWith(t, &damaged{Store: w.store, clients: []store.ClientID{"c-1"}}, plainMatcher{}, lobby.HPA2(), func(o *lobby.Options) { o.Now, o.TokenKey = w.clock.Now, w.o.TokenKey })
	_, err := d.Create(t.Context(), amy, id, token)
	refusal(t, err, lobby.ErrUnreadable)
	_, err = w.Create(t.Context(), amy, id, token)
	require.NoError(t, err)
}

// A verdict is kept of a client whom the officer named, too, and it is the same whether or
// not anybody was ranked again.
func TestACreationKeepsTheSameVerdictsWhetherItRanksOrNot(t *testing.T) {
	for _, ranks := range []bool{false, true} {
		m := new(ranking)
		w := newWorldWith(t, newWorld(t, lobby.HPA2()).store, m, lobby.HPA2())
		w.client("c-1", jane)
		w.client("c-2", matching.Person{Given: "Ann", Family: "Other", Born: "1951-02-03"})
		id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
		w.held(amy, id)
		v, err := w.Review(t.Context(), amy, id, "c-2")
		require.NoError(t, err)
		if ranks {
			w.client("c-3", matching.Person{Given: "Jane", Family: "Doe"})
		}
		before := m.times.Load()
		_, err = w.Create(t.Context(), amy, id, v.Token)
		require.NoError(t, err)
		require.Equal(t, ranks, m.times.Load() > before)
		require.Equal(t, []store.ClientID{"c-1", "c-2"}, clientsOf(w.row(id).Decision.Compared))
	}
}

// ratedAs is a matcher that rates everybody alike.
type ratedAs struct {
	plainMatcher
	rating matching.Rating
}

func (m ratedAs) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	r := m.plainMatcher.Rank(asker, pool)
	for i := range r.Clients {
		r.Clients[i].Probability, r.Clients[i].Rating = m.rating.From(), m.rating
	}
	return r
}

// TestI13_WhoeverIsRatedAsTheGuardSaysStopsACreation tries each rating of somebody who has
// appeared with each guard, and with none.
func TestI13_WhoeverIsRatedAsTheGuardSaysStopsACreation(t *testing.T) {
	ratings := []matching.Rating{matching.VeryWeak, matching.Weak, matching.Possible, matching.Strong, matching.VeryStrong}
	for _, guard := range append([]matching.Rating{""}, ratings...) {
		for _, rating := range ratings {
			w := newWorldWith(t, new(memory.Store), ratedAs{rating: rating}, lobby.HPA2(), func(o *lobby.Options) { o.Guard = guard })
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
			v := w.held(amy, id)
			w.client("c-1", jane)
			_, err := w.Create(t.Context(), amy, id, v.Token)
			if !rating.AtLeast(cmp.Or(guard, matching.Possible)) {
				require.NoError(t, err, "%s beside a guard of %q", rating, guard)
				continue
			}
			changed := refusal(t, err, lobby.ErrStale).Changed
			require.Equal(t, []lobby.Changed{{What: lobby.ChangedNew, Client: "c-1"}}, changed, "%s beside a guard of %q", rating, guard)
		}
	}
}
