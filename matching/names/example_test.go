package names_test

import (
	"fmt"

	"github.com/caselobby/caselobby/matching/names"
)

// A code is of letters: what has none has none.
func ExampleCodeOf() {
	fmt.Println(names.CodeOf("SMITH") != 0, names.CodeOf("SMITH") == names.CodeOf("JONES"), names.CodeOf("123"))
	// Output: true false 0
}
