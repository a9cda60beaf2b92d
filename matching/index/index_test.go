package index_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/index"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// register is an index of a made-up world and the plain people in it.
type register struct {
	world   *matchtest.World
	matcher *matching.UKMatcher
	index   *index.Index
	people  []matching.Person
}

func newRegister(seed uint64, clients int, o index.Options) *register {
	r := &register{world: matchtest.New(seed, clients), matcher: matching.UK(nil)}
	r.index = index.New(r.matcher, o)
	for c := range r.world.Clients() {
		r.put(c.Person)
	}
	return r
}

func (r *register) put(p matching.Person) {
	q := r.matcher.Parse(p)
	r.index.Put(index.ID(len(r.people)), &q)
	r.people = append(r.people, p)
}

// rank ranks the people of some ids as a store's pool would be.
func (r *register) rank(p matching.Person, ids []index.ID) matching.Ranking {
	q := r.matcher.Parse(p)
	pool := matching.Pool{Size: r.index.Len(), Counts: r.index.Carriers(&q)}
	for _, id := range ids {
		pool.Clients = append(pool.Clients, matching.Candidate{ID: fmt.Sprintf("%08d", id), Profile: r.matcher.Prepare(r.people[id]).Profile})
	}
	return r.matcher.Rank(r.matcher.Prepare(p), pool)
}

func all(n int) []index.ID {
	ids := make([]index.ID, n)
	for i := range ids {
		ids[i] = index.ID(i)
	}
	return ids
}

func mix() matchtest.Mix {
	return matchtest.Mix{Clients: .6, Relatives: .2, Realistic: .4, Hard: .3, VeryHard: .1}
}

func TestAScanWeighsEverybodyExactlyAsTheMatcherDoes(t *testing.T) {
	r := newRegister(3, 1500, index.Options{})
	for c := range r.world.Cases(60, mix()) {
		q := r.matcher.Parse(c.Person)
		found := r.index.Scan(&q, len(r.people))
		require.Len(t, found.Hits, len(r.people))
		want := map[string]matching.Match{}
		for _, m := range r.rank(c.Person, all(len(r.people))).Clients {
			want[m.ID] = m
		}
		for _, h := range found.Hits {
			m := want[fmt.Sprintf("%08d", h.ID)]
			require.Equal(t, m.Weight, h.Weight, "case %s, client %d: levels %v", c.ID, h.ID, h.Levels)
		}
	}
}

func TestAPersonComesOutOfTheIndexAsTheyWentIn(t *testing.T) {
	r := newRegister(4, 3000, index.Options{})
	model := matching.UKModel()
	for i, p := range r.people {
		was := r.matcher.Parse(p)
		is, found := r.index.Profile(index.ID(i))
		require.True(t, found)
		require.Equal(t, was.Parts(), is.Parts())
		require.Equal(t, was.Shares(), is.Shares())
		for _, c := range model.Comparisons {
			require.Equal(t, c.Compare(&was, &was), c.Compare(&is, &was), c.Name)
		}
	}
	_, found := r.index.Profile(3000)
	require.False(t, found)
}

func TestASearchThatIsCompleteFindsWhatAScanFinds(t *testing.T) {
	for _, read := range []int{1, 20, 1000} {
		r := newRegister(5, 2000, index.Options{Read: read, ReadMost: read})
		complete, certain := 0, 0
		for c := range r.world.Cases(150, mix()) {
			q := r.matcher.Parse(c.Person)
			for _, k := range []int{1, 5} {
				found, truth := r.index.Search(&q, k), r.index.Scan(&q, k)
				require.LessOrEqual(t, len(found.Hits), k)
				for _, h := range truth.Hits {
					if !slices.ContainsFunc(found.Hits, func(f index.Hit) bool { return f.ID == h.ID }) && len(found.Hits) < k {
						require.LessOrEqual(t, h.Weight, found.Bound, "%d missed: %v, compared %d", h.ID, h.Levels, found.Compared)
					}
				}
				n := found.Certain()
				certain += n
				require.Equal(t, ids(truth.Hits[:n]), ids(found.Hits[:n]))
				if found.Complete {
					complete++
					require.Equal(t, ids(truth.Hits), ids(found.Hits))
				}
			}
		}
		t.Logf("read %d: %d of 300 complete, %d certain hits", read, complete, certain)
		require.Positive(t, certain)
	}
}

func ids(hits []index.Hit) []index.ID {
	out := make([]index.ID, len(hits))
	for i, h := range hits {
		out[i] = h.ID
	}
	return out
}

func TestTheHeaviestOfASearchRankAsInTheWholeRegister(t *testing.T) {
	r := newRegister(6, 3000, index.Options{})
	probable := 0
	for c := range r.world.Cases(120, matchtest.Everyday()) {
		q := r.matcher.Parse(c.Person)
		found := r.index.Search(&q, 50)
		got, want := r.rank(c.Person, ids(found.Hits)), r.rank(c.Person, all(len(r.people)))
		for i, m := range want.Clients {
			if m.Probability < .5 {
				break
			}
			probable++
			require.Equal(t, m.ID, got.Clients[i].ID)
			require.InDelta(t, m.Probability, got.Clients[i].Probability, .03)
			require.Equal(t, m.Weight, got.Clients[i].Weight)
		}
	}
	require.Greater(t, probable, 30)
}

// TestWhoeverSharesMoreThanWasCountedIsNotCertain asks for somebody whose phone and
// postcode are a hostel's, too common to read. That one client alone has both
// weighs much, but only who has looked at everybody knows that it is alone.
func TestWhoeverSharesMoreThanWasCountedIsNotCertain(t *testing.T) {
	r := newRegister(11, 4000, index.Options{})
	quill := matching.Person{Given: "Xavier", Family: "Quill", Born: "1980-03-04"}
	both, email := quill, quill
	both.Phones, both.Postcodes = []string{"07700900123"}, []string{"LS1 2AB"}
	email.Emails = []string{"xq77@example.com"}
	for range 900 {
		r.put(matching.Person{Phones: both.Phones})
		r.put(matching.Person{Postcodes: both.Postcodes})
	}
	for range 400 {
		r.put(matching.Person{Emails: email.Emails})
	}
	r.put(email)
	r.put(both)
	asker := both
	asker.Emails = email.Emails
	q := r.matcher.Parse(asker)
	for k := 1; k <= 2; k++ {
		found, truth := r.index.Search(&q, k), r.index.Scan(&q, k)
		require.NotEqual(t, ids(truth.Hits), ids(found.Hits))
		require.Zero(t, found.Certain())
		require.False(t, found.Complete)
		require.GreaterOrEqual(t, found.Bound, truth.Hits[0].Weight)
	}
}

func TestAmongSomeTheHeaviestAreThoseOfAScan(t *testing.T) {
	r := newRegister(11, 400, index.Options{})
	r.index.Delete(7)
	for c := range r.world.Cases(30, mix()) {
		q := r.matcher.Parse(c.Person)
		got := r.index.Among(&q, all(450), 450)
		require.Equal(t, 399, got.Compared)
		levels := map[index.ID]index.Hit{}
		for _, h := range r.index.Scan(&q, 400).Hits {
			levels[h.ID] = h
		}
		for _, h := range got.Hits {
			require.Equal(t, levels[h.ID].Levels, h.Levels)
			require.InDelta(t, levels[h.ID].Weight, h.Weight, 12, "but for what is shared together")
		}
		require.Len(t, r.index.Among(&q, all(50), 3).Hits, 3)
	}
}

func TestWhoeverHasNoKeyIsLookedForAmongEverybody(t *testing.T) {
	r := newRegister(10, 500, index.Options{})
	q := r.matcher.Parse(matching.Person{Family: r.people[77].Family})
	found := r.index.Search(&q, 10)
	require.Equal(t, r.index.Scan(&q, 10), found)
	require.Equal(t, 500, found.Compared)
	require.True(t, slices.ContainsFunc(found.Hits, func(h index.Hit) bool { return r.people[h.ID].Family == r.people[77].Family }))
}

// TestAnIndexIsWhatWasPutInIt compares an index after any writes with one that
// was built from what is left.
func TestAnIndexIsWhatWasPutInIt(t *testing.T) {
	world := matchtest.New(7, 120)
	m := matching.UK(nil)
	var people []matching.Parsed
	for c := range world.Clients() {
		people = append(people, m.Parse(c.Person))
	}
	rapid.Check(t, func(t *rapid.T) {
		x := index.New(m, index.Options{})
		plain := map[index.ID]matching.Parsed{}
		for range rapid.IntRange(1, 150).Draw(t, "writes") {
			id := index.ID(rapid.IntRange(0, 40).Draw(t, "id"))
			if rapid.IntRange(0, 3).Draw(t, "delete") == 0 {
				x.Delete(id)
				delete(plain, id)
				continue
			}
			p := rapid.SampledFrom(people).Draw(t, "person")
			x.Put(id, &p)
			plain[id] = p
		}
		fresh := index.New(m, index.Options{})
		for id := range index.ID(41) {
			if p, ok := plain[id]; ok {
				fresh.Put(id, &p)
			}
		}
		require.Equal(t, len(plain), x.Len())
		for _, i := range []int{0, 1, 2} {
			q := rapid.SampledFrom(people).Draw(t, fmt.Sprint("asker ", i))
			require.Equal(t, fresh.Scan(&q, 10), x.Scan(&q, 10))
			require.Equal(t, fresh.Search(&q, 10), x.Search(&q, 10))
		}
	})
}
