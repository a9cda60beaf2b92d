package matching_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// counted is a pool of some clients of a register of size: each of the person's
// keys is carried by one client, or by as many as alike says of somebody who
// shares it. What more than 50 carry is cut.
func counted(m matching.Matcher, p matching.Person, size int, alike map[int][]matching.Person, clients ...matching.Candidate) matching.Pool {
	pool := matching.Pool{Size: size, Clients: clients}
	for _, k := range m.Prepare(p).Keys {
		n := 1
		for carriers, people := range alike {
			for _, other := range people {
				for _, o := range m.Prepare(other).Keys {
					if o == k {
						n = max(n, carriers)
					}
				}
			}
		}
		pool.Counts = append(pool.Counts, matching.KeyCount{Key: k, Clients: n, Truncated: n > 50 && !k.CountOnly()})
	}
	return pool
}

// The worked example: a register of 20,000 has 12 people called John Smith and 9
// born on 1 January 1985. Two are both. One lives in the asker's district.
func TestTwoNamesakesBornOnOneDayTakeProbabilityFromOneAnother(t *testing.T) {
	m := matching.UK(&matching.Options{Relatives: -1, Duplicates: -1})
	john := matching.Person{Given: "John", Family: "Smith", Born: "1985-01-01", Postcodes: []string{"LS1 2AB"}}
	near, far := john, john
	near.Postcodes, far.Postcodes = []string{"LS1 9ZZ"}, []string{"S10 1AA"}
	alike := map[int][]matching.Person{
		12: {{Given: "John", Family: "Smith"}}, 9: {{Born: "1985-01-01"}},
		240: {{Family: "Smith"}}, 400: {{Given: "John"}}, 1200: {{Postcodes: []string{"LS1"}}},
	}
	pool := counted(m, john, 20_000, alike, candidate("A", near), candidate("B", far))
	r := m.Rank(m.Prepare(john), pool)
	require.Equal(t, []string{"A", "B"}, []string{r.Clients[0].ID, r.Clients[1].ID})
	require.InDelta(t, .830, r.Clients[0].Probability, .005)
	require.InDelta(t, .161, r.Clients[1].Probability, .005)
	require.InDelta(t, .009, r.None, .001)

	pool.Clients = pool.Clients[:1]
	require.InDelta(t, .990, m.Rank(m.Prepare(john), pool).Clients[0].Probability, .001)

	t.Run("an equal NI number settles it", func(t *testing.T) {
		asker, same := john, near
		asker.NINO, same.NINO = "AA 12 34 57 C", "AA123457"
		pool := counted(m, asker, 20_000, alike, candidate("A", same), candidate("B", far))
		require.Greater(t, m.Rank(m.Prepare(asker), pool).Clients[0].Probability, .999999)
	})
	t.Run("a different NI number turns it round", func(t *testing.T) {
		asker, other := john, near
		asker.NINO, other.NINO = "AA 12 34 57 C", "JG 80 11 20 A"
		pool := counted(m, asker, 20_000, alike, candidate("A", other), candidate("B", far))
		r := m.Rank(m.Prepare(asker), pool)
		require.Equal(t, "B", r.Clients[0].ID)
		require.InDelta(t, .883, r.Clients[0].Probability, .01)
		require.InDelta(t, .048, r.None, .005)
	})
	for k, want := range map[int]float64{1: .948, 2: .487, 3: .327, 5: .198} {
		t.Run(fmt.Sprintf("%d alike share the probability", k), func(t *testing.T) {
			var rivals []matching.Candidate
			for i := range k {
				rivals = append(rivals, candidate(fmt.Sprint(i), far))
			}
			r := m.Rank(m.Prepare(john), counted(m, john, 20_000, alike, rivals...))
			for _, c := range r.Clients {
				require.InDelta(t, want, c.Probability, .005)
			}
		})
	}
}

func TestNobodyInThePoolLeavesNone(t *testing.T) {
	r := matching.UK(nil).Rank(matching.UK(nil).Prepare(matching.Person{Given: "Ann", Family: "Lee"}), matching.Pool{Size: 10})
	require.Equal(t, 1., r.None)
	require.Zero(t, r.Related)
	require.Empty(t, r.Clients)
	require.False(t, r.TooFew)
}

func TestTooFewIsSaidWhereNothingCanBeLookedFor(t *testing.T) {
	m := matching.UK(&matching.Options{IgnorePhones: []string{"0113 496 0000"}})
	for name, p := range map[string]matching.Person{
		"nothing":              {},
		"only placeholders":    {Given: "unknown", Family: "not known", Born: "1900-01-01", NINO: "QQ123456C", Postcodes: []string{"ZZ99 3VZ"}},
		"only the year":        {Born: "1985"},
		"only a date of birth": {Born: "1985-03-04"},
		"only a postcode":      {Postcodes: []string{"LS1 2AB"}},
		"only an agency phone": {Phones: []string{"0113 496 0000"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := m.Rank(m.Prepare(p), matching.Pool{Size: 100, Clients: []matching.Candidate{candidate("A", matching.Person{Given: "Ann", Family: "Lee"})}})
			require.True(t, r.TooFew)
			require.Less(t, r.Clients[0].Probability, .1)
			for _, k := range m.Prepare(p).Keys {
				require.True(t, k.CountOnly())
			}
		})
	}
}

// rated ranks one asker against a register of others that nobody shares.
func rated(m matching.Matcher, asker matching.Person, clients ...matching.Candidate) matching.Ranking {
	return m.Rank(m.Prepare(asker), counted(m, asker, 20_000, nil, clients...))
}

func TestTwinIsShownAsARelative(t *testing.T) {
	m := matching.UK(nil)
	asker := matching.Person{Given: "Olivia", Family: "Featherstone", Born: "1991-04-21", NINO: "AB 12 34 57 A", Phones: []string{"07700 900123"}, Postcodes: []string{"LS1 2AB"}}
	twin := matching.Person{Given: "Theo", Family: "Featherstone", Born: "1991-04-21", NINO: "AB 12 34 58 A", Postcodes: []string{"LS1 2AB"}}
	r := rated(m, asker, candidate("twin", twin))
	require.Less(t, r.Clients[0].Probability, .05)
	require.Greater(t, r.Related, .9)
	require.Greater(t, r.Clients[0].Related, .9)

	t.Run("and does not hide the client that the person is", func(t *testing.T) {
		own := matching.Person{Given: "Olivia", Family: "Featherstone", Phones: []string{"07700900123"}}
		r := rated(m, asker, candidate("own", own), candidate("twin", twin))
		require.Equal(t, "own", r.Clients[0].ID)
		require.Greater(t, r.Clients[0].Probability, .9)
	})
}

func TestFatherAndSonOfOneNameAreNotTakenForOne(t *testing.T) {
	asker := matching.Person{Given: "Thomas", Family: "Featherstone", Born: "2003-09-12", Postcodes: []string{"LS1 2AB"}, Phones: []string{"0113 496 0123"}}
	father := asker
	father.Born = "1971-05-30"
	r := rated(matching.UK(nil), asker, candidate("father", father))
	require.False(t, r.Clients[0].Rating.AtLeast(matching.Strong))
	require.Greater(t, r.Clients[0].Related, .25)
}

func TestHostelIsNotCountedThreeTimes(t *testing.T) {
	m := matching.UK(nil)
	hostel := func(given, family, born string) matching.Person {
		return matching.Person{Given: given, Family: family, Born: born, Postcodes: []string{"LS1 2AB"}, Phones: []string{"0113 496 0111"}, Emails: []string{"desk@hostel.example.org"}}
	}
	var residents []matching.Candidate
	for i := range 40 {
		residents = append(residents, candidate(fmt.Sprint(i), hostel("Ann", fmt.Sprintf("Lee%c%c", 'a'+i%26, 'a'+i/26), "")))
	}
	asker := hostel("Zofia", "Kowalska", "1990-02-03")
	r := m.Rank(m.Prepare(asker), counted(m, asker, 20_000, map[int][]matching.Person{40: {hostel("", "", "")}}, residents...))
	require.Greater(t, r.None, .9)
	for _, c := range r.Clients {
		together := c.Evidence[len(c.Evidence)-1]
		require.Less(t, together.Total(), -10., "three agreeing details of one hostel are one fact")
		require.Less(t, c.Probability, .01)
	}
}

func TestRegisterDuplicatesShareTheirProbability(t *testing.T) {
	m := matching.UK(nil)
	asker := matching.Person{Given: "Emily", Family: "Featherstone", Born: "1984-05-06", NINO: "AB123457A", Phones: []string{"07700 900123"}}
	full := candidate("full", asker)
	sparse := candidate("sparse", matching.Person{Given: "Emily", Family: "Featherstone", Born: "1984-05-06"})
	r := rated(m, asker, full, sparse)
	require.Equal(t, "full", r.Clients[0].ID)
	require.Greater(t, r.Clients[0].Probability, .99)
	require.Greater(t, r.Clients[1].Probability, .9)
	require.Less(t, r.Clients[1].Probability+r.None, 1.+1e-9)

	alone := matching.UK(&matching.Options{Duplicates: -1})
	r = rated(alone, asker, full, sparse)
	require.Less(t, r.Clients[1].Probability, .01)
}

func TestI20_PlaceholdersSayNothing(t *testing.T) {
	m := matching.UK(&matching.Options{IgnorePostcodes: []string{"LS1 1UR"}, IgnorePhones: []string{"0113 496 0000"}, IgnoreEmails: []string{"housing@example.org"}})
	p := matching.Person{Given: "Ann", Family: "Lee", Born: "1900-01-01", NINO: "QQ 12 34 56 C",
		Postcodes: []string{"ZZ99 3VZ", "ls11ur", "NFA"}, Phones: []string{"+44 113 4960000"}, Emails: []string{"Housing@Example.org"}}
	r := rated(m, p, candidate("A", p))
	for _, e := range r.Clients[0].Evidence[1:] {
		require.Zero(t, e.Total(), e.Field)
		require.Empty(t, e.Level, e.Field)
	}
}

func TestRecordsAreRankedBesideClients(t *testing.T) {
	m := matching.UK(nil)
	p := matching.Person{Given: "Emily", Family: "Featherstone", Born: "1984-05-06", Phones: []string{"07700 900123"}}
	pool := counted(m, p, 20_000, nil)
	pool.Records = []matching.Candidate{candidate("other", matching.Person{Given: "Noah", Family: "Brown"}), candidate("same", p), candidate("same again", p)}
	r := m.Rank(m.Prepare(p), pool)
	require.Equal(t, 1., r.None)
	require.Len(t, r.Records, 3)
	require.Equal(t, "same", r.Records[0].ID)
	require.Greater(t, r.Records[0].Probability, .99)
	require.Greater(t, r.Records[1].Probability, .99, "one person may have several records")
	require.Less(t, r.Records[2].Probability, .01)
}

func TestCutListSaysSo(t *testing.T) {
	m := matching.UK(nil)
	p := matching.Person{Given: "Emily", Family: "Featherstone"}
	pool := counted(m, p, 20_000, nil)
	require.False(t, m.Rank(m.Prepare(p), pool).Truncated)
	pool.Counts[0].Truncated = true
	require.True(t, m.Rank(m.Prepare(p), pool).Truncated)
}

func TestModelDigestNamesEveryParameter(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range []*matching.Options{nil, {Known: .4}, {Found: .9}, {Relatives: .5}, {Duplicates: .05}, {Waiting: .2}, {Strength: 50},
		{IgnorePhones: []string{"0113 496 0000"}}, {Surnames: map[string]float64{"Smith": .012}}} {
		seen[matching.UK(o).Model()] = true
	}
	require.Len(t, seen, 9)
	require.Equal(t, matching.UK(nil).Model(), matching.UK(&matching.Options{}).Model())
	require.Equal(t, matching.UK(nil).Model(), matching.UK(nil).Rank(matching.UK(nil).Prepare(matching.Person{}), matching.Pool{}).Model)
}

func TestSmallRegisterKnowsCommonNamesFromTheCountry(t *testing.T) {
	m := matching.UK(&matching.Options{Surnames: map[string]float64{"O'Brien": .002, "smith": .012, "Zzz": 7}})
	weight := func(family string) float64 {
		p := matching.Person{Family: family}
		return m.Rank(m.Prepare(p), counted(m, p, 50, nil, candidate("A", p))).Clients[0].Weight
	}
	require.Greater(t, weight("OBrien"), weight("Smith"))
	require.Greater(t, weight("Featherstone"), weight("Smith"))
}
