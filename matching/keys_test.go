package matching_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

func TestKeysAreSortedUniqueAndSwapSafe(t *testing.T) {
	m := matching.UK(nil)
	pairs(300, func(p, _ matching.Person) {
		told := m.Prepare(p)
		for _, k := range [][]matching.Key{told.Keys, told.Ask} {
			require.True(t, slices.IsSorted(k))
			require.Len(t, slices.Compact(slices.Clone(k)), len(k))
			require.LessOrEqual(t, len(k), 64)
		}
	})
	finds := func(asker, client matching.Person) bool {
		kept := m.Prepare(client).Keys
		return slices.ContainsFunc(m.Prepare(asker).Ask, func(k matching.Key) bool { return !k.CountOnly() && slices.Contains(kept, k) })
	}
	share := func(a, b matching.Person) bool {
		require.Equal(t, finds(a, b), finds(b, a), "whoever finds is found")
		return finds(a, b)
	}
	for _, c := range []struct {
		name string
		a, b matching.Person
	}{
		{"swapped names", matching.Person{Given: "Ann", Family: "Lee"}, matching.Person{Given: "Lee", Family: "Ann"}},
		{"swapped day and month", matching.Person{Given: "Xia", Born: "1980-03-04"}, matching.Person{Family: "Xu", Born: "1980-04-03"}},
		{"a NI number without its suffix", matching.Person{NINO: "AB 12 34 57 C"}, matching.Person{NINO: "ab123457"}},
		{"a phone written otherwise", matching.Person{Phones: []string{"+44 7700 900123"}}, matching.Person{Phones: []string{"07700900123"}}},
		{"a former surname", matching.Person{Given: "Ann", Family: "Lee", FormerFamily: []string{"Featherstone"}}, matching.Person{Given: "Ann", Family: "Featherstone"}},
		{"half of a double-barrelled surname", matching.Person{Given: "Ann", Family: "Lee-Featherstone"}, matching.Person{Given: "Ann", Family: "Featherstone"}},
		{"half of a surname in another script", matching.Person{Given: "Ann", Family: "李 Lee", Born: "1980-03-04"}, matching.Person{Given: "Mia", Family: "李", Born: "1980-03-14"}},
		{"a nickname and a surname by ear", matching.Person{Given: "Elizabeth", Family: "Smith"}, matching.Person{Given: "Liz", Family: "Smyth"}},
		{"two transliterations", matching.Person{Given: "Muhammad", Family: "Chowdhury"}, matching.Person{Given: "Mohamed", Family: "Choudhury"}},
		{"two mistyped names and the wrong year of birth", matching.Person{Given: "Xaviera", Family: "Featherstone", Born: "1980-03-04"}, matching.Person{Given: "Xvaiera", Family: "Feathrestone", Born: "1984-03-04"}},
		{"two mistyped names and the year of birth", matching.Person{Given: "Xaviera", Family: "Featherstone", Born: "1980-03-04"}, matching.Person{Given: "Xvaiera", Family: "Feathrestone", Born: "1980-11-21"}},
		{"another forename and the month of birth", matching.Person{Given: "Xia", Family: "Featherstone", Born: "1980-03-04"}, matching.Person{Given: "Ann", Family: "Feathrestone", Born: "1980-03-14"}},
		{"a mistyped forename and no date", matching.Person{Given: "Oivia", Family: "Featherstone"}, matching.Person{Given: "Olivia", Family: "Featherstone", Born: "1980-03-04"}},
		{"an initial, and somebody without a date", matching.Person{Given: "M", Family: "Featherstone", Born: "1980-03-04"}, matching.Person{Given: "Mamta", Family: "Featherstone"}},
		{"a changed surname and the month of birth", matching.Person{Given: "Ann", Family: "Lee", Born: "1980-03-04"}, matching.Person{Given: "Ann", Family: "Khan", Born: "1980-03-14"}},
		{"a changed surname and the day of birth", matching.Person{Given: "Ann", Family: "Lee", Born: "1980-03-04"}, matching.Person{Given: "Ann", Family: "Khan", Born: "1980-11-04"}},
		{"a postcode and an initial", matching.Person{Given: "Ann", Family: "Lee", Postcodes: []string{"LS1 2AB"}}, matching.Person{Given: "Anna", Family: "Khan", PreviousPostcodes: []string{"ls12ab"}}},
	} {
		t.Run(c.name, func(t *testing.T) { require.True(t, share(c.a, c.b)) })
	}
	require.False(t, share(matching.Person{Given: "Ann", Family: "Lee"}, matching.Person{Given: "Noah", Family: "Khan"}))
	require.False(t, share(matching.Person{Given: "Ann", Family: "李 Lee", Born: "1980-03-04"}, matching.Person{Given: "Noah", Family: "王 Khan", Born: "1980-03-14"}))
}
