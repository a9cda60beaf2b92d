package desk

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

func TestASessionDoesNotPrintWhomItLookedFor(t *testing.T) {
	s := session{search: matching.Person{Given: "Jane", Family: "Marker"}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		require.NotContains(t, fmt.Sprintf(verb, s), "Marker", verb)
		require.NotContains(t, fmt.Sprintf(verb, &s), "Marker", verb)
	}
}
