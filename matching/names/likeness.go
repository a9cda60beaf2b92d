package names

import "strings"

// far is the cost of a difference that no spelling or romanising makes.
const far = 9

// allowed is how much the spellings of one name may differ, by the number of
// consonants that they have in common: the more there are, the less a vowel
// counts.
var allowed = [maxBones + 1]int{0, 0, 1, 2, 3, 4, 4, 4, 4, 4}

// likens reports whether the sounds of two names of one code are those of one
// name.
func (s *sounds) likens(t *sounds) bool {
	cost := s.endings(t)
	for i := range s.n {
		if cost > allowed[s.n] {
			return false
		}
		cost += bones(s.bones[i], t.bones[i])
		if i == 0 && (s.vowels[0] == 0) != (t.vowels[0] == 0) {
			cost += 3
			continue
		}
		cost += between(s.vowels[i], t.vowels[i])
	}
	return cost <= allowed[s.n]
}

// between is the cost of two groups of vowels before a consonant.
func between(v, w vowels) int {
	switch {
	case v == w:
		return 0
	case v == au && w == uu, v == uu && w == au:
		return 1
	case v == iu && w == uu, v == uu && w == iu:
		return 1
	}
	return (one(v.first(), w.first()) + one(v.last(), w.last()) + 1) / 2
}

const (
	au = vowelA | vowelU<<3
	uu = vowelU | vowelU<<3
	iu = vowelI | vowelU<<3
	ai = vowelA | vowelI<<3
	ei = vowelE | vowelI<<3
	ii = vowelI | vowelI<<3
	aa = vowelA | vowelA<<3
	ee = vowelE | vowelE<<3
)

// one is the cost of one vowel for another.
func one(v, w vowels) int {
	if v > w {
		v, w = w, v
	}
	switch {
	case v == w:
		return 0
	case v == 0:
		return [...]int{0, 1, 1, 2, 2}[w]
	case v == vowelA && w == vowelE, v == vowelE && w == vowelI:
		return 1
	case v != vowelI && w == vowelU:
		return 2
	}
	return 3
}

// lastVowels is the cost of two endings. It is where names of women and men
// differ, and pet forms from full ones, so hardly anything is the same.
func lastVowels(v, w vowels) int {
	if v > w {
		v, w = w, v
	}
	switch {
	case v == w:
		return 0
	case v == aa && w == ee:
		return 1
	case v == ee && w == ii, (v == ai || v == ei) && (w == ii || w == ei), v == ii && (w == ai || w == ei):
		return 1
	case v.last() == w.last() && v.first() != v.last() && w.first() != w.last():
		return 1
	}
	return far
}

// bones is the cost of one consonant for another of its class.
func bones(b, c byte) int {
	if b == c {
		return 0
	}
	if b > c {
		b, c = c, b
	}
	if cost, ok := near[[2]byte{b, c}]; ok {
		return cost
	}
	return far
}

// near has the consonants that stand for one another, the lesser byte first.
var near = map[[2]byte]int{}

func init() {
	for _, n := range [...]struct {
		b, c byte
		cost int
	}{
		{'B', 'P', 2}, {'F', 'V', 1}, {'V', 'W', 0}, {'F', 'W', 2}, {'B', 'V', 1}, {'B', 'W', 2}, {'F', 'P', 2}, {'P', 'V', 3},
		{'T', th, 0}, {'D', dh, 0}, {'T', 'D', 2}, {'D', th, 1}, {th, dh, 1}, {'T', dh, 3},
		{'S', 'Z', 1}, {'S', sh, 1}, {sh, soft, 1}, {'S', soft, 2}, {'Z', zh, 1}, {'Z', soft, 2}, {sh, zh, 1}, {zh, soft, 1}, {'Z', sh, 2}, {'S', zh, 2},
		{'K', 'Q', 0}, {'K', 'G', 2}, {'Q', 'G', 1}, {'G', gh, 0}, {gh, 'Q', 1}, {gh, 'K', 2}, {kh, 'H', 0}, {kh, 'K', 1}, {'G', 'H', 3},
		{'G', 'J', 1}, {'Q', kh, 2}, {gh, 'H', 2}, {gh, kh, 2}, {gh, 'J', 3},
	} {
		near[[2]byte{min(n.b, n.c), max(n.b, n.c)}] = n.cost
	}
}

// endings is the cost of two endings. Hindi and Punjabi names of gods and
// compounds keep or drop the last A: SURENDRA, SURINDER.
func (s *sounds) endings(t *sounds) int {
	if strings.HasSuffix(s.word, "ENDRA") && strings.HasSuffix(t.word, "NDER") || strings.HasSuffix(t.word, "ENDRA") && strings.HasSuffix(s.word, "NDER") {
		return 0
	}
	return lastVowels(s.vowels[s.n], t.vowels[t.n])
}
