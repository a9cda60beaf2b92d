package desk

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

func TestASessionDoesNotPrintWhomItLookedFor(t *testing.T) {
	s := session{search: map[string]matching.Person{"1": {Given: "Jane", Family: "Marker"}}, draft: &draft{"/add", url.Values{"family": {"Marker"}}}}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
		require.NotContains(t, fmt.Sprintf(verb, s), "Marker", verb)
		require.NotContains(t, fmt.Sprintf(verb, &s), "Marker", verb)
	}
}
