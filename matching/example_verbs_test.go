package matching_test

import (
	"fmt"

	"github.com/caselobby/caselobby/matching"
)

var (
	liz   = matching.Person{Given: "Liz", Family: "Featherstone", Born: "6/5/1984", Phones: []string{"07700 900123"}}
	known = matching.Person{Given: "Elizabeth", Family: "Featherstone", Born: "1984-05-06", Phones: []string{"+44 7700 900123"}}
)

// What stands for the council and never for a person is as good as absent.
func ExampleUK() {
	m := matching.UK(&matching.Options{IgnorePhones: []string{"0113 496 0000"}})
	fmt.Println(len(m.Prepare(matching.Person{Phones: []string{"+44 113 496 0000"}}).Keys))
	// Output: 0
}

// Parameters that were learnt make a matcher of their own, under a name of its own.
func ExampleTrained() {
	m, err := matching.Trained(matching.UK(nil).Parameters(), nil)
	fmt.Println(err, m.Model() == matching.UK(nil).Model())
	// Output: <nil> true
}

func ExampleUKMatcher_Parameters() {
	p := matching.UK(nil).Parameters()
	m, err := matching.Trained(p, nil)
	fmt.Println(err, len(m.Model()) > 0)
	// Output: <nil> true
}

func ExampleUKMatcher_Model() {
	fmt.Println(matching.UK(nil).Model() == matching.UK(&matching.Options{PriorKnown: .5}).Model())
	// Output: false
}

// Once, when a person is stored: the keys to find them by, and the profile to compare.
func ExampleUKMatcher_Prepare() {
	p := matching.UK(nil).Prepare(known)
	fmt.Println(len(p.Keys) > 0, len(p.Ask) > 0, len(p.Profile) > 0)
	// Output: true true true
}

// Who is already prepared need not be prepared again to be looked for.
func ExampleUKMatcher_Ask() {
	m := matching.UK(nil)
	p := m.Prepare(liz)
	fmt.Println(len(m.Ask(p.Profile)) == len(p.Ask))
	// Output: true
}

func ExampleUKMatcher_Stale() {
	m := matching.UK(nil)
	fmt.Println(m.Stale(m.Prepare(liz).Profile), m.Stale("of another version"))
	// Output: false true
}

// Two clients fit alike: neither is as likely as the one would be alone.
func ExampleUKMatcher_Rank() {
	m := matching.UK(nil)
	asker := m.Prepare(matching.Person{Given: "Liz", Family: "Featherstone"})
	pool := matching.Pool{Size: 20_000, Clients: []matching.Candidate{
		{ID: "C-1", Profile: m.Prepare(matching.Person{Given: "Liz", Family: "Featherstone", Born: "06/05/1984"}).Profile},
		{ID: "C-2", Profile: m.Prepare(matching.Person{Given: "Liz", Family: "Featherstone", Born: "21/09/1951"}).Profile},
	}}
	for _, k := range asker.Ask {
		pool.Counts = append(pool.Counts, matching.KeyCount{Key: k, Clients: 2})
	}
	both := m.Rank(asker, pool)
	pool.Clients = pool.Clients[:1]
	one := m.Rank(asker, pool)
	fmt.Println(both.Clients[0].Probability < one.Clients[0].Probability)
	// Output: true
}

func ExampleRatingOf() {
	fmt.Println(matching.RatingOf(.995), matching.RatingOf(.9), matching.RatingOf(.5))
	// Output: very strong strong possible
}

func ExampleRating_AtLeast() {
	fmt.Println(matching.VeryStrong.AtLeast(matching.Strong), matching.Possible.AtLeast(matching.Strong))
	// Output: true false
}

func ExampleRating_From() {
	fmt.Println(matching.Strong.From())
	// Output: 0.9
}

func ExampleEvidence_Total() {
	fmt.Println(matching.Evidence{Field: "name", Bits: 9, Frequency: -2}.Total()) // a common name
	// Output: 7
}

// Whatever treats all fields alike loops over them.
func ExamplePerson_Fields() {
	p := liz.Clone()
	for _, f := range p.Fields() {
		if len(f.Values()) > 0 {
			fmt.Print(f.Name, " ")
		}
	}
	// Output: given family born phones
}

func ExampleField_Values() {
	p := matching.Person{Phones: []string{"07700 900123", "07700 900124"}}
	for _, f := range p.Fields() {
		if f.Name == "phones" {
			fmt.Println(len(f.Values()))
		}
	}
	// Output: 2
}

func ExamplePerson_Clone() {
	p := liz.Clone()
	p.Phones[0] = "another"
	fmt.Println(liz.Phones[0])
	// Output: 07700 900123
}

// Some keys are counted, to know how common a value is, and never followed.
func ExampleKey_CountOnly() {
	counted, followed := false, false
	for _, k := range matching.UK(nil).Prepare(liz).Ask {
		counted, followed = counted || k.CountOnly(), followed || !k.CountOnly()
	}
	fmt.Println(counted, followed)
	// Output: true true
}

func ExamplePool_Truncated() {
	p := matching.Pool{Counts: []matching.KeyCount{{Key: 1, Clients: 400, Truncated: true}}}
	fmt.Println(p.Truncated())
	// Output: true
}
