package names

// addWelsh relates a son's and a daughter's name, which is the father's after a prefix (ap
// Dafydd, ferch Dafydd), with the surnames that were made of it. The father's alone is none
// of them, nor are two of them one name.
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
