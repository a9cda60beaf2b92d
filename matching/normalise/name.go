package normalise

import (
	"slices"
	"strings"
)

// ParseName reads a name as forms ask for it. former holds other family names: at
// birth, before a marriage, an alias. Nothing is ever refused; see [Name] for
// what the tokens look like.
//
// A word after the first in the given field is a middle name; given names joined
// by a hyphen stay together before [Name.Middle]. A name that repeats one before
// it is dropped. In the family field "née", "formerly", "aka" and the like, a
// bracket or a slash begin a former name, and a former name stands in where no
// family name is left. Given and family name typed into one field ("Smith, John")
// are told apart.
//
// Quality is [Partial] when given or family is missing or the family name is one
// letter, [Placeholder] when all that was typed is a stand-in such as NOT ENTERED,
// [Invalid] when it holds no letter.
func ParseName(given, middle, family string, former ...string) Name {
	g, m, f := plain(given), plain(middle), plain(family)
	if whole, ok := inOneField(g, m, f); ok {
		n := parseFull(whole, former)
		n.Quality = atBest(n.Quality, given+family)
		return n
	}
	var n Name
	n.setGiven(g, m)
	n.setFamily(f, former)
	n.judge(g, m, f)
	for _, s := range [...]string{given, middle, family} {
		n.Quality = atBest(n.Quality, s)
	}
	return n
}

// ParseNames reads a name with everything else that a person is called.
func ParseNames(n Names) Name {
	read := ParseName(n.Given, n.Middle, n.Family, n.FormerFamily...)
	for _, s := range n.KnownAs {
		if k := ParseName(s, "", ""); len(k.Given) > 0 {
			read.Also = append(read.Also, Other{Given: k.Given})
		}
	}
	return read
}

// String prints "FAMILY-FAMILY, GIVEN MIDDLE (NEE FORMER)", which [ParseFullName]
// reads back.
func (n Name) String() string {
	switch {
	case n.Quality == Invalid:
		return "0" // any word would be a name
	case !n.Quality.Usable():
		return n.Quality.word()
	}
	var b strings.Builder
	b.WriteString(strings.Join(n.Family, "-"))
	b.WriteString(", ")
	b.WriteString(strings.Join(n.Given[:n.Middle], "-"))
	for _, m := range n.Given[n.Middle:] {
		b.WriteByte(' ')
		b.WriteString(m)
	}
	for _, f := range n.Former {
		b.WriteString(" (NEE ")
		b.WriteString(strings.Join(f, "-"))
		b.WriteByte(')')
	}
	return b.String()
}

// inOneField finds a "Smith, John" that fills one field while the other is empty.
func inOneField(given, middle, family string) (string, bool) {
	switch {
	case middle != "":
	case given == "" && strings.IndexByte(family, ',') > 0:
		return family, true
	case family == "" && strings.IndexByte(given, ',') > 0:
		return given, true
	}
	return "", false
}

// setGiven puts given and middle names together without repetition.
func (n *Name) setGiven(given, middle string) {
	var buf [16]token
	t := buf[:0]
	if !standInName(given) {
		t = lex(t, given)
	}
	if !standInName(middle) {
		t = lex(t, middle)
	}
	t = distinct(joinGiven(distinct(dropAsides(t))))
	for len(t) > 0 && endsGiven(t[len(t)-1].text) {
		t = t[:len(t)-1]
	}
	t = dropFront(t, title) // people are called Sir and Master, but nobody Mrs
	if len(t) == 0 || bareTitle(t[0].text) {
		return
	}
	parts := texts(t)
	if standInTokens(parts) || givenStandIn(parts) {
		return
	}
	n.Given, n.Middle = parts, 1
	for n.Middle < len(t) && t[n.Middle].after == '-' {
		n.Middle++
	}
}

// maxFormer bounds how many former names are kept.
const maxFormer = 16

// setFamily reads the family name and all former ones.
func (n *Name) setFamily(family string, former []string) {
	var buf [16]token
	if !standInName(family) {
		n.addFamily(lex(buf[:0], spelledMarkers(family)), true)
	}
	for _, s := range former {
		if p := plain(s); !standInName(p) {
			n.addFamily(lex(buf[:0], spelledMarkers(p)), false)
		}
	}
	if len(n.Family) == 0 && len(n.Former) > 0 {
		n.Family, n.Former = n.Former[0], n.Former[1:]
	}
	if len(n.Former) == 0 {
		n.Former = nil
	}
}

// addFamily adds the names in t, the first of which may be the current one.
func (n *Name) addFamily(t []token, current bool) {
	for len(t) > 0 {
		var name []token
		name, t = nextFamily(t)
		parts := familyParts(joinFamily(name))
		switch {
		case len(parts) == 0 || standInTokens(parts):
		case current:
			n.Family = parts
		case len(n.Former) < maxFormer && !(len(parts) == 1 && oneLetter(parts[0])) && !n.hasFamily(parts):
			n.Former = append(n.Former, parts)
		}
		current = false
	}
}

func (n *Name) hasFamily(parts []string) bool {
	return slices.Equal(n.Family, parts) || slices.ContainsFunc(n.Former, func(f []string) bool { return slices.Equal(f, parts) })
}

// familyParts drops titles and suffixes, but never the whole name.
func familyParts(t []token) []string {
	for len(t) > 1 && endsFamily(t[len(t)-1].text) {
		t = t[:len(t)-1]
	}
	return texts(dropFront(t, bareTitle))
}

// judge sets the quality and the script, given the fields as typed.
func (n *Name) judge(given, middle, family string) {
	n.Bare = bares(n.Family)
	for _, f := range n.Former {
		n.FormerBare = append(n.FormerBare, bares(f))
	}
	n.One = len(n.Family) == 0 && len(n.Given) > 0 && n.Middle == len(n.Given) || len(n.Given) == 0 && len(n.Family) == 1
	n.Latin = latin(n.Given) && latin(n.Family)
	for _, f := range n.Former {
		n.Latin = n.Latin && latin(f)
	}
	switch {
	case len(n.Given) > 0 && len(n.Family) > 0 && !(len(n.Family) == 1 && oneLetter(n.Family[0])):
		n.Quality = Valid
	case len(n.Given) > 0 || len(n.Family) > 0:
		n.Quality = Partial
	case given == "" && middle == "" && family == "":
		n.Quality = Absent
	case hasLetter(given) || hasLetter(middle) || hasLetter(family) || standInName(given+middle+family):
		n.Quality = Placeholder
	default:
		n.Quality = Invalid
	}
	if !n.Quality.Usable() {
		n.Latin = false
	}
}

func latin(words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !isASCII(w) })
}

// oneLetter reports a name of a single letter A–Z: an initial, or a slip. One
// character of another script may be a whole name.
func oneLetter(w string) bool { return len(w) == 1 }

func hasLetter(p string) bool {
	for i := range len(p) {
		if isWord(p[i]) && !isDigit(p[i]) {
			return true
		}
	}
	return false
}

// bares returns the parts of a family name without their particles.
func bares(parts []string) []string {
	bare := parts // shared where there is nothing to leave out
	for i, w := range parts {
		if n := bareFrom(w); n > 0 {
			if &bare[0] == &parts[0] {
				bare = slices.Clone(parts)
			}
			bare[i] = w[n:]
		}
	}
	return bare
}

// bareFrom returns where in a joined family name the particle ends.
func bareFrom(w string) int {
	for _, p := range [...]string{"VANDER", "VANDEN", "DELA", "DELOS", "BINTI", "BIN", "MAC", "MC", "AL", "EL"} {
		if rest := len(w) - len(p); rest >= 3 && strings.HasPrefix(w, p) {
			return len(p)
		}
	}
	return 0
}
