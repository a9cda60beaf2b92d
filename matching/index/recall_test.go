package index_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/index"
	"github.com/caselobby/caselobby/matching/matchtest"
)

// recall is the share of cases about clients in which the heaviest of a scan, the
// client being it, is also that of a search.
func recall(r *register, n int, e matchtest.Errors) float64 {
	found, all := 0, 0
	for i := range n {
		c := r.world.Case(i*7%r.world.Len(), e)
		q := r.matcher.Parse(c.Person)
		best := r.index.Scan(&q, 1).Hits[0]
		if !slices.Contains(c.Clients, matchtest.ClientID(int(best.ID))) {
			continue // nobody could tell
		}
		all++
		if hits := r.index.Search(&q, 10).Hits; slices.ContainsFunc(hits, func(h index.Hit) bool { return h.ID == best.ID }) {
			found++
		}
	}
	return float64(found) / float64(all)
}

func TestASearchMissesFewWhomAScanFinds(t *testing.T) {
	r := newRegister(8, 10_000, index.Options{})
	for _, c := range []struct {
		name   string
		errors matchtest.Errors
		least  float64
	}{
		{"clean", matchtest.Clean(), .999}, {"realistic", matchtest.Realistic(), .995},
		{"hard", matchtest.Hard(), .97}, {"very hard", matchtest.VeryHard(), .85},
	} {
		got := recall(r, 200, c.errors)
		t.Logf("%s: %.4f", c.name, got)
		require.GreaterOrEqual(t, got, c.least, c.name)
	}
}
