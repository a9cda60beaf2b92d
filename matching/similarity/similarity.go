// Package similarity measures how alike two strings are: Jaro and Jaro–Winkler
// for names, edit distances with and without transposition for numbers, dates
// and addresses, and keys that names spelt by ear have in common.
//
// Fold strings before they are compared (package normalise does): every
// measure here is exact about case and marks. Characters are Unicode code
// points; invalid UTF-8 counts as U+FFFD.
//
// ASCII strings of up to 64 bytes, which is nearly all of them, are compared in
// machine words and without allocation. Where one string is compared with many, summarise
// each once ([LettersOf]): [Below] then rules most pairs out without comparing them.
// Everything is a pure function and safe for concurrent use.
package similarity

// wordSize is the longest string that is compared in one machine word.
const wordSize = 64

// short reports whether s can be compared in machine words.
func short(s string) bool {
	if len(s) > wordSize {
		return false
	}
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
