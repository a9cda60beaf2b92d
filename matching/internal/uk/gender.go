package uk

import (
	"strings"
	"unicode"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
	"github.com/caselobby/caselobby/matching/normalise"
)

// genderOf reads an answer that has a word for female or for male, and none for the other or
// for neither: "F", "Woman (including trans woman)", "2 - Female", "she/her", "Benyw". Any other
// answer is not compared, because a person may give it on one form and not on another.
func genderOf(typed string) Gender {
	g := NoGender
	for w := range strings.FieldsFuncSeq(strings.ToLower(normalise.Clean(typed)), func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch said, ok := genderWords[w]; {
		case !ok:
		case said == NoGender, g != NoGender && g != said:
			return NoGender
		default:
			g = said
		}
	}
	return g
}

// genderWords are words for a gender, or for neither or not always that: in English, Welsh, Irish
// and Gaelic, and in languages of people who come here.
var genderWords = func() map[string]Gender {
	all := map[string]Gender{}
	for g, words := range [...]string{
		Female: `f female fem woman women girl lady she her hers transwoman benyw benywaidd merch menyw bean baineann boireannach
			kobieta femme féminin femenino feminino feminin mujer mulher donna femeie weiblich frau kadın kadin femër
			женский женщина жінка жіноча أنثى انثى امرأة`,
		Male: `m male man men boy gent gentleman he him his transman gwryw gwrywaidd dyn bachgen fear fireann fireannach
			mężczyzna homme masculin masculino hombre homem uomo bărbat barbat männlich mann erkek mashkull
			мужской мужчина чоловік чоловіча ذكر رجل`,
		NoGender: `not non nonbinary neither other they them birth assigned born was previously formerly ex mtf ftm intersex fluid`,
	} {
		for _, w := range strings.Fields(words) {
			all[w] = Gender(g)
		}
	}
	return all
}()

// compareGender sorts two genders, by what they say beside the names.
func compareGender(a, b *Person) fs.Outcome {
	o := genders(a, b)
	if o.Level != genderEqual {
		return o
	}
	name, _ := compareNames(&a.Name, &b.Name)
	return besideForename(o, name.Level)
}

func genders(a, b *Person) fs.Outcome {
	switch {
	case a.Gender == NoGender || b.Gender == NoGender:
		return fs.Outcome{Level: fs.Null}
	case a.Gender == b.Gender:
		return fs.Outcome{Level: genderEqual}
	}
	return fs.Outcome{Level: genderDiffers}
}

// ofOneForename is the share of strangers of one forename who are of one gender too. A
// few forenames are women's and men's.
const ofOneForename = .98

// besideForename makes an equal gender weigh next to nothing where the name agrees: half
// of all strangers are of one gender, but nearly all who share a forename are.
func besideForename(o fs.Outcome, name int) fs.Outcome {
	if o.Level == genderEqual && impliesGender(name) {
		o.Frequency = ofOneForename
	}
	return o
}

// impliesGender reports whether at a level of the name the forename agrees. So that no
// forename that agrees less weighs more with the gender than one that agrees in full, it
// is taken for agreeing where it is an initial or not given, too.
func impliesGender(name int) bool {
	return name != fs.Null && BothHalves(name) || name == nameOtherSurname || name == nameHalfAlike || name == nameForename
}
