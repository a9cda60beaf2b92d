package matching_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// A review puts clients of whom all is known among 20,000 other people, lets
// somebody arrive, and says what an officer would see of those clients. Blocking
// counts: whoever shares no followed key is not listed.

// The four functions below are all that the kit knows of how a matcher is asked.

func keysOf(m matching.Matcher, p matching.Person) []matching.Key { return m.Prepare(p).Keys }

func askedOf(m matching.Matcher, p matching.Person) []matching.Key { return m.Prepare(p).Ask }

func candidateOf(m matching.Matcher, id string, p matching.Person) matching.Candidate {
	return matching.Candidate{ID: id, Profile: m.Prepare(p).Profile}
}

func rankOf(m matching.Matcher, p matching.Person, pool matching.Pool) matching.Ranking {
	return m.Rank(m.Prepare(p), pool)
}

// followed is how many people may share a key for it to be followed, as a lobby
// has it unless told otherwise.
const followed = 100

// crowd is a register of others.
type crowd struct {
	matcher matching.Matcher
	people  []matching.Candidate
	index   map[matching.Key][]int32
}

// others are the 20,000 among whom clients are put.
var others = sync.OnceValue(func() *crowd {
	c := &crowd{matcher: matching.UK(nil), index: map[matching.Key][]int32{}}
	for other := range matchtest.New(7, 20_000).Clients() {
		c.people = append(c.people, candidateOf(c.matcher, "other-"+other.ID, other.Person))
		for _, k := range keysOf(c.matcher, other.Person) {
			c.index[k] = append(c.index[k], int32(len(c.people)-1))
		}
	}
	return c
})

// pool returns what a store that holds the others and the clients finds. Of
// clients, the ids are their numbers from "C001" on.
func (c *crowd) pool(asker matching.Person, clients []matching.Person) matching.Pool {
	mine := map[matching.Key][]int{}
	for i, p := range clients {
		for _, k := range keysOf(c.matcher, p) {
			mine[k] = append(mine[k], i)
		}
	}
	pool := matching.Pool{Size: len(c.people) + len(clients)}
	found, own := map[int32]bool{}, map[int]bool{}
	for _, k := range askedOf(c.matcher, asker) {
		carrier := matching.KeyCount{Key: k, Clients: len(c.index[k]) + len(mine[k])}
		carrier.Truncated = !k.CountOnly() && carrier.Clients > followed
		pool.Counts = append(pool.Counts, carrier)
		if k.CountOnly() || carrier.Truncated {
			continue
		}
		for _, i := range c.index[k] {
			found[i] = true
		}
		for _, i := range mine[k] {
			own[i] = true
		}
	}
	for i := range found {
		pool.Clients = append(pool.Clients, c.people[i])
	}
	for i := range own {
		pool.Clients = append(pool.Clients, candidateOf(c.matcher, clientID(i), clients[i]))
	}
	slices.SortFunc(pool.Clients, func(a, b matching.Candidate) int { return cmp.Compare(a.ID, b.ID) })
	return pool
}

func clientID(i int) string { return fmt.Sprintf("C%03d", i+1) }

// seen is what an officer sees of one client. Place is 1 for the first of the
// list, 0 where the client is not listed.
type seen struct {
	matching.Match
	Place int
}

// review returns what is seen of every client, in their order, and the whole
// ranking.
func (c *crowd) review(asker matching.Person, clients ...matching.Person) ([]seen, matching.Ranking) {
	r := rankOf(c.matcher, asker, c.pool(asker, clients))
	out := make([]seen, len(clients))
	for place, m := range r.Clients {
		for i := range clients {
			if m.ID == clientID(i) {
				out[i] = seen{m, place + 1}
			}
		}
	}
	return out, r
}

func (s seen) String() string {
	if s.Place == 0 {
		return "not listed"
	}
	return fmt.Sprintf("#%d, %.5f %s, related %.3f, %.1f bits, name: %s", s.Place, s.Probability, s.Rating, s.Related, s.Weight, s.name().Text)
}

// name is the evidence of the name.
func (s seen) name() matching.Evidence {
	if i := slices.IndexFunc(s.Evidence, func(e matching.Evidence) bool { return e.Field == "name" }); i >= 0 {
		return s.Evidence[i]
	}
	return matching.Evidence{}
}

// bound is what must be true of a client that is seen, in words.
type bound struct {
	says  string
	holds func(s seen) bool
}

var (
	listed = bound{"is listed", func(s seen) bool { return s.Place > 0 }}
	first  = bound{"is listed first", func(s seen) bool { return s.Place == 1 }}
	// agrees: the officer reads that the name agrees, in whatever way.
	agrees = bound{"the name agrees, and nothing of it is said to differ", func(s seen) bool {
		e := s.name()
		return e.Total() > 0 && !strings.Contains(e.Text, "differ")
	}}
	whole = bound{"no half of the name is said to be missing", func(s seen) bool {
		text := s.name().Text
		return s.Place > 0 && !strings.Contains(text, "no surname") && !strings.Contains(text, "no forename") && !strings.Contains(text, "not given")
	}}
)

func atLeast(r matching.Rating) bound {
	return bound{"is at least " + string(r), func(s seen) bool { return s.Place > 0 && s.Rating.AtLeast(r) }}
}

func atMost(r matching.Rating) bound {
	return bound{"is at most " + string(r), func(s seen) bool { return s.Place == 0 || r.AtLeast(s.Rating) }}
}

func relative(p float64) bound {
	return bound{fmt.Sprintf("is shown as a relative, at least %.2f", p), func(s seen) bool { return s.Related >= p }}
}

// as is that the client is found as well as by somebody who tells the same in
// another way. Half a bit of odds is no difference.
func as(told matching.Person, clients ...matching.Person) bound {
	says := "is as probable as told in the usual way"
	return bound{says, func(s seen) bool {
		usual, _ := others().review(told, clients...)
		return s.Place > 0 && odds(s.Probability) >= odds(usual[0].Probability)/1.5
	}}
}

func odds(p float64) float64 { return min(p, 1-1e-6) / (1 - min(p, 1-1e-6)) }

// row is one case of a table: somebody arrives, and the first client is seen as
// the bounds say.
type row struct {
	name    string
	asker   matching.Person
	clients []matching.Person
	bounds  []bound
}

func check(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			meet(t, r.asker, r.clients)
			all, _ := others().review(r.asker, r.clients...)
			var failed []string
			for _, b := range r.bounds {
				if !b.holds(all[0]) {
					failed = append(failed, b.says)
				}
			}
			report(t, failed, all[0].String())
		})
	}
}

// meet requires that names that agree lead from one person to the other, with
// nothing else known and whichever of the two is the client.
func meet(t *testing.T, asker matching.Person, clients []matching.Person) {
	t.Helper()
	m := matching.UK(nil)
	names := func(p matching.Person) matching.Prepared {
		return m.Prepare(matching.Person{Given: p.Given, Middle: p.Middle, Family: p.Family, KnownAs: p.KnownAs, FormerFamily: p.FormerFamily})
	}
	finds := func(asker, client matching.Prepared) bool {
		return slices.ContainsFunc(asker.Ask, func(k matching.Key) bool { return !k.CountOnly() && slices.Contains(client.Keys, k) })
	}
	for _, c := range clients {
		a, b := names(asker), names(c)
		r := m.Rank(a, matching.Pool{Size: 1, Clients: []matching.Candidate{{ID: "C", Profile: b.Profile}}})
		level := evidenceOf(r.Clients[0], "name").Level
		singhAndKaur := asker.Family+c.Family == "SinghKaur" || asker.Family+c.Family == "KaurSingh" // nobody looks for the one by the other
		if slices.Contains(meeting, level) && !singhAndKaur {
			require.True(t, finds(a, b), "%s, and not found by the name", level)
			require.True(t, finds(b, a), "%s, and not found by the name the other way", level)
		}
	}
}

// meeting are the levels of names that lead from one person to the other.
var meeting = []string{
	"equal", "former", "reordered", "within", "nickname", "middle", "initial", "part", "only", "surname-alone", "forename-alone",
	"first-word", "other-forename",
}

// report ends a test in which some of what must hold failed.
func report(t *testing.T, failed []string, got string) {
	t.Helper()
	require.Empty(t, failed, got)
}

// person is somebody told of by names and, where given, date of birth, postcode
// and phone.
func person(given, middle, family string, more ...string) matching.Person {
	p := matching.Person{Given: given, Middle: middle, Family: family}
	for i, v := range more {
		switch {
		case v == "":
		case i == 0:
			p.Born = v
		case i == 1:
			p.Postcodes = []string{v}
		case i == 2:
			p.Phones = []string{v}
		}
	}
	return p
}

func TestReview_ListsWhoSharesAKeyAndNobodyElse(t *testing.T) {
	anna := person("Anna", "", "Quarmby", "05/09/1985")
	all, r := others().review(anna, person("Zeb", "", "Xanthopoulos"), anna)
	require.Zero(t, all[0].Place)
	require.Equal(t, 1, all[1].Place)
	require.Equal(t, clientID(1), r.Clients[0].ID)
	require.Equal(t, matching.VeryStrong, all[1].Rating)
	require.True(t, agrees.holds(all[1]))
	require.False(t, listed.holds(all[0]))
}
