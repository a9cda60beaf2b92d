package trial

import "github.com/caselobby/caselobby/matching"

// prepared is a person as a matcher compares them. This file is all that the
// package knows of how a matcher is asked.
type prepared struct {
	keys   []matching.Key
	person matching.Person
}

func prepare(m matching.Matcher, p matching.Person) prepared {
	return prepared{m.Keys(p), p}
}

func (p prepared) candidate(id string) matching.Candidate {
	return matching.Candidate{ID: id, Person: p.person}
}

func rank(m matching.Matcher, asker prepared, pool matching.Pool) matching.Ranking {
	return m.Rank(asker.person, pool)
}
