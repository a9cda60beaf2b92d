package matching_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// counted is a pool of some clients of a register of size: each of the asker's
// keys is carried by one client, or by as many as alike says of somebody who
// shares it. What more than 50 carry is not followed.
func counted(m matching.Matcher, asker matching.Prepared, size int, alike map[int][]matching.Person, clients ...matching.Candidate) matching.Pool {
	carriers := map[matching.Key]int{}
	for n, people := range alike {
		for _, p := range people {
			for _, k := range m.Prepare(p).Keys {
				carriers[k] = max(carriers[k], n)
			}
		}
	}
	pool := matching.Pool{Size: size, Clients: clients}
	for _, k := range asker.Ask {
		n := max(carriers[k], 1)
		pool.Counts = append(pool.Counts, matching.KeyCount{Key: k, Clients: n, Truncated: n > 50 && !k.CountOnly()})
	}
	return pool
}

// ranked ranks an asker against clients of a register of 20,000 of whom so many
// are alike.
func ranked(m matching.Matcher, asker matching.Person, alike map[int][]matching.Person, clients ...matching.Candidate) matching.Ranking {
	q := m.Prepare(asker)
	return m.Rank(q, counted(m, q, 20_000, alike, clients...))
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
	r := ranked(m, john, alike, candidateOf(m, "A", near), candidateOf(m, "B", far))
	require.Equal(t, []string{"A", "B"}, []string{r.Clients[0].ID, r.Clients[1].ID})
	require.InDelta(t, .830, r.Clients[0].Probability, .005)
	require.InDelta(t, .161, r.Clients[1].Probability, .005)
	require.InDelta(t, .009, r.None, .001)

	require.InDelta(t, .990, ranked(m, john, alike, candidateOf(m, "A", near)).Clients[0].Probability, .001)

	t.Run("an equal NI number settles it", func(t *testing.T) {
		asker, same := john, near
		asker.NINO, same.NINO = "AA 12 34 57 C", "AA123457"
		require.Greater(t, ranked(m, asker, alike, candidateOf(m, "A", same), candidateOf(m, "B", far)).Clients[0].Probability, .999999)
	})
	t.Run("a different NI number turns it round", func(t *testing.T) {
		asker, other := john, near
		asker.NINO, other.NINO = "AA 12 34 57 C", "JG 80 11 20 A"
		r := ranked(m, asker, alike, candidateOf(m, "A", other), candidateOf(m, "B", far))
		require.Equal(t, "B", r.Clients[0].ID)
		require.InDelta(t, .883, r.Clients[0].Probability, .01)
		require.InDelta(t, .048, r.None, .005)
	})
	for k, want := range map[int]float64{1: .948, 2: .487, 3: .327, 5: .198} {
		t.Run(fmt.Sprintf("%d alike share the probability", k), func(t *testing.T) {
			var rivals []matching.Candidate
			for i := range k {
				rivals = append(rivals, candidateOf(m, fmt.Sprint(i), far))
			}
			r := ranked(m, john, alike, rivals...)
			for _, c := range r.Clients {
				require.InDelta(t, want, c.Probability, .005)
			}
		})
	}
}

func TestNobodyInThePoolLeavesNone(t *testing.T) {
	m := matching.UK(nil)
	asker := m.Prepare(matching.Person{Given: "Ann", Family: "Lee"})
	r := m.Rank(asker, counted(m, asker, 10, nil))
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
		"only a postcode":      {Postcodes: []string{"LS1 2AB"}},
		"only an agency phone": {Phones: []string{"0113 496 0000"}},
	} {
		t.Run(name, func(t *testing.T) {
			asker := m.Prepare(p)
			r := m.Rank(asker, counted(m, asker, 100, nil, candidateOf(m, "A", matching.Person{Given: "Ann", Family: "Lee"})))
			require.True(t, r.TooFew)
			require.Less(t, r.Clients[0].Probability, .1)
			for _, k := range asker.Ask {
				require.True(t, k.CountOnly())
			}
		})
	}
}

func TestAnInitialAloneLooksForNobody(t *testing.T) {
	m := matching.UK(nil)
	for _, p := range []matching.Person{{Given: "S"}, {Family: "S"}, {Given: "S", Family: "O"}} {
		asker := m.Prepare(p)
		pool := matching.Pool{Size: 20_000}
		for _, k := range asker.Ask { // which nobody has
			pool.Counts = append(pool.Counts, matching.KeyCount{Key: k})
		}
		r := m.Rank(asker, pool)
		require.True(t, r.TooFew)
		require.InDelta(t, .3, r.Missed, 1e-9, "whoever is known was missed")
	}
}

func TestOneHalfOfANameOrADateOfBirthIsEnoughToLookFor(t *testing.T) {
	m := matching.UK(nil)
	for name, p := range map[string]matching.Person{
		"only a surname":       {Family: "Featherstone"},
		"only a forename":      {Given: "Ann"},
		"only a date of birth": {Born: "1985-03-04"},
		"only a phone":         {Phones: []string{"07700 900123"}},
	} {
		t.Run(name, func(t *testing.T) {
			asker := m.Prepare(p)
			pool := counted(m, asker, 20_000, nil)
			require.False(t, m.Rank(asker, pool).TooFew)
			for i := range pool.Counts {
				pool.Counts[i].Truncated = !pool.Counts[i].Key.CountOnly()
			}
			r := m.Rank(asker, pool)
			require.True(t, r.TooFew, "all that was given is too common to be listed")
			require.InDelta(t, .3, r.Missed, 1e-9, "and so whoever is known was missed")
		})
	}
}

// rated ranks one asker against a register of others that nobody shares.
func rated(m matching.Matcher, asker matching.Person, clients ...matching.Candidate) matching.Ranking {
	return ranked(m, asker, nil, clients...)
}

func TestTwinIsShownAsARelative(t *testing.T) {
	m := matching.UK(nil)
	asker := matching.Person{Given: "Olivia", Family: "Featherstone", Born: "1991-04-21", NINO: "AB 12 34 57 A", Phones: []string{"07700 900123"}, Postcodes: []string{"LS1 2AB"}}
	twin := matching.Person{Given: "Theo", Family: "Featherstone", Born: "1991-04-21", NINO: "AB 12 34 58 A", Postcodes: []string{"LS1 2AB"}}
	r := rated(m, asker, candidateOf(m, "twin", twin))
	require.Less(t, r.Clients[0].Probability, .05)
	require.Greater(t, r.Related, .9)
	require.Greater(t, r.Clients[0].Related, .9)

	t.Run("and does not hide the client that the person is", func(t *testing.T) {
		own := matching.Person{Given: "Olivia", Family: "Featherstone", Phones: []string{"07700900123"}}
		r := rated(m, asker, candidateOf(m, "own", own), candidateOf(m, "twin", twin))
		require.Equal(t, "own", r.Clients[0].ID)
		require.Greater(t, r.Clients[0].Probability, .9)
	})
}

func TestFatherAndSonOfOneNameAreNotTakenForOne(t *testing.T) {
	asker := matching.Person{Given: "Thomas", Family: "Featherstone", Born: "2003-09-12", Postcodes: []string{"LS1 2AB"}, Phones: []string{"0113 496 0123"}}
	father := asker
	father.Born = "1971-05-30"
	m := matching.UK(nil)
	r := rated(m, asker, candidateOf(m, "father", father))
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
		residents = append(residents, candidateOf(m, fmt.Sprint(i), hostel("Ann", fmt.Sprintf("Lee%c%c", 'a'+i%26, 'a'+i/26), "")))
	}
	asker := hostel("Zofia", "Kowalska", "1990-02-03")
	r := ranked(m, asker, map[int][]matching.Person{40: {hostel("", "", "")}}, residents...)
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
	full := candidateOf(m, "full", asker)
	sparse := candidateOf(m, "sparse", matching.Person{Given: "Emily", Family: "Featherstone", Born: "1984-05-06"})
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
	r := rated(m, p, candidateOf(m, "A", p))
	for _, e := range r.Clients[0].Evidence[1:] {
		require.Zero(t, e.Total(), e.Field)
		require.Empty(t, e.Level, e.Field)
	}
}

func TestRecordsAreRankedBesideClients(t *testing.T) {
	m := matching.UK(nil)
	p := matching.Person{Given: "Emily", Family: "Featherstone", Born: "1984-05-06", Phones: []string{"07700 900123"}}
	asker := m.Prepare(p)
	pool := counted(m, asker, 20_000, nil)
	pool.Records = []matching.Candidate{candidateOf(m, "other", matching.Person{Given: "Noah", Family: "Brown"}), candidateOf(m, "same", p), candidateOf(m, "same again", p)}
	r := m.Rank(asker, pool)
	require.Equal(t, 1., r.None)
	require.Len(t, r.Records, 3)
	require.Equal(t, "same", r.Records[0].ID)
	require.Greater(t, r.Records[0].Probability, .99)
	require.Greater(t, r.Records[1].Probability, .99, "one person may have several records")
	require.Less(t, r.Records[2].Probability, .01)
}

func TestATruncatedListSaysSo(t *testing.T) {
	m := matching.UK(nil)
	asker := m.Prepare(matching.Person{Given: "Emily", Family: "Featherstone"})
	pool := counted(m, asker, 20_000, nil)
	require.False(t, m.Rank(asker, pool).Truncated)
	pool.Counts[0].Truncated = true
	require.True(t, m.Rank(asker, pool).Truncated)
}

func TestModelDigestNamesEveryParameter(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range []*matching.Options{nil, {PriorKnown: .4}, {BlockingRecall: .9}, {Relatives: .5}, {Relations: matching.Relations{Twin: 1}}, {Duplicates: .05}, {Waiting: .2}, {PriorWeight: 50},
		{IgnorePhones: []string{"0113 496 0000"}}, {Surnames: map[string]float64{"Smith": .012}}} {
		seen[matching.UK(o).Model()] = true
	}
	require.Len(t, seen, 10)
	require.Equal(t, matching.UK(nil).Model(), matching.UK(&matching.Options{}).Model())
	require.Equal(t, matching.UK(nil).Model(), matching.UK(nil).Rank(matching.Prepared{}, matching.Pool{}).Model)
}

func TestSmallRegisterKnowsCommonNamesFromTheCountry(t *testing.T) {
	m := matching.UK(&matching.Options{Surnames: map[string]float64{"O'Brien": .002, "smith": .012, "Zzz": 7}})
	weight := func(family string) float64 {
		p := matching.Person{Family: family}
		q := m.Prepare(p)
		return m.Rank(q, counted(m, q, 50, nil, candidateOf(m, "A", p))).Clients[0].Weight
	}
	require.Greater(t, weight("OBrien"), weight("Smith"))
	require.Greater(t, weight("Featherstone"), weight("Smith"))
}
