package evaluate_test

import (
	"fmt"

	"github.com/caselobby/caselobby/matching/evaluate"
)

// To have said one half of what happened costs ln 2; to have been sure costs nothing.
func ExampleLoss() {
	fmt.Printf("%.3f %.3f\n", evaluate.Loss(.5), evaluate.Loss(1))
	// Output: 0.693 0.000
}

// A matcher that is too sure of itself: what it says in bits is halved.
func ExampleRecalibration_Bits() {
	fmt.Println(evaluate.Recalibration{Slope: .5}.Bits(8))
	// Output: 4
}
