package lobby

import "github.com/caselobby/caselobby/store"

// handingCopies is the policy as a service asks it: what a host's policy writes to
// its arguments reaches nothing. Those of this package write to nothing, and are
// spared the copying.
func handingCopies(p Policy) Policy {
	switch p.(type) {
	case hpa2, hrs:
		return p
	}
	return copying{p}
}

// copying hands copies to a policy.
type copying struct{ Policy }

func (p copying) Place(incoming store.Case, onto store.Client) Placement {
	onto.Keys, onto.Profile = nil, ""
	return p.Policy.Place(incoming.Clone(), onto.Clone())
}

func (p copying) Permit(a Actor, act Action, r *store.Record) error {
	if r == nil {
		return p.Policy.Permit(a, act, nil)
	}
	c := *r
	c.Keys, c.Profile = nil, ""
	c = c.Clone()
	return p.Policy.Permit(a, act, &c)
}
