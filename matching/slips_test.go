package matching_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// One slip weighs what the model says, a second one less against the client.
func TestSlipsComeTogether(t *testing.T) {
	asker := matching.Person{Given: "Winifred", Family: "Featherstone", Born: "1984-06-05", NINO: "JG 80 11 20 C", Postcodes: []string{"LS8 4AA"}, Phones: []string{"07700 910803"}}
	client := func(change func(*matching.Person)) matching.Person {
		p := asker
		change(&p)
		return p
	}
	name := func(p *matching.Person) { p.Given, p.Family = "Winigred", "Featherstine" }
	born := func(p *matching.Person) { p.Born = "1984-06-06" }
	moved := func(p *matching.Person) { p.Postcodes, p.Phones = []string{"BD3 8QH"}, []string{"07911 555123"} }
	m := matching.UK(nil)
	together := func(changes ...func(*matching.Person)) float64 {
		c := client(func(p *matching.Person) {
			for _, change := range changes {
				change(p)
			}
		})
		r := m.Rank(m.Prepare(asker), matching.Pool{Size: 20_000, Clients: []matching.Candidate{candidateOf(m, "C", c)}})
		return evidenceOf(r.Clients[0], "slips together").Bits
	}
	require.Zero(t, together(), "nothing is wrong")
	require.Zero(t, together(name), "one slip")
	require.Zero(t, together(born), "another one")
	two := together(name, born)
	require.Greater(t, two, 1.)
	require.Greater(t, together(name, born, moved), two)
	moves := together(moved)
	require.Greater(t, moves, 0.)
	require.Less(t, moves, .5, "people who move have new phones, hasty records or not")
}
