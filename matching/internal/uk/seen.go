package uk

import "github.com/caselobby/caselobby/matching/names"

// seen remembers how alike one word of the asker's is to known names, because candidates
// who share one half of the asker's name often share the other half with one another. An
// entry's place follows from the name's id; a later name replaces an earlier one there.
type seen [256]struct {
	id       names.ID
	given    bool
	likeness likeness
}

// Remember makes the asker quicker to compare with many. From then on only one goroutine
// may compare it.
func (p *Person) Remember() {
	n := &p.Name
	for i := range n.Given {
		n.Given[i].seen = new(seen)
	}
	for i := range n.Family {
		n.Family[i].seen = new(seen)
		for j := range n.Family[i].parts {
			n.Family[i].parts[j].seen = new(seen)
		}
	}
}

// compare is [compareUnequal] for the word that s belongs to.
func (s *seen) compare(x, y *word) likeness {
	id := y.form.ID
	if id == 0 {
		return compareUnequal(x, y)
	}
	at := &s[int(id)%len(s)]
	if at.id != id || at.given != y.given {
		at.id, at.given, at.likeness = id, y.given, compareUnequal(x, y)
	}
	return at.likeness
}
