package matching_test

import "github.com/caselobby/caselobby/matching"

var preparer = matching.UK(nil)

// candidate is somebody as a store hands them out.
func candidate(id string, p matching.Person) matching.Candidate {
	return matching.Candidate{ID: id, Profile: preparer.Prepare(p).Profile}
}

// known is somebody before anything was prepared of them.
type known struct {
	ID     string
	Person matching.Person
}
