package names

import (
	"slices"
	"strings"
)

// Word is a folded name prepared for [Related]: small, without pointers, so that
// it can be kept for every name of a register.
type Word struct {
	ID   ID   // in the table, 0 where it lacks the name
	Code Code // how the name is built, 0 where that says too little
}

// Code says how a name is built, less everything in which the spellings and romanisations
// of one name differ. What [Related] finds by rule has the same code, so a code is fit to
// be a blocking key; equal codes alone are no evidence, since many names have the same one
// (KARIM, KARAM, GARAM).
type Code uint32

// Prepare looks a folded name up and works out its code. It allocates nothing
// but the table, once.
func Prepare(word string) Word {
	t := All()
	id := t.ID(word)
	if id == 0 {
		return Word{Code: CodeOf(word)}
	}
	return Word{id, t.code(id)}
}

// code is the [CodeOf] a name of the table, which is worked out once.
func (t *Table) code(id ID) Code {
	c := Code(t.codes[id].Load())
	if c == 0 {
		c = CodeOf(t.names[id])
		t.codes[id].Store(uint32(c))
	}
	return c
}

// CodeOf returns the code of a folded name, 0 for a name without letters A–Z.
func CodeOf(word string) Code {
	var s sounds
	s.read(word)
	return s.code()
}

// Related tells how two different names a and b, prepared as x and y, may be one
// person's: by the table first, then by the rules for spelling and romanising.
// It is symmetric. A pet or translated form is no form of a surname: there only
// [Spelling] counts. Names that are equal are for the caller to find.
//
// What is not [Unrelated] shares its code, or one name is among the other's
// [Roots], or they share a root: to follow these keys is to find all that Related
// finds. Names that another letter sets apart (GURPREET, HARPREET), another first
// vowel (JAMAL, JAMIL) or the ending of a woman's name (SAMIR, SAMIRA; FRANCIS, FRANCES) are not
// related; nor are two that a table sets apart (ROBERT, RUPERT), or two known names that the
// stressed vowel does (LENA, LANA), unless a table has them as one. What one slip of the pen makes
// of a name is for package similarity.
func Related(a, b string, x, y Word) Relation {
	if r := All().Relation(x.ID, y.ID); r != Unrelated || All().areApart(x.ID, y.ID) {
		return r
	}
	if x.Code == y.Code && x.Code != 0 {
		if r := byRule(a, b, x.ID != 0 && y.ID != 0); r != Unrelated {
			return r
		}
	}
	return shortForms(a, b, x.ID, y.ID)
}

// shortForms compares a known name with what may be a pet form of it, or with the longer
// name of which it is a half.
func shortForms(a, b string, x, y ID) Relation {
	switch {
	case y != 0 && isDiminutive(a, b), x != 0 && isDiminutive(b, a), x != 0 && isHalf(a, b), y != 0 && isHalf(b, a):
		return Short
	}
	return Unrelated
}

// byRule compares two names of one code, sound by sound; known says that each is
// a name of its own, which no table has as a form of the other.
func byRule(a, b string, known bool) Relation {
	if silentE(a, b) || silentE(b, a) {
		return Spelling
	}
	var s, t sounds
	s.read(a)
	t.read(b)
	switch {
	case s.n != t.n: // only if the caller's codes are not those of the names
		return Unrelated
	case known && s.apart(&t):
		return Unrelated
	case s.n > 1 && !s.likens(&t): // with fewer consonants the equal codes say it all
		return Unrelated
	case s.compound == t.compound:
		return Spelling
	case s.compound == 0 || t.compound == 0:
		return Short
	}
	return Unrelated // ADETUNJI, OLATUNJI
}

// silentE reports whether b is a with an E that nobody hears: CHANTELL, CHANTELLE. Only
// after two equal consonants: MARTINE is a woman.
func silentE(a, b string) bool {
	n := len(a)
	return n >= 4 && len(b) == n+1 && a[n-1] == a[n-2] && b[n] == 'E' && b[:n] == a && strings.IndexByte("AEIOU", a[n-1]) < 0
}

// Roots returns the roots of a name in the table of [All] (see [Table.Roots]), the names of
// which it is a pet form by its ending, and the halves of it that may be in daily use.
func Roots(name string) []string {
	t := All()
	roots, others := t.Roots(name), append(t.bases(name), t.halves(name)...)
	if len(others) == 0 {
		return roots
	}
	return append(slices.Clone(roots), others...)
}
