package uk

import "github.com/caselobby/caselobby/matching/names"

// seen remembers how alike a word of the asker's is to names that it was compared
// with: whoever is found by one half of a name shares the other half with many. It
// holds names that are known, which their ids tell apart, the last one for each place.
type seen [256]struct {
	id       names.ID
	given    bool
	likeness likeness
}

// Remember makes the asker quicker to compare with many, and fit for one goroutine
// alone.
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

// compare compares as [compareUnequal] does.
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
