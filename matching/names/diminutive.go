package names

import "strings"

// diminutives are the endings by which Romanian makes a pet form of any name, the
// longest first: Petrișor, Ionică, Gheorghiță, Ionuț, Georgel.
var diminutives = [...]string{"ISOARA", "ICUTA", "ISOR", "ICA", "ITA", "UTA", "UCA", "UCU", "UT", "EL"}

// bareEndings are those of the names of which they are made.
var bareEndings = [...]string{"", "E", "U", "I", "IE", "AE", "A", "EA", "IA"}

// masculine is how many of bareEndings follow the stem of a form in -el.
const masculine = 6

// leastStem is how many letters of a name a pet form keeps at least.
const leastStem = 3

// isDiminutive reports whether a is a pet form of b by its ending. Both are written
// with the same letters up to there.
func isDiminutive(a, b string) bool {
	if len(a) <= leastStem+1 || len(b) < leastStem || a[:leastStem] != b[:leastStem] {
		return false
	}
	for _, d := range diminutives {
		stem, ok := strings.CutSuffix(a, d)
		if !ok || len(stem) < leastStem {
			continue
		}
		if rest, ok := strings.CutPrefix(b, stem); ok && bare(rest, d) {
			return true
		}
	}
	return false
}

func bare(ending, diminutive string) bool {
	for i, e := range bareEndings {
		if e == ending && (i < masculine || diminutive != "EL") {
			return true
		}
	}
	return false
}

// bases are the known names of which name may be a pet form by its ending.
func (t *Table) bases(name string) (all []string) {
	for _, d := range diminutives {
		stem, ok := strings.CutSuffix(name, d)
		if !ok || len(stem) < leastStem {
			continue
		}
		for i, e := range bareEndings {
			if b := stem + e; t.ids[b] != 0 && (i < masculine || d != "EL") && len(all) < MaxRoots {
				all = append(all, b)
			}
		}
	}
	return all
}
