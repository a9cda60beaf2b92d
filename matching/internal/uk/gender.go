package uk

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

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
