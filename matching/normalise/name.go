package normalise

import "slices"

// ParseName reads a name as forms ask for it; former holds other family names.
// It is [ParseNames] without what the person is called.
func ParseName(given, middle, family string, former ...string) Name {
	return ParseNames(Names{Given: given, Middle: middle, Family: family, FormerFamily: former})
}

// ParseNames reads a name with everything else that a person is called. Nothing is
// ever refused; see [Name] for what the tokens look like.
//
// A word after the first in the given field is a middle name; given names joined
// by a hyphen stay together before [Name.Middle]. A name that repeats one before
// it is dropped. "Née", "formerly", "was", "aka", "known as", "now" and the like, a
// bracket, quotation marks and a slash set off other names: family names go to
// [Name.Former], the rest to [Name.Also]. A former name stands in where no family
// name is left.
// What is said of the person in small letters beside a name in capitals, "(support worker)",
// "wife of Bob", is no name, and neither are ages, dates, addresses and notes.
//
// Where one of the fields holds nothing, or a stand-in, the other may hold the
// whole name: a comma or capitals tell given and family name apart, or else their
// order does, as [Name.Whole] says. A name that is the same in both fields is one.
//
// Quality is [Partial] when given or family is missing or the family name is one
// letter, [Placeholder] when all that was typed is a stand-in such as NOT ENTERED,
// [Invalid] when it holds no letter.
func ParseNames(in Names) Name {
	var buf [2][16]token
	var n Name
	given, why := readField(buf[0][:0], in.Given, in.Middle)
	n.unused(why)
	family, why := readField(buf[1][:0], in.Family, "")
	n.unused(why)
	givenAt, familyAt := inGiven, inFamily
	switch {
	case given.both:
		n.fields(&given, &family)
	case len(given.name) == 0 && !given.newborn && len(family.name)+family.commas > 0:
		familyAt = n.one(&family, inFamily)
	case len(family.name) == 0 && len(given.name)+given.commas > 0:
		givenAt = n.one(&given, inGiven)
	case len(given.name) > 1 && equal(given.name, family.name):
		familyAt = n.one(&family, inFull)
	default:
		n.fields(&given, &family)
	}
	n.others(&given, givenAt)
	n.others(&family, familyAt)
	for _, s := range in.FormerFamily {
		n.entry(s, former)
	}
	for _, s := range in.KnownAs {
		n.entry(s, called)
	}
	n.finish()
	return n
}

// fields reads given and family names each from its own field.
func (n *Name) fields(given, family *field) {
	g := given.name
	if given.newborn {
		g = nil
	}
	f := n.withoutOthers(family.name)
	if given.newborn && len(f) == 1 && equal(given.name, f) { // null null
		f = nil
	}
	g, f = ownFamily(g, f)
	if given.both {
		g, f = once(g, f)
	} else {
		g, f = apart(distinct(g), f)
	}
	n.setGiven(g)
	n.setFamily(f)
}

// withoutOthers leaves out who is named with a person in the field of the family name: Smith
// and Ann Jones, Smith and son, Smith family. Smith & Jones may be a name, and so may Smith &
// Child.
func (n *Name) withoutOthers(t []token) []token {
	all := len(t)
	if i := find(t, "AND"); i > 0 {
		others := t[i+1:]
		if len(others) > 1 && !chained(others) || len(others) == 1 && others[0].is(remark|beforeChild) && (!others[0].is(yetName) || others[0].low && !t[0].low) {
			t = t[:i]
		}
	}
	if len(t) > 1 && t[len(t)-1].text == "FAMILY" && !(len(t) == 2 && t[0].text == "THE") {
		t = t[:len(t)-1]
	}
	if len(t) < all {
		n.unused(ReasonPart)
	}
	return t
}

// ownFamily moves particles at the end of the given names to the family name that they
// belong to: given Siti binti, family Ahmad.
func ownFamily(given, family []token) (g, f []token) {
	end := len(given)
	for end > 1 && ofFamily(given[:end], end < len(given)) {
		end--
	}
	if end == len(given) || len(family) == 0 {
		return given, family
	}
	return given[:end], append(slices.Clone(given[end:]), family...)
}

// ofFamily reports whether t ends in a particle that is no given name: it never is one, or
// it is beside another particle (de la, van der).
func ofFamily(t []token, another bool) bool {
	last, before := &t[len(t)-1], &t[max(len(t)-2, 0)]
	if !last.is(particle) || len(last.text) == 1 || last.is(maybeGiven) && last.after == '-' { // Su-bin
		return false
	}
	return another || last.is(descent) || !last.is(maybeGiven) || len(t) > 2 && before.is(particle) && !before.is(maybeGiven)
}

// once drops the family name if it is a single word and all given names repeat it.
func once(given, family []token) (g, f []token) {
	if len(given) == 0 || len(family) != 1 || slices.ContainsFunc(given, func(w token) bool { return w.text != family[0].text }) {
		return given, family
	}
	return given, nil
}

// apart drops from one name what repeats the other: given John and family John Smith, given
// John Smith and family Smith. The same single name in both is given once.
func apart(given, family []token) (g, f []token) {
	switch k := len(family) - len(given); {
	case len(given) == 0 || len(family) == 0:
	case k == 0 && chained(given) && equal(given, family):
		return given, nil
	case k > 0 && family[len(given)].after != '-' && equal(given, family[:len(given)]):
		return given, family[len(given):]
	case k < 0 && given[-k].after != '-' && equal(given[-k:], family):
		return given[:-k], family
	}
	return given, family
}

// equal reports whether a and b are the same words.
func equal(a, b []token) bool {
	for i := range min(len(a), len(b)) {
		if a[i].text != b[i].text {
			return false
		}
	}
	return len(a) == len(b)
}

// setGiven sets given and middle names, each word once.
func (n *Name) setGiven(t []token) {
	if i := find(t, "AND"); i > 0 {
		n.unused(ReasonPart)
	}
	typed := len(t)
	if t = givenWords(t); len(t) == 0 {
		if typed > 0 {
			n.unused(ReasonPlaceholder)
		}
		return
	}
	n.Given, n.Middle = texts(t), 1
	for n.Middle < len(t) && t[n.Middle].after == '-' {
		n.Middle++
	}
}

// givenWords returns the given names in t, in place: no titles, particles joined. One that no
// name stands before begins a family name in the wrong field: de la Cruz.
func givenWords(t []token) []token {
	t = dropFront(t, title) // people are called Sir and Master, but nobody Mrs
	if i := find(t, "AND"); i > 0 {
		t = t[:i] // a second person
	}
	kept, links, named := t[:0], false, false
	for i, w := range t {
		if w.group, w.part = 0, 0; w.after == ',' {
			w.after = ' '
		}
		between := i > 0 && i+1 < len(t)
		links = between && named && w.is(linking) && (links || !w.is(maybeGiven) || w.low || devoted(t[i-1].text)) // Mary La Toya, Maria de la Paz
		named = named || !w.is(linking)
		if w.text != "AND" && !links && (i == 0 || !w.is(stray) && !(w.is(descent) && between)) {
			kept = append(kept, w)
		}
	}
	t = distinct(joinGiven(distinct(kept)))
	for i, first := 1, true; i < len(t); i++ {
		if first = first && t[i].after == '-'; !first {
			t[i].after = ' ' // middle names are words
		}
	}
	for n := 0; n != len(t); {
		n = len(t)
		for len(t) > 0 && t[len(t)-1].is(endsGiven) {
			t = t[:len(t)-1]
		}
		t = dropStandIns(dropFront(t, title))
		t = dropPhrases(t, false)
	}
	if len(t) == 0 || t[0].is(bareTitle) || standInTokens(t) || givenStandIn(t) {
		return nil
	}
	return t
}

// devoted reports whether w is a given name that "de", "da" and the like often continue, as
// in Maria da Paz.
func devoted(w string) bool {
	return isAny(w, "MARIA ANA JOSE JOAO MANUEL ANTONIO FRANCISCO LUIS")
}

// setFamily keeps the family name.
func (n *Name) setFamily(t []token) {
	typed := len(t)
	if n.Family, n.Bare = familyName(t); typed > 0 && n.Family == nil {
		n.unused(ReasonPlaceholder)
	}
}

// familyName returns the parts of a family name, with and without particles.
func familyName(t []token) (parts, bare []string) {
	t = familyWords(t)
	if len(t) == 0 {
		return nil, nil
	}
	parts = texts(t)
	bare = parts // shared where there is nothing to leave out
	for i, w := range t {
		if w.bare == 0 {
			w.bare = bareFrom(w.text)
		}
		if w.bare > 0 {
			if &bare[0] == &parts[0] {
				bare = slices.Clone(parts)
			}
			bare[i] = w.text[w.bare:]
		}
	}
	return parts, bare
}

// familyWords joins particles and drops titles and suffixes, in place, but not all of the
// name. It returns nil if the rest is a stand-in.
func familyWords(t []token) []token {
	kept := t[:0]
	for i, w := range t {
		between := i > 0 && i+1 < len(t)
		if w.text != "AND" && (!between || w.text != "Y" && !(w.text == "E" && w.low)) { // Ortega y Gasset
			kept = append(kept, w)
		}
	}
	t = kept
	for n := 0; n != len(t); {
		n = len(t)
		t = dropStandIns(joinFamily(dropFront(dropEnd(t, endsFamily, 1), bareTitle)))
	}
	if len(t) == 0 || standInTokens(t) || len(t) == 1 && t[0].is(bareTitle) {
		return nil
	}
	return doubled(t)
}

// unused notes why something is not used; of several reasons the most telling stays.
func (n *Name) unused(why Reason) { n.Why = graver(n.Why, why) }

// finish sets what depends on the whole name: Latin, One and Quality.
func (n *Name) finish() {
	n.promote()
	n.Latin = len(n.Given)+len(n.Family) > 0 && latin(n.Given) && latin(n.Family)
	for _, f := range n.Former {
		n.Latin = n.Latin && latin(f)
	}
	for _, o := range n.Also {
		n.Latin = n.Latin && latin(o.Given) && latin(o.Family)
	}
	n.One = len(n.Family) == 0 && len(n.Given) > 0 && n.Middle == len(n.Given) || len(n.Given) == 0 && len(n.Family) == 1
	switch {
	case len(n.Given) > 0 && len(n.Family) > 0 && !(len(n.Family) == 1 && oneLetter(n.Family[0])):
		n.Quality = Valid
	case len(n.Given) > 0 || len(n.Family) > 0:
		n.Quality = Partial
	case n.Why == ReasonForm:
		n.Quality = Invalid
	case n.Why != "":
		n.Quality = Placeholder
	}
	if n.Why == ReasonLength {
		n.Quality = min(n.Quality, Partial)
	}
}

func latin(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !isASCII(w) })
}

// oneLetter reports whether a name is a single letter A–Z: an initial, or a slip. One
// character of another script may be a whole name.
func oneLetter(w string) bool { return len(w) == 1 }
