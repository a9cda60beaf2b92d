package index

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// TestNobodyWeighsMoreThanTheirBound reads, of two people, the lists of just those
// kinds of key that they do not share.
func TestNobodyWeighsMoreThanTheirBound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	m := matching.UK(nil)
	x := New(m, Options{})
	near := 0
	for range 20_000 {
		p, q := m.Parse(anybody(random)), m.Parse(anybody(random))
		x.Put(0, &p)
		s := x.searcher(&q, searchMemo)
		at := *x.places.at(0)
		s.compare(x.people.at(at), at)
		read := ^kindSet(0)
		for _, k := range s.keys {
			if x.postings.Len(k.hash) > 0 {
				read &^= 1 << k.kind
			}
		}
		o := &s.outcomes
		by := &seen[o[fieldName].Level+1][o[fieldBorn].Level+1]
		require.False(t, by.plain.read(read), "name %d and born %d do not imply a key of kinds %b", o[fieldName].Level, o[fieldBorn].Level, read)
		if o[fieldPostcode].Level == postcodeEqual {
			require.False(t, by.unit.read(read), "name %d, born %d and the postcode do not imply a key of kinds %b", o[fieldName].Level, o[fieldBorn].Level, read)
		}
		bound := s.limits.bound(read)
		require.LessOrEqual(t, s.pairs[0].weight, bound+1e-9, "levels %v, kinds read %b", s.pairs[0].levels, read)
		if s.pairs[0].weight > bound-3 {
			near++
		}
	}
	require.Positive(t, near, "bounds are too large to show anything")
}

// anybody returns one of few people with many names, dates and addresses.
func anybody(random *rand.Rand) matching.Person {
	one := func(of ...string) string { return of[random.IntN(len(of))] }
	some := func(of ...string) (list []string) {
		for range random.IntN(3) {
			list = append(list, one(of...))
		}
		return list
	}
	surnames := []string{"Smith", "Smyth", "Smith-Jones", "Jones", "Khan", "John", "Kowalska", "Kowalski", "Chowdhury", "Choudhury", "Li", "N", "Ng", "李"}
	return matching.Person{
		Given:        one("", "J", "John", "Jon", "Jonathan", "Mary Ann", "Maryann", "Mary", "Khan", "Smith", "Liz", "Elizabeth", "李"),
		Middle:       one("", "", "John", "Mary Ann", "K"),
		Family:       one(append(surnames, "")...),
		FormerFamily: some(surnames...),
		Born:         one("", "1980", "1980-03", "1980-03-04", "1980-04-03", "1980-03-05", "1980-01-01", "1981-03-04", "1908-03-04"),
		NINO:         one("", "", "AB123457C", "AB123475C", "AB623457C"),
		Phones:       some("07700900123", "07700900132", "0113 496 0001"),
		Emails:       some("jo.smith@example.com", "jo.smith@exmaple.com", "jo.smith@example.org", "ms84@example.com", "ms85@example.com", "quillx@corner.example.com", "quill@xcorner.example.com"),
		Postcodes:    some("LS1 2AB", "LS1 2AC", "LS1 2", "LS1", "LS2 2AB", "GIR 0AA", "BFPO 12"),
	}
}
