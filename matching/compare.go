package matching

import (
	"cmp"
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/internal/uk"
)

// query is one asker before one register.
type query struct {
	*UKMatcher
	asker    uk.Person
	register *uk.Register
	search   uk.Search // how far it reaches: ρ
	unread   []string
	weights  [uk.Fields][maxLevels]weight // by level: what was weighed last
}

// maxLevels is more than any comparison has levels.
const maxLevels = 32

// weight is what an outcome of a level weighs: most candidates who reach the level
// agree on the same value.
type weight struct {
	frequency float64
	known     bool
	part      fs.Part
}

// query reads the asker and how common the asker's values are; nil if the profile
// is not of this version.
func (m *UKMatcher) query(asker Prepared, pool Pool) *query {
	q := &query{UKMatcher: m}
	if !q.asker.Read(string(asker.Profile)) {
		return nil
	}
	counts := make([]uk.Count, len(pool.Counts))
	for i, c := range pool.Counts {
		counts[i] = uk.Count{Key: uint64(c.Key), Clients: c.Clients, Truncated: c.Truncated}
	}
	q.register = uk.NewRegister(max(pool.Size, len(pool.Clients)), counts, m.o.PriorWeight, m.o.national())
	q.asker.Weigh(q.register)
	q.search = q.asker.Search(q.register)
	q.search.Reach *= m.o.BlockingRecall
	return q
}

// compared is one candidate and the levels that the comparisons found.
type compared struct {
	id       string
	profile  Profile
	outcomes [uk.Fields]fs.Outcome
	parts    [uk.Fields]fs.Part
	joint    float64 // bits taken because contact details are shared as a set
	weight   float64 // bits
	lr       float64 // likelihood ratio of being the person
	kin      float64 // likelihood ratio of being a relative
	p        float64 // probability of being the person
	related  float64 // probability that the person is a relative instead
	group    int     // of rows that are one person
}

// compare compares the candidates in order of id: the order of a sum is part of
// its result.
func (q *query) compare(candidates []Candidate) []compared {
	byID := func(x, y Candidate) int { return cmp.Compare(x.ID, y.ID) }
	if !slices.IsSortedFunc(candidates, byID) {
		candidates = slices.Clone(candidates)
		slices.SortStableFunc(candidates, byID)
	}
	out := make([]compared, 0, len(candidates))
	var other uk.Person
	for i := range candidates {
		if !other.Read(string(candidates[i].Profile)) {
			q.unread = append(q.unread, candidates[i].ID)
			continue
		}
		out = append(out, compared{id: candidates[i].ID, profile: candidates[i].Profile})
		uk.Compare(&q.asker, &other, &out[len(out)-1].outcomes)
	}
	return out
}
