package names

import (
	"slices"
	"strings"
)

// Of two names that are written as one, as Zia ur-Rahman and Ali Reza are, either may be
// used alone, unless very many bear the first. The two halves are not forms of one
// another: one of them tells brothers apart.

// secondHalves end joined names of which the first half is a known name. Halves that end
// other names too, as Ali ends Natali, are not among them.
var secondHalves = [...]struct {
	text  string
	alone bool // used alone as well: what begins with an article or only honours, as Kumar does, is not
}{
	{"REZA", true}, {"RAZA", true}, {"HOSSEIN", true}, {"HUSSAIN", true}, {"LAKSHMI", true}, {"LAXMI", true},
	{"ULLAH", false}, {"OLLAH", false}, {"UDDIN", false}, {"UDDEEN", false}, {"UDEEN", false}, {"EDDIN", false}, {"EDDINE", false},
	{"URRAHMAN", false}, {"URREHMAN", false}, {"UREHMAN", false}, {"ULHAQ", false}, {"ULHAQUE", false}, {"ULISLAM", false},
	{"CHANDRA", false}, {"KUMAR", false}, {"PRAKASH", false},
}

// firstHalves begin a joined name and say little of who is meant.
var firstHalves = [...]string{"MOHAMMAD", "MOHAMMED", "MUHAMMAD", "MOHAMAD", "GHOLAM", "GHULAM", "SEYED", "SAYED"}

// Of names of both sexes that begin alike, the beginning alone is of one: Jaya is a sister of
// Jayakumar, Raja a brother of Rajalakshmi.
var (
	sisters  = [...]string{"JAYA", "VIJAYA", "SATHYA", "SATYA", "PREMA"}
	brothers = [...]string{"RAJA", "SIVA", "SHIVA", "BALA", "KRISHNA", "RAMA"}
)

// leastJoined is the fewest letters of a joined name: ALIREZA.
const leastJoined = 7

// CutFirst cuts the first half of a joined, folded name, where it says little of who is
// meant: ALI of MOHAMMADALI. What is left is not empty.
func CutFirst(name string) (rest string, ok bool) {
	for _, begin := range firstHalves {
		if rest, ok = strings.CutPrefix(name, begin); ok && rest != "" {
			return rest, true
		}
	}
	return "", false
}

// halves are the names that a joined one consists of and that its bearer may be known by.
func (t *Table) halves(name string) (all []string) {
	if len(name) < leastJoined {
		return nil
	}
	for _, end := range secondHalves {
		if first, ok := strings.CutSuffix(name, end.text); ok && len(first) >= 3 && t.ids[first] != 0 {
			sibling := slices.Contains(sisters[:], first)
			if strings.HasPrefix(end.text, "LA") { // Lakshmi is a woman
				sibling = slices.Contains(brothers[:], first)
			}
			if !sibling && !slices.Contains(firstHalves[:], first) {
				all = append(all, first)
			}
			if end.alone {
				all = append(all, end.text)
			}
			return all
		}
	}
	if second, ok := CutFirst(name); ok && len(second) >= 4 && t.ids[second] != 0 {
		return []string{second}
	}
	return nil
}

// isHalf reports whether a is a half of b that is in daily use.
func isHalf(a, b string) bool {
	return len(b) >= len(a)+3 && (strings.HasPrefix(b, a) || strings.HasSuffix(b, a)) && slices.Contains(All().halves(b), a)
}
