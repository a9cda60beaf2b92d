package explain_test

import (
	"fmt"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/explain"
)

func ExampleWeighing_Text() {
	m := matching.Match{Probability: .83, Evidence: []matching.Evidence{
		{Field: "name", Level: "full", Text: "forename and surname equal", Bits: 15, Frequency: -4.6},
		{Field: "date of birth", Level: "equal", Text: "equal", Bits: 13.8, Frequency: -2.8},
		{Field: "NI number", Text: "nothing to compare"},
		{Field: "postcode", Level: "district", Text: "same district", Bits: .7},
	}}
	const known, size = .3, 20_000. // three in ten who come are among 20,000 clients
	fmt.Print(explain.FromMatch(m, known/size).Text())
	// Output:
	// before looking: any two at random                                     −16.0 bits
	// name: forename and surname equal                                      +15.0 bits
	// name, how common: a common value: agreeing on it says less             −4.6 bits
	// date of birth: equal                                                  +13.8 bits
	// date of birth, how common: a common value: agreeing on it says less    −2.8 bits
	// NI number: nothing to compare                                             0 bits
	// postcode: same district                                                +0.7 bits
	// the whole list: rivals or relatives may explain it too                 −3.8 bits
	// in all: probability 83.0 %                                             +2.3 bits
}
