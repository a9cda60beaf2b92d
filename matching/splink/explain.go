package splink

import "github.com/caselobby/caselobby/matching/explain"

// Explain lays the score out for a reader: as text, as JSON or as a picture.
func (s Score) Explain() explain.Weighing {
	w := explain.Weighing{Prior: s.Prior, Probability: s.Probability, Steps: make([]explain.Step, len(s.Levels))}
	for i, l := range s.Levels {
		step := explain.Step{Field: l.Comparison, Level: l.Label, Text: l.Label, Bits: l.Weight, Frequency: l.Frequency}
		switch l.Gamma {
		case NullLevel:
			step.Level, step.Text = "", ""
		case NoLevel:
			step.Level, step.Text = "", "no level holds"
		}
		w.Steps[i] = step
	}
	return w
}

// Explain lays out what the model learnt, for [explain.Levels]. Null levels are
// left out.
func (m *Model) Explain() []explain.Comparison {
	out := make([]explain.Comparison, len(m.comparisons))
	for i, c := range m.Comparisons() {
		out[i].Name = c.Name
		for _, l := range c.Levels {
			out[i].Levels = append(out[i].Levels, explain.Level{Text: l.Label, M: l.M, U: l.U})
		}
	}
	return out
}
