package matching

import (
	"fmt"

	fs "github.com/caselobby/caselobby/matching/fellegisunter"
)

// Total returns the bits that the field adds to the weight, frequency included.
func (e Evidence) Total() float64 { return e.Bits + e.Frequency }

// String says what the field contributed, as in
// "date of birth: day and month swapped, +9.0 bits".
func (e Evidence) String() string {
	if e.Level == "" {
		return e.Field + ": nothing to compare"
	}
	return fmt.Sprintf("%s: %s, %+.1f bits", e.Field, e.Text, e.Total())
}

// together is the field under which shared contact details are taken back.
const together = "contact details together"

// explain writes one line of evidence for each comparison, and one for contact
// details that belong together.
func (a *asking) explain(w *weighed, into []Evidence) {
	comparisons := a.same.Model().Comparisons
	for f := range comparisons {
		e := &into[f]
		e.Field = comparisons[f].Name
		if p := w.parts[f]; p.Level != fs.Null {
			l := &comparisons[f].Levels[p.Level]
			e.Level, e.Text, e.Bits, e.Frequency = l.Code, l.Text, p.Bits, p.Frequency
		}
	}
	e := &into[fields]
	e.Field = together
	if w.together < 0 {
		e.Level, e.Text, e.Frequency = "shared", "belong together, so counted as one", w.together
	}
}
