package names

import "strings"

// far is the cost of a difference that spellings and romanisations do not have.
const far = 9

// allowed is the most that the differences of two spellings of one name may cost, by the
// number of their consonants: the more there are, the less a vowel matters.
var allowed = [maxBones + 1]int{0, 0, 1, 2, 3, 4, 4, 4, 4, 4}

// likens reports whether the sounds of two names of one code are those of one
// name.
func (s *sounds) likens(t *sounds) bool {
	cost := s.endings(t)
	stressed := true // the first vowel tells names apart, the later ones less
	for i := 0; i < s.n && cost <= allowed[s.n]; i++ {
		v, w := s.vowels[i], t.vowels[i]
		if i == 0 && (v == 0) != (w == 0) {
			cost += 3
		} else if stressed && are(v, w, aa, uu) && rounded(s.word) != rounded(t.word) {
			cost += 2 // KALPANA, KOLPONA
		} else {
			cost += between(v, w, stressed)
		}
		stressed = stressed && v|w == 0
		cost += s.consonantCost(t, i)
	}
	if cost == 1 && are(s.vowels[s.n], t.vowels[t.n], aa, ee) && !strings.HasSuffix(s.word, "EH") && !strings.HasSuffix(t.word, "EH") {
		cost++ // nothing but the last vowel differs: CLARA, CLARE; not FATIMA, FATEMEH
	}
	return cost <= allowed[s.n]
}

// consonantCost is the cost of the two consonants at a place. At the end, D and B
// are written as they are or as they sound: AHMAD, AHMET. At the beginning, B and
// P, D and T, G and K, S and Z make two names.
func (s *sounds) consonantCost(t *sounds, i int) int {
	b, c := s.bones[i], t.bones[i]
	cost := bones(b, c)
	switch {
	case cost == 2 && i == s.n-1 && kind(b) < 2:
		return 1
	case cost == 2 && i == 0 && kind(b) != 2:
		return cost + 2
	case i == 0 && s.vowels[0] == 0 && kind(b) == 2 && b != c && (b == 'Z' || c == 'Z'):
		return cost + 1
	}
	return cost
}

// between is the cost of two groups of vowels before a consonant.
func between(v, w vowels, stressed bool) int {
	switch {
	case v == w:
		return 0
	case are(v, w, au, uu), are(v, w, iu, uu), are(v, w, ue, uu):
		return 1
	case stressed && are(v, w, aa, ii):
		return 4 // WALKER, WILKER
	case !stressed && are(v, w, aa, uu):
		return 1 // BISWAS, BISWOS
	case !stressed && are(v, w, ii, uu):
		return 5 // SIMRANJIT, SIMRANJOT; not GREENFELD, GRUNFELD
	case !stressed && (are(v, w, ee, uu) || are(v, w, 0, uu)):
		return 2 // YUSEF, YUSUF; CHAUDHRY, CHAUDHURY
	case v.first() == w.first() && v.last() != vowelI && w.last() != vowelI, v.first() == w.first() && v.first() == vowelI:
		return one(v.last(), w.last()) // MARINA, MARIANA
	}
	return (one(v.first(), w.first()) + one(v.last(), w.last()) + 1) / 2
}

// are reports whether v and w are a and b, in either order.
func are(v, w, a, b vowels) bool { return v == a && w == b || v == b && w == a }

const (
	aa = vowelA | vowelA<<3
	ee = vowelE | vowelE<<3
	ii = vowelI | vowelI<<3
	uu = vowelU | vowelU<<3
	ai = vowelA | vowelI<<3
	au = vowelA | vowelU<<3
	ei = vowelE | vowelI<<3
	ia = vowelI | vowelA<<3
	ie = vowelI | vowelE<<3
	iu = vowelI | vowelU<<3
	ue = vowelU | vowelE<<3
	ui = vowelU | vowelI<<3
)

// one is the cost of one vowel for another; 0 stands for no vowel.
func one(v, w vowels) int {
	if v > w {
		v, w = w, v
	}
	switch {
	case v == w:
		return 0
	case v == 0 && w <= vowelE, v == vowelA && w == vowelE, v == vowelE && w == vowelI:
		return 1
	case v == vowelI && w == vowelU:
		return 4 // HARJIT, HARJOT
	}
	return 3
}

// lastVowels is the cost of one ending for another. Women's and men's names, and pet forms
// and full ones, differ there, so few endings are near one another.
func lastVowels(v, w vowels) int {
	switch {
	case v == w:
		return 0
	case are(v, w, aa, ee), are(v, w, ee, ii), are(v, w, ai, ii), are(v, w, ei, ii), are(v, w, ai, ei), are(v, w, ia, ie):
		return 1 // FERIDE, FARIDA; ANDRIY, ANDREI; NAZMIYE, NAZMIYA
	case are(v, w, ai, ui):
		return 2 // SANJAY, SANJOY
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
	return int(near[b-firstBone][c-firstBone])
}

const firstBone = sh // the least of the bytes that stand for a consonant

// near has the costs of the consonants that stand for one another.
var near = func() (t ['Z' - firstBone + 1]['Z' - firstBone + 1]uint8) {
	for b := range t {
		for c := range t[b] {
			t[b][c] = far
		}
	}
	for _, n := range [...]struct {
		b, c byte
		cost uint8
	}{
		{'V', 'W', 0}, {'F', 'V', 1}, {'B', 'V', 1}, {'B', 'P', 2}, {'F', 'P', 2}, {'F', 'W', 2}, {'B', 'W', 3}, {'P', 'V', 3},
		{'T', th, 0}, {'D', dh, 0}, {'D', th, 1}, {th, dh, 1}, {'T', 'D', 2}, {'T', dh, 3},
		{'S', 'Z', 1}, {'S', sh, 1}, {sh, soft, 1}, {sh, zh, 1}, {zh, soft, 1}, {'Z', zh, 1}, {'Z', soft, 2}, {'Z', sh, 2}, {'S', zh, 2}, {'S', soft, 2},
		{'K', 'Q', 0}, {'G', gh, 0}, {kh, 'H', 0}, {kh, 'K', 1}, {'G', 'Q', 1}, {gh, 'Q', 1}, {'G', 'J', 1}, {'K', 'G', 2}, {gh, 'K', 2}, {kh, 'Q', 2},
		{gh, 'H', 2}, {gh, kh, 2}, {'G', 'H', 3}, {gh, 'J', 3},
	} {
		t[n.b-firstBone][n.c-firstBone] = n.cost
		t[n.c-firstBone][n.b-firstBone] = n.cost
	}
	return t
}()

// endings is lastVowels of two names, but lower for endings that change with the bearer or
// the language: SURENDRA, SURINDER; KOWALSKI, KOWALSKA; POPOV, POPOVA.
func (s *sounds) endings(t *sounds) int {
	v, w := s.vowels[s.n], t.vowels[t.n]
	cost := lastVowels(v, w)
	if cost < far || s.n < 2 || s.n == 2 && !s.longVowels && !t.longVowels {
		return cost
	}
	switch {
	case s.feminine(t.word), t.feminine(s.word):
		return 1
	case godly(s.word) && strings.HasSuffix(t.word, "NDER"), godly(t.word) && strings.HasSuffix(s.word, "NDER"):
		return 0
	case bySex(s.word, t.word, w), bySex(t.word, s.word, v):
		return 1
	}
	return cost
}

// feminine reports whether s is the Somali form, and b the Arabic one, of a woman's name:
// HALIIMO, HALIMA.
func (s *sounds) feminine(b string) bool {
	return s.longVowels && strings.HasSuffix(s.word, "O") && strings.HasSuffix(b, "A")
}

// rounded reports whether the first vowel of a name is an O, as Bengali has it for an A.
func rounded(word string) bool {
	i := strings.IndexAny(word, "AEIOUY")
	return i >= 0 && word[i] == 'O'
}

func godly(word string) bool {
	return strings.HasSuffix(word, "ENDRA") || strings.HasSuffix(word, "INDRA")
}

// bySex reports whether a is the Slavic surname of a woman and b, which ends in v,
// that of her father.
func bySex(a, b string, v vowels) bool {
	stem, female := strings.CutSuffix(a, "A")
	if !female {
		return false
	}
	if strings.HasSuffix(stem, "SK") || strings.HasSuffix(stem, "CK") {
		return v == ii
	}
	return v == 0 && slavicV(stem) && slavicV(b)
}

func slavicV(word string) bool {
	return strings.HasSuffix(word, "OV") || strings.HasSuffix(word, "EV") || strings.HasSuffix(word, "OW") || strings.HasSuffix(word, "EW")
}
