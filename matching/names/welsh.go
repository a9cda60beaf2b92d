package names

// addWelsh relates a son's and a daughter's name, which is the father's after a prefix (ap
// Dafydd, ferch Dafydd), with the surnames that were made of it. It relates neither the
// father's name alone with them, nor the surnames with one another.
func (t *Table) addWelsh(father string, surnames []string) {
	son := "AP"
	if anyVowel(father[0]) {
		son = "AB"
	}
	for _, prefix := range [...]string{son, "FERCH", "VERCH"} {
		for _, name := range surnames {
			t.relate(prefix+father, name, Spelling)
		}
	}
}
