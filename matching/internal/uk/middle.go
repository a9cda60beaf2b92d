package uk

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

// compareMiddles returns the best level of any two names after the first given name, or
// after the whole given name if both have the same one of several words.
func compareMiddles(a, b *Name) int {
	fromA, fromB := min(a.First, 1), min(b.First, 1)
	if sameGiven(a, b) { // a given name of several words was counted as one
		fromA, fromB = a.First, b.First
	}
	best := fs.Null
	for i := fromA; i < len(a.Given); i++ {
		for j := fromB; j < len(b.Given); j++ {
			if a.Given[i].listed && b.Given[j].listed {
				continue // such as Singh, Kaur and Bibi, which whole families share
			}
			if level := compareMiddleName(&a.Given[i], &b.Given[j]); best == fs.Null || level < best {
				best = level
			}
		}
	}
	return best
}

// sameGiven reports whether both have the same given name of several words.
func sameGiven(a, b *Name) bool {
	if a.First != b.First || a.First < 2 {
		return false
	}
	for i := range a.Given[:a.First] {
		if a.Given[i].text != b.Given[i].text {
			return false
		}
	}
	return true
}

func compareMiddleName(x, y *word) int {
	if x.initial() || y.initial() {
		if x.text[0] == y.text[0] {
			return middleInitial
		}
		return middleDiffers
	}
	switch compareWords(x, y) {
	case spelling, mistyped, otherName:
		return middleEqual
	}
	return middleDiffers
}
