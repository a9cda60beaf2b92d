package uk

import "strings"

// syllables reports whether two given names are the two syllables of a Chinese or
// Korean one, written apart: Jia Wei, Seo Yeon. Then the first of them, which
// brothers and sisters may share, tells them apart no more than Mohammed does.
func syllables(a, b string) bool { return syllable(a) && syllable(b) }

// syllabic reports whether two names are made of two syllables each, of which they
// share one: Xiaoming and Xiaohong. Any two syllables may be a name, so one that no table
// has is not for that reason a slip of the other. Those of Hong Kong, which writes them
// apart, make names elsewhere too: FA and TAH, SHA and FIK.
func syllabic(x, y string) bool {
	for i := 1; i < min(len(x), len(y)) && x[:i] == y[:i]; i++ {
		if joins(x[:i]) && joins(x[i:]) && joins(y[i:]) {
			return true
		}
	}
	for i, j := len(x)-1, len(y)-1; i > 0 && j > 0 && x[i:] == y[j:]; i, j = i-1, j-1 {
		if joins(x[:i]) && joins(x[i:]) && joins(y[:j]) {
			return true
		}
	}
	return false
}

// otherSyllable reports whether two words are syllables that are not built alike or have
// another vowel. Two such surnames may be one, romanised in two ways; in given names they
// make two names of two people: Ji Woo, Ji Ho; Ka Yan, Ka Yin.
func otherSyllable(x, y *word) bool {
	const hee = " HEE HUI " // of Korea
	if !syllable(x.text) || !syllable(y.text) || oneOf(hee, x.text) && oneOf(hee, y.text) {
		return false
	}
	unheard := (x.text[0] == 'H') != (y.text[0] == 'H') || glides(x.text, y.text) // by the rules for spelling
	return unheard || x.form.Code != y.form.Code || !oneVowel(vowelOf(x.text), vowelOf(y.text))
}

// otherEnd reports whether two given names of two syllables differ in the second one, by
// what the rules for spelling do not hear: Jihoon, Jihyun; Seoyeon, Seoyoon.
func otherEnd(x, y string) bool {
	for i := 1; i < min(len(x), len(y)) && x[:i] == y[:i]; i++ {
		if x[i] != y[i] || !syllables(x[:i], x[i:]) || !syllable(y[i:]) {
			continue
		}
		v, w := vowelOf(x[i:]), vowelOf(y[i:])
		return glides(x[i:], y[i:]) || v == shut && w == open || v == open && w == shut
	}
	return false
}

// glides tells that a Y follows the consonant that one of two syllables begins with, and
// neither a Y nor an I before a vowel that of the other: Hyun, Hoon.
func glides(x, y string) bool {
	glide := func(s string) (written, heard bool) {
		onset, rest := onsetOf(s, consonants+"Y")
		written = len(onset) > 1 && onset[len(onset)-1] == 'Y'
		return written, written || onset != "" && len(rest) > 1 && rest[0] == 'I' && !isConsonant(rest[1])
	}
	writtenX, heardX := glide(x)
	writtenY, heardY := glide(y)
	return writtenX && !heardY || writtenY && !heardX
}

// The vowels of Korean that are all written U too: Jeong is Jung, Joon is Jun, and Seung is
// Sung. EU is a mistyped E as well: Keng, Keung.
const (
	shut  = 'e' // EO
	open  = 'o' // OO
	plain = 'u' // EU
)

func oneVowel(v, w byte) bool {
	v, w = min(v, w), max(v, w)
	return v == w || v == 'U' && w >= 'a' || v == 'E' && w == plain
}

// vowelOf is the vowel of a syllable, however it is romanised.
func vowelOf(syllable string) byte {
	onset, rest := onsetOf(syllable, consonants+"Y")
	switch {
	case rest == "": // TSZ
		return 0
	case strings.HasPrefix(rest, "EE"):
		return 'I'
	case onset == "W" && rest == "EON": // Won
		return 'O'
	case strings.HasPrefix(rest, "EO"):
		return shut
	case strings.HasPrefix(rest, "OO"):
		return open
	case strings.HasPrefix(rest, "EU"):
		return plain
	case strings.HasPrefix(rest, "OU"):
		return 'U'
	}
	return rest[0]
}

// vietnamese reports whether a whole name is made of syllables as Vietnamese spells
// them. Then the first given name of two, which brothers and sisters may share, tells
// little: Minh Anh, Minh Chau.
func vietnamese(words ...string) bool {
	for _, w := range words {
		onset, rest := onsetOf(w, consonants)
		if rest == "" || !oneOf(vietnameseOnsets, onset) || !oneOf(vietnameseFinals, rest) {
			return false
		}
	}
	return true
}

// syllable reports whether a word is a syllable as Hanyu Pinyin (ISO 7098), the usual
// romanisations of Korean given names, or Hong Kong write it.
func syllable(s string) bool {
	return s == "TSZ" || joins(s) || endsIn(hongKong, s)
}

// joins reports whether a word is a syllable of those that are written as one with the
// next: Hanyu Pinyin's and Korea's.
func joins(s string) bool {
	return s == "HEE" || s == "YEE" || endsIn(finals, s) // of the vowel in English names
}

// endsIn reports whether a word is a consonant that begins a syllable, and one of those ends.
func endsIn(ends, s string) bool {
	onset, rest := onsetOf(s, consonants+"Y")
	return rest != "" && oneOf(onsets, onset) && oneOf(ends, rest)
}

// longest is how many letters a word of a list has at most.
const longest = 8

// oneOf reports whether a word is one of a list, in which a space stands before and after
// each.
func oneOf(list, word string) bool {
	return len(word) <= longest && strings.Contains(list, " "+word+" ")
}

// consonants are the letters that begin a syllable; so does Y, but in Vietnam.
const consonants = "BCDFGHJKLMNPQRSTVWXZ"

// onsetOf cuts the letters that a syllable begins with.
func onsetOf(s, letters string) (onset, rest string) {
	rest = strings.TrimLeft(s, letters)
	return s[:len(s)-len(rest)], rest
}

const (
	onsets = "  B P M F D T N L G K H J Q X ZH CH SH R Z C S Y W BY GY HY KY MY GW HW KW "
	finals = " A AI AN ANG AO E EI EN ENG ER I IA IAN IANG IAO IE IN ING IONG IU O ONG OU U UA UAI UAN UANG UE UI UN UO " +
		"EO EON EONG EOK EUM EUN EUNG EUL AE ON OI OO OON OOK OUNG UK UNG YU "
	hongKong = " AH AU AM AP AT AK OK IK IM IP IT EUK UET UEN "

	vietnameseOnsets = "  B C CH D G GH H K KH L M N NG NGH NH P PH Q R S T TH TR V X "
	vietnameseFinals = " A AC ACH AI AM AN ANG ANH AO AP AT AU AY E EM EN ENG EO EP ET EU I IA ICH IEM IEN IENG IEP IET IEU IM IN INH IP IT IU " +
		"O OA OAC OAI OAN OANG OANH OAT OC OI OM ON ONG OP OT U UA UAN UANG UAT UC UE UI UM UN UNG UOC UOI UOM UON UONG UOT UOU UP UT UU UY UYEN UYET UYNH " +
		"Y YEN YEU YNH "
)
