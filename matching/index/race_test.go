package index_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching/index"
	"github.com/caselobby/caselobby/matching/matchtest"
)

func TestSearchesRunBesideAWriter(t *testing.T) {
	r := newRegister(9, 600, index.Options{})
	var asker sync.WaitGroup
	for n := range 3 {
		asker.Go(func() {
			for i := range 60 {
				q := r.matcher.Parse(r.world.Case((i*7+n)%300, matchtest.Clean()).Person)
				found := r.index.Search(&q, 3)
				for _, h := range found.Hits {
					if int(h.ID) >= len(r.people) {
						t.Errorf("nobody has the id %d", h.ID)
					}
				}
			}
		})
	}
	for i := 300; i < 600; i++ { // whom nobody asks for
		q := r.matcher.Parse(r.people[i])
		r.index.Delete(index.ID(i))
		r.index.Put(index.ID(i), &q)
	}
	asker.Wait()
	require.Equal(t, 600, r.index.Len())
}
