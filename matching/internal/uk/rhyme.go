package uk

import "strings"

// makeTwo reports whether two given names that are alike are two names, though no list has
// both of them: they rhyme, one is a man's and one a woman's by the last letter, or they
// are different syllables.
func makeTwo(x, y *word) bool {
	a, b := x.text, y.text
	fewest := min(len(a), len(b))
	both := (x.form.ID == 0) == (y.form.ID == 0) // are names, or neither is
	switch {
	case fewest < 3:
		return false
	case begun(x, y), begun(y, x):
		return true
	case rhymes(a, b) && (both || len(a) != len(b) || fewest < leastSlip), len(a) == len(b) && a[:fewest-1] == b[:fewest-1] && otherEnding(a, b):
		return true
	}
	return both && (otherSyllable(x, y) || vietnamese(a, b))
}

// leastSlip is the fewest letters of a known name at which an unknown one that begins with
// another letter is rather that name with a slip: Denjamin, Benjamin.
const leastSlip = 7

// otherEnding reports whether the last letters of two names that are equal before them make
// two names: Chamara, Chamari. An O, as Somali writes it, is an A elsewhere, and an E is
// either; I and U are keys near one another, so they count only in long names where Sinhala has
// them: Tharindu, Tharindi.
func otherEnding(a, b string) bool {
	const endings = "AIU"
	v, w := a[len(a)-1], b[len(b)-1]
	return strings.IndexByte(endings, v) >= 0 && strings.IndexByte(endings, w) >= 0 && (v == 'A' || w == 'A' || len(a) >= leastSlip && strings.HasSuffix(a[:len(a)-1], "ND"))
}

// rhymes reports whether two given names are alike but for how they begin, as those of
// twins may be: Ravi and Kavi, Jayakumar and Vijayakumar. A slip is seldom in the first
// letter, and if it is, a key beside the right one was hit, or one too few; and some
// letters stand for one another in names that are written by ear.
func rhymes(a, b string) bool {
	switch len(a) - len(b) {
	case 0:
		return a[1:] == b[1:] && isConsonant(a[0]) && isConsonant(b[0]) && !besides(a[0], b[0]) && !heardAsOne(a[0], b[0])
	case 2:
		return a[2:] == b
	case -2:
		return b[2:] == a
	}
	return false
}

// begun reports whether x is y with a consonant before it that makes another name: Zibran,
// Ibran. It is y with a letter lost, or one too many, if x is a name and y is none (David,
// avid), if y is long and none, or for a C, H, J, W or Y, which is heard or not in one name
// (Cabdi, Hossein).
func begun(x, y *word) bool {
	a, b := x.text, y.text
	return len(a) == len(b)+1 && a[1:] == b && isConsonant(a[0]) && !isConsonant(b[0]) && strings.IndexByte("CHJWY", a[0]) < 0 && (y.form.ID != 0 || x.form.ID == 0 && len(b) < leastSlip)
}

// heardAsOne reports whether two consonants begin forms of one name in some language: Arabic
// has no P, Tamil writes G and K alike, and L and R are one in the East.
func heardAsOne(a, b byte) bool {
	return strings.Contains("BP BV CK CS DT FP FV GJ GK HX JY JZ KQ LR SZ VW", string([]byte{min(a, b), max(a, b)}))
}

// keys are the rows of a keyboard.
const keys = "QWERTYUIOP|ASDFGHJKL;|ZXCVBNM,."

// besides reports whether two letters are beside one another on a keyboard, or one below
// the other.
func besides(a, b byte) bool {
	i, j := strings.IndexByte(keys, a), strings.IndexByte(keys, b)
	switch max(i-j, j-i) {
	case 1, 10, 11:
		return true
	}
	return false
}
