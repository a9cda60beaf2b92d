package normalise

import "slices"

// maxFormer bounds how many former names and how many other names are kept.
const maxFormer = 16

// others adds the names that are set off within a field.
func (n *Name) others(f *field, where place) {
	for _, a := range f.asides {
		at := where
		switch {
		case where == byComma && a.part > 0:
			at = inFull
		case where == byComma:
			at = inFamily
		case where == inFull && a.role == former && a.at > 0 && a.at < len(f.name):
			at = inGiven // Daniel (was Emily) Frostwick
		case where == inGiven && len(n.Family) == 0 && (a.role == alias || a.role == called):
			at = inFull // Anna aka Annie Holroyd: no other field has the family name
		}
		n.other(f.tokens[a.from:a.to], a.role, a.sign, at)
	}
}

// entry adds the names in a field for other names, of which r is the role.
func (n *Name) entry(text string, r role) {
	var buf [16]token
	t, _, why := words(buf[:0], text)
	if why == ReasonLength {
		why = ReasonPart // the name itself is whole
	}
	n.unused(why)
	if len(t) == 0 {
		return
	}
	t = dropNotes(t)
	if i := indexOf(t, hedge); len(t) > 1 && i >= 0 && (t[i].text != "JUST" || i == 0 && t[1].after == ' ') { // just Bob; not Anna Just
		t = append(t[:i], t[i+1:]...)
		t[0].after = ' '
	}
	if len(t) == 0 || standInTokens(t) || len(t) == 1 && t[0].is(answer) {
		n.unused(ReasonPlaceholder)
		return
	}
	if t[0].text == "YES" && len(t) > 1 { // Yes, Jones
		t = t[1:]
		t[0].after, t[0].part = ' ', 0
	}
	if _, k := announced(t); k == len(t) && k > 1 { // maiden name
		n.unused(ReasonPlaceholder)
		return
	}
	where := inFull
	if r == former {
		where = inFamily
	}
	if len(t) == 3 && t[1].text == "AND" { // Jan and Janie
		n.other(t[:1], r, 0, where)
		n.other(t[2:], r, 0, where)
		return
	}
	name, asides := split(t, true)
	n.other(name, r, 0, where)
	for _, a := range asides {
		if a.role == plainly || a.role == now || a.role == alias || a.role == former && r == called {
			a.role = r
		}
		n.other(t[a.from:a.to], a.role, a.sign, where)
	}
}

// other adds the other name t. If it is a single name, its role and place tell whether it
// is a given or a family name; several words are a whole name, or several family names.
func (n *Name) other(t []token, r role, sign byte, where place) {
	if i := slices.IndexFunc(t, func(w token) bool { return w.after == ',' }); i >= 0 {
		if families(t[:i]) > 1 && !chained(t[:i]) { // a list of names
			n.other(t[:i], r, sign, where)
			t[i].after = ' '
			n.other(t[i:], r, sign, where)
			return
		}
		if len(t[:i]) == 0 || !honours(t[i:], !chained(t[:i])) {
			n.also(t[i:], t[:i])
			return
		}
		t = t[:i]
	}
	whole := t
	if !chained(t) {
		whole = dropEnd(dropFront(t, title), endsFamily, 2)
	}
	single := chained(whole) || families(whole) == 1
	family := r == maiden || r == former && where != inGiven || r == now && where != inGiven || where == inFamily && sign != '"' && !(r == called && len(t) > len(whole))
	switch {
	case len(whole) == 0, r == plainly && sign == '(' && len(whole) == 1 && whole[0].is(suffix): // (Jr)
	case standInTokens(whole):
		n.unused(ReasonPlaceholder)
	case single && r == now && where != inGiven && len(n.Family) > 0:
		was, bare := n.Family, n.Bare
		n.setFamily(whole)
		n.addFormer(was, bare)
	case single && (family || len(t) > len(whole)):
		if r == called && len(t) == len(whole) { // Smith known as Zoe: either name is
			n.also(slices.Clone(whole), nil)
		}
		n.addFormer(familyName(whole))
	case single || where == inGiven && r != former && r != maiden:
		n.also(whole, nil)
		if (r == former || r == plainly && sign == '/' && where == inFull) && len(n.Family) > 0 { // it may be the family name as well
			n.addFormer(familyName(whole))
		}
	default:
		g, f, sure := divide(whole, inFull)
		n.also(slices.Clone(g), slices.Clone(f))
		repeats := len(n.Given) > 0 && n.Given[0] == whole[0].text // formerly Ann Jones, of Ann
		if (family || r == former) && !sure && !repeats && len(whole) == len(t) {
			n.addFormer(familyName(whole))
		}
	}
}

// also adds another given name, or a whole other name.
func (n *Name) also(given, family []token) {
	var o Other
	o.Given = texts(unphrased(givenWords(unphrased(joinGiven(given)))))
	o.Family, o.Bare = familyName(family)
	switch {
	case len(o.Given) == 0:
		n.addFormer(o.Family, o.Bare)
		return
	case slices.ContainsFunc(n.Also, func(have Other) bool {
		return slices.Equal(have.Given, o.Given) && slices.Equal(have.Family, o.Family)
	}):
		return
	}
	if len(n.Also) == maxFormer {
		n.unused(ReasonPart)
		return
	}
	n.Also = append(n.Also, o)
}

// unphrased drops phrases, and the hyphens that tell first from middle names, as an [Other]
// does not.
func unphrased(t []token) []token {
	for i := range t {
		t[i].after, t[i].group, t[i].part = ' ', 1, 0
	}
	for n := 0; n != len(t); {
		n = len(t)
		t = dropPhrases(t, true)
	}
	if len(t) > 1 {
		if _, n := announced(t); n == len(t) {
			return nil
		}
	}
	return t
}

// addFormer adds a former family name that is not held yet.
func (n *Name) addFormer(parts, bare []string) {
	switch {
	case len(parts) == 0, len(parts) == 1 && oneLetter(parts[0]):
		return
	case slices.Equal(n.Family, parts) || slices.ContainsFunc(n.Former, func(f []string) bool { return slices.Equal(f, parts) }):
		return
	}
	if len(n.Former) == maxFormer {
		n.unused(ReasonPart)
		return
	}
	n.Former, n.FormerBare = append(n.Former, parts), append(n.FormerBare, bare)
}

// promote makes the family names of other whole names former ones, and lets other names
// stand in where no given or no family name is left. It drops those that only repeat.
func (n *Name) promote() {
	for _, o := range n.Also {
		if !partsOf(o.Family, n.Family) && !slices.ContainsFunc(n.Former, func(f []string) bool { return partsOf(o.Family, f) }) {
			n.addFormer(o.Family, o.Bare)
		}
	}
	if len(n.Given) == 0 && len(n.Also) > 0 {
		n.Given, n.Middle, n.Also = n.Also[0].Given, 1, n.Also[1:]
	}
	if len(n.Family) == 0 && len(n.Former) > 0 {
		n.Family, n.Bare = n.Former[0], n.FormerBare[0]
	}
	n.Also = slices.DeleteFunc(n.Also, func(o Other) bool {
		return len(o.Family) == 0 && slices.Equal(o.Given, n.Given[:n.Middle])
	})
	kept := 0
	for i, f := range n.Former {
		if !slices.Equal(f, n.Family) {
			n.Former[kept], n.FormerBare[kept] = f, n.FormerBare[i]
			kept++
		}
	}
	if n.Former, n.FormerBare = n.Former[:kept], n.FormerBare[:kept]; kept == 0 {
		n.Former, n.FormerBare = nil, nil
	}
	if len(n.Also) == 0 {
		n.Also = nil
	}
}

// partsOf reports whether every part is one of another name's.
func partsOf(parts, name []string) bool {
	return !slices.ContainsFunc(parts, func(p string) bool { return !slices.Contains(name, p) })
}
