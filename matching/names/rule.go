package names

// byRule compares two names of one code, sound by sound.
func byRule(a, b string) Relation {
	var s, t sounds
	s.read(a)
	t.read(b)
	if s.n < 2 {
		return Spelling // the code of so short a name holds all of it
	}
	if s.shortened != t.shortened {
		if s.likens(&t) {
			return Short
		}
		return Unrelated
	}
	if s.likens(&t) {
		return Spelling
	}
	return Unrelated
}
