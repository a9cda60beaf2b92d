package uk

// gender is what a word of the name tells: Harjit Kaur is a woman, and Harjit Singh a man.
// A woman may have a man's word besides, as her family's name; no man has a woman's.
func (n *Name) gender() (g Gender) {
	var buf [maxWords]*word
	for i, w := range n.all(&buf) {
		switch w.marks(i < len(n.Given)) {
		case Female:
			return Female
		case Male:
			g = Male
		}
	}
	return g
}

// otherSex reports whether two people's names tell that one is a woman and one a man.
func otherSex(a, b *Name) bool {
	x, y := a.gender(), b.gender()
	return x != y && x != NoGender && y != NoGender
}

// marks returns whom a word marks, as a given name or as a family name. Only words that
// tell people apart little do.
func (w *word) marks(given bool) Gender {
	if !w.listed {
		return NoGender
	}
	switch w.text {
	case "KAUR", "BIBI", "BEBE", "BEGUM", "BEGAM", "BEGOM", "KHATUN", "KHATOON", "KHATUM", "KHANAM", "KHANOM", "KHANUM", "BANU", "BANO",
		"MOSAMMAT", "MST", "KUMARI", "DEVI", "THI", "BINTE", "BINTI", "BINT":
		return Female
	case "SINGH", "SING":
		return Male
	case "KUMAR":
		if given { // families have it too
			return Male
		}
	}
	return NoGender
}
