package fellegisunter

import (
	"fmt"
	"unicode/utf8"

	"github.com/caselobby/caselobby/matching/similarity"
)

// meant returns the end of a refusal: "did you mean" the name nearest to what was
// written, in edits. Two edits, or a third of the length of what was written, are the
// most; if no name is so near it returns "".
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
