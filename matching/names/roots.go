package names

import "slices"

// settle gives every name its roots, once all pairs are known. Two related names must
// meet: share a code, if code is given, or a root. The names with the most relations come
// first, and become a root of each name that does not meet them yet, so that a whole row
// comes to share one root. If neither of a pair has room for another root, the pair is
// dropped, since whatever is compared as related must be found.
func (t *Table) settle(code func(string) Code) {
	t.roots = make([][]string, len(t.names))
	codes := make([]Code, len(t.names))
	if code != nil {
		for i, name := range t.names {
			codes[i] = code(name)
		}
	}
	if code != nil {
		t.respell(codes)
	}
	for _, hub := range t.byRelations() {
		t.related[hub] = slices.DeleteFunc(t.related[hub], func(r related) bool {
			return !t.meet(hub, r.id, codes) && !t.shareRoot(hub, r.id) && !t.addRoot(r.id, hub) && !t.addRoot(hub, r.id)
		})
	}
	var room []int
	for id := range t.related {
		t.related[id] = slices.DeleteFunc(t.related[id], func(r related) bool {
			return t.Relation(r.id, ID(id)) == Unrelated
		})
		room = inOrder(t.related[id], room)
	}
}

// inOrder sorts relations by the names that they are with, in room that it may use and
// returns. It sorts numbers, as [Table.byRelations] does, because the code by which they
// are sorted is in most programs already; another instance of it would add ten
// thousand bytes.
func inOrder(row []related, room []int) []int {
	numbers := room[:0]
	for _, r := range row {
		numbers = append(numbers, int(r.id)<<8|int(r.relation))
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		row[i] = related{ID(n >> 8), Relation(n & 0xFF)}
	}
	return numbers
}

// byRelations returns the ids of all names, those with the most relations first and
// otherwise in their order.
func (t *Table) byRelations() []ID {
	numbers := make([]int, len(t.names))
	for i := range numbers {
		numbers[i] = i - len(t.related[i])<<16
	}
	slices.Sort(numbers)
	ids := make([]ID, len(numbers))
	for i, n := range numbers {
		ids[i] = ID(n)
	}
	return ids
}

// meet reports whether two names share a code or a root, or one is the other's.
func (t *Table) meet(a, b ID, codes []Code) bool {
	if codes[a] != 0 && codes[a] == codes[b] {
		return true
	}
	if slices.Contains(t.roots[a], t.names[b]) {
		return true
	}
	for _, root := range t.roots[b] {
		if root == t.names[a] || slices.Contains(t.roots[a], root) {
			return true
		}
	}
	return false
}

// shareRoot gives a a root that b has already and to which a is related, as all
// names of a row are: one root serves the row, though some of it share a code.
func (t *Table) shareRoot(a, b ID) bool {
	for _, root := range t.roots[b] {
		if id := t.ids[root]; t.Relation(a, id) != Unrelated {
			return t.addRoot(a, id)
		}
	}
	return false
}

// addRoot adds a root to a name that has room for it.
func (t *Table) addRoot(name, root ID) bool {
	if len(t.roots[name]) == MaxRoots {
		return false
	}
	t.roots[name] = append(t.roots[name], t.names[root])
	return true
}

// respell turns into spellings the short or translated forms of the tables that are
// spellings by rule: DAWID, DAVID.
func (t *Table) respell(codes []Code) {
	for a := range t.related {
		for i, r := range t.related[a] {
			if r.relation == Short && codes[a] == codes[r.id] && codes[a] != 0 && byRule(t.names[a], t.names[r.id], false) == Spelling {
				t.related[a][i].relation = Spelling
			}
		}
	}
}
