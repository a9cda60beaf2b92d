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
	search   uk.Search            // its Reach is ρ of share
	unread   []string             // ids of candidates whose profile is of another version
	touched  byte                 // only there so that the compiler keeps the reads of touch
	findings [uk.Fields][]finding // of all candidates, each different one once
}

// finding is an outcome of one comparison and what it weighs. Most candidates agree with
// the asker on the same few values, so a field has few different findings.
type finding struct {
	fs.Outcome
	part    fs.Part
	kin     [uk.Relations]float64 // bits of the level for each relation: log2(h/u)
	contact bool                  // a contact detail agrees, more or less
	slip    uk.Slip
	room    float64 // of a mistyped name: bits that it weighs less than full agreement
}

// pair is what was found of two records, by field.
type pair [uk.Fields]*finding

// fewFindings is the number of findings that most fields do not exceed: memory for so
// many is made at once.
const fewFindings = 4

// newQuery prepares a search: it reads the asker's profile and how common the asker's values
// are. It returns nil if the profile is of another version. It is not called query: package
// crypto/x509 has a generic call of that name, for whose sake the linker keeps every method
// called so, used or not.
func (m *UKMatcher) newQuery(asker Prepared, pool Pool) *query {
	q := &query{UKMatcher: m}
	memory := make([]finding, uk.Fields*fewFindings)
	for f := range q.findings {
		q.findings[f] = memory[f*fewFindings : f*fewFindings : (f+1)*fewFindings]
	}
	if !q.asker.Read(string(asker.Profile)) {
		return nil
	}
	counts := make([]uk.Count, len(pool.Counts))
	for i, c := range pool.Counts {
		counts[i] = uk.Count{Key: uint64(c.Key), Clients: c.Clients, Truncated: c.Truncated}
	}
	q.register = uk.NewRegister(max(pool.Size, len(pool.Clients)), counts, m.o.PriorWeight, m.o.national())
	q.asker.Weigh(q.register)
	if len(pool.Clients)+len(pool.Records) >= worthRemembering {
		q.asker.Remember()
	}
	q.search = q.asker.Search(q.register)
	q.search.Reach *= m.o.BlockingRecall
	return q
}

// worthRemembering is the number of candidates from which it pays to remember how alike
// names are to the asker's.
const worthRemembering = 32

// compared is one candidate and what the comparisons found.
type compared struct {
	*Candidate
	found   [uk.Fields]int32 // by field: the place among its findings
	joint   float64          // bits, at most 0: the contact details are shared as a set
	slips   float64          // bits: slips come together
	weight  float64          // bits
	lr      float64          // likelihood ratio of being the person
	kin     float64          // likelihood ratio of being a relative
	p       float64          // probability of being the person
	related float64          // probability that the person is a relative instead
	group   int              // number of the rows that may be one person; 0 for none
	apart   bool             // told apart from the asker, as Snr and Jnr are
}

// compare compares the candidates, and returns them in order of id whatever order they
// come in: the last bit of a sum of probabilities depends on the order of its terms.
func (q *query) compare(candidates []Candidate) []compared {
	byID := func(x, y Candidate) int { return cmp.Compare(x.ID, y.ID) }
	if !slices.IsSortedFunc(candidates, byID) {
		candidates = slices.Clone(candidates)
		slices.SortFunc(candidates, byID)
	}
	q.touch(candidates)
	out := make([]compared, 0, len(candidates))
	var other uk.Person
	var outcomes [uk.Fields]fs.Outcome
	for i := range candidates {
		if !other.Read(string(candidates[i].Profile)) {
			q.unread = append(q.unread, candidates[i].ID)
			continue
		}
		uk.Compare(&q.asker, &other, &outcomes)
		c := compared{Candidate: &candidates[i], apart: uk.ToldApart(&q.asker, &other)}
		for f := range outcomes {
			c.found[f] = q.find(f, outcomes[f])
		}
		out = append(out, c)
	}
	return out
}

// touch reads a byte of each cache line of every profile, so that the processor fetches
// many lines at a time. Compared one by one, each profile would be waited for.
func (q *query) touch(candidates []Candidate) {
	const line = 64 // bytes that are fetched together
	for i := range candidates {
		p := candidates[i].Profile
		for at := line; at < len(p); at += line {
			q.touched += p[at]
		}
	}
}

// find returns the place of an outcome among the findings of a field, which it adds if
// it is new.
func (q *query) find(field int, o fs.Outcome) int32 {
	for i := range q.findings[field] {
		if q.findings[field][i].Outcome == o {
			return int32(i)
		}
	}
	q.findings[field] = append(q.findings[field], q.weighed(field, o))
	return int32(len(q.findings[field]) - 1)
}

// finding is what was found of a candidate in a field.
func (q *query) finding(field int, c *compared) *finding { return &q.findings[field][c.found[field]] }

// pair is what was found of a candidate.
func (q *query) pair(c *compared) (p pair) {
	for f := range p {
		p[f] = q.finding(f, c)
	}
	return p
}
