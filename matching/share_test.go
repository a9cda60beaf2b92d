package matching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// A row that tells of the asker little, and of another row of the same person much, is
// a duplicate; one that conflicts with both is none.
func TestADuplicateFitsTheAskerOrTheOtherRow(t *testing.T) {
	m := matching.UK(nil)
	asker := matching.Person{Given: "Adaeze", Family: "Nwosu", Born: "1992-05-05", Phones: []string{"07848 579459"}}
	current := matching.Person{Given: "Adaeze", Family: "Okoro", Born: "1992-05-05", Phones: []string{"07848 579459"}, NINO: "JG 80 11 20 C", Postcodes: []string{"LS8 4AA"}}
	earlier := matching.Person{Given: "A", Family: "Okoro", Born: "1992-05-05", NINO: "JG 80 11 20 C", Postcodes: []string{"LS8 4AA"}}
	sister := matching.Person{Given: "A", Family: "Okoro", Born: "1999-11-21", NINO: "AB 12 34 57 A", Postcodes: []string{"LS8 4AA"}}
	probability := func(other matching.Person) float64 {
		r := m.Rank(m.Prepare(asker), matching.Pool{Size: 20_000, Clients: []matching.Candidate{candidateOf(m, "C", current), candidateOf(m, "D", other)}})
		for _, c := range r.Clients {
			if c.ID == "D" {
				return c.Probability
			}
		}
		t.Fatal("the other row is not listed")
		return 0
	}
	require.Greater(t, probability(earlier), .9)
	require.Less(t, probability(sister), .01)
}
