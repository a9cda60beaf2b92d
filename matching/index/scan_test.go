package index

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

func TestAScanWeighsOddPeopleExactlyAsTheMatcherDoes(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	m := matching.UK(nil)
	x := New(m, Options{})
	pool := matching.Pool{Size: 300}
	for i := range pool.Size {
		p := anybody(random)
		q := m.Parse(p)
		x.Put(ID(i), &q)
		pool.Clients = append(pool.Clients, matching.Candidate{ID: fmt.Sprintf("%03d", i), Profile: m.Prepare(p).Profile})
	}
	for range 60 {
		asker := anybody(random)
		q := m.Parse(asker)
		pool.Counts = x.Carriers(&q)
		want := make(map[string]float64)
		for _, c := range m.Rank(m.Prepare(asker), pool).Clients {
			want[c.ID] = c.Weight
		}
		for _, h := range x.Scan(&q, pool.Size).Hits {
			require.Equal(t, want[fmt.Sprintf("%03d", h.ID)], h.Weight, "levels %v", h.Levels)
		}
	}
}
