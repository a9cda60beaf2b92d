package names

import "strings"

// addGaelic relates an Irish surname, of the prefix O or MAC and the ancestor's name, with
// each of its English names, with and without the prefix. It does not relate two English
// names with one another.
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
	var before, beforeSoft []string
	switch {
	case prefix == "MAC":
		before, beforeSoft = []string{"MAC", "MC", "NIC", "MHIC", ""}, []string{"MAC", "NIC", "MHIC", ""}
	case anyVowel(ancestor[0]):
		before = []string{"O", "OH", "H", "NI", "UI", ""}
	default:
		before, beforeSoft = []string{"O", ""}, []string{"NI", "UI", ""}
	}
	for _, b := range before {
		all = append(all, b+ancestor)
	}
	for _, b := range beforeSoft {
		all = append(all, b+lenited(ancestor))
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
