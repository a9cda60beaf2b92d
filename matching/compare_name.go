package matching

import (
	"strings"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/names"
	"github.com/caselobby/caselobby/matching/similarity"
)

// grade says how well one half of a name agrees.
type grade uint8

const (
	missing grade = iota // on either side
	differ
	loose   // alike by a stretch
	initial // an initial that fits
	alike   // mistyped, or another spelling
	middle  // forename: goes by a middle name
	other   // forename: nickname or spelling; surname: part of a double name
	former  // surname: equal to a former one
	equal
)

// Thresholds of Jaro–Winkler, as in the documentation of Splink's name
// comparisons: 0.9 is about one slip in a name of usual length.
const (
	alikeFrom = .9
	looseFrom = .78
)

// nameGrades are the levels of the name comparison by how surname and forename
// agree. Both halves are one comparison because they are not independent: a wrong
// record is wrong in both, and culture joins Mohammed to Khan.
var nameGrades = [9][9]int{
	equal: {
		missing: nameSurnameAlone, differ: nameSurname, loose: nameSurname, initial: nameInitial,
		alike: nameSurnameAlike, middle: nameMiddle, other: nameNickname, equal: nameEqual,
	},
	former: {
		missing: nameSurnameAlone, differ: nameLoose, loose: nameLoose, initial: nameBothAlike,
		alike: namePart, middle: namePart, other: namePart, equal: nameFormer,
	},
	other: {
		missing: nameHalfAlike, differ: nameSlight, loose: nameSlight, initial: nameLoose,
		alike: nameBothAlike, middle: nameBothAlike, other: nameBothAlike, equal: namePart,
	},
	alike: {
		missing: nameHalfAlike, differ: nameSlight, loose: nameLoose, initial: nameLoose,
		alike: nameBothAlike, middle: nameBothAlike, other: nameBothAlike, equal: nameForenameAlike,
	},
	loose: {
		missing: nameHalfDiffers, differ: nameDiffer, loose: nameLoose, initial: nameSlight,
		alike: nameLoose, middle: nameLoose, other: nameLoose, equal: nameForename,
	},
	differ: {
		missing: nameHalfDiffers, differ: nameDiffer, loose: nameDiffer, initial: nameHalfDiffers,
		alike: nameSlight, middle: nameSlight, other: nameSlight, equal: nameForename,
	},
	missing: {
		missing: fs.Null, differ: nameHalfDiffers, loose: nameHalfDiffers, initial: fs.Null,
		alike: nameHalfAlike, middle: nameHalfAlike, other: nameHalfAlike, equal: nameForenameAlone,
	},
}

func compareName(a, b *Parsed) fs.Outcome {
	sur, surShare := compareSurnames(a, b)
	fore := compareForenames(a, b)
	o := fs.Outcome{Level: nameGrades[sur][fore]}
	if o.Level > nameBothAlike {
		if level := compareSwapped(a, b); level >= 0 {
			o.Level = level
		}
	}
	switch o.Level {
	case nameEqual, nameSwapped:
		o.Frequency = a.fullShare
	case nameFormer, nameNickname, nameMiddle, nameSurnameAlike, nameInitial, nameSurname, nameSurnameAlone:
		o.Frequency = surShare
	case nameForename, nameForenameAlone, nameForenameAlike:
		o.Frequency = a.forenames[0].share
	}
	return o
}

// compareSurnames returns the best agreement of any two surnames, and the share
// of the one that agrees.
func compareSurnames(a, b *Parsed) (grade, float64) {
	if len(a.surnames) == 0 || len(b.surnames) == 0 {
		return missing, 0
	}
	best, share := missing, 0.
	for i := range a.surnames {
		for j := range b.surnames {
			x, y := &a.surnames[i], &b.surnames[j]
			g := compareSurname(x, y)
			if g == equal && (x.former || y.former) {
				g = former
			}
			if g < former && (x.former || y.former) {
				g = min(g, loose) // a likeness to a name of the past proves little
			}
			if g > best {
				best, share = g, x.share
			}
		}
	}
	return best, share
}

func compareSurname(x, y *surname) grade {
	if x.text == y.text {
		return equal
	}
	if sharesPart(x, y) {
		return other
	}
	switch likeness := likeness(&x.word, &y.word); {
	case likeness >= alikeFrom,
		likeness >= .8 && len(x.bones) >= 3 && x.bones == y.bones,
		names.Surnames().Relation(x.id, y.id) != names.Unrelated,
		sameStem(x.text, y.text):
		return alike
	case likeness >= looseFrom:
		return loose
	}
	return differ
}

// sharesPart reports whether a part of a double-barrelled name is in the other.
func sharesPart(x, y *surname) bool {
	if len(x.parts) == 0 && len(y.parts) == 0 {
		return false
	}
	for i := range x.parts {
		if y.hasPart(x.parts[i].text) {
			return true
		}
	}
	for i := range y.parts {
		if y.parts[i].text == x.text {
			return true
		}
	}
	return false
}

func (s *surname) hasPart(text string) bool {
	if len(text) < 3 {
		return false
	}
	if len(s.parts) == 0 {
		return s.text == text
	}
	for i := range s.parts {
		if s.parts[i].text == text {
			return true
		}
	}
	return false
}

func sameStem(x, y string) bool {
	return len(x) >= 4 && len(y) >= 4 && x[:4] == y[:4] && gendered(x) == gendered(y)
}

// gendered cuts the endings by which Polish, Czech, Bulgarian, Ukrainian,
// Russian and Lithuanian surnames tell a woman's from a man's, as in Kowalska and
// Kowalski, Ivanova and Ivanov, Kazlauskienė, Kazlauskaitė and Kazlauskas. Four
// letters or more are left.
func gendered(s string) string {
	for _, e := range [...]string{"AITE", "YTE", "UTE", "IENE"} {
		if t, ok := strings.CutSuffix(s, e); ok && len(t) >= 4 {
			return t
		}
	}
	if len(s) >= 6 {
		switch s[len(s)-2:] {
		case "KA", "KI", "VA", "NA", "AS", "IS", "US":
			return s[:len(s)-1-b2i(s[len(s)-1] == 'S')]
		}
	}
	return s
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compareForenames compares what two people go by.
func compareForenames(a, b *Parsed) grade {
	if len(a.forenames) == 0 || len(b.forenames) == 0 {
		return missing
	}
	x, y := &a.forenames[0], &b.forenames[0]
	switch {
	case a.goesBy(y.text), b.goesBy(x.text), a.joined != "" && a.joined == b.joined:
		return equal
	case len(x.text) == 1 || len(y.text) == 1:
		if x.text[0] == y.text[0] {
			return initial
		}
		return differ
	case names.Forenames().Relation(x.id, y.id) != names.Unrelated:
		return other
	case goesByMiddle(a, b), goesByMiddle(b, a):
		return middle
	}
	switch likeness := likeness(x, y); {
	case likeness >= alikeFrom:
		return alike
	case likeness >= looseFrom:
		return loose
	}
	return differ
}

// goesBy reports whether a name is what q goes by: the first forename, or several
// as one.
func (q *Parsed) goesBy(name string) bool {
	return q.forenames[0].text == name || q.joined != "" && q.joined == name
}

// goesByMiddle reports whether a goes by one of b's middle names.
func goesByMiddle(a, b *Parsed) bool {
	for i := 1; i < len(b.forenames); i++ {
		if len(b.forenames[i].text) > 1 && b.forenames[i].text == a.forenames[0].text {
			return true
		}
	}
	return false
}

// likeness says how far two words are mistypings of one another: 1 after one edit
// in names long enough for that to mean something, else Jaro–Winkler if it is not
// below looseFrom, else 0. Of short names a letter may be missing, but Tim is not
// Tom.
func likeness(x, y *word) float64 { return likenessFrom(x, y, looseFrom) }

func likenessFrom(x, y *word, from float64) float64 {
	short := min(len(x.text), len(y.text))
	if (short >= 4 || short >= 2 && len(x.text) != len(y.text) && x.text[0] == y.text[0]) &&
		similarity.FewestEdits(x.letters, y.letters) <= 1 && similarity.OneEdit(x.text, y.text) {
		return 1
	}
	if similarity.Below(x.letters, y.letters, from) {
		return 0
	}
	if j := similarity.JaroWinkler(x.text, y.text); j >= from {
		return j
	}
	return 0
}

// alikeWords reports whether two words are alike.
func alikeWords(x, y *word) bool { return likenessFrom(x, y, alikeFrom) > 0 }

// compareSwapped looks for a forename in the surname's place and the other way
// round; it returns -1 if they are not.
func compareSwapped(a, b *Parsed) int {
	if len(a.forenames) == 0 || len(b.forenames) == 0 || len(a.surnames) == 0 || len(b.surnames) == 0 {
		return -1
	}
	af, as, bf, bs := &a.forenames[0], &a.surnames[0].word, &b.forenames[0], &b.surnames[0].word
	switch {
	case a.goesBy(bs.text) && b.goesBy(as.text):
		return nameSwapped
	case alikeWords(af, bs) && alikeWords(as, bf):
		return nameBothAlike
	}
	return -1
}

func compareMiddle(a, b *Parsed) fs.Outcome {
	if len(a.forenames) < 2 || len(b.forenames) < 2 {
		return fs.Outcome{Level: fs.Null}
	}
	// What one goes by and the other has for a middle name was counted with the name.
	if a.forenames[0].text != b.forenames[0].text && (goesByMiddle(a, b) || goesByMiddle(b, a)) {
		return fs.Outcome{Level: fs.Null}
	}
	best := middleDiffers
	for i := range a.forenames[1:] {
		for j := range b.forenames[1:] {
			best = min(best, compareMiddleName(&a.forenames[i+1], &b.forenames[j+1]))
		}
	}
	return fs.Outcome{Level: best}
}

func compareMiddleName(x, y *word) int {
	switch {
	case len(x.text) == 1 || len(y.text) == 1:
		if x.text[0] == y.text[0] {
			return middleInitial
		}
	case x.text == y.text, alikeWords(x, y), names.Forenames().Relation(x.id, y.id) == names.Spelling:
		return middleEqual
	}
	return middleDiffers
}
