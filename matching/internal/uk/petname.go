package uk

import "strings"

// petEndings are what pet forms of Polish, Romanian, Russian and English end in after the
// beginning of the name that they are of.
var petEndings = [...]string{"I", "Y", "IE", "O", "U", "A", "IO", "IU", "IA", "KO", "KA", "EK", "IK", "US", "UT", "EL", "CIO", "CIA", "SIA", "NIA", "ICA", "UTA",
	"UCA", "USIA", "UNIA", "YSIA", "ECZEK", "ECZKA", "IENKA", "SIENKA", "YSIENKA", "USKA", "ENKA"}

// petName reports whether one of two words is no name, but the beginning of the other
// with the ending of a pet form: Przemko of Przemysław.
func petName(x, y *word) bool {
	if (x.form.ID == 0) == (y.form.ID == 0) {
		return false
	}
	if x.form.ID != 0 {
		x, y = y, x
	}
	return isPetOf(x.text, y.text)
}

// isPetOf reports whether pet is three letters or more of full, as far as they go, and an
// ending. Full goes on for two letters or more.
func isPetOf(pet, full string) bool {
	n := 0
	for n < min(len(pet), len(full)) && pet[n] == full[n] {
		n++
	}
	for _, end := range petEndings {
		if stem := len(pet) - len(end); stem >= 3 && stem <= n && len(full) >= stem+2 && strings.HasSuffix(pet, end) {
			return true
		}
	}
	return false
}
