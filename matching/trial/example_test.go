package trial_test

import (
	"fmt"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/matching/matchtest"
	"github.com/caselobby/caselobby/matching/trial"
)

// Five hundred people arrive at a made-up register, some of them clients.
func Example() {
	w := matchtest.New(1, 1000)
	f := trial.Run(trial.Of(matching.UK(nil), w, trial.Limit), trial.Arrivals(w, 500, matchtest.Everyday()))
	fmt.Println(f.Cases, f.Listed > .9, f.First > .9)
	fmt.Println(len(f.Bands) == len(trial.Bands)-1)
	for _, g := range f.Groups[:1] { // the kind of pair of which too much or too little is said
		fmt.Println(g.Off() > 0)
	}
	// Output:
	// 500 true true
	// true
	// true
}
