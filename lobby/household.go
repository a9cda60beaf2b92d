package lobby

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// A case is about a person, who applies, and may bring a household along. Everybody of
// it is looked for and found: an undecided record is kept under the keys of all, and
// its profile is that of all. The case is the applicant's, and so is the decision.

// MemberReview is a member of the household compared with the register, and with the
// other undecided records.
type MemberReview struct {
	ID     MemberID
	Member store.Member
	Found
}

// MemberID names a member of a record's household as it was when it was reviewed: it is
// nobody's once the member has been amended. It is opaque, and tells nothing of anybody.
type MemberID string

// memberID is that of the member at a place.
func (s *Service) memberID(r *store.Record, i int) MemberID {
	m := &r.Household[i]
	of := appendIdentity(parts(string(r.Authority), string(r.ID), m.Relation), &m.Person)
	return MemberID(fmt.Sprintf("%d-%x", i+1, s.mac("member", of)[:8]))
}

// indexHousehold returns what the store keeps of a household beside the person: the
// keys by which everybody is found, and one profile.
func (s *Service) indexHousehold(r *store.Record, person matching.Prepared) (keys []matching.Key, all matching.Profile) {
	if len(r.Household) == 0 {
		return person.Keys, person.Profile
	}
	ps := []matching.Profile{person.Profile}
	keys = slices.Clone(person.Keys)
	for i := range r.Household {
		q := s.matcher.Prepare(r.Household[i].Person)
		ps = append(ps, q.Profile)
		for _, k := range q.Keys {
			if !k.CountOnly() {
				keys = append(keys, k)
			}
		}
	}
	return keys, together(ps)
}

// severalProfiles begins the profile of several people. No profile of one begins so:
// a matcher's begins with its version.
const severalProfiles = "\x00household\x00"

// together is the profile of several people: each with its length before it.
func together(ps []matching.Profile) matching.Profile {
	b := []byte(severalProfiles)
	for _, p := range ps {
		b = appendPart(b, string(p))
	}
	return matching.Profile(b)
}

// profilesOf are the profiles that are kept as one: of a record, the person's first.
func profilesOf(p matching.Profile) []matching.Profile {
	rest, several := strings.CutPrefix(string(p), severalProfiles)
	if !several || rest == "" {
		return []matching.Profile{p}
	}
	var ps []matching.Profile
	for rest != "" {
		n, size := binary.Uvarint([]byte(rest[:min(len(rest), binary.MaxVarintLen64)]))
		if size <= 0 || n > uint64(len(rest)-size) {
			return []matching.Profile{p} // which no matcher reads: it is prepared anew
		}
		ps, rest = append(ps, matching.Profile(rest[size:size+int(n)])), rest[size+int(n):]
	}
	return ps
}

// In a ranking each of the people of a record is a candidate. The id of the person is
// the record's; those of the members follow it, and come before any other record's,
// since no id has a control character.

func candidateID(id store.RecordID, place int) string {
	if place == 0 {
		return string(id)
	}
	return fmt.Sprintf("%s\x00%03d", id, place)
}

// candidateOf is the record of a candidate, and the place in it: 0 is the person.
func candidateOf(candidate string) (id store.RecordID, place int) {
	of, n, member := strings.Cut(candidate, "\x00")
	if member {
		place, _ = strconv.Atoi(n)
	}
	return store.RecordID(of), place
}

// everybody are the people of the records found, members included.
func everybody(found []matching.Candidate, nobody matching.Profile) []matching.Candidate {
	if !slices.ContainsFunc(found, func(c matching.Candidate) bool { return strings.HasPrefix(string(c.Profile), severalProfiles) }) {
		return found
	}
	var all []matching.Candidate
	for _, c := range found {
		all = append(all, people(store.RecordID(c.ID), profilesOf(c.Profile), nobody)...)
	}
	return all
}

// people are those of a record, but for members of whom nothing is known.
func people(id store.RecordID, ps []matching.Profile, nobody matching.Profile) (all []matching.Candidate) {
	for n, p := range ps {
		if n == 0 || p != nobody {
			all = append(all, matching.Candidate{ID: candidateID(id, n), Profile: p})
		}
	}
	return all
}

// party is everybody of a record, to look for them: the applicant, and the members of the
// household. Forms have people list themselves: who is the applicant told again is the same
// person.
type party struct {
	all       []matching.Prepared
	applicant []bool
}

func (s *Service) partyOf(r *store.Record, applicant matching.Prepared) party {
	p := party{[]matching.Prepared{applicant}, []bool{true}}
	for i := range r.Household {
		m := r.Household[i].Person
		q := s.matcher.Prepare(m)
		p.all, p.applicant = append(p.all, q), append(p.applicant, q.Profile == applicant.Profile || s.toldAgain(r.Person, m))
	}
	return p
}

// toldAgain reports whether a member is told as the applicant is. The name and the date of
// birth are, for a child of the name may be told by that alone, and no other text that is
// told of both differs. Lists may: nobody tells all of their phones.
func (s *Service) toldAgain(applicant, m matching.Person) bool {
	if blank(applicant.Born) || blank(m.Given) || blank(m.Born) {
		return false
	}
	born := strings.EqualFold(applicant.Born, m.Born)
	for _, name := range append([]string{applicant.Given}, applicant.KnownAs...) {
		if blank(name) || !born && !strings.EqualFold(name, m.Given) {
			continue // to prepare the others takes a while
		}
		applicant.Given = name
		if s.matcher.Prepare(laidOver(applicant, m)).Profile == s.matcher.Prepare(laidOver(m, applicant)).Profile {
			return s.matcher.Prepare(matching.Person{Born: m.Born}).Profile != s.nobody // or it is no date
		}
	}
	return false
}

// laidOver is somebody who is told by the texts of one person, and by those of another where
// that one has none.
func laidOver(p, other matching.Person) (both matching.Person) {
	to, under := both.Fields(), other.Fields()
	for i, f := range p.Fields() {
		switch {
		case f.List != nil:
		case blank(*f.Text):
			*to[i].Text = *under[i].Text
		default:
			*to[i].Text = *f.Text
		}
	}
	return both
}

// oneOf reports whether two of a party are one person. Two members who are told alike may
// be twins.
func (p party) oneOf(i, k int) bool { return i == k || p.applicant[i] && p.applicant[k] }

// others are the keys of all but one: what they share with that one, a phone or a
// surname, speaks for each of them.
func (p party) others(but int) (keys [][]matching.Key) {
	for i := range p.all {
		if !p.oneOf(i, but) {
			keys = append(keys, p.all[i].Keys)
		}
	}
	return keys
}

// shared counts, among those who have a value, the others of the household who have it
// too: a client who has it may as well be one of them.
func shared(counts []matching.KeyCount, others [][]matching.Key) []matching.KeyCount {
	if len(others) == 0 {
		return counts
	}
	counts = slices.Clone(counts)
	for i := range counts {
		for _, keys := range others {
			if slices.Contains(keys, counts[i].Key) {
				counts[i].Clients++
			}
		}
	}
	return counts
}

// onePlaceEach takes into account that one client is at most one of the household.
func (p party) onePlaceEach(sts []standing) {
	if len(sts) < 2 {
		return
	}
	none := map[string][]float64{} // by client: for each of the household, that it is not that one
	for i := range sts {
		for _, m := range sts[i].Clients {
			if none[m.ID] == nil {
				none[m.ID] = slices.Repeat([]float64{1}, len(sts))
			}
			none[m.ID][i] = 1 - m.Probability
		}
	}
	for i := range sts {
		sts[i].reweigh(func(id string) float64 {
			free := 1.
			for k, not := range none[id] {
				if !p.oneOf(i, k) {
					free *= not
				}
			}
			return free
		})
	}
}

// reweigh multiplies the probability of each listed client by that of its being nobody
// else of the household, and scales all of them to add up to what they did.
func (st *standing) reweigh(free func(id string) float64) {
	before, after := st.None, st.None
	listed := st.Clients[:st.likely]
	for i := range listed {
		before += listed[i].Probability
		listed[i].Probability *= free(listed[i].ID)
		after += listed[i].Probability
	}
	scale := 1.
	if after > 0 {
		scale = before / after
	}
	for i := range listed {
		m := &listed[i]
		m.Probability = min(1, m.Probability*scale)
		m.Rating = matching.RatingOf(m.Probability)
	}
	for _, p := range []*float64{&st.None, &st.Absent, &st.Missed, &st.Related} {
		*p = min(1, *p*scale)
	}
	byProbability(listed)
}

// byProbability sorts matches. It sorts their addresses: a sort of values as large as a
// match would add ten thousand bytes to a program.
func byProbability(ms []matching.Match) {
	to := make([]*matching.Match, len(ms))
	for i, m := range ms {
		to[i] = &m
	}
	slices.SortStableFunc(to, func(x, y *matching.Match) int { return cmp.Compare(y.Probability, x.Probability) })
	for i, m := range to {
		ms[i] = *m
	}
}
