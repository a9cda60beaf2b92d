package matchtest_test

import (
	"fmt"

	"github.com/caselobby/caselobby/matching/matchtest"
)

func Example() {
	world := matchtest.New(2025, 1000)

	client := world.Client(41)
	fmt.Println(client.ID, client.Person.Given, client.Person.Family, client.Person.Born)

	// The same person, as somebody else tells of them.
	again := world.Case(41, matchtest.VeryHard())
	fmt.Println(again.Clients, again.Person.Given, again.Person.Family, again.Person.Born)

	// A stream of arrivals, with the truth known.
	clients, relatives, strangers := 0, 0, 0
	for c := range world.Cases(1000, matchtest.Everyday()) {
		switch {
		case c.Known():
			clients++
		case c.Related != "":
			relatives++
		default:
			strangers++
		}
	}
	fmt.Println(clients, relatives, strangers)
	// Output:
	// C0000042 Ibrahim Ahmed 1977-01-01
	// [C0000042] Ibrahim Ahmmad 01/01/1977
	// 458 100 442
}

// A society that tells names as people do, but always gives its gender.
func ExampleCustomary() {
	s := matchtest.NoRelatives()
	s.Forms = matchtest.Customary()
	s.Forms.Gender = 1
	fmt.Println(s.Forms.Romanised > 0, s.Forms.Gender)
	// Output: true 1
}
