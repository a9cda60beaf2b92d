package names

import "strings"

// addGaelic reads the prefix of an Irish surname, which is O or MAC, the name of the
// ancestor and the English names. Each English name, with and without the prefix, is that
// surname; that two of them are one name does not follow.
func (t *Table) addGaelic(prefix, ancestor string, english []string) {
	irish, beginnings := irishForms(prefix, ancestor), []string{"", "O"}
	if prefix == "MAC" {
		beginnings = []string{"", "MC", "MAC"}
	}
	t.addSpellings(irish)
	for _, name := range english {
		for _, b := range beginnings {
			for _, form := range irish {
				t.relate(form, b+name, Spelling)
			}
			t.relate(name, b+name, Spelling)
		}
	}
}

// irishForms are the surname of a man, of a woman and of a wife, and each without its
// prefix. A woman's prefix softens the consonant after it (Ó Briain, Ní Bhriain, Uí
// Bhriain; Mac Mathúna, Nic Mhathúna), but NIC leaves C and G; O puts an H before a vowel
// (Ó hUiginn).
func irishForms(prefix, ancestor string) (all []string) {
	add := func(rest string, beginnings ...string) {
		for _, b := range beginnings {
			all = append(all, b+rest)
		}
	}
	soft := lenited(ancestor)
	switch {
	case prefix == "MAC":
		add(ancestor, "MAC", "MC", "NIC", "MHIC", "")
		add(soft, "MAC", "NIC", "MHIC", "")
	case anyVowel(ancestor[0]):
		add(ancestor, "O", "OH", "H", "NI", "UI", "")
	default:
		add(ancestor, "O", "")
		add(soft, "NI", "UI", "")
	}
	return all
}

// lenited softens the first consonant of an Irish word, where it can be.
func lenited(word string) string {
	if len(word) < 2 || strings.IndexByte("BCDFGMPST", word[0]) < 0 || word[1] == 'H' || word[0] == 'S' && strings.IndexByte("CMPTF", word[1]) >= 0 {
		return word
	}
	return word[:1] + "H" + word[1:]
}
