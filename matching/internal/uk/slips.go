package uk

// Slip is what is wrong with a field where two records are of one person.
type Slip int

// The slips.
const (
	NoSlip   Slip = iota // nothing, or nothing was compared
	Mistyped             // a letter or a digit
	Changed              // it is out of date, or another person's
)

// SlipFields are the fields in which slips come together, the name first.
var SlipFields = [...]int{FieldName, FieldBorn, FieldNINO, FieldPostcode, FieldPhone}

// SlipOf returns what is wrong at a level of a field. A name of which one half is equal
// and the other alike is no slip here: it may be another form.
func SlipOf(field, level int) Slip {
	switch field {
	case FieldName:
		switch level {
		case nameBothAlike, nameOtherForename, nameOtherSurname, nameLoose, nameSlight:
			return Mistyped
		}
	case FieldBorn:
		switch level {
		case bornSwapped, bornEdit, bornDecade, bornPart:
			return Mistyped
		}
	case FieldNINO:
		if level == ninoEdit || level == ninoNext {
			return Mistyped
		}
	case FieldPostcode:
		if level >= postcodeDistrict {
			return Changed
		}
	case FieldPhone:
		if level == phoneDiffers {
			return Changed
		}
	}
	return NoSlip
}
