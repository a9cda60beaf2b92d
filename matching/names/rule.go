package names

// byRule compares two names of one code, sound by sound.
func byRule(a, b string) Relation {
	var s, t sounds
	s.read(a)
	t.read(b)
	switch {
	case s.n > 1 && !s.likens(&t): // the code of a shorter name holds all of it
		return Unrelated
	case s.compound == t.compound:
		return Spelling
	case s.compound == 0 || t.compound == 0:
		return Short
	}
	return Unrelated // ADETUNJI, OLATUNJI
}
