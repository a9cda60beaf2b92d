package lobby_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/lobby"
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
	"github.com/caselobby/caselobby/store/memory"
)

func TestAClientThatTheOfficerNamedIsListedWhateverItsPlace(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	for i := range 60 {
		w.client(store.ClientID("c-"+string(rune('A'+i))), matching.Person{Phones: jane.Phones})
	}
	w.client("c-named", matching.Person{Given: "Joan", Family: "Smith", Born: "1990-05-18"})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(amy, id)
	v, err := w.Review(t.Context(), amy, id, "c-named")
	require.NoError(t, err)
	require.Len(t, v.Clients, 51)
	require.Equal(t, 61, v.Results)
	_, err = w.Assign(t.Context(), amy, id, "c-named", v.Token)
	require.NoError(t, err)
}

// Whoever is hidden and hardly the person leaves no trace in any number, so that nobody
// works out that somebody lives at a postcode, or answers a phone.
func TestI18_AReviewIsWhatItWereWithoutTheHiddenWhoAreHardlyThePerson(t *testing.T) {
	asked := matching.Person{Given: "Jane", Family: "Doe", Born: "1990-05-17", Phones: jane.Phones, Emails: jane.Emails, Postcodes: jane.Postcodes}
	decoys := []matching.Person{
		{Given: "Jane", Family: "Doe", Phones: jane.Phones},
		{Given: "Janet", Family: "Dow", Born: "1990-05-17", Postcodes: jane.Postcodes},
		{Given: "Peter", Family: "Quarmby", Born: "1955-02-03", Emails: jane.Emails, Postcodes: jane.Postcodes},
	}
	stranger := matching.Person{Given: "Wilhelmina", Family: "Featherstonehaugh", Born: "1961-09-30"}
	for name, share := range map[string]func(*matching.Person){
		"phone":               func(p *matching.Person) { p.Phones = jane.Phones },
		"postcode":            func(p *matching.Person) { p.Postcodes = jane.Postcodes },
		"e-mail":              func(p *matching.Person) { p.Emails = jane.Emails },
		"phone and postcode":  func(p *matching.Person) { p.Phones, p.Postcodes = jane.Phones, jane.Postcodes },
		"former phone":        func(p *matching.Person) { p.PreviousPhones = jane.Phones },
		"surname":             func(p *matching.Person) { p.Family = "Doe" },
		"forename":            func(p *matching.Person) { p.Given = "Jane" },
		"date of birth":       func(p *matching.Person) { p.Born = jane.Born },
		"date and a postcode": func(p *matching.Person) { p.Born, p.Postcodes = jane.Born, jane.Postcodes },
	} {
		for n := range 3 {
			t.Run(fmt.Sprint(name, " × ", n+1), func(t *testing.T) {
				with, without := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2()), newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2())
				hidden := stranger
				share(&hidden)
				for i, d := range decoys {
					with.client(store.ClientID(fmt.Sprint("c-", i)), d)
					without.client(store.ClientID(fmt.Sprint("c-", i)), d)
				}
				for i := range 3 { // both registers are of one size
					put(t, without, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("h-", i)), Person: &stranger, Restricted: new(true)})
					who := &stranger
					if i <= n {
						who = &hidden
					}
					put(t, with, lobby.ClientUpdate{ID: store.ClientID(fmt.Sprint("h-", i)), Person: who, Restricted: new(true)})
				}
				told := func(w *world) (lobby.Review, lobby.Found) {
					v := w.held(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Key: "k", Person: asked}))
					require.Zero(t, v.Restricted)
					require.NotEmpty(t, v.Token)
					v.Token = ""
					for i := range v.Clients {
						v.Clients[i].Client.Updated = start
					}
					v.Record.Updated, v.Record.Received, v.Record.Head, v.Record.Claim.Since = start, start, "", start
					f, err := w.Search(t.Context(), amy, asked)
					require.NoError(t, err)
					f.Clients, f.Records = nil, nil
					return v, f
				}
				v, f := told(with)
				wantV, wantF := told(without)
				require.Equal(t, wantV, v)
				require.Equal(t, wantF, f)
			})
		}
	}
}

// The evidence does not tell what a hidden client who may be the person has in common
// with the case.
func TestI18_EvidenceIsToldAsIfNobodyWereHidden(t *testing.T) {
	asked := matching.Person{Given: "Jane", Family: "Featherstonehaugh", Born: "1990-05-17", Phones: jane.Phones, Emails: jane.Emails, Postcodes: jane.Postcodes}
	for name, hidden := range map[string]matching.Person{
		"all of it": asked,
		"a surname": {Given: "Jane", Family: "Featherstonehaugh", Born: "1990-05-17"},
		"a phone":   {Given: "Jane", Born: "1990-05-17", Phones: jane.Phones},
	} {
		t.Run(name, func(t *testing.T) {
			told := func(hidden matching.Person) (v lobby.Review, of map[string]string) {
				w := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2())
				w.client("c-1", matching.Person{Given: "Jan", Family: "Featherstonehaugh", Postcodes: jane.Postcodes})
				w.client("c-2", matching.Person{Given: "Peter", Family: "Quarmby", Phones: jane.Phones})
				put(t, w, lobby.ClientUpdate{ID: "h-1", Person: &hidden, Restricted: new(true)})
				v = w.look(amy, w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: asked}))
				of = map[string]string{}
				for _, m := range v.Clients {
					of[m.ID] = fmt.Sprint(m.Weight, m.Evidence)
				}
				return v, of
			}
			v, got := told(hidden)
			require.Equal(t, 1, v.Restricted)
			_, want := told(matching.Person{Given: "Otto", Family: "Vane"})
			require.Equal(t, want, got)
		})
	}
}

func TestAClientWhoIsRestrictedNoMoreIsFoundByTheKeysItHadBefore(t *testing.T) {
	w := newWorldWith(t, new(memory.Store), matching.UK(nil), lobby.HPA2())
	w.client("c-1", jane)
	before := w.register("c-1").Keys
	put(t, w, lobby.ClientUpdate{ID: "c-1", Restricted: new(true)})
	require.Subset(t, w.register("c-1").Keys, before)
	require.Greater(t, len(w.register("c-1").Keys), len(before))
	put(t, w, lobby.ClientUpdate{ID: "c-1", Restricted: new(false)})
	require.Equal(t, before, w.register("c-1").Keys)
}

// Whoever may see all need not be told apart from others, and costs no read for it.
func TestWhoMaySeeAllIsShownAllWithoutAnotherRead(t *testing.T) {
	w := newWorld(t, lobby.HPA2())
	w.client("c-sam", sam)
	id := w.receive(portal, withSam())
	w.link(amy, w.held(amy, id), 0, "c-sam")
	c := &counting{Store: w.store}
	r, err := w.On(c).Record(t.Context(), lena, id)
	require.NoError(t, err)
	require.Equal(t, store.ClientID("c-sam"), r.Household[0].Client)
	require.Equal(t, []string{"rows"}, c.calls)

	w.client("c-other", sam)
	w.merge("c-sam", "c-other")
	c.calls = nil
	_, err = w.On(c).Client(t.Context(), lena, "c-sam")
	require.NoError(t, err)
	require.Equal(t, []string{"rows"}, c.calls)
}

// seeing is a matcher that keeps whom it was given to rank.
type seeing struct {
	plainMatcher
	ranked *[][]string
	counts *[]matching.KeyCount
}

func (m seeing) Rank(asker matching.Prepared, pool matching.Pool) matching.Ranking {
	var ids []string
	for _, c := range pool.Clients {
		ids = append(ids, c.ID)
	}
	*m.ranked, *m.counts = append(*m.ranked, ids), slices.Clone(pool.Counts)
	return m.plainMatcher.Rank(asker, pool)
}

// What is told of others is from a ranking in which whoever is hidden is not: a matcher
// may weigh what rivals share.
func TestI18_EvidenceIsFromARankingWithoutWhoeverIsHidden(t *testing.T) {
	var ranked [][]string
	var counts []matching.KeyCount
	w := newWorldWith(t, new(memory.Store), seeing{ranked: &ranked, counts: &counts}, lobby.HPA2())
	w.client("c-1", matching.Person{Given: "Jane", Family: "Doe"})
	put(t, w, lobby.ClientUpdate{ID: "c-hidden", Person: &jane, Restricted: new(true)})
	id := w.receive(portal, lobby.Arrival{Channel: store.ChannelSelfReferral, Person: jane})
	w.held(amy, id)
	ranked = nil
	w.look(lena, id)
	require.Len(t, ranked, 1, "what has not changed is ranked once")
	w.look(amy, id)
	require.Equal(t, []string{"c-1"}, ranked[len(ranked)-1])
	require.Contains(t, ranked, []string{"c-1", "c-hidden"}, "who is hidden and likely still takes its probability")
	carriers := 0
	for _, c := range counts {
		carriers += c.Clients
	}
	require.Equal(t, 1, carriers, "one client is counted, and its name is all that it has")
}
