package normalise

import "strings"

// Generation returns which of a family's people of one name is meant, where a word after
// the name says so: 1 of "Senior", 2 of "Jnr" and "II", 3 of "III". It is 0 where
// no word does.
func Generation(name string) int {
	after := false // the name itself
	for w := range strings.FieldsSeq(Clean(name)) {
		if after {
			if n := generations[strings.ToUpper(strings.Trim(w, "(),."))]; n != 0 {
				return n
			}
		}
		after = true
	}
	return 0
}

var generations = map[string]int{
	"SENIOR": 1, "SNR": 1, "SR": 1, "JUNIOR": 2, "JNR": 2, "JR": 2, "II": 2, "2ND": 2, "III": 3, "3RD": 3, "IV": 4, "4TH": 4,
}
