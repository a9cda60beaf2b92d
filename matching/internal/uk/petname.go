package uk

import "strings"

// petEndings are the endings that Polish, Romanian, Russian and English add to the
// beginning of a name to make a pet form of it.
var petEndings = [...]string{"I", "Y", "IE", "O", "U", "A", "IO", "IU", "IA", "KO", "KA", "EK", "IK", "US", "UT", "EL", "CIO", "CIA", "SIA", "NIA", "ICA", "UTA",
	"UCA", "USIA", "UNIA", "YSIA", "ECZEK", "ECZKA", "IENKA", "SIENKA", "YSIENKA", "USKA", "ENKA"}

// petName reports whether of two words one is a known name and the other is not, but may
// be a pet form of it: Przemko, for Przemysław.
func petName(x, y *word) bool {
	if (x.form.ID == 0) == (y.form.ID == 0) {
		return false
	}
	if x.form.ID != 0 {
		x, y = y, x
	}
	return isPetOf(x.text, y.text)
}

// isPetOf reports whether pet is the first three letters or more of full and then one of
// petEndings, where full has at least two letters more than it keeps. Two letters do if the
// second is doubled: Immy, of Imran.
func isPetOf(pet, full string) bool {
	n := 0
	for n < min(len(pet), len(full)) && pet[n] == full[n] {
		n++
	}
	for _, end := range petEndings {
		stem := len(pet) - len(end)
		if stem < 3 || !strings.HasSuffix(pet, end) {
			continue
		}
		if stem > n && pet[stem-1] == pet[stem-2] {
			stem--
		}
		if stem <= n && len(full) >= stem+2 {
			return true
		}
	}
	return false
}
