package uk

import (
	"slices"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/names"
)

// grade says how well one half of a name agrees.
type grade uint8

const (
	missing   grade = iota // on either side
	differ                 // not alike
	loose                  // alike by a stretch
	initial                // forename: an initial that fits
	firstWord              // forename: a first word that very many bear is equal, the words after it differ
	rhyme                  // alike, but another name
	alike                  // mistyped, or another spelling of a surname
	middle                 // forename: goes by a middle name
	other                  // forename: another form or a known-as name; surname: part of a double name
	former                 // surname: equal to a former one
	equal                  // the same name
	grades
)

// nameGrades are the levels of the name comparison by how surname and forename
// agree. Both halves are one comparison because they are not independent: a wrong
// record is wrong in both, and culture joins Mohammed to Khan.
var nameGrades = [grades][grades]int{
	equal: {
		missing: nameSurnameAlone, differ: nameSurname, loose: nameSurname, initial: nameInitial, firstWord: nameFirstWord,
		rhyme: nameOtherForename, alike: nameForenameAlike, middle: nameMiddle, other: nameNickname, equal: nameEqual,
	},
	former: {
		missing: nameSurnameAlone, differ: nameSurname, loose: nameSurname, initial: nameBothAlike, firstWord: nameLoose,
		rhyme: nameLoose, alike: namePart, middle: namePart, other: nameFormer, equal: nameFormer,
	},
	other: {
		missing: nameHalfAlike, differ: nameSlight, loose: nameSlight, initial: nameLoose, firstWord: nameLoose,
		rhyme: nameLoose, alike: nameBothAlike, middle: nameLoose, other: nameBothAlike, equal: namePart, // many bear a Brown's name and a Grace's
	},
	rhyme: {
		missing: nameHalfDiffers, differ: nameDiffer, loose: nameLoose, initial: nameSlight, firstWord: nameSlight,
		rhyme: nameLoose, alike: nameLoose, middle: nameLoose, other: nameLoose, equal: nameOtherSurname,
	},
	alike: {
		missing: nameHalfAlike, differ: nameSlight, loose: nameLoose, initial: nameLoose, firstWord: nameSlight,
		rhyme: nameLoose, alike: nameBothAlike, middle: nameBothAlike, other: nameBothAlike, equal: nameSurnameAlike,
	},
	loose: {
		missing: nameHalfDiffers, differ: nameDiffer, loose: nameLoose, initial: nameSlight, firstWord: nameSlight,
		rhyme: nameSlight, alike: nameLoose, middle: nameLoose, other: nameLoose, equal: nameForename,
	},
	differ: {
		missing: nameHalfDiffers, differ: nameDiffer, loose: nameDiffer, initial: nameHalfDiffers, firstWord: nameHalfDiffers,
		rhyme: nameHalfDiffers, alike: nameSlight, middle: nameSlight, other: nameSlight, equal: nameForename,
	},
	missing: {
		missing: fs.Null, differ: nameHalfDiffers, loose: nameHalfDiffers, initial: fs.Null, firstWord: nameHalfDiffers,
		rhyme: nameHalfDiffers, alike: nameHalfAlike, middle: nameHalfAlike, other: nameHalfAlike, equal: nameForenameAlone,
	},
}

func compareName(a, b *Person) fs.Outcome {
	o, _ := compareNames(&a.Name, &b.Name)
	return o
}

func compareMiddle(a, b *Person) fs.Outcome {
	_, o := compareNames(&a.Name, &b.Name)
	return o
}

// compareNames compares two whole names: half by half as the fields have them and,
// where that finds little, word by word whatever the field. It compares the middle names
// too, unless the comparison of the name has used them already.
func compareNames(a, b *Name) (name, middleName fs.Outcome) {
	nothing := fs.Outcome{Level: fs.Null}
	if a.foreign != b.foreign && a.bag != 0 && b.bag != 0 { // how one would be written in the other's letters is not known
		return nothing, nothing
	}
	var h halves
	h.sur, h.agreed = compareSurnames(a, b)
	if h.agreed != nil {
		h.surShare = h.agreed.share
	}
	if toldApart(a, b) { // John Snr and John Jnr; Twin 1 and Twin 2, who have a surname and no forename yet
		return fs.Outcome{Level: nameGrades[h.sur][differ], Frequency: h.surShare}, nothing
	}
	h.fore, h.foreShare, h.counted = compareForenames(a, b)
	h.together(a, b)
	if h.sur == former && otherWhole(a, b) { // the middle names belong to the other whole name
		return fs.Outcome{Level: nameEqual, Frequency: h.agreed.full * float64(1+len(a.Known)+len(b.Known))}, nothing
	}
	name = h.outcome(a, b)
	if name.Level > nameWithin || name.Level == fs.Null {
		o, turned := compareAcross(a, b)
		better := o.Level != fs.Null && (name.Level == fs.Null || o.Level < name.Level)
		if better && (turned || name.Level > nameBothAlike || name.Level == fs.Null) { // where the words stand in one order, the fields tell more
			return o, nothing
		}
	}
	switch {
	case h.counted:
		return name, nothing
	case name.Level == nameSurname && (goesByInitial(a, b) || goesByInitial(b, a)):
		return name, fs.Outcome{Level: middleInitial}
	}
	level := compareMiddles(a, b)
	if level < middleDiffers && otherForename(a, b, h.fore) {
		level = fs.Null
	}
	return name, fs.Outcome{Level: level}
}

// halves are how surname and forename agree.
type halves struct {
	sur, fore           grade
	surShare, foreShare float64  // of the names that agree, 0 if that is not known
	agreed              *surname // the surname that agrees
	counted             bool     // the middle names were used for the forename
}

// together mends what one half says by what the other does.
func (h *halves) together(a, b *Name) {
	if h.fore == equal && h.sur != missing && h.sur < former && familyFirst(a, b) {
		h.sur, h.fore, h.surShare = equal, compareLast(&a.Family[0], &b.Family[0]), max(h.foreShare, priorSurname)
	}
	if h.fore == equal && (h.sur == differ || h.sur == loose) && (a.halfGiven() && b.halfGiven() || otherSecond(a, b) || otherSecond(b, a)) {
		h.fore = firstWord // Abdul | Karim and Abdul | Rahim; Mohammed Hassan | Khan and Mohammed | Hussain
	}
	if (h.fore == alike || h.fore == other) && h.sur == alike && sameStem(a.Family[0].text, b.Family[0].text) && endBySex(a.Given[0].text, b.Given[0].text) {
		h.fore = rhyme
	}
	if h.sur == alike && (h.fore == loose || h.fore == rhyme || h.fore == firstWord) && sameStem(a.Family[0].text, b.Family[0].text) { // a brother's and a sister's form of one surname
		h.sur, h.surShare = equal, max(h.surShare, priorSurname)
	}
	if h.sur == differ && h.fore == equal && singhAndKaur(a, b) { // the last of the given names, as in Harjit Singh Gill
		h.sur, h.fore, h.surShare = equal, firstWord, max(a.Family[0].share, priorSurname)
	}
}

// outcome returns the level at which the halves agree, with the share of people who have what does.
func (h *halves) outcome(a, b *Name) fs.Outcome {
	name := fs.Outcome{Level: nameGrades[h.sur][h.fore]}
	switch name.Level {
	case nameEqual:
		name.Frequency = a.Full
	case nameFormer:
		name.Frequency = h.agreed.full
	case nameMiddle:
		name.Frequency = a.byMiddle(b, h.agreed)
	case nameNickname, nameForenameAlike, nameInitial, nameFirstWord, nameOtherForename, nameSurname, nameSurnameAlone:
		name.Frequency = h.surShare
	case nameForename, nameForenameAlone, nameSurnameAlike, nameOtherSurname:
		name.Frequency = h.foreShare
	}
	return name
}

// halfGiven reports whether n's only given name, or the last after weak ones, makes one with
// the word after it, which stands in the field for the family name: Abdul | Karim, Md Abdul | Karim.
func (n *Name) halfGiven() bool {
	const halves = " ABDUL ABDEL ABDAL ABDOL ABDUR ABDUS ABDUN ABDER ABDOUL GHULAM GULAM MD MOHD MUHD "
	last := len(n.Given) - 1
	return last >= 0 && oneOf(halves, n.Given[last].text) && !slices.ContainsFunc(n.Given[:last], func(w word) bool { return !w.listed })
}

// otherSecond reports whether a and b share a first given name that nobody goes by alone, b
// has another after it, and a's only other name is none of b's: a brother's, say.
func otherSecond(a, b *Name) bool {
	if len(a.Given) != 1 || len(b.Given) < 2 || a.Given[0].text != b.Given[0].text {
		return false
	}
	if first := &b.Given[0]; !first.listed || names.WeakAt(first.text) == names.FirstName {
		return false
	}
	w := &a.Family[0].word
	return !slices.ContainsFunc(b.Given[1:], func(v word) bool { return isInitial(w, &v) || v.initial() || isSlip(w, &v) })
}

// otherForename reports whether two people have forenames that are different names, and
// not slips of one name: then a middle name that agrees is as likely a father's or the
// family's as the person's own, and says nothing.
func otherForename(a, b *Name, fore grade) bool {
	return fore == differ || fore == rhyme || fore == loose && a.Given[0].form.ID != 0 && b.Given[0].form.ID != 0
}

// otherWhole reports whether one person's given name is among those that the other is
// known by. With a former surname that is another whole name of one person. The more
// such names there are, the likelier one of them agrees by chance; the caller multiplies
// the share accordingly.
func otherWhole(a, b *Name) bool {
	if a.First == 0 || b.First == 0 {
		return false
	}
	is := func(x, y *Name) bool {
		return slices.ContainsFunc(x.Known, func(w word) bool { return w.text == y.Given[0].text })
	}
	return is(a, b) || is(b, a)
}
