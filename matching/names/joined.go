package names

import (
	"slices"
	"strings"
)

// Two names that are written as one, as Zia ur-Rahman and Ali Reza are, leave either of
// them in daily use, but for a first one that very many bear. Brothers are told apart by
// one half, so halves of one name are no forms of one another.

// secondHalves are what ends a joined name of which the first half is a name. Those that
// end other names as well (Natali, Nicolah) are not among them.
var secondHalves = [...]string{
	"ULLAH", "OLLAH", "UDDIN", "UDDEEN", "UDEEN", "EDDIN", "EDDINE", "URRAHMAN", "URREHMAN", "UREHMAN", "ULHAQ", "ULHAQUE", "ULISLAM",
	"REZA", "RAZA", "HOSSEIN", "HUSSAIN",
}

// firstHalves begin a joined name and say little of who is meant.
var firstHalves = [...]string{"MOHAMMAD", "MOHAMMED", "MUHAMMAD", "MOHAMAD", "GHOLAM", "GHULAM", "SEYED", "SAYED"}

// leastJoined is how many letters a joined name has at least: ALIREZA.
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
		if first, ok := strings.CutSuffix(name, end); ok && len(first) >= 3 && t.ids[first] != 0 {
			if !slices.Contains(firstHalves[:], first) {
				all = append(all, first)
			}
			if end[0] != 'U' && end[0] != 'O' && end[0] != 'E' { // what begins with an article is nobody's name
				all = append(all, end)
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
