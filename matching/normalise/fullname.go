package normalise

import "slices"

// ParseFullName reads a name typed in one field: "John SMITH", "Smith, John", "Mr
// J van der Berg", "Ann Smith née Jones". The family name is what stands before a
// comma, else the words in capitals where others are not, else the last word with
// its particles; a single word is a family name. All else is as in [ParseNames].
func ParseFullName(s string) Name {
	var buf [16]token
	var n Name
	f, why := readField(buf[:0], s, "")
	n.unused(why)
	n.others(&f, n.one(&f, inFull))
	n.finish()
	return n
}

// one reads the only field that holds a name, which may be the whole of it, and returns
// what it turned out to be.
func (n *Name) one(f *field, where place) place {
	t := f.name
	mother, ok := ofMother(t)
	switch {
	case ok:
		_, family, _ := divide(mother, inFull)
		n.setFamily(family)
		n.unused(ReasonPlaceholder)
		return inFull
	case f.commas > 0:
		family, given, told := atComma(t)
		if told {
			n.setFamily(family)
			n.setGiven(given)
			return byComma
		}
		t = family
	}
	if family := n.withoutOthers(t); len(family) < len(t) && t[len(t)-1].text == "FAMILY" {
		the := 0
		if len(family) > 1 && family[0].text == "THE" { // The Jones-Smith Family
			the = 1
		}
		if the > 0 || len(family) == 1 {
			n.setFamily(family[the:])
			return inFull
		}
		t = family
	}
	if child := dropNewborn(t); len(child) < len(t) {
		n.unused(ReasonPlaceholder)
		t = child
	}
	given, family, sure := n.halves(f, t, where)
	given, family = apart(given, family)
	n.setGiven(given)
	n.setFamily(family)
	n.Whole = !sure && len(n.Given) > 0 && len(n.Family) > 0
	if len(n.Given)+len(n.Family) == 0 && len(t) > 0 {
		n.unused(ReasonPlaceholder)
	}
	if len(n.Given) > 0 && len(n.Family) > 0 {
		return inFull
	}
	return where
}

// halves tells given and family name apart, as divide does, less second persons and
// stand-ins.
func (n *Name) halves(f *field, t []token, where place) (given, family []token, sure bool) {
	if where == inFull && len(t) == 2 && (t[0].is(yetForename) || t[1].is(generation) && !t[0].is(title)) { // Captain Singh, Mary Senior
		return t[:1], t[1:], false
	}
	t = n.around(f, n.firstPerson(t))
	if len(dropStandIns(t)) < len(t) {
		n.unused(ReasonPlaceholder)
	}
	return divide(t, where)
}

// firstPerson leaves out a second person, who is named after "and": Mr Smith and Mrs
// Smith.
func (n *Name) firstPerson(t []token) []token {
	typed := t
	t = dropFront(t, title)
	if find(typed[:len(typed)-len(t)], "AND") >= 0 { // Mr and Mrs
		n.unused(ReasonPart)
	}
	i := find(t, "AND")
	if i < 1 || i == 1 && t[0].text != t[len(t)-1].text && !besideOnly(t[2:]) {
		return t
	}
	n.unused(ReasonPart)
	return t[:i]
}

// besideOnly reports whether t is what stands with another person's family name: Smith and baby,
// Smith and Ms Jones.
func besideOnly(t []token) bool {
	return len(t) == 1 && t[0].is(beforeChild) || len(t) == 2 && t[0].is(bareTitle)
}

// around reads asides that tell which words of the name are the family name: in "Robert
// goes by Bob Smith" the aside ends in it, in "Smith (née Jones) Ann" it stands before the
// aside. It returns the whole name, given names first.
func (n *Name) around(f *field, t []token) []token {
	for i, a := range f.asides {
		words := f.tokens[a.from:a.to]
		instead := a.sign == '/' || a.sign == 0 && (a.role == called || a.from > 0 && f.tokens[a.from-1].text == "OR")
		switch {
		case a.role == maiden && a.sign == '(' && a.at > 0 && a.at < len(t):
			return append(slices.Clone(t[a.at:]), t[:a.at]...)
		case len(t) == 1 && instead && len(words) > 1 && !chained(words):
			given, family, _ := divide(words, inFull)
			if len(given) == 0 {
				continue
			}
			n.also(slices.Clone(given), nil)
			f.asides[i].to = a.from // read already
			return append(slices.Clone(t), family...)
		}
	}
	return t
}

// atComma divides "Smith, John" at its comma. Told is false where no name follows the
// comma, but titles and honours: "John Smith, Jr.".
func atComma(t []token) (family, given []token, told bool) {
	end := slices.IndexFunc(t, func(w token) bool { return w.part > 0 })
	if end < 0 {
		return t, nil, chained(t) // Robert Smith, known as Bob
	}
	family = t[:end]
	for i := end; i < len(t); {
		j := i + 1
		for j < len(t) && t[j].part == t[i].part {
			j++
		}
		if !honours(t[i:j], len(family) > 0 && !chained(family) || t[i].part > 1) {
			given = append(given, t[i:j]...)
		}
		i = j
	}
	if len(family) == 0 && len(given) > 0 {
		return nil, given, true
	}
	return family, given, len(given) > 0
}

// honours reports whether all words are titles and suffixes. Words that are names too
// count as such only if a whole name stands before them.
func honours(t []token, whole bool) bool {
	return !slices.ContainsFunc(t, func(w token) bool {
		return !w.is(endsGiven) && !(whole && w.is(generation|degree|title))
	})
}

// dropNewborn takes "Baby", "Unborn baby", "Baby boy" off the front of a name, or off its end.
// Baby alone ends a family name of Kerala, unless only what stands before is in capitals.
func dropNewborn(t []token) []token {
	if i := indexOf(t, beforeChild); i > 0 && givenStandIn(t[i:]) && (i+1 < len(t) || t[i].text != "BABY" || t[i].caps != t[i-1].caps) {
		return t[:i]
	}
	if len(t) > 0 && t[0].is(beforeChild) {
		for len(t) > 1 && t[0].is(newborn) {
			t = t[1:]
		}
	}
	return t
}

// divide tells given and family name apart by capitals or, failing that, by the order of
// the words. Sure is false if only the order told.
func divide(t []token, where place) (given, family []token, sure bool) {
	titled := len(t)
	t = dropFront(t, title)
	titled -= len(t)
	if i := indexOf(t, bareTitle); i > 0 && i+1 < len(t) && t[i-1].text != "AND" { // SMITH MR JOHN
		return t[i+1:], t[:i], true
	}
	t = dropStandIns(dropEnd(t, endsFamily, 2))
	switch {
	case len(t) == 0:
		return nil, nil, true
	case where == inGiven && titled == 0 && (initials(t) || chained(givenWords(slices.Clone(t)))):
		return t, nil, true
	case chained(t) || leadingParticle(t, where):
		return nil, t, true
	}
	if from, to := inCapitals(t); from < to {
		for from > 1 && belongs(t[from-1], t[from]) {
			from--
		}
		return append(slices.Clone(t[:from]), t[to:]...), t[from:to], true
	}
	if familyFirst(t) {
		end := 1
		for end < len(t) && t[end].after == '-' {
			end++
		}
		return t[end:], t[:end], false
	}
	from := start(t, len(t)-1)
	for from > 1 && !ofGiven(t, from-1) && (belongs(t[from-1], t[from]) || t[from-1].text == "Y" && from > 2) {
		if from--; t[from].text == "Y" {
			from = start(t, from-1)
		}
	}
	return t[:from], t[from:], false
}

// ofGiven reports whether the particle at t[i] is a given name: the middle name Van before a Vietnamese
// family name (Minh Van Nguyen), not in small letters, or a syllable that a hyphen joins to the first (Su-bin Park).
func ofGiven(t []token, i int) bool {
	w := &t[i]
	return w.text == "VAN" && !w.low && t[i+1].is(vietnamese) ||
		w.after == '-' && w.is(maybeGiven) && !w.is(linking) && start(t, i) == 0
}

// start returns where the hyphenated name that ends at i begins.
func start(t []token, i int) int {
	for i > 0 && t[i].after == '-' {
		i--
	}
	return i
}

// leadingParticle reports whether t is a family name alone that begins with a particle:
// "van den Brul". If the particle may be a given name as well, small letters tell, or the
// field.
func leadingParticle(t []token, where place) bool {
	if !t[0].is(particle) {
		return false
	}
	if familyFirst(t) || families(t) > 1 {
		return false
	}
	switch first := &t[0]; {
	case !first.is(maybeGiven), t[1].after == '-', first.low && !t[len(t)-1].low, len(t) > 2 && !t[1].is(vietnamese):
		return true
	case first.text == "BEN", t[1].is(vietnamese):
		return false
	}
	return where == inFamily
}

// familyFirst reports whether the family name clearly stands first: a Vietnamese one before
// Van or Thi, or a word before nothing but initials.
func familyFirst(t []token) bool {
	if len(t) > 2 && t[0].is(vietnamese) && (t[1].text == "VAN" || t[1].text == "THI") {
		return true
	}
	return len(t[0].text) > 1 && !t[0].monogram() && (initials(t[1:]) || len(t) == 2 && t[1].monogram() && !t[1].is(degree))
}

// inCapitals finds the words in capitals at the start or the end, where some words
// are in capitals and some are not.
func inCapitals(t []token) (from, to int) {
	if !slices.ContainsFunc(t, func(w token) bool { return !w.caps && len(w.text) > 1 }) {
		return 0, 0
	}
	for to < len(t) && t[to].caps && !t[to].monogram() {
		to++
	}
	if to > 0 {
		return 0, to
	}
	from = len(t)
	for from > 0 && t[from-1].caps && (!t[from-1].monogram() || t[from-1].is(degree)) { // Anil KC
		from--
	}
	return from, len(t)
}
