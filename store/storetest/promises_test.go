package storetest

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// The guide names the checks of every promise of the contract, and no check that
// is not there. Every check is some promise's.
func TestEveryPromiseHasItsChecks(t *testing.T) {
	promised := regexp.MustCompile(`(?m)^\s*//\t([GRLKJEC]\d+)\. `).FindAllStringSubmatch(read(t, "../store.go"), -1)
	require.Greater(t, len(promised), 30)
	listed := make(map[string][]string)
	for _, row := range regexp.MustCompile(`(?m)^\| (all together|[GRLKJEC]\d+) ?[^|]* \| (.+) \|$`).FindAllStringSubmatch(read(t, "../ADAPTERS.md"), -1) {
		require.NotContains(t, listed, row[1], "listed twice")
		listed[row[1]] = strings.Split(row[2], " · ")
	}
	for _, p := range promised {
		require.NotEmpty(t, listed[p[1]], "the guide names no check of promise %s", p[1])
	}
	require.Len(t, listed, len(promised)+1, "the guide lists what is not promised")
	var named []string
	for _, checks := range listed {
		named = append(named, checks...)
	}
	var all []string
	for _, g := range groups {
		for _, c := range g.checks {
			all = append(all, g.name+": "+c.name)
			require.Contains(t, named, g.name+": "+c.name, "a check of no promise")
		}
	}
	for _, name := range named {
		require.True(t, slices.Contains(all, name), "there is no check %q", name)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return string(b)
}
