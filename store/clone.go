package store

import "slices"

// Clone returns a copy that shares no memory with the record.
func (r Record) Clone() Record {
	r.Person = r.Person.Clone()
	r.Arrived = slices.Clone(r.Arrived)
	r.Keys = slices.Clone(r.Keys)
	r.Household = each(r.Household, cloneMember)
	r.Details = slices.Clone(r.Details)
	r.Tasks = slices.Clone(r.Tasks)
	r.WaitingList = clonePointer(r.WaitingList)
	r.Support = clonePointer(r.Support)
	r.Withdrawn = clonePointer(r.Withdrawn)
	r.Claim = clonePointer(r.Claim)
	r.Decision = clonePointer(r.Decision)
	if r.Decision != nil {
		r.Decision.Superseded = slices.Clone(r.Decision.Superseded)
		r.Decision.Compared = each(r.Decision.Compared, cloneVerdict)
	}
	return r
}

// Clone returns a copy that shares no memory with the client.
func (c Client) Clone() Client {
	c.Person = c.Person.Clone()
	c.Keys = slices.Clone(c.Keys)
	c.Cases = each(c.Cases, Case.Clone)
	c.Within = slices.Clone(c.Within)
	return c
}

// Clone returns a copy that shares no memory with the case.
func (c Case) Clone() Case {
	c.MergedFrom = slices.Clone(c.MergedFrom)
	c.Details = slices.Clone(c.Details)
	c.Household = each(c.Household, cloneMember)
	c.Tasks = slices.Clone(c.Tasks)
	c.WaitingList = clonePointer(c.WaitingList)
	c.Support = clonePointer(c.Support)
	return c
}

func cloneMember(m Member) Member {
	m.Person = m.Person.Clone()
	return m
}

func cloneVerdict(v Verdict) Verdict {
	v.Levels = slices.Clone(v.Levels)
	return v
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
