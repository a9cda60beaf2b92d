package index

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/caselobby/caselobby/matching"
)

func TestLevelsAreThoseOfTheModel(t *testing.T) {
	model := matching.UKModel()
	codes := map[int]map[int]string{
		fieldName: {nameEqual: "equal", nameFormer: "former", nameSwapped: "swapped", nameNickname: "nickname", nameMiddle: "middle",
			nameSurnameAlike: "forename-alike", nameForenameAlike: "surname-alike", nameInitial: "initial", namePart: "part",
			nameSurnameAlone: "surname-alone", nameForenameAlone: "forename-alone", nameBothAlike: "both-alike", nameSurname: "surname",
			nameLoose: "loose", nameHalfAlike: "half-alike", nameForename: "forename", nameSlight: "slight",
			nameHalfDiffers: "half-differs", nameDiffer: "differ"},
		fieldBorn: {bornEqual: "equal", bornSwapped: "swapped", bornMonth: "month", bornYear: "year", bornEdit: "edit",
			bornNewYear: "new-year", bornPart: "part", bornNear: "near", bornFar: "far", bornGeneration: "generation"},
		fieldNINO: {ninoEqual: "equal", ninoEdit: "edit", ninoNext: "next", ninoDiffers: "differ"},
		fieldPostcode: {postcodeEqual: "equal", postcodeEdit: "edit", postcodeSector: "sector", postcodeOutward: "outward",
			postcodeDistrict: "district", postcodeDiffers: "differ"},
		fieldPhone: {phoneEqual: "equal", phoneEdit: "edit", phoneDiffers: "differ"},
		fieldEmail: {emailEqual: "equal", emailSlip: "slip", emailUser: "user", emailAlike: "alike", emailDiffers: "differ"},
	}
	require.Len(t, model.Comparisons, matching.Fields)
	for f, c := range model.Comparisons {
		require.Len(t, c.Levels, levels[f], c.Name)
		for l, code := range codes[f] {
			require.Equal(t, code, c.Levels[l].Code, c.Name)
		}
	}
}
