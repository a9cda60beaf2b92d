package index

// The comparisons of the UK model and their levels, by place, as far as an index
// compares for itself. TestLevelsAreThoseOfTheModel holds them to the model.
const (
	fieldName = iota
	fieldMiddle
	fieldBorn
	fieldNINO
	fieldPostcode
	fieldPhone
	fieldEmail
)

const (
	bornEqual = iota
	bornSwapped
	bornMonth
	bornYear
	bornEdit
	bornNewYear
	bornPart
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
	nameEqual = iota
	nameFormer
	nameSwapped
	nameNickname
	nameMiddle
	nameSurnameAlike
	nameForenameAlike
	nameInitial
	namePart
	nameSurnameAlone
	nameForenameAlone
	nameBothAlike
	nameSurname
	nameLoose
	nameHalfAlike
	nameForename
	nameSlight
	nameHalfDiffers
	nameDiffer
	nameLevels
)

const (
	emailEqual = iota
	emailSlip
	emailUser
	emailAlike
	emailDiffers
)

// levels is how many levels each comparison has.
var levels = [...]int{
	fieldName: nameLevels, fieldMiddle: 3, fieldBorn: bornGeneration + 1, fieldNINO: ninoDiffers + 1,
	fieldPostcode: postcodeDiffers + 1, fieldPhone: phoneDiffers + 1, fieldEmail: emailDiffers + 1,
}
