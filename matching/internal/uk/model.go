package uk

import fs "github.com/caselobby/caselobby/matching/fellegisunter"

// The comparisons of the model, in order.
const (
	FieldName = iota
	FieldMiddle
	FieldGender
	FieldBorn
	FieldNINO
	FieldPostcode
	FieldPhone
	FieldEmail
	Fields // how many there are
)

// Levels of the comparisons, the best first, named by their codes.
const (
	nameEqual = iota
	nameFormer
	nameReordered
	nameWithin
	nameNickname
	nameMiddle
	nameForenameAlike
	nameSurnameAlike
	nameInitial
	namePart
	nameOnly
	nameSurnameAlone
	nameForenameAlone
	nameBothAlike
	nameFirstWord
	nameOtherForename
	nameOtherSurname
	nameSurname
	nameLoose
	nameHalfAlike
	nameForename
	nameSlight
	nameHalfDiffers
	nameDiffer
)

const (
	middleEqual = iota
	middleInitial
	middleDiffers
)

const (
	genderEqual = iota
	genderDiffers
)

const (
	bornEqual = iota
	bornSwapped
	bornMonth
	bornYear
	bornEdit
	bornDecade
	bornNewYear
	bornPart
	bornDecades
	bornNear
	bornFar
	bornGeneration
)

const (
	ninoEqual = iota
	ninoEdit
	ninoNext
	ninoDiffers
)

const (
	postcodeEqual = iota
	postcodeEdit
	postcodeSector
	postcodeOutward
	postcodeDistrict
	postcodeDiffers
)

const (
	phoneEqual = iota
	phoneEdit
	phoneDiffers
)

const (
	emailEqual = iota
	emailSlip
	emailUser
	emailAlike
	emailNamesake
	emailDiffers
)

// Model returns the comparisons of UK clients with their default m and u. It
// compares the asker with a candidate.
//
// m is a property of people and forms and carries over between registers; where the
// defaults are guesses they lean towards doubt. u of names and dates of birth is that of
// the whole country; where a value agrees and the register counts it, the register's
// share of that value takes the place of u.
func Model() fs.Model[Person] { return model.Complete() } // a copy: every m and u is given

var model = fs.Model[Person]{
	Name: "uk", Version: 2, Prior: fs.DefaultPrior,
	Comparisons: []fs.Comparison[Person]{
		FieldName:     {Name: "name", Levels: nameLevels, Compare: compareName},
		FieldMiddle:   {Name: "middle name", Levels: middleLevels, Compare: compareMiddle},
		FieldGender:   {Name: "gender", Levels: genderLevels, Compare: compareGender},
		FieldBorn:     {Name: "date of birth", Levels: bornLevels, Compare: compareBorn},
		FieldNINO:     {Name: "NI number", Levels: ninoLevels, Compare: compareNINO},
		FieldPostcode: {Name: "postcode", Levels: postcodeLevels, Compare: comparePlaces},
		FieldPhone:    {Name: "phone", Levels: phoneLevels, Compare: comparePhones},
		FieldEmail:    {Name: "e-mail", Levels: emailLevels, Compare: compareEmails},
	},
}

// nameLevels: the shares of whole agreement, changed order, nicknames, surname only and
// forename only are those of public linkage models of people in England and Wales, shrunk
// towards doubt. Where one half agrees and the other is alike, u is the product of the
// agreeing half's u and the chance of a likeness by accident (about 1 in 130 forenames, 1
// in 330 surnames). It is divided between the levels of a slip and those of another name
// much like it: few slips make one known name of another, but most likenesses by accident
// are between two known names. "Surname only" is less than in those models, 1 % for 2.5 %,
// because nicknames, initials, middle names and slips of the forename have levels of their
// own here.
var nameLevels = []fs.Level{
	nameEqual:         {Code: "equal", Text: "forename and surname equal", M: .7695, U: 6.4e-6, Frequency: 1},
	nameFormer:        {Code: "former", Text: "forename equal, surname equal to a former one", M: .008, U: 8e-7, Frequency: 1, Reference: "equal"},
	nameReordered:     {Code: "reordered", Text: "the same names in another order", M: .008, U: 2e-7, Frequency: 1, Reference: "equal"},
	nameWithin:        {Code: "within", Text: "all names of one are among those of the other", M: .005, U: 4e-7, Frequency: 1, Reference: "equal"},
	nameNickname:      {Code: "nickname", Text: "surname equal, another form of the forename", M: .05, U: 1.5e-5, Frequency: 1, Reference: "surname"},
	nameMiddle:        {Code: "middle", Text: "surname equal, goes by a middle name", M: .006, U: 4e-6, Frequency: 1, Reference: "equal"},
	nameForenameAlike: {Code: "forename-alike", Text: "surname equal, forename alike", M: .033, U: 3e-6, Frequency: 1, Reference: "surname"},
	nameSurnameAlike:  {Code: "surname-alike", Text: "forename equal, surname alike", M: .055, U: 1e-5, Frequency: 1, Reference: "forename"},
	nameInitial:       {Code: "initial", Text: "surname equal, forename's initial fits", M: .008, U: 1e-6, Frequency: 1, Reference: "surname"},
	namePart:          {Code: "part", Text: "forename equal, part of the surname equal", M: .006, U: 4e-6},
	nameOnly:          {Code: "only", Text: "the only name equal", M: .001, U: 5.4e-6, Frequency: 1, Reference: "forename"},
	nameSurnameAlone:  {Code: "surname-alone", Text: "surname equal, no forename to compare", M: .002, U: 1.98e-6, Frequency: 1, Reference: "surname"},
	nameForenameAlone: {Code: "forename-alone", Text: "forename equal, no surname to compare", M: .001, U: 5.4e-6, Frequency: 1, Reference: "forename"},
	nameBothAlike:     {Code: "both-alike", Text: "forename and surname alike", M: .018, U: 1.2e-5},
	nameFirstWord:     {Code: "first-word", Text: "surname fits, of the given names only the first", M: .002, U: 8e-6, Frequency: 1, Reference: "surname"},
	nameOtherForename: {Code: "other-forename", Text: "surname equal, another forename much like it", M: .0015, U: 6e-6, Frequency: 1, Reference: "surname"},
	nameOtherSurname:  {Code: "other-surname", Text: "forename equal, another surname much like it", M: .004, U: 9e-6, Frequency: 1, Reference: "forename"},
	nameSurname:       {Code: "surname", Text: "surname equal, forename differs", M: .010, U: 7.9e-4, Frequency: 1},
	nameLoose:         {Code: "loose", Text: "names somewhat alike", M: .008, U: 4.9e-4},
	nameHalfAlike:     {Code: "half-alike", Text: "one name alike, the other not given", M: .0004, U: 3e-5},
	nameForename:      {Code: "forename", Text: "forename equal, surname differs", M: .02, U: 4.3e-3, Frequency: 1},
	nameSlight:        {Code: "slight", Text: "one name alike, the other differs", M: .0012, U: .012},
	nameHalfDiffers:   {Code: "half-differs", Text: "one name differs, the other not given", M: .001, U: .02},
	nameDiffer:        {Code: "differ", Text: "names differ", M: .0013, U: .962},
}

// middleLevels: many give a middle name on one form and not on another, and one
// who has two gives either; so a difference says little.
var middleLevels = []fs.Level{
	middleEqual:   {Code: "equal", Text: "equal", M: .60, U: .02},
	middleInitial: {Code: "initial", Text: "initial fits", M: .25, U: .07},
	middleDiffers: {Code: "differ", Text: "differs", M: .15, U: .91},
}

// genderLevels: a difference is a slip, a misunderstanding or a change. Its m is more
// than the share of errors that registers find, because a form may have a title in place
// of the gender. The share of a gender is that among people of one forename: see
// [besideForename].
var genderLevels = []fs.Level{
	genderEqual:   {Code: "equal", Text: "equal", M: .985, U: .5, Frequency: 1},
	genderDiffers: {Code: "differ", Text: "differs", M: .015, U: .5},
}

// bornLevels: an adult's date of birth is one of about 16,000, hence u. 1 January
// stands in where only the year is known, so it agrees a little with any date of its
// year. Parents and children are fifteen to fifty years apart: dates so far apart reach
// "generation", unless one digit explains the difference. A slip of ten years or more is
// rarer than others, because people look at the age. One that makes a generation has a
// level of its own, "decades": most slips hit a neighbouring digit, and only one digit in
// six is that of the decade, so few end there. That it is one in a hundred of all slips
// is a judgement, on the side of doubt.
var bornLevels = []fs.Level{
	bornEqual:      {Code: "equal", Text: "equal", M: .925, U: 6.3e-5, Frequency: 1},
	bornSwapped:    {Code: "swapped", Text: "day and month swapped", M: .015, U: 3e-5},
	bornMonth:      {Code: "month", Text: "year and month equal, no day to compare", M: .0005, U: 1e-6},
	bornYear:       {Code: "year", Text: "year equal, no month to compare", M: .002, U: 4.4e-5},
	bornEdit:       {Code: "edit", Text: "one digit or one day off", M: .033, U: 1.5e-3},
	bornDecade:     {Code: "decade", Text: "one digit off, ten years or more", M: .0036, U: 2e-4},
	bornNewYear:    {Code: "new-year", Text: "year equal, one is 1 January", M: .004, U: 8e-4},
	bornPart:       {Code: "part", Text: "two of day, month and year equal", M: .008, U: .006},
	bornDecades:    {Code: "decades", Text: "one digit off, and so a generation", M: .0003, U: 1e-4},
	bornNear:       {Code: "near", Text: "differs by up to five years", M: .010, U: .215},
	bornFar:        {Code: "far", Text: "differs by more than five years", M: .0025, U: .326},
	bornGeneration: {Code: "generation", Text: "differs by a generation", M: .0012, U: .45},
}

// ninoLevels: numbers are issued in runs, so those of twins, and now and then of
// siblings, differ in the last digit only; [relationLevels] weighs that. Between
// strangers it is no likelier than another difference of one digit.
var ninoLevels = []fs.Level{
	ninoEqual:   {Code: "equal", Text: "equal", M: .955, U: 1e-6},
	ninoEdit:    {Code: "edit", Text: "one character off", M: .027, U: 9e-6},
	ninoNext:    {Code: "next", Text: "only the last digit differs", M: .003, U: 1e-6},
	ninoDiffers: {Code: "differ", Text: "differs", M: .015, U: .999988},
}

// postcodeLevels: u is that within one local authority, whose people share few districts,
// and not that of the country.
var postcodeLevels = []fs.Level{
	postcodeEqual:    {Code: "equal", Text: "equal", M: .45, U: 5e-4, Frequency: 1},
	postcodeEdit:     {Code: "edit", Text: "one character off", M: .04, U: 1e-3, Frequency: 1, Reference: "sector"},
	postcodeSector:   {Code: "sector", Text: "same sector", M: .11, U: 9.5e-3, Frequency: 1},
	postcodeOutward:  {Code: "outward", Text: "same outward half, the rest not given", M: .002, U: 3e-4, Frequency: 1, Reference: "district"},
	postcodeDistrict: {Code: "district", Text: "same district", M: .10, U: .06, Frequency: 1},
	postcodeDiffers:  {Code: "differ", Text: "differs", M: .30, U: .929},
}

var phoneLevels = []fs.Level{
	phoneEqual:   {Code: "equal", Text: "equal", M: .62, U: 1e-5, Frequency: 1},
	phoneEdit:    {Code: "edit", Text: "one digit off", M: .03, U: 2e-5},
	phoneDiffers: {Code: "differ", Text: "differs", M: .35, U: .99997},
}

// emailLevels: most addresses are made of their owner's name. Two namesakes often have
// addresses that are alike; one person seldom has, because most keep the one they have.
// So a likeness speaks against the client where the names are alike too ("namesake"), and
// for the client where they are not ("alike").
var emailLevels = []fs.Level{
	emailEqual:    {Code: "equal", Text: "equal", M: .70, U: 5e-6, Frequency: 1},
	emailSlip:     {Code: "slip", Text: "one letter off", M: .03, U: 4e-6},
	emailUser:     {Code: "user", Text: "same user at another provider", M: .02, U: 4e-5},
	emailAlike:    {Code: "alike", Text: "alike", M: .05, U: .02},
	emailNamesake: {Code: "namesake", Text: "alike as the names are", M: .0026, U: .01},
	emailDiffers:  {Code: "differ", Text: "differs", M: .20, U: .98},
}

// Tied names, as "comparison/level", the levels whose m must not be trained without their
// u: that is the chance among people who agree on another field too, which no count over
// all pairs shows. They are those of e-mail addresses that are alike, which weigh by
// whether the names are.
func Tied() []string { return []string{"e-mail/alike", "e-mail/namesake"} }

// Compare finds the outcome of every comparison of a pair: what those of [Model] return
// one by one, but each name is compared once.
func Compare(a, b *Person, into *[Fields]fs.Outcome) {
	into[FieldName], into[FieldMiddle] = compareNames(&a.Name, &b.Name)
	into[FieldGender] = besideForename(genders(a, b), into[FieldName].Level)
	born, guessed := compareBirths(a, b)
	if guessed {
		born = amongCompatriots(born, into[FieldName].Level)
	}
	into[FieldBorn] = born
	into[FieldNINO] = compareNINO(a, b)
	into[FieldPostcode] = comparePlaces(a, b)
	into[FieldPhone] = comparePhones(a, b)
	mail, named := mailboxes(a, b)
	into[FieldEmail] = amongNamesakes(mail, named, into[FieldName].Level)
}

// otherHalf reports whether at a level of the name at least one half is another name.
func otherHalf(level int) bool {
	switch level {
	case nameFirstWord, nameOtherForename, nameOtherSurname, nameSurname, nameForename, nameSlight, nameHalfDiffers, nameDiffer:
		return true
	}
	return false
}

// OneHalf is the level of the name at which one half is alike and the other not given.
const OneHalf = nameHalfAlike

// BothHalves reports whether a level of the name says that both halves agree, more
// or less.
func BothHalves(level int) bool { return level <= nameBothAlike }

// Identifies reports whether a level says who somebody is: both halves of the name
// agree, more or less, or the whole date of birth or the number does.
func Identifies(field, level int) bool {
	switch field {
	case FieldName:
		return level >= 0 && level <= namePart || level == nameBothAlike
	case FieldBorn:
		return level == bornEqual || level == bornSwapped || level == bornEdit || level == bornDecade
	case FieldNINO:
		return level >= 0 && level < ninoDiffers
	}
	return false
}

// OfValue reports whether the frequency of an outcome of a field is always that of the
// asker's own value, so that full agreement on this value can be weighed to compare.
func OfValue(field int) bool { return field == FieldPhone || field == FieldEmail || field == FieldBorn }

// Agrees reports whether at a level a contact detail is the asker's own or one near it.
func Agrees(field, level int) bool {
	switch field {
	case FieldPostcode:
		return level >= 0 && level < postcodeDiffers
	case FieldPhone:
		return level >= 0 && level < phoneDiffers
	case FieldEmail:
		return level >= 0 && level < emailDiffers
	}
	return false
}
