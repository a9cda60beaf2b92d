package desk

import (
	"fmt"
	"html"
	"io"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

// TestEveryPageLeadsToTheNext follows the links through the list and the audit trail.
func TestEveryPageLeadsToTheNext(t *testing.T) {
	o := open(t)
	for n := range 2*pageSize + 5 {
		o.arrives(matching.Person{Given: fmt.Sprintf("Given%03d", n), Family: "Holt"})
	}
	next := regexp.MustCompile(`rel="next" href="([^"]+)"|href="(/audit[^"]*after=[^"]+)"`)
	for start, want := range map[string]int{"/lobby/hpa2": 3, "/audit": 2} {
		pages, seen := 0, map[string]bool{}
		for at := start; at != ""; pages++ {
			require.False(t, seen[at], at)
			seen[at] = true
			res := o.as("carys").get(at)
			text, err := io.ReadAll(res.Body)
			require.NoError(t, err)
			require.Equal(t, 200, res.StatusCode)
			at = ""
			if found := next.FindSubmatch(text); found != nil {
				at = html.UnescapeString(string(found[1]) + string(found[2]))
			}
		}
		require.Equal(t, want, pages, start)
	}
}
