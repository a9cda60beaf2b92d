package matching

// Rank compares the asker with everybody in the pool: see [Matcher].
//
// Each step has a file of its own: compare the profiles, weigh what was found (contacts
// and slips together), share the probability out among the candidates and "none of
// these", explain.
func (m *UKMatcher) Rank(asker Prepared, pool Pool) Ranking {
	q := m.newQuery(asker, pool)
	r := Ranking{Size: pool.Size, Truncated: pool.Truncated(), Model: m.digest}
	if q == nil {
		r.TooFew, r.None, r.Absent = true, 1, 1-m.o.PriorKnown
		r.Missed = r.None - r.Absent
		return r
	}
	clients, records := q.compare(pool.Clients), q.compare(pool.Records)
	joint := q.jointContacts(clients, records)
	q.weigh(clients, joint)
	q.weigh(records, joint)
	s := q.share(clients, joint)
	q.shareRecords(records)
	r.None, r.Absent, r.Missed, r.Related, r.Ungrouped = s.none, s.absent, s.missed, s.related, s.ungrouped
	r.TooFew, r.Truncated, r.Common, r.Unread = !q.search.Looked, q.search.Truncated, q.common(), q.unread
	r.Clients, r.Records = q.explain(clients), q.explain(records)
	return r
}
