package uk

import "strings"

// syllables reports whether two given names are the two syllables of a Chinese or
// Korean one, written apart: Jia Wei, Seo Yeon. Then the first of them, which
// brothers and sisters may share, tells them apart no more than Mohammed does.
func syllables(a, b string) bool { return syllable(a) && syllable(b) }

// syllabic reports whether two names are made of two syllables each, of which they
// share one: Xiaoming and Xiaohong. Any two syllables are a name, so that neither is
// a slip of the other because no table has them.
func syllabic(x, y string) bool {
	for i := 1; i < min(len(x), len(y)) && x[:i] == y[:i]; i++ {
		if syllables(x[:i], x[i:]) && syllable(y[i:]) {
			return true
		}
	}
	for i, j := len(x)-1, len(y)-1; i > 0 && j > 0 && x[i:] == y[j:]; i, j = i-1, j-1 {
		if syllables(x[:i], x[i:]) && syllable(y[:j]) {
			return true
		}
	}
	return false
}

// syllable reports whether a word is a syllable as Hanyu Pinyin (ISO 7098) or the
// usual romanisations of Korean given names write it.
func syllable(s string) bool {
	rest := strings.TrimLeft(s, "BCDFGHJKLMNPQRSTWXYZ")
	if len(rest) == 0 || len(s)-len(rest) > 2 {
		return false
	}
	return strings.Contains(onsets, " "+s[:len(s)-len(rest)]+" ") && strings.Contains(finals, " "+rest+" ")
}

const (
	onsets = "  B P M F D T N L G K H J Q X ZH CH SH R Z C S Y W "
	finals = " A AI AN ANG AO E EI EN ENG ER I IA IAN IANG IAO IE IN ING IONG IU O ONG OU U UA UAI UAN UANG UE UI UN UO " +
		"EO EON EONG EOK EUN EUL AE OO OON OOK YU "
)
