package store

import (
	"slices"

	"github.com/caselobby/caselobby/matching"
)

// Clone returns a copy that shares no memory with the record.
func (r Record) Clone() Record {
	r.Person = clonePerson(r.Person)
	r.Keys = slices.Clone(r.Keys)
	r.Household = each(r.Household, cloneMember)
	r.Details = slices.Clone(r.Details)
	r.Tasks = slices.Clone(r.Tasks)
	r.Waitlist = clonePointer(r.Waitlist)
	r.Support = clonePointer(r.Support)
	r.Withdrawn = clonePointer(r.Withdrawn)
	r.Claim = clonePointer(r.Claim)
	r.Decision = clonePointer(r.Decision)
	if r.Decision != nil {
		r.Decision.Compared = each(r.Decision.Compared, cloneVerdict)
	}
	return r
}

// Clone returns a copy that shares no memory with the client.
func (c Client) Clone() Client {
	c.Person = clonePerson(c.Person)
	c.Keys = slices.Clone(c.Keys)
	c.Cases = each(c.Cases, Case.Clone)
	return c
}

// Clone returns a copy that shares no memory with the case.
func (c Case) Clone() Case {
	c.Details = slices.Clone(c.Details)
	c.Household = each(c.Household, cloneMember)
	c.Tasks = slices.Clone(c.Tasks)
	c.Waitlist = clonePointer(c.Waitlist)
	c.Support = clonePointer(c.Support)
	return c
}

func cloneMember(m Member) Member {
	m.Person = clonePerson(m.Person)
	return m
}

func cloneVerdict(v Verdict) Verdict {
	v.Levels = slices.Clone(v.Levels)
	return v
}

func clonePerson(p matching.Person) matching.Person {
	p.FormerFamily = slices.Clone(p.FormerFamily)
	p.Emails = slices.Clone(p.Emails)
	p.Phones = slices.Clone(p.Phones)
	p.Postcodes = slices.Clone(p.Postcodes)
	p.PreviousPostcodes = slices.Clone(p.PreviousPostcodes)
	return p
}

func clonePointer[V any](p *V) *V {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// each applies f to every element; an empty slice gives nil.
func each[From, To any](from []From, f func(From) To) []To {
	if len(from) == 0 {
		return nil
	}
	to := make([]To, len(from))
	for i, v := range from {
		to[i] = f(v)
	}
	return to
}
