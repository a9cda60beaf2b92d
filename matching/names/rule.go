package names

// byRule compares two names of one code, sound by sound.
func byRule(a, b string) Relation {
	var s, t sounds
	s.read(a)
	t.read(b)
	if s.n < 2 {
		return Spelling // the code of so short a name holds all of it
	}
	switch {
	case !s.likens(&t):
		return Unrelated
	case s.compound == t.compound:
		return Spelling
	case s.compound == 0 || t.compound == 0:
		return Short
	}
	return Unrelated // ADETUNJI, OLATUNJI
}
