package uk

import (
	"math/bits"
	"strings"

	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/similarity"
)

// likeness says how far two words may be one name, the weakest first.
type likeness uint8

const (
	unlike    likeness = iota
	looseLike          // alike by a stretch
	otherName          // a slip apart, but each is a name of its own: Ella and Bella
	mistyped           // a slip apart, perhaps from another form of the name: Elizabeth and Bettu
	short              // a nickname, pet form or translation
	spelling           // another spelling, or the same letters
)

// Thresholds of Jaro–Winkler, as in the documentation of Splink's name
// comparisons: 0.9 is about one slip in a name of usual length.
const (
	alikeFrom = .9
	looseFrom = .78
)

// compareWords is the one comparison of two names, whatever field they stand in.
func compareWords(x, y *word) likeness {
	if x.text == y.text {
		return spelling
	}
	if x.initial() || y.initial() {
		return unlike
	}
	if x.seen != nil {
		return x.seen.compare(x, y)
	}
	return compareUnequal(x, y)
}

// compareUnequal compares two names that differ and are no initials.
func compareUnequal(x, y *word) likeness {
	switch r := names.Related(x.text, y.text, x.form, y.form); {
	case r == names.Spelling && x.given && y.given && (otherSyllable(x, y) || otherEnd(x.text, y.text)) && names.All().Relation(x.form.ID, y.form.ID) == names.Unrelated:
		return otherName
	case r != names.Unrelated && familiesOnly(x, y):
	case r == names.Spelling:
		return spelling
	case r == names.Short:
		return short
	}
	if x.text[0] == y.text[0] && x.text[1] == y.text[1] {
		if l, ok := compareCompounds(x, y); ok {
			return l
		}
	}
	if p, ok := articled(x.text); ok {
		if q, ok := articled(y.text); ok {
			a, b := newWord(p), newWord(q)
			l := compareWords(&a, &b)
			if l < short {
				l = min(l, slipOf(x, y)) // Nazmul and Nazrul are names, Nazm and Nazr are not
			}
			return l
		}
	}
	return slipOf(x, y)
}

// familiesOnly reports whether two given names are related as family names only, as Hung is
// another way to write the Hong of Hong Kong. In Vietnam, which romanises nothing, both are
// given names, and so are Phung and Phuong. Elsewhere two romanisations are of one syllable:
// Min Soo, Min Su.
func familiesOnly(x, y *word) bool {
	if !x.given || !y.given || !vietnamese(x.text, y.text) {
		return false
	}
	t := names.All()
	return x.form.ID != 0 && y.form.ID != 0 && min(len(x.text), len(y.text)) >= leastForm || (t.OnlyFamily(x.form.ID) || t.OnlyFamily(y.form.ID)) && t.Relation(x.form.ID, y.form.ID) != names.Unrelated
}

// beginnings are the first halves of compound names that tell people apart little, such as
// "servant of" and "God". The rest does, as in joined names ([names.CutFirst]).
var beginnings = [...]string{
	"ABDI", "CABDI", "ABDUL", "ABDEL", "ABDAL", "ABDOUL", "ABDUR", "ABDUS", "ABDUN", "ABDUD", "ABDUT", "ABDUZ", // the article takes on the next sound
	"GEBRE", "GHEBRE", "WELDE", "WOLDE", "TEKLE", "TEWOLDE", "OLUWA", "CHUKWU",
}

// restOf cuts the beginning of names such as Abdulrahman.
func restOf(text string) (rest string, ok bool) {
	rest, ok = names.CutFirst(text)
	for i := 0; !ok && i < len(beginnings); i++ {
		rest, ok = strings.CutPrefix(text, beginnings[i])
	}
	if !ok || len(rest) <= 2 {
		return text, false
	}
	return rest, true
}

// articled returns the first half of a name without the article that it ends in, because
// the other half is written apart, or is God or the faith: SAIF for the SAIFUL of Saiful
// Islam, for SAIFULLAH and for SAIFUDDIN.
func articled(text string) (first string, ok bool) {
	for _, end := range [...]string{"ULLAH", "UDDIN"} {
		if first, ok = strings.CutSuffix(text, end); ok {
			return first, len(first) >= 3
		}
	}
	first, ok = strings.CutSuffix(text, "UL")
	return first, ok && len(first) >= leastForm
}

// compareCompounds compares what follows, if two names both have one of the beginnings.
func compareCompounds(x, y *word) (l likeness, ok bool) {
	p, begunX := restOf(x.text)
	q, begunY := restOf(y.text)
	if !begunX || !begunY {
		return unlike, false
	}
	a, b := newWord(p), newWord(q)
	return compareWords(&a, &b), true
}

// slipOf says how likely one of two words is the other mistyped, or a form of the other.
func slipOf(x, y *word) likeness {
	l := slipOfName(x, y)
	if l < otherName && (slipOfForm(x, y) || slipOfForm(y, x)) {
		l = mistyped
	}
	if l == mistyped && (womansOf(x, y) || womansOf(y, x)) {
		return otherName
	}
	return l
}

// slipOfForm reports whether x is not a known name and one edit from a form of y.
func slipOfForm(x, y *word) bool {
	if x.form.ID != 0 || y.form.ID == 0 || len(x.text) < leastForm {
		return false
	}
	for form := range names.All().Forms(y.form.ID) {
		if len(form) >= leastForm && similarity.OneEdit(x.text, form) {
			return true
		}
	}
	return false
}

// leastForm is the fewest letters of a form of which a slip can be told.
const leastForm = 4

// slipOfName says how likely one of two words is the other mistyped. A short name may lack
// a letter, but Tim is not Tom; Lep, which is no known name, may be Leo. A slip rarely
// turns one known name into another, so two that are known rather belong to two people.
func slipOfName(x, y *word) likeness {
	switch {
	case womans(x, y), womans(y, x):
		return otherName
	case petName(x, y), isCutOff(x, y), isCutOff(y, x):
		return mistyped
	}
	apart := bits.OnesCount32(x.mask ^ y.mask)
	if apart > 2 && looseOnes.ruleOut(x.mask, y.mask, x.text, y.text) {
		return unlike
	}
	fewest, known := min(len(x.text), len(y.text)), x.known() && y.known()
	long := fewest >= 4 || fewest == 3 && !known || fewest >= 2 && len(x.text) != len(y.text) && x.text[0] == y.text[0]
	if !(long && apart <= 2 && similarity.OneEdit(x.text, y.text)) {
		j := similarity.JaroWinkler(x.text, y.text)
		switch {
		case j < looseFrom:
			return unlike
		case j < alikeFrom:
			return looseLike
		}
	}
	if known || x.form.ID == y.form.ID && syllabic(x.text, y.text) || x.given && y.given && makeTwo(x, y) {
		return otherName
	}
	return mistyped
}

// isCutOff reports whether given name x is the beginning of the given name y, as its
// bearer or a form may cut it: Thiru, Thirunavukarasu; Jaci, Jacinta. One that is a known
// name is rather a brother's: Vijay is not Vijayalakshmi. So may a family's name be, if
// the name is short, in countries where a syllable is either: Seo is not Seoyeon.
func isCutOff(x, y *word) bool {
	if len(x.text) < 3 || len(y.text) < len(x.text)+2 || !strings.HasPrefix(y.text, x.text) || !x.given || !y.given {
		return false
	}
	return x.form.ID == 0 && y.known() || !x.known() && len(x.text) >= 4 && len(y.text) >= 9
}

const vowels = "AEIOUY"

func isConsonant(c byte) bool { return c >= 'A' && c <= 'Z' && strings.IndexByte(vowels, c) < 0 }

// womans reports whether x is a man's given name and y the form of it that a woman bears,
// known or not: Emir, Emira; Saeed, Saeedeh; Dinesh, Dineshka; Logeswaran, Logeswary;
// Suganthan, Suganthi; Lahiru, Lahiruni. An I
// makes a pet form of one syllable, as of Tess, and a woman's name of more: Nimal, Nimali.
func womans(x, y *word) bool {
	if len(x.text) < leastForm || !x.given || !y.given {
		return false
	}
	if stem, ok := strings.CutSuffix(x.text, "ARAN"); ok && len(stem) >= leastForm && (y.text == stem+"ARY" || y.text == stem+"ARI") {
		return true
	}
	if stem, ok := strings.CutSuffix(x.text, "AN"); ok && len(stem) > leastForm && (y.text == stem+"I" || y.text == stem+"INI") {
		return true
	}
	if rest, longer := strings.CutPrefix(y.text, x.text); longer {
		switch {
		case !x.known() && y.known(): // Karolin is Karolina cut off
			return false
		case rest == "A" && strings.HasSuffix(x.text, "II"), rest == "NI" && strings.HasSuffix(x.text, "U"): // Vitalii, Vitaliia
			return true
		}
		return isConsonant(x.text[len(x.text)-1]) && (oneOf(" A EH KA INA ", rest) || rest == "I" && !oneSyllable(x.text))
	}
	return false
}

// womansOf reports whether y is a woman's form of another spelling of the man's given name
// x, as Nadima is of Nadeem, and no slip of the pen: Sandar is Sandra.
func womansOf(x, y *word) bool {
	stem, ok := strings.CutSuffix(strings.TrimSuffix(y.text, "H"), "A")
	n := len(stem)
	return ok && x.given && y.given && n >= leastForm && isConsonant(stem[n-1]) && !isConsonant(stem[n-2]) && isConsonant(x.text[len(x.text)-1]) &&
		names.Related(x.text, stem, x.form, names.Prepare(stem)) == names.Spelling && !similarity.OneEdit(x.text, y.text)
}

// oneSyllable reports whether a word has one vowel, or several together.
func oneSyllable(s string) bool {
	_, rest := onsetOf(s, consonants)
	return !strings.ContainsAny(strings.TrimLeft(rest, vowels), vowels)
}

// A threshold has, by ℓ, the number of bytes at which two texts begin alike, the Jaro
// similarity J that makes a Jaro–Winkler similarity of t: J + ℓ(1−J)/10 < t if
// J < (t − ℓ/10)/(1 − ℓ/10).
type threshold [5]float64

func thresholdOf(t float64) (least threshold) {
	for n := range least {
		raised := float64(n) / 10
		least[n] = (t-raised)/(1-raised) - 1e-9 // for rounding
	}
	return least
}

var looseOnes = thresholdOf(looseFrom)

// ruleOut reports whether the letters that one text has and the other lacks, as the masks
// tell, keep their Jaro–Winkler similarity below the threshold. It never says so wrongly,
// and may miss some: the masks need not have every character.
func (least *threshold) ruleOut(maskA, maskB uint32, a, b string) bool {
	m := min(len(a)-bits.OnesCount32(maskA&^maskB), len(b)-bits.OnesCount32(maskB&^maskA))
	if m <= 0 {
		return true
	}
	// J = (m/|a| + m/|b| + 1)/3 at most.
	both := len(a) * len(b)
	return float64(m*(len(a)+len(b))+both) < least[sameBeginning(a, b)]*float64(3*both)
}

// sameBeginning counts the bytes at which two texts begin alike, up to 4, which are
// no fewer than the characters.
func sameBeginning(a, b string) (n int) {
	for n < min(len(a), len(b), len(threshold{})-1) && a[n] == b[n] {
		n++
	}
	return n
}

// sameStem reports whether two surnames are a man's and a woman's form of one.
func sameStem(x, y string) bool {
	if len(x) < 4 || len(y) < 4 || x[:4] != y[:4] {
		return false
	}
	return gendered(x) == gendered(y) || isWifes(x, y) || isWifes(y, x)
}

// endBySex reports whether two given names are a man's that ends in an S and a woman's that
// ends in a vowel, as in the Baltic: Tomas, Toma; Raimonds, Raimonda; Giedrius, Giedrė;
// Viktoras, Viktorija.
func endBySex(x, y string) bool {
	if strings.HasSuffix(y, "S") {
		x, y = y, x
	}
	stem, ok := strings.CutSuffix(x, "S")
	return ok && !strings.HasSuffix(y, "S") && strings.TrimRight(stem, vowels+"J") == strings.TrimRight(y, vowels+"J")
}

// isWifes reports whether b is the woman's form of the Czech or Slovak surname a, Novák and
// Nováková, or of the Latvian one, Ozols and Ozola.
func isWifes(a, b string) bool {
	if rest, ok := strings.CutPrefix(b, a); ok {
		return rest == "OVA"
	}
	n := len(a) - 1
	return n >= 4 && len(b) == n+1 && a[:n] == b[:n] && a[n] == 'S' && b[n] == 'A' && isConsonant(a[n-1])
}

// gendered cuts the endings by which Polish, Czech, Bulgarian, Ukrainian,
// Russian, Lithuanian and Greek surnames tell a woman's from a man's, as in Kowalska and
// Kowalski, Sokolovskaya and Sokolovskiy, Ivanova and Ivanov, Kazlauskienė, Kazlauskaitė
// and Kazlauskas, Nikolaidou and Nikolaidis. Four letters or more are left.
func gendered(s string) string {
	for _, e := range [...]string{"AITE", "YTE", "UTE", "IENE"} {
		if t, ok := strings.CutSuffix(s, e); ok && len(t) >= 4 {
			return t
		}
	}
	if t := strings.TrimRight(s, "AIJY"); len(s)-len(t) > 1 && len(t) >= 4 && strings.HasSuffix(t, "SK") {
		return t
	}
	if len(s) >= 6 {
		switch s[len(s)-2:] {
		case "AS", "IS", "US", "OS", "OU":
			return s[:len(s)-2]
		case "KA", "KI", "VA", "NA":
			return s[:len(s)-1]
		}
	}
	return s
}
