package matching_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/normalise"
)

// field is one thing that is told of a person, and how to blank and set it.
type field struct {
	name     string // of the evidence
	conflict string // a value that nobody in these tests has
	of       func(p *matching.Person) string
	set      func(p *matching.Person, value string)
}

func single(at func(p *matching.Person) *string) (func(*matching.Person) string, func(*matching.Person, string)) {
	return func(p *matching.Person) string { return *at(p) }, func(p *matching.Person, v string) { *at(p) = v }
}

func several(at func(p *matching.Person) *[]string) (func(*matching.Person) string, func(*matching.Person, string)) {
	return func(p *matching.Person) string { return strings.Join(*at(p), "\x00") },
		func(p *matching.Person, v string) {
			if *at(p) = nil; v != "" {
				*at(p) = strings.Split(v, "\x00")
			}
		}
}

func personFields() []field {
	var f []field
	add := func(name, conflict string, of func(*matching.Person) string, set func(*matching.Person, string)) {
		f = append(f, field{name, conflict, of, set})
	}
	of, setGiven := single(func(p *matching.Person) *string { return &p.Given })
	add("name", "Xquzyx", of, func(p *matching.Person, v string) { setGiven(p, v); p.Middle = "" }) // or a middle name would stand in
	of, set := single(func(p *matching.Person) *string { return &p.Family })
	add("name", "Xvuzzpq", of, set)
	of, set = single(func(p *matching.Person) *string { return &p.Middle })
	add("middle name", "Xquzyx", of, set)
	of, set = single(func(p *matching.Person) *string { return &p.Born })
	add("date of birth", "1911-11-30", of, set)
	of, set = single(func(p *matching.Person) *string { return &p.NINO })
	add("NI number", "AA 00 00 01 A", of, set)
	of, set = several(func(p *matching.Person) *[]string { return &p.Phones })
	add("phone", "+353 1 234 5678", of, set)
	of, set = several(func(p *matching.Person) *[]string { return &p.Emails })
	add("e-mail", "xq@example.net", of, set)
	return f
}

// pairs yields askers and people of a made-up register: themselves, relatives
// and strangers.
func pairs(n int, yield func(asker, client matching.Person)) {
	w := matchtest.New(11, 3000)
	mix := matchtest.Everyday()
	mix.Clients = .7
	for c := range w.Cases(n, mix) {
		switch {
		case c.Known():
			for _, id := range c.Clients {
				yield(c.Person, clientOf(w, id).Person)
			}
		case c.Related != "":
			yield(c.Person, clientOf(w, c.Related).Person)
		default:
			yield(c.Person, w.Client(len(c.Person.Family)).Person)
		}
	}
}

func clientOf(w *matchtest.World, id string) matchtest.Client {
	n := 0
	for _, d := range id[1:] {
		n = n*10 + int(d-'0')
	}
	return w.Client(n - 1)
}

func evidenceOf(m matching.Match, name string) matching.Evidence {
	return m.Evidence[slices.IndexFunc(m.Evidence, func(e matching.Evidence) bool { return e.Field == name })]
}

func TestI20_EvidenceIsMonotone(t *testing.T) {
	m := matching.UK(nil)
	r := rand.New(rand.NewPCG(1, 2))
	n := 0
	pairs(250, func(asker, client matching.Person) {
		alike := map[int][]matching.Person{1 + r.IntN(3): {client}, 1 + r.IntN(4000): {{Family: asker.Family, Born: asker.Born, Phones: asker.Phones}}}
		weigh := func(c matching.Person) matching.Match {
			return ranked(m, asker, alike, candidateOf(m, "C", c)).Clients[0]
		}
		for _, f := range personFields() {
			if f.of(&asker) == "" || f.name == "name" && changedOver(asker, client) {
				continue
			}
			blank := client
			f.set(&blank, "")
			without := weigh(blank)
			if f.name != "name" {
				e := evidenceOf(without, f.name)
				require.Equal(t, matching.Evidence{Field: f.name}, e, "a missing value says nothing")
			}
			agreeing, conflicting := blank, blank
			f.set(&agreeing, f.of(&asker))
			f.set(&conflicting, f.conflict)
			require.GreaterOrEqual(t, weigh(agreeing).Weight, without.Weight, "agreement on %s lowers the weight", f.name)
			require.LessOrEqual(t, weigh(conflicting).Weight, without.Weight, "conflict in %s raises the weight", f.name)
			n++
		}
	})
	require.Greater(t, n, 1000)
}

// changedOver reports a name of one that stands in another field of the other, and
// has counted there: to enter it where it belongs makes the other field a conflict.
func changedOver(a, b matching.Person) bool {
	same := func(x, y string) bool { return x != "" && normalise.Fold(x) == normalise.Fold(y) }
	return same(a.Given, b.Family) || same(a.Family, b.Given)
}

func TestEvidenceAddsUpToTheWeight(t *testing.T) {
	m := matching.UK(nil)
	pairs(300, func(asker, client matching.Person) {
		c := rated(m, asker, candidateOf(m, "C", client)).Clients[0]
		sum := 0.
		for _, e := range c.Evidence {
			sum += e.Total()
		}
		require.Equal(t, c.Weight, sum, "weights are whole multiples of 1/1024 bit: sums are exact")
	})
}

func TestAskerAndCandidateAreInterchangeableWithoutFrequencies(t *testing.T) {
	m := matching.UK(nil)
	pairs(300, func(asker, client matching.Person) {
		one, other := m.Prepare(asker), m.Prepare(client)
		a := m.Rank(one, matching.Pool{Size: 20_000, Clients: []matching.Candidate{{ID: "C", Profile: other.Profile}}}).Clients[0]
		b := m.Rank(other, matching.Pool{Size: 20_000, Clients: []matching.Candidate{{ID: "C", Profile: one.Profile}}}).Clients[0]
		for i := range a.Evidence {
			require.Equal(t, a.Evidence[i].Level, b.Evidence[i].Level, a.Evidence[i].Field)
		}
	})
}

// pools yields the askers of a made-up world and what a store finds for them.
func pools(n int, yield func(m matching.Matcher, asker matching.Prepared, pool matching.Pool)) {
	m := matching.UK(nil)
	r, cases := madeUp(m, 5, 2000, n, matchtest.Everyday())
	for i, c := range cases {
		asker := m.Prepare(c.Person)
		pool := r.Pool(asker.Ask)
		for j := range 3 { // other records in the lobby
			pool.Records = append(pool.Records, candidateOf(m, string(rune('a'+j)), cases[(i+j)%len(cases)].Person))
		}
		yield(m, asker, pool)
	}
}

func TestProbabilitiesAddUp(t *testing.T) {
	pools(500, func(m matching.Matcher, asker matching.Prepared, pool matching.Pool) {
		r := m.Rank(asker, pool)
		sum, most := r.None, 0.
		for _, c := range r.Clients {
			require.True(t, c.Probability >= 0 && c.Probability <= 1)
			require.True(t, c.Related >= 0 && c.Related+c.Probability <= 1, "related %v, probability %v", c.Related, c.Probability)
			sum += c.Probability
			most = max(most, c.Probability)
		}
		require.GreaterOrEqual(t, sum, 1-1e-9, "duplicates add to the sum, nothing takes from it")
		require.LessOrEqual(t, most+r.None, 1+1e-9)
		require.LessOrEqual(t, r.Related, r.None)
	})
}

func TestWithoutDuplicatesProbabilitiesAddUpToOne(t *testing.T) {
	m := matching.UK(&matching.Options{Duplicates: -1})
	pools(300, func(_ matching.Matcher, asker matching.Prepared, pool matching.Pool) {
		r := m.Rank(asker, pool)
		sum := r.None
		for _, c := range r.Clients {
			sum += c.Probability
		}
		require.InDelta(t, 1, sum, 1e-9)
	})
}

func TestRankingDoesNotDependOnOrderOrOnWhatElseRuns(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	pools(100, func(m matching.Matcher, asker matching.Prepared, pool matching.Pool) {
		want := m.Rank(asker, pool)
		ordered := slices.IsSortedFunc(want.Clients, func(a, b matching.Match) int {
			switch {
			case a.Probability != b.Probability:
				return int(b.Probability*1e9 - a.Probability*1e9)
			case a.Weight != b.Weight:
				return int(b.Weight - a.Weight)
			}
			return strings.Compare(a.ID, b.ID)
		})
		require.True(t, ordered)
		var wg sync.WaitGroup
		for range 4 {
			shuffled := pool
			shuffled.Clients, shuffled.Records, shuffled.Counts = slices.Clone(pool.Clients), slices.Clone(pool.Records), slices.Clone(pool.Counts)
			r.Shuffle(len(pool.Clients), func(i, j int) {
				shuffled.Clients[i], shuffled.Clients[j] = shuffled.Clients[j], shuffled.Clients[i]
			})
			r.Shuffle(len(pool.Records), func(i, j int) {
				shuffled.Records[i], shuffled.Records[j] = shuffled.Records[j], shuffled.Records[i]
			})
			r.Shuffle(len(pool.Counts), func(i, j int) {
				shuffled.Counts[i], shuffled.Counts[j] = shuffled.Counts[j], shuffled.Counts[i]
			})
			wg.Go(func() {
				if got := m.Rank(asker, shuffled); !equalRankings(got, want) {
					t.Error("the ranking depends on the order of the pool")
				}
			})
		}
		wg.Wait()
	})
}

func equalRankings(a, b matching.Ranking) bool {
	same := func(x, y matching.Match) bool {
		return x.ID == y.ID && x.Probability == y.Probability && x.Weight == y.Weight && x.Related == y.Related && slices.Equal(x.Evidence, y.Evidence)
	}
	return a.None == b.None && a.Related == b.Related && slices.EqualFunc(a.Clients, b.Clients, same) && slices.EqualFunc(a.Records, b.Records, same)
}

func FuzzRank(f *testing.F) {
	m := matching.UK(nil)
	f.Add("Ann", "Jane", "Lee", "Smith", "1980-01-01", "AB123457C", "ann@example.com", "07700 900123", "LS1 2AB", "Noah", "Khan", "1/2/1990", 20_000, 3)
	f.Add("", "", "", "", "", "", "", "", "", "", "", "", 0, 0)
	f.Add("\x00\xff", "İß", "O’Brien-Łódź", "Đỗ", "31/02/0000", "QQ", "@", "+++", "ZZ99 3VZ", "محمد", "李", "9999-99-99", -5, -1)
	f.Fuzz(func(t *testing.T, given, middle, family, former, born, nino, email, phone, postcode, given2, family2, born2 string, size, carriers int) {
		p := matching.Person{Given: given, Middle: middle, Family: family, FormerFamily: []string{former}, Born: born, NINO: nino,
			Emails: []string{email}, Phones: []string{phone}, Postcodes: []string{postcode}, PreviousPostcodes: []string{former}}
		q := matching.Person{Given: given2, Family: family2, Born: born2, NINO: nino, Emails: []string{email}, Phones: []string{phone}, Postcodes: []string{postcode}}
		asker, other := m.Prepare(p), m.Prepare(q)
		require.False(t, m.Stale(asker.Profile))
		pool := matching.Pool{Size: size, Clients: []matching.Candidate{{ID: "q", Profile: other.Profile}, {ID: "p", Profile: asker.Profile}},
			Records: []matching.Candidate{{ID: "p", Profile: asker.Profile}}}
		require.True(t, slices.IsSorted(asker.Keys))
		require.True(t, slices.IsSorted(asker.Ask))
		followed := false
		for _, key := range asker.Ask {
			followed = followed || !key.CountOnly()
			pool.Counts = append(pool.Counts, matching.KeyCount{Key: key, Clients: carriers})
		}
		r := m.Rank(asker, pool)
		require.Empty(t, r.Unread)
		if !followed || carriers > 0 { // else a short surname may be the start of one
			require.Equal(t, !followed, r.TooFew)
		}
		sum := r.None
		for _, c := range append(r.Clients, r.Records...) {
			require.True(t, c.Probability >= 0 && c.Probability <= 1, "probability %v", c.Probability)
			require.True(t, c.Related >= 0 && c.Related <= 1)
		}
		for _, c := range r.Clients {
			sum += c.Probability
		}
		require.True(t, sum >= 1-1e-9 && sum <= 2+1e-9, "sum %v", sum)
	})
}

// A sender may send anything; what is compared is bounded.
func TestHugeValuesAreCheapAndHarmless(t *testing.T) {
	m := matching.UK(nil)
	long := strings.Repeat("Łódźabc", 1<<14)
	many := func(s string) []string {
		out := make([]string, 1<<12)
		for i := range out {
			out[i] = strings.Repeat(s, 1+i%3)
		}
		return out
	}
	p := matching.Person{Given: long, Middle: long, Family: long, FormerFamily: many(long[:900] + " "), Born: long, NINO: long,
		Emails: many("a@example.org "), Phones: many("07700 900123 "), Postcodes: many("LS1 2AB "), PreviousPostcodes: many("M1 1AA ")}
	told := m.Prepare(p)
	require.Less(t, len(told.Keys), 1000)
	require.Less(t, len(told.Ask), 1000)
	require.Less(t, len(told.Profile), 8<<10)
	require.Less(t, testing.AllocsPerRun(1, func() {
		m.Rank(told, matching.Pool{Size: 1, Clients: []matching.Candidate{{ID: "A", Profile: told.Profile}}})
	}), 5000.)
}
