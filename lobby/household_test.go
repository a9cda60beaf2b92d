package lobby_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

// The people of one household.
var (
	ada = matching.Person{Given: "Ada", Family: "Quarmby", Born: "1985-09-05", Phones: []string{"07700 900111"}, Postcodes: []string{"LS8 4AA"}}
	sam = matching.Person{Given: "Sam", Family: "Quarmby", Born: "1983-02-11", NINO: "AB123456C", Phones: []string{"07700 900111"}, Postcodes: []string{"LS8 4AA"}}
	kid = matching.Person{Given: "Lily", Family: "Quarmby", Born: "2015-06-30"}
)

// withSam is Ada's case: her partner and her daughter come along.
func withSam() lobby.Arrival {
	return lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "ada-1", Person: ada,
		Household: []store.Member{{Relation: "partner", Person: sam}, {Relation: "child", Person: kid}}}
}

func newUK(t *testing.T, p lobby.Policy) *world {
	return newWorldWith(t, new(memory.Store), matching.UK(nil), p)
}

func TestM15_EveryMemberOfAHouseholdIsMatched(t *testing.T) {
	for name, m := range map[string]matching.Matcher{"plain": plainMatcher{}, "uk": matching.UK(nil)} {
		t.Run(name, func(t *testing.T) {
			w := newWorldWith(t, new(memory.Store), m, lobby.HPA2())
			w.client("c-sam", sam)
			w.client("c-omar", omar)
			id := w.receive(portal, withSam())
			v := w.held(amy, id)
			require.Len(t, v.Household, 2)
			require.Equal(t, []matching.Person{sam, kid}, []matching.Person{v.Household[0].Member.Person, v.Household[1].Member.Person})
			require.Equal(t, "c-sam", v.Household[0].Clients[0].ID)
			require.True(t, v.Household[0].Clients[0].Rating.AtLeast(matching.Strong), v.Household[0].Clients[0].Rating)
			for _, m := range append(v.Clients, v.Household[1].Clients...) {
				require.False(t, m.Rating.AtLeast(matching.Possible), "Sam's client is neither Ada nor the child: %v", m.Match)
			}
			require.Empty(t, v.Records, "nobody of a record is beside it")
			require.Empty(t, v.Household[0].Records)
		})
	}
}

func TestM15_EveryMemberOfAHouseholdIsFound(t *testing.T) {
	for name, m := range map[string]matching.Matcher{"plain": plainMatcher{}, "uk": matching.UK(nil)} {
		t.Run(name, func(t *testing.T) {
			w := newWorldWith(t, new(memory.Store), m, lobby.HPA2())
			for i := range 12 { // whose ids come before and after
				w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: fmt.Sprint("other-", i), Person: matching.Person{Given: "Otto", Family: "Vane", Phones: sam.Phones}})
			}
			id := w.receive(portal, withSam())
			for place, p := range []matching.Person{ada, sam, kid} {
				f, err := w.Search(t.Context(), amy, p)
				require.NoError(t, err)
				require.NotEmpty(t, f.Records, place)
				require.Equal(t, id, f.Records[0].Record.ID)
				require.Equal(t, string(id), f.Records[0].ID)
				require.Equal(t, place, f.Records[0].Member)
				for _, r := range f.Records[1:] {
					require.NotEqual(t, id, r.Record.ID, "once")
				}
			}

			// Sam sends a case of his own: each says that the other is there.
			own := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "sam-1", Person: sam})
			v := w.held(amy, own)
			require.Equal(t, id, v.Records[0].Record.ID)
			require.Equal(t, 1, v.Records[0].Member)
			v = w.held(ben, id)
			require.Equal(t, own, v.Household[0].Records[0].Record.ID)
			require.Zero(t, v.Household[0].Records[0].Member)

			// Whoever is amended out of the household is found no more.
			require.NoError(t, w.Amend(t.Context(), ben, id, lobby.Amendment{Household: []store.Member{{Relation: "child", Person: kid}}}))
			f, err := w.Search(t.Context(), amy, sam)
			require.NoError(t, err)
			for _, r := range f.Records {
				require.False(t, r.Record.ID == id && r.Member > 0, r)
			}
		})
	}
}

func TestM15_OneClientIsNotTwoOfAHousehold(t *testing.T) {
	w := newUK(t, lobby.HPA2())
	john := matching.Person{Given: "John", Family: "Featherstone", Born: "1960-04-01", Phones: []string{"07700 900777"}, Postcodes: []string{"LS8 4AA"}}
	junior := john
	junior.Born = "1990-10-21"
	w.client("c-john", john)
	alone := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "John", Family: "Featherstone", Phones: john.Phones}}))
	v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: matching.Person{Given: "John", Family: "Featherstone", Phones: john.Phones},
		Household: []store.Member{{Relation: "father", Person: john}, {Relation: "brother", Person: junior}}}))
	require.Equal(t, "c-john", alone.Clients[0].ID)
	require.True(t, alone.Clients[0].Rating.AtLeast(matching.Possible))
	require.Equal(t, "c-john", v.Household[0].Clients[0].ID)
	require.True(t, v.Household[0].Clients[0].Rating.AtLeast(matching.Strong))
	require.Less(t, v.Clients[0].Probability, alone.Clients[0].Probability)
	sum := v.Clients[0].Probability + v.Household[0].Clients[0].Probability + v.Household[1].Clients[0].Probability
	require.LessOrEqual(t, sum, 1.1, "all of them together are about one client")
	for _, l := range []lobby.Found{v.Household[0].Found, v.Household[1].Found} {
		require.InDelta(t, 1, l.None+l.Clients[0].Probability, 1e-9)
		require.InDelta(t, l.None, l.Absent+l.Missed, 1e-9)
	}
}

func TestM15_WhatAHouseholdSharesSpeaksForEachOfIt(t *testing.T) {
	w := newUK(t, lobby.HPA2())
	known := matching.Person{Given: "A", Family: "Quarmby", Phones: ada.Phones}
	w.client("c-1", known)
	weight := func(v lobby.Arrival) float64 {
		return w.held(amy, w.receive(portal, v)).Clients[0].Weight
	}
	asked := matching.Person{Given: "Ada", Family: "Quarmby", Phones: ada.Phones}
	alone := weight(lobby.Arrival{Channel: store.ChannelSelfReferral, Person: asked})
	other := weight(lobby.Arrival{Channel: store.ChannelSelfReferral, Person: asked, Household: []store.Member{{Person: omar}}})
	sharing := weight(lobby.Arrival{Channel: store.ChannelSelfReferral, Person: asked, Household: []store.Member{{Person: matching.Person{Given: "Bert", Phones: ada.Phones}}}})
	both := weight(lobby.Arrival{Channel: store.ChannelSelfReferral, Person: asked, Household: []store.Member{
		{Person: matching.Person{Given: "Bert", Phones: ada.Phones}}, {Person: matching.Person{Given: "Carl", Phones: ada.Phones}}}})
	require.Equal(t, alone, other, "who shares nothing changes nothing")
	require.Less(t, sharing, alone)
	require.Less(t, both, sharing)

	v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: asked, Household: []store.Member{{Person: sam}}}))
	require.Equal(t, w.look(lena, v.Record.ID).Common, func() []matching.Common {
		f, err := w.Search(t.Context(), lena, asked)
		require.NoError(t, err)
		return f.Common
	}(), "how many clients have a value is told as it is")
}

func TestI12_TheHouseholdOfARecordDoesNotChangeHowItsPersonIsRanked(t *testing.T) {
	w := newUK(t, lobby.HPA2())
	w.client("c-1", jane)
	stranger := store.Member{Relation: "friend", Person: omar}
	one := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane}))
	two := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: jane, Household: []store.Member{stranger}}))
	require.Equal(t, one.Clients, two.Clients)
	require.Equal(t, one.None, two.None)
}

// Sam is a client, and comes along in Ada's case: whether it waits or is decided, and
// whether an officer has linked him or not.
func TestM15_AMemberIsToldAndErasedInTheRecordsOfOthers(t *testing.T) {
	marks := []string{"Given:Sam ", "AB123456C", "1983-02-11", "partner"}
	for name, m := range map[string]matching.Matcher{"plain": plainMatcher{}, "uk": matching.UK(nil)} {
		for _, linked := range []bool{true, false} {
			for _, decided := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s, linked %v, decided %v", name, linked, decided), func(t *testing.T) {
					w := newWorldWith(t, new(memory.Store), m, lobby.HPA2())
					id, v := withSamHeld(w)
					if linked {
						v = w.link(amy, v, 0, "c-sam")
					}
					if decided {
						_, err := w.Assign(t.Context(), amy, id, "c-ada", v.Token)
						require.NoError(t, err)
					}
					file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-sam"})
					require.NoError(t, err)
					require.Contains(t, string(file), "householdsOfOthers")
					require.Contains(t, string(file), string(id))
					require.Contains(t, string(file), "partner")
					require.NotContains(t, string(file), "Ada", "nothing of the others")
					require.NotContains(t, string(file), "Lily")
					file, err = w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-ada"})
					require.NoError(t, err)
					require.NotContains(t, string(file), "householdsOfOthers")

					require.NoError(t, w.EraseClient(t.Context(), dora, "c-sam"))
					r := w.row(id)
					held := dump(r) + dump(w.register("c-ada")) + dump(w.opened("c-ada")) + dump(w.register("c-sam"))
					for _, mark := range marks {
						require.NotContains(t, held, mark)
					}
					require.NotContains(t, dump(r), "c-sam")
					require.Equal(t, []store.Member{{}, {Relation: "child", Person: kid}}, r.Household, "the others stay")
					require.Equal(t, ada, r.Person)
					require.Empty(t, r.Arrived, "nor is there a digest that he is in")
					require.Equal(t, "household", w.codes(id, lobby.KindForgotten)[0])
					require.NoError(t, w.Audit(t.Context(), auditor, id))
					f, err := w.Search(t.Context(), amy, sam)
					require.NoError(t, err)
					for _, m := range f.Records {
						require.NotEqual(t, 1, m.Member)
					}
					require.NoError(t, w.EraseClient(t.Context(), dora, "c-sam"), "erased twice is erased once")
					require.Equal(t, r, w.row(id))
					if !decided {
						_, err = w.Create(t.Context(), amy, id, w.look(amy, id).Token)
						require.NoError(t, err)
					}
				})
			}
		}
	}
}

func TestM15_WhoIsPerhapsAClientIsNotErasedForIt(t *testing.T) {
	w := newUK(t, lobby.HPA2())
	twin := sam
	twin.Given, twin.NINO = "Sid", "AB123457C"
	w.client("c-sam", sam)
	w.client("c-2", omar)
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: ada, Household: []store.Member{
		{Relation: "brother", Person: twin}, {Relation: "friend", Person: matching.Person{Given: "Sam"}}, {Relation: "partner", Person: omar},
	}})
	before := w.row(id)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-sam"))
	require.Equal(t, before, w.row(id))
	file, err := w.SubjectAccess(t.Context(), dora, lobby.Subject{Client: "c-2"})
	require.NoError(t, err)
	require.NotContains(t, string(file), "Sid")

	// An officer who said that a member is another client is believed.
	v := w.held(amy, id)
	w.client("c-3", omar)
	w.link(amy, v, 2, "c-3")
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-2"))
	require.Equal(t, omar, w.row(id).Household[2].Person)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-3"))
	require.Empty(t, w.row(id).Household[2])
}

// aloof is a matcher that leaves out of its ranking whoever is not even possible.
type aloof struct{ plainMatcher }

func (m aloof) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	r := m.plainMatcher.Rank(asker, pool)
	r.Clients = slices.DeleteFunc(r.Clients, func(m matching.Match) bool { return !m.Rating.AtLeast(matching.Possible) })
	return r
}

func TestM15_WhomAMatcherDoesNotRankIsNobodyOfTheHousehold(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), aloof{}, lobby.HPA2())
	w.client("c-1", matching.Person{Given: "Otto", Family: "Vane", Born: "1950-01-01", NINO: "AB123459C", Emails: []string{"o@example.com"}, Postcodes: []string{"LS1 1AA"}, Phones: sam.Phones})
	id := w.receive(portal, withSam())
	before := w.row(id)
	require.NoError(t, w.EraseClient(t.Context(), dora, "c-1"))
	require.Equal(t, before, w.row(id), "a phone that they share leads there and says no more")
}

func TestTheProfilesOfAHouseholdArePartedAsTheyWereKept(t *testing.T) {
	ps := []matching.Profile{"a", "", "bc"}
	for _, n := range []int{127, 128, 20_000} { // whose lengths take one byte, two and three
		ps = append(ps, matching.Profile(strings.Repeat("x", n)))
	}
	for n := 1; n <= len(ps); n++ {
		require.Equal(t, ps[:n], lobby.ProfilesOf(lobby.Together(ps[:n])))
	}
	whole := lobby.Together(ps)
	for _, n := range []int{1, 20_000, 20_002, 20_003} {
		cut := whole[:len(whole)-n]
		if parted := lobby.ProfilesOf(cut); len(parted) > 1 { // it ends with one
			require.Equal(t, ps[:len(ps)-1], parted)
			require.Equal(t, 20_003, n)
		} else {
			require.Equal(t, []matching.Profile{cut}, parted, "what is cut off is nobody's")
		}
	}
	require.Equal(t, []matching.Profile{"a"}, lobby.ProfilesOf("a"))
}

// A value is counted once for a record, as the applicant's: a household of five does not
// make a name five times as common.
func TestAHouseholdIsFoundByItsKeysAndNotCountedByThem(t *testing.T) {
	w := newUK(t, lobby.HPA2())
	counted := func(r store.Record) int {
		n := 0
		for _, k := range r.Keys {
			if k.CountOnly() {
				n++
			}
		}
		return n
	}
	alone := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: ada})
	together := w.receive(portal, withSam())
	require.Positive(t, counted(w.row(alone)))
	require.Equal(t, counted(w.row(alone)), counted(w.row(together)))
	require.Greater(t, len(w.row(together).Keys), len(w.row(alone).Keys))
}

func TestM15_OneClientIsNotBothOfTwo(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-sam", sam)
	alone := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: sam})).Clients[0].Probability
	both := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: omar, Household: []store.Member{{Person: sam}, {Person: sam}}}))
	for _, m := range both.Household {
		require.Less(t, m.Clients[0].Probability, alone)
	}
}

// A client who is surely another of the household is hardly the person, and is shown all
// the same: a creation would take it for one who has appeared.
func TestM15_WhoIsAnotherOfTheHouseholdIsShown(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	twin := matching.Person{Given: "Sam", Family: jane.Family, Born: jane.Born, Phones: jane.Phones, Postcodes: jane.Postcodes}
	w.client("c-jane", jane)
	for i := range 12 {
		w.client(store.ClientID(fmt.Sprintf("c-%02d", i)), matching.Person{Given: "Ann", Family: "Other", Phones: jane.Phones})
	}
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: twin, Household: []store.Member{{Person: jane}}})
	v := w.held(amy, id)
	require.Len(t, v.Clients, 13)
	require.Less(t, v.Clients[12].Probability, 1e-6)
	w.client("c-late", matching.Person{Given: "Zoe", Family: "Other", Phones: jane.Phones})
	_, err := w.Create(t.Context(), amy, id, v.Token)
	require.NoError(t, err)
}

// The mark of a matcher is told from the keys of a person by its first bit, whatever the
// digest begins with.
func TestAMarkIsNoKeyWhateverTheMatcherIsCalled(t *testing.T) {
	marks := map[int]bool{}
	for n := range 16 {
		w := newWorldWith(t, new(memory.Store), plainMatcher{model: fmt.Sprint("model-", n)}, lobby.HPA2())
		many := 0
		for _, k := range w.row(w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: jane})).Keys {
			if k>>63 == 1 {
				many++
			}
		}
		marks[many] = true
	}
	require.Len(t, marks, 1)
}

// Whoever has left a household between the search and the reading is nobody beside whom
// others are weighed.
func TestWhoHasLeftAHouseholdMeanwhileIsNotWeighed(t *testing.T) {
	c := &counting{}
	w := newWorld(t, lobby.HPA2())
	other := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "1", Person: matching.Person{Given: jane.Given, Family: jane.Family},
		Household: []store.Member{{Relation: "partner", Person: jane}}})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "2", Person: jane})
	c.Store = w.store
	c.then = func() {
		c.then = nil
		require.NoError(t, w.Amend(t.Context(), portal, other, lobby.Amendment{Clear: []string{"household"}}))
	}
	beside := func() lobby.RecordMatch {
		v, err := w.On(c).Review(t.Context(), amy, id)
		require.NoError(t, err)
		require.Len(t, v.Records, 1)
		return v.Records[0]
	}
	first := beside()
	require.Nil(t, c.then)
	require.Equal(t, beside().Match, first.Match, "as in a review of afterwards")
}
