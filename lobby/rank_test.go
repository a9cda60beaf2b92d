package lobby_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestAReviewListsFiftyAndCountsAll(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	var cs []lobby.ClientUpdate
	for i := range 100 {
		cs = append(cs, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprintf("c-%03d", i)), Person: &jane})
	}
	_, err := w.PutClients(t.Context(), host, cs)
	require.NoError(t, err)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	v := w.held(amy, id)
	require.Len(t, v.Clients, 50)
	require.Equal(t, 100, v.Results)
	require.False(t, v.Truncated)
	require.Less(t, len(v.Token), 6<<10)

	few := newWorldOver(t, w.store, lobby.HPA2(), func(o *lobby.Options) { o.CandidateLimit = 99 })
	require.True(t, few.look(amy, id).Truncated, "a list that may be incomplete says so")
	w.client("c-100", jane)
	require.True(t, w.look(amy, id).Truncated, "where the host says nothing, a hundred may share a key")
}

// The matcher explains the first ten and whoever is as probable as one in a million: none
// other is listed.
func TestWhoeverAReviewListsIsExplained(t *testing.T) {
	asked := jane
	asked.NINO, asked.Gender, asked.Postcodes = "AB123456C", "female", []string{"LS8 4AA"}
	for name, c := range map[string]struct {
		like   func(i int) matching.Person
		listed int
	}{
		"forty who may be her": {func(int) matching.Person { return asked }, 40},
		"forty who share a postcode and an initial": {func(i int) matching.Person {
			return matching.Person{Given: "J" + strings.Repeat("o", 3+i), Family: "Quarmby", Born: "05/12/1941", NINO: "CD654321A", Gender: "male", Postcodes: asked.Postcodes}
		}, 10},
	} {
		w := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2())
		for i := range 40 {
			w.client(store.ClientID(fmt.Sprint("c-", i)), c.like(i))
		}
		v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: asked}))
		require.Equal(t, 40, v.Results, name)
		require.Len(t, v.Clients, c.listed, name)
		for _, m := range v.Clients {
			require.NotEmpty(t, m.Evidence, name)
		}
	}
}

// rigged is a matcher that says of the clients what it is told to.
type rigged struct {
	plainMatcher
	say func([]matching.Match) []matching.Match
}

func (m rigged) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	r := m.plainMatcher.Rank(asker, pool)
	r.Clients = m.say(r.Clients)
	return r
}

func TestWhoeverIsAsProbableAsOneInAMillionIsListed(t *testing.T) {
	for probability, listed := range map[float64]int{1e-6: 12, math.Nextafter(1e-6, 0): 10, 0: 10} {
		w := newWorldWith(t, new(memory.Store), rigged{say: func(ms []matching.Match) []matching.Match {
			for i := range ms {
				ms[i].Probability = probability
			}
			return ms
		}}, lobby.HPA2())
		for i := range 12 {
			w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
		}
		v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
		require.Len(t, v.Clients, listed)
		require.Equal(t, 12, v.Results)
	}
}

func TestWhoeverIsLessProbableThanOneInAMillionIsNotListedWithWhoIs(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), rigged{say: func(ms []matching.Match) []matching.Match {
		for i := range ms {
			ms[i].Probability = 0
			if i < 11 {
				ms[i].Probability = 1e-6
			}
		}
		return ms
	}}, lobby.HPA2())
	for i := range 13 {
		w.client(store.ClientID(fmt.Sprint("c-", i)), jane)
	}
	v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	require.Len(t, v.Clients, 11)
}

func TestWhomAMatcherInventsIsCountedAndNotShown(t *testing.T) {
	nobody := matching.Match{ID: "nobody", Probability: 1}
	for name, say := range map[string]func(ms []matching.Match) []matching.Match{
		"last":  func(ms []matching.Match) []matching.Match { return append(ms, nobody) },
		"first": func(ms []matching.Match) []matching.Match { return append([]matching.Match{nobody}, ms...) },
	} {
		w := newWorldWith(t, new(memory.Store), rigged{say: say}, lobby.HPA2())
		w.client("c-1", jane)
		v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
		require.Len(t, v.Clients, 1, name)
		require.Equal(t, store.ClientID("c-1"), v.Clients[0].Client.ID, name)
		require.Equal(t, 2, v.Results, name)
	}
}

// preparing is the UK's matcher, and counts the people whom it prepares.
type preparing struct {
	*matching.UKMatcher
	prepared *int
}

func (m preparing) Prepare(p matching.Person) matching.Prepared {
	*m.prepared++
	return m.UKMatcher.Prepare(p)
}

func TestARecordIsPreparedOnceByOneMatcher(t *testing.T) {
	n := 0
	m := preparing{matching.UK(nil), &n}
	w := newWorldWith(t, new(memory.Store), m, lobby.HPA2())
	w.client("c-1", jane)
	alone := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})
	household := w.receive(portal, withSam())
	w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "twin of one", Person: jane})
	beside := withSam()
	beside.Key = "twin of the other"
	w.receive(portal, beside)
	w.held(amy, alone)
	w.held(amy, household)
	n = 0
	require.Len(t, w.look(amy, alone).Records, 1)
	require.Zero(t, n, "it was prepared when it was written, and so was who is beside it, and the client")
	require.Len(t, w.look(amy, household).Records, 1)
	require.Equal(t, 3, n, "the keys of each of a household are kept together")

	n = 0
	_, err := newWorldWith(t, w.store, preparing{matching.UK(&matching.Options{PriorKnown: .9}), &n}, lobby.HPA2(), func(o *lobby.Options) { o.Now, o.NewID = w.o.Now, w.o.NewID }).Review(t.Context(), amy, alone)
	require.NoError(t, err)
	require.Greater(t, n, 1, "and again by another: nobody, and the person")
}

func TestTheRatingOfAPersonAloneIsTheMatchers(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), rigged{say: func(ms []matching.Match) []matching.Match {
		for i := range ms {
			ms[i].Rating = matching.Weak
		}
		return ms
	}}, lobby.HPA2())
	w.client("c-1", jane)
	v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	require.Equal(t, matching.Weak, v.Clients[0].Rating)
	require.Greater(t, v.Clients[0].Probability, .9)
}

func TestNoProbabilityIsMoreThanCertain(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), rigged{say: func(ms []matching.Match) []matching.Match {
		for i := range ms {
			ms[i].Probability, ms[i].Rating = 1, matching.VeryStrong
		}
		return ms
	}}, lobby.HPA2())
	for i := range 3 {
		put(t, w, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("c-", i)), Person: &jane, Restricted: new(true)})
	}
	v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane}))
	require.Empty(t, v.Clients)
	require.LessOrEqual(t, v.None, 1.)
	require.LessOrEqual(t, v.Missed, 1.)
}

// A client who was merged or erased between the search and the reading is nobody's
// match any more, and does not stop a creation.
func TestI13_B6_WhoWasMergedOrErasedDoesNotStopACreation(t *testing.T) {
	for name, gone := range map[string]func(w *world){
		"merged": func(w *world) { w.client("c-2", matching.Person{Given: "Una"}); w.merge("c-1", "c-2") },
		"erased": func(w *world) { require.NoError(w.t, w.EraseClient(w.t.Context(), dora, "c-1")) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t, lobby.HPA2())
			id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
			token := w.held(amy, id).Token
			w.client("c-1", jane)
			stale := &counting{Store: w.store, then: func() { gone(w) }}
			s := lobby.New(stale, plainMatcher{}, lobby.HPA2(), &w.o)
			_, err := s.Create(t.Context(), amy, id, token)
			require.NoError(t, err)
		})
	}
}
