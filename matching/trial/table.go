package trial

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Head is the first two lines of a table of [Figures.Row].
const Head = `| | listed | first | first ten | log loss | ECE | precision at .9 | recall at .9 | two above .5, one wrong | wrong above .5 | candidates |
|---|---|---|---|---|---|---|---|---|---|---|
`

// Row returns the figures as a row of a Markdown table.
func (f Figures) Row(name string) string {
	wrong := make([]string, 0, len(f.Wrong))
	for _, kind := range slices.Sorted(maps.Keys(f.Wrong)) {
		wrong = append(wrong, fmt.Sprintf("%s %d", kind, f.Wrong[kind]))
	}
	return fmt.Sprintf("| %s | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f | %.4f | %d | %s | %.1f |\n", name, f.Listed, f.First, f.Ten,
		f.LogLoss, f.ECE, f.Precision(), f.Recall, f.Rivals, strings.Join(wrong, ", "), f.Candidates)
}

// BandHead is the first two lines of a table of [Figures.BandRow].
func BandHead() string {
	var s, rule strings.Builder
	s.WriteString("| n, said → true |")
	rule.WriteString("|---|")
	for i, to := range Bands[1:] {
		fmt.Fprintf(&s, " %g–%g |", Bands[i], to)
		rule.WriteString("---|")
	}
	return s.String() + "\n" + rule.String() + "\n"
}

// BandRow returns the bands as a row of a Markdown table: how many, the mean
// probability said, and the share that is true.
func (f Figures) BandRow(name string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "| %s |", name)
	for _, b := range f.Bands {
		if b.Count == 0 {
			s.WriteString(" – |")
			continue
		}
		fmt.Fprintf(&s, " %d, %.3f → %.3f |", b.Count, b.Predicted, b.Observed)
	}
	return s.String() + "\n"
}
