package fellegisunter

import (
	"fmt"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching/similarity"
)

// meant asks, at the end of a refusal, whether one of the names that there are was
// meant: the one that the fewest edits part from what was written, two of them or a
// third of its length at most. It is "" where none comes near.
func meant(written string, names []string) string {
	length := utf8.RuneCountInString(written)
	nearest, least := "", min(1+max(length/3, 2), length)
	for _, name := range names {
		d := similarity.Levenshtein(written, name)
		if d < least && d < utf8.RuneCountInString(name) {
			nearest, least = name, d
		}
	}
	if nearest == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", nearest)
}

// codesOf lists the codes of levels.
func codesOf(levels []Level) (codes []string) {
	for _, l := range levels {
		codes = append(codes, l.Code)
	}
	return codes
}
