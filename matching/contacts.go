package matching

import (
	"math/bits"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// A hostel gives many clients one postcode and one phone, a support worker gives
// them one phone and one e-mail address. Scored one by one, such a set would be
// counted as often as it has members. So the agreeing contact details T of a
// candidate are also weighed together,
//
//	log2( min m / share of clients who have all of T ),
//
// and the set weighs no more than the best of its parts weighed so.

// The members of a set of contact details.
const (
	samePostcode = 1 << iota
	samePhone
	sameEmail
	contactMasks
)

// passedOn is how many strangers are expected to arrive with a set of contact
// details that one client has and nobody else yet: next to a client's own, that
// of the first client of a support worker or a hostel.
const passedOn = .02

type contactSets struct {
	a     *asking
	n     [contactMasks]float64 // people in the pool who agree on all of a set
	fully [contactMasks]bool    // everybody who agrees on all of the set is in the pool
}

func newContactSets(a *asking, lists ...[]weighed) contactSets {
	s := contactSets{a: a}
	for _, list := range lists {
		for i := range list {
			agreed := agreement(&list[i])
			for t := 1; t < contactMasks; t++ {
				if agreed&t == t {
					s.n[t]++
				}
			}
		}
	}
	phones, emails := s.followed()
	for t := 1; t < contactMasks; t++ {
		s.fully[t] = t&samePhone != 0 && phones || t&sameEmail != 0 && emails
	}
	return s
}

// followed reports whether none of the asker's phones, and none of the e-mail
// addresses, is too common to be followed.
func (s *contactSets) followed() (phones, emails bool) {
	phones, emails = true, true
	for i := range s.a.profile.phones {
		phones = phones && !s.a.carriers.cut(phoneKey(s.a.profile.phones[i].text).followed())
	}
	for i := range s.a.profile.emails {
		emails = emails && !s.a.carriers.cut(emailKey(s.a.profile.emails[i].text).followed())
	}
	return phones, emails
}

// agreement returns the set of contact details on which a candidate agrees.
func agreement(w *weighed) int {
	t := 0
	if w.outcomes[fieldPostcode].Level == postcodeEqual {
		t |= samePostcode
	}
	if w.outcomes[fieldPhone].Level == phoneEqual {
		t |= samePhone
	}
	if w.outcomes[fieldEmail].Level == emailEqual {
		t |= sameEmail
	}
	return t
}

var contactFields = [...]int{fieldPostcode, fieldPhone, fieldEmail}

// excess returns the bits, at most 0, by which the parts of a candidate's set
// weigh too much.
func (s *contactSets) excess(w *weighed) float64 {
	agreed := agreement(w)
	if bits.OnesCount(uint(agreed)) < 2 {
		return 0
	}
	sum, best := 0., 0.
	for i, f := range contactFields {
		if agreed&(1<<i) != 0 {
			b := w.parts[f].Bits + w.parts[f].Frequency
			sum += b
			best = max(best, b)
		}
	}
	for t := 1; t < contactMasks; t++ {
		if agreed&t == t && bits.OnesCount(uint(t)) > 1 {
			best = max(best, s.joint(t, w))
		}
	}
	return min(fs.Round(best-sum), 0)
}

// joint weighs a set of two or three as one.
func (s *contactSets) joint(t int, w *weighed) float64 {
	m, least := 1., 1.
	for i, f := range contactFields {
		if t&(1<<i) == 0 {
			continue
		}
		m = min(m, s.a.same.Model().Comparisons[f].Levels[0].M)
		if share := w.outcomes[f].Frequency; share > 0 {
			least = min(least, share)
		}
	}
	n := s.n[t]
	if !s.fully[t] {
		n = max(n, least*s.a.carriers.size)
	}
	return fs.Log2(m) - fs.Log2((max(n-1, 0)+passedOn)/s.a.carriers.size)
}

func (c carriers) cut(k Key) bool {
	for i := range c.sorted {
		if c.sorted[i].Key == k {
			return c.sorted[i].Truncated
		}
	}
	return false
}
