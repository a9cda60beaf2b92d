package uk

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

// compareMiddles returns the best level of any two names after the first given name.
func compareMiddles(a, b *Name) int {
	fromA, fromB := min(a.First, 1), min(b.First, 1)
	best := fs.Null
	for i := fromA; i < len(a.Given); i++ {
		for j := fromB; j < len(b.Given); j++ {
			level := compareMiddleName(&a.Given[i], &b.Given[j])
			common := a.Given[i].listed || b.Given[j].listed // such as Singh, Kaur and Bibi, which whole families share
			if common && (level < middleDiffers || a.Given[i].listed && b.Given[j].listed) {
				continue
			}
			if best == fs.Null || level < best {
				best = level
			}
		}
	}
	return best
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
