package matching_test

import (
	"fmt"

	"github.com/caselobby/caselobby/matching"
)

// A store keeps each client's keys and profile, finds the clients who are kept
// under a key that the person asks by, and counts how many carry each; here it has
// found one.
func Example() {
	m := matching.UK(nil)
	client := m.Prepare(matching.Person{Given: "Elizabeth", Family: "Featherstone", Born: "1984-06-05", Phones: []string{"+44 7700 900123"}})
	asker := m.Prepare(matching.Person{Given: "Liz", Family: "Featherstone", Born: "6/5/1984", Phones: []string{"07700 900123"}})

	pool := matching.Pool{Size: 20_000, Clients: []matching.Candidate{{ID: "C-1", Profile: client.Profile}}}
	for _, k := range asker.Ask {
		pool.Counts = append(pool.Counts, matching.KeyCount{Key: k, Clients: 1})
	}
	r := m.Rank(asker, pool)
	for _, c := range r.Clients {
		fmt.Printf("%s: %s\n", c.ID, c.Rating)
		for _, e := range c.Evidence {
			if e.Level != "" {
				fmt.Println(" ", e)
			}
		}
	}
	// Output:
	// C-1: very strong
	//   name: surname equal, another form of the forename, +15.6 bits
	//   date of birth: day and month swapped, +9.0 bits
	//   phone: equal, +15.9 bits
}

func ExampleEvidence_String() {
	fmt.Println(matching.Evidence{Field: "date of birth", Level: "swapped", Text: "day and month swapped", Bits: 8.97})
	fmt.Println(matching.Evidence{Field: "e-mail"})
	// Output:
	// date of birth: day and month swapped, +9.0 bits
	// e-mail: nothing to compare
}
