package uk

import "slices"

// gender is what a word of the name tells: Harjit Kaur is a woman, and Harjit Singh a man.
// A woman may have a man's word besides, as her family's name; no man has a woman's.
func (n *Name) gender() (g Gender) {
	var buf [maxWords]*word
	for i, w := range n.all(&buf) {
		switch mark, alone := markOf(w.text); {
		case mark == Female:
			return Female
		case mark == Male && (!alone || 0 < i && i < len(n.Given)):
			g = Male
		}
	}
	return g
}

// otherSex reports whether two people's names tell that one is a woman and one a man. Who has
// an initial for the other's mark may be either: Gita D. Lal and Gita Devi Lal.
func otherSex(a, b *Name) bool {
	x, y := a.gender(), b.gender()
	return x != y && x != NoGender && y != NoGender && !a.shortensMark(b) && !b.shortensMark(a)
}

// shortensMark reports whether n has an initial for a mark that b has.
func (n *Name) shortensMark(b *Name) bool {
	return slices.ContainsFunc(b.Given, func(w word) bool {
		mark, _ := markOf(w.text)
		return mark != NoGender && slices.ContainsFunc(n.Given, func(v word) bool { return v.initial() && isInitial(&v, &w) })
	})
}

// singhAndKaur reports whether one of two people has Singh for a surname and the other Kaur,
// as brother and sister have, and a woman who was once recorded as Singh.
func singhAndKaur(a, b *Name) bool {
	const singh, kaur = " SINGH SING ", " KAUR "
	is := func(n *Name, marks string) bool { return len(n.Family) > 0 && oneOf(marks, n.Family[0].text) }
	return (is(a, singh) && is(b, kaur) || is(a, kaur) && is(b, singh)) && otherSex(a, b) // not Gurpreet Kaur | Singh
}

// markOf returns whom a word marks, and whether it is a name without marking anybody, too:
// a woman's only given name, or a man's and a family's.
func markOf(text string) (mark Gender, alone bool) {
	switch {
	case oneOf(" KAUR BIBI BEBE BEGUM BEGAM BEGOM KHATUN KHATOON KHATUM KHANAM KHANOM KHANUM BANO MOSAMMAT MST THI BINTE BINTI BINT ", text):
		return Female, false
	case oneOf(" KUMARI DEVI BANU ", text):
		return Female, true
	case oneOf(" SINGH SING ", text):
		return Male, false
	case oneOf(" KUMAR LAL RAJ BAHADUR PRASAD ", text):
		return Male, true
	}
	return NoGender, false
}
