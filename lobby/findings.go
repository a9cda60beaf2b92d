package lobby

import (
	"github.com/caselobby/caselobby/matching"
	"github.com/caselobby/caselobby/store"
)

// findings are the clients of a standing, and what is told of it as a whole, as
// far as an actor may see them.
type findings struct {
	clients []ClientMatch
	hidden  []*store.Client // restricted from the actor
	likely  int             // how many of the hidden are worth asking a manager about
	results int             // how many came back
	common  []matching.Common
	found   poolSum // of whom the search found; of nobody, where a creation has to rank again

	none, absent, missed, related float64 // as in a Review
}

// sift parts what the actor may see from what is restricted. That a client
// is hidden is told from a weak rating upwards only: below, it would tell that
// somebody lives at a postcode and nothing about this person.
func (v *sight) sift(st standing) findings {
	rows, matches, rest := st.listed()
	fs := findings{results: rest, clients: make([]ClientMatch, 0, len(rows)), hidden: st.hidden}
	mass := 0. // the probability of all the hidden
	for i, c := range rows {
		switch m := matches[i]; {
		case v.named(*c) != "":
			fs.clients = append(fs.clients, ClientMatch{Match: m, Client: *c})
			fs.results++
		default:
			fs.hidden = append(fs.hidden, c)
			mass += m.Probability
			if m.Rating.AtLeast(matching.Weak) {
				fs.likely++
				fs.results++
			}
		}
	}
	// A hidden client is on the register and not in this list, so its probability is part
	// of None and of Missed. There is some only if somebody hidden is likely (see
	// lineup.hide), and then all is cut.
	fs.none, fs.absent, fs.missed, fs.related = st.None+mass, st.Absent, st.Missed+mass, st.Related
	if len(fs.hidden) > 0 {
		regroup(fs.clients)
	}
	if fs.likely > 0 {
		fs.cut()
	}
	if st.unreadable == 0 && len(fs.hidden) == 0 {
		fs.found = st.sum
	}
	fs.common = st.Common
	if !v.open() {
		fs.common = vague(st.Common)
	}
	return fs
}

// cut rounds every probability down to where its rating begins.
func (f *findings) cut() {
	for _, p := range []*float64{&f.none, &f.absent, &f.missed, &f.related} {
		*p = floor(*p)
	}
	for i := range f.clients {
		m := &f.clients[i].Match
		m.Probability, m.Related = floor(m.Probability), floor(m.Related)
	}
}

// floor is where the rating of a probability begins.
func floor(p float64) float64 { return matching.RatingOf(p).From() }

// regroup numbers the groups anew, for those who are left of them: a group of one,
// or a number left out, would tell of somebody hidden.
func regroup(ms []ClientMatch) {
	size := map[int]int{}
	for _, m := range ms {
		size[m.Group]++
	}
	number := map[int]int{}
	for i := range ms {
		g := &ms[i].Group
		if *g == 0 || size[*g] < 2 {
			*g = 0
			continue
		}
		if number[*g] == 0 {
			number[*g] = len(number) + 1
		}
		*g = number[*g]
	}
}

// fewest is the smallest number of clients with a value that is told to somebody
// who may not see all of them, and the step of larger ones.
const fewest = 10

// vague rounds how common values are, for somebody from whom clients may be hidden.
func vague(all []matching.Common) (told []matching.Common) {
	for _, c := range all {
		if c.Clients = c.Clients / fewest * fewest; c.Clients >= fewest {
			told = append(told, c)
		}
	}
	return told
}
